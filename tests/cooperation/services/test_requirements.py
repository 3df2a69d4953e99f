"""What a kabupaten asks for: it holds from its day on, for its own villages, and is never lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperation.lifecycle import Flow, Obstacle, State, UnmetDemand
from cooperation.models import Attachment, Requirement
from cooperation.services.agreements import NotTheirs, PartyDraft, Refused, begin_agreement
from cooperation.services.attachments import CheckedFile
from cooperation.services.calendar.gathering import duties_of
from cooperation.services.chain import first_break, standing_of
from cooperation.services.fulfilling import fulfil
from cooperation.services.owed import held_by
from cooperation.services.requirements import (
    AlreadyWithdrawn,
    add_requirement,
    rules_asked,
    statuses,
    withdraw_requirement,
)
from cooperation.services.standings import standing_today
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import (
    PATEN,
    SIGNED,
    Cast,
    asked,
    between_villages,
    lead_to,
    with_partner,
)
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def coordinator():
    return factories.user(Role.COORDINATOR, SENGI[:5])


@pytest.fixture
def ready():
    return lead_to(between_villages(), State.READY)


def meet(cast, rule, who="secretary-sengi", party=None, **said):
    cast.agreement.refresh_from_db()
    told = {"on": date(2026, 11, 18), "seen": cast.agreement.events_count} | said
    row = None if party is None else cast.parties[party]
    return fulfil(
        agreement=cast.agreement, requirement=rule, party=row, by=cast.people[who], **told
    )


def sign(cast, party=0, who="head-sengi"):
    return cast.act("sign", who, party, **SIGNED)


def told(cast, *rules, on=TODAY):
    """How the agreement stands to the rules, by their names."""
    cast.agreement.refresh_from_db()
    events = list(cast.agreement.events.order_by("number"))
    standing = standing_of(cast.agreement)
    found = statuses(cast.agreement, standing, cast.parties, events, list(rules))
    return {status.rule.name: status for status in found}


# --- Before the act -----------------------------------------------------------------------------


def test_nobody_is_asked_for_anything_by_default(ready):
    assert not Requirement.objects.exists()
    assert standing_today(ready.agreement).demands == ()
    sign(ready)


def test_the_act_waits_and_the_obstacle_names_what_is_owed(ready):
    rule = asked()
    with pytest.raises(Refused) as refused:
        sign(ready)
    assert refused.value.obstacles == [UnmetDemand(rule.name)]
    meet(ready, rule)
    sign(ready)


def test_the_event_holds_what_was_read_and_the_chain_is_whole(ready):
    rule = asked(kind="document")
    scan = CheckedFile("surat.pdf", b"%PDF-1", "application/pdf")
    event = meet(ready, rule, number="140/55", scan=scan)
    assert event.act == "fulfil"
    assert event.content == {
        "requirement": str(rule.pk),
        "name": "Rekomendasi camat",
        "basis": "Perbup 12/2024 pasal 7",
        "on": "2026-11-18",
        "number": "140/55",
        "scan": scan.digest,
    }
    assert Attachment.objects.get(event=event).digest == scan.digest
    ready.agreement.refresh_from_db()
    assert first_break(ready.agreement, ready.agreement.head) is None
    event.content["name"] = "Lain"
    event.save()
    assert first_break(ready.agreement).number == event.number


def test_a_file_that_is_there_already_can_be_pointed_to(ready):
    first = asked()
    scan = CheckedFile("surat.pdf", b"%PDF-1", "application/pdf")
    paper = Attachment.objects.get(event=meet(ready, first, scan=scan))
    event = meet(ready, asked(name="Konsultasi"), paper=paper)
    assert event.content["paper"] == scan.digest
    assert not Attachment.objects.filter(event=event).exists()


def test_each_village_meets_its_own(ready):
    rule = asked(each_village=True)
    meet(ready, rule, party=0)
    sign(ready)
    with pytest.raises(Refused):
        sign(ready, 1, "head-paten")
    with pytest.raises(NotTheirs):
        meet(ready, rule, party=1)
    meet(ready, rule, "secretary-paten", party=1)
    sign(ready, 1, "head-paten")


def test_only_the_village_that_offers_meets_what_stands_before_the_offer():
    cast = between_villages()
    rule = asked(before="offer", each_village=True)
    (demand,) = standing_today(cast.agreement).demands
    assert demand.sides == {str(cast.parties[0].pk)}
    with pytest.raises(Refused):
        meet(cast, rule, "secretary-paten", party=1)
    meet(cast, rule, party=0)


def test_what_was_met_is_not_met_twice_and_the_same_form_is_one_act(ready):
    rule, pk = asked(), uuid7()
    seen = ready.agreement.events_count
    first = meet(ready, rule, pk=pk, seen=seen)
    assert meet(ready, rule, pk=pk, seen=seen) == first
    with pytest.raises(Refused) as refused:
        meet(ready, rule)
    assert refused.value.obstacles == [Obstacle.ALREADY_DONE]


def test_who_may_not_draft_records_nothing(ready):
    rule = asked()
    ready.people["coordinator"] = factories.user(Role.COORDINATOR, SENGI[:5])
    for who in ("bpd-sengi", "coordinator"):
        with pytest.raises(NotTheirs):
            meet(ready, rule, who)


def test_a_rule_of_tomorrow_makes_no_chain_illegal(ready):
    """Everything signed and running; then the kabupaten asks for it before the signing."""
    lead_to(ready, State.RUNNING)
    asked()
    asked(before="start", name="Papan nama", each_village=True)
    ready.agreement.refresh_from_db()
    assert first_break(ready.agreement, ready.agreement.head) is None
    assert told(ready, *Requirement.objects.all()) == {}
    ready.act("postpone", "head-sengi", reason="Banjir", on="2026-11-23")


# --- Whose rule it is -----------------------------------------------------------------------------


def test_it_holds_from_its_day_until_it_is_withdrawn(ready, coordinator):
    today = timezone.localdate()
    asked(active_from=today + timedelta(days=1))
    assert rules_asked([SENGI]) == []
    rule = asked(active_from=today)
    assert rules_asked([SENGI]) == [rule]
    withdraw_requirement(requirement=rule, by=coordinator)
    assert rules_asked([SENGI]) == []
    assert rules_asked([SENGI], today - timedelta(days=1)) == []
    sign(ready)
    rule.refresh_from_db()
    assert (rule.withdrawn_on, rule.withdrawn_by) == (today, coordinator)
    with pytest.raises(AlreadyWithdrawn):
        withdraw_requirement(requirement=rule, by=coordinator)


def test_another_kabupaten_and_another_way_of_cooperating_are_not_concerned(ready):
    factories.village("34.01.01.2001", "Jangkaran")
    asked(regency_id="34.01")
    asked(flows=[Flow.VILLAGE_LED, Flow.PARTNER_LED])
    sign(ready)
    ready.agreement.refresh_from_db()
    assert ready.agreement.events.filter(act="sign").exists()


def test_with_a_partner_the_kabupaten_of_each_village_asks_its_own():
    cast = with_partner()
    there = factories.village("34.01.01.2001", "Jangkaran")
    begun = begin_agreement(
        flow=Flow.VILLAGE_LED,
        title="Kuliah kerja nyata",
        parties=[
            PartyDraft(village=cast.parties[0].village, is_initiator=True),
            PartyDraft(village=there),
            PartyDraft(partner=cast.parties[1].partner),
        ],
        by=cast.people["facilitator"],
    )
    rows = list(begun.parties.order_by("position"))
    here = asked(each_village=True)
    far = asked(each_village=True, regency_id="34.01")
    once = asked(name="Izin", regency_id="34.01")
    demands = {each.key: each for each in standing_today(begun).demands}
    assert demands[str(here.pk)].sides == {str(rows[0].pk)}
    assert demands[str(far.pk)].sides == {str(rows[1].pk)}
    assert demands[str(once.pk)].sides is None
    partner_side = str(rows[2].pk)
    assert all(partner_side not in (each.sides or ()) for each in demands.values())


def test_one_that_replaces_another_takes_over_who_met_it(ready, coordinator):
    old = asked(name="Rekomendasi camt")
    meet(ready, old)
    columns = {"kind": "step", "before": "sign", "flows": ["between"]}
    told_ = {"name": "Rekomendasi camat", "basis": "Perbup 1/2026", "active_from": TODAY}
    columns |= told_ | {"active_from": date(2026, 1, 1)}
    pk = uuid7()
    new = add_requirement(regency=old.regency, by=coordinator, pk=pk, instead_of=old, **columns)
    again = add_requirement(regency=old.regency, by=coordinator, pk=pk, instead_of=old, **columns)
    assert new == again
    assert rules_asked([SENGI]) == [new]
    sign(ready)


def test_the_table_takes_no_half_deadline():
    for columns in ({"days": 7}, {"since": "sign"}, {"kind": "deadline"}, {"basis": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            asked(**columns)


# --- What the page and the calendar tell ---------------------------------------------------------


def test_a_deadline_counts_from_the_day_of_its_event(ready):
    rule = asked(
        kind="deadline",
        name="Pengundangan",
        before="promulgate",
        since="sign",
        days=7,
        each_village=True,
        flows=["between"],
    )
    assert told(ready, rule)["Pengundangan"].due == {}
    lead_to(ready, State.SIGNED)
    status = told(ready, rule)["Pengundangan"]
    assert status.due_on == date(2026, 11, 27)
    assert set(status.owing) == {str(party.pk) for party in ready.parties}
    ready.act("promulgate", "secretary-sengi", 0, number="7", year=2026, on="2026-11-21")
    assert told(ready, rule)["Pengundangan"].owing == (str(ready.parties[1].pk),)
    ready.act("promulgate", "secretary-paten", 1, number="7", year=2026, on="2026-11-21")
    assert told(ready, rule)["Pengundangan"].owing == ()


def test_nobody_was_late_before_the_rule_held(ready):
    rule = asked(since="agree", days=3, active_from=date(2026, 11, 20))
    assert told(ready, rule)[rule.name].due_on == date(2026, 11, 23)


def test_what_the_end_asks_for_is_shown_once_there_is_a_beginning(ready):
    rule = asked(before="end")
    assert told(ready, rule) == {}
    lead_to(ready, State.SIGNED)
    assert told(ready, rule)[rule.name].owing == ("",)


def test_a_deadline_stands_in_nobodys_way(ready):
    asked(kind="deadline", before="sign", since="declare_ready", days=1, each_village=True)
    assert standing_today(ready.agreement).demands == ()
    sign(ready)


def test_what_was_met_is_told_with_its_events(ready):
    rule = asked(each_village=True)
    event = meet(ready, rule, party=0)
    status = told(ready, rule)[rule.name]
    assert status.events == (event,)
    assert (len(status.asked), len(status.owing)) == (2, 1)


def duties(user, kind="requirement"):
    return [duty for duty in duties_of(user, TODAY).duties if duty.kind == kind]


def test_the_calendar_reminds_those_who_owe_it(ready):
    asked(since="agree", days=10, each_village=True, name="Konsultasi")
    asked(name="Tanpa tenggat")
    (duty,) = duties(ready.people["head-paten"])
    assert duty.due_on == date(2026, 11, 12)
    assert set(duty.codes) == {SENGI, PATEN}
    assert "Konsultasi" in duty.title
    meet(ready, Requirement.objects.get(name="Konsultasi"), party=0)
    (duty,) = duties(ready.people["head-paten"])
    assert duty.codes == (PATEN,)
    assert duties(factories.user(Role.VILLAGE_HEAD, "33.08.07.2003")) == []
    sign_both(ready)
    assert duties(ready.people["head-paten"]) == []


def sign_both(cast):
    Requirement.objects.filter(name="Tanpa tenggat").delete()
    meet(cast, Requirement.objects.get(name="Konsultasi"), "secretary-paten", party=1)
    sign(cast)
    sign(cast, 1, "head-paten")


def test_the_calendar_asks_the_same_number_of_questions_however_many_agreements(
    ready, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked(since="agree", days=10)
    reader = ready.people["head-sengi"]
    with CaptureQueriesContext(connection) as one:
        assert len(duties(reader)) == 1
    lead_to(between_villages(ready.people), State.READY)
    with django_assert_num_queries(len(one)):
        assert len(duties(reader)) == 2


def test_a_village_is_told_that_something_is_owed_once_nothing_else_is(ready):
    asked(each_village=True)
    (owed,) = held_by(SENGI).owed
    assert owed.act.code == "fulfil"


def test_an_agreement_without_a_village_as_a_party_asks_the_kabupaten_that_keeps_it():
    cast = with_partner()
    other = replace_partner(cast)
    begun = begin_agreement(
        flow=Flow.VILLAGE_LED,
        title="Wisata air terjun",
        parties=[
            PartyDraft(partner=cast.parties[1].partner),
            PartyDraft(partner=other),
            PartyDraft(village=cast.parties[0].village, is_witness=True, is_keeper=True),
        ],
        by=cast.people["facilitator"],
        paper=True,
    )
    kept = Cast(begun, list(begun.parties.order_by("position")), cast.people)
    rule = asked(before="end", name="Laporan akhir")
    said = {"ground": "b", "minutes": "1", "on": "2026-11-20"}
    with pytest.raises(Refused):
        kept.act("end", "head-sengi", **said)
    meet(kept, rule)
    kept.act("end", "head-sengi", **said)


def replace_partner(cast):
    partner = cast.parties[1].partner
    return type(partner).objects.create(region=partner.region, name="LMDH", kind="community")


# --- When it is talked about again ---------------------------------------------------------------


def test_the_day_to_talk_anew_is_an_act_and_the_row_repeats_it(ready):
    lead_to(ready, State.RUNNING)
    ready.act("schedule", "head-paten", notice_on="2027-03-01")
    ready.agreement.refresh_from_db()
    assert ready.agreement.notice_on == date(2027, 3, 1)
    assert first_break(ready.agreement, ready.agreement.head) is None
    ready.agreement.notice_on = date(2029, 1, 1)
    ready.agreement.save()
    assert first_break(ready.agreement).reason == "notice_on"


def test_what_the_text_says_is_not_put_off_without_changing_it():
    cast = lead_to(between_villages(), State.RUNNING)
    text = cast.agreement.texts.get()
    text.content = text.content | {"term": {"notice_on": "2028-06-30", "ends_on": "2028-12-31"}}
    text.save()
    with pytest.raises(Refused) as refused:
        cast.act("schedule", "head-sengi", notice_on="2028-07-01")
    assert refused.value.obstacles == [Obstacle.AFTER_TEXT]
    cast.act("schedule", "head-sengi", notice_on="2028-05-01")


def test_a_secretary_does_not_move_the_day():
    cast = lead_to(between_villages(), State.RUNNING)
    with pytest.raises(NotTheirs):
        cast.act("schedule", "secretary-sengi", notice_on="2027-01-01")


def test_what_is_handed_in_is_no_part_of_what_the_events_say(ready):
    asked()
    standing = standing_today(ready.agreement)
    assert replace(standing, demands=(), last_notice="") == standing_of(ready.agreement)
