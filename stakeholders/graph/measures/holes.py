"""Structural holes: whose choices are narrow, and who could introduce whom."""

import numpy as np
from scipy.sparse import csr_array, diags_array, triu

from stakeholders.graph.build import Node, edges
from stakeholders.graph.measures.arrays import Arrays, Network, read


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
        every tie counts 1. Either way the two directions of a pair are added, as in networkx.
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
    strength = strengths(net, weight)
    totals = strength.sum(axis=1)
    part = diags_array(_inverse(totals)) @ strength
    if within == "network":
        indirect = (part @ part).multiply(net.ties)
    else:
        indirect = _ego_indirect(net, strength, part)
    found = (part + indirect).power(2).sum(axis=1)
    return net.by_node(np.where(totals > 0, found, np.nan))


def effective_size(graph: Network, *, weight: str | None = None) -> dict[Node, float]:
    """How many contacts a node has that do not lead to the same people (Burt 1992, chapter 2).

    The sum over the contacts j of 1 - Σ_q p_iq·m_jq, where p_iq is the part of i's ties that goes
    to q and m_jq the tie of j and q over the strongest of j. With undirected ties of equal weight
    this is n - 2t/n for n contacts with t ties among them (Borgatti 1997). NaN for an isolate.
    ``weight`` as in `constraint`.
    """
    net = read(graph)
    strength = strengths(net, weight)
    totals = strength.sum(axis=1)
    strongest = strength.max(axis=1).toarray().ravel() if len(net) else totals
    part = diags_array(_inverse(totals)) @ strength
    relative = diags_array(_inverse(strongest)) @ strength
    redundant = (part @ relative.T).multiply(net.ties).sum(axis=1)
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
    shared = triu(net.ties @ net.ties, k=1).tocsr()
    open_ = (shared - shared.multiply(net.ties)).tocoo()
    chosen = np.flatnonzero(open_.data >= max(1, least))
    order = np.lexsort((open_.col[chosen], open_.row[chosen], -open_.data[chosen]))
    chosen = chosen[order][:most]
    around = [set(others) for others in net.neighbours]
    return [
        (net.nodes[a], net.nodes[b], [net.nodes[k] for k in sorted(around[a] & around[b])])
        for a, b in zip(open_.row[chosen].tolist(), open_.col[chosen].tolist(), strict=True)
    ]


def strengths(net: Arrays, weight: str | None) -> csr_array:
    """How strongly two are tied, both directions added, parallel ties too if they are weighed."""
    if weight is None:
        return net.arcs + net.arcs.T if net.directed else net.ties
    low, high, amounts = [], [], []
    for source, target, *_, data in edges(net.graph):
        low.append(net.place[source])
        high.append(net.place[target])
        amounts.append(float(data.get(weight, 1)))
    shape = (len(net), len(net))
    one_way = csr_array((amounts, (low, high)), shape=shape)
    both = (one_way + one_way.T).tocsr()
    both.sum_duplicates()
    return both


def _ego_indirect(net: Arrays, strength: csr_array, part: csr_array) -> csr_array:
    """Σ_q p_iq·p_qj where the ties of q count only as far as they stay around i."""
    around = net.ties + diags_array(np.ones(len(net)))
    held = (around @ strength).multiply(net.ties).tocsr()
    held.data = 1 / held.data
    return (part.multiply(held) @ strength).multiply(net.ties)


def _inverse(values: np.ndarray) -> np.ndarray:
    return np.divide(1.0, values, out=np.zeros(len(values)), where=values > 0)
