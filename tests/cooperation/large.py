"""Agreements of any size under review, as their pages must carry them."""

from cooperation.drafts.passages import find_passage
from cooperation.lifecycle import Clause, Flow
from cooperation.models import Agreement, AgreementParty, Comment
from cooperation.services.agreements import Deed, PartyDraft, begin_agreement, perform
from cooperation.services.texts import write_text
from jejaring.models import User
from jejaring.roles import Role
from tests import factories

SUBDISTRICT = "33.08.06"
LEAST_CLAUSES = len(Clause)


def head_of_all(**fields) -> User:
    """Somebody who decides for every village of the kecamatan."""
    return factories.user(Role.VILLAGE_HEAD, SUBDISTRICT, **fields)


def under_review(*, villages, versions, clauses, comments, by, writer) -> Agreement:
    """An agreement between ``villages`` of one kecamatan whose draft is being reviewed."""
    places = [factories.village(f"{SUBDISTRICT}.{2500 + n}", f"Desa {n}") for n in range(villages)]
    agreement = begin_agreement(
        flow=Flow.BETWEEN,
        title=f"Air bersama {villages} desa",
        parties=[PartyDraft(village=place, is_initiator=not n) for n, place in enumerate(places)],
        by=by,
    )
    parties = list(agreement.parties.order_by("position"))
    _to_drafting(agreement, parties, by)
    for number in range(versions):
        _write(agreement, number, clauses, writer)
    _comment(agreement, parties, comments, by)
    agreement.refresh_from_db()
    return agreement


def _act(agreement, code, by, party=None, **content):
    agreement.refresh_from_db()
    seen = agreement.events_count
    perform(agreement=agreement, deed=Deed(code, party, content), seen=seen, by=by)


def _to_drafting(agreement, parties, by):
    bpd = factories.user(Role.BPD, SUBDISTRICT)
    met = {"invited": 30, "present": 24, "sitting": 1, "minutes": "1", "on": "2026-11-02"}
    first = parties[0]
    _act(agreement, "deliberate", bpd, first, outcome="agreed", **met)
    _act(agreement, "plan", by, first, plan="rkp", number="3", year=2026)
    _act(agreement, "offer", by, letter="140/1", on="2026-11-03")
    for party in parties[1:]:
        _act(agreement, "answer", by, party, answer="accepted", on="2026-11-05")


def _write(agreement, number, clauses, writer):
    words = " ".join(f"Ketentuan ke-{n} berlaku untuk semua pihak." for n in range(10))
    content = {
        "title": "Air bersama",
        "basis": "UU 6/2014",
        "clauses": {each.value: f"{words} Versi {number}." for each in Clause},
        "articles": [
            {"title": f"Pasal {n}", "words": f"{words} Versi {number}."}
            for n in range(clauses - LEAST_CLAUSES)
        ],
    }
    agreement.refresh_from_db()
    write_text(agreement=agreement, content=content, seen=agreement.events_count, by=writer)


def _comment(agreement, parties: list[AgreementParty], count, by):
    text = agreement.texts.latest("number")
    codes = [part.code for part in text.parts if part.code not in {"title", "basis"}]
    passage = find_passage(text.content["clauses"]["scope"], "Ketentuan ke-3 berlaku")
    Comment.objects.bulk_create(
        Comment(
            agreement=agreement,
            text=text,
            part=codes[number % len(codes)],
            quote=passage.quote,
            offset=passage.offset,
            before=passage.before,
            after=passage.after,
            words=f"Catatan {number}",
            suggestion="Ketentuan ke-3 tidak berlaku" if number % 2 else "",
            party=parties[number % len(parties)],
            written_by=by,
        )
        for number in range(count)
    )
