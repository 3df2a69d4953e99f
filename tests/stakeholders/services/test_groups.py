"""Acts on groups: recorded once, edited by one at a time, taken off the map and brought back."""

import pytest

from jejaring.ids import uuid7
from jejaring.models import Event
from stakeholders.models import PatronClientTie, Presence, Stakeholder, Tie, VillageNetwork
from stakeholders.services import groups
from tests import factories
from tests.races import together

pytestmark = pytest.mark.django_db


def record(village, by, **fields):
    kind = groups.offered_kinds().get(pk="kwt")
    fields = {"name": "KWT Melati", "group_kind": kind, "kind": "group", **fields}
    return groups.record_stakeholder(village=village, by=by, **fields)


def revision(village):
    return VillageNetwork.objects.get(pk=village.pk).revision


def test_a_form_sent_twice_makes_one_group():
    village, by, pk = factories.village(), factories.user(), uuid7()
    first = record(village, by, pk=pk)
    second = record(village, by, pk=pk)
    assert first == second
    assert Stakeholder.objects.count() == 1
    assert Event.objects.filter(verb="recorded").count() == 1


def test_a_form_sent_again_with_another_name_says_what_it_made_before():
    village, by, pk = factories.village(), factories.user(), uuid7()
    first = record(village, by, pk=pk)
    with pytest.raises(groups.AlreadyRecorded) as refusal:
        record(village, by, pk=pk, name="KWT Mawar")
    assert refusal.value.earlier == first


def test_a_new_group_outdates_the_map_of_every_village_it_is_present_in():
    here, there = factories.village(), factories.village("33.08.06.2013", "Paten")
    record(here, factories.user(), presences=[there, here])
    assert revision(here) == revision(there) == 1
    assert list(Presence.objects.values_list("region_id", flat=True)) == [there.pk]


def test_a_namesake_is_found_however_the_name_is_spaced_or_capitalised():
    village = factories.village()
    group = factories.group(village, name="KWT  Melati")
    elsewhere = factories.village("33.08.06.2013", "Paten")
    factories.group(elsewhere, name="KWT Melati")
    assert groups.namesakes(village=village, name=" kwt melati ") == [group]
    assert groups.namesakes(village=village, name="KWT Melati", besides=group.pk) == []
    assert groups.namesakes(village=village, name="KWT Melati Jaya") == []


def test_an_edit_over_an_unseen_version_writes_nothing():
    group, by = factories.group(name="Tani Makmur"), factories.user()
    groups.update_stakeholder(stakeholder=group, base_version=1, data={"hamlet": "Gowok"}, by=by)
    with pytest.raises(groups.StaleVersion) as stale:
        groups.update_stakeholder(
            stakeholder=group, base_version=1, data={"hamlet": "Tegal"}, by=by
        )
    assert stale.value.current.hamlet == "Gowok"
    group.refresh_from_db()
    assert (group.hamlet, group.version) == ("Gowok", 2)


def test_a_village_left_out_of_the_presences_is_outdated_too():
    here, there = factories.village(), factories.village("33.08.06.2013", "Paten")
    by = factories.user()
    group = record(here, by, presences=[there])
    groups.update_stakeholder(stakeholder=group, base_version=1, data={}, by=by, presences=[])
    assert not group.presences.exists()
    assert revision(there) == 2


def test_archiving_ends_the_ties_and_restoring_undoes_exactly_that():
    group, other, by = factories.group(), factories.group(), factories.user()
    held = factories.tie(group, other, by=by)
    ended_before = factories.tie(other, group, by=by)
    Tie.objects.filter(pk=ended_before.pk).update(closed_at="2026-02-01T00:00Z", until="2026-02-01")
    patron = factories.person()
    dependency = PatronClientTie.objects.create(
        village=group.village,
        patron=patron,
        client=group,
        forms=["market"],
        frequency="seasonal",
        tightness="binding",
        recorded_by=by,
    )

    groups.archive_stakeholder(stakeholder=group, by=by)
    assert not Tie.objects.current().exists()
    assert not PatronClientTie.objects.current().exists()
    held.refresh_from_db()
    assert held.closed_by == by
    assert held.until is not None

    groups.restore_stakeholder(stakeholder=group, by=by)
    assert list(Tie.objects.current()) == [held]
    assert list(PatronClientTie.objects.current()) == [dependency]
    held.refresh_from_db()
    assert (held.until, held.closed_by) == (None, None)
    assert Stakeholder.objects.present().filter(pk=group.pk).exists()


def test_archiving_twice_is_archiving_once():
    group, by = factories.group(), factories.user()
    groups.archive_stakeholder(stakeholder=group, by=by)
    groups.archive_stakeholder(stakeholder=group, by=by)
    assert Event.objects.filter(verb="archived").count() == 1
    groups.restore_stakeholder(stakeholder=group, by=by)
    groups.restore_stakeholder(stakeholder=group, by=by)
    assert Event.objects.filter(verb="restored").count() == 1


def test_a_tie_to_somebody_archived_since_stays_closed():
    group, other, by = factories.group(), factories.group(), factories.user()
    factories.tie(group, other, by=by)
    groups.archive_stakeholder(stakeholder=group, by=by)
    groups.archive_stakeholder(stakeholder=other, by=by)
    groups.restore_stakeholder(stakeholder=group, by=by)
    assert not Tie.objects.current().exists()


def test_a_newer_statement_is_not_doubled_by_restoring():
    group, other, by = factories.group(), factories.group(), factories.user()
    factories.tie(group, other, by=by)
    groups.archive_stakeholder(stakeholder=group, by=by)
    newer = factories.tie(group, other, "competes", by=by)
    groups.restore_stakeholder(stakeholder=group, by=by)
    assert list(Tie.objects.current()) == [newer]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_edits_at_once_leave_one_winner_and_one_who_is_told():
    group, by = factories.group(), factories.user()

    def edit(hamlet):
        return groups.update_stakeholder(
            stakeholder=Stakeholder.objects.get(pk=group.pk),
            base_version=1,
            data={"hamlet": hamlet},
            by=by,
        )

    answers = together(lambda: edit("Gowok"), lambda: edit("Tegal"))
    assert {type(answer) for answer in answers} == {Stakeholder, groups.StaleVersion}
    group.refresh_from_db()
    assert group.version == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_group_even_at_the_same_moment():
    village, by, pk = factories.village(), factories.user(), uuid7()
    answers = together(*[lambda: record(village, by, pk=pk)] * 4)
    assert {answer.pk for answer in answers} == {pk}
