"""Where the lines of a map of regions run: degrees in, whole numbers and short paths out (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, hypot, radians, sqrt

from villages.geography import UNITS_PER_DEGREE, Area

WIDE = 1000  # units along the longer side of a picture with few areas
WIDE_MANY = 600  # with many: each is small anyway, and digits weigh
MANY = 60
MARGIN = 6
SMALLEST = 3  # an island that would vanish is drawn this large

SMALLEST_TILE = 24
SPARE = 1.3  # cells for each tile, so that a place near its own is mostly free

# Widths of letters in units of a picture 1000 wide: on a phone, and on a desk.
LETTER, LETTER_DESK = 24, 13
LINE = 36  # from one line of letters to the next, on a phone


@dataclass(frozen=True)
class Frame:
    """Equirectangular projection: a degree of longitude is cos(latitude) of one of latitude."""

    west: float
    north: float
    across: float  # units of the picture in a unit of longitude
    down: float
    width: int
    height: int

    def point(self, x: float, y: float) -> tuple[int, int]:
        """Where a point in ``UNITS_PER_DEGREE`` is drawn."""
        return (
            MARGIN + round((x - self.west) * self.across),
            MARGIN + round((self.north - y) * self.down),
        )


def frame_of(areas: Sequence[Area]) -> Frame:
    """The frame round all areas that have a boundary; there must be one."""
    boxes = [area.bbox for area in areas if area.bbox]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    squeeze = cos(radians((south + north) / 2))
    longest = max((east - west) * squeeze, north - south) * UNITS_PER_DEGREE
    scale = (WIDE_MANY if len(boxes) > MANY else WIDE) / max(longest, 1)
    return Frame(
        west=west * UNITS_PER_DEGREE,
        north=north * UNITS_PER_DEGREE,
        across=scale * squeeze,
        down=scale,
        width=round((east - west) * UNITS_PER_DEGREE * squeeze * scale) + 2 * MARGIN,
        height=round((north - south) * UNITS_PER_DEGREE * scale) + 2 * MARGIN,
    )


def rings_of(area: Area, frame: Frame) -> list[list[tuple[int, int]]]:
    """The rings of an area as they are drawn; what shrinks to nothing is left out.

    Neighbours round their common points alike, and only points on a straight line go, so that
    nothing opens between them. An area that shrinks wholly is a small square.
    """
    rings = [
        ring
        for polygon in area.polygons
        for points in polygon
        if len(ring := _lean([frame.point(x, y) for x, y in points])) >= 3
    ]
    if rings or not area.polygons:
        return rings
    x, y = frame.point(*area.polygons[0][0][0])
    return [_square(x - 1, y - 1, SMALLEST)]


def path_of(rings) -> str:
    """The rings as an SVG path: each begins where it is, then goes by steps."""
    return "".join(_ring_path(ring) for ring in rings)


def _ring_path(ring) -> str:
    (x, y), *rest = ring
    steps = []
    for to_x, to_y in rest:
        steps += (to_x - x, to_y - y)
        x, y = to_x, to_y
    words = "".join(str(n) if n < 0 or not place else f" {n}" for place, n in enumerate(steps))
    return f"M{ring[0][0]} {ring[0][1]}l{words}z"


def _lean(points) -> list[tuple[int, int]]:
    """Without points that lie on the one before, or straight between their neighbours."""
    lean: list[tuple[int, int]] = []
    for point in points:
        while lean and (lean[-1] == point or (len(lean) > 1 and _straight(*lean[-2:], point))):
            lean.pop()
        lean.append(point)
    while len(lean) > 2 and (lean[0] == lean[-1] or _straight(lean[-2], lean[-1], lean[0])):
        lean.pop()
    return lean


def _straight(a, b, c) -> bool:
    return (b[0] - a[0]) * (c[1] - b[1]) == (b[1] - a[1]) * (c[0] - b[0])


def _square(x, y, size) -> list[tuple[int, int]]:
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]


@dataclass(frozen=True)
class Lettering:
    """A name in a picture; ``roomy`` where it fits with the large letters of a phone too, ``brief``
    where more of it stands there in the small letters of a screen or of paper."""

    x: int
    y: int
    text: str
    roomy: bool
    brief: bool = False


def lettering(name: str, rings) -> Lettering | None:
    """Where a name has room inside an area: on its widest line; None where it has none."""
    place, room = _widest(rings)
    if room < len(name) * LETTER_DESK:
        return None
    return Lettering(*place, name, room >= len(name) * LETTER)


def _widest(rings) -> tuple[tuple[int, int], int]:
    """The middle and the length of the longest level line inside, looked for at nine heights."""
    heights = [y for ring in rings for _x, y in ring]
    top, bottom = min(heights), max(heights)
    best, room = (0, 0), 0
    for tenth in range(1, 10):
        y = top + (bottom - top) * tenth / 10 + 0.25  # never through a corner
        crossings = sorted(_crossings(rings, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            # The middle heights first: a name at the very edge reads as the neighbour's.
            length = (right - left) * (1 - abs(tenth - 5) / 12)
            if length > room:
                best, room = (round((left + right) / 2), round(y)), length
    return best, round(room)


def _crossings(rings, y) -> list[float]:
    return [
        ax + (y - ay) * (bx - ax) / (by - ay)
        for ring in rings
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)
        if (ay > y) != (by > y)
    ]


# --- tiles --------------------------------------------------------------------------------------


def tiles_of(areas: Sequence[Area]) -> tuple[dict[str, list[tuple[int, int]]], int, int]:
    """A square for each area, by code, and the width and height of the picture.

    Near the middle of each region where those are known, one a cell; regions without a place
    follow beneath, and without any all stand in the order of their codes.
    """
    placed = [area for area in areas if area.place]
    cells = _cells_near(placed) if placed else {}
    columns = 1 + max((column for column, _row in cells.values()), default=0)
    columns = max(columns, min(len(areas), ceil(sqrt(len(areas)))))
    first = 1 + max((row for _column, row in cells.values()), default=-1)
    others = sorted(area.code for area in areas if not area.place)
    for number, code in enumerate(others):
        cells[code] = (number % columns, first + number // columns)
    rows = 1 + max((row for _column, row in cells.values()), default=0)
    tile = max(SMALLEST_TILE, WIDE // max(columns, rows))
    gap = tile // 12
    squares = {
        code: _square(MARGIN + column * tile, MARGIN + row * tile, tile - gap)
        for code, (column, row) in cells.items()
    }
    extra = 2 * MARGIN - gap
    return squares, columns * tile + extra, rows * tile + extra


def _cells_near(areas) -> dict[str, tuple[int, int]]:
    """(column, row) of each area, none twice; the middle of the picture is settled first."""
    squeeze = cos(radians(sum(area.place[0] for area in areas) / len(areas)))
    spots = {area.code: (area.place[1] * squeeze, -area.place[0]) for area in areas}
    left, top = (min(spot[axis] for spot in spots.values()) for axis in (0, 1))
    wide, high = (
        max(spot[axis] for spot in spots.values()) - low for axis, low in ((0, left), (1, top))
    )
    # Islands in a row would need a strip without end.
    shape = min(4.0, max(0.25, (wide or 1e-9) / (high or 1e-9)))
    columns = max(1, ceil(sqrt(len(areas) * SPARE * shape)))
    rows = max(1, ceil(len(areas) * SPARE / columns))
    wanted = {
        code: (
            (x - left) / wide * (columns - 1) if wide else (columns - 1) / 2,
            (y - top) / high * (rows - 1) if high else (rows - 1) / 2,
        )
        for code, (x, y) in spots.items()
    }
    free = {(column, row) for column in range(columns) for row in range(rows)}
    middle = ((columns - 1) / 2, (rows - 1) / 2)
    cells = {}
    for code in sorted(wanted, key=lambda code: (_apart(wanted[code], middle), code)):
        cell = min(free, key=lambda cell: (_apart(cell, wanted[code]), cell))
        free.remove(cell)
        cells[code] = cell
    return _trimmed(cells)


def _trimmed(cells) -> dict[str, tuple[int, int]]:
    """Without rows and columns in which there is nothing."""
    columns, rows = (sorted({cell[axis] for cell in cells.values()}) for axis in (0, 1))
    return {code: (columns.index(column), rows.index(row)) for code, (column, row) in cells.items()}


def _apart(a, b) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])
