"""People and the groups they belong to: both sides of a two-mode network.

Reference: Borgatti and Everett (1997), "Network analysis of 2-mode data", Social Networks 19,
243-269: each measure over the largest value that a node of its side could have.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from stakeholders.graph.build import Node
from stakeholders.graph.measures.arrays import Arrays, Network, read
from stakeholders.graph.measures.paths import betweenness, distances


@dataclass(frozen=True)
class TwoMode:
    """Shares from 0 to 1 by node, for both sides together.

    ``degree`` over the size of the other side; ``closeness`` as the least number of steps possible
    over the steps there are, times the share of all others that are reached; ``betweenness`` over
    the most a node of that side could stand between.
    """

    degree: dict[Node, float]
    closeness: dict[Node, float]
    betweenness: dict[Node, float]


def two_mode(graph: Network, groups: Collection[Node]) -> TwoMode:
    """Degree, closeness and betweenness of people and groups (Borgatti and Everett 1997).

    Parameters
    ----------
    graph : ties between the two sides only.
    groups : the nodes of one side; all other nodes are the other.

    Raises
    ------
    ValueError
        If a tie joins two nodes of one side.
    """
    net = read(graph)
    inside = set(groups)
    side = np.array([node in inside for node in net.nodes], dtype=bool)
    low, high = net.pairs
    same = np.flatnonzero(side[low] == side[high])
    if same.size:
        first, second = net.nodes[low[same[0]]], net.nodes[high[same[0]]]
        raise ValueError(f"{first} and {second} are on one side")
    own = np.where(side, side.sum(), len(net) - side.sum()).astype(float)
    other = len(net) - own
    return TwoMode(
        net.by_node(_over(net.degrees, other)),
        _closeness(net, own, other),
        net.by_node(_over(np.array(list(betweenness(net).values())), _most_between(own, other))),
    )


def _closeness(net: Arrays, own: np.ndarray, other: np.ndarray) -> dict[Node, float]:
    found = distances(net)
    nearest = other + 2 * (own - 1)
    share = _over(found.reached, np.full(len(net), len(net) - 1.0))
    return net.by_node(_over(nearest, found.steps.astype(float)) * share)


def _most_between(own: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The most pairs a node can stand between, given the sizes of its own and the other side."""
    s, t = np.divmod(own - 1, np.maximum(other, 1))
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2


def _over(values: np.ndarray, largest: np.ndarray) -> np.ndarray:
    return np.divide(values, largest, out=np.zeros(len(values)), where=largest > 0)
