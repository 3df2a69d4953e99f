"""Networks that resemble villages, for benchmarks."""

import random
from itertools import accumulate

import networkx as nx

MEAN_DEGREE = 5
HAMLET, VILLAGE = 40, 200
# Where the other end of a tie lives: the own hamlet, one beside it, the village, anywhere.
NEAR = {"hamlet": 0.68, "beside": 0.22, "village": 0.08, "anywhere": 0.02}
# Few are known to very many: the tail of how well known an actor is, and its end.
TAIL, BEST_KNOWN = 2.2, 12.0


def villages(actors: int, seed: int) -> nx.Graph:
    """The largest part of a network of villages with hamlets, of about ``actors`` actors."""
    rng = random.Random(seed)  # noqa: S311
    known = [min(rng.paretovariate(TAIL), BEST_KNOWN) for _ in range(actors)]
    sums: dict[tuple[int, int], list[float]] = {}

    def one_of(first: int, last: int) -> int:
        """Somebody between the two, the better known the likelier."""
        if (first, last) not in sums:
            sums[first, last] = list(accumulate(known[first:last]))
        return first + rng.choices(range(last - first), cum_weights=sums[first, last])[0]

    pairs: set[tuple[int, int]] = set()
    while len(pairs) < actors * MEAN_DEGREE // 2:
        one = one_of(0, actors)
        where = rng.choices(list(NEAR), weights=list(NEAR.values()))[0]
        other = one_of(*_range(one, where, actors, rng))
        if one != other:
            pairs.add((min(one, other), max(one, other)))
    graph = nx.empty_graph(actors)
    graph.add_edges_from(sorted(pairs))
    return graph.subgraph(max(nx.connected_components(graph), key=len)).copy()


def _range(actor: int, where: str, actors: int, rng: random.Random) -> tuple[int, int]:
    """The numbers of those who live there, seen from ``actor``."""
    village = actor // VILLAGE * VILLAGE
    size = {"village": VILLAGE, "anywhere": actors}.get(where, HAMLET)
    first = actor // size * size
    if where == "beside":
        # The hamlets of a village lie along a road that closes to a ring.
        first = village + (first - village + rng.choice((-HAMLET, HAMLET))) % VILLAGE
    last = min(first + size, actors)
    return (first, last) if first < last else (village, actors)
