"""The map as a picture that leaves Jejaring: one SVG with all that is needed to read it.

The picture carries its title, its day, what is filtered, how complete it is, its legend and where
it comes from. PNG and PDF are made of the very same SVG by typst: nothing that people wrote is ever
typst's code or an SVG's markup.
"""

import math
import re
from dataclasses import dataclass, field
from functools import cache, cached_property

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from stakeholders.models.kinds import Family
from stakeholders.presenters.drawing import outline_of
from stakeholders.presenters.lettering import width_of
from stakeholders.presenters.typesetting import printable, typeset
from stakeholders.presenters.wording import KINDS
from stakeholders.services.exporting import CODES, NAMES, ROLES

MARGIN = 24.0
USUAL = 900.0  # the width up to which the words round a drawing have their usual size
WORDS = 13.0  # size of the letters round the drawing
LINE = 19.0
SAMPLE = 46.0  # what a sample in the legend takes, with the gap to its words
GAP = 18.0  # between two entries of the legend
MOST_PIXELS = 24e6
PPI = 192.0  # of a PNG that is not too large for it
PAPERS = {"pdf-a4": "a4", "pdf-a3": "a3"}


@dataclass(frozen=True)
class Sample:
    """An entry of the legend where it stands: a line of some kind, a disc, or a hull."""

    x: float
    y: float
    words: str
    line: str = ""
    also: str = ""
    disc: str = ""
    outline: str = ""
    mark: str = ""
    hull: str = ""


@dataclass
class Picture:
    """A map on paper.

    ``map``: a VillageMap of what everybody of the village may read; ``title``; ``facts``: lines
    beneath it (place, day, filters, how complete); ``sources``: lines at the foot.
    """

    map: object
    title: str
    facts: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    @property
    def drawing(self):
        """The wider drawing of the map; None where nobody is on it."""
        return self.map.sheets[-1].drawing if self.map.sheets else None

    @property
    def width(self) -> float:
        return (self.drawing.width if self.drawing else 712) + 2 * MARGIN

    @cached_property
    def fact_lines(self) -> list[str]:
        return self._fitted(self.facts)

    @cached_property
    def source_lines(self) -> list[str]:
        return self._fitted(self.sources)

    @property
    def scale(self) -> float:
        """How much larger than usual the words round a large drawing are, to be read with it."""
        return max(1.0, round(self.width / USUAL, 2))

    def _fitted(self, sentences):
        room = self.width / self.scale - 2 * MARGIN
        return [line for sentence in sentences for line in _broken(str(sentence), room)]

    def svg(self, *, bare=False) -> str:
        """The picture as a file of its own; ``bare``: only drawing and legend."""
        # Head, legend and foot are laid out at usual size, each in a frame that is scaled.
        scale = self.scale
        head = MARGIN if bare else MARGIN + 34 + LINE * len(self.fact_lines) + 10
        top = head * scale
        below = top + (self.drawing.height if self.drawing else 60) + 14 * scale
        samples, deep = _legend(self.map, self.width / scale)
        foot = 0 if bare else 16 + LINE * len(self.source_lines) + MARGIN / 2
        height = below + (deep + 6 + foot) * scale
        context = {
            "picture": self,
            "map": self.map,
            "drawing": self.drawing,
            "size": self.map.sheets[-1].size if self.drawing else "",
            "hulls": self.map.sheets[-1].hulls if self.drawing else [],
            "ink": _inks(),
            "hues": _hues(),
            "bare": bare,
            "margin": MARGIN,
            "top": round(top, 1),
            "below": round(below, 1),
            "samples": samples,
            "apart": _("Belum terhubung"),
            "nobody": _("Belum ada pihak di peta desa ini."),
            "facts": _at(self.fact_lines, MARGIN + 44),
            "sources": _at(self.source_lines, deep + 22),
            "height": round(height),
        }
        return printable(render_to_string("stakeholders/map_picture.svg", context))

    def png(self) -> bytes:
        """The whole picture in dots, as many as a wall needs and a phone still opens."""
        svg = self.svg()
        # typst measures in points: a unit of the drawing is one, and 72 of them an inch.
        ppi = min(PPI, 72 * math.sqrt(MOST_PIXELS / (self.width * _height_of(svg))))
        data = {"svg": svg, "width": self.width}
        return typeset(_source("picture"), data, format="png", ppi=ppi)

    def pdf(self, paper: str) -> bytes:
        """The picture on one sheet (``a4`` or ``a3``), and the same as a list on the next."""
        svg = self.svg(bare=True)
        data = {
            "svg": svg,
            "paper": paper,
            "flipped": self.width > 1.2 * _height_of(svg),
            "title": self.title,
            "facts": [str(fact) for fact in self.facts],
            "sources": [str(source) for source in self.sources],
            "alt": self.map.label,
            "list": _("Daftar hubungan"),
            "kinds": self._listed(),
            "apart": _("Belum terhubung"),
            "unconnected": [party["name"] for party in self._unconnected],
            "language": get_language()[:2],
        }
        return typeset(_source("sheet"), data)

    def _listed(self):
        return [
            {
                "label": label,
                "entries": [
                    {"pair": f"{entry['first']['name']} – {entry['second']['name']}",
                     "said": entry["said"]}
                    for entry in entries
                ],
            }
            for _kind, label, entries in self.map.entries
        ]  # fmt: skip

    @property
    def _unconnected(self):
        return [] if self.map.is_partial else self.map.unconnected


