"""An agreement goes its way act by act, each by whoever may do it, and nothing else happens."""

from datetime import date

import pytest

from cooperation.lifecycle import ACTS, Flow, Impossible, Obstacle, State
from cooperation.models import (
    AgreementEvent,
    AgreementParty,
    Dispute,
    MeetingRules,
    Partner,
    Signatory,
)
from cooperation.services.agreements import (
    Deed,
    Moved,
    NotTheirs,
    PartyDraft,
    Refused,
    UnfitParties,
    add_parties,
    begin_agreement,
    perform,
)
from cooperation.services.chain import first_break, standing_of
from cooperation.services.disputes import forum_of, open_dispute, settle_dispute
from cooperation.services.signatories import forget_signatory
from jejaring.ids import uuid7
from tests import factories
from tests.cooperation.makers import COUNTED, MINUTES, between_villages, lead_to, with_partner

pytestmark = pytest.mark.django_db


def refusals(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.obstacles


@pytest.mark.parametrize("state", [State.OFFERED, State.DRAFTING, State.READY, State.RUNNING])
def test_an_agreement_between_villages_reaches_each_state_with_its_chain_whole(state):
    cast = lead_to(between_villages(), state)
    assert standing_of(cast.agreement).state == state
    assert first_break(cast.agreement) is None


def test_no_offer_before_the_village_has_deliberated_and_planned():
    cast = between_villages()
    assert refusals(cast.act, "offer", "head-sengi", letter="1", on="2026-11-01") == [
        Obstacle.NOT_DELIBERATED,
        Obstacle.NOT_PLANNED,
    ]


def test_a_village_that_refuses_its_own_proposal_ends_it():
    cast = between_villages()
    cast.act("deliberate", "bpd-sengi", 0, outcome="refused", reason="Air kurang", **COUNTED)
    cast.agreement.refresh_from_db()
    assert cast.agreement.state == State.REFUSED


def test_nobody_acts_for_another_village():
    cast = between_villages()
    for who in ("bpd-paten", "head-sengi", "facilitator"):
        with pytest.raises(NotTheirs):
            cast.act("deliberate", who, 0, outcome="agreed", **COUNTED, **MINUTES)


def test_who_wrote_the_draft_does_not_consent_to_it():
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write("head-sengi")
    found = refusals(cast.act, "consent", "head-sengi", 0, consent="accepted", text=cast.text)
    assert found == [Obstacle.OWN_DRAFT]


def test_a_later_version_makes_an_earlier_consent_stale():
    cast = lead_to(between_villages(), State.AGREED)
    for number, name in enumerate(("sengi", "paten")):
        cast.act("consent", f"head-{name}", number, consent="accepted", text=cast.text)
    cast.write(scope="Lebih luas.")
    cast.agreement.refresh_from_db()
    assert cast.agreement.state == State.DRAFTING
    standing = standing_of(cast.agreement)
    assert not any(standing.consents(side) for side in standing.present)


def test_an_empty_mandatory_content_keeps_a_draft_from_the_deliberation():
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write(dispute="  ")
    found = refusals(cast.act, "agree_together", "head-sengi", **COUNTED, **MINUTES)
    assert found == [Obstacle.LACKING]


def test_who_saw_an_older_state_is_told_so():
    cast = between_villages()
    deed = Deed("deliberate", cast.parties[0], {"outcome": "agreed"})
    perform(agreement=cast.agreement, deed=deed, seen=1, by=cast.people["bpd-sengi"])
    with pytest.raises(Moved):
        perform(agreement=cast.agreement, deed=deed, seen=1, by=cast.people["bpd-sengi"])
    assert AgreementEvent.objects.count() == 2


def test_an_act_out_of_place_is_impossible():
    cast = between_villages()
    with pytest.raises(Impossible):
        cast.act("start", "head-sengi", on="2026-11-01")


def test_a_partner_led_agreement_begins_with_the_partners_offer_and_needs_the_village():
    cast = with_partner(Flow.PARTNER_LED)
    cast.act("receive_offer", "facilitator", letter="PT/1", on="2026-11-01")
    cast.act("answer", "head-sengi", 0, answer="accepted", on="2026-11-02")
    cast.write()
    found = refusals(cast.act, "agree_in_village", "bpd-sengi", 0, **COUNTED, **MINUTES)
    assert found == [Obstacle.OTHERS_NOT_READY]


def test_an_amendment_is_signed_again_and_can_be_abandoned():
    cast = lead_to(between_villages(), State.RUNNING)
    before = standing_of(cast.agreement).in_force
    cast.act("amend", "head-sengi", reason="Iuran berubah", **MINUTES)
    cast.write(funding="Iuran baru.")
    assert standing_of(cast.agreement).amendment == 1
    cast.act("abandon", "head-sengi", reason="Tidak jadi")
    standing = standing_of(cast.agreement)
    assert (standing.state, standing.text) == (State.RUNNING, before)


def test_an_amendment_that_changes_nothing_is_not_agreed_to():
    cast = lead_to(between_villages(), State.RUNNING)
    cast.act("amend", "head-sengi", reason="Iuran berubah", **MINUTES)
    answer = {"consent": "accepted", "text": cast.text}
    assert Obstacle.UNCHANGED in refusals(cast.act, "consent", "head-paten", 1, **answer)
    together = refusals(cast.act, "agree_together", "head-sengi", **COUNTED, **MINUTES)
    assert together == [Obstacle.UNCHANGED]
    cast.write(funding="Iuran baru.")
    cast.act("agree_together", "head-sengi", **COUNTED, **MINUTES)


def test_an_agreement_ends_with_a_legal_ground():
    cast = lead_to(between_villages(), State.RUNNING)
    cast.act("end", "head-sengi", ground="b", **MINUTES)
    cast.agreement.refresh_from_db()
    assert cast.agreement.state == State.ENDED
    with pytest.raises(Impossible):
        cast.act("resume", "head-sengi", **MINUTES)


def test_a_signatory_is_erased_and_the_chain_stays_whole():
    cast = lead_to(between_villages(), State.SIGNED)
    assert first_break(cast.agreement) is None
    forget_signatory(signatory=Signatory.objects.first(), by=cast.people["head-sengi"])
    assert Signatory.objects.count() == 1
    assert first_break(cast.agreement) is None
    assert "Pak Lurah" not in str(list(AgreementEvent.objects.values_list("content", flat=True)))


def unfit(parties, flow=Flow.BETWEEN):
    with pytest.raises(UnfitParties) as refused:
        begin_agreement(flow=flow, title="X", parties=parties, by=factories.user())
    return refused.value.reason


def test_a_kelurahan_cannot_be_a_party_nor_villages_of_two_kabupaten():
    sengi = factories.village()
    ward = factories.village("33.08.06.1001", "Kota", begun=False)
    far = factories.village("34.01.01.2001", "Jangkaran", begun=False)
    own = PartyDraft(village=sengi, is_initiator=True)
    assert unfit([own, PartyDraft(village=ward)]) == "ward"
    assert unfit([own, PartyDraft(village=far)]) == "regencies"
    assert unfit([own]) == "few_villages"
    assert unfit([own, PartyDraft(village=sengi)]) == "twice"
    assert unfit([own], Flow.VILLAGE_LED) == "no_partner"


def test_every_act_of_the_table_can_be_done_somewhere():
    assert all(act.sources and act.flows for act in ACTS.values())


# --- What a hostile reading found ---------------------------------------------------------------


def test_a_refused_change_leaves_the_signed_text_in_force():
    cast = lead_to(between_villages(), State.RUNNING)
    cast.act("amend", "head-sengi", reason="Iuran", **MINUTES)
    cast.act("deliberate", "bpd-paten", 1, outcome="refused", reason="Mahal", **COUNTED)
    standing = standing_of(cast.agreement)
    assert (standing.state, len(standing.present)) == (State.RUNNING, 2)
    assert all(side.signed and side.promulgated for side in standing.present)


def test_a_change_that_comes_to_nothing_leaves_a_postponed_agreement_postponed():
    cast = lead_to(between_villages(), State.RUNNING)
    cast.act("postpone", "head-sengi", reason="Banjir", **MINUTES)
    cast.act("amend", "head-sengi", reason="Iuran", **MINUTES)
    cast.act("abandon", "head-paten", reason="Tidak jadi")
    assert standing_of(cast.agreement).state == State.POSTPONED


def test_without_its_third_party_a_third_party_agreement_is_none():
    cast = with_partner()
    krinjing = factories.village("33.08.06.2014", "Krinjing")
    cast.people["head-krinjing"] = factories.user("village_head", krinjing.pk)
    event = add_parties(
        agreement=cast.agreement,
        parties=[PartyDraft(village=krinjing)],
        seen=1,
        by=cast.people["facilitator"],
    )
    assert event.act == "join"
    cast.parties = list(cast.agreement.parties.order_by("position"))
    cast.act("deliberate", "bpd-sengi", 0, outcome="agreed", **COUNTED, **MINUTES)
    cast.act("plan", "secretary-sengi", 0, plan="rkp", number="3", year=2026)
    cast.act("offer", "head-sengi", letter="1", on="2026-11-01")
    cast.act("answer", "head-krinjing", 2, answer="accepted", on="2026-11-02")
    cast.act("answer", "head-sengi", 1, answer="declined", on="2026-11-02", reason="Rugi")
    assert standing_of(cast.agreement).state == State.DECLINED


def test_only_who_began_it_offers_and_withdraws_it():
    cast = between_villages()
    for act in ("offer", "withdraw"):
        with pytest.raises(NotTheirs):
            cast.act(act, "head-paten", reason="Batal")
    cast.act("withdraw", "head-sengi", reason="Batal")
    assert standing_of(cast.agreement).state == State.WITHDRAWN


def test_a_village_that_has_left_decides_nothing_any_more():
    cast = between_villages()
    krinjing = factories.village("33.08.06.2014", "Krinjing")
    add_parties(
        agreement=cast.agreement,
        parties=[PartyDraft(village=krinjing)],
        seen=1,
        by=cast.people["facilitator"],
    )
    cast.parties = list(cast.agreement.parties.order_by("position"))
    head = cast.people["head-krinjing"] = factories.user("village_head", krinjing.pk)
    cast.people["bpd-krinjing"] = factories.user("bpd", krinjing.pk)
    cast.act("deliberate", "bpd-krinjing", 2, outcome="refused", reason="Jauh", **COUNTED)
    lead_to(cast, State.RUNNING)
    with pytest.raises(NotTheirs):
        cast.act("end", "head-krinjing", ground="b", **MINUTES)
    assert head.holds_over("decide_agreement", krinjing.pk)


def test_who_will_not_sign_walks_away_and_the_others_draft_on_or_it_is_over():
    cast = lead_to(between_villages(), State.READY)
    cast.act("sign", "head-sengi", 0, number="7", year=2026, on="2026-11-20")
    for act in ("withdraw", "reopen"):
        assert refusals(cast.act, act, "head-sengi", reason="X") == [Obstacle.SOMEBODY_SIGNED]
    cast.act("leave", "head-paten", 1, reason="Warga menolak", minutes="9")
    assert standing_of(cast.agreement).state == State.DECLINED
    cast.parties[0].refresh_from_db()
    assert (cast.parties[0].number, cast.parties[0].year) == ("", None)


def test_numbers_of_a_change_count_once_everybody_has_signed_it():
    cast = lead_to(between_villages(), State.RUNNING)
    cast.act("amend", "head-sengi", reason="Iuran", **MINUTES)
    cast.write(funding="Baru.")
    cast.act("agree_together", "head-sengi", **COUNTED, **MINUTES)
    for place, name in enumerate(("sengi", "paten")):
        cast.act("consent", f"head-{name}", place, consent="accepted", text=cast.text)
    cast.act("declare_ready", "head-sengi")
    said = {"number": "12", "year": 2027, "on": "2026-11-28"}
    for place, name in enumerate(("sengi", "paten")):
        cast.parties[0].refresh_from_db()
        assert cast.parties[0].number == "7"
        cast.act("sign", f"head-{name}", place, **said)
    cast.parties[0].refresh_from_db()
    assert (cast.parties[0].number, cast.parties[0].year) == ("12", 2027)
    cast.agreement.refresh_from_db()
    assert first_break(cast.agreement, cast.agreement.head) is None


def test_every_village_agrees_in_its_own_deliberation():
    cast = with_partner()
    krinjing = factories.village("33.08.06.2014", "Krinjing")
    cast.people["bpd-krinjing"] = factories.user("bpd", krinjing.pk)
    cast.people["head-krinjing"] = factories.user("village_head", krinjing.pk)
    add_parties(
        agreement=cast.agreement,
        parties=[PartyDraft(village=krinjing)],
        seen=1,
        by=cast.people["facilitator"],
    )
    cast.parties = list(cast.agreement.parties.order_by("position"))
    for place, name in ((0, "sengi"), (2, "krinjing")):
        cast.act("deliberate", f"bpd-{name}", place, outcome="agreed", **COUNTED, **MINUTES)
        cast.act("plan", "facilitator", place, plan="rkp", number="3", year=2026)
    cast.act("offer", "head-sengi", letter="1", on="2026-11-01")
    cast.act("answer", "head-krinjing", 2, answer="accepted", on="2026-11-02")
    cast.act("answer", "head-sengi", 1, answer="accepted", on="2026-11-02")
    cast.write()
    cast.act("agree_in_village", "bpd-sengi", 0, **COUNTED, **MINUTES)
    assert standing_of(cast.agreement).state == State.DRAFTING
    found = refusals(cast.act, "agree_in_village", "bpd-sengi", 0, **COUNTED, **MINUTES)
    assert found == [Obstacle.ALREADY_DONE]
    cast.act("agree_in_village", "bpd-krinjing", 2, **COUNTED, **MINUTES)
    assert standing_of(cast.agreement).state == State.AGREED


def test_a_deliberation_without_a_quorum_decides_nothing():
    cast = between_villages()
    short = {"invited": 30, "present": 19, "sitting": 1, "outcome": "agreed"}
    assert refusals(cast.act, "deliberate", "bpd-sengi", 0, **short) == [Obstacle.NO_QUORUM]
    cast.act("deliberate", "bpd-sengi", 0, **(short | {"sitting": 2}), **MINUTES)


def test_a_partner_that_is_known_as_an_agency_is_refused_though_written_otherwise():
    sengi = factories.village()
    Partner.objects.create(region=sengi, name="Dinas Air", kind="agency")
    again = Partner(region=sengi, name="Dinas Air", kind="company")
    own = PartyDraft(village=sengi, is_initiator=True)
    assert unfit([own, PartyDraft(partner=again)], Flow.VILLAGE_LED) == "agency"


# --- Disputes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "forum"),
    [
        (("33.08.06.2012", "33.08.06.2013"), "camat"),
        (("33.08.06.2012", "33.08.07.2001"), "bupati"),
        (("33.08.06.2012", "34.01.01.2001"), "hukum"),
        (("33.08.06.2012", None), "hukum"),
    ],
)
def test_the_codes_of_the_parties_say_who_settles(codes, forum):
    assert forum_of([AgreementParty(village_id=code) for code in codes]) == forum


