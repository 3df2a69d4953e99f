"""What is hidden in one family, and what a page of a region shows."""

from datetime import UTC, datetime

import pytest

from tests.clock import turning
from tests.villages.tallies.made_up import MadeUp
from villages.models import Region, Tally
from villages.tallies.missing import HIDDEN, NO_DATA, NOT_APPLICABLE
from villages.tallies.privacy import hidden_among, hidden_down, rounded
from villages.tallies.reading import Place, figures, place_of

CODES = ["A", "B", "C", "D"]


def hidden(numbers, **known):
    return hidden_among(CODES, numbers, parent_hidden=False, **known)


def test_numbers_are_shown_to_the_nearest_five():
    assert [rounded(number) for number in (0, 5, 7, 8, 12, 13)] == [0, 5, 5, 10, 10, 15]


def test_nothing_small_nothing_hidden():
    assert hidden({"A": 5, "B": 0, "C": 12}) == set()


def test_a_companion_is_one_that_has_some():
    assert hidden({"A": 1, "B": 9}) == {"A", "B"}


def test_where_nobody_else_has_any_a_nought_that_nobody_knows():
    assert hidden({"A": 2}, empty={"B", "C"}) == {"A", "D"}
    assert hidden({"A": 2}, empty={"B", "C", "D"}) == {"A"}


def test_two_small_ones_still_need_a_companion():
    assert hidden({"A": 1, "B": 1, "C": 30}) == {"A", "B", "C"}


def test_the_order_differs_by_measure_and_never_with_the_numbers():
    numbers = {"A": 1, "B": 9, "C": 9, "D": 9}
    chosen = {frozenset(hidden(numbers, about=f"m{n}")) for n in range(40)}
    assert len(chosen) == 3
    same = {frozenset(hidden({**numbers, "B": n}, about="m")) for n in range(5, 50)}
    assert len(same) == 1


def test_nought_of_one_group_is_hidden_too():
    assert hidden({"C": 9}, wholes={"A": 1, "B": 8, "C": 12}) == {"A", "C"}


def test_beneath_what_is_hidden_something_is():
    path = [("", ["A", "B"]), ("A", ["A1", "A2"])]
    assert hidden_down(path, {"": 20, "A": 2, "B": 18, "A1": 2, "A2": 0}) >= {"A", "B", "A1"}
    path = [("", ["A", "B"]), ("B", ["B1", "B2"])]
    assert hidden_down(path, {"": 20, "A": 2, "B": 18, "B1": 9, "B2": 9}) & {"B1", "B2"}


@pytest.fixture
def made(db):
    made = MadeUp(3, ("people", "dependency"), (202601, 202602))
    made.write()
    with turning(datetime(2026, 3, 3, tzinfo=UTC)):
        yield made


def test_the_running_month_is_not_shown(made):
    village = made.villages[0]
    place = place_of(village)
    before = figures(place, of=["people"]).number("people")
    Tally.objects.create(region_code=village, month=202603, measure="villages", number=1)
    Tally.objects.create(region_code=village, month=202603, measure="people", number=60)
    assert figures(place, of=["people"]).number("people") == before
    assert figures(place, 202512, of=["people"]).number("people") is NO_DATA


def test_what_is_sealed_has_no_number_in_a_village(made):
    assert figures(place_of(made.villages[0])).number("dependency") is NOT_APPLICABLE


def test_no_sums_of_what_may_be_hidden(made):
    page = figures(place_of(""))
    for of in ("people", "dependency", "participation"):
        with pytest.raises(ValueError, match=of):
            page.total(of)
    with pytest.raises(ValueError, match="people"):
        page.months_of("people")
    with pytest.raises(ValueError, match="people"):
        page.dated_total("people", [202601])


def test_a_desa_that_left_the_list_hides_its_small_numbers_too(made):
    small = next(v for v in made.villages if 0 < made.numbers[v, 202602, "people"] < 5)
    Region.objects.filter(pk=small).update(inactive_since="2026-02-20")
    page = figures(place_of(small), of=["people"])
    assert page.number("people") is HIDDEN
    assert small not in [each.code for each in figures(place_of(small[:8])).children]


@pytest.mark.django_db
def test_where_nothing_is_counted_there_is_no_number():
    page = figures(Place("99.99", "tidak ada"))
    assert page.number("people") is page.number("groups", "otl") is NO_DATA
    assert not page.is_known
    assert page.children == []
    assert figures(place_of("")).total("groups") is NO_DATA
