"""Key-player sets: the few who together reach most, or without whom most falls apart."""

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from scipy.sparse import csr_array

from stakeholders.graph.build import Node
from stakeholders.graph.measures.arrays import Arrays, Network, read
from stakeholders.graph.measures.parts import still_together, walks
from stakeholders.graph.measures.paths import reach

# Rounds of exchange after the greedy choice; each round looks at every member once.
ROUNDS = 10
# Nodes looked at in all starts together: small networks get many starts, large ones one.
EFFORT = 1_500
NOTHING = 1e-12
# Pairs of a node and another in its reach that are held at once.
HELD = 10_000_000

Scores = Callable[[Sequence[int]], np.ndarray]


def key_players(
    graph: Network,
    *,
    size: int = 3,
    goal: Literal["reach", "fragment"] = "reach",
    steps: int = 2,
) -> tuple[list[Node], float]:
    """A set of ``size`` nodes that together serve a goal best (Borgatti 2006).

    The best set is seldom that of the best single nodes: two who reach the same people add little
    to each other. The choice is greedy, then members are exchanged one at a time while that helps;
    in small networks from many starts. The set is very good and not certainly the best.

    Parameters
    ----------
    goal : ``"reach"`` (KPP-Pos) looks for those from whom most are reached within ``steps``;
        ``"fragment"`` (KPP-Neg) for those without whom most pairs of the others are parted.
    steps : for ``"reach"`` only.

    Returns
    -------
    nodes, share
        The nodes, sorted; at most as many as there are. For ``"reach"`` the share of all nodes
        that are in the set or within ``steps`` of it; for ``"fragment"`` the `fragmentation` of
        what is left without the set. 0.0 in the empty network. Direction is ignored.

    Raises
    ------
    ValueError
        If the goal is neither, or ``size`` or ``steps`` is less than 1.
    """
    if goal not in ("reach", "fragment"):
        raise ValueError(f"goal is reach or fragment, not {goal!r}")
    if size < 1 or steps < 1:
        raise ValueError("size and steps are at least 1")
    net = read(graph)
    if not len(net):
        return [], 0.0
    scores = _covering(net, steps) if goal == "reach" else _parting(net)
    best: list[int] = []
    most = -1.0
    for first in _firsts(scores, len(net)):
        chosen = _exchanged(_greedy([first], scores, min(size, len(net))), scores)
        share = float(scores(chosen[:-1])[chosen[-1]])
        if share > most + NOTHING:
            best, most = chosen, share
    return [net.nodes[number] for number in sorted(best)], most


def _firsts(scores: Scores, size: int) -> list[int]:
    """Whom to begin with: the best alone, and in small networks others too."""
    starts = max(1, min(size, EFFORT // size))
    return np.argsort(-scores([]), kind="stable")[:starts].tolist()


def _greedy(chosen: list[int], scores: Scores, size: int) -> list[int]:
    while len(chosen) < size:
        gains = scores(chosen)
        gains[chosen] = -1
        chosen.append(int(gains.argmax()))
    return chosen


def _exchanged(chosen: list[int], scores: Scores) -> list[int]:
    """Put each member's place to better use, until no single exchange helps."""
    for _ in range(ROUNDS):
        better = False
        for member in chosen:
            others = [each for each in chosen if each != member]
            gains = scores(others)
            gains[others] = -1
            best = int(gains.argmax())
            if gains[best] > gains[member] + NOTHING:
                chosen, better = [*others, best], True
        if not better:
            break
    return chosen


def _covering(net: Arrays, steps: int) -> Scores:
    """For a set, the share of nodes within reach if one more node joined, for each node.

    Where everybody reaches so many that it would fill the memory, only those who reach most alone
    are candidates; the others score 0.
    """
    alone = np.array(list(reach(net, steps=steps).values())) + 1
    order = np.argsort(-alone, kind="stable")
    chosen = order[: max(1, int(np.searchsorted(np.cumsum(alone[order]), HELD, side="right")))]
    start = (np.ones(len(chosen)), (np.arange(len(chosen)), chosen))
    near = csr_array(start, shape=(len(chosen), len(net)))
    for _ in range(steps):
        near = ((near @ net.ties) + near).astype(bool).astype(float)
    row_of = {node: row for row, node in enumerate(chosen.tolist())}

    def scores(members: Sequence[int]) -> np.ndarray:
        covered = np.zeros(len(net), dtype=bool)
        for member in members:
            row = row_of[member]
            covered[near.indices[near.indptr[row] : near.indptr[row + 1]]] = True
        share = np.zeros(len(net))
        share[chosen] = (covered.sum() + near @ (~covered).astype(float)) / len(net)
        return share

    return scores


def _parting(net: Arrays) -> Scores:
    """For a set, the fragmentation left if one more node left too, for each node."""

    def scores(members: Sequence[int]) -> np.ndarray:
        found = walks(net.neighbours, members)
        together = sum(len(walk.order) * (len(walk.order) - 1) for walk in found)
        left = np.full(len(net), float(together))
        for walk in found:
            for node, after in still_together(walk).items():
                left[node] += 2 * after - len(walk.order) * (len(walk.order) - 1)
        staying = len(net) - len(members) - 1
        pairs = staying * (staying - 1)
        return 1 - left / pairs if pairs > 0 else np.zeros(len(net))

    return scores
