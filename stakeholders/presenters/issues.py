"""An issue as a sheet of power and interest, and as the Venn sheet of village practice."""

from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stakeholders.models import Position
from stakeholders.models.issue import Closeness, Level
from stakeholders.presenters.drawing import SHAPES, outline_of
from stakeholders.presenters.lettering import width_of, wrap
from stakeholders.services.network_rows import initials

Stance = Position.Stance
LEVELS = 4
HIGH = Level.MORE  # from here on it is much
STANCE_SIGNS = {
    Stance.SUPPORTS: "+",
    Stance.OPPOSES: "−",
    Stance.UNDECIDED: "=",
    Stance.UNKNOWN: "?",
}


@dataclass(frozen=True)
class Field:
    """One of the four fields: what it is called and how those in it are best approached."""

    code: str
    title: str
    advice: str
    has_power: bool
    has_interest: bool
    placed: list = field(default_factory=list)


FIELDS = (
    (
        "key",
        gettext_lazy("Kunci"),
        gettext_lazy("Ajak sejak awal, dan putuskan bersama mereka."),
        True,
        True,
    ),
    (
        "win",
        gettext_lazy("Perlu ditemui"),
        gettext_lazy("Temui langsung. Ceritakan apa gunanya bagi mereka dan apa yang diperlukan."),
        True,
        False,
    ),
    (
        "raise",
        gettext_lazy("Perlu dikuatkan"),
        gettext_lazy(
            "Mereka paling merasakan akibatnya. Dengarkan lebih dulu, dan beri tempat bicara."
        ),
        False,
        True,
    ),
    (
        "inform",
        gettext_lazy("Cukup dikabari"),
        gettext_lazy("Kabari secara berkala, jangan menambah beban mereka."),
        False,
        False,
    ),
)


def fields(board) -> list[Field]:
    """The four fields, each with those who stand in it."""
    return [
        Field(
            code,
            str(title),
            str(advice),
            power,
            interest,
            [
                placed
                for placed in board
                if (placed.now.power >= HIGH, placed.now.interest >= HIGH) == (power, interest)
            ],
        )
        for code, title, advice, power, interest in FIELDS
    ]


def leading_sentence(board) -> str:
    """What the sheet says first: who is touched and has little say, else who has doubts."""
    if not board:
        return ""
    unheard = [p for p in board if p.now.interest >= HIGH > p.now.power]
    doubting = [p for p in board if p.now.power >= HIGH and p.now.stance == Stance.OPPOSES]
    if unheard:
        return _("Paling berkepentingan, tetapi suaranya kecil: %(names)s.") % {
            "names": _names(unheard)
        }
    if doubting:
        return _("Berpengaruh dan masih keberatan: %(names)s. Sudahkah alasannya didengar?") % {
            "names": _names(doubting)
        }
    unknown = [p for p in board if p.now.stance == Stance.UNKNOWN]
    if unknown:
        return ngettext(
            "Sikap %(count)s pihak belum diketahui. Siapa yang bisa menanyakannya?",
            "Sikap %(count)s pihak belum diketahui. Siapa yang bisa menanyakannya?",
            len(unknown),
        ) % {"count": len(unknown)}
    return _("Tidak ada yang berkepentingan besar tanpa suara dalam urusan ini.")


def _names(placed, most=3):
    named = [each.now.stakeholder.name for each in placed[:most]]
    if more := len(placed) - len(named):
        named.append(_("%(count)s lainnya") % {"count": more})
    return get_text_list(named, _("dan"))


def moves(board) -> list[str]:
    """What has changed, one sentence for each party that stood elsewhere before."""
    return [_move(placed) for placed in board if placed.has_moved]


def _move(placed):
    now, before = placed.now, placed.before
    said = [
        _("%(what)s dari %(old)s menjadi %(new)s")
        % {"what": what, "old": str(old).lower(), "new": str(new).lower()}
        for what, old, new in (
            (_("pengaruh"), before.get_power_display(), now.get_power_display()),
            (_("kepentingan"), before.get_interest_display(), now.get_interest_display()),
            (_("sikap"), before.get_stance_display(), now.get_stance_display()),
        )
        if old != new
    ]
    return f"{now.stakeholder.name}: {get_text_list(said, _('dan'))}."


