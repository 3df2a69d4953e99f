"""What holds across the villages of a kecamatan: who was not asked, which role is empty, who is
present in several. In few queries whatever the number of villages.

Nothing is scoped here: ask only for villages whose rows the viewer may read. Nothing private is
read either: neither dependencies nor how groups judge the village government.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q
from django.db.models.functions import Coalesce, TruncDate

from stakeholders.models import Participation, Presence, Stakeholder, Tie, Worksheet
from stakeholders.models.participation import EXPECTED_ROLES, VillageRole


@dataclass(frozen=True)
class Unasked:
    """A group nobody has interviewed in any of the villages, with the village it is met in.

    ``begun``: its worksheet is open. ``mentioned``: some group spoke of a relation with it.
    """

    id: str
    name: str
    village: str
    begun: bool
    mentioned: bool


@dataclass(frozen=True)
class RoleGap:
    """A role that no group fills in some villages where it was asked about.

    ``empty``: these villages; ``filled``: those where a group fills it. ``asked`` counts the
    groups that were asked in the empty ones, ``unknown`` those that were not yet.
    """

    role: VillageRole
    empty: tuple[str, ...]
    filled: tuple[str, ...]
    asked: int
    unknown: int

    @property
    def is_everywhere(self) -> bool:
        """Whether nobody fills it in any village in which it was asked about."""
        return not self.filled


@dataclass(frozen=True)
class Shared:
    """A group present in several of the villages."""

    id: str
    name: str
    villages: tuple[str, ...]


@dataclass(frozen=True)
class Across:
    """Everything that holds across the villages. A group present in several counts once.

    ``first_day``: that of the first interview, None before there is one. ``families``: for each
    village how many groups of each family are met there.
    """

    known: int
    unasked: list[Unasked]
    role_gaps: list[RoleGap]
    shared: list[Shared]
    first_day: date | None
    families: dict[str, Counter[str]]


def across(codes: Collection[str]) -> Across:
    """What holds across these villages, in seven queries."""
    codes = sorted(codes)
    groups = _groups(codes)
    return Across(
        known=len(groups),
        unasked=_unasked(codes, groups),
        role_gaps=_role_gaps(codes, groups),
        shared=[
            Shared(str(pk), group["name"], tuple(group["villages"]))
            for pk, group in groups.items()
            if len(group["villages"]) > 1
        ],
        first_day=_first_day(codes),
        families={
            code: Counter(g["family"] for g in groups.values() if code in g["villages"])
            for code in codes
        },
    )


def _first_day(codes) -> date | None:
    """The day of the first interview; one that nobody dated counts from when it was begun."""
    begun = Coalesce("held_on", TruncDate("started_at"))
    return Worksheet.objects.filter(village__in=codes).aggregate(day=Min(begun))["day"]


def _groups(codes) -> dict:
    """The groups of the villages by id, in the order of names, each with where it is met."""
    present = Stakeholder.objects.groups().present().filter(restricted=False)
    presences = Presence.objects.filter(region__in=codes, stakeholder__in=present.values("pk"))
    rows = present.filter(
        Q(village__in=codes) | Q(pk__in=presences.values("stakeholder"))
    ).order_by("name", "pk")
    groups = {
        pk: {"name": name, "family": family, "villages": [home] if home in codes else []}
        for pk, name, family, home in rows.values_list(
            "pk", "name", "group_kind__family", "village_id"
        )
    }
    for pk, code in presences.order_by("region").values_list("stakeholder", "region"):
        if pk in groups and code not in groups[pk]["villages"]:
            groups[pk]["villages"].append(code)
    return groups


def _unasked(codes, groups) -> list[Unasked]:
    """Those not even mentioned come first: they are the easiest to overlook."""
    sheets = Worksheet.objects.filter(village__in=codes, group__in=groups)
    asked = set(sheets.completed().values_list("group", flat=True))
    begun = set(sheets.open().values_list("group", flat=True))
    said = (Tie.Kind.SUPPORTS, Tie.Kind.COMPETES, Tie.Kind.UNRELATED)
    ties = Tie.objects.current().filter(
        village__in=codes,
        kind__in=said,
        source__restricted=False,
        target__restricted=False,
    )
    mentioned = {end for ends in ties.values_list("source", "target") for end in ends}
    found = [
        Unasked(str(pk), group["name"], group["villages"][0], pk in begun, pk in mentioned)
        for pk, group in groups.items()
        if pk not in asked
    ]
    return sorted(found, key=lambda group: (group.mentioned, group.begun))


def _role_gaps(codes, groups) -> list[RoleGap]:
    """Those empty everywhere first, then by the number of villages in which they are empty."""
    said = {
        (code, group, role): value
        for code, group, role, value in Participation.objects.current()
        .filter(village__in=codes)
        .values_list("village_id", "group_id", "role", "value")
    }
    counts: dict[VillageRole, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for pk, group in groups.items():
        for role in EXPECTED_ROLES[group["family"]]:
            for code in group["villages"]:
                counts[role][code][said.get((code, pk, str(role)), "")] += 1
    found = [_role_gap(role, counts[role]) for role in VillageRole if role in counts]
    gaps = [gap for gap in found if gap.empty]
    return sorted(gaps, key=lambda gap: (not gap.is_everywhere, -len(gap.empty), -gap.asked))


def _role_gap(role, by_village) -> RoleGap:
    yes, name_only, no = (
        Participation.Value.YES,
        Participation.Value.NAME_ONLY,
        Participation.Value.NO,
    )
    filled = tuple(code for code in sorted(by_village) if by_village[code][yes])
    asked = {code: said[name_only] + said[no] for code, said in by_village.items()}
    empty = tuple(code for code in sorted(by_village) if asked[code] and code not in filled)
    return RoleGap(
        role=role,
        empty=empty,
        filled=filled,
        asked=sum(asked[code] for code in empty),
        unknown=sum(by_village[code][""] for code in empty),
    )
