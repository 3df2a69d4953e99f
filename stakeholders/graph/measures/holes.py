"""Structural holes: whose choices are narrow, and who could introduce whom."""

from collections.abc import Iterator

import numpy as np

from stakeholders.graph.build import Node, edges
from stakeholders.graph.measures.arrays import Arrays, Network, read
from stakeholders.graph.measures.triangles import Triangles, triangles_of

# Ways of two steps looked at together, so that a hub does not fill the memory.
TOGETHER = 2_000_000


def constraint(
    graph: Network, *, weight: str | None = None, within: str = "network"
) -> dict[Node, float]:
    """How much a node's ties lead back to each other: few ways round (Burt 1992, chapter 2).

    The sum over the contacts j of (p_ij + Σ_q p_iq·p_qj)², where p_ij is the part of i's ties that
    goes to j. One contact alone gives 1; the more contacts who do not know each other, the lower.
    May exceed 1 where two or three contacts are all tied to each other (9/8 in a triangle).

    Parameters
    ----------
    weight : the edge attribute with the strength of a tie, missing ones counting 1. By default
        every tie counts 1. Either way the two directions of a pair are added, as in networkx; a
        minus does not count, as a strong enmity binds too.
    within : ``"network"`` takes p_qj over all ties of q; ``"ego"`` over those of q to i and to i's
        contacts only, as UCINET does when told to look at ego networks one by one.

    Returns
    -------
    dict
        NaN for an isolate, who has no choices that could be narrow.
    """
    if within not in ("network", "ego"):
        raise ValueError(f"within is network or ego, not {within!r}")
    net = read(graph)
    found = triangles_of(net)
    strength = strengths(net, weight)
    totals = np.bincount(found.sources, strength, len(net))
    part = _over(strength, totals[found.sources])
    onward = part if within == "network" else strength
    first = part if within == "network" else _over(part, _turned(found, _held(found, strength)))
    indirect = np.zeros(2 * found.count)
    for iq, qj, ij in found.ways():
        indirect += np.bincount(ij, first[iq] * onward[qj], 2 * found.count)
    bound = np.bincount(found.sources, (part + indirect) ** 2, len(net))
    return net.by_node(np.where(totals > 0, bound, np.nan))


def effective_size(graph: Network, *, weight: str | None = None) -> dict[Node, float]:
    """How many contacts a node has that do not lead to the same people (Burt 1992, chapter 2).

    The sum over the contacts j of 1 - Σ_q p_iq·m_jq, where p_iq is the part of i's ties that goes
    to q and m_jq the tie of j and q over the strongest of j. With undirected ties of equal weight
    this is n - 2t/n for n contacts with t ties among them (Borgatti 1997). NaN for an isolate.
    ``weight`` as in `constraint`.
    """
    net = read(graph)
    found = triangles_of(net)
    strength = strengths(net, weight)
    totals = np.bincount(found.sources, strength, len(net))
    strongest = np.zeros(len(net))
    np.maximum.at(strongest, found.sources, strength)
    part = _over(strength, totals[found.sources])
    relative = _over(strength, strongest[found.sources])
    redundant = np.zeros(len(net))
    for iq, qj, _ in found.ways():
        amount = part[iq] * relative[found.back(qj)]
        redundant += np.bincount(found.sources[iq], amount, len(net))
    return net.by_node(np.where(totals > 0, net.degrees - redundant, np.nan))


def open_triangles(
    graph: Network, *, least: int = 1, most: int | None = None
) -> list[tuple[Node, Node, list[Node]]]:
    """Pairs without a tie who both know somebody: who could introduce whom.

    Parameters
    ----------
    least : list pairs with at least so many common acquaintances.
    most : list the first so many only; all by default.

    Returns
    -------
    list
        ``(a, b, common)`` with ``a`` before ``b``, ``common`` sorted; those with most in common
        first, then by name. Direction is ignored; a statement of absence is no tie.
    """
    net = read(graph)
    kept = [np.zeros((3, 0), dtype=np.int64)]
    for rows in _row_blocks(net):
        kept.append(_open_pairs(net, rows, max(1, least)))
        if most is not None:
            kept = [_foremost(np.concatenate(kept, axis=1), most)]
            if kept[0].shape[1] == most > 0:  # Later pairs must have more, for equals go by number.
                least = int(kept[0][2, -1]) + 1
    pairs = _foremost(np.concatenate(kept, axis=1), most)
    around = [set(others) for others in net.neighbours]
    return [
        (net.nodes[a], net.nodes[b], [net.nodes[k] for k in sorted(around[a] & around[b])])
        for a, b in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    ]


def _row_blocks(net: Arrays) -> Iterator[slice]:
    """Rows whose ways of two steps are few enough to be held together."""
    ways = np.zeros(len(net), dtype=np.int64)
    np.add.at(ways, np.repeat(np.arange(len(net)), net.degrees), net.degrees[net.ties.indices])
    ends = np.cumsum(ways)
    start = 0
    while start < len(net):
        done = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + TOGETHER, side="right")))
        yield slice(start, stop)
        start = stop


def _open_pairs(net: Arrays, rows: slice, least: int) -> np.ndarray:
    """Lower number, higher number and common acquaintances of the untied pairs of some rows."""
    shared = (net.ties[rows] @ net.ties).tocoo()
    many = np.flatnonzero(shared.data >= least)
    first, second = (
        shared.row[many].astype(np.int64) + rows.start,
        shared.col[many].astype(np.int64),
    )
    found = np.array([first, second, shared.data[many].astype(np.int64)])[:, first < second]
    low, high = net.pairs
    tied = np.isin(found[0] * len(net) + found[1], low * len(net) + high)
    return found[:, ~tied]


def _foremost(pairs: np.ndarray, most: int | None) -> np.ndarray:
    """Those with most in common first, then by number."""
    return pairs[:, np.lexsort((pairs[1], pairs[0], -pairs[2]))[:most]]


def strengths(net: Arrays, weight: str | None) -> np.ndarray:
    """How strongly two are tied, for each place of `triangles_of`, both directions added."""
    low, high = net.pairs
    codes = low * len(net) + high
    ends, amounts = net.sources * len(net) + net.targets, None
    if net.directed:
        ends = np.minimum(net.sources, net.targets) * len(net) + np.maximum(
            net.sources, net.targets
        )
    if weight is not None:
        told = list(edges(net.graph))
        at = [sorted((net.place[tie[0]], net.place[tie[1]])) for tie in told]
        ends = np.array([a * len(net) + b for a, b in at], dtype=np.int64)
        amounts = np.array([abs(float(tie[-1].get(weight, 1))) for tie in told])
    both = np.bincount(np.searchsorted(codes, ends), amounts, len(codes))
    return np.concatenate([both, both]).astype(float)


def _held(found: Triangles, strength: np.ndarray) -> np.ndarray:
    """For each place q→i, the ties of q to i and to those around i."""
    held = strength.copy()
    for qr, _, qi in found.ways():
        held += np.bincount(qi, strength[qr], 2 * found.count)
    return held


def _turned(found: Triangles, values: np.ndarray) -> np.ndarray:
    """For each place, the value of the same tie the other way round."""
    return np.concatenate([values[found.count :], values[: found.count]])


def _over(values: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(values, whole, out=np.zeros(len(values)), where=whole > 0)
