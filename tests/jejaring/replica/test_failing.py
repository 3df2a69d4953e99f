"""A replica that is gone or late costs nobody a page."""

import pytest
from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import OperationalError

from jejaring.replica import REPLICA, SECONDS_ASIDE, SECONDS_BEHIND, from_replica, state
from tests.jejaring.replica.asking import NUMBERS, asking, count_regions, home
from villages.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

# --- When it is gone ------------------------------------------------------------------------------


def test_a_replica_that_refuses_costs_nobody_a_page(signed_in, there, said):
    there.refuses = "connection refused"
    for _time in range(3):
        assert signed_in.get(home()).status_code == 200
    assert there.times(PRIMARY, NUMBERS)
    assert there.tried == 1
    (words,) = said()
    assert "connection refused" in words
    assert str(SECONDS_ASIDE) in words


@pytest.mark.parametrize(
    "words", ["server closed the connection", "canceling statement due to conflict with recovery"]
)
def test_a_page_during_which_it_falls_away_is_read_again_at_the_primary(
    signed_in, there, said, words
):
    there.breaks = words
    answer = signed_in.get(home())
    assert answer.status_code == 200
    assert len(there.asked[REPLICA]) == 1
    assert there.times(PRIMARY, NUMBERS)
    assert there.closed == 1
    assert words in said()[0]
    there.asked[REPLICA].clear()
    signed_in.get(home())
    assert not there.asked[REPLICA]


def test_after_a_while_one_tries_and_the_others_do_not_wait(there, clock, said):
    there.refuses = "connection refused"
    count_regions(asking())
    clock.now += SECONDS_ASIDE
    found = []
    there.meanwhile = lambda: found.append(state.is_usable())
    for _time in range(3):
        count_regions(asking())
    assert there.tried == 2
    assert found == [False]
    assert len(said()) == 1
    there.refuses, there.meanwhile = "", lambda: None
    clock.now += SECONDS_ASIDE
    count_regions(asking())
    assert there.times(REPLICA, '"villages_region"') == 1
    assert said()[1:] == ["the replica is read again"]


def test_an_error_of_the_primary_is_not_the_replicas(there, said):
    @from_replica
    def view(_request):
        raise OperationalError("the primary is full")

    with pytest.raises(OperationalError):
        view(asking())
    assert not said()
    assert state.is_usable()


def test_what_is_read_while_a_response_is_streamed_is_read_at_the_primary(there):
    @from_replica
    def view(_request):
        return (region.pk for region in Region.objects.all())

    rows = view(asking())
    there.asked[REPLICA].clear()
    list(rows)
    assert not there.asked[REPLICA]


# --- How far behind it is -------------------------------------------------------------------------


def where(there):
    """Which database a request reads now."""
    for asked in there.asked.values():
        asked.clear()
    count_regions(asking())
    return REPLICA if there.asked[REPLICA] else PRIMARY


def test_a_replica_that_has_everything_is_read(there):
    assert where(there) == REPLICA


def test_one_that_runs_a_little_behind_a_busy_primary_is_read(there, clock):
    there.position |= {PRIMARY: 520, REPLICA: 510}
    assert where(there) == PRIMARY  # how old it is nobody knows yet
    clock.now += 1
    there.position |= {PRIMARY: 540, REPLICA: 530}
    assert where(there) == REPLICA
    for step in range(1, 10):
        clock.now += 4
        there.position |= {PRIMARY: 540 + 20 * step, REPLICA: 530 + 20 * step}
        assert where(there) == REPLICA


def test_one_that_stands_still_is_never_read_when_older_than_allowed(there, clock, said):
    assert where(there) == REPLICA
    there.position[PRIMARY] = 600
    read_at = []
    for _second in range(3 * SECONDS_BEHIND):
        clock.now += 1
        if where(there) == REPLICA:
            read_at.append(clock.now - 1000)
    assert max(read_at) <= SECONDS_BEHIND
    assert [words for words in said() if "behind" in words]


def test_one_that_has_caught_up_is_read_again(there, clock, said):
    there.position[PRIMARY] = 600
    for _second in range(SECONDS_BEHIND + 2):
        where(there)
        clock.now += 1
    there.position[REPLICA] = 590
    clock.now += SECONDS_ASIDE
    assert where(there) == PRIMARY
    there.position |= {PRIMARY: 640, REPLICA: 630}
    clock.now += 1
    assert where(there) == REPLICA
    assert said()[-1] == "the replica is read again"


def test_one_nobody_looked_at_for_long_is_looked_at_first(there, clock):
    assert where(there) == REPLICA
    there.position[PRIMARY] = 600
    clock.now += 3600
    assert where(there) == PRIMARY


def test_a_database_that_follows_nobody_is_no_replica(there, said):
    there.position[REPLICA] = None
    assert where(there) == PRIMARY
    assert "follows nobody" in said()[0]
