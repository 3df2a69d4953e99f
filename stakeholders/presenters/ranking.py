"""Who comes first, and with whom on a par: groups of equals instead of decimals."""

from stakeholders.graph.measures import rank_groups

LEAST = 8  # with fewer parties an order means nothing


def can_rank(parties) -> bool:
    """Whether there are enough parties to speak of an order."""
    return sum(party["kind"] != "outside" for party in parties) >= LEAST


def ranked(values, *, of) -> list[list[str]]:
    """The parties ``of`` a map with a value above nothing, in groups of equals, highest first.

    ``values``: id to number; who has none has 0. Empty where there are too few parties to speak of
    an order. Nameless parties from outside have no place in it.
    """
    known = {p["id"]: values.get(p["id"], 0) for p in of if p["kind"] != "outside"}
    groups = rank_groups(known, least=LEAST) or []
    above = ([party for party in group if known[party]] for group in groups)
    return [group for group in above if group]
