"""What a drawing is made of: texts, rectangles, paths, dots and links, each with a class.

A unit is a pixel of a drawing at its natural size. The narrow drawing is made for 256 pixels of
room and more, the wide one for 640 and more; letters of 14 units are then never under 12 pixels.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.html import format_html, format_html_join

from stakeholders.presenters.lettering import shorten, width_of, wrap

SIZE, LINE = 14.0, 18.0
NARROW, WIDE = 296.0, 720.0
TOUCH = 52.0  # what is 44 pixels where the narrow drawing is smallest
_BOLD = 1.1  # how much wider than usual bold letters are
_ABOVE, _BELOW = 0.82 * SIZE, 0.26 * SIZE  # how far letters reach from their line


class NotDrawable(ValueError):
    """A place or length that is no finite number."""


def _finite(*values: float) -> None:
    if not all(map(math.isfinite, values)):
        raise NotDrawable(values)


def at(value: float) -> str:
    """A coordinate in markup, whatever the language of the page."""
    if not math.isfinite(value):
        raise NotDrawable(value)
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass(frozen=True)
class Text:
    """``words`` on one line; ``anchor`` is start, middle or end."""

    tag: ClassVar = "text"
    x: float
    y: float
    words: str
    anchor: str = "start"
    style: str = ""

    def __post_init__(self) -> None:
        _finite(self.x, self.y)

    @property
    def width(self) -> float:
        return lettered(self.words, bold="strong" in self.style)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        left = self.x - {"start": 0, "middle": 0.5, "end": 1}[self.anchor] * self.width
        return left, self.y - _ABOVE, left + self.width, self.y + _BELOW

    @property
    def markup(self) -> str:
        classes = self.style if self.anchor == "start" else f"{self.anchor} {self.style}".strip()
        place = f'x="{at(self.x)}" y="{at(self.y)}"'
        if not classes:
            return format_html(f"<text {place}>{{}}</text>", self.words)
        return format_html(f'<text class="{{}}" {place}>{{}}</text>', classes, self.words)


@dataclass(frozen=True)
class Path:
    """Any shape; ``tip`` is told when one points at it."""

    tag: ClassVar = "path"
    d: str
    style: str
    tip: str = ""

    @property
    def markup(self) -> str:
        return format_html('<path class="{}" d="{}">{}</path>', self.style, self.d, _tip(self.tip))


@dataclass(frozen=True)
class Rect:
    tag: ClassVar = "rect"
    x: float
    y: float
    width: float
    height: float
    style: str
    tip: str = ""

    def __post_init__(self) -> None:
        _finite(self.x, self.y, self.width, self.height)
        if self.width < 0 or self.height < 0:
            raise NotDrawable((self.width, self.height))

    @property
    def markup(self) -> str:
        place = f'x="{at(self.x)}" y="{at(self.y)}"'
        size = f'width="{at(self.width)}" height="{at(self.height)}"'
        tip = _tip(self.tip)
        return format_html(f'<rect class="{{}}" {place} {size}>{{}}</rect>', self.style, tip)


@dataclass(frozen=True)
class Link:
    """Marks that lead somewhere; ``label`` says where, for ears."""

    tag: ClassVar = "a"
    href: str
    label: str
    marks: tuple = ()

    @property
    def markup(self) -> str:
        return format_html(
            '<a class="go" href="{}"><title>{}</title><g aria-hidden="true">{}</g></a>',
            *(self.href, self.label, markup(self.marks)),
        )


def _tip(words: str) -> str:
    return format_html("<title>{}</title>", words) if words else ""


def markup(marks: Iterable["Mark"]) -> str:
    """The marks for a template: there are thousands, and written by one they took ten times as
    long."""
    return format_html_join("\n", "{}", ((mark.markup,) for mark in marks))


Mark = Text | Path | Rect | Link


@dataclass(frozen=True)
class Drawing:
    """Marks on a sheet; ``size`` is narrow or wide."""

    size: str
    width: float
    height: float
    marks: tuple[Mark, ...] = field(repr=False)

    @property
    def frame(self) -> str:
        """Its view box."""
        return f"0 0 {at(self.width)} {at(self.height)}"

    @property
    def markup(self) -> str:
        return markup(self.marks)

    @property
    def every(self) -> Iterator[Mark]:
        """All marks, those of links too."""
        for mark in self.marks:
            if isinstance(mark, Link):
                yield from mark.marks
            else:
                yield mark

    @property
    def texts(self) -> list[Text]:
        return [mark for mark in self.every if isinstance(mark, Text)]

    @property
    def has_links(self) -> bool:
        return any(isinstance(mark, Link) for mark in self.marks)


def linked(href: str, label: str, marks: Iterable[Mark]) -> list[Mark]:
    """The marks as one link, or as they are where they lead nowhere."""
    return [Link(href, label, tuple(marks))] if href else list(marks)


# --- words ---


def lettered(words: str, *, bold: bool = False) -> float:
    """The room ``words`` need on one line."""
    return width_of(words, SIZE) * (_BOLD if bold else 1)


def short(words: str, room: float, *, bold: bool = False) -> str:
    """``words`` on one line that fits in ``room``."""
    return shorten(" ".join(words.split()), size=SIZE, room=room / (_BOLD if bold else 1))


def two_lines(words: str, room: float) -> tuple[str, ...]:
    """``words`` on one line, or on two where it must be, each fitting in ``room``."""
    whole = " ".join(words.split())
    return (whole,) if lettered(whole) <= room else wrap(whole, size=SIZE, room=room)


def broken(words: str, room: float) -> list[str]:
    """``words`` on as many lines as they need; a word wider than ``room`` is shortened."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and lettered(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [short(line, room) for line in lines if line]


