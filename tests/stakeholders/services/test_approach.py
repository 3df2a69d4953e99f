"""Approach plans: each way has its own law, kept by words and by the database; nothing is lost."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.models import Event
from stakeholders.models import (
    Alliance,
    ApproachPlan,
    Coalition,
    ContactPath,
    CooperationIdea,
    PlanTask,
    PlanVersion,
    VillageNetwork,
)
from stakeholders.services.approach import Incomplete, read_content, record_plan, update_plan
from stakeholders.services.groups import AlreadyRecorded, StaleVersion, village_government
from stakeholders.services.introductions import ME, careful_with, propose
from stakeholders.services.network import read_network
from stakeholders.services.tasks import record_task, tick_task, update_task
from tests import factories

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 1)
COMPLETE = {
    "contact": {"purpose": "Izin warung", "chosen_on": DAY, "state": "walking"},
    "cooperation": {
        "title": "Kemasan",
        "need": "Masuk toko",
        "partner": "",
        "first_talk_on": DAY,
        "state": "talking",
    },
    "alliance": {"issue": "Air", "state": "running"},
    "coalition": {
        "name": "Koalisi Jalan",
        "aim": "Jalan tani",
        "coordinator": None,
        "coordinator_role": "Guru",
        "ends_on": DAY,
        "state": "running",
    },
}


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def groups(village):
    return [factories.group(village) for _number in range(3)]


def plan_of(way, village, groups, **changes):
    """A complete plan that is under way, with some columns changed."""
    columns = {**COMPLETE[way], **{k: v for k, v in changes.items() if k in COMPLETE[way]}}
    more = {k: v for k, v in changes.items() if k not in COMPLETE[way]}
    if way == "contact":
        columns["key_figure"] = groups[-1]
        more = {"steps": [step(group) for group in groups]} | more
    else:
        more = {"parties": groups} | more
    return record_plan(village=village, way=way, columns=columns, by=factories.user(), **more)


def step(party, strength="medium", met_on=None):
    return {"stakeholder": party, "strength": strength, "met_on": met_on}


def again(plan, **changes):
    """What ``update_plan`` takes to leave the plan as it is but for ``changes``."""
    content = read_content(plan) | changes
    more = {key: content.pop(key) for key in ("parties", "steps") if key in content}
    return {"columns": content, **more}


# --- each way is a thing of its own --------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "model"),
    [
        ("contact", ContactPath),
        ("cooperation", CooperationIdea),
        ("alliance", Alliance),
        ("coalition", Coalition),
    ],
)
def test_what_is_complete_may_be_under_way(village, groups, way, model):
    plan = plan_of(way, village, groups)
    assert plan.detail == model.objects.get(pk=plan.pk)
    assert plan.detail.missing == []


@pytest.mark.parametrize(
    ("way", "changes", "missing"),
    [
        ("contact", {"steps": []}, ["steps"]),
        ("cooperation", {"need": ""}, ["need"]),
        ("cooperation", {"first_talk_on": None}, ["first_talk_on"]),
        ("alliance", {}, ["parties"]),
        ("coalition", {"name": ""}, ["name"]),
        ("coalition", {"coordinator_role": ""}, ["coordinator"]),
        ("coalition", {"ends_on": None}, ["ends_on"]),
    ],
)
def test_what_lacks_something_stays_a_plan(village, groups, way, changes, missing):
    if missing == ["parties"]:
        changes = {"parties": groups[:1]}
    with pytest.raises(Incomplete) as incomplete:
        plan_of(way, village, groups, **changes)
    assert incomplete.value.missing == missing
    waiting = "idea" if way == "cooperation" else "planned"
    plan = plan_of(way, village, groups, **changes, state=waiting)
    assert plan.detail.missing == missing
    with pytest.raises(IntegrityError), transaction.atomic():
        type(plan.detail).objects.filter(pk=plan.pk).update(state=COMPLETE[way]["state"])


def test_a_partner_who_is_not_on_the_map_counts_as_the_second(village, groups):
    plan_of("cooperation", village, groups, parties=groups[:1], partner="Perguruan tinggi")
    with pytest.raises(Incomplete):
        plan_of("cooperation", village, groups, parties=groups[:1])
    with pytest.raises(Incomplete):
        plan_of("cooperation", village, groups, parties=[], partner="Perguruan tinggi")


def test_a_coalition_has_one_coordinator(village, groups):
    with pytest.raises(IntegrityError), transaction.atomic():
        plan_of("coalition", village, groups, coordinator=groups[0])


def test_a_coalition_past_its_day_waits_for_a_decision(village, groups):
    assert plan_of("coalition", village, groups).detail.has_lapsed
    today = timezone.localdate()
    assert not plan_of("coalition", village, groups, ends_on=today).detail.has_lapsed
    assert not plan_of("coalition", village, groups, state="ended").detail.has_lapsed


# --- written over the version that was seen ------------------------------------------------------


def test_the_same_form_twice_is_one_plan(village, groups):
    pk = uuid7()
    first = plan_of("alliance", village, groups, pk=pk)
    assert plan_of("alliance", village, groups, pk=pk) == first
    with pytest.raises(AlreadyRecorded):
        plan_of("alliance", village, groups, pk=pk, issue="Jalan")
    assert ApproachPlan.objects.count() == 1


def test_every_version_is_kept(village, groups):
    plan = plan_of("alliance", village, groups)
    plan = update_plan(
        plan=plan, base_version=1, by=factories.user(), **again(plan, parties=groups[:2])
    )
    assert plan.version == 2
    assert set(plan.parties.all()) == set(groups[:2])
    versions = PlanVersion.objects.filter(plan=plan).order_by("version")
    assert [len(version.content["parties"]) for version in versions] == [3, 2]


def test_the_steps_of_a_path_are_kept_in_order(village, groups):
    plan = plan_of("contact", village, groups)
    other = [step(groups[1], "strong", DAY), step(groups[2], "weak")]
    plan = update_plan(plan=plan, base_version=1, by=factories.user(), **again(plan, steps=other))
    assert read_content(plan)["steps"] == other


def test_nothing_new_makes_no_version(village, groups):
    plan = plan_of("coalition", village, groups)
    plan = update_plan(plan=plan, base_version=1, by=factories.user(), **again(plan))
    assert (plan.version, PlanVersion.objects.count()) == (1, 1)
    plan.refresh_from_db()
    assert plan.version == 1


def test_a_plan_that_moved_on_is_not_overwritten(village, groups):
    plan = plan_of("alliance", village, groups)
    mine, theirs = again(plan, issue="Jalan"), again(plan, issue="Pasar")
    newer = update_plan(plan=plan, base_version=1, by=factories.user(), **theirs)
    with pytest.raises(StaleVersion) as stale:
        update_plan(plan=plan, base_version=1, by=factories.user(), **mine)
    assert stale.value.current == newer
    assert newer.detail.issue == "Pasar"
    assert update_plan(plan=plan, base_version=1, by=factories.user(), **theirs).version == 2


def test_a_refused_version_leaves_nothing_behind(village, groups):
    plan = plan_of("alliance", village, groups)
    with pytest.raises(Incomplete):
        update_plan(plan=plan, base_version=1, by=factories.user(), **again(plan, parties=[]))
    plan.refresh_from_db()
    assert (plan.version, plan.parties.count()) == (1, 3)


def test_the_record_says_who_and_when_but_never_what(village, groups):
    plan = plan_of("alliance", village, groups, issue="CANARY")
    update_plan(plan=plan, base_version=1, by=factories.user(), **again(plan, issue="CANARY 2"))
    task = record_task(
        village=village, by=factories.user(), text="CANARY", who="CANARY", is_promise=True
    )
    tick_task(task=task, done=True, by=factories.user())
    events = list(Event.objects.filter(verb__contains="plan").values())
    events += Event.objects.filter(verb__contains="task").values()
    assert len(events) == 4
    assert "CANARY" not in str(events)


# --- tasks and promises --------------------------------------------------------------------------


@pytest.fixture
def promise(village):
    return record_task(
        village=village, by=factories.user(), text="Datang lagi", who="Pendamping", is_promise=True
    )


def test_a_promise_is_kept_and_that_can_be_taken_back(promise):
    done = tick_task(task=promise, done=True, by=factories.user())
    assert done.done_on == timezone.localdate()
    assert not PlanTask.objects.open().exists()
    back = tick_task(task=done, done=False, by=factories.user())
    assert list(PlanTask.objects.open().promises()) == [back]
    assert PlanTask.objects.count() == 3


def test_ticking_twice_is_ticking_once(promise):
    done = tick_task(task=promise, done=True, by=factories.user())
    assert tick_task(task=promise, done=True, by=factories.user()) == done


def test_a_promise_that_moved_on_is_not_ticked_unseen(promise):
    newer = update_task(task=promise, by=factories.user(), text="Datang dengan camat")
    with pytest.raises(StaleVersion) as stale:
        tick_task(task=promise, done=True, by=factories.user())
    assert stale.value.current == newer


def test_whom_a_task_concerns_can_be_changed(village, groups):
    task = record_task(village=village, by=factories.user(), text="x", who="y", party=groups[0])
    assert update_task(task=task, by=factories.user(), party=groups[1]).party == groups[1]
    late = record_task(village=village, by=factories.user(), text="z", who="y", due_on=DAY)
    assert PlanTask.objects.open().by_urgency().first() == late
    assert late.is_overdue


# --- through whom --------------------------------------------------------------------------------


def test_the_map_proposes_through_whom(village, groups):
    """Me - A (interviewed) - B - C, and a shorter way from B if I begin there."""
    a, b, c = groups
    sheet = factories.worksheet(a)
    type(sheet).objects.filter(pk=sheet.pk).update(completed_at=timezone.now())
    by = factories.user()
    factories.tie(a, b, by=by)
    factories.tie(b, c, by=by)
    VillageNetwork.objects.outdate(village.pk)
    reading = read_network(village, by)
    [way] = propose(reading, key=str(c.pk))
    assert way.path == (ME, str(a.pk), str(b.pk), str(c.pk))
    [way] = propose(reading, key=str(c.pk), start=str(b.pk))
    assert way.path == (ME, str(b.pk), str(c.pk))


def test_the_village_government_introduces_nobody_but_can_be_met(village, groups):
    """A and C both spoke of the government, and of nobody else."""
    a, _b, c = groups
    government, by = village_government(village), factories.user()
    for group in (a, c):
        factories.tie(group, government, "government", stance="support", by=by)
    VillageNetwork.objects.outdate(village.pk)
    reading = read_network(village, by)
    assert propose(reading, key=str(c.pk), start=str(a.pk)) == []
    [way] = propose(reading, key=str(government.pk), start=str(a.pk))
    assert way.path == (ME, str(a.pk), str(government.pk))


def line(a, b, kind="supports"):
    return {"a": a, "b": b, "kind": kind}


def test_a_client_is_not_sent_to_the_patron_unprepared():
    assert careful_with({"x", "y"}, clients={"x"}, lines=[]) == {"x": "x"}


def test_neither_is_who_helps_a_client():
    lines = [line("helper", "client"), line("rival", "client", "competes")]
    between = {"helper", "rival", "far"}
    assert careful_with(between, clients={"client"}, lines=lines) == {"helper": "client"}
