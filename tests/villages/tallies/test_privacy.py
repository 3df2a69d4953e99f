"""What is hidden in one family, and what a page of a region shows."""

from datetime import UTC, datetime

import pytest

from tests.clock import turning
from tests.villages.tallies.made_up import MadeUp
from villages.models import Region, Tally
from villages.tallies.missing import HIDDEN, NO_DATA, NOT_APPLICABLE
from villages.tallies.privacy import Known, hidden_among, hidden_down, rounded
from villages.tallies.reading import Place, figures, place_of

CODES = ["A", "B", "C", "D"]


def hidden(numbers, above=(0, 10**9), **known):
    return hidden_among(CODES, Known(numbers, **known), parent_hidden=False, above=above)


def test_numbers_are_rounded_up_or_down_from_a_point_of_their_own():
    for code in CODES:
        shown = [rounded(number, "people", code) for number in range(60)]
        assert shown[0] == 0
        assert shown[5] == 5
        assert all(abs(number - each) < 5 and each % 5 == 0 for number, each in enumerate(shown))
        assert shown == sorted(shown)
    assert len({rounded(7, f"m{n}", "A") for n in range(40)}) == 2


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
    assert hidden({"C": 9}, wholes={"A": 1, "B": 8, "C": 40}) == {"A", "C"}


def test_beneath_what_is_hidden_something_is():
    path = [("", ["A", "B"]), ("A", ["A1", "A2"])]
    numbers = Known({"": 20, "A": 2, "B": 18, "A1": 2, "A2": 0})
    assert hidden_down(path, numbers) >= {"A", "B", "A1"}
    path = [("", ["A", "B"]), ("B", ["B1", "B2"])]
    assert hidden_down(path, Known({"": 20, "A": 2, "B": 18, "B1": 9, "B2": 9})) & {"B1", "B2"}


def test_companions_follow_until_nobody_can_work_out_a_small_one():
    """1, 1 and 5 are seven: whoever knows that the sum is no more has each of them."""
    numbers = {"A": 1, "B": 1, "C": 5}
    assert hidden(numbers, above=(3, 40)) == {"A", "B", "C"}
    assert hidden(numbers, above=(5, 7)) == {"A", "B", "C", "D"}
    assert hidden(numbers, above=(5, 7), empty={"D"}) == {"A", "B", "C"}
    assert hidden({**numbers, "D": 40}, above=(42, 50)) >= {"A", "B", "D"}


def test_nearly_all_of_an_open_number_is_hidden():
    """Of 13 groups that all are unconnected, 3 are in the village that has 3."""
    wholes = {"A": 13, "B": 40, "C": 90}
    assert "A" in hidden({"A": 13, "B": 20, "C": 20}, wholes=wholes)
    assert hidden({"B": 20, "C": 20}, wholes=wholes) == set()


def test_what_is_part_of_an_open_number_is_shown_from_a_point_that_nobody_knows():
    wholes = dict.fromkeys(CODES, 100)
    least = {
        min(n for n in range(5, 20) if "A" not in hidden({"A": n}, wholes=wholes, about=f"m{m}"))
        for m in range(60)
    }
    assert least == {5, 6, 7, 8, 9}


def test_the_number_of_a_village_or_two_is_hidden_whatever_it_is():
    assert hidden({"A": 60, "B": 70}, few={"A"}) == {"A", "B"}
    assert hidden({"A": 0, "B": 70}, few={"A"}) == {"A", "B"}


@pytest.fixture
def made(db):
    made = MadeUp(3, (202601, 202602))
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


def test_of_one_or_two_villages_nothing_sealed_is_shown(made):
    few = [c for c in made.codes if len(c) == 8 and 0 < made.numbers[c, 202602, "begun"] < 3]
    assert few
    for code in few:
        assert figures(place_of(code), of=["dependency"]).number("dependency") is HIDDEN


def test_answers_are_shown_of_kabupaten_and_above_and_of_those_who_say_yes(made):
    place = place_of(made.villages[0][:8])
    page = figures(place, of=["participation"])
    assert page.number("participation", "otl", "planning", "yes") is NOT_APPLICABLE
    with pytest.raises(ValueError, match="not shown"):
        page.number("participation", "otl", "planning", "no")
    page = figures(place.above[-1], of=["participation"])
    assert page.number("participation", "otl", "planning", "yes") is not NOT_APPLICABLE
    groups = made.numbers[place.above[-1].code, 202602, "groups.otl"]
    assert page.whole("participation", "otl", "planning", "yes") == groups


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
