"""Marking what the map noticed, and reading it: the team, those who only read, strangers."""

import html
from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import FindingMark, Stakeholder, VillageNetwork
from stakeholders.presenters.findings.board import Board
from stakeholders.presenters.findings.changes import MONTHS_BACK, months_ago
from stakeholders.services.marks import marks_of
from stakeholders.services.network import read_network
from stakeholders.services.party_merging import merge_parties, separate_parties
from stakeholders.services.ties import state_tie
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db

NOTE = "kanari-catatan"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def facilitator():
    return factories.user(full_name="Kanari Pendamping")


@pytest.fixture
def official(village):
    return factories.user(Role.OFFICIAL)


@pytest.fixture
def groups():
    """Farmers and women, who say opposite things of each other; the youth knows both."""
    return [factories.group(name=name) for name in ("Tani", "KWT", "Karang Taruna")]


@pytest.fixture
def village(groups, facilitator):
    village = groups[0].village
    farmers, women, youth = groups
    say(farmers, women, "supports", facilitator)
    say(women, farmers, "competes", facilitator)
    say(youth, farmers, "supports", facilitator)
    for group in groups[:2]:
        factories.worksheet(group, by=facilitator, completed_at="2026-03-01T00:00Z")
    VillageNetwork.objects.outdate(village.pk)
    return village


def say(source, target, kind, by):
    return state_tie(village=source.village, source=source, target=target, kind=kind, by=by)


def board(village, user):
    reading = read_network(village, user)
    return Board(reading, marks_of(village, for_team=reading.for_team))


def finding(village, user, kind="disputed"):
    return next(told.finding for told in board(village, user).open if told.finding.kind == kind)


def mark(client, one, **said):
    form = {"id": uuid7(), "state": one.state, "verdict": "discussed", "note": NOTE}
    return client.post(one.mark_url, form | said)


def page(client, route="village_detail", *args):
    return html.unescape(client.get(reverse(route, args=args or [SENGI])).content.decode())


# --- marking -------------------------------------------------------------------------------------


def test_a_marked_finding_goes_to_the_end_with_who_when_and_why(client, village, facilitator):
    client.force_login(facilitator)
    disputed = finding(village, facilitator)
    assert "Sudah dibicarakan (" not in page(client)

    response = mark(client, disputed)

    assert response.status_code == 302
    after = page(client)
    assert "Sudah dibicarakan (1)" in after
    assert NOTE in after
    assert "Kanari Pendamping" in after
    now = board(village, facilitator)
    assert "disputed" not in {told.finding.kind for told in now.open}
    assert [told.finding.key for told in now.settled] == [disputed.key]


def test_others_see_that_it_was_marked_without_note_and_name(
    client, village, facilitator, official
):
    client.force_login(facilitator)
    mark(client, finding(village, facilitator))
    client.force_login(official)

    seen = page(client)

    assert "Sudah dibicarakan (1)" in seen
    assert NOTE not in seen
    assert "Kanari Pendamping" not in seen
    assert "/temuan/" not in seen


def test_a_mark_is_taken_back(client, village, facilitator):
    client.force_login(facilitator)
    disputed = finding(village, facilitator)
    mark(client, disputed)
    assert "Batalkan tanda" in page(client, "finding_mark", SENGI, disputed.key)

    client.post(disputed.mark_url, {"id": uuid7(), "batal": "1"})

    assert finding(village, facilitator).key == disputed.key
    assert [m.verdict for m in FindingMark.objects.order_by("marked_at")] == ["discussed", "open"]
    assert NOTE in page(client, "finding_mark", SENGI, disputed.key)


def test_a_marked_finding_returns_when_its_numbers_change(client, village, facilitator):
    client.force_login(facilitator)
    coverage = finding(village, facilitator, "coverage")
    mark(client, coverage)
    assert board(village, facilitator).settled

    factories.group(village, name="Baru")
    VillageNetwork.objects.outdate(village.pk)

    [told] = [told for told in board(village, facilitator).open if told.mark]
    assert told.finding.key == coverage.key
    assert told.changed
    assert "tetapi keadaannya berubah" in page(client)


def test_an_interview_elsewhere_leaves_a_mark_in_place(client, village, facilitator, groups):
    client.force_login(facilitator)
    mark(client, finding(village, facilitator))

    factories.worksheet(groups[2], by=facilitator, completed_at="2026-04-01T00:00Z")
    VillageNetwork.objects.outdate(village.pk)

    assert [t.finding.kind for t in board(village, facilitator).settled] == ["disputed"]


def test_a_finding_that_changed_while_the_form_was_open_is_shown_again(
    client, village, facilitator
):
    client.force_login(facilitator)

    response = mark(client, finding(village, facilitator), state="c" * 24)

    assert response.status_code == 409
    assert "Keadaannya berubah" in response.content.decode()
    assert NOTE in response.content.decode()
    assert not FindingMark.objects.exists()


@pytest.mark.parametrize(
    "form",
    [{"verdict": "open"}, {"verdict": "x", "id": "x"}, {"batal": "1", "id": "x"},
     {"note": "1" * 16, "verdict": "discussed"}],
)  # fmt: skip
def test_a_form_that_says_nothing_marks_nothing(client, village, facilitator, form):
    client.force_login(facilitator)

    response = client.post(finding(village, facilitator).mark_url, form)

    assert response.status_code == 422
    assert not FindingMark.objects.exists()


@pytest.mark.parametrize("key", ["x", "a" * 24, "none_yet"])
def test_what_is_no_finding_cannot_be_marked(client, village, facilitator, key):
    client.force_login(facilitator)
    assert client.get(reverse("finding_mark", args=[SENGI, key])).status_code == 404


