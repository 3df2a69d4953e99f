"""Friends and rivals: is a friend's friend a friend?"""

import math
import random
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import rustworkx
from scipy.sparse import coo_array

from stakeholders.graph.build import Node, edges
from stakeholders.graph.measures.arrays import Arrays, Network, read
from stakeholders.graph.measures.triangles import triangles_of

SIGN_OF_KIND = {"supports": 1, "competes": -1}
POSITIVE = frozenset({"+", "plus", "positive", "positif", "pos", "p"})
NEGATIVE = frozenset({"-", "−", "minus", "negative", "negatif", "neg", "n"})
# Up to so many ties in one block the frustration is proved, unless it takes more steps than these.
PROVED_UP_TO = 300
BRANCHES = 2_000
STARTS = 20
# The best of the starts is shaken so often, less often with more ties than this together.
SHAKES, SHAKEN = 400, 2_000_000

Pairs = dict[tuple[int, int], int]


def signs(graph: Network) -> dict[tuple[Node, Node], int]:
    """The sign of each pair joined by signed ties, +1 or -1; keys as sorted pairs.

    The edge attribute ``sign`` (a number, or a word such as ``+`` or ``negatif``) decides; without
    it ``kind``: supports is +1, competes -1, anything else has no sign. Where no tie says ``sign``
    and some have a negative ``weight``, as in signed networks of Pajek, weights are the signs. A
    pair with ties of both signs is neither friend nor rival: 0.
    """
    net = read(graph)
    return {(net.nodes[a], net.nodes[b]): sign for (a, b), sign in sorted(_read(net).items())}


def sign_of(data: Mapping[str, Any]) -> int:
    """The sign of one tie from its attributes: +1, -1, or 0 where it has none."""
    given = data.get("sign")
    if given is None or given == "":
        return SIGN_OF_KIND.get(data.get("kind", ""), 0)
    if isinstance(given, str):
        word = given.strip().lower()
        if word in POSITIVE or word in NEGATIVE:
            return 1 if word in POSITIVE else -1
        try:
            given = float(word.replace("−", "-"))
        except ValueError:
            return 0
    return (given > 0) - (given < 0)


def triangle_balance(graph: Network) -> float:
    """Share of the triangles of signed ties that are balanced (Cartwright and Harary 1956).

    Balanced: all three friends, or two friends with a rival in common (an even number of negative
    ties). NaN without such a triangle. Pairs of both signs are left out, direction is ignored.
    """
    balanced, unbalanced = signed_triangles(graph)
    return balanced / (balanced + unbalanced) if balanced + unbalanced else math.nan


def signed_triangles(graph: Network) -> tuple[int, int]:
    """How many triangles of signed ties are balanced, and how many are not."""
    net = read(graph)
    found = triangles_of(net)
    sign = np.zeros(2 * found.count, dtype=np.int64)
    signed = _signed(net)
    codes = np.array([a * len(net) + b for a, b in signed], dtype=np.int64)
    low, high = net.pairs
    sign[np.searchsorted(low * len(net) + high, codes)] = list(signed.values())
    sign[found.count :] = sign[: found.count]
    balanced = unbalanced = 0
    for ab, bc, ac in found.blocks():
        product = sign[ab] * sign[bc] * sign[ac]
        balanced += int(np.count_nonzero(product > 0))
        unbalanced += int(np.count_nonzero(product < 0))
    return balanced, unbalanced


def unbalanced_triads(graph: Network) -> list[tuple[Node, Node, Node]]:
    """The triangles with an odd number of negative ties, sorted: where it may chafe."""
    net = read(graph)
    signed = _signed(net)
    later: dict[int, set[int]] = {}
    for a, b in signed:
        later.setdefault(a, set()).add(b)
    found = [
        (a, b, c)
        for (a, b), sign in sorted(signed.items())
        for c in sorted(later.get(a, set()) & later.get(b, set()))
        if sign * signed[a, c] * signed[b, c] < 0
    ]
    return [(net.nodes[a], net.nodes[b], net.nodes[c]) for a, b, c in found]


@dataclass(frozen=True)
class Frustration:
    """The fewest ties that stand against a division into two camps.

    ``ties`` counts friends in different camps and rivals in the same one, ``camps`` are two sets
    that leave so few (nodes without signed ties are in neither), ``exact`` tells whether fewer are
    certainly impossible.
    """

    ties: int
    exact: bool
    camps: tuple[set[Node], set[Node]]