def test_a_dispute_runs_beside_the_agreement_and_its_settlement_is_final():
    cast = lead_to(between_villages(), State.RUNNING)
    cast.agreement.refresh_from_db()
    pk, day = uuid7(), date(2026, 11, 1)
    opened = {"parties": cast.parties, "subject": "Air", "opened_on": day, "pk": pk}
    by = {"by": cast.people["head-sengi"], "seen": cast.agreement.events_count}
    dispute = open_dispute(agreement=cast.agreement, **opened, **by)
    assert open_dispute(agreement=cast.agreement, **opened, **by) == dispute
    assert standing_of(cast.agreement).state == State.RUNNING
    cast.act("end", "head-sengi", ground="b", **MINUTES)
    cast.agreement.refresh_from_db()
    dispute = Dispute.objects.get()
    settled = {"way": "forum", "settled_on": day, "minutes": "4", "settlement": "Damai."}
    tried = (("facilitator", NotTheirs), ("head-paten", None), ("head-sengi", Impossible))
    for who, refused in tried:
        cast.agreement.refresh_from_db()
        dispute = Dispute.objects.get()
        said = {"seen": cast.agreement.events_count, "by": cast.people[who]}
        if refused:
            with pytest.raises(refused):
                settle_dispute(dispute=dispute, **settled, **said)
        else:
            settle_dispute(dispute=dispute, **settled, **said)
    assert not Dispute.objects.get().is_open
    cast.agreement.refresh_from_db()
    assert first_break(cast.agreement) is None
    Dispute.objects.update(settlement="Lain.")
    assert first_break(cast.agreement).reason == "dispute"


def test_there_is_no_dispute_over_what_nobody_signed():
    cast = between_villages()
    with pytest.raises(Impossible):
        cast.act("dispute", "head-sengi", dispute="x")


@pytest.mark.parametrize(("part", "present", "is_enough"), [(1, 15, True), (3, 24, False)])
def test_the_quorum_of_the_kabupaten_holds_in_place_of_the_laws(part, present, is_enough):
    cast = between_villages()
    whole = 2 if part == 1 else 3  # half of them, or everybody
    MeetingRules.objects.create(regency_id="33.08", part=part, whole=whole, basis="Perbup 1/2026")
    said = {"outcome": "agreed", "invited": 30, "present": present, "sitting": 1} | MINUTES
    if is_enough:
        event = cast.act("deliberate", "bpd-sengi", 0, **said)
        assert event.content["share"] == [1, 2]
    else:
        assert refusals(cast.act, "deliberate", "bpd-sengi", 0, **said) == [Obstacle.NO_QUORUM]
