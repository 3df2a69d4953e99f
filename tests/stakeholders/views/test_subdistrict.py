"""The page of a kecamatan, as everybody who might come by."""

import html
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from jejaring.roles import Role
from stakeholders.models import Participation, Presence, VillageNetwork, Worksheet
from stakeholders.services.groups import village_government
from stakeholders.services.subdistrict import across
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db

DUKUN, PATEN, FAR = "33.08.06", "33.08.06.2013", "33.08.07.2003"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def villages():
    """Two villages of Dukun and one of the next kecamatan."""
    return [
        factories.village(*told) for told in ((SENGI, "Sengi"), (PATEN, "Paten"), (FAR, "Jauh"))
    ]


@pytest.fixture
def facilitator(villages):
    return factories.user(region_code=DUKUN)


def page(client, person, code=DUKUN, query="", status=200):
    client.force_login(person)
    response = client.get(reverse("subdistrict_detail", args=[code]) + query)
    assert response.status_code == status
    return html.unescape(response.content.decode())


def read(group, role, value, by, village=None):
    Participation.objects.create(
        village=village or group.village,
        group=group,
        role=role,
        value=value,
        as_of=date(2026, 3, 1),
        recorded_by=by,
    )


# --- who may open it ---------------------------------------------------------------------------


def test_a_facilitator_of_two_villages_reads_these_two_alone(client, villages):
    third = factories.village("33.08.06.2001", "Ngargomulyo")
    factories.group(third, name="Kanari")
    person = factories.user(region_code=SENGI)
    person.memberships.create(role=Role.FACILITATOR, region_code=PATEN)

    seen = page(client, person)

    assert "Desa Sengi" in seen
    assert "Desa Paten" in seen
    assert "Ngargomulyo" not in seen
    assert "Kanari" not in seen


def test_an_official_reads_the_own_village_alone(client, villages, facilitator):
    factories.group(villages[1], name="Kanari")

    seen = page(client, factories.user(Role.OFFICIAL))

    assert "Desa Sengi" in seen
    assert "Paten" not in seen
    assert "Kanari" not in seen


@pytest.mark.parametrize(
    "code", ["33.08.07", "33.08", "33.08.06.2012", "99.99.99", "x", "33.08.0x", "33.08.06.", "☃"]
)
def test_what_is_no_kecamatan_of_theirs_is_not_there(client, facilitator, code):
    page(client, facilitator, code, status=404)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.COORDINATOR, 403), (Role.GROUP_OPERATOR, 404), (None, 403)]
)
def test_who_reads_no_village_reads_no_kecamatan(client, villages, role, status):
    group = factories.group(villages[0]) if role == Role.GROUP_OPERATOR else None
    page(client, factories.user(role, group=group), status=status)


# --- what it says ------------------------------------------------------------------------------


def test_coverage_counts_a_group_of_several_villages_once(client, villages, facilitator):
    asked, shared = factories.group(villages[0]), factories.group(villages[1], name="Gapoktan")
    Presence.objects.create(stakeholder=shared, region=villages[0])
    factories.worksheet(asked, by=facilitator, completed_at="2026-03-01T00:00Z")

    seen = page(client, facilitator)

    assert "1 dari 2 kelompok sudah diwawancarai" in seen
    assert "Gapoktan ada di Desa Paten dan Desa Sengi." in seen


def test_the_groups_nobody_asked_are_named_those_nobody_spoke_of_first(
    client, villages, facilitator
):
    told, spoken_of, _silent = (
        factories.group(villages[number], name=name)
        for number, name in ((0, "Tani"), (0, "Majelis Taklim"), (1, "Mitra Mandiri"))
    )
    factories.tie(told, spoken_of, by=facilitator)
    factories.worksheet(told, by=facilitator, completed_at="2026-03-01T00:00Z")

    found = across([SENGI, PATEN]).unasked

    assert [group.name for group in found] == ["Mitra Mandiri", "Majelis Taklim"]
    assert [group.mentioned for group in found] == [False, True]
    seen = page(client, facilitator)
    assert seen.index("belum disebut siapa pun") < seen.index("Mitra Mandiri")
    assert seen.index("Mitra Mandiri") < seen.index("Majelis Taklim")


def test_a_group_asked_in_one_village_was_asked(villages, facilitator):
    shared = factories.group(villages[1])
    Presence.objects.create(stakeholder=shared, region=villages[0])
    factories.worksheet(shared, by=facilitator, completed_at="2026-03-01T00:00Z")
    assert across([SENGI, PATEN]).unasked == []


def test_what_a_group_says_of_the_government_mentions_nobody(villages, facilitator):
    group = factories.group(villages[0])
    factories.tie(group, village_government(villages[0]), "government", stance="hinder")
    [unasked] = across([SENGI]).unasked
    assert not unasked.mentioned