def picture_of(map, *, place, coverage, naming) -> Picture:
    """The picture of a village's map with the words that belong round it."""
    return Picture(
        map=map,
        title=_("Peta pemangku kepentingan %(name)s") % {"name": place.name},
        facts=[_where_and_when(place), *_filtered(map), _how_complete(coverage)],
        sources=[_SOURCES[naming], _LEFT_OUT],
    )


_SOURCES = {
    ROLES: gettext_lazy(
        "Sumber: Jejaring, dari wawancara dengan kelompok. Orang disebut menurut perannya."
    ),
    NAMES: gettext_lazy(
        "Sumber: Jejaring, dari wawancara dengan kelompok. Memuat nama orang: "
        "hanya untuk pendamping desa ini."
    ),
    CODES: gettext_lazy(
        "Sumber: Jejaring, dari wawancara dengan kelompok. Nama diganti kode yang hanya berlaku "
        "di berkas ini."
    ),
}
_LEFT_OUT = gettext_lazy(
    "Hubungan dengan pemerintah desa dan ketergantungan tidak dimuat di gambar."
)


def _where_and_when(place):
    return _("%(above)s · %(code)s · keadaan %(day)s") % {
        "above": place.above,
        "code": place.code,
        "day": date_format(timezone.localdate(), "DATE_FORMAT"),
    }


def _filtered(map):
    """What the picture leaves out by choice or for lack of room."""
    if words := map.selection.in_words:
        yield _("Hanya: %(filters)s.") % {"filters": ", ".join(words)}
    if map.focus:
        steps = map.selection.steps
        yield ngettext(
            "Sekitar %(name)s, sampai %(steps)s langkah.",
            "Sekitar %(name)s, sampai %(steps)s langkah.",
            steps,
        ) % {"name": map.focus["name"], "steps": steps}
    for words, told in (
        (map.size_words, _("Ukuran: %(words)s.")),
        (map.colour_words, _("Warna dan huruf: %(words)s.")),
        (map.hull_words, _("Selubung: %(words)s.")),
    ):
        if words:
            yield told % {"words": words}
    if map.is_partial:
        yield _("%(drawn)s dari %(all)s pihak digambar, yang paling banyak hubungannya.") % {
            "drawn": map.drawn_count,
            "all": map.party_count,
        }


