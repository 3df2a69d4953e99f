"""The matrix of roles, one role, and one group's whole row."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import Participation, Presence
from stakeholders.services.participation import record_participation
from tests import factories

pytestmark = pytest.mark.django_db

PATEN = "33.08.06.2013"


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def insider(client, village):
    client.force_login(factories.user(full_name="Bu Sri"))
    return client


def say(group, role="planning", value="yes", *, base=0, village=None, **fields):
    fields = {"reason": "", "as_of": timezone.localdate(), "by": factories.user()} | fields
    return record_participation(
        village=village or group.village,
        group=group,
        role=role,
        value=value,
        base_version=base,
        **fields,
    )


def matrix_of(client, code=factories.SENGI):
    answer = client.get(reverse("participation_matrix", args=[code]))
    return answer.status_code, " ".join(answer.content.decode().split())


def edit_url(group, role="planning"):
    return reverse("participation_edit", args=[group.pk, role])


def row_url(group):
    return reverse("participation_group", args=[group.pk])


def reading(**fields):
    today = timezone.localdate().isoformat()
    return {"id": uuid7(), "base_version": 0, "value": "yes", "reason": "", "as_of": today} | fields


# --- the matrix ----------------------------------------------------------------------------------


def test_values_are_told_by_mark_and_word(insider, village):
    group = factories.group(village, kind="keagamaan")
    say(group, "planning", "yes")
    say(group, "bpd", "name_only")
    say(group, "deliberation", "no")
    page = matrix_of(insider)[1]
    for face, label in [
        ("yes", "Ya"),
        ("name-only", "Sekadar nama"),
        ("no", "Belum"),
        ("unknown", "Belum ditanya"),
    ]:
        assert re.search(
            rf'class="cell {face}"[^<]*>.{{,40}}<svg class="dot".*?</svg>\s*{label}', page
        )
    assert "1 dari 4" in page


def test_a_role_outside_the_kind_is_a_dash_and_no_gap(insider, village):
    farmers = factories.group(village, kind="otl")
    religious = factories.group(village, kind="majelis-taklim")
    say(farmers, "regulation", "no")
    page = matrix_of(insider)[1]
    assert "Belum ada kelompok yang ikut membahas peraturan desa (Perdes)." in page
    assert "Ditanyakan kepada 1 dari 1 kelompok." in page
    assert 'class="is-outside"' in page
    assert edit_url(religious, "regulation") not in page
    assert edit_url(farmers, "regulation") in page


def test_empty_roles_stand_above_as_sentences(insider, village):
    say(factories.group(village, kind="otl"), "bpd", "yes")
    say(factories.group(village, kind="kwt"), "bpd", "no")
    page = matrix_of(insider)[1]
    assert "Di antara organisasi perempuan belum ada yang punya wakil di BPD." in page


def test_groups_from_elsewhere_have_a_row_too(insider, village):
    guest = factories.group(factories.village(PATEN, "Paten"), name="Gapoktan Lereng")
    Presence.objects.create(stakeholder=guest, region=village)
    page = matrix_of(insider)[1]
    assert "Gapoktan Lereng" in page
    assert "dari Desa Paten" in page
    assert f"{edit_url(guest)}?desa={village.pk}" in page


def test_a_village_without_groups_shows_the_next_step(insider, village):
    status, page = matrix_of(insider)
    assert status == 200
    assert reverse("group_create", args=[village.pk]) in page


def test_archived_groups_leave_the_matrix(insider, village):
    group = factories.group(village, name="Sudah bubar", archived_at=timezone.now())
    assert "Sudah bubar" not in matrix_of(insider)[1]
    assert insider.get(edit_url(group)).status_code == 404
    assert insider.get(row_url(group)).status_code == 404


def test_an_official_reads_values_without_reasons_or_links(client, village):
    group = factories.group(village)
    say(group, "bpd", "no", reason="CANARY-reason")
    client.force_login(factories.user(Role.OFFICIAL))
    status, page = matrix_of(client)
    assert status == 200
    assert "Belum" in page
    assert "CANARY" not in page
    assert edit_url(group, "bpd") not in page
    assert client.get(edit_url(group, "bpd")).status_code == 403
    assert client.get(row_url(group)).status_code == 403


def test_nobody_else_reads_the_matrix(client, village):
    group = factories.group(village, name="CANARY-group")
    for person, status in [
        (factories.user(Role.COORDINATOR, "33.08"), 403),
        (factories.user(region_code="33.08.07"), 404),
        (factories.user(Role.GROUP_OPERATOR, group=group), 404),
    ]:
        client.force_login(person)
        assert matrix_of(client)[0] == status
        assert "CANARY" not in matrix_of(client)[1]


@pytest.mark.parametrize("code", ["33.08.06.1001", "33.08.06", "33.08.06.9999", "desa"])
def test_only_a_desa_has_a_matrix(client, village, code):
    factories.village("33.08.06.1001", "Kota")
    client.force_login(factories.user(region_code="33.08"))
    assert matrix_of(client, code)[0] == 404


def test_the_matrix_costs_the_same_however_many_groups(
    insider, village, django_assert_max_num_queries
):
    for _ in range(40):
        say(factories.group(village))
    with django_assert_max_num_queries(9):
        matrix_of(insider)


def test_a_very_long_list_of_groups_comes_in_pages_and_the_totals_count_all(insider, village):
    for number in range(60):
        group = factories.group(village, name=f"Kelompok nomor {number:02}", kind="ngo")
        say(group, "economy", "no")
    first, second = (
        insider.get(reverse("participation_matrix", args=[village.pk]), {"hal": n}).content.decode()
        for n in (1, 2)
    )
    assert "Kelompok nomor 49" in first
    assert "Kelompok nomor 50" not in first
    assert "Kelompok nomor 50" in second
    for page in (first, second):
        assert "0 dari 60" in page
        assert "Ditanyakan kepada 60 dari 60 kelompok." in page


# --- one role ------------------------------------------------------------------------------------


def test_a_reading_is_recorded_and_the_earlier_one_stays_readable(insider, village):
    group = factories.group(village)
    say(group, value="no", reason="tidak diundang")
    answer = insider.post(edit_url(group), reading(base_version=1, value="name_only"))
    assert answer.url == reverse("participation_matrix", args=[village.pk])
    page = insider.get(edit_url(group)).content.decode()
    assert "tidak diundang" in page
    assert page.index("Sekadar nama</strong>") < page.index("Belum</strong>")


@pytest.mark.parametrize(
    ("kind", "role"),
    [("keagamaan", "regulation"), ("ngo", "planning"), ("otl", "adat_regulation"), ("otl", "raja")],
)
def test_a_role_outside_the_kind_has_no_page(insider, village, kind, role):
    assert insider.get(edit_url(factories.group(village, kind=kind), role)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"as_of": (timezone.localdate() + timedelta(days=1)).isoformat()}, "belum tiba"),
        ({"as_of": ""}, "wajib"),
        ({"value": ""}, "wajib"),
        ({"value": "mungkin"}, "valid"),
        ({"reason": "x" * 2001}, "2000"),
        ({"reason": "NIK 3308061203450001"}, "NIK"),
    ],
)
def test_bad_input_is_told_and_nothing_is_saved(insider, village, fields, words):
    answer = insider.post(edit_url(factories.group(village)), reading(**fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Participation.objects.exists()


def test_two_people_at_one_role_see_both_readings(insider, village):
    group = factories.group(village)
    say(group, value="no", reason="tidak diundang", by=factories.user(full_name="Bu Ratna"))
    form = reading(base_version=0, value="yes", reason="ikut 'rapat' 🎉")
    answer = insider.post(edit_url(group), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Bu Ratna", "tidak diundang", "ikut &#x27;rapat&#x27; 🎉"):
        assert words in page
    assert 'name="base_version" value="1"' in page
    assert insider.post(edit_url(group), form | {"base_version": 1}).status_code == 302
    assert Participation.objects.count() == 2


def test_a_double_click_makes_one_reading(insider, village):
    group, form = factories.group(village), reading()
    assert insider.post(edit_url(group), form).status_code == 302
    assert insider.post(edit_url(group), form).status_code == 302
    assert Participation.objects.count() == 1


def test_an_operator_records_the_own_group_and_never_reads_reasons(client, village):
    group = factories.group(village)
    say(group, value="no", reason="CANARY-reason")
    client.force_login(factories.user(Role.GROUP_OPERATOR, group=group))
    assert "CANARY" not in client.get(edit_url(group)).content.decode()
    assert "CANARY" not in client.get(row_url(group)).content.decode()
    stale = client.post(edit_url(group), reading(base_version=0))
    assert stale.status_code == 409
    assert "CANARY" not in stale.content.decode()
    saved = client.post(edit_url(group), reading(base_version=1))
    assert saved.url == group.get_absolute_url()
    assert client.get(edit_url(factories.group(village))).status_code == 404


def test_a_guest_group_is_recorded_for_the_village_it_is_a_guest_of(client, village):
    home = factories.village(PATEN, "Paten")
    guest = factories.group(home)
    Presence.objects.create(stakeholder=guest, region=village)
    client.force_login(factories.user())
    client.post(f"{edit_url(guest)}?desa={village.pk}", reading())
    assert Participation.objects.get().village == village
    assert client.get(f"{edit_url(guest)}?desa={PATEN}").status_code == 404
    assert client.get(f"{edit_url(guest)}?desa=33.08.07.2001").status_code == 404


# --- the whole row -------------------------------------------------------------------------------


def row(**fields):
    return {"as_of": timezone.localdate().isoformat()} | fields


def test_all_roles_of_a_group_are_saved_at_once(insider, village):
    group = factories.group(village, kind="ngo")
    form = row(value_economy="yes", value_empowerment="no", reason_empowerment="belum sempat")
    assert insider.post(row_url(group), form).status_code == 302
    values = dict(Participation.objects.values_list("role", "value"))
    assert values == {"economy": "yes", "empowerment": "no"}


def test_a_role_left_open_or_unchanged_stays_as_it_was(insider, village):
    group = factories.group(village, kind="ngo")
    say(group, "economy", "yes", reason="pasar", as_of=timezone.localdate() - timedelta(days=90))
    form = row(value_economy="yes", reason_economy="pasar", base_economy=1)
    insider.post(row_url(group), form)
    assert Participation.objects.count() == 1
    insider.post(row_url(group), form | {"all_asked": "on"})
    assert Participation.objects.filter(version=2, as_of=timezone.localdate()).count() == 1


def test_somebody_elses_change_of_an_untouched_role_is_no_conflict(insider, village):
    group = factories.group(village, kind="ngo")
    say(group, "economy", "no")
    say(group, "economy", "yes", base=1)
    form = row(value_economy="no", base_economy=1, value_empowerment="yes")
    assert insider.post(row_url(group), form).status_code == 302
    assert Participation.objects.get(role="empowerment").value == "yes"
    assert Participation.objects.filter(role="economy").count() == 2


def test_two_people_at_one_row_lose_nothing(insider, village):
    group = factories.group(village, kind="ngo")
    say(group, "economy", "no", reason="belum ada usaha")
    form = row(value_economy="yes", base_economy=0, value_empowerment="yes")
    answer = insider.post(row_url(group), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "belum ada usaha" in page
    assert 'name="base_economy" value="1"' in page
    assert Participation.objects.count() == 1
    assert insider.post(row_url(group), form | {"base_economy": 1}).status_code == 302
    assert Participation.objects.count() == 3


def test_a_date_in_the_future_is_told_on_the_row_too(insider, village):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = insider.post(row_url(factories.group(village)), row(as_of=tomorrow))
    assert answer.status_code == 422
    assert "belum tiba" in answer.content.decode()


# --- then and now ----------------------------------------------------------------------------


@pytest.fixture
def last_year(village):
    """A told last year that it was there in name only; now it plans. Its BPD seat is gone."""
    group = factories.group(name="Kelompok A", kind="kwt")
    then = {"as_of": timezone.localdate() - timedelta(days=400)}
    say(group, value="name_only", reason="Hanya hadir.", **then)
    say(group, "bpd", "yes", **then)
    say(group, value="yes", base=1, reason="Dibaca sendiri.")
    say(group, "bpd", "no", base=1, reason="Masa jabatannya habis.")
    return group


def trend_of(page):
    return page.split('id="perkembangan"')[1].split("</section>")[0]


def test_the_matrix_tells_then_and_now_in_words(insider, last_year):
    status, page = matrix_of(insider)

    shown = trend_of(page)
    assert status == 200
    assert "Dari 2 peran yang ditanyakan pada kedua waktu, 1 terisi pada" in shown
    assert "naik 1" in shown
    assert "turun 1" in shown
    assert "Ikut merencanakan pembangunan: Sekadar nama → Ya" in shown
    assert "Punya wakil di BPD: Ya → Belum" in shown


def test_reasons_are_collected_for_the_facilitators_alone_and_never_on_paper(
    client, village, last_year
):
    client.force_login(factories.user())
    page = matrix_of(client)[1]
    assert '<section class="card private" aria-labelledby="judul-alasan">' in page
    assert page.count("Masa jabatannya habis.") == 2
    assert '<span class="words private">Dibaca sendiri.</span>' in page
    assert "Hanya hadir." not in page

    for role in (Role.OFFICIAL, Role.BPD):
        client.force_login(factories.user(role))
        status, page = matrix_of(client)
        assert status == 200
        assert "naik 1" in page
        assert "Alasan" not in page
        assert "habis" not in page
        assert "Dibaca" not in page


def test_without_an_answer_then_there_is_nothing_to_compare_and_a_day_is_offered(insider, village):
    group = factories.group(name="Kelompok A")
    day = timezone.localdate() - timedelta(days=30)
    say(group, as_of=day)

    shown = trend_of(matrix_of(insider)[1])

    assert "belum ada yang bisa dibandingkan" in shown
    assert "1 peran lain baru ditanyakan sesudah itu" in shown
    assert f"?dibanding={day}#perkembangan" in shown


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?dibanding=1/3/2026", 200),
        ("?dibanding=", 200),
        ("?dibanding=9999-12-31", 200),
        ("?dibanding=0001-01-01", 200),
        ("?dibanding=kapan-kapan", 422),
        ("?dibanding=2026-02-30", 422),
    ],
)
def test_any_day_may_be_compared_with_and_what_is_none_is_told(insider, last_year, query, status):
    answer = insider.get(reverse("participation_matrix", args=[factories.SENGI]) + query)

    page = answer.content.decode()
    assert answer.status_code == status
    assert "Kelompok A" in page
    assert ("Tanggal ini tidak terbaca." in page) == (status == 422)
