"""Pages of matches: what is proposed, what a village says, and the set of a kecamatan."""

import pytest
from django.test import Client
from django.urls import reverse

from cooperation.models import Agreement, MatchDecision, Partner, PartnerResource
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.factories import SENGI
from villages.models import Resource

pytestmark = pytest.mark.django_db
PATEN, DUKUN = "33.08.06.2013", "33.08.06"


def signed_in(role=Role.VILLAGE_HEAD, code=SENGI):
    client = Client()
    client.force_login(factories.user(role, code))
    return client


@pytest.fixture
def pair():
    """Sengi needs the coffee that Paten has too much of."""
    sengi, paten = factories.village(), factories.village(PATEN, "Paten")
    told = {"key": "kopi", "matter_id": "kopi", "capital": "natural", "unit": "ton"}
    need = Resource.objects.create(village=sengi, side="need", name="kopi", amount=4, **told)
    Resource.objects.create(
        village=paten, side="potential", name="Kopi rahasia Pak Karto", quality="mutu rahasia",
        strength="kuat rahasia", holder="third", holder_role="pengepul rahasia", amount=1,
        is_surplus=True, **told,
    )  # fmt: skip
    return need


@pytest.fixture
def decide(pair):
    return reverse("match_decide", args=[SENGI, "get", PATEN, "kopi"])


def test_a_match_comes_with_reasons_and_without_words_of_the_other_village(pair):
    page = signed_in(Role.BPD).get(reverse("village_matches", args=[SENGI])).content.decode()
    assert "Desa Paten punya lebih kopi yang dibutuhkan Desa Sengi." in page
    assert "Dibutuhkan 4 ton, tersedia 1 ton: menutup 25 persen." in page
    assert "Jaraknya belum diketahui" in page
    assert "rahasia" not in page
    assert "Timbang usulan ini" not in page


def test_matches_are_for_those_who_read_the_village(pair, decide):
    path = reverse("village_matches", args=[SENGI])
    assert signed_in(code=PATEN).get(path).status_code == 404
    assert signed_in(code=PATEN).get(decide).status_code == 404
    assert signed_in(Role.COORDINATOR, "33.08").get(path).status_code == 403
    assert signed_in(Role.BPD).get(decide).status_code == 403


@pytest.mark.parametrize(
    "args",
    [
        (SENGI, "give", PATEN, "kopi"),
        (SENGI, "get", PATEN, "teh"),
        (SENGI, "get", str(uuid7()), "kopi"),
        (SENGI, "up", "x.y", "kopi"),
    ],
)
def test_a_match_that_is_none_is_not_there(pair, args):
    assert signed_in().get(reverse("match_decide", args=args)).status_code == 404


def test_a_no_needs_a_reason_which_stays_and_can_be_taken_back(decide):
    client = signed_in()
    numbers = client.get(decide).context["match"].fact.numbers
    no = {"verdict": "rejected", "numbers": numbers}
    assert client.post(decide, no).status_code == 422
    assert client.post(decide, no | {"reason": "Jalannya putus"}).status_code == 302
    page = client.get(reverse("village_matches", args=[SENGI])).content.decode()
    assert "Jalannya putus" in page
    assert "Tidak diusulkan lagi" in page
    theirs = signed_in(code=PATEN).get(reverse("village_matches", args=[PATEN])).content.decode()
    assert "Desa lain menilai tidak cocok" in theirs
    assert "Jalannya putus" not in theirs
    decision = MatchDecision.objects.get()
    again = reverse("match_reconsider", args=[decision.pk])
    assert signed_in(code=PATEN).post(again).status_code == 404
    assert client.post(again).status_code == 302
    assert not MatchDecision.objects.exists()


def test_a_yes_leads_to_the_form_of_an_agreement(decide):
    client = signed_in()
    numbers = client.get(decide).context["match"].fact.numbers
    response = client.post(decide, {"verdict": "accepted", "numbers": numbers})
    form = client.get(response.url).context["form"]
    assert form.initial["others"] == f"{PATEN} Paten"
    assert "kopi" in form.initial["title"]
    sent = {"id": uuid7(), "flow": "between", "title": form.initial["title"], "others": PATEN}
    assert client.post(response.url, sent).status_code == 302
    assert Agreement.objects.get().idea_id == MatchDecision.objects.get().pk
    # Sent from a second window it leads to the one that stands.
    again = client.post(response.url, sent | {"id": uuid7()})
    assert again.url == Agreement.objects.get().get_absolute_url()
    assert signed_in(code=PATEN).get(response.url).status_code == 404
    for nonsense in ("x", uuid7()):
        path = reverse("agreement_create", args=[SENGI])
        assert client.get(path, {"cocok": nonsense}).status_code == 404