def test_who_only_reads_and_who_is_a_stranger_cannot_mark(client, village, facilitator, official):
    url = finding(village, facilitator).mark_url
    elsewhere = factories.user(region_code="33.08.07.2003")
    for person, status in ((official, 403), (elsewhere, 404), (factories.user(role=None), 403)):
        client.force_login(person)
        assert client.get(url).status_code == status
        assert client.post(url, {"verdict": "discussed"}).status_code == status
    assert not FindingMark.objects.exists()


def test_the_beginning_of_all_is_nothing_to_mark(facilitator):
    village = factories.village()
    factories.group(village)
    VillageNetwork.objects.outdate(village.pk)

    [told] = board(village, facilitator).open

    assert (told.finding.kind, told.finding.mark_url) == ("none_yet", "")


# --- on the page of a party ----------------------------------------------------------------------


def test_a_group_opens_on_what_the_map_noticed_about_it(client, village, facilitator, groups):
    client.force_login(facilitator)

    farmers, youth = (page(client, "group_detail", groups[number].pk) for number in (0, 2))

    assert "2 dari 3 kelompok sudah diwawancarai" in farmers
    assert "Tani berkata “saling mendukung”" in farmers
    assert farmers.index("sudah diwawancarai") < farmers.index("Tani berkata")
    assert "Tani berkata" not in youth


def test_a_person_opens_on_the_findings_about_them(client, village, facilitator, groups):
    """Guru teaches in two groups that do not know each other."""
    teacher = factories.person(name="Guru")
    for group in groups[1:]:
        factories.tie(teacher, group, "membership")
    VillageNetwork.objects.outdate(village.pk)
    client.force_login(facilitator)

    assert "belum berhubungan, padahal Guru mengenal keduanya" in page(
        client, "stakeholder_detail", teacher.pk
    )


def test_an_official_reads_the_findings_of_a_group_and_marks_none(
    client, village, official, groups
):
    client.force_login(official)

    seen = page(client, "group_detail", groups[0].pk)

    assert "Belum sepakat" in seen
    assert "Catat hasilnya" not in seen


def test_the_operator_of_a_group_reads_no_finding(client, village, groups):
    """Findings name other groups, which an operator does not see."""
    client.force_login(factories.user(Role.GROUP_OPERATOR, group=groups[0]))

    assert "Belum sepakat" not in page(client, "group_detail", groups[0].pk)


def test_a_party_known_from_dependency_alone_has_no_findings(client, village, facilitator):
    patron = factories.person(name="Pengepul", restricted=True)
    client.force_login(facilitator)

    assert "Yang terlihat dari peta" not in page(client, "stakeholder_detail", patron.pk)


# --- what changed of late ------------------------------------------------------------------------


def test_a_village_tells_what_changed_of_late_and_leads_to_the_comparison(
    client, village, facilitator, groups
):
    village.stakeholders.update(created_at="2025-01-05T00:00Z")
    groups[0].worksheets.update(held_on="2025-02-01")
    client.force_login(facilitator)
    since = months_ago(MONTHS_BACK)

    seen = page(client)

    assert "Yang berubah" in seen
    assert "hubungan baru" in seen
    assert f"/perubahan/?sejak={since.isoformat()}" in seen


def test_a_village_in_which_nothing_changed_says_nothing_of_it(client, village, facilitator):
    village.ties.update(since="2025-02-01", recorded_at="2025-02-01T00:00Z")
    client.force_login(facilitator)

    assert "/perubahan/?sejak=" not in page(client)


@pytest.mark.parametrize(
    ("back", "first"), [(0, "2026-02-01"), (1, "2026-01-01"), (2, "2025-12-01"), (14, "2024-12-01")]
)
def test_months_are_counted_back_over_the_new_year(monkeypatch, back, first):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 2, 28))
    assert months_ago(back).isoformat() == first


# --- when two groups turn out to be one ----------------------------------------------------------


def test_a_mark_goes_along_when_groups_are_merged_and_comes_back_with_them(
    client, village, facilitator
):
    client.force_login(facilitator)
    disputed = finding(village, facilitator)
    mark(client, disputed)
    told_of = Stakeholder.objects.get(pk=disputed.subjects[0])
    twin = factories.group(village, name=f"{told_of.name} (tulisan lain)")

    merge = merge_parties(kept=twin, absorbed=told_of, by=facilitator)

    now = board(village, facilitator)
    assert "disputed" not in {told.finding.kind for told in now.open}
    [settled] = now.settled
    assert settled.finding.key != disputed.key
    assert settled.mark.note == NOTE
    assert NOTE in page(client, "finding_mark", SENGI, settled.finding.key)

    separate_parties(merge=merge, by=facilitator)

    assert [told.finding.key for told in board(village, facilitator).settled] == [disputed.key]


def test_a_mark_that_went_along_is_taken_back_like_any_other(client, village, facilitator):
    client.force_login(facilitator)
    disputed = finding(village, facilitator)
    mark(client, disputed)
    told_of = Stakeholder.objects.get(pk=disputed.subjects[1])
    merge_parties(kept=factories.group(village, name="Kembaran"), absorbed=told_of, by=facilitator)
    [settled] = board(village, facilitator).settled

    client.post(settled.finding.mark_url, {"id": uuid7(), "batal": "1"})

    now = board(village, facilitator)
    assert now.settled == []
    assert settled.finding.key in {told.finding.key for told in now.open}
