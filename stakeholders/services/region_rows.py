"""What everybody of a village may know of its network, for many villages at once.

The *sheet* of a village holds what ``network`` tells all others but the team: no tie to the
village government, no dependency, no party that only a dependency made known, no personal name, no
words. So it may be stored with its revision, and shared by whoever may open that village. Nothing
is scoped in here: ask only for villages the viewer may read.
"""

from dataclasses import dataclass, field

import numpy as np

from stakeholders.models import Presence, Stakeholder, Tie, VillageNetwork, Worksheet
from stakeholders.services.lines import GOVERNMENT, fold
from stakeholders.services.network import arranged
from stakeholders.services.network_rows import outsider_id

# What a line of a sheet can be, by number.
KINDS = ("supports", "competes", "disputed", "membership")


@dataclass
class Sheet:
    """One village, party by party: equal places in the lists belong together.

    ``ids``, ``names``, ``sorts`` (family of a group, else the kind), ``asked``, ``homes`` (codes of
    the home village) and ``spots`` (x, y in ties' lengths). ``far``: ids of those beyond the border
    whom a line leads to. ``lines``: rows of two places, those of ``far`` counted after the parties,
    and a number of ``KINDS``.
    """

    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    sorts: list[str] = field(default_factory=list)
    asked: list[bool] = field(default_factory=list)
    homes: list[str] = field(default_factory=list)
    spots: np.ndarray = field(default_factory=lambda: np.zeros((0, 2)))
    far: list[str] = field(default_factory=list)
    lines: np.ndarray = field(default_factory=lambda: np.zeros((0, 3), np.int32))


@dataclass
class _Village:
    """The rows of a village, in the form in which ``network`` arranges them."""

    code: str
    revision: int = 0
    positions: dict = field(default_factory=dict)
    by_hand: bool = False
    parties: dict[str, tuple] = field(default_factory=dict)
    statements: list[dict] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    real: dict[str, str] = field(default_factory=dict)

    @property
    def known(self):
        parties = [{"id": pk, "kind": row[0]} for pk, row in sorted(self.parties.items())]
        ends = {end for said in self.statements for end in (said["source"], said["target"])}
        return parties + [{"id": end, "kind": "outside"} for end in ends - self.parties.keys()]

    @property
    def ordinary(self):
        return self.statements


class SheetReader:
    """The sheets of some villages from their rows, in six queries whatever their number.

    A village whose parties have no places yet is laid out when its sheet is asked for.
    """

    def __init__(self, codes):
        codes = list(codes)
        self._villages = {code: _Village(code) for code in codes}
        self._read_networks(codes)
        self._read_parties(codes)
        self._read_asked(codes)
        self._read_statements(codes)

    def sheet(self, code) -> Sheet:
        """The sheet of one of these villages."""
        village = self._villages[code]
        told = [said for said in village.statements if said["kind"] != GOVERNMENT]
        lines = fold(told)
        tied = {end for line in lines for end in (line["a"], line["b"])}
        # As in ``network``: with its ties out of sight the government would look forgotten.
        told_of = {end for said in told for end in (said["source"], said["target"])}
        ids = [
            pk
            for pk, row in sorted(village.parties.items())
            if row[0] != "government" or pk in told_of
        ]
        far = sorted(tied - village.parties.keys())
        place = {pk: number for number, pk in enumerate(ids + far)}
        rows = [(place[line["a"]], place[line["b"]], KINDS.index(line["kind"])) for line in lines]
        spots = self._spots(village)
        kinds, names, homes, families = (
            [village.parties[pk][column] for pk in ids] for column in range(4)
        )
        return Sheet(
            ids=ids,
            names=names,
            sorts=[family or kind for kind, family in zip(kinds, families, strict=True)],
            asked=[pk in village.asked for pk in ids],
            homes=homes,
            spots=np.array([spots[pk] for pk in ids], float).reshape(-1, 2),
            far=[village.real[pk] for pk in far],
            lines=np.array(rows, np.int32).reshape(-1, 3),
        )

    def _spots(self, village):
        """Stored positions, or new ones, kept where there were none at all."""
        if village.parties.keys() <= village.positions.keys():
            return village.positions
        spots = arranged(village, village.positions, by_hand=village.by_hand)
        if not village.positions:
            VillageNetwork.objects.filter(
                pk=village.code, revision=village.revision, positions={}
            ).update(positions=spots)
        return spots

    # --- rows ------------------------------------------------------------------------------

    def _read_networks(self, codes):
        rows = VillageNetwork.objects.filter(pk__in=codes)
        columns = ("pk", "revision", "positions", "arranged_width")
        for code, revision, positions, width in rows.values_list(*columns):
            village = self._villages[code]
            village.revision, village.positions = revision, positions
            village.by_hand = bool(width)

    def _read_parties(self, codes):
        columns = ("pk", "kind", "name", "village_id", "group_kind__family")
        known = Stakeholder.objects.present().filter(restricted=False)
        for pk, *row in known.filter(village__in=codes).values_list(*columns):
            self._villages[row[2]].parties[str(pk)] = tuple(row)
        guests = Presence.objects.filter(
            region__in=codes, stakeholder__archived_at=None, stakeholder__restricted=False
        ).values_list("region_id", *(f"stakeholder__{column}" for column in columns))
        for code, pk, *row in guests:
            self._villages[code].parties[str(pk)] = tuple(row)

    def _read_asked(self, codes):
        sheets = Worksheet.objects.completed().filter(village__in=codes)
        for code, pk in sheets.values_list("village_id", "group_id"):
            self._villages[code].asked.add(str(pk))

    def _read_statements(self, codes):
        rows = (
            Tie.objects.current()
            .filter(
                village__in=codes,
                source__archived_at=None,
                target__archived_at=None,
                source__restricted=False,
                target__restricted=False,
            )
            .order_by("pk")
            .values_list("village_id", "pk", "source_id", "target_id", "kind", "stance", "office")
        )
        for code, pk, source, target, kind, stance, office in rows:
            village = self._villages[code]
            village.statements.append(
                {
                    "id": str(pk),
                    "source": self._end(village, source),
                    "target": self._end(village, target),
                    "kind": kind,
                    "stance": stance,
                    "office": office,
                }
            )

    @staticmethod
    def _end(village, pk):
        """The id of an end; one beyond the border by the name it has on the village's own map."""
        pk = str(pk)
        if pk in village.parties:
            return pk
        hidden = outsider_id(pk)
        village.real[hidden] = pk
        return hidden
