"""A chart as a picture that leaves Jejaring: with its title, its sentence and where it is from.

What people wrote is never markup: all of it is escaped, and goes to typst as data.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jejaring.dashboards.charts.chart import Chart
from jejaring.dashboards.charts.marks import LINE, SIZE, Link, Mark, at, markup
from stakeholders.presenters.lettering import shorten, width_of
from stakeholders.presenters.typesetting import printable, typeset

MARGIN = 24.0
_TITLE, _TITLE_LINE = 22.0, 28.0
_MOST_PIXELS, _PPI = 24e6, 192.0


@dataclass(frozen=True)
class Picture:
    """The wider drawing of a chart on a sheet; lines of ``chart.about`` stand beneath its title."""

    chart: Chart

    @property
    def width(self) -> float:
        return self.chart.wide.width + 2 * MARGIN

    def svg(self) -> bytes:
        """A file that any program of pictures opens."""
        words, top = self._head()
        below = top + self.chart.wide.height + 12
        foot, end = self._lines([_source()], below, "soft")
        context = {
            "chart": self.chart,
            "style": mark_safe(_style()),  # noqa: S308 - our own style sheet
            "words": [*words, *foot],
            "margin": at(MARGIN),
            "top": at(top),
            "marks": markup(_unlinked(self.chart.wide.marks)),
            "width": at(self.width),
            "height": at(end),
        }
        made = render_to_string("jejaring/dashboards/chart_picture.svg", context)
        return printable(made).encode()

    def png(self) -> bytes:
        """The same in dots, as many as a slide needs and a phone still opens."""
        svg = self.svg().decode()
        tall = float(re.search(r'viewBox="0 0 \S+ (\S+)"', svg)[1])
        # typst measures in points: a unit of the drawing is one, and 72 of them an inch.
        ppi = min(_PPI, 72 * math.sqrt(_MOST_PIXELS / (self.width * tall)))
        return typeset(_sheet(), {"svg": svg, "width": self.width}, format="png", ppi=ppi)

    def _head(self) -> tuple[list, float]:
        """The lines above the drawing, and where the drawing begins."""
        y = MARGIN + 18
        words = []
        for line in _broken(self.chart.title, self.width - 2 * MARGIN, _TITLE):
            words.append((at(y), line, "title"))
            y += _TITLE_LINE
        about, y = self._lines(self.chart.about, y - 12, "soft")
        said, y = self._lines([self.chart.summary], y - 8, "")
        return [*words, *about, *said], y

    def _lines(self, sentences, y: float, style: str) -> tuple[list, float]:
        """Sentences beneath ``y``, each on as many lines as it needs, and where they end."""
        room = self.width - 2 * MARGIN
        lines = [line for sentence in sentences for line in _broken(sentence, room, SIZE)]
        placed = [(at(y + LINE * number), line, style) for number, line in enumerate(lines, 1)]
        return placed, y + LINE * len(lines) + 20


def _source() -> str:
    return _("Sumber: Jejaring. Angka per wilayah; tidak memuat nama orang.")


def _broken(text: str, room: float, size: float) -> list[str]:
    lines = [""]
    for word in str(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [shorten(line, size=size, room=room) for line in lines if line]


def _unlinked(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    """Addresses of pages mean nothing in a file."""
    for mark in marks:
        yield from mark.marks if isinstance(mark, Link) else (mark,)


@cache
def _sheet() -> bytes:
    return (settings.BASE_DIR / "templates" / "stakeholders" / "map_picture.typ").read_bytes()


@cache
def _style() -> str:
    """The marks of charts.css with the colours of the day: a file has no variables."""
    folder = settings.BASE_DIR / "static" / "css"
    inks: dict[str, str] = {}
    for name, colour in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", _read(folder, "tokens.css")):
        inks.setdefault(name, colour)
    marks = _read(folder, "charts.css").split("/* --- marks --- */")[1]
    marks = marks.split("/* --- on pages only --- */")[0]
    told = re.sub(r"var\(--([\w-]+)\)", lambda found: inks[found[1]], marks).strip()
    return f"{told}\n.sheet {{ fill: {inks['card']}; }}"


def _read(folder, name: str) -> str:
    return (folder / name).read_text()
