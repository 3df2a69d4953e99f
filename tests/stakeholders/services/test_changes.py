"""What changed between two days, in one village and in many at once."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from jejaring.models import User
from jejaring.roles import Role
from stakeholders.models import Presence, Stakeholder, Tie, VillageNetwork
from stakeholders.services.changes import Counts, changes_since, counts_of, read_changes
from stakeholders.services.groups import archive_stakeholder, village_government
from stakeholders.services.network import audience_of
from tests import factories
from tests.factories import SENGI
from tests.sample import sample_district

pytestmark = pytest.mark.django_db

JANUARY, MARCH, JUNE = date(2026, 1, 15), date(2026, 3, 1), date(2026, 6, 1)
TODAY = date(2026, 11, 1)


def at(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def group(recorded=JANUARY, *, interviewed=None, **fields):
    row = factories.group(created_at=at(recorded), **fields)
    if interviewed:
        factories.worksheet(row, held_on=interviewed, completed_at=at(interviewed))
    VillageNetwork.objects.outdate(row.village_id)
    return row


def tie(source, target, kind="supports", since=JANUARY, until=None, **fields):
    closed = at(until) if until else None
    return factories.tie(source, target, kind, since=since, until=until, closed_at=closed, **fields)


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def facilitator(sengi):
    return factories.user()


def between(village, user, since=MARCH, until=TODAY):
    return read_changes(village, user, since=since, until=until)


def test_news_removals_and_what_is_only_heard_are_counted_apart(sengi, facilitator):
    """A was asked before March, B only in June."""
    a, b = group(interviewed=JANUARY), group(interviewed=JUNE)
    c, d, e = group(), group(), group()
    tie(a, c, until=JUNE)
    tie(a, d, "competes", until=JUNE)
    tie(a, d, "supports", since=JUNE)
    tie(a, e, since=JUNE)
    tie(b, c, since=JUNE)

    found = between(sengi, facilitator)

    assert counts_of(found.comparison) == Counts(
        added=1, removed=1, changed=1, heard=1, connected=1, interviewed=1
    )
    assert not counts_of(found.comparison).is_quiet
    assert (found.before.on, found.after.on) == (MARCH, TODAY)


def test_where_only_more_was_asked_the_village_is_quiet(sengi, facilitator):
    a, b = group(interviewed=JUNE), group()
    tie(a, b, since=JUNE)

    counts = counts_of(between(sengi, facilitator).comparison)

    assert counts == Counts(heard=1, interviewed=1)
    assert counts.is_quiet


def test_the_team_is_told_of_judgements_and_others_count_the_same(sengi, facilitator):
    a = group(interviewed=JANUARY)
    government = village_government(sengi)
    tie(a, government, "government", stance="support", until=JUNE)
    tie(a, government, "government", since=JUNE, stance="hinder")

    team = between(sengi, facilitator).comparison
    others = between(sengi, factories.user(Role.OFFICIAL)).comparison

    assert [(c.before, c.after) for c in team.changed] == [("support", "hinder")]
    assert others.changed == others.added == others.removed == ()
    assert counts_of(team) == counts_of(others) == Counts()


def test_who_only_a_judgement_knew_then_counts_the_same_for_all(sengi, facilitator):
    """B was recorded in June; its judgement of the government was typed back to January."""
    a, b = group(interviewed=JANUARY), group(JUNE, interviewed=JANUARY)
    tie(b, village_government(sengi), "government", stance="passive")
    tie(a, b, since=JUNE)

    team, others = (
        counts_of(between(sengi, user).comparison)
        for user in (facilitator, factories.user(Role.OFFICIAL))
    )

    assert team == others == changes_since([SENGI], MARCH, TODAY)[SENGI]
    assert (team.added, team.heard) == (0, 1)


def test_a_party_only_dependency_knows_changes_nothing_for_anybody(sengi, facilitator):
    lender = factories.person(restricted=True, created_at=at(JUNE))
    a = group(interviewed=JANUARY)
    tie(lender, a, "membership", since=JUNE, office="pembina")

    for user in (facilitator, factories.user(Role.BPD)):
        found = between(sengi, user).comparison
        assert (found.added, found.arrived) == ((), ())


# --- many villages ---------------------------------------------------------------------------


def test_many_villages_are_counted_as_each_alone(sengi, facilitator):
    """A guest, an archived group, an end beyond the village, a judgement and a secret."""
    near = factories.village("33.08.06.2001", "Ngargomulyo")
    guest, beyond = group(home=near, interviewed=JANUARY), group(home=near)
    Presence.objects.create(stakeholder=guest, region=sengi)
    a, b, gone = group(interviewed=JANUARY), group(interviewed=JUNE), group()
    tie(a, gone)
    archive_stakeholder(stakeholder=gone, by=facilitator)
    Stakeholder.objects.filter(pk=gone.pk).update(archived_at=at(JUNE))
    Tie.objects.filter(target=gone).update(until=JUNE, closed_at=at(JUNE))
    tie(a, beyond, since=JUNE)
    tie(a, guest, since=JUNE)
    tie(b, a, "competes", since=JUNE)
    tie(guest, beyond, since=JUNE)
    tie(a, village_government(sengi), "government", since=JUNE, stance="hinder")
    tie(factories.person(restricted=True), a, "membership", since=JUNE, office="pembina")

    counted = changes_since([SENGI, near.pk, "33.08.06.2009"], MARCH, TODAY)

    for village in (sengi, near):
        user = factories.user(region_code=village.pk)
        assert counted[village.pk] == counts_of(between(village, user).comparison)
    assert counted[SENGI].added == 2
    assert counted["33.08.06.2009"] == Counts()


@pytest.mark.parametrize("since", [date(2025, 12, 31), MARCH, date(2026, 7, 1), date(2026, 10, 30)])
def test_in_the_sample_the_counts_are_those_of_each_page(since):
    sample_district()
    user = User.objects.get(username="pendamping")
    codes = list(factories.SAMPLE_VILLAGES)

    counted = changes_since(codes, since)

    for code in codes:
        village = factories.village(code, begun=False)
        assert audience_of(user, code) == "team"
        alone = read_changes(village, user, since=since, until=timezone.localdate())
        assert counted[code] == counts_of(alone.comparison)


@pytest.mark.parametrize("count", [1, 4])
def test_counting_takes_four_queries_however_many_villages(
    count, facilitator, django_assert_num_queries
):
    codes = [f"33.08.06.20{number:02}" for number in range(20, 20 + count)]
    for code in codes:
        home = factories.village(code, code)
        tie(group(home=home), group(home=home), by=facilitator)

    with django_assert_num_queries(4):
        assert len(changes_since(codes, MARCH)) == count


def test_no_villages_and_days_to_come_are_no_trouble():
    assert changes_since([], MARCH) == {}
    tomorrow = timezone.localdate() + timedelta(1)
    assert changes_since([SENGI], tomorrow, date.max) == {SENGI: Counts()}