def frustration(graph: Network) -> float:
    """The fewest ties to drop or turn round until the network is balanced (Harary 1959).

    NaN without signed ties; 0 if it falls into two camps (or one). See `two_camps`, which also
    tells whether the number is proved. Pairs of both signs are left out, direction is ignored.
    """
    net = read(graph)
    return two_camps(net).ties if _signed(net) else math.nan


def two_camps(graph: Network) -> Frustration:
    """The division into two camps with the fewest ties against it.

    Notes
    -----
    The number is the sum over the blocks that hang together twice, as a tie outside of them can
    always be satisfied. A search by turning single nodes, from several starts and by shaking the
    best of them, gives the number; for blocks of up to 300 ties an integer program (Aref, Mason and
    Wilson 2020) then proves that fewer are impossible, or finds them. Beyond, or if the proof takes
    too many branches, the number is the best found: ``exact`` is false.
    """
    net = read(graph)
    if ("camps",) not in net.kept:
        net.kept["camps",] = _two_camps(net)
    return net.kept["camps",]


def _two_camps(net: Arrays) -> Frustration:
    signed = _signed(net)
    turned: Pairs = {}
    exact, count = True, 0
    for block in _blocks(net, signed):
        members = sorted({node for pair in block for node in pair})
        sides, cost, proved = _divided(members, block)
        exact, count = exact and proved, count + cost
        for a, b in block:
            turned[a, b] = sides[a] * sides[b]
    around: dict[int, list[tuple[int, int]]] = {}
    for (a, b), together in turned.items():
        around.setdefault(a, []).append((b, together))
        around.setdefault(b, []).append((a, together))
    side = _spread(around)
    camps = ({k for k, s in side.items() if s > 0}, {k for k, s in side.items() if s < 0})
    first, second = ({net.nodes[k] for k in camp} for camp in camps)
    return Frustration(count, exact, (first, second))


def _spread(around: Mapping[int, list[tuple[int, int]]]) -> dict[int, int]:
    """A side for each node, from which of them stand together (1) or apart (-1)."""
    side: dict[int, int] = {}
    for root in sorted(around):
        if root in side:
            continue
        side[root] = 1
        waiting = deque([root])
        while waiting:
            node = waiting.popleft()
            for other, together in around[node]:
                if other not in side:
                    side[other] = side[node] * together
                    waiting.append(other)
    return side


def _blocks(net: Arrays, signed: Pairs) -> list[Pairs]:
    """The signed ties by block: those of one block lie on circles with each other."""
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(net)))
    graph.extend_from_edge_list(sorted(signed))
    found: dict[int, Pairs] = {}
    for (a, b), block in rustworkx.biconnected_components(graph).items():
        pair = (min(a, b), max(a, b))
        found.setdefault(block, {})[pair] = signed[pair]
    return sorted(found.values(), key=min)


def _divided(members: list[int], block: Pairs) -> tuple[dict[int, int], int, bool]:
    """The sides of one block, the ties against them, and whether that is proved."""
    around: dict[int, list[tuple[int, int]]] = {node: [] for node in members}
    for (a, b), sign in sorted(block.items()):
        around[a].append((b, sign))
        around[b].append((a, sign))
    best = _spread(around)
    cost = _against(best, block)
    if not cost:
        return best, 0, True
    best, cost = _searched(best, around, block)
    proved = cost == 1
    if not proved and len(block) <= PROVED_UP_TO:
        side, proved = _fewer(members, block, cost)
        best = best if side is None else side
    return best, _against(best, block), proved