def _how_complete(coverage):
    """How far the picture may be believed, as it stands above every finding."""
    if not coverage.known:
        return _("Belum ada kelompok yang dicatat.")
    told = _("%(done)s dari %(known)s kelompok sudah diwawancarai") % {
        "done": coverage.interviewed,
        "known": coverage.known,
    }
    if not coverage.last_visit:
        return f"{told}."
    day = date_format(coverage.last_visit, "DATE_FORMAT")
    return _("%(told)s; kunjungan terakhir %(day)s.") % {"told": told, "day": day}


def _height_of(svg):
    return float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])


@cache
def _source(name):
    return (settings.BASE_DIR / "templates" / "stakeholders" / f"map_{name}.typ").read_bytes()


# --- what stands where ------------------------------------------------------------------------


def _at(lines, top):
    return [(round(top + LINE * number, 1), line) for number, line in enumerate(lines)]


def _broken(text, room):
    """``text`` on as many lines as it needs, each at most ``room`` wide."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, WORDS) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _legend(map, width):
    """The entries of the legend in rows, and how deep these are."""
    x, y, placed = MARGIN, 0.0, []
    for words, what in _entries(map):
        needed = SAMPLE + width_of(words, WORDS) + GAP
        if x > MARGIN and x + needed > width - MARGIN + GAP:
            x, y = MARGIN, y + LINE + 4
        placed.append(Sample(round(x, 1), round(y, 1), words, **what))
        x += needed
    return placed, y + (LINE if placed else 0)


def _entries(map):
    """What has to be explained, each with its words: that of ``_legend.html`` on paper."""
    for chip in map.kind_chips:
        if chip.chosen or not map.selection.kinds:
            yield str(KINDS[chip.code]), {"line": chip.code}
    chips = map.sort_chips
    if map.colouring:
        groups = [chip for chip in chips if chip.code in Family.values]
        chips = [chip for chip in chips if chip not in groups]
        if groups:
            told = {"words": _("Kelompok"), "count": sum(chip.count for chip in groups)}
            yield "{words} ({count})".format(**told), {"disc": "group", "outline": _SMALL}
    for chip in chips:
        disc = {"disc": f"{chip.code} kind-{chip.code}", "outline": chip.outline}
        yield f"{chip.label} ({chip.count})", disc
    for shade in map.colouring.shades if map.colouring else ():
        disc = {"disc": shade.style, "outline": _LARGE, "mark": shade.mark}
        yield f"{shade.label} ({shade.count})", disc
    for shade in map.hull_shades:
        yield f"{shade.label} ({shade.count})", {"hull": shade.style}
    yield from _signs(map.signs)


def _signs(signs):
    if {"both", "one"} <= signs:
        yield _("tebal: kedua pihak berkata sama"), {"line": "supports"}
    if "one" in signs:
        yield _("tipis: baru kata satu pihak"), {"line": "supports", "also": "weak"}
    if "several" in signs:
        yield _("angka: beberapa hubungan"), {"line": "count"}
    if "unasked" in signs:
        yield _("garis putus: belum diwawancarai"), {"disc": "unasked", "outline": _SMALL}


_SMALL, _LARGE = outline_of("circle", 8), outline_of("circle", 11)


@cache
def _inks() -> dict[str, str]:
    """The colours of the style sheet by day, names with underscores: a file has no variables."""
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    found = {}
    for name, colour in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", tokens):
        found.setdefault(name.replace("-", "_"), colour)
    return found


def _hues():
    """The class of each hue of map.css and its colour."""
    inks = _inks()
    kinds = [(f"kind-{kind}", inks[kind]) for kind in Family.values]
    return kinds + [(style, inks[name]) for style, name in _HUES.items()]


# As in map.css.
_HUES = {
    "hue-1": "otl",
    "hue-2": "nelayan",
    "hue-3": "adat",
    "hue-4": "keagamaan",
    "hue-5": "perempuan",
    "hue-6": "pemuda",
    "hue-7": "ngo",
    "hue-8": "accent",
    "hue-core": "accent_strong",
    "hue-middle": "nelayan",
}