# --- the sheet ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Size:
    """The measures of a sheet: its four by four cells and the margin with the words."""

    name: str
    left: int
    top: int
    band: int  # the strip with the name of a field, above its cells
    cell: tuple[int, int]
    slot: tuple[int, int]  # what a disc with its name takes
    letter: float

    @property
    def width(self):
        return self.left + LEVELS * self.cell[0] + 6

    @property
    def height(self):
        return self.bottom + 30

    @property
    def right(self):
        return self.left + LEVELS * self.cell[0]

    @property
    def bottom(self):
        return self.top + 2 * self.half[1]

    @property
    def centre(self):
        return self.left + self.half[0], self.top + self.half[1]

    @property
    def inside(self):
        return 2 * self.half[0], 2 * self.half[1]

    @property
    def half(self):
        """Width and height of one field."""
        return 2 * self.cell[0], self.band + 2 * self.cell[1]

    @property
    def cells(self):
        """The path of the thin lines between the cells."""
        across = (self.left + n * self.cell[0] for n in (1, 3))
        down = (self.corner(level, 1)[1] for level in (Level.MORE, Level.LITTLE))
        return "".join(f"M{x} {self.top}V{self.bottom}" for x in across) + "".join(
            f"M{self.left} {y}H{self.right}" for y in down
        )

    def corner(self, power, interest):
        """Upper left corner of a cell; power grows upward, interest to the right."""
        return (
            self.left + (interest - 1) * self.cell[0],
            self.top + (LEVELS - power) * self.cell[1] + self.band * (1 if power >= HIGH else 2),
        )


NARROW = Size("narrow", 28, 4, 22, (81, 104), (81, 52), 11.0)
WIDE = Size("wide", 32, 4, 24, (180, 116), (90, 58), 12.0)
DISC = 13
BARE = (34, 34)  # what a disc without its name takes


@dataclass(frozen=True)
class Spot:
    """A party where it is drawn: the cell it stands in and a place inside it."""

    placed: object
    x: float
    y: float
    outline: str
    mark: str
    style: str
    label: tuple = ()
    arrow: tuple[str, str] = ("", "")  # the way it came, and the head
    sign: str = ""


@dataclass(frozen=True)
class Sheet:
    """The sheet in one size. ``hidden``: (x, y, how many more) of cells that overflow."""

    size: Size
    spots: list[Spot]
    hidden: list[tuple]


def sheets(board, chosen=None) -> list[Sheet]:
    """The sheet for the narrow and for the wide screen."""
    return [_sheet(board, size, chosen) for size in (NARROW, WIDE)]