def test_numbers_that_moved_are_shown_before_anything_is_decided(pair, decide):
    client = signed_in()
    numbers = client.get(decide).context["match"].fact.numbers
    Resource.objects.filter(pk=pair.pk).update(amount=9)
    response = client.post(decide, {"verdict": "accepted", "numbers": numbers})
    assert response.status_code == 409
    assert "9 ton" in response.content.decode()
    assert not MatchDecision.objects.exists()


def test_an_agency_helps_but_is_no_party(pair):
    agency = Partner.objects.create(region_id=SENGI, name="Dinas Uji", kind="agency")
    PartnerResource.objects.create(
        partner=agency, side="potential", is_surplus=True, name="kopi", key="kopi",
        matter_id="kopi", capital="natural",
    )  # fmt: skip
    path = reverse("match_decide", args=[SENGI, "get", str(agency.pk), "kopi"])
    client = signed_in()
    page = client.get(path)
    assert "instansi bukan pihak ketiga" in page.content.decode()
    sent = {"verdict": "accepted", "numbers": page.context["match"].fact.numbers}
    assert client.post(path, sent).status_code == 422


def test_the_set_of_a_kecamatan_shows_pairs_of_own_villages_and_counts_the_others(pair):
    path = reverse("subdistrict_matches", args=[DUKUN])
    for person in (signed_in(), signed_in(Role.COORDINATOR, "33.08")):
        page = person.get(path).content.decode()
        assert "Desa Paten memberi kopi kepada Desa Sengi." in page
        assert "1 ton, 25 persen dari yang dibutuhkan." in page
    factories.village("33.08.06.2014", "Krinjing")
    other = signed_in(code="33.08.06.2014").get(path).content.decode()
    assert "Desa Paten memberi" not in other
    assert "Dan 1 pasangan di antara desa lain." in other
    assert signed_in(code="33.08.07.2003").get(path).status_code == 404
    assert signed_in().get(reverse("subdistrict_matches", args=["33.08"])).status_code == 404


def test_a_need_that_nobody_can_meet_is_named_with_a_way_on(pair):
    Resource.objects.create(
        village=pair.village,
        side="need",
        name="Bibit kopi arabika",
        key="~bibit",
        capital="natural",
    )
    path = reverse("village_matches", args=[SENGI])
    answer = signed_in().get(path)
    assert answer.context["unmet"] == ["Bibit kopi arabika"]
    assert reverse("agreement_create", args=[SENGI]) in answer.content.decode()
    # A reader is told too, and offered nothing that is not theirs.
    page = signed_in(Role.BPD).get(path).content.decode()
    assert "Bibit kopi arabika" in page
    assert reverse("agreement_create", args=[SENGI]) not in page


def test_who_weighs_a_match_that_another_decided_meanwhile_is_told(decide):
    first, second = signed_in(), signed_in()
    numbers = first.get(decide).context["match"].fact.numbers
    seen = {"numbers": numbers, "said": second.get(decide).context["form"]["said"].value()}
    assert first.post(decide, seen | {"verdict": "accepted"}).status_code == 302
    no = seen | {"verdict": "rejected", "reason": "Jalannya putus"}
    answer = second.post(decide, no)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "keputusannya berubah" in page
    assert "Jalannya putus" in page
    assert MatchDecision.objects.get().verdict == "accepted"
    again = no | {"said": answer.context["form"]["said"].value()}
    assert second.post(decide, again).status_code == 302
    assert MatchDecision.objects.get().verdict == "rejected"


def test_a_match_with_an_agreement_leads_there_instead_of_being_taken_back(decide):
    client = signed_in()
    numbers = client.get(decide).context["match"].fact.numbers
    address = client.post(decide, {"verdict": "accepted", "numbers": numbers}).url
    sent = {"id": uuid7(), "flow": "between", "title": "Kopi bersama", "others": PATEN}
    page = client.post(address, sent).url
    decision = MatchDecision.objects.get()
    again = client.post(reverse("match_reconsider", args=[decision.pk]))
    assert (again.status_code, again.url) == (302, page)
    assert "sudah ada kerja sama" in client.get(page).content.decode()
    assert MatchDecision.objects.get() == decision
