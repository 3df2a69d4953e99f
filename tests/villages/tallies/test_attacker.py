"""The attacker finds what can be found by hand, and nothing else."""

from tests.villages.tallies.attacker import MOST, Knowledge, why_hidden
from tests.villages.tallies.looking import GUARDED, OPEN, Looked
from tests.villages.tallies.made_up import MadeUp
from tests.villages.tallies.weaker import as_before, small_only

MONTHS = (202601, 202602)


def cell(code, month=1):
    return code, month, "people"


def family(known, month=1, **boxes):
    """Children of "" that add up to it."""
    for code, box in boxes.items():
        known.learn(cell(code, month), box)
    children = {cell(code, month): 1 for code in boxes if code != "P"}
    known.add({cell("P", month): -1, **children}, (0, 0))


def test_a_sum_that_leaves_no_room_gives_everything_back():
    known = Knowledge()
    family(known, P=(5, 7), A=(1, 4), B=(1, 4), C=(5, MOST))
    truth = {cell("A"): 1, cell("B"): 1}
    assert known.rebuilt(truth, truth) == {*truth}


def test_a_little_room_is_enough_to_know_nothing():
    known = Knowledge()
    family(known, P=(5, 9), A=(1, 4), B=(1, 4), C=(5, MOST))
    truth = {cell("A"): 1, cell("B"): 1}
    assert known.rebuilt(truth, truth) == set()


def test_two_months_say_more_than_each_where_nothing_changed():
    for same, found in (({cell("A", 2): cell("A")}, {cell("A")}), ({}, set())):
        known = Knowledge(same=same)
        family(known, P=(7, 7), A=(1, 4), C=(5, MOST))  # at most 2
        family(known, 2, P=(8, 8), A=(1, 4), C=(5, 6))  # at least 2
        assert known.rebuilt({cell("A"): 2}, [cell("A")]) == found


def test_sums_across_decide_where_boxes_do_not():
    """A + B = 5 and A - B = 3: no box alone is narrowed to one number."""
    known = Knowledge()
    a, b = cell("A"), cell("B")
    for each in (a, b):
        known.learn(each, (0, 9))
    known.add({a: 1, b: 1}, (5, 5))
    known.add({a: 1, b: -1}, (3, 3))
    assert known.rebuilt({a: 4, b: 1}, [a, b]) == {a, b}


def test_why_a_number_is_hidden_says_what_it_may_be():
    assert why_hidden(2, None, sealed=False, ours=True) == (1, 4)
    assert why_hidden(2, 40, sealed=False, ours=True) == (1, 8)
    assert why_hidden(0, 3, sealed=False, ours=True) == (0, 3)
    assert why_hidden(38, 40, sealed=False, ours=True) == (36, 40)
    assert why_hidden(7, None, sealed=False, ours=True) == (5, MOST)
    assert why_hidden(0, None, sealed=True, ours=True) == (0, MOST)


def test_he_wins_against_weaker_rules():
    found = {as_before: 0, small_only: 0}
    for seed in range(12):
        made = MadeUp(seed, MONTHS)
        keys = ("unconnected",)
        shown = {
            (code, month, key): made.numbers[code, month, key]
            for code in made.codes
            for month in MONTHS
            for key in (*GUARDED, *OPEN, "visits")
        }
        for rules in found:
            spread = 2 if rules is as_before else 0
            looked = Looked(made, shown, spread).under(rules, keys, spread=spread)
            found[rules] += looked.rebuilt(keys)["unconnected"]
    assert 0 < found[as_before] < found[small_only]
