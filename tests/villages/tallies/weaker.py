"""Weaker rules than ours, to see that the attacker wins where he should."""

from tests.villages.tallies.attacker import VILLAGE_LENGTH, tree_of
from villages.tallies.measures import Privacy, measure_of
from villages.tallies.missing import HIDDEN
from villages.tallies.privacy import is_small


def small_only(made, month, key) -> dict:
    """Small numbers hidden, all others as they are."""
    return {c: HIDDEN if is_small(n) else n for c, n in made.of(month, key).items()}


def companions_only(made, month, key) -> dict:
    """One companion in each family, and numbers to the nearest five; whatever that leaves."""
    numbers = made.of(month, key)
    tree = tree_of(made.codes)
    sealed = measure_of(key).privacy is Privacy.SEALED
    hidden = {code for code in [""] if is_small(numbers[code])}
    for parent in sorted(tree):
        if sealed and len(tree[parent][0]) == VILLAGE_LENGTH:
            continue
        hidden |= _hidden_among(tree[parent], numbers, parent in hidden, key)
    return {
        code: None
        if sealed and len(code) == VILLAGE_LENGTH
        else HIDDEN
        if code in hidden
        else (number + 2) // 5 * 5
        for code, number in numbers.items()
    }


def _hidden_among(children, numbers, parent_hidden, key):
    from villages.tallies.privacy import _order

    children = sorted(children, key=lambda code: _order(key, code))
    small = {code for code in children if is_small(numbers[code])}
    if not small and not parent_hidden:
        return set()
    others = [code for code in children if code not in small]
    with_some = [code for code in others if numbers[code]]
    return small | {*(with_some or others)[:1]}
