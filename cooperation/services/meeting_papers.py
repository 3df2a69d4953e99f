"""Meetings of an agreement as papers tell of them: their record turned into plain facts."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

from cooperation.models import Letterhead, Meeting
from cooperation.papers import Letterhead as Head
from cooperation.papers import Matter, Party, Point, Presence, Session, Task
from cooperation.papers import Meeting as Told
from cooperation.services.matters import TITLES
from cooperation.services.meeting_decisions import decision_digest
from cooperation.services.meeting_rules import rules_of
from cooperation.services.representation import element_rows
from villages.models import Region

SUBDISTRICT = 8  # characters of a kecamatan's code
# Papers are Indonesian in every language of the pages.
NAMES = {
    Meeting.Kind.MUSDES: "Musyawarah Desa",
    Meeting.Kind.MUSDESUS: "Musyawarah Desa Khusus",
    Meeting.Kind.MAD: "Musyawarah Antar-Desa",
    Meeting.Kind.TALK: "Rembuk",
    Meeting.Kind.REFLECTION: "Musyawarah Aksi-Refleksi",
}


@dataclass(frozen=True)
class Held:
    """A meeting for papers. ``decides``: it may; ``decisions``: digests that acts take over."""

    pk: str
    label: str
    told: Told
    decides: bool
    decisions: frozenset[str]


def meetings_for(agreement, matter: Matter) -> list[Held]:
    """The meetings about an agreement, the latest first. A constant number of queries."""
    rows = list(
        Meeting.objects.filter(agreement=agreement)
        .prefetch_related("villages__village", "sittings", "agenda", "follow_ups")
        .order_by("-held_on", "-created_at")
    )
    parties = _parties(agreement, matter, rows)
    code = next((seat.village_id for row in rows for seat in row.villages.all()), "")
    rules = rules_of(code) if code else None
    with translation.override(settings.LANGUAGE_CODE):
        told = [_told(row, parties, rules) for row in rows]
    return [_held(row, each) for row, each in zip(rows, told, strict=True)]


def _parties(agreement, matter, rows) -> dict[str, Party]:
    """Whoever takes part in one of the meetings, by code; a village need not be a party."""
    keys = {str(row.pk): row.village_id for row in agreement.parties.all() if row.village_id}
    found = {keys[party.key]: party for party in matter.parties if party.key in keys}
    others = {
        seat.village_id: seat.village
        for row in rows
        for seat in row.villages.all()
        if seat.village_id not in found
    }
    if not others:
        return found
    above = Region.objects.in_bulk({code[:SUBDISTRICT] for code in others})
    heads = Letterhead.objects.in_bulk(others)
    return found | {
        code: _village(village, above.get(code[:SUBDISTRICT]), heads.get(code))
        for code, village in others.items()
    }


def _village(village, above, head) -> Party:
    return Party(
        key=village.pk,
        name=village.name,
        title=TITLES.get(village.kind, "Desa"),
        subdistrict=above.name if above else "",
        letterhead=Head(head.address, head.contact) if head else Head(),
    )


def _told(row, parties, rules) -> Told:
    seats = sorted(row.villages.all(), key=lambda seat: (not seat.is_host, seat.village_id))
    sittings = sorted(row.sittings.all(), key=lambda sitting: sitting.stage)
    asks = row.asks_quorum and row.invited_count
    return Told(
        name=NAMES[Meeting.Kind(row.kind)],
        village=parties[seats[0].village_id] if seats else None,
        of_all=len(seats) > 1,
        villages=tuple(parties[seat.village_id] for seat in seats),
        title=row.title,
        on=row.held_on,
        at=_hour(row.opens_at),
        place=row.place,
        chair=row.chair,
        secretary=row.secretary,
        note_taker=row.note_taker,
        minutes=row.minutes_number,
        agenda=tuple(_point(item) for item in _in_order(row.agenda.all())),
        presences=_presences(row, sittings),
        sessions=tuple(_session(sitting) for sitting in sittings),
        tasks=tuple(Task(each.text, each.who, each.due_on) for each in row.follow_ups.all()),
        invited=row.invited_count or None,
        present=row.present_count,
        least=rules.least(row.invited_count) if asks else None,
    )


def _in_order(items):
    return sorted(items, key=lambda item: (item.position, item.pk))


def _point(item) -> Point:
    outcome = str(item.get_outcome_display()) if item.outcome else ""
    return Point(item.title, item.discussion, outcome, item.decision)


def _presences(row, sittings) -> tuple[Presence, ...]:
    present = sittings[-1].present if sittings else {}
    return tuple(
        Presence(str(each.label), each.invited, each.present)
        for each in element_rows(row.invited, present)
        if each.invited_count or each.present_count
    )


def _session(sitting) -> Session:
    return Session(
        name=str(sitting.get_stage_display()),
        on=sitting.held_on,
        opens=_hour(sitting.opens_at),
        closes=_hour(sitting.closes_at),
        place=sitting.place,
        present=sitting.present_count,
        result=str(sitting.get_result_display()) if sitting.result else "",
    )


def _hour(at) -> str:
    return f"{at:%H.%M}" if at else ""


def _held(row, told) -> Held:
    day = date_format(row.on, "DATE_FORMAT")
    return Held(
        pk=str(row.pk),
        label=f"{row.get_kind_display()}, {day}: {row.title}",
        told=told,
        decides=row.asks_quorum and row.may_decide,
        decisions=frozenset(decision_digest(item, row) for item in row.agenda.all()),
    )
