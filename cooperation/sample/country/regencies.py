"""The country kabupaten by kabupaten: each in one transaction, and none of them twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import transaction

from cooperation.models import AgreementParty, MeetingVillage
from cooperation.sample.country.agreements import make_agreements
from cooperation.sample.country.maps import draw_map
from cooperation.sample.country.meetings import hold_meetings
from cooperation.sample.country.places import Span, seat_facilitators, username, village_of
from cooperation.sample.country.tables import Tables
from cooperation.sample.country.work import work_in
from jejaring.models import User, inside
from stakeholders.models import Stakeholder
from villages.models import Region, Resource, VillageProfile
from villages.tallies.months import first_day, later, month_of

_REGENCY, _SUBDISTRICT = 5, 8


class TooDeep(Exception):
    """A code beneath a kecamatan: a kecamatan is the least that is made."""


@dataclass(frozen=True)
class Unit:
    """A kabupaten, and those of its desa that are wanted: pairs of code and name, by code."""

    code: str
    villages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Outcome:
    """How many ``villages`` were made, and how many ``rows``."""

    villages: int
    rows: int


def units(within) -> list[str]:
    """The kabupaten that have something in ``within``; no code is the whole country.

    Raises TooDeep.
    """
    if any(len(code) > _SUBDISTRICT for code in within):
        raise TooDeep
    found = Region.objects.filter(level=Region.Level.REGENCY, inactive_since=None)
    wanted = [code[:_REGENCY] for code in within] or [""]
    return list(found.filter(inside("code", wanted)).order_by("code").values_list("pk", flat=True))


def unit(code, within) -> Unit:
    """The wanted desa of a kabupaten."""
    desa = Region.objects.in_force().desa().filter(inside("code", [code]))
    if within:
        desa = desa.filter(inside("code", within))
    return Unit(code, tuple(desa.order_by("code").values_list("code", "name")))


def foreign_rows(within) -> str:
    """The code of a village there that holds something that is no example; "" if there is none."""
    places = list(within) or [""]
    examples = VillageProfile.objects.filter(is_example=True).values("pk")
    rows = (
        ("region_id", VillageProfile.objects.filter(is_example=False)),
        ("village_id", Stakeholder.objects.filter(is_example=False)),
        ("village_id", Resource.objects.exclude(village__in=examples)),
        (
            "village_id",
            AgreementParty.objects.exclude(village=None).exclude(village__in=examples),
        ),
        ("village_id", MeetingVillage.objects.exclude(village__in=examples)),
    )
    for column, found in rows:
        code = (
            found.filter(inside(column, places)).order_by().values_list(column, flat=True).first()
        )
        if code:
            return code
    return ""


@transaction.atomic
def make_unit(code, *, within=(), seed, months: int, until: date) -> Outcome:
    """Fill what is wanted of a kabupaten and not there yet; an interrupted one leaves nothing."""
    first = first_day(later(month_of(until), 1 - months)).toordinal()
    span = Span(first, until.toordinal())
    villages = rows = 0
    for subdistrict, places in _missing(unit(code, within)):
        tables = Tables()
        villages += _fill(subdistrict, places, seed, span, tables)
        rows += tables.write()  # so that memory holds one kecamatan at a time
    return Outcome(villages, rows)


def _missing(wanted: Unit) -> Iterator[tuple[str, list]]:
    """The kecamatan that are not there yet, each with its desa in which nobody has begun."""
    begun = set(
        VillageProfile.objects.filter(inside("region_id", [wanted.code])).values_list(
            "pk", flat=True
        )
    )
    for subdistrict, places in groupby(wanted.villages, lambda place: place[0][:_SUBDISTRICT]):
        if not User.objects.filter(username=username(subdistrict, 1)).exists():
            yield subdistrict, [place for place in places if place[0] not in begun]


def _fill(subdistrict, places, seed, span, tables) -> int:
    codes = [code for code, _name in places]
    people = seat_facilitators(subdistrict, codes, seed=seed, span=span, tables=tables)
    made = [
        village_of(code, name, facilitator=people[code], seed=seed, span=span, tables=tables)
        for code, name in places
    ]
    begun = [village for village in made if village.is_begun]
    for village in begun:
        draw_map(village)
        work_in(village)
    hold_meetings(begun)
    make_agreements(begun)
    return len(begun)