def few_lines(words: str, room: float, most: int = 2) -> list[str]:
    """``words`` on at most so many lines, the last shortened where they are too many."""
    lines = broken(words, room)
    if len(lines) <= most:
        return lines or [""]
    cut = words.split()
    for line in lines[: most - 1]:
        cut = cut[len(line.split()) :]
    return [*lines[: most - 1], short(" ".join(cut), room)]


def paragraph(words: str, x: float, y: float, room: float, style: str = "") -> list[Text]:
    """``words`` from the line at ``y`` down."""
    return [
        Text(x, y + LINE * number, line, style=style)
        for number, line in enumerate(broken(words, room))
    ]


# --- shapes ---


def line(points: Iterable[tuple[float, float]]) -> str:
    """A line through points."""
    return "".join(
        f"{'L' if number else 'M'}{at(x)} {at(y)}" for number, (x, y) in enumerate(points)
    )


def area(points: Iterable[tuple[float, float]]) -> str:
    return f"{line(points)}Z"


def hatched(x: float, y: float, width: float, height: float, gap: float = 5.0) -> str:
    """Slanting lines that end where the rectangle does: a pattern that any printer draws."""
    _finite(x, y, width, height)
    parts = []
    for number in range(1, math.ceil((width + height) / gap)):
        reach = number * gap
        left, right = max(0.0, reach - height), min(width, reach)
        if left < right:
            along = at(right - left)
            parts.append(f"M{at(x + left)} {at(y + reach - left)}l{along} -{along}")
    return "".join(parts)


def circle(x: float, y: float, r: float) -> str:
    left, round_ = f"M{at(x - r)} {at(y)}", f"a{at(r)} {at(r)} 0 1 0"
    return f"{left}{round_} {at(2 * r)} 0{round_} {at(-2 * r)} 0Z"


def square(x: float, y: float, r: float) -> str:
    return area([(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)])


def triangle(x: float, y: float, r: float) -> str:
    return area([(x, y - 1.2 * r), (x + 1.15 * r, y + r), (x - 1.15 * r, y + r)])


def diamond(x: float, y: float, r: float) -> str:
    return area([(x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y)])


SHAPES = (circle, square, triangle, diamond)
