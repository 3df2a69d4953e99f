"""Inside and outside: cores, the three layers, and ranks without decimals."""

from collections.abc import Mapping, Sequence

import numpy as np
import rustworkx

from stakeholders.graph.build import Node, ordered
from stakeholders.graph.measures.arrays import Network, read

LAYERS = ("core", "middle", "edge")


def core_number(graph: Network) -> dict[Node, int]:
    """The largest k for which a node belongs to the k-core (Seidman 1983); an isolate has 0.

    In the k-core everybody is tied to at least k others of the k-core. Direction is ignored.
    """
    net = read(graph)
    found = rustworkx.core_number(net.rust)
    return {node: found[number] for number, node in enumerate(net.nodes)}


def core_periphery(graph: Network) -> dict[Node, str]:
    """Each node's layer: ``"core"``, ``"middle"`` or ``"edge"``.

    `core_number` cut in three by its largest value: above two thirds of it is the core, above one
    third the middle. Where no circle of ties exists (largest value 1) nobody is core and everybody
    with a tie is middle. Isolates are edge. The edge is no failure: news enters there.
    """
    numbers = core_number(graph)
    largest = max(numbers.values(), default=0)
    if largest < 2:
        return {node: "middle" if number else "edge" for node, number in numbers.items()}
    return {
        node: LAYERS[(3 * number <= 2 * largest) + (3 * number <= largest)]
        for node, number in numbers.items()
    }


def rank_groups(
    values: Mapping[Node, float], *, least: int = 8, groups: int | None = None
) -> list[list[Node]] | None:
    """The nodes in groups from high to low; within a group all rank alike ("setara").

    Equal values are never parted. By default there is a group for each value; with ``groups`` there
    are at most so many, cut where values differ most: the sum of squares within the groups is as
    small as it can be (Fisher 1958; Jenks' natural breaks). Nodes of a group are sorted; NaN is
    left out, and a difference beyond nine digits is none.

    Returns
    -------
    list of lists, or None
        None if fewer than ``least`` nodes have a value: too few to rank.
    """
    known = {node: float(f"{value:.9g}") for node, value in values.items() if value == value}
    if len(known) < max(least, 1):
        return None
    levels = sorted(set(known.values()), reverse=True)
    at = {level: number for number, level in enumerate(levels)}
    counts = np.bincount([at[value] for value in known.values()])
    group_of = _breaks(levels, counts, len(levels) if groups is None else groups)
    found: list[list[Node]] = [[] for _ in range(max(group_of) + 1)]
    for node in ordered(known):
        found[group_of[at[known[node]]]].append(node)
    return found


def _breaks(levels: Sequence[float], counts: np.ndarray, groups: int) -> list[int]:
    """For each of the falling levels the number of its group."""
    size = len(levels)
    if size <= groups:
        return list(range(size))
    if size > 2_000:  # Thin out evenly: the cuts hardly move.
        step = -(-size // 2_000)
        thin = _breaks(levels[::step], np.add.reduceat(counts, range(0, size, step)), groups)
        return [thin[number // step] for number in range(size)]
    weight = np.concatenate([[0.0], np.cumsum(counts)])
    values = np.array(levels) - levels[-1]
    first = np.concatenate([[0.0], np.cumsum(counts * values)])
    second = np.concatenate([[0.0], np.cumsum(counts * values**2)])

    def spread(start: np.ndarray, stop: int) -> np.ndarray:
        mass = weight[stop] - weight[start]
        return second[stop] - second[start] - (first[stop] - first[start]) ** 2 / mass

    best = np.array([0.0, *(spread(np.array([0]), stop)[0] for stop in range(1, size + 1))])
    cuts = []
    for _ in range(groups - 1):
        choice = np.zeros(size + 1, dtype=int)
        better = np.full(size + 1, np.inf)
        for stop in range(1, size + 1):
            costs = best[:stop] + spread(np.arange(stop), stop)
            choice[stop] = costs.argmin()
            better[stop] = costs[choice[stop]]
        cuts.append(choice)
        best = better
    stop, borders = size, []
    for choice in reversed(cuts):
        stop = int(choice[stop])
        borders.append(stop)
    return [sum(number >= border for border in borders if border) for number in range(size)]
