"""What a difference says, and which are worth a question."""

import pytest

from jejaring.dashboards.cells import HIDDEN, NO_DATA, NOT_APPLICABLE, PERCENT
from jejaring.dashboards.comparing import Row, most_different
from jejaring.dashboards.figures import Figure


def figure(of="groups", **more):
    """A figure of a measure; how it is taken is of no matter here."""
    return Figure(of, of, lambda *_asked: 0, of, **more)


def row(here, there, of="groups", **more):
    """A figure with two cells."""
    return Row(figure(of, **more), here, there)


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        (5, 2, "+3"),
        (2, 5, "−3"),
        (1200, 0, "+1.200"),
        (4, 4, "0"),
        (HIDDEN, 5, "•"),
        (5, HIDDEN, "•"),
        (HIDDEN, NO_DATA, "•"),
        (NO_DATA, 0, "–"),
        (HIDDEN, NOT_APPLICABLE, "×"),
    ],
)
def test_a_difference_is_here_less_there_and_what_is_missing_stays_so(here, there, said):
    assert row(here, there).cells[2][0] == said


def test_a_difference_of_shares_is_in_points_of_what_is_shown():
    assert row(44.6, 33.4, kind=PERCENT).cells[2][0] == "+12 poin"


def test_counts_weigh_by_their_villages():
    """20 of 100 villages and 2 of 10 are the same; 5 of 10 are not."""
    same, other = row(20, 2, "begun"), row(20, 5, "mapped")
    assert most_different([same, other], 100, 10) == [other]


def test_one_figure_speaks_for_a_measure_and_persons_for_none():
    first, second = row(9, 1, "active"), row(1, 8, "active")
    about_persons, of_all = row(50, 5, "people"), row(10, 2, "villages")
    assert most_different([second, about_persons, first, of_all], 10, 10) == [first]


def test_nothing_is_compared_with_what_is_not_there():
    assert most_different([row(HIDDEN, 5), row(NO_DATA, 5)], 10, 10) == []
    assert most_different([row(9, 1)], 10, NO_DATA) == []
    assert most_different([row(9, 1)], 10, 0) == []
