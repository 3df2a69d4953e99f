"""Every number of this app: what changes it, and what takes it back, at every level."""

from datetime import date

import pytest

from stakeholders.models import GroupKind, Stakeholder, Worksheet
from stakeholders.services.dependency import close_dependency, record_dependency
from stakeholders.services.groups import (
    archive_stakeholder,
    restore_stakeholder,
    village_government,
)
from stakeholders.services.kinds import add_kind, update_kind
from stakeholders.services.participation import record_participation
from stakeholders.services.party_merging import merge_parties, separate_parties
from stakeholders.services.tasks import record_task, tick_task
from stakeholders.services.ties import close_tie, state_tie
from stakeholders.services.worksheets import complete_worksheet
from tests import factories
from tests.villages.tallies.kept import changes, kept
from villages.tallies.months import this_month

pytestmark = pytest.mark.django_db
PATEN = "33.08.06.2013"


@pytest.fixture
def by():
    return factories.user()


@pytest.fixture
def one():
    return factories.group(kind="otl")


@pytest.fixture
def other(one):
    return factories.group(one.village, kind="perempuan")


def test_a_group_counts_until_it_is_archived_and_again_when_it_comes_back(counting, by):
    with changes(counting) as seen:
        group = factories.group(kind="otl")
    assert seen() == {
        "begun": 1,
        "groups.otl": 1,
        "mapped": 1,
        "met.otl": 1,
        "unconnected": 1,
        "villages": 1,
    }
    with changes(counting) as seen:
        archive_stakeholder(stakeholder=group, by=by)
    assert seen() == {"groups.otl": -1, "mapped": -1, "met.otl": -1, "unconnected": -1}
    group.refresh_from_db()
    with changes(counting) as seen:
        restore_stakeholder(stakeholder=group, by=by)
    assert seen() == {"groups.otl": 1, "mapped": 1, "met.otl": 1, "unconnected": 1}


def test_persons_and_institutions_count_apart(counting):
    village = factories.village()
    with changes(counting) as seen:
        factories.person(village)
        Stakeholder.objects.create(village=village, kind="institution", name="Koperasi")
        factories.person(village, restricted=True)
    assert seen() == {"people": 1, "institutions": 1}


def test_a_worksheet_is_unfinished_then_its_group_is_interviewed(counting, by, one):
    with changes(counting) as seen:
        sheet = factories.worksheet(one, by=by, held_on=date(2026, 3, 9), consent_read=True)
    expected = {"active": 1, "last_visit": 1, "unfinished": 1, "visited": 1, "visits": 1}
    assert seen() == expected
    with changes(counting) as seen:
        complete_worksheet(worksheet=sheet, by=by)
    assert seen() == {"interviewed.otl": 1, "last_worksheet": 1, "unfinished": -1}
    with changes(counting) as seen:
        Worksheet.objects.get(pk=sheet.pk).delete()
    expected["interviewed.otl"] = expected["last_worksheet"] = 1
    del expected["unfinished"]
    assert seen() == {key: -number for key, number in expected.items()}


def test_a_tie_counts_while_it_holds(counting, by, one, other):
    with changes(counting) as seen:
        tie = state_tie(village=one.village, source=one, target=other, kind="supports", by=by)
    assert seen() == {"ties.supports": 1, "unconnected": -2}
    with changes(counting) as seen:
        close_tie(tie=tie, by=by)
    assert seen() == {"ties.supports": -1, "unconnected": 2}


def test_a_stance_of_the_village_counts_apart(counting, by, one):
    government = village_government(one.village)
    said = {"village": one.village, "source": one, "target": government, "by": by}
    with changes(counting) as seen:
        state_tie(kind="government", stance="passive", **said)
    assert seen() == {"government.passive": 1, "unconnected": -1}
    with changes(counting) as seen:
        state_tie(kind="government", stance="hinder", **said)
    assert seen() == {"government.passive": -1, "government.hinder": 1}


def test_a_dependency_counts_until_it_is_over(counting, by, one, other):
    with changes(counting) as seen:
        tie = record_dependency(
            village=one.village,
            patron=one,
            client=other,
            by=by,
            forms=["capital"],
            frequency="monthly",
            tightness="loose",
            alternative="no",
        )
    assert seen() == {"dependency": 1, "no_way_out": 1}
    with changes(counting) as seen:
        close_dependency(tie=tie, by=by)
    assert seen() == {"dependency": -1, "no_way_out": -1}


def test_a_later_reading_takes_the_place_of_the_earlier(counting, by, one):
    said = {"village": one.village, "group": one, "role": "bpd", "reason": "", "by": by}
    with changes(counting) as seen:
        record_participation(value="yes", as_of=date(2026, 3, 1), base_version=0, **said)
    assert seen() == {"participation.otl.bpd.yes": 1, "filled.bpd": 1, "asked.bpd": 1}
    with changes(counting) as seen:
        record_participation(value="no", as_of=date(2026, 4, 1), base_version=1, **said)
    assert seen() == {
        "participation.otl.bpd.yes": -1,
        "participation.otl.bpd.no": 1,
        "filled.bpd": -1,
    }


def test_a_task_is_due_then_done(counting, by):
    village = factories.village()
    with changes(counting) as seen:
        task = record_task(
            village=village, by=by, text="Menemui", who="Kami", due_on=date(2026, 2, 3)
        )
    assert seen() == {"tasks_due": 1}
    with changes(counting) as seen:
        tick_task(task=task, done=True, by=by)
    assert seen() == {"tasks_due": -1, "tasks_done": 1}


def test_a_merge_and_its_undoing(counting, by, one, other):
    twin = factories.group(one.village, kind="otl")
    state_tie(village=one.village, source=twin, target=other, kind="supports", by=by)
    factories.worksheet(twin, by=by)
    with changes(counting) as seen:
        merge = merge_parties(kept=one, absorbed=twin, by=by)
    assert seen() == {"groups.otl": -1, "unconnected": -1}
    with changes(counting) as seen:
        separate_parties(merge=merge, by=by)
    assert seen() == {"groups.otl": 1, "unconnected": 1}


def test_a_kind_that_changes_its_family_counts_all_its_villages_again(counting, by):
    kind = add_kind(by=by, name="Kelompok kambing", family="otl", mark="KK")
    factories.group(kind=kind.pk)
    factories.group(factories.village(PATEN, "Paten"), kind=kind.pk)
    moved = {"groups.otl": -2, "groups.pemuda": 2, "met.otl": -2, "met.pemuda": 2}
    with changes(counting) as seen:
        update_kind(kind=kind, by=by, name=kind.name, family="pemuda", mark="KK", active=True)
    assert seen(villages=False) == moved
    with changes(counting) as seen:
        GroupKind.objects.filter(pk=kind.pk).update(family="otl")
    assert seen(villages=False) == {key: -number for key, number in moved.items()}


@pytest.mark.parametrize("way", ["save", "update", "bulk_update"])
def test_a_party_that_moves_is_missed_where_it_was(counting, way):
    party = factories.person()
    paten = factories.village(PATEN, "Paten")
    counting()
    party.village = paten
    with changes(counting) as seen:
        if way == "save":
            party.save()
        elif way == "update":
            Stakeholder.objects.filter(pk=party.pk).update(village=paten)
        else:
            Stakeholder.objects.bulk_update([party], ["village"])
    assert seen(villages=False) == {}
    assert kept("33.08.06.2012", "people", this_month()) == 0
    assert kept(PATEN, "people", this_month()) == 1
