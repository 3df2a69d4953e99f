"""Who comes first, and with whom on a par: groups of equals instead of decimals."""

from collections import defaultdict

LEAST = 8  # with fewer parties an order means nothing


def can_rank(parties) -> bool:
    """Whether there are enough parties to speak of an order."""
    return sum(party["kind"] != "outside" for party in parties) >= LEAST


def ranked(values, *, of) -> list[list[str]]:
    """The parties ``of`` a map with a value above nothing, in groups of equals, highest first.

    ``values``: id to number. Empty where there are too few parties to speak of an order. Nameless
    parties from outside have no place in it.
    """
    groups = defaultdict(list)
    for party in of:
        if party["kind"] != "outside" and (value := values.get(party["id"])):
            groups[value].append(party["id"])
    return [groups[value] for value in sorted(groups, reverse=True)] if can_rank(of) else []
