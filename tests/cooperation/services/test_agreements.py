"""An agreement goes its way act by act, each by whoever may do it, and nothing else happens."""

import pytest

from cooperation.lifecycle import ACTS, Flow, Impossible, Obstacle, State
from cooperation.models import AgreementEvent, Signatory
from cooperation.services.agreements import (
    Deed,
    Moved,
    NotTheirs,
    PartyDraft,
    Refused,
    UnfitParties,
    begin_agreement,
    forget_signatory,
    perform,
)
from cooperation.services.chain import first_break, standing_of
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
