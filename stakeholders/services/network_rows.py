"""The rows behind the network of one village, as plain dicts. Nothing is scoped in here.

What may be shown to whom is decided one storey up, in ``network``, from two marks kept on the
way: a party may be ``restricted`` (only a dependency made it known), a statement ``private`` (it
touches such a party).
"""

from functools import cached_property
from hashlib import blake2s

from django.db.models import Q
from django.utils.translation import gettext as _

from stakeholders.models import PatronClientTie, Stakeholder, Tie, Worksheet
from stakeholders.services.lines import dependency

OUTSIDE = "outside"


class Rows:
    """The rows of one village as plain dicts, in four queries. Nothing is scoped in here."""

    on = None  # the day that is read; None for now

    def __init__(self, village):
        self.village = village
        self.code = village.pk

    @cached_property
    def _completed(self):
        rows = Worksheet.objects.completed().filter(village=self.code)
        return set(rows.values_list("group_id", flat=True))

    # --- which rows count: those of now; ``network_past`` takes those of an earlier day ---------

    def _on_the_map(self):
        return Stakeholder.objects.present()

    def _stated(self):
        return Tie.objects.current().filter(source__archived_at=None, target__archived_at=None)

    def _depending(self):
        return PatronClientTie.objects.current()

    # ---------------------------------------------------------------------------------------------

    @cached_property
    def _parties(self):
        # What a dependency made known in another village is known in that village alone.
        rows = (
            self._on_the_map()
            .in_village(self.code)
            .filter(Q(restricted=False) | Q(village=self.code))
            .order_by("pk")
            .values(
                "pk", "kind", "name", "hamlet", "restricted", "is_example", "village_id",
                "village__name", "group_kind__mark", "group_kind__family", "members_approx",
                "since_year", "created_at",
            )
        )  # fmt: skip
        return [self._party(row) for row in rows]

    def _party(self, row):
        return {
            "id": str(row["pk"]),
            "kind": row["kind"],
            "name": row["name"],
            "mark": row["group_kind__mark"] or initials(row["name"]),
            "hue": row["group_kind__family"] or "",
            "asked": row["pk"] in self._completed,
            "hamlet": row["hamlet"],
            "home": "" if row["village_id"] == self.code else row["village__name"],
            "members": row["members_approx"],
            "example": row["is_example"],
            "restricted": row["restricted"],
            "founded": row["since_year"],
        }

    @cached_property
    def _ties(self):
        rows = (
            self._stated()
            .filter(village=self.code)
            .order_by("pk")
            .values(
                "pk", "source_id", "target_id", "kind", "stance", "office", "since",
                "source__restricted", "target__restricted",
            )
        )  # fmt: skip
        return [
            {
                "id": str(row["pk"]),
                "source": self._end(row["source_id"]),
                "target": self._end(row["target_id"]),
                "kind": row["kind"],
                "stance": row["stance"],
                "office": row["office"],
                "since": row["since"],
                "private": row["source__restricted"] or row["target__restricted"],
            }
            for row in rows
        ]

    @cached_property
    def _known_ids(self):
        return {party["id"] for party in self._parties}

    def _end(self, pk):
        """The id of a tie's end; somebody from elsewhere stands there without name and id."""
        pk = str(pk)
        return pk if pk in self._known_ids else outsider_id(pk)

    @cached_property
    def ordinary(self):
        """Statements between parties that are no secret."""
        return [tie for tie in self._ties if not tie["private"]]

    @cached_property
    def private(self):
        """Statements about a party of this village that only a dependency made known."""
        return [
            tie
            for tie in self._ties
            if tie["private"] and {tie["source"], tie["target"]} <= self._known_ids
        ]

    @cached_property
    def known(self):
        """Parties that are no secret, and the nameless ends of ties that lead elsewhere."""
        named = [party for party in self._parties if not party["restricted"]]
        ends = {end for tie in self.ordinary for end in (tie["source"], tie["target"])}
        return named + [_outsider(end) for end in sorted(ends - self._known_ids)]

    @cached_property
    def restricted(self):
        """Parties that only a dependency made known."""
        return [party for party in self._parties if party["restricted"]]

    @cached_property
    def dependencies(self):
        """Lines from patron to client, between parties on this map."""
        rows = (
            self._depending()
            .filter(village=self.code)
            .order_by("recorded_at", "pk")
            .values("pk", "patron_id", "client_id", "tightness")
        )
        ties = [
            {
                "id": str(row["pk"]),
                "patron": str(row["patron_id"]),
                "client": str(row["client_id"]),
                "tightness": row["tightness"],
            }
            for row in rows
        ]
        return [
            dependency(tie) for tie in ties if {tie["patron"], tie["client"]} <= self._known_ids
        ]


def outsider_id(pk: str) -> str:
    """What somebody from elsewhere is called on a map that may not say who it is."""
    return "x" + blake2s(pk.encode(), digest_size=8).hexdigest()


def initials(name):
    """Two letters for somebody without a mark: of the first two words, or the first of one."""
    words = [word for word in name.split() if word[0].isalnum()] or [name]
    letters = words[0][0] + words[1][0] if len(words) > 1 else words[0][:2]
    return letters.upper()


def _outsider(party_id):
    return {
        "id": party_id,
        "kind": OUTSIDE,
        "name": _("Pihak di luar desa"),
        "mark": "…",
        "hue": "",
        "asked": False,
        "hamlet": "",
        "home": "",
        "members": None,
        "example": False,
        "restricted": False,
        "founded": None,
    }
