"""A text carries dates, lists and articles; the agreement's own dates follow what is signed."""

from datetime import date

import pytest

from cooperation.lifecycle import Clause, State
from cooperation.services.texts import cited_and_revoked, lacking, write_text
from tests.cooperation.makers import MINUTES, between_villages, lead_to

pytestmark = pytest.mark.django_db
TERM = {"starts_on": "2026-12-01", "ends_on": "2029-11-30", "notice_on": "2029-05-31"}


def write(cast, **more):
    cast.agreement.refresh_from_db()
    clauses = {each.value: f"Isi {each.value}." for each in Clause}
    content = {"title": "Air bersama", "basis": "", "clauses": clauses} | more
    seen = cast.agreement.events_count
    by = cast.people["facilitator"]
    return write_text(agreement=cast.agreement, content=content, seen=seen, by=by)


def dates(cast):
    cast.agreement.refresh_from_db()
    return (cast.agreement.starts_on, cast.agreement.ends_on, cast.agreement.notice_on)


def test_the_dates_of_a_draft_become_those_of_the_agreement_and_go_with_it():
    cast = lead_to(between_villages(), State.DRAFTING)
    write(cast, term=TERM)
    assert dates(cast) == (date(2026, 12, 1), date(2029, 11, 30), date(2029, 5, 31))
    write(cast, title="Tanpa tanggal")
    assert dates(cast)[1] == date(2029, 11, 30)
    write(cast, term={})
    assert dates(cast) == (None, None, None)


def test_the_dates_of_a_change_hold_once_it_is_signed():
    cast = lead_to(between_villages(), State.DRAFTING)
    write(cast, term=TERM)
    lead_to_running(cast)
    cast.act("amend", "head-sengi", reason="Diperpanjang", **MINUTES)
    write(cast, term=TERM | {"ends_on": "2032-11-30"})
    assert dates(cast)[1] == date(2029, 11, 30)
    lead_to_running(cast)
    assert dates(cast)[1] == date(2032, 11, 30)


def lead_to_running(cast):
    cast.act("agree_together", "head-sengi", invited=30, present=24, sitting=1, **MINUTES)
    lead_to(cast, State.RUNNING)


def test_lists_and_dates_fill_a_mandatory_content():
    parties = [{"party": "p", "name": "Sengi", "rights": ["Air"], "duties": []}]
    content = {"clauses": {}, "parties": parties, "shares": ["Iuran: rata"], "term": TERM}
    assert lacking(content) == ["scope", "field", "procedure", "change", "dispute"]


@pytest.mark.parametrize(
    "content",
    [
        {"basis": "Permendagri Nomor 38 Tahun 2007"},
        {"clauses": {"dispute": "menurut Permendagri 38/2007"}},
        {"articles": [{"title": "Lain", "words": "Permendagri No. 38 Tahun 2007"}]},
    ],
)
def test_a_revoked_rule_is_seen_wherever_it_is_cited(content):
    assert cited_and_revoked(content) == ["permendagri_38_2007"]
    assert cited_and_revoked({"basis": "Permendagri 96/2017"}) == []
