"""What flows between a patron and its clients, drawn: one strand for each form, and back.

As on the scales the clients stand left and the patron right. Every client has a row: beneath the
name the strands from the patron, one for each form of dependency, then the strand that goes back;
it is dashed while nobody has asked what flows back. A list beneath says the same in words.
"""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WIDTH = 320
# Where arrows to the client end, and where those to the patron do.
NEAR, FAR = 9, WIDTH - 9
HEAD = 9
STRAND = 6
TOP = 22
ROWS = 12


@dataclass(frozen=True)
class Row:
    """One client: the name over its strands, the strands, and whether something flows back."""

    name: str
    top: int
    forms: int
    comes_back: bool

    @property
    def name_at(self) -> int:
        return self.top + 15

    @property
    def strands(self) -> list[int]:
        """The heights of the strands to the client."""
        return [self.top + 26 + STRAND * number for number in range(self.forms)]

    @property
    def head(self) -> str:
        """The point of the arrow to the client, as wide as its strands together."""
        first, last = self.strands[0] - 5, self.strands[-1] + 5
        return f"{NEAR + HEAD},{first} {NEAR},{(first + last) / 2:g} {NEAR + HEAD},{last}"

    @property
    def back_at(self) -> int:
        return self.strands[-1] + 13

    @property
    def back_head(self) -> str:
        """The point of the arrow back to the patron."""
        y = self.back_at
        return f"{FAR - HEAD},{y - 5} {FAR},{y} {FAR - HEAD},{y + 5}"

    @property
    def bottom(self) -> int:
        return self.back_at + 11

    @property
    def client_bar(self) -> str:
        """The path of the bar that stands for the client."""
        return f"M3 {self.strands[0] - 4}V{self.back_at + 4}"


@dataclass(frozen=True)
class Flows:
    """The picture of one patron. ``ties``: ``(name of the client, PatronClientTie)``."""

    ties: tuple

    width = WIDTH
    near = NEAR
    far = FAR
    out_end = NEAR + HEAD - 1
    back_end = FAR - HEAD + 1
    patron_bar = WIDTH - 3

    @property
    def rows(self) -> list[Row]:
        """The first clients, one beneath the other."""
        rows, top = [], TOP
        for name, tie in self.ties[:ROWS]:
            row = Row(Truncator(name).chars(42), top, len(tie.forms), bool(tie.to_patron))
            rows.append(row)
            top = row.bottom
        return rows

    @property
    def height(self) -> int:
        return self.rows[-1].bottom + 2

    @property
    def left_out(self) -> int:
        """How many clients the picture has no room for."""
        return max(len(self.ties) - ROWS, 0)

    @property
    def sentence(self) -> str:
        """What the picture says."""
        there = sum(len(tie.forms) for _name, tie in self.ties)
        clients, back = len(self.ties), sum(bool(tie.to_patron) for _name, tie in self.ties)
        return " ".join(
            [
                ngettext(
                    "Patron menopang %(clients)s klien dalam %(there)s hal.",
                    "Patron menopang %(clients)s klien dalam %(there)s hal.",
                    clients,
                )
                % {"clients": clients, "there": there},
                _("Dari semua klien sudah tercatat apa yang mengalir kembali.")
                if back == clients
                else _("Yang mengalir kembali tercatat dari %(back)s dari %(clients)s klien.")
                % {"back": back, "clients": clients},
            ]
        )
