"""Where parties stand on the map: laid out anew, placed by hand, taken back step by step."""

from itertools import pairwise

import pytest

from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.models import VillageNetwork
from stakeholders.services.arrangement import (
    STEPS_BACK,
    MapChanged,
    place_parties,
    tidy_network,
    undo_arrangement,
)
from stakeholders.services.network import read_network
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def facilitator(sengi):
    return factories.user()


@pytest.fixture
def groups(sengi, facilitator):
    """Eight groups, each tied to the next."""
    groups = [factories.group() for _ in range(8)]
    for one, other in pairwise(groups):
        factories.tie(one, other, by=facilitator)
    VillageNetwork.objects.outdate(SENGI)
    return groups


def place(village, by, group, point, **fields):
    """Put a group somewhere on the map as it is now."""
    reading = read_network(village, by)
    assert reading.positions
    fields = {"width": 760, "base": reading.revision, **fields}
    return place_parties(village, by, positions={str(group.pk): point}, **fields)


def test_tidying_lays_out_anew_and_can_be_undone(sengi, facilitator, groups):
    before = read_network(sengi, facilitator).positions
    assert not read_network(sengi, facilitator).is_rearranged
    place(sengi, facilitator, groups[0], [9.0, 9.0])

    tidy_network(sengi, facilitator)
    tidied = read_network(sengi, facilitator)
    assert tidied.positions[str(groups[0].pk)] != [9.0, 9.0]
    assert (tidied.is_rearranged, tidied.arranged_width) == (True, 0)

    assert undo_arrangement(sengi, facilitator)
    assert undo_arrangement(sengi, facilitator)
    assert read_network(sengi, facilitator).positions == before
    assert set(Event.objects.values_list("verb", flat=True)) >= {"tidied_map", "undid_map"}


def test_undoing_what_was_never_done_changes_nothing(sengi, facilitator, groups):
    before = read_network(sengi, facilitator).positions

    assert not undo_arrangement(sengi, facilitator)

    assert read_network(sengi, facilitator).positions == before
    assert not Event.objects.filter(verb="undid_map").exists()


def test_who_was_placed_stays_there_for_everybody_and_whoever_is_new_joins(
    sengi, facilitator, groups
):
    before = read_network(sengi, facilitator).positions

    place(sengi, facilitator, groups[0], [4.5, -2.25])
    factories.tie(factories.group(name="Baru"), groups[0], by=facilitator)
    VillageNetwork.objects.outdate(SENGI)

    after = read_network(sengi, factories.user(Role.OFFICIAL)).positions
    assert after[str(groups[0].pk)] == [4.5, -2.25]
    assert len(after) == len(before) + 1
    assert {k: after[k] for k in before} == {**before, str(groups[0].pk): [4.5, -2.25]}


def test_a_dozen_steps_are_taken_back_one_by_one(sengi, facilitator, groups):
    seen = [read_network(sengi, facilitator).positions]
    for step in range(12):
        place(sengi, facilitator, groups[step % 8], [step + 0.5, 1.5])
        seen.append(read_network(sengi, facilitator).positions)

    for before in reversed(seen[:-1]):
        assert undo_arrangement(sengi, facilitator)
        assert read_network(sengi, facilitator).positions == before
    assert read_network(sengi, facilitator).arranged_width == 0


def test_the_way_back_does_not_grow_without_end(sengi, facilitator, groups, monkeypatch):
    for step in range(STEPS_BACK + 5):
        place(sengi, facilitator, groups[0], [step + 0.5, 1.5])
    assert len(VillageNetwork.objects.get(pk=SENGI).earlier) == STEPS_BACK

    monkeypatch.setattr("stakeholders.services.arrangement.MOST_KEPT", 3)
    place(sengi, facilitator, groups[1], [3.5, 1.5])

    assert len(VillageNetwork.objects.get(pk=SENGI).earlier) == 4


def test_nobody_is_placed_on_a_map_that_has_changed_meanwhile(sengi, facilitator, groups):
    base = read_network(sengi, facilitator).revision
    before = read_network(sengi, facilitator).positions
    VillageNetwork.objects.outdate(SENGI)

    with pytest.raises(MapChanged):
        place(sengi, facilitator, groups[0], [4.5, 1.5], base=base)

    assert read_network(sengi, facilitator).revision == base + 1
    assert read_network(sengi, facilitator).positions == before


def test_whoever_is_not_on_the_map_is_not_put_there(sengi, facilitator, groups):
    elsewhere = factories.group(factories.village("33.08.06.2001", "Ngargomulyo"))

    place(sengi, facilitator, elsewhere, [4.5, 1.5])

    assert str(elsewhere.pk) not in read_network(sengi, facilitator).positions
