"""An agreement as the papers tell of it: its rows turned into plain facts."""

import re
from datetime import date

from django.conf import settings
from django.utils import translation

from cooperation.lifecycle import Flow, Standing, standing_after
from cooperation.models import Agreement, Letterhead, Meeting
from cooperation.papers import Deliberation, Matter, Party
from cooperation.papers import Letterhead as Head
from cooperation.papers.statements import NAMES
from cooperation.services.chain import facts_of
from villages.models import Region

_TITLE = re.compile(r"(?i)^\s*(?:kepala\s+)?(?:pemerintah\s+)?desa\s+(?:adat\s+)?")
TITLES = {Region.Kind.DESA: "Desa", Region.Kind.DESA_ADAT: "Desa Adat"}


@translation.override(settings.LANGUAGE_CODE)  # a paper is Indonesian in every language
def matter_of(agreement: Agreement) -> Matter:
    """The agreement with its parties, its newest text and what was deliberated. Six queries."""
    rows = list(agreement.parties.select_related("village", "partner").order_by("position"))
    events = list(agreement.events.order_by("number"))
    text = agreement.texts.order_by("-number").first()
    standing = standing_after(agreement.flow, facts_of(events))
    regions, heads = _around(rows)
    parties = {row.pk: _party(row, events, regions, heads) for row in rows}
    staying = tuple(party for party in parties.values() if _stays(party, standing))
    regency = next((regions.get(row.village_id[:5]) for row in rows if row.village_id), None)
    emblem = heads.get(regency.pk) if regency else None
    offer = _last(events, "offer")
    return Matter(
        title=agreement.title,
        parties=staying,
        regency=regency.name if regency else "",
        regency_code=regency.pk if regency else "",
        regency_emblem=bytes(emblem.emblem) if emblem else b"",
        purpose=agreement.purpose,
        content=text.content if text else {},
        version=text.number if text else 0,
        head=agreement.head,
        is_signed=_is_signed(standing, text),
        is_between=agreement.flow == Flow.BETWEEN,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        letter=offer.get("letter", ""),
        letter_on=_day(offer.get("on")),
        deliberations=tuple(_deliberations(events, parties)),
    )


def _around(rows):
    """The kecamatan and kabupaten of the villages, and the letterheads of all of them."""
    codes = {row.village_id for row in rows if row.village_id}
    above = {code[:length] for code in codes for length in (5, 8)}
    regions = Region.objects.in_bulk(above)
    return regions, Letterhead.objects.in_bulk(codes | above)


def _stays(party, standing: Standing) -> bool:
    side = standing.sides.get(party.key)
    return side is None or not side.has_left


def _is_signed(standing, text):
    signed = all(side.signed for side in standing.present)
    if not standing.in_force:
        return signed and standing.number > 0
    return bool(text) and text.digest == standing.in_force


def _party(row, events, regions, heads):
    gazetted = _last(events, "promulgate", row.pk)
    village = row.village
    above = regions.get(row.village_id[:8]) if village else None
    head = heads.get(row.village_id) if village else None
    return Party(
        key=str(row.pk),
        name=_TITLE.sub("", row.name) or row.name if village else row.name,
        title=TITLES.get(village.kind, "Desa") if village else "",
        subdistrict=above.name if above else "",
        address=(head.address if head else "") if village else row.partner.address,
        is_initiator=row.is_initiator,
        is_witness=row.is_witness,
        number=row.number,
        year=row.year,
        signed_on=row.signed_on,
        gazette_number=gazetted.get("number", ""),
        gazette_year=gazetted.get("year"),
        promulgated_on=_day(gazetted.get("on")),
        letterhead=Head(head.address, head.contact) if head else Head(),
    )


def _deliberations(events, parties):
    numbers = _numbers_given_later(events)
    for event in events:
        said = event.content
        minutes = said.get("minutes") or numbers.get(said.get("meeting"), "")
        if event.act in NAMES and (minutes or said.get("meeting")):
            yield Deliberation(
                number=event.number,
                act=event.act,
                village=parties.get(event.party_id) or _alone(event, parties),
                on=_day(said.get("on")),
                minutes=minutes,
                invited=said.get("invited"),
                present=said.get("present"),
                sitting=said.get("sitting", 1),
                outcome=said.get("outcome", ""),
                reason=said.get("reason", ""),
                ground=said.get("ground", ""),
                until=_day(said.get("until")),
                decision=said.get("decision", ""),
            )


def _numbers_given_later(events) -> dict:
    """By meeting, the number of minutes that had none yet when their decision was taken over."""
    named = {e.content["meeting"] for e in events if "meeting" in e.content}
    rows = Meeting.objects.filter(pk__in=named).exclude(minutes_number="")
    return {str(pk): number for pk, number in rows.values_list("pk", "minutes_number")}


def _alone(event, parties):
    """A village deliberation on the text, where only one village is a party."""
    villages = [party for party in parties.values() if party.is_village and not party.is_witness]
    alone = event.act == "agree_in_village" and len(villages) == 1
    return villages[0] if alone else None


def _last(events, act, party=None) -> dict:
    found = [e.content for e in events if e.act == act and party in (None, e.party_id)]
    return found[-1] if found else {}


def _day(written) -> date | None:
    return date.fromisoformat(written) if written else None
