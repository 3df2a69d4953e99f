"""Patron and client: who may look, that looking is written down, and that nothing is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.models import Event, Membership
from jejaring.roles import Role
from stakeholders.models import PatronClientTie, PersonName, Stakeholder
from stakeholders.services.dependency import NewParty, record_dependency, revise_dependency
from tests import factories

pytestmark = pytest.mark.django_db

SEEN = {
    "forms": ["market", "capital"],
    "frequency": "seasonal",
    "tightness": "binding",
    "alternative": "no",
    "gains_more": "patron",
    "effect_on_poor": "harms",
}


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def insider(client, village):
    client.force_login(factories.user(full_name="Bu Sri"))
    return client


@pytest.fixture
def tie(village):
    """A dependency in which every word is a canary."""
    named = {"name": "CANARY-person", "lawful_basis": "consent", "basis_note": ""}
    return record_dependency(
        village=village,
        patron=NewParty("CANARY-patron", named=named),
        client=NewParty("CANARY-client"),
        by=factories.user(full_name="Bu Ratna"),
        to_client="CANARY-flow",
        contribution="CANARY-contribution",
        **SEEN,
    )


def list_url(code=factories.SENGI):
    return reverse("dependency_list", args=[code])


def create_url(code=factories.SENGI):
    return reverse("dependency_create", args=[code])


def url(name, tie):
    return reverse(f"dependency_{name}", args=[tie.pk])


def dependency(**fields):
    return {
        "id": uuid7(),
        "patron-role": "Pengepul salak",
        "client-role": "Petani salak Dusun Gowok",
        **SEEN,
    } | fields


# --- who may look --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        (Role.OFFICIAL, factories.SENGI, 403),
        (Role.BPD, factories.SENGI, 403),
        (Role.COORDINATOR, "33.08", 403),
        (Role.ADMINISTRATOR, "", 403),
        (None, "", 403),
        (Role.FACILITATOR, "33.08.06.2013", 404),
        (Role.FACILITATOR, "33.08.07", 404),
    ],
)
def test_nobody_but_the_villages_facilitators_passes(client, village, tie, role, code, status):
    client.force_login(factories.user(role, code))
    doors = [list_url(), create_url(), *(url(n, tie) for n in ("detail", "edit", "close"))]
    for door in doors:
        answers = [client.get(door), client.post(door, dependency())]
        statuses = {answer.status_code for answer in answers} - {405}
        assert statuses == {status}
        assert all("CANARY" not in answer.content.decode() for answer in answers)
    assert PatronClientTie.objects.current().get() == tie


def test_an_operator_does_not_pass(client, village, tie):
    client.force_login(factories.user(Role.GROUP_OPERATOR, group=factories.group(village)))
    for door in (list_url(), create_url(), url("detail", tie)):
        assert client.get(door).status_code == 403


def test_a_facilitator_elsewhere_who_is_an_official_here_does_not_pass(client, village, tie):
    person = factories.user(Role.OFFICIAL)
    Membership.objects.create(user=person, role=Role.FACILITATOR, region_code="33.08.07")
    client.force_login(person)
    for door in (list_url(), create_url(), url("detail", tie), url("edit", tie)):
        answer = client.get(door)
        assert answer.status_code == 404
        assert "CANARY" not in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.OFFICIAL, factories.SENGI),
        (Role.BPD, factories.SENGI),
        (Role.COORDINATOR, "33.08"),
        (Role.ADMINISTRATOR, ""),
        (Role.FACILITATOR, "33.08.07"),
    ],
)
def test_the_words_of_dependency_appear_on_no_other_page(client, village, tie, role, code):
    group = factories.group(village)
    client.force_login(factories.user(role, code))
    doors = [
        reverse("home"),
        reverse("participation_matrix", args=[village.pk]),
        reverse("group_detail", args=[group.pk]),
        reverse("officer_add", args=[group.pk]),
        reverse("stakeholder_detail", args=[tie.patron_id]),
        reverse("person_edit", args=[tie.patron_id]),
    ]
    for door in doors:
        assert "CANARY" not in client.get(door, follow=True).content.decode()


def test_a_party_known_from_dependency_alone_is_nobody_to_others(client, village, tie):
    client.force_login(factories.user(Role.OFFICIAL))
    there = client.get(reverse("stakeholder_detail", args=[tie.patron_id]))
    nowhere = client.get(reverse("stakeholder_detail", args=[uuid7()]))
    assert there.status_code == nowhere.status_code == 404


# --- looking -------------------------------------------------------------------------------------


def test_looking_is_written_down_without_what_was_seen(client, village, tie):
    person = factories.user()
    client.force_login(person)
    client.get(list_url())
    client.get(url("detail", tie))
    reads = Event.objects.filter(actor=person, verb="read_dependency")
    assert set(reads.values_list("subject_type", "region_code")) == {
        ("region", village.pk),
        ("patronclienttie", village.pk),
    }
    assert "CANARY" not in str(list(reads.values()))


def test_no_copy_may_be_kept(insider, village, tie):
    for door in (list_url(), create_url(), *(url(n, tie) for n in ("detail", "edit", "close"))):
        answer = insider.get(door)
        assert "no-store" in answer.headers["Cache-Control"]
        assert "private" in answer.headers["Cache-Control"]
        assert 'class="private' in answer.content.decode() or " private" in answer.content.decode()


def test_the_list_goes_patron_by_patron(insider, village, tie):
    second = record_dependency(
        village=village,
        patron=tie.patron,
        client=NewParty("Petani cabai"),
        by=factories.user(),
        **SEEN | {"alternative": "unknown", "gains_more": "even"},
    )
    page = " ".join(insider.get(list_url()).content.decode().split())
    assert page.count("CANARY-patron</a> </h2>") == 1
    assert "2 klien" in page
    assert "1 dari 2 klien tidak punya pilihan lain." in page
    assert "1 klien belum diketahui punya pilihan lain atau tidak." in page
    assert "CANARY-contribution" in page
    assert "CANARY-person" in page
    assert second.get_absolute_url() in page


def test_an_empty_list_shows_the_next_step(insider, village):
    assert create_url() in insider.get(list_url()).content.decode()


def test_the_list_costs_the_same_however_many_ties(insider, village, django_assert_max_num_queries):
    for number in range(20):
        record_dependency(
            village=village,
            patron=NewParty(f"Patron {number}"),
            client=NewParty(f"Klien {number}"),
            by=factories.user(),
            **SEEN,
        )
    with django_assert_max_num_queries(12):
        insider.get(list_url())


# --- recording -----------------------------------------------------------------------------------


def test_a_dependency_between_roles(insider, village):
    answer = insider.post(create_url(), dependency(to_client="Uang muka 'ijon' 🌶️"))
    tie = PatronClientTie.objects.get()
    assert answer.url == tie.get_absolute_url()
    assert (tie.patron.name, tie.client.name) == ("Pengepul salak", "Petani salak Dusun Gowok")
    assert tie.patron.restricted
    assert tie.client.restricted
    assert tie.forms == ["market", "capital"]
    assert not PersonName.objects.exists()


def test_a_group_of_the_village_can_be_the_client(insider, village):
    group = factories.group(village)
    form = dependency(**{"client-known": str(group.pk), "client-role": ""})
    insider.post(create_url(), form)
    assert PatronClientTie.objects.get().client == group


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"patron-role": ""}, "tulis peran yang baru"),
        ({"client-role": "Pengepul salak"}, "dua pihak yang berbeda"),
        ({"patron-role": "x" * 81}, "80"),
        ({"patron-person_name": "Haji Karno"}, "bila ada dasarnya"),
        ({"forms": []}, "sedikitnya satu"),
        ({"forms": ["harga"]}, "Pilih"),
        ({"frequency": ""}, "wajib"),
        ({"tightness": ""}, "wajib"),
        ({"since": (timezone.localdate() + timedelta(days=1)).isoformat()}, "belum tiba"),
        ({"effect_note": "KK 3308061203450001"}, "NIK"),
    ],
)
def test_bad_input_is_told_and_nothing_is_saved(insider, village, fields, words):
    answer = insider.post(create_url(), dependency(**fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PatronClientTie.objects.exists()
    assert not Stakeholder.objects.exists()


def test_a_party_cannot_be_both_known_and_new(insider, village):
    group = factories.group(village)
    form = dependency(**{"client-known": str(group.pk)})
    assert insider.post(create_url(), form).status_code == 422


def test_a_party_of_another_village_cannot_be_chosen(insider, village):
    stranger = factories.group(factories.village("33.08.07.2001", "Jauh"))
    form = dependency(**{"client-known": str(stranger.pk), "client-role": ""})
    assert insider.post(create_url(), form).status_code == 422


def test_a_name_needs_its_basis_and_stays_beside_the_role(insider, village):
    named = {
        "patron-person_name": "Haji Karno",
        "patron-lawful_basis": "legitimate",
        "patron-basis_note": "disebut semua petani",
    }
    insider.post(create_url(), dependency(**named))
    assert PersonName.objects.get().name == "Haji Karno"
    assert PatronClientTie.objects.get().patron.name == "Pengepul salak"


def test_a_double_click_makes_one_dependency(insider, village):
    form = dependency()
    assert insider.post(create_url(), form).url == insider.post(create_url(), form).url
    assert PatronClientTie.objects.count() == 1


def test_two_who_are_tied_already_are_shown_their_tie(insider, village, tie):
    form = dependency(
        **{"patron-known": str(tie.patron_id), "patron-role": ""},
        **{"client-known": str(tie.client_id), "client-role": ""},
        contribution="tetap di layar",
    )
    answer = insider.post(create_url(), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert url("edit", tie) in page
    assert "tetap di layar" in page


def test_no_dependency_in_a_kelurahan_or_a_village_not_open(client):
    factories.village("33.08.06.1001", "Kota")
    factories.village("33.08.06.2014", "Belum dibuka", begun=False)
    client.force_login(factories.user(region_code="33.08.06"))
    assert client.get(create_url("33.08.06.1001")).status_code == 404
    assert client.get(create_url("33.08.06.2014")).status_code == 404
    assert client.get(list_url("33.08.06.1001")).status_code == 404


# --- revising and closing ------------------------------------------------------------------------


def test_a_revision_keeps_what_was_seen_before(insider, village, tie):
    answer = insider.post(url("edit", tie), dependency(tightness="loose"))
    page = insider.get(answer.url).content.decode()
    assert "Longgar" in page
    assert "Mengikat" in page
    assert PatronClientTie.objects.count() == 2
    old = insider.get(url("detail", tie)).content.decode()
    assert "Lihat yang terbaru" in old
    assert insider.get(url("edit", tie)).url == answer.url


def test_two_revisions_are_shown_side_by_side(insider, village, tie):
    other = factories.user(full_name="Pak Yanto")
    newer = revise_dependency(tie=tie, by=other, effect_note="dibantu saat sakit")
    form = dependency(effect_note="harga di bawah pasar")
    answer = insider.post(url("edit", tie), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Pak Yanto", "dibantu saat sakit", "harga di bawah pasar"):
        assert words in page
    assert f'action="{url("edit", newer)}"' in page
    assert insider.post(url("edit", newer), form | {"id": uuid7()}).status_code == 302
    assert PatronClientTie.objects.current().get().effect_note == "harga di bawah pasar"


def test_a_revision_of_a_closed_dependency_is_kept_on_the_screen(insider, village, tie):
    insider.post(url("close", tie))
    answer = insider.post(url("edit", tie), dependency(effect_note="masih berlangsung"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "masih berlangsung" in page
    assert "sudah ditutup" in page
    assert not PatronClientTie.objects.current().exists()


def test_a_revision_sent_twice_is_one(insider, village, tie):
    form = dependency(tightness="loose")
    first, second = (insider.post(url("edit", tie), form) for _ in range(2))
    assert first.url == second.url
    assert PatronClientTie.objects.count() == 2


def test_closing_asks_first_and_keeps_the_history(insider, village, tie):
    assert insider.get(url("close", tie)).status_code == 200
    assert PatronClientTie.objects.current().exists()
    assert insider.post(url("close", tie)).url == list_url()
    assert "CANARY-client" not in insider.get(list_url()).content.decode()
    assert "Ditutup" in insider.get(url("detail", tie)).content.decode()
    assert insider.post(url("close", tie)).url == tie.get_absolute_url()
