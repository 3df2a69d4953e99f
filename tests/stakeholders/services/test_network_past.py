"""The network as it held on an earlier day, for each of the two audiences."""

import json
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.utils import timezone

from jejaring.roles import Role
from stakeholders.models import PatronClientTie, Stakeholder, Tie, VillageNetwork, Worksheet
from stakeholders.services.arrangement import tidy_network
from stakeholders.services.dependency import revise_dependency
from stakeholders.services.groups import archive_stakeholder, village_government
from stakeholders.services.network import places_of, read_network
from stakeholders.services.ties import close_tie, state_tie
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db

JANUARY, MARCH, JUNE = date(2026, 1, 15), date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def facilitator(sengi):
    return factories.user()


@pytest.fixture
def official(sengi):
    return factories.user(Role.OFFICIAL)


def at(day, hour=12):
    """A moment of that day, as the clock of the village shows it."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def group(recorded=JANUARY, **fields):
    return factories.group(created_at=at(recorded), **fields)


def tie(source, target, kind="supports", since=JANUARY, until=None, **fields):
    VillageNetwork.objects.outdate(source.village_id)
    closed = at(until) if until else None
    return factories.tie(source, target, kind, since=since, until=until, closed_at=closed, **fields)


def depend(patron, client, by, recorded=JANUARY, **fields):
    fields = {"forms": ["capital"], "frequency": "weekly", "tightness": "binding", **fields}
    VillageNetwork.objects.outdate(patron.village_id)
    return PatronClientTie.objects.create(
        village=patron.village, patron=patron, client=client, recorded_by=by,
        recorded_at=at(recorded), **fields,
    )  # fmt: skip


def pairs(reading):
    names = {party["id"]: party["name"] for party in reading.parties}
    return {tuple(sorted((names[line["a"]], names[line["b"]]))) for line in reading.lines}


def names(parties):
    return sorted(party["name"] for party in parties)


# --- which statements hold ---------------------------------------------


def test_a_tie_holds_from_its_first_day_until_the_day_before_its_last(sengi, facilitator):
    tie(group(name="A"), group(name="B"), since=MARCH, until=JUNE)

    def holds(day):
        return pairs(read_network(sengi, facilitator, on=day)) == {("A", "B")}

    assert [holds(MARCH - timedelta(1)), holds(MARCH), holds(JUNE - timedelta(1)), holds(JUNE)] == [
        False,
        True,
        True,
        False,
    ]


def test_an_interview_typed_later_counts_from_its_own_day(sengi, facilitator):
    a, b = group(name="A"), group(name="B")
    tie(a, b, since=date(2026, 2, 20), recorded_at=at(date(2026, 4, 2)))

    assert pairs(read_network(sengi, facilitator, on=MARCH)) == {("A", "B")}


def test_a_statement_that_changed_is_read_as_it_stood_then(sengi, facilitator):
    a, b = group(name="A"), group(name="B")
    tie(a, b, "competes", until=JUNE)
    tie(a, b, "supports", since=JUNE)

    kinds = [read_network(sengi, facilitator, on=day).lines[0]["kind"] for day in (MARCH, JUNE)]
    assert kinds == ["competes", "supports"]


def test_a_statement_taken_back_on_its_own_day_held_on_no_day(sengi, facilitator):
    a, b = group(name="A"), group(name="B")
    tie(a, b, "competes", since=MARCH, until=MARCH)

    for day in (MARCH - timedelta(1), MARCH, MARCH + timedelta(1)):
        assert read_network(sengi, facilitator, on=day).lines == []


def test_the_past_day_of_today_and_of_tomorrow_is_now(sengi, facilitator):
    a, b, c = group(), group(), group()
    close_tie(
        tie=state_tie(village=sengi, source=a, target=b, kind="supports", by=facilitator),
        by=facilitator,
    )
    state_tie(village=sengi, source=b, target=c, kind="supports", by=facilitator)
    today = timezone.localdate()

    now = read_network(sengi, facilitator)
    for day in (today, today + timedelta(1), date.max):
        read = read_network(sengi, facilitator, on=day)
        assert (read.on, read.lines, read.parties) == (None, now.lines, now.parties)


def test_yesterday_is_like_now_when_nothing_happened_today(sengi, facilitator, official):
    """The rows of a past day and those of now are found in two ways."""
    groups = [group(name=name) for name in "ABCDE"]
    for one, other in pairwise(groups):
        tie(one, other)
    tie(groups[0], village_government(sengi), "government", stance="hinder")
    Stakeholder.objects.filter(kind="government").update(created_at=at(JANUARY))
    tie(groups[3], groups[1], "competes", until=MARCH)
    archive_stakeholder(stakeholder=groups[4], by=facilitator)
    Stakeholder.objects.filter(pk=groups[4].pk).update(archived_at=at(JUNE))
    Tie.objects.filter(target=groups[4]).update(until=JUNE, closed_at=at(JUNE))
    yesterday = timezone.localdate() - timedelta(1)

    for user in (facilitator, official):
        past, now = read_network(sengi, user, on=yesterday), read_network(sengi, user)
        assert past.lines == now.lines
        early = [{k: v for k, v in party.items() if k != "early"} for party in past.parties]
        assert early == now.parties
        assert past.findings == now.findings


@pytest.mark.parametrize("day", [date.min, date(1900, 1, 1)])
def test_before_anything_was_known_nothing_is_there(sengi, facilitator, day):
    tie(group(), group())

    reading = read_network(sengi, facilitator, on=day)

    assert (reading.parties, reading.lines, reading.positions) == ([], [], {})
    assert [found["kind"] for found in reading.findings] == ["none_yet"]


# --- who is on the map ---------------------------------------------


def test_a_group_is_on_the_map_from_the_day_it_was_recorded(sengi, facilitator):
    group(name="A")
    group(MARCH, name="B")
    group(JUNE, name="C")
    VillageNetwork.objects.outdate(SENGI)

    assert names(read_network(sengi, facilitator, on=MARCH).parties) == ["A", "B"]


def test_a_group_recorded_later_is_there_if_a_tie_of_that_day_touches_it(sengi, facilitator):
    tie(group(name="A"), group(JUNE, name="B"), since=JANUARY)

    assert names(read_network(sengi, facilitator, on=MARCH).parties) == ["A", "B"]


def test_who_left_since_is_there_with_its_name_and_ties(sengi, facilitator):
    a, b = group(name="A"), group(name="B")
    tie(a, b)
    archive_stakeholder(stakeholder=b, by=facilitator)

    past = read_network(sengi, facilitator, on=MARCH)

    assert pairs(past) == {("A", "B")}
    assert names(read_network(sengi, facilitator).parties) == ["A"]


def test_a_group_was_interviewed_when_the_interview_was_held(sengi, facilitator):
    """Of an interview without a day the day of completion counts; an open one counts for none."""
    dated, undated, open_one = group(name="A"), group(name="B"), group(name="C")
    factories.worksheet(dated, held_on=MARCH, completed_at=at(JUNE))
    factories.worksheet(undated, completed_at=at(JUNE))
    factories.worksheet(open_one, held_on=MARCH)
    VillageNetwork.objects.outdate(SENGI)

    def asked(day):
        reading = read_network(sengi, facilitator, on=day)
        return "".join(names(p for p in reading.parties if p["asked"]))

    assert [asked(day) for day in (MARCH - timedelta(1), MARCH, JUNE)] == ["", "A", "AB"]


# --- what is private stays private ---------------------------------------------


def test_others_see_of_the_past_what_they_may_see_of_today(sengi, facilitator, official):
    a, b = group(name="A"), group(name="B")
    tie(a, b)
    tie(a, village_government(sengi), "government", stance="hinder", until=JUNE)
    lender = factories.person(name="Pelepas uang", restricted=True, created_at=at(JANUARY))
    depend(lender, a, facilitator)
    tie(lender, b, "membership", office="pembina", until=JUNE)

    team, others = (read_network(sengi, user, on=MARCH) for user in (facilitator, official))

    assert {line["kind"] for line in team.lines} == {"supports", "government"}
    assert {line["kind"] for line in team.private_lines} == {"depends", "membership"}
    assert names(team.private_parties) == ["Pelepas uang"]
    assert pairs(others) == {("A", "B")}
    assert others.private_lines == others.private_parties == []
    shown = json.dumps([others.parties, others.lines, others.positions], default=str)
    assert str(lender.pk) not in shown
    assert "hinder" not in shown


def test_a_judgement_puts_nobody_on_the_map_of_others(sengi, facilitator, official):
    """B was recorded in June; only how it judged the government was typed back to January."""
    group(name="A")
    tie(group(JUNE, name="B"), village_government(sengi), "government", stance="passive")

    team, others = (read_network(sengi, user, on=MARCH) for user in (facilitator, official))

    assert names(team.parties) == ["A", "B", "Pemerintah Desa Sengi"]
    assert names(others.parties) == ["A"]
    assert team.findings == others.findings


def test_a_dependency_puts_nobody_on_the_map_of_others(sengi, facilitator, official):
    lender = factories.person(name="Pelepas uang", restricted=True)
    depend(lender, group(JUNE, name="B"), facilitator, recorded=JUNE, since=date(2020, 1, 1))

    team, others = (read_network(sengi, user, on=MARCH) for user in (facilitator, official))

    assert [line["kind"] for line in team.private_lines] == ["depends"]
    assert others.parties == []


def test_the_end_beyond_the_village_is_nameless_in_the_past_as_well(sengi, facilitator):
    stranger = factories.group(factories.village("33.08.06.2001", "Ngargomulyo"), name="Rahasia")
    tie(group(), stranger)

    past, now = read_network(sengi, facilitator, on=MARCH), read_network(sengi, facilitator)

    assert "Rahasia" not in json.dumps(past.parties)
    assert past.lines == now.lines


# --- dependencies ---------------------------------------------


def test_a_dependency_holds_since_its_own_day_and_a_revision_since_it_was_made(sengi, facilitator):
    lender, a = factories.person(restricted=True), group()
    old = depend(lender, a, facilitator, tightness="loose", since=date(2020, 1, 1), recorded=MARCH)
    new = revise_dependency(tie=old, by=facilitator, tightness="binding")
    PatronClientTie.objects.filter(pk=old.pk).update(closed_at=at(JUNE))
    PatronClientTie.objects.filter(pk=new.pk).update(recorded_at=at(JUNE))

    def tightness(day):
        return [
            line["tightness"] for line in read_network(sengi, facilitator, on=day).private_lines
        ]

    assert tightness(date(2019, 12, 31)) == []
    assert tightness(JANUARY) == tightness(JUNE - timedelta(1)) == ["loose"]
    assert tightness(JUNE) == ["binding"]


def test_of_two_rows_of_one_dependency_one_line_is_drawn(sengi, facilitator):
    lender, a = factories.person(restricted=True), group()
    old = depend(lender, a, facilitator, since=date(2020, 1, 1), closed_at=at(JUNE))
    depend(lender, a, facilitator, since=date(2020, 1, 1), tightness="loose", recorded=JUNE)
    assert old.closed_at

    [line] = read_network(sengi, facilitator, on=MARCH).private_lines
    assert line["tightness"] == "loose"


# --- where they stand, and what is stored ---------------------------------------------


@pytest.fixture
def row_of_six(sengi, facilitator):
    """A – B – C – D – E – F, laid out and stored."""
    groups = [group(name=name) for name in "ABCDEF"]
    for one, other in pairwise(groups):
        tie(one, other)
    read_network(sengi, facilitator).positions  # noqa: B018
    return groups


def test_everybody_stands_where_they_stand_today(sengi, facilitator, row_of_six):
    now = read_network(sengi, facilitator).positions

    past = read_network(sengi, facilitator, on=MARCH).positions

    assert {party: list(point) for party, point in past.items()} == now


def test_everybody_stands_where_today_will_draw_them_although_nobody_drew_it_yet(
    sengi, facilitator
):
    groups = [group(name=name) for name in "ABCDEF"]
    for one, other in pairwise(groups):
        tie(one, other)
    tie(groups[0], groups[5], since=JUNE)

    past = read_network(sengi, facilitator, on=MARCH).positions

    assert VillageNetwork.objects.get(pk=SENGI).positions == {}
    now = read_network(sengi, facilitator).positions
    assert {party: list(point) for party, point in past.items()} == now


def test_who_left_stands_where_they_stood(sengi, facilitator, row_of_six):
    before = read_network(sengi, facilitator).positions
    gone = row_of_six[5]
    archive_stakeholder(stakeholder=gone, by=facilitator)
    read_network(sengi, facilitator).positions  # noqa: B018
    tie(row_of_six[0], row_of_six[3])
    read_network(sengi, facilitator).positions  # noqa: B018

    past = read_network(sengi, facilitator, on=MARCH).positions

    assert list(past[str(gone.pk)]) == before[str(gone.pk)]
    assert str(gone.pk) not in read_network(sengi, facilitator).positions


def test_after_tidying_nobody_stands_where_they_stood_on_the_old_drawing(
    sengi, facilitator, row_of_six
):
    gone = row_of_six[5]
    archive_stakeholder(stakeholder=gone, by=facilitator)
    read_network(sengi, facilitator).positions  # noqa: B018
    assert str(gone.pk) in VillageNetwork.objects.get(pk=SENGI).reading["gone"]

    tidy_network(sengi, facilitator)
    read_network(sengi, facilitator).positions  # noqa: B018

    assert VillageNetwork.objects.get(pk=SENGI).reading["gone"] == {}
    assert str(gone.pk) in read_network(sengi, facilitator, on=MARCH).positions


def test_reading_the_past_stores_nothing(sengi, facilitator, row_of_six):
    tie(row_of_six[0], row_of_six[2], since=JUNE)
    before = VillageNetwork.objects.values().get(pk=SENGI)
    assert before["computed_revision"] < before["revision"]

    past = read_network(sengi, facilitator, on=MARCH)
    assert past.positions
    assert past.findings
    assert past.private_positions

    assert VillageNetwork.objects.values().get(pk=SENGI) == before


def test_a_village_nobody_touched_has_an_empty_past(sengi, facilitator):
    past = read_network(sengi, facilitator, on=MARCH)

    assert (past.parties, past.lines, past.findings, past.positions) == ([], [], [], {})
    assert places_of(sengi, [], []) == {}


@pytest.mark.parametrize("count", [3, 30])
def test_the_past_takes_as_many_queries_whatever_the_number_of_parties(
    sengi, facilitator, django_assert_max_num_queries, count
):
    groups = [group() for _ in range(count)]
    for one, other in pairwise(groups):
        tie(one, other)
    facilitator.territories("view")

    with django_assert_max_num_queries(10):
        past = read_network(sengi, facilitator, on=MARCH)
        assert (len(past.parties), len(past.lines)) == (count, count - 1)
        assert past.findings
        assert len(past.positions) == count


def test_the_sheet_that_is_open_counts_for_nobody(sengi, facilitator):
    sheet = factories.worksheet(group(), held_on=MARCH)
    VillageNetwork.objects.outdate(SENGI)

    assert not any(p["asked"] for p in read_network(sengi, facilitator, on=JUNE).parties)
    assert Worksheet.objects.get(pk=sheet.pk).completed_at is None
    assert UUID(read_network(sengi, facilitator, on=JUNE).parties[0]["id"]) == sheet.group_id