def test_a_role_is_empty_everywhere_or_only_in_some_villages(client, villages, facilitator):
    here, there = factories.group(villages[0]), factories.group(villages[1])
    for group, bpd, planning in ((here, "no", "no"), (there, "name_only", "yes")):
        read(group, "bpd", bpd, facilitator)
        read(group, "planning", planning, facilitator)

    gaps = {str(gap.role): gap for gap in across([SENGI, PATEN]).role_gaps}

    assert set(gaps) == {"bpd", "planning"}
    assert gaps["bpd"].is_everywhere
    assert (gaps["bpd"].empty, gaps["bpd"].asked, gaps["bpd"].unknown) == ((SENGI, PATEN), 2, 0)
    assert (gaps["planning"].empty, gaps["planning"].filled) == ((SENGI,), (PATEN,))
    seen = page(client, facilitator)
    assert "belum ada kelompok yang punya wakil di BPD." in seen
    assert "Kosong di Desa Sengi. Sudah jalan di Desa Paten" in seen


def test_a_role_nobody_was_asked_about_is_no_gap(villages, facilitator):
    group = factories.group(villages[0])
    read(group, "planning", "not_applicable", facilitator)
    assert across([SENGI]).role_gaps == []


def test_changes_are_told_since_the_month_that_was_chosen(client, villages, facilitator):
    groups = [factories.group(villages[0]) for _ in range(2)]
    for group in groups:
        factories.worksheet(
            group, by=facilitator, held_on=date(2026, 1, 5), completed_at="2026-01-05T00:00Z"
        )
    villages[0].stakeholders.update(created_at="2026-01-05T00:00Z")
    factories.tie(*groups, by=facilitator, since=date(2026, 4, 1))

    march, june = (page(client, facilitator, query=f"?sejak=2026-{m}") for m in ("03", "06"))

    assert "Yang berubah sejak Maret 2026" in march
    assert "1 hubungan baru" in march
    assert "1 hubungan baru" not in june


def test_each_village_says_which_sorts_of_group_are_met_there(client, villages, facilitator):
    fishers = factories.group(villages[1], name="Nelayan", kind="nelayan")
    Presence.objects.create(stakeholder=fishers, region=villages[0])
    for name in ("KWT", "PKK"):
        factories.group(villages[1], name=name, kind="kwt")

    seen = page(client, facilitator)

    assert '<p class="soft small">Kelompok nelayan 1</p>' in seen
    assert '<p class="soft small">Kelompok nelayan 1 · Organisasi perempuan 2</p>' in seen


def test_months_go_back_to_the_first_interview_even_one_nobody_dated(client, villages, facilitator):
    for held_on, begun in ((date(2026, 3, 20), "2026-05-01"), (None, "2025-11-30")):
        sheet = factories.worksheet(factories.group(villages[0]), by=facilitator, held_on=held_on)
        Worksheet.objects.filter(pk=sheet.pk).update(started_at=f"{begun}T10:00Z")

    seen = page(client, facilitator)

    assert across([SENGI]).first_day == date(2025, 11, 30)
    assert 'value="2025-11"' in seen
    assert 'value="2025-10"' not in seen
    assert 'sejak=2025-11#perubahan"' in seen  # one tap: since the beginning


def test_a_month_before_all_that_is_known_can_be_asked_for(client, villages, facilitator):
    seen = page(client, facilitator, query="?sejak=2019-01")
    assert "Yang berubah sejak Januari 2019" in seen
    assert re.search('<option value="2019-01" selected>', seen)


def test_a_long_list_of_the_overlooked_is_folded_with_its_number(client, villages, facilitator):
    for number in range(8):
        factories.group(villages[0], name=f"Kelompok {number}")
    seen = page(client, facilitator)
    assert seen.index("Kelompok 4") < seen.index("3 kelompok lagi") < seen.index("Kelompok 5")


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-01", "2026-03-01", "0000-00"])
def test_no_month_is_no_harm(client, facilitator, month):
    assert "Yang berubah sejak" in page(client, facilitator, query=f"?sejak={month}")


def test_each_village_opens_on_its_findings(client, villages, facilitator):
    here = [factories.group(villages[0], name=name) for name in ("Tani", "KWT")]
    factories.tie(here[0], here[1], "supports", by=facilitator)
    factories.tie(here[1], here[0], "competes", by=facilitator)
    VillageNetwork.objects.outdate(SENGI)

    seen = page(client, facilitator)

    assert "Tani berkata “saling mendukung”" in seen
    assert "KWT berkata “bersaing”" in seen


def test_officials_read_no_private_word_in_it(client, villages, facilitator):
    group = factories.group(villages[0], name="Tani")
    factories.tie(
        group,
        village_government(villages[0]),
        "government",
        stance="hinder",
        reason="kanari-alasan",
        by=facilitator,
    )
    VillageNetwork.objects.outdate(SENGI)

    seen = page(client, factories.user(Role.OFFICIAL))

    assert "kanari-alasan" not in seen
    assert "menghambat" not in seen


@pytest.mark.parametrize("count", [2, 6])
def test_the_facts_across_villages_cost_the_same_however_many(
    facilitator, count, django_assert_num_queries
):
    codes = [f"33.08.06.20{number:02}" for number in range(1, count + 1)]
    for code in codes:
        factories.group(factories.village(code, code))
    with django_assert_num_queries(7):
        across(codes)


def test_the_first_page_leads_there_where_there_are_several_villages(client, villages):
    several, one = factories.user(region_code=DUKUN), factories.user(region_code=FAR)
    for person, there in ((several, True), (one, False)):
        client.force_login(person)
        home = client.get(reverse("home")).content.decode()
        assert (reverse("subdistrict_detail", args=[DUKUN]) in home) == there
