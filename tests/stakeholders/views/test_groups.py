"""The pages of a group, tried as everybody who might come by."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import PersonName, Presence, Stakeholder, Tie
from stakeholders.services import groups, officers
from stakeholders.services.participation import record_participation
from tests import factories

pytestmark = pytest.mark.django_db

PATEN = "33.08.06.2013"


def profile(**fields):
    """A form as a browser sends it."""
    return {
        "id": uuid7(),
        "group_kind": "kwt",
        "name": "KWT Melati",
        "hamlet": "Candi",
        "since_year": "2014",
        "members_approx": "24",
        "source": "Ketua RT 03",
        "confirmed_on": "2026-09-18",
        "presences": [],
    } | fields


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def insider(client, village):
    client.force_login(factories.user())
    return client


def create_url(code=factories.SENGI):
    return reverse("group_create", args=[code])


# --- making --------------------------------------------------------------------------------------


def test_a_group_comes_onto_the_map(insider, village):
    factories.village(PATEN, "Paten")
    answer = insider.post(create_url(), profile(presences=[PATEN]))
    group = Stakeholder.objects.get()
    assert answer.url == reverse("group_detail", args=[group.pk])
    assert (group.name, group.group_kind_id, group.village_id) == ("KWT Melati", "kwt", village.pk)
    assert groups.villages_of(group) == [village.pk, PATEN]


def test_kinds_are_offered_family_by_family(insider, village):
    page = insider.get(create_url()).content.decode()
    assert '<optgroup label="Organisasi perempuan">' in page
    assert page.index("Organisasi tani lokal") < page.index("Kelompok nelayan")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "wajib"),
        ("name", "x" * 81, "80"),
        ("group_kind", "bukan-jenis", "Pilih"),
        ("since_year", "1500", "1800"),
        ("since_year", str(timezone.localdate().year + 1), "tahun ini"),
        ("members_approx", "0", "antara 1"),
        ("confirmed_on", str(timezone.localdate() + timedelta(days=1)), "belum tiba"),
        ("source", "NIK 3308061203450001", "NIK"),
        ("presences", ["33.08.06"], "33.08.06"),
        ("presences", ["33.08.06.9999"], "33.08.06.9999"),
        ("presences", ["33.08.06\0.9999"], ".9999"),
    ],
)
def test_bad_input_is_told_and_nothing_is_saved(insider, village, field, value, words):
    answer = insider.post(create_url(), profile(**{field: value}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Stakeholder.objects.exists()


@pytest.mark.parametrize(
    "name", ["K" * 80, "Tani 'Mbah' O'Karno & <b>Anak</b>", "🌾 Tani Makmur 🐄"]
)
def test_long_names_quotes_and_emoji_survive(insider, village, name):
    answer = insider.post(create_url(), profile(name=name), follow=True)
    assert Stakeholder.objects.get().name == name
    assert "<b>Anak" not in answer.content.decode()


def test_codes_may_be_typed_and_a_kelurahan_is_a_place_to_be_present(insider, village):
    factories.village(PATEN, "Paten")
    factories.village("33.08.06.1001", "Dukun Kota", begun=False)
    insider.post(create_url(), profile(presences=["", f"{PATEN}, 33.08.06.1001\n{PATEN}"]))
    assert groups.villages_of(Stakeholder.objects.get())[1:] == ["33.08.06.1001", PATEN]


def test_a_chosen_village_stays_chosen_when_another_code_is_wrong(insider, village):
    factories.village(PATEN, "Paten")
    answer = insider.post(create_url(), profile(presences=[PATEN, "99.99"]))
    page = answer.content.decode()
    assert f'value="{PATEN}"' in page
    assert "99.99</textarea>" in page


def test_a_double_click_makes_one_group(insider, village):
    form = profile()
    first, second = insider.post(create_url(), form), insider.post(create_url(), form)
    assert first.url == second.url
    assert Stakeholder.objects.count() == 1


def test_the_form_sent_again_from_the_page_behind_loses_nothing(insider, village):
    form = profile()
    insider.post(create_url(), form)
    answer = insider.post(create_url(), form | {"name": "KWT Mawar"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "tersimpan sebagai “KWT Melati”" in page
    assert 'value="KWT Mawar"' in page
    assert f'value="{form["id"]}"' not in page


def test_a_namesake_is_asked_about_and_not_refused(insider, village):
    there = factories.group(village, name="kwt  melati", hamlet="Gowok")
    answer = insider.post(create_url(), profile())
    assert answer.status_code == 422
    assert "Samakah" in answer.content.decode()
    assert there.get_absolute_url() in answer.content.decode()
    insider.post(create_url(), profile(different="on"))
    assert Stakeholder.objects.count() == 2


def test_hamlets_of_the_village_are_offered(insider, village):
    factories.group(village, hamlet="Candi Duwur")
    factories.group(factories.village(PATEN, "Paten"), hamlet="Dusun Sebelah")
    page = insider.get(create_url()).content.decode()
    assert '<option value="Candi Duwur">' in page
    assert "Dusun Sebelah" not in page


def test_groups_are_made_in_a_village_that_is_open_and_a_desa(client, village):
    client.force_login(factories.user(region_code="33.08.06"))
    factories.village("33.08.06.1001", "Kota")
    factories.village("33.08.06.2014", "Belum dibuka", begun=False)
    assert client.get(create_url("33.08.06.1001")).status_code == 404
    assert client.get(create_url("33.08.06.2014")).status_code == 404
    assert client.get(create_url("33.08.06")).status_code == 404
    assert client.get(create_url("33.08.06.2012")).status_code == 200


def test_only_who_records_there_makes_groups(client, village):
    for person, status in [
        (factories.user(Role.OFFICIAL), 403),
        (factories.user(Role.COORDINATOR, "33.08"), 403),
        (factories.user(None), 403),
        (factories.user(region_code="33.08.07"), 404),
        (factories.user(Role.GROUP_OPERATOR, group=factories.group(village)), 404),
    ]:
        client.force_login(person)
        assert client.post(create_url(), profile()).status_code == status
    assert not Stakeholder.objects.filter(name="KWT Melati").exists()


# --- other villages, found by name ---------------------------------------------------------------


def test_the_search_keeps_what_was_ticked(insider, village):
    factories.village(PATEN, "Paten")
    page = insider.get(reverse("presence_search"), {"q": "x", "presences": [PATEN]})
    assert f'value="{PATEN}" id="desa-{PATEN}" checked' in " ".join(page.content.decode().split())


# --- reading -------------------------------------------------------------------------------------


@pytest.fixture
def known(village):
    """A group of which everything is known: CANARY words for what not everybody may read."""
    by = factories.user()
    group = factories.group(village, name="KWT Melati", kind="kwt")
    other = factories.group(village, name="Tani Makmur")
    factories.tie(group, other, "supports", reason="CANARY-reason", by=by)
    factories.tie(other, group, "competes", by=by)
    government = groups.village_government(village)
    factories.tie(group, government, "government", stance="hinder", reason="CANARY-gov", by=by)
    officers.record_officer(
        group=group,
        office="Ketua",
        role="Ketua KWT Melati",
        named={"name": "CANARY-name", "lawful_basis": "consent", "basis_note": ""},
        by=by,
    )
    record_participation(
        village=village,
        group=group,
        role="planning",
        value="name_only",
        reason="CANARY-part",
        as_of=timezone.localdate(),
        base_version=0,
        by=by,
    )
    sheet = factories.worksheet(group, by=by)
    factories.answer(sheet, 7, {"since_year": 2014, "origin": "CANARY-origin"})
    return group


def detail(client, group):
    answer = client.get(reverse("group_detail", args=[group.pk]))
    return answer.status_code, answer.content.decode()


def test_a_facilitator_reads_words_names_and_the_beginning(client, known):
    client.force_login(factories.user())
    status, page = detail(client, known)
    assert status == 200
    for words in ("reason", "gov", "name", "part", "origin"):
        assert f"CANARY-{words}" in page
    assert "belum sepakat" in page
    assert "Menghambat" in page
    assert "1 dari 7 pertanyaan" in page


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD])
def test_an_official_reads_offices_and_ties_but_no_words_names_or_judgement(client, known, role):
    client.force_login(factories.user(role))
    status, page = detail(client, known)
    assert status == 200
    assert "Ketua" in page
    assert "Tani Makmur" in page
    assert "Sekadar nama" in page
    assert "CANARY" not in page
    assert "Menghambat" not in page
    assert "Pemerintah Desa" not in page
    for address in ("ubah", "arsip", "pengurus/tambah", "lembar", "peran"):
        assert f"{known.get_absolute_url()}{address}/" not in page


def test_an_operator_reads_and_edits_the_own_group_only(client, known):
    client.force_login(factories.user(Role.GROUP_OPERATOR, group=known))
    status, page = detail(client, known)
    assert status == 200
    assert "Ketua KWT Melati" in page
    assert "CANARY" not in page
    assert "Tani Makmur" not in page
    assert reverse("group_edit", args=[known.pk]) in page
    assert reverse("group_archive", args=[known.pk]) not in page
    other = Stakeholder.objects.get(name="Tani Makmur")
    assert detail(client, other)[0] == 404
    for name in ("group_edit", "officer_add", "participation_group"):
        assert client.get(reverse(name, args=[other.pk])).status_code == 404


def test_strangers_and_coordinators_read_nothing(client, known):
    client.force_login(factories.user(region_code="33.08.07"))
    stranger = client.get(reverse("group_detail", args=[known.pk]))
    nowhere = client.get(reverse("group_detail", args=[uuid7()]))
    assert stranger.status_code == nowhere.status_code == 404
    assert "KWT Melati" not in stranger.content.decode()
    client.force_login(factories.user(Role.COORDINATOR, "33.08"))
    assert detail(client, known)[0] == 403


def test_a_group_present_here_is_read_here_without_what_was_said_at_home(client, known):
    here = factories.village(PATEN, "Paten")
    Presence.objects.create(stakeholder=known, region=here)
    client.force_login(factories.user(region_code=PATEN))
    status, page = detail(client, known)
    assert status == 200
    assert "CANARY" not in page
    assert "Tani Makmur" not in page
    assert reverse("group_edit", args=[known.pk]) not in page
    assert client.get(reverse("group_edit", args=[known.pk])).status_code == 404


def test_the_other_end_is_nameless_when_the_viewer_may_not_look(client, village):
    group = factories.group(village)
    outside = factories.group(factories.village("33.08.07.2001", "Jauh"), name="CANARY-outside")
    factories.tie(group, outside)
    client.force_login(factories.user())
    page = detail(client, group)[1]
    assert "Pihak di luar wilayah Anda" in page
    assert "CANARY" not in page


def test_the_page_costs_the_same_however_many_ties(client, village, django_assert_max_num_queries):
    group, by = factories.group(village), factories.user()
    for _ in range(30):
        factories.tie(group, factories.group(village), by=by, reason="bersama")
        officers.record_officer(group=group, office="Anggota", role="Anggota", by=by)
    client.force_login(by)
    with django_assert_max_num_queries(30):
        detail(client, group)


# --- changing ------------------------------------------------------------------------------------


def edit_form(group, **fields):
    return profile(name=group.name, version=group.version) | fields


def test_a_change_is_saved_over_the_version_that_was_seen(insider, village):
    group = factories.group(village, kind="kwt")
    url = reverse("group_edit", args=[group.pk])
    answer = insider.post(url, edit_form(group, name="KWT Mawar"))
    group.refresh_from_db()
    assert answer.status_code == 302
    assert (group.name, group.version) == ("KWT Mawar", 2)


def test_two_people_at_one_group_see_both_versions_and_lose_neither(insider, village):
    group = factories.group(village, kind="kwt", name="KWT Melati")
    other = factories.user(full_name="Bu Ratna")
    groups.update_stakeholder(stakeholder=group, base_version=1, data={"hamlet": "Gowok"}, by=other)
    url = reverse("group_edit", args=[group.pk])
    answer = insider.post(url, edit_form(group, version=1, hamlet="Tegalsari"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bu Ratna" in page
    assert "Gowok" in page
    assert "Tegalsari" in page
    group.refresh_from_db()
    assert group.hamlet == "Gowok"
    # Saved once more, knowingly.
    assert 'name="version" value="2"' in page
    assert insider.post(url, edit_form(group, version=2, hamlet="Tegalsari")).status_code == 302


def test_a_change_without_its_version_is_refused(insider, village):
    group = factories.group(village)
    form = edit_form(group)
    del form["version"]
    assert insider.post(reverse("group_edit", args=[group.pk]), form).status_code == 422


def test_other_villages_can_be_taken_away(insider, village):
    there = factories.village(PATEN, "Paten")
    group = factories.group(village, kind="kwt")
    Presence.objects.create(stakeholder=group, region=there)
    url = reverse("group_edit", args=[group.pk])
    assert f'value="{PATEN}"' in insider.get(url).content.decode()
    insider.post(url, edit_form(group, presences=[]))
    assert not group.presences.exists()


def test_a_village_whose_code_a_decree_ended_stays_where_it_was_chosen(insider, village):
    there = factories.village(PATEN, "Paten")
    group = factories.group(village, kind="kwt")
    Presence.objects.create(stakeholder=group, region=there)
    there.inactive_since = timezone.localdate()
    there.save()
    url = reverse("group_edit", args=[group.pk])
    assert insider.post(url, edit_form(group, presences=[PATEN])).status_code == 302
    assert insider.post(create_url(), profile(name="Lain", presences=[PATEN])).status_code == 422


def test_a_kind_no_longer_offered_stays_for_the_group_that_has_it(insider, village):
    group = factories.group(village, kind="arisan")
    group.group_kind.active = False
    group.group_kind.save()
    url = reverse("group_edit", args=[group.pk])
    assert insider.post(url, edit_form(group, group_kind="arisan")).status_code == 302
    assert insider.post(create_url(), profile(group_kind="arisan")).status_code == 422


# --- off the map and back ------------------------------------------------------------------------


def test_archiving_asks_first_and_can_be_undone(insider, village):
    group = factories.group(village)
    tie = factories.tie(group, factories.group(village))
    url = reverse("group_archive", args=[group.pk])
    assert "1 hubungan ikut ditutup" in insider.get(url).content.decode()
    assert Tie.objects.current().exists()
    page = insider.post(url, follow=True).content.decode()
    assert "Pulihkan kelompok" in page
    assert reverse("group_edit", args=[group.pk]) not in page
    assert insider.get(reverse("group_edit", args=[group.pk])).status_code == 404
    insider.post(reverse("group_restore", args=[group.pk]))
    assert list(Tie.objects.current()) == [tie]


def test_an_operator_does_not_archive(client, village):
    group = factories.group(village)
    client.force_login(factories.user(Role.GROUP_OPERATOR, group=group))
    for name in ("group_archive", "group_restore"):
        assert client.post(reverse(name, args=[group.pk])).status_code == 404
    assert Stakeholder.objects.present().filter(pk=group.pk).exists()


def test_names_of_people_are_gone_from_the_page_when_forgotten(client, known):
    person = PersonName.objects.get().stakeholder
    by = factories.user()
    client.force_login(by)
    officers.keep_name(person=person, name="", by=by)
    assert "CANARY-name" not in detail(client, known)[1]