def _sheet(board, size, chosen):
    cells = {}
    for placed in board:
        cells.setdefault((placed.now.power, placed.now.interest), []).append(placed)
    spots, hidden = [], []
    for (power, interest), members in sorted(cells.items()):
        slot, lettered = _slot(len(members), size)
        columns, rows = size.cell[0] // slot[0], size.cell[1] // slot[1]
        room = columns * rows
        shown = members if len(members) <= room else members[: room - 1]
        x0, y0 = size.corner(power, interest)
        columns = min(columns, len(members))
        rows = -(-min(room, len(members)) // columns)
        across, down = size.cell[0] / columns, size.cell[1] / rows
        for number, placed in enumerate(shown):
            x = x0 + across * (number % columns + 0.5)
            y = y0 + down * (number // columns + 0.5)
            spots.append(_spot(placed, x, y - (12 if lettered else 0), size, lettered, chosen))
        if len(shown) < len(members):
            x = x0 + across * (columns - 0.5)
            hidden.append((x, y0 + down * (rows - 0.5) + 4, len(members) - len(shown)))
    return Sheet(size, spots, hidden)


def _slot(count, size):
    """The room for each, and whether names fit."""
    named = (size.cell[0] // size.slot[0]) * (size.cell[1] // size.slot[1])
    return (size.slot, True) if count <= named else (BARE, False)


def _spot(placed, x, y, size, lettered, chosen):
    party, now = placed.now.stakeholder, placed.now
    kind = party.group_kind
    classes = [party.kind, f"kind-{kind.family if kind else 'other'}", f"is-{now.stance}"]
    if chosen == party.pk:
        classes.append("chosen")
    rows = ()
    if lettered:
        words = wrap(party.name, size=size.letter, room=size.slot[0] - 4)
        rows = tuple(
            (round(x, 1), round(y + DISC + 12 + number * 12.5, 1), word)
            for number, word in enumerate(words)
        )
    return Spot(
        placed,
        round(x, 1),
        round(y, 1),
        outline_of(SHAPES[party.kind], DISC),
        kind.mark if kind else initials(party.name),
        " ".join(classes),
        rows,
        _arrow(placed, x, y, size),
        STANCE_SIGNS[now.stance],
    )


def _arrow(placed, x, y, size):
    """From the middle of the cell it stood in before to the disc; nothing if it did not move."""
    if not placed.has_moved:
        return "", ""
    x0, y0 = size.corner(placed.before.power, placed.before.interest)
    x0, y0 = x0 + size.cell[0] / 2, y0 + size.cell[1] / 2
    length = hypot(x - x0, y - y0)
    if length < DISC * 2.5:
        return "", ""
    ux, uy = (x - x0) / length, (y - y0) / length
    tip = x - ux * (DISC + 3), y - uy * (DISC + 3)
    wings = [
        (tip[0] - ux * 8 + sign * uy * 4.5, tip[1] - uy * 8 - sign * ux * 4.5) for sign in (1, -1)
    ]
    head = "M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}".format(*wings[0], *tip, *wings[1])
    return f"M{x0:.1f} {y0:.1f}L{tip[0]:.1f} {tip[1]:.1f}", head


# --- the Venn sheet ----------------------------------------------------------------------------

RINGS = {Closeness.AMONG: 70, Closeness.NEAR: 108, Closeness.APART: 142, Closeness.FAR: 172}
RADII = {Level.LITTLE: 10, Level.LESS: 15, Level.MORE: 21, Level.MUCH: 28}
CORE = 30
VENN_LETTER = 12.0
GOLDEN = pi * (3 - 5**0.5)


@dataclass(frozen=True)
class Circle:
    """A party on the Venn sheet: larger is more influential, nearer is closer to residents."""

    placed: object
    x: float
    y: float
    radius: float
    style: str
    mark: str
    label: tuple


@dataclass(frozen=True)
class Venn:
    """The sheet around (0, 0): the residents in the middle, ``rings`` by closeness."""

    circles: list[Circle]
    unplaced: list

    half = 206
    core = CORE
    rings = tuple(RINGS.values())

    @property
    def box(self):
        """The view box of the drawing."""
        return f"{-self.half} {-self.half} {2 * self.half} {2 * self.half}"


def venn(board) -> Venn:
    """Everybody whose closeness is known, in the ring it says; the others are listed apart."""
    known = [placed for placed in board if placed.now.closeness]
    drawn = []
    for placed in sorted(known, key=lambda each: (-each.now.power, each.now.stakeholder.name)):
        drawn.append((placed, *_free_place(placed, drawn)))
    return Venn([_circle(*each) for each in drawn], [p for p in board if not p.now.closeness])


def _free_place(placed, drawn):
    """The place on its ring with most air round it and its name: forty are tried."""
    radius, ring = RADII[placed.now.power], RINGS[placed.now.closeness]
    taken = [(ox, oy + 8, RADII[other.now.power] + 14) for other, ox, oy in drawn]
    taken.append((0, 0, CORE))

    def air(angle):
        x, y = ring * cos(angle), ring * sin(angle) + 8
        return min(hypot((x - ox) * 0.7, y - oy) - reach - radius for ox, oy, reach in taken)

    angle = max((GOLDEN * (len(drawn) + 1) + step * pi / 20 for step in range(40)), key=air)
    return ring * cos(angle), ring * sin(angle)


def _circle(placed, x, y):
    party = placed.now.stakeholder
    kind = party.group_kind
    radius = RADII[placed.now.power]
    words = wrap(party.name, size=VENN_LETTER, room=92)
    wide = max(width_of(word, VENN_LETTER) for word in words) / 2
    centre = max(wide - Venn.half, min(Venn.half - wide, x))
    rows = tuple(
        (round(centre, 1), round(y + radius + 11 + number * 12.5, 1), word)
        for number, word in enumerate(words)
    )
    style = f"kind-{kind.family if kind else 'other'} is-{placed.now.stance}"
    mark = kind.mark if kind else initials(party.name)
    return Circle(placed, round(x, 1), round(y, 1), radius, style, mark, rows)
