"""Weaker rules than ours, to see that the attacker wins where he should."""

from tests.villages.tallies.attacker import tree_of
from villages.tallies.measures import measure_of
from villages.tallies.missing import HIDDEN
from villages.tallies.privacy import is_small


def small_only(made, month, key) -> dict:
    """Small numbers hidden, all others as they are."""
    return {code: _own(key, code, is_small(n), n) for code, n in made.of(month, key).items()}


def as_before(made, month, key) -> dict:
    """One companion in each family, and numbers to the nearest five, whatever that leaves."""
    numbers = made.of(month, key)
    tree = tree_of(made.codes)
    hidden = {code for code in [""] if is_small(numbers[code])}
    for parent in sorted(tree):
        if measure_of(key).reaches(tree[parent][0]):
            hidden |= _hidden_among(tree[parent], numbers, parent in hidden)
    return {
        code: _own(key, code, code in hidden, (number + 2) // 5 * 5)
        for code, number in numbers.items()
    }


def _own(key, code, hidden, number):
    if not measure_of(key).reaches(code):
        return None
    return HIDDEN if hidden else number


def _hidden_among(children, numbers, parent_hidden):
    small = {code for code in children if is_small(numbers[code])}
    if not small and not parent_hidden:
        return set()
    others = [code for code in children if code not in small]
    with_some = [code for code in others if numbers[code]]
    return small | {*(with_some or others)[:1]}
