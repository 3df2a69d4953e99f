"""Patron and client in words: each patron with those who depend on it, and a balance."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from math import cos, radians, sin

from django.utils.translation import gettext as _

from stakeholders.models import DependencyStep, PatronClientTie, Stakeholder
from stakeholders.presenters.flows import Flows
from stakeholders.presenters.trends import trend
from stakeholders.presenters.versions import in_words
from stakeholders.services.dependency import DESCRIPTION

Alternative, Gain = PatronClientTie.Alternative, PatronClientTie.Gain


@dataclass(frozen=True)
class Party:
    """A patron or client: the role in words, and the name where one is kept (else empty)."""

    stakeholder: Stakeholder
    name: str = ""


@dataclass(frozen=True)
class Scales:
    """A pair of scales, client on the left and patron on the right, drawn around (0, 0).

    A stone lies in the pan of whoever gains more; ties in balance, and those of which nobody
    knows, weigh nothing. ``counts``: ties by ``PatronClientTie.Gain``.
    """

    counts: Counter

    ARM = 52
    STEEPEST = 11  # degrees, when every stone lies on one side
    STONE = 9
    STONES_DRAWN = 12
    STONES_A_ROW = 4

    @property
    def tilt(self) -> float:
        """Degrees by which the beam leans to the patron (positive) or to the client."""
        client, patron = self.counts[Gain.CLIENT], self.counts[Gain.PATRON]
        return self.STEEPEST * (patron - client) / max(patron + client, 1)

    @property
    def beam(self) -> str:
        """The path of the beam."""
        x, y = self._end()
        return f"M{-x:.1f} {-y:.1f}L{x:.1f} {y:.1f}"

    @property
    def pans(self) -> list[dict]:
        """Both pans: ``code``, ``at`` (where the pan hangs) and ``stones`` (their places in it)."""
        x, y = self._end()
        return [
            {"code": code, "at": f"{sign * x:.1f} {sign * y:.1f}", "stones": self._stones(code)}
            for code, sign in ((Gain.CLIENT, -1), (Gain.PATRON, 1))
        ]

    def _end(self):
        """The patron's end of the beam; the client's lies opposite. y grows downward."""
        angle = radians(self.tilt)
        return self.ARM * cos(angle), self.ARM * sin(angle)

    def _stones(self, code):
        drawn = min(self.counts[code], self.STONES_DRAWN)
        left = -self.STONE * min(drawn, self.STONES_A_ROW) / 2
        return [
            {
                "x": f"{left + self.STONE * (number % self.STONES_A_ROW):.1f}",
                "y": f"{-self.STONE * (number // self.STONES_A_ROW + 1):.1f}",
            }
            for number in range(drawn)
        ]

    @property
    def sentence(self) -> str:
        """What the picture says."""
        client, patron = self.counts[Gain.CLIENT], self.counts[Gain.PATRON]
        total = self.counts.total()
        if patron > client:
            return _(
                "Condong ke patron: %(count)s dari %(total)s hubungan lebih menguntungkannya."
            ) % {
                "count": patron,
                "total": total,
            }
        if client > patron:
            return _(
                "Condong ke klien: %(count)s dari %(total)s hubungan lebih menguntungkan klien."
            ) % {
                "count": client,
                "total": total,
            }
        if client or self.counts[Gain.EVEN]:
            return _("Sejauh yang tercatat, kedua pihak sama-sama diuntungkan.")
        return _("Belum diketahui siapa yang lebih diuntungkan.")


@dataclass(frozen=True)
class Client:
    """Somebody who depends on a patron: the tie as it is seen now, and what has changed.

    ``trend``: one line about what changed since the first reading, empty where there is one only.
    ``steps``: what was agreed, open steps first.
    """

    party: Party
    tie: PatronClientTie
    trend: str = ""
    steps: tuple[DependencyStep, ...] = ()


@dataclass
class Patron:
    """A patron and those who depend on it."""

    party: Party
    clients: list[Client] = field(default_factory=list)

    @property
    def without_choice(self) -> int:
        """How many of its clients have nobody else to turn to."""
        return sum(client.tie.alternative == Alternative.NO for client in self.clients)

    @property
    def scales(self) -> "Scales":
        """To which side its ties lean."""
        return Scales(Counter(client.tie.gains_more for client in self.clients))

    @property
    def flows(self) -> Flows:
        """What flows each way, client by client."""
        return Flows(tuple((c.party.stakeholder.name, c.tie) for c in self.clients))

    @property
    def contributions(self) -> list[str]:
        """What the patron could contribute, as written in its ties; each thing once."""
        written = (c.tie.contribution for c in self.clients if c.tie.contribution)
        return list(dict.fromkeys(written))

    @property
    def steps(self) -> list[tuple[Client, DependencyStep]]:
        """What was agreed with its clients, the open ones first and those overdue before them."""
        agreed = [(client, step) for client in self.clients for step in client.steps]
        return sorted(agreed, key=lambda each: in_order_of_care(each[1]))


def in_order_of_care(step):
    """Sorts steps: overdue, then open by the day they are due, then those that are over."""
    far = step.due_on or date.max
    return (not step.is_overdue, not step.is_open, far, step.recorded_at)


@dataclass(frozen=True)
class Overview:
    """The dependencies of one village in figures and patron by patron."""

    patrons: list[Patron]
    clients: int
    clients_without_choice: int
    clients_not_asked: int


def overview(ties, names, *, earlier=None, steps=None) -> Overview:
    """Gather current ties by patron, the one with most clients first.

    ``names``: personal names by stakeholder id. ``earlier``: id of a tie -> its earlier readings,
    the latest first. ``steps``: id of a tie -> what was agreed about it. A client is without
    choice when any tie of theirs says that there is nobody else, and not asked when no tie of
    theirs knows.
    """
    patrons, alternatives = {}, {}
    for tie in ties:
        patron = patrons.setdefault(tie.patron_id, Patron(party(tie.patron, names)))
        patron.clients.append(
            Client(
                party(tie.client, names),
                tie,
                trend(tie, (earlier or {}).get(tie.pk, ())),
                tuple((steps or {}).get(tie.pk, ())),
            )
        )
        alternatives.setdefault(tie.client_id, set()).add(tie.alternative)
    return Overview(
        patrons=sorted(patrons.values(), key=_most_clients_first),
        clients=len(alternatives),
        clients_without_choice=sum(Alternative.NO in known for known in alternatives.values()),
        clients_not_asked=sum(known == {Alternative.UNKNOWN} for known in alternatives.values()),
    )


def _most_clients_first(patron):
    return -len(patron.clients), patron.party.stakeholder.name.casefold()


def party(stakeholder, names) -> Party:
    """A stakeholder with the name that ``names`` (by id) holds for it."""
    return Party(stakeholder, names.get(stakeholder.pk, ""))


def facts(tie) -> list[dict]:
    """What is known of a tie: ``label`` and ``value`` in words, unknown and empty ones left out."""
    found = [{"label": _label(name), "value": _value(tie, name)} for name in DESCRIPTION]
    return [fact for fact in found if fact["value"]]


def past_readings(tie, earlier) -> list[dict]:
    """How the tie was seen before, the latest first.

    ``earlier``: the older rows, the latest first. Each dict has the older row as ``tie`` and, as
    ``changes``, the ``label``, ``was`` and ``now`` of what the next reading saw differently.
    """
    readings, later = [], tie
    for older in earlier:
        changes = [
            {"label": _label(name), "was": _value(older, name), "now": _value(later, name)}
            for name in DESCRIPTION
            if getattr(older, name) != getattr(later, name)
        ]
        readings.append({"tie": older, "changes": changes})
        later = older
    return readings


def _label(name):
    label = str(PatronClientTie._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _value(tie, name):
    value = getattr(tie, name)
    if name == "forms":
        return ", ".join(tie.form_labels)
    field = PatronClientTie._meta.get_field(name)
    return in_words(value, field)