def _searched(
    best: dict[int, int], around: Mapping[int, list[tuple[int, int]]], block: Pairs
) -> tuple[dict[int, int], int]:
    """The sides with the fewest ties against them that turning single nodes comes to."""
    chance = random.Random(0)  # noqa: S311  repeatable on purpose, no secret
    members, cost = sorted(best), _against(best, block)
    for attempt in range(STARTS + min(SHAKES, SHAKEN // len(block))):
        side = dict(best)
        if 0 < attempt < STARTS:
            side = {node: chance.choice((1, -1)) for node in members}
        elif attempt:
            some = max(1, int(chance.uniform(0.01, 0.2) * len(members)))
            side |= {node: -side[node] for node in chance.sample(members, some)}
        _turn(side, around)
        if (found := _against(side, block)) <= cost:
            best, cost = side, found
    return best, cost


def _against(side: Mapping[int, int], block: Pairs) -> int:
    return sum(side[a] * side[b] != sign for (a, b), sign in block.items())


def _turn(side: dict[int, int], around: Mapping[int, list[tuple[int, int]]]) -> None:
    """Let nodes change sides while that leaves fewer ties against."""
    waiting = deque(side)
    while waiting:
        node = waiting.popleft()
        if sum(side[node] * side[other] * sign for other, sign in around[node]) < 0:
            side[node] = -side[node]
            waiting.append(node)
            waiting.extend(other for other, _ in around[node])


def _fewer(members: list[int], block: Pairs, cost: int) -> tuple[dict[int, int] | None, bool]:
    """Sides with fewer ties against than ``cost``, or None; and whether there are none better."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # Slow to import, seldom needed.

    column = {node: number for number, node in enumerate(members)}
    ties = sorted(block.items())
    size, many = len(members), len(ties)
    rows: list[dict[int, float]] = []
    least: list[float] = []
    for number, ((a, b), sign) in enumerate(ties):
        x, y, against = column[a], column[b], size + number
        if sign > 0:
            rows += [{against: 1, x: -1, y: 1}, {against: 1, x: 1, y: -1}]
            least += [0, 0]
        else:
            rows += [{against: 1, x: -1, y: -1}, {against: 1, x: 1, y: 1}]
            least += [-1, 1]
    at = {pair: size + number for number, (pair, _) in enumerate(ties)}
    for triangle in _odd_triangles(block):
        rows.append({at[pair]: 1.0 for pair in triangle})
        least.append(1)
    rows.append({size + number: -1.0 for number in range(many)})
    least.append(1 - cost)
    cells = [(r, c, v) for r, row in enumerate(rows) for c, v in row.items()]
    down, across, values = zip(*cells, strict=True)
    matrix = coo_array((values, (down, across)), shape=(len(rows), size + many)).tocsr()
    upper = np.ones(size + many)
    upper[column[max(members, key=lambda node: sum(node in pair for pair in block))]] = 0
    found = milp(
        np.concatenate([np.zeros(size), np.ones(many)]),
        integrality=np.concatenate([np.ones(size), np.zeros(many)]),
        bounds=Bounds(np.zeros(size + many), upper),
        constraints=LinearConstraint(matrix, np.array(least)),
        options={"node_limit": BRANCHES},
    )
    if found.x is None:
        return None, found.status == 2
    return {node: 1 if found.x[k] > 0.5 else -1 for node, k in column.items()}, found.status == 0


def _odd_triangles(block: Pairs) -> list[tuple[tuple[int, int], ...]]:
    later: dict[int, set[int]] = {}
    for a, b in block:
        later.setdefault(a, set()).add(b)
    return [
        ((a, b), (a, c), (b, c))
        for (a, b), sign in sorted(block.items())
        for c in sorted(later.get(a, set()) & later.get(b, set()))
        if sign * block[a, c] * block[b, c] < 0
    ]


def _read(net: Arrays) -> Pairs:
    """The sign of each pair by number, 0 where ties contradict each other."""
    found: Pairs = {}
    told = list(edges(net.graph))
    by_weight = not any("sign" in tie[-1] for tie in told) and any(
        _weight(tie[-1]) < 0 for tie in told
    )
    for source, target, *_, data in told:
        sign = sign_of({"sign": _weight(data)} if by_weight else data)
        if sign:
            a, b = sorted((net.place[source], net.place[target]))
            found[a, b] = sign if found.get((a, b), sign) == sign else 0
    return found


def _weight(data: Mapping[str, Any]) -> float:
    weight = data.get("weight", 1)
    return weight if isinstance(weight, int | float) else 1


def _signed(net: Arrays) -> Pairs:
    """The pairs of one sign only."""
    if ("signs",) not in net.kept:
        net.kept["signs",] = {pair: sign for pair, sign in _read(net).items() if sign}
    return net.kept["signs",]
