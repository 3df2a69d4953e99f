"""A number for each region as a picture: a map of shades, or tiles where boundaries are missing.

Plain data in, plain data out. The picture, its legend and the equal list say the same.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages.geography import Area
from villages.presenters.drawing import (
    LETTER,
    LETTER_DESK,
    LINE,
    MANY,
    WIDE,
    WIDE_MANY,
    Lettering,
    frame_of,
    lettering,
    path_of,
    rings_of,
    tiles_of,
)

NO_DATA, HIDDEN = "none", "hidden"
FEW = 40  # areas, and their names are written into the picture


@dataclass(frozen=True)
class Shade:
    """What a region shows: its class (0 the lowest), None for no data, or ``HIDDEN``.

    ``value``: the number in words; ``url``: where a tap leads; ``sentence``: what is heard,
    where it is more than name and value.
    """

    step: int | str | None = None
    value: str = ""
    url: str = ""
    sentence: str = ""

    @property
    def mark(self) -> str:
        """The class in style sheets and patterns: "0" to "4", "none", "hidden"."""
        return NO_DATA if self.step is None else str(self.step)


@dataclass(frozen=True)
class Row:
    """One region in the list, and in the picture where ``path`` says where."""

    code: str
    name: str
    value: str
    mark: str
    url: str
    sentence: str
    path: str = ""


@dataclass(frozen=True)
class Key:
    """One line of the legend: a class, its words, and how many regions are in it."""

    mark: str
    label: str
    count: int


@dataclass(frozen=True)
class Picture:
    """All that ``villages/_areas.html`` draws. ``lost``: regions that the picture lacks."""

    rows: list[Row]
    legend: list[Key]
    width: int
    height: int
    grain: float  # how much patterns and letters shrink with the picture's units
    letterings: list[Lettering]
    tiles: bool

    @property
    def lost(self) -> list[Row]:
        """Regions of which nobody has brought the boundary."""
        return [row for row in self.rows if not row.path]


def picture(areas: Sequence[Area], shades: Mapping[str, Shade], labels: Sequence[str]) -> Picture:
    """A map where there is any boundary, tiles where there is none.

    ``labels``: the words of the classes from the lowest on, see ``classes_of``.
    """
    draw = choropleth if any(area.polygons for area in areas) else cartogram
    return draw(areas, shades, labels)


def choropleth(
    areas: Sequence[Area], shades: Mapping[str, Shade], labels: Sequence[str]
) -> Picture:
    """The areas in their shades; a region without boundary stands in the list only.

    At least one area must have a boundary; a region without shade has no data.
    """
    frame = frame_of(areas)
    rings = {area.code: rings_of(area, frame) for area in areas}
    drawn = [area for area in areas if rings[area.code]]
    letterings = [
        written
        for area in (drawn if len(drawn) <= FEW else ())
        if (written := lettering(_called(area), rings[area.code]))
    ]
    return Picture(
        rows=_rows(areas, shades, {code: path_of(found) for code, found in rings.items()}),
        legend=_legend(areas, shades, labels),
        width=frame.width,
        height=frame.height,
        grain=WIDE_MANY / WIDE if len(drawn) > MANY else 1,
        letterings=letterings,
        tiles=False,
    )


def cartogram(areas: Sequence[Area], shades: Mapping[str, Shade], labels: Sequence[str]) -> Picture:
    """A square for each region, near its place where that is known, else by code."""
    squares, width, height = tiles_of(areas)
    return Picture(
        rows=_rows(areas, shades, {code: path_of([ring]) for code, ring in squares.items()}),
        legend=_legend(areas, shades, labels),
        width=width,
        height=height,
        grain=WIDE_MANY / WIDE if len(areas) > MANY else 1,
        letterings=_tile_names(areas, squares) if len(areas) <= FEW else [],
        tiles=True,
    )


def _tile_names(areas, squares) -> list[Lettering]:
    """Of each name its first and its last word, as much of them as a tile holds.

    The last one tells apart what begins alike: Sumatera Utara, Sumatera Barat.
    """
    written = []
    for area in areas:
        (left, top), (right, _top), (_right, bottom), _last = squares[area.code]
        most, at_a_desk = (max(3, (right - left) // each) for each in (LETTER, LETTER_DESK))
        name = _called(area)
        words = [name] if len(name) <= most else [name.split()[0], *name.split()[1:][-1:]]
        first = (top + bottom - LINE * (len(words) - 1)) // 2
        for line, word in enumerate(words):
            place = (left + right) // 2, first + LINE * line
            short, long = _cut(word, most), _cut(word, at_a_desk)
            written.append(Lettering(*place, short, roomy=True, brief=short != long))
            if short != long:
                written.append(Lettering(*place, long, roomy=False))
    return written


def _cut(word: str, most: int) -> str:
    return word if len(word) <= most else word[: most - 1] + "…"


def _called(area) -> str:
    """The name as a picture has room for it: most regencies are kabupaten."""
    return area.name.removeprefix("Kabupaten ")


def _rows(areas, shades, paths) -> list[Row]:
    return [
        Row(
            code=area.code,
            name=area.name,
            value=_value(shade),
            mark=shade.mark,
            url=shade.url,
            sentence=shade.sentence or f"{area.name}: {_value(shade)}",
            path=paths.get(area.code, ""),
        )
        for area in sorted(areas, key=lambda area: area.code)
        for shade in [shades.get(area.code, Shade())]
    ]


def _value(shade) -> str:
    if shade.value:
        return shade.value
    return _("disembunyikan") if shade.step == HIDDEN else _("tidak ada data")


def _legend(areas, shades, labels) -> list[Key]:
    """The classes with their counts; no data and hidden where there is any."""
    counts = Counter(shades.get(area.code, Shade()).mark for area in areas)
    keys = [Key(str(step), label, counts[str(step)]) for step, label in enumerate(labels)]
    others = ((NO_DATA, _("tidak ada data")), (HIDDEN, _("disembunyikan")))
    return keys + [Key(mark, label, counts[mark]) for mark, label in others if counts[mark]]
