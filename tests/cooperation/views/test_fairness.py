"""Plans and reviews through the pages: as a drafter, as a reader, and as a stranger."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cooperation.lifecycle import State
from cooperation.models import Appraisal, BenefitLine, Reflection, RevenueLine
from cooperation.services.appraisals import open_plan, open_review, write_part
from jejaring.ids import uuid7
from tests import factories
from tests.cooperation.makers import between_villages, lead_to, with_partner

pytestmark = pytest.mark.django_db
LINE = {
    "base_version": 0,
    "direction": "gives",
    "kind": "labour",
    "what": "Jaga hutan",
    "value": "Rp 1.250.000",
    "weight": "",
    "estimated_by": "head",
}
TOLD = {
    "planned": "Periksa pipa",
    "happened": "Berjalan",
    "learnt": "Perlu jadwal",
    "next_step": "Buat jadwal",
    "who": "head",
}


@pytest.fixture
def running(db):
    return lead_to(between_villages(), State.RUNNING)


def line(**changed):
    return {**LINE, "id": uuid7(), **changed}


def review_of(cast) -> Appraisal:
    return open_review(agreement=cast.agreement, by=cast.people["facilitator"])


def test_a_review_is_filled_in_step_by_step_and_sealed(client, running):
    client.force_login(running.people["head-sengi"])
    began = client.post(reverse("appraisal_begin", args=[running.agreement.pk]))
    review = Appraisal.objects.reviews().get()
    assert began.url == reverse("appraisal_step", args=[review.pk, "manfaat"])
    saved = client.post(reverse("benefit_party", args=[review.pk, 1]), line())
    assert saved.status_code == 302
    assert BenefitLine.objects.get().value == 1_250_000
    aspect = {"base_version": 1, "state": 2, "reason": "Debit turun"}
    onward = client.post(reverse("appraisal_step", args=[review.pk, "ekologi"]), aspect)
    assert onward.url == reverse("appraisal_step", args=[review.pk, "ekonomi"])
    cycle = client.post(
        reverse("appraisal_step", args=[review.pk, "refleksi"]), {**TOLD, "base_version": 2}
    )
    assert cycle.url == reverse("appraisal_seal", args=[review.pk])
    running.agreement.refresh_from_db()
    end = {
        "seen": running.agreement.events_count,
        "held_on": "2026-11-23",
        "held_by": "meeting",
        "summary": "Berjalan",
    }
    assert client.post(cycle.url, {**end, "seen": 1}).status_code == 409
    assert client.post(cycle.url, end).url == review.get_absolute_url()
    page = client.get(review.get_absolute_url()).content.decode()
    assert "Isinya sama dengan yang tercatat dalam riwayat." in page
    assert "Rp 1.250.000" in page
    story = client.get(reverse("agreement_story", args=[running.agreement.pk])).content.decode()
    assert "Buat jadwal" in story
    assert 'value="Buat jadwal"' not in story
    more = client.get(reverse("reflection_add", args=[running.agreement.pk])).content.decode()
    assert "Buat jadwal" in more


def test_a_village_writes_its_own_lines_only(client, running):
    review = review_of(running)
    client.force_login(running.people["head-sengi"])
    assert client.get(reverse("benefit_party", args=[review.pk, 2])).status_code == 404
    assert client.post(reverse("benefit_party", args=[review.pk, 2]), line()).status_code == 404
    other = BenefitLine.objects.create(
        appraisal=review,
        party=running.parties[1],
        gives=True,
        kind="money",
        what="X",
        weight=1,
        estimated_by="head",
    )
    assert client.post(reverse("benefit_remove", args=[other.pk])).status_code == 404
    assert BenefitLine.objects.count() == 1


def test_who_may_not_see_the_agreement_sees_none_of_it(client, running):
    review = review_of(running)
    client.force_login(factories.user("village_head", "33.08.06.2001"))
    agreement = running.agreement.pk
    for route in ("agreement_fairness", "agreement_benefits", "agreement_story", "reflection_add"):
        assert client.get(reverse(route, args=[agreement])).status_code == 404
    assert client.get(review.get_absolute_url()).status_code == 404
    assert client.get(reverse("appraisal_seal", args=[review.pk])).status_code == 404


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"value": "", "weight": ""}, "Tulis nilai rupiahnya, atau pilih bobot"),
        ({"weight": "2"}, "Pilih salah satu: nilai rupiah atau bobot."),
        ({"value": "-5"}, "Nilainya tidak kurang dari nol."),
        ({"value": "sejuta"}, "Tulis angka rupiah saja"),
        ({"what": "3308061234567890"}, "Jangan menulis NIK"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused_with_a_reason(client, running, changed, says):
    review = review_of(running)
    client.force_login(running.people["secretary-sengi"])
    page = client.post(reverse("benefit_party", args=[review.pk, 1]), line(**changed))
    assert page.status_code == 422
    assert says in page.content.decode()


def test_shares_must_add_up_to_100(client):
    cast = with_partner()
    plan = open_plan(agreement=cast.agreement, by=cast.people["facilitator"])
    client.force_login(cast.people["facilitator"])
    address = reverse("revenue_add", args=[plan.pk])
    page = client.post(address, {"name": "Tiket", "share_1": "60", "share_2": "35,5"})
    assert page.status_code == 422
    assert "kurang 4,5 persen" in page.content.decode()
    page = client.post(address, {"name": "Tiket", "share_1": "65", "share_2": "36"})
    assert "lebih 1 persen" in page.content.decode()
    assert client.post(address, {"name": "Tiket", "share_1": "64,5", "share_2": "35.5"}).url
    assert sorted(RevenueLine.objects.get().shares.values()) == ["35.50", "64.50"]


def test_two_at_the_same_step_keep_both_versions(client, running):
    review = review_of(running)
    said = {"income": 40, "exit": "none"}
    by = running.people["facilitator"]
    write_part(appraisal=review, part="dependence", said=said, base_version=1, by=by)
    client.force_login(running.people["head-sengi"])
    address = reverse("appraisal_step", args=[review.pk, "kemandirian"])
    page = client.post(address, {"base_version": 1, "income": 70})
    assert page.status_code == 409
    assert "Tidak ada" in page.content.decode()
    review.refresh_from_db()
    assert review.content["dependence"] == said
    assert client.post(address, {"base_version": 2, "income": 70}).status_code == 302


def test_the_two_steps_on_dependence_keep_what_the_other_says(client, running):
    review = review_of(running)
    client.force_login(running.people["head-sengi"])
    for step, said in (
        ("kemandirian", {"income": 70, "alone": 2}),
        ("pelaku", {"community": 4, "community_words": "regu air"}),
        ("kemandirian", {"income": 60}),
    ):
        review.refresh_from_db()
        address = reverse("appraisal_step", args=[review.pk, step])
        assert client.post(address, {**said, "base_version": review.version}).status_code == 302
    review.refresh_from_db()
    assert review.content["dependence"] == {
        "income": 60,
        "community": 4,
        "community_words": "regu air",
    }


def test_one_buyer_without_a_way_out_is_warned_about_before_signing_and_not_forbidden(client):
    cast = with_partner()
    plan = open_plan(agreement=cast.agreement, by=cast.people["facilitator"])
    write_part(
        appraisal=plan,
        part="dependence",
        said={"income": 100, "exit": "none"},
        base_version=1,
        by=cast.people["facilitator"],
    )
    cast.act("deliberate", "bpd-sengi", 0, outcome="agreed", invited=9, present=9, sitting=1)
    cast.act("plan", "secretary-sengi", 0, plan="rkp", number="3", year=2026)
    cast.act("offer", "head-sengi", letter="1", on="2026-11-03")
    cast.act("answer", "head-sengi", 1, answer="accepted", on="2026-11-05")
    cast.write()
    client.force_login(cast.people["head-sengi"])
    risk = "Bergantung pada satu mitra, tanpa jalan keluar"
    assert risk in client.get(cast.agreement.get_absolute_url()).content.decode()
    address = reverse("agreement_act", args=[cast.agreement.pk, "consent"]) + "?pihak=1"
    page = client.get(address).content.decode()
    assert risk in page
    assert "Tulis cara berhenti" in page
    cast.agreement.refresh_from_db()
    said = {"id": uuid7(), "seen": cast.agreement.events_count}
    said |= {"text": cast.text, "consent": "accepted"}
    assert client.post(address, said).status_code == 302


def test_a_losing_village_is_named_on_its_page_the_agreement_and_the_list(client, running):
    losing = {str(running.parties[0].pk): "gains", str(running.parties[1].pk): "loses"}
    for number in (1, 2):
        Appraisal.objects.create(
            agreement=running.agreement,
            number=number,
            held_on=f"2026-11-2{number}",
            held_by="meeting",
            sealed_at="2026-11-23T03:00Z",
            digest="x",
            verdicts=losing,
        )
    client.force_login(running.people["facilitator"])
    says = "rugi dalam dua tinjauan berturut-turut"
    assert says in client.get(running.agreement.get_absolute_url()).content.decode()
    assert "Desa Paten rugi dua kali" in client.get(reverse("agreement_list")).content.decode()
    assert says in client.get(reverse("village_detail", args=["33.08.06.2013"])).content.decode()
    own = client.get(reverse("village_detail", args=["33.08.06.2012"])).content.decode()
    assert says not in own


def test_a_cycle_sent_twice_is_told_once(client, running):
    client.force_login(running.people["head-sengi"])
    address = reverse("reflection_add", args=[running.agreement.pk])
    form = {**TOLD, "id": uuid7(), "base_version": 0, "held_on": "2026-11-23"}
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302
    assert Reflection.objects.count() == 1
    assert client.post(address, {**form, "id": uuid7(), "learnt": ""}).status_code == 422


def test_the_pages_cost_the_same_with_one_review_and_with_six(client, running):
    client.force_login(running.people["facilitator"])
    counts = []
    for upto in (1, 6):
        for number in range(Appraisal.objects.count() + 1, upto + 1):
            row = Appraisal.objects.create(
                agreement=running.agreement,
                number=number,
                held_on=f"2026-11-{number:02d}",
                held_by="meeting",
                sealed_at="2026-11-23T03:00Z",
                digest="x",
            )
            BenefitLine.objects.create(
                appraisal=row,
                party=running.parties[0],
                gives=True,
                kind="money",
                what="X",
                weight=1,
                estimated_by="head",
            )
        for route in ("agreement_fairness", "agreement_benefits", "agreement_detail"):
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse(route, args=[running.agreement.pk]))
            counts.append(len(asked))
    assert counts[:3] == counts[3:]
