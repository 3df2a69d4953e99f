"""Where to draw each actor.

Distances on paper follow the number of steps between actors (see `stress`). Parts that are not
tied to each other stand side by side, the largest first; actors without a tie stand in rows at the
lower edge. Coordinates run right and down, as on a page, in the mean length of a tie. Equal
networks give equal drawings, whatever the order in which nodes and ties arrive.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import KDTree

from stakeholders.graph.build import Node, edges, ordered
from stakeholders.graph.packing import (
    grid,
    level,
    packed,
    principal_angle,
    rotated,
    turned_like,
)
from stakeholders.graph.stress import (
    distances,
    ratio_sums,
    steps_between,
    stress_coordinates,
    stress_from,
)

Positions = Mapping[Node, tuple[float, float]]

# Width by height of the page that a fresh drawing fills; a quarter turn makes it a portrait.
PAGE = 1.3
# In lengths of a tie: room between parts, and the least distance of a new actor to any other.
GAP = 1.0
ELBOW_ROOM = 0.5
# A free turn must draw the network this much larger than a quarter turn, which keeps rows level.
WORTH_TILTING = 1.1
# New actors that are looked at one by one before the search tree is built anew.
RECENT = 200


def stress_layout(
    graph: nx.Graph, *, positions: Positions | None = None, seed: int = 0
) -> dict[Node, tuple[float, float]]:
    """A drawing of the whole network by stress majorisation, its parts packed side by side.

    Parameters
    ----------
    graph : any networkx graph; direction, weight and parallel ties do not matter.
    positions : an earlier drawing. The new one grows from it and lies most like it, part by part,
        unless a fresh start is clearly better; nodes it does not know are placed first. Those it
        knows keep their middle.
    seed : equal seeds give equal drawings.

    Returns
    -------
    dict
        Node to (x, y) in sorted order; the mean tie is 1 long. Isolates stand in rows below the
        rest. Empty for the empty network.

    Raises
    ------
    ValueError
        If a node is tied to itself.
    """
    simple = _simple(graph)
    old = place_new(simple, positions, seed=seed) if positions else None
    joined, alone = _parts(simple)
    drawn = [_drawn(simple, part, seed, old) for part in joined]
    blocks = _of_unit_length(drawn, simple, joined)
    blocks = [block - block.min(axis=0) for block in blocks]
    corners = packed([tuple(block.max(axis=0)) for block in blocks], PAGE, GAP)
    blocks = [block + corner for block, corner in zip(blocks, corners, strict=True)]
    width, depth = np.concatenate(blocks).max(axis=0) if blocks else (0.0, -GAP)
    columns = _columns(width, len(alone))
    rows = grid(len(alone), columns) + np.array([0, depth + GAP])
    spots = dict(_named([node for part in joined for node in part] + alone, [*blocks, rows]))
    shift = _shift(spots, positions or {})
    return {node: (spots[node][0] + shift[0], spots[node][1] + shift[1]) for node in simple}


def place_new(
    graph: nx.Graph, positions: Positions, *, seed: int = 0
) -> dict[Node, tuple[float, float]]:
    """The same drawing with the nodes it does not know yet; nobody it knows moves.

    A new node comes to stand near those it is tied to, at least half a tie's length from everybody
    (less in a drawing more crowded than that); new nodes tied only to new ones follow one after
    the other. A part with no known node is drawn below the rest, and an isolate joins the last row
    of isolates.

    Parameters
    ----------
    positions : node to (x, y) in any unit. Nodes that left the graph are left out of the result.
    seed : as in `stress_layout`, which draws the network if none of its nodes is known.
    """
    simple = _simple(graph)
    page = _Page(simple, positions)
    if not page.placed:
        return stress_layout(simple, seed=seed)
    wave = page.reached(page.placed)
    while wave:
        for node in wave:
            page.put_beside_ties(node)
        wave = page.reached(wave)
    waiting = [node for node in simple if node not in page.placed]
    joined, alone = _parts(simple.subgraph(waiting))
    drawn = [_drawn(simple, part, seed, None) for part in joined]
    page.put_below(joined, _of_unit_length(drawn, simple, joined))
    page.put_in_rows(alone)
    return {node: page.placed[node] for node in simple}


def stress(graph: nx.Graph, positions: Positions) -> float:
    """Normalised stress of a drawing: 0 if every distance is right, 1 if all lies on one spot.

    The mean of ((drawn - steps) / steps)² over the pairs that reach each other, after bringing the
    drawing to the size that makes it least; 0 if no pair does (Gansner, Koren and North 2005).

    Raises
    ------
    ValueError
        If a node has no position.
    """
    simple = _simple(graph)
    if missing := [node for node in simple if node not in positions]:
        raise ValueError(f"no position for {', '.join(map(str, missing))}")
    if not simple.number_of_edges():
        return 0.0
    ties = _matrix(simple, list(simple))
    xy = _array(positions[node] for node in simple)
    sums = [
        ratio_sums(steps_between(ties, sources), xy, sources)
        for sources in np.array_split(np.arange(len(xy)), 1 + len(xy) // 500)
    ]
    return stress_from(*(sum(each) for each in zip(*sums, strict=True)))


def rotate_to(positions: Positions, aspect: float) -> dict[Node, tuple[float, float]]:
    """The drawing turned and scaled to fill a page of this shape; angles and proportions stay.

    A quarter turn is taken if that is enough, because it keeps rows level; otherwise the main
    direction of the drawing is laid along the longer side.

    Parameters
    ----------
    aspect : width by height of the page, for example 0.75 for a telephone and 1.6 for a screen.

    Returns
    -------
    dict
        Node to (x, y), the drawing in the middle of a page whose longer side is 1: x from 0 to
        min(1, aspect), y from 0 to min(1, 1/aspect). A single node stands in the middle.

    Raises
    ------
    ValueError
        If ``aspect`` is not a positive number.
    """
    if not 0 < aspect < math.inf:
        raise ValueError(f"aspect is width by height, not {aspect}")
    if not positions:
        return {}
    page = np.array([min(1.0, aspect), min(1.0, 1 / aspect)])
    xy = _array(positions.values())
    tilt = principal_angle(xy)
    level_ones = [_fitted(rotated(xy, angle), page) for angle in (0, math.pi / 2)]
    tilted = [_fitted(rotated(xy, tilt + angle), page) for angle in (0, math.pi / 2)]
    (size, best), (other, free) = (
        max(each, key=lambda fit: fit[0]) for each in (level_ones, tilted)
    )
    best = free if other > WORTH_TILTING * size else best
    return dict(_named(positions, [best + page / 2]))


class _Page:
    """A drawing that only grows: where everybody stands, and room for the next."""

    def __init__(self, simple: nx.Graph, positions: Positions) -> None:
        self.simple = simple
        self.placed: dict[Node, tuple[float, float]] = {}
        self._spots = np.empty((len(simple), 2))
        self.put({node: positions[node] for node in simple if node in positions})
        self.unit = self._unit()
        self.elbow_room = min(ELBOW_ROOM * self.unit, 0.7 * self._usual_room() or math.inf)
        self._tree = KDTree(self.xy)

    @property
    def xy(self) -> np.ndarray:
        """Where everybody stands, in the order of arrival."""
        return self._spots[: len(self.placed)]

    def put(self, spots: Positions) -> None:
        for node, (x, y) in spots.items():
            self._spots[len(self.placed)] = x, y
            self.placed[node] = (float(x), float(y))

    def reached(self, nodes: Iterable[Node]) -> list[Node]:
        """Nodes still without a place that are tied to these, those with most ties placed first."""
        found = {other for node in nodes for other in self.simple[node]} - self.placed.keys()
        ties = {node: sum(other in self.placed for other in self.simple[node]) for node in found}
        return sorted(ordered(found), key=lambda node: -ties[node])

    def _unit(self) -> float:
        """The usual length of a tie; of the way to the next actor if there is none; or 1."""
        known = self.simple.subgraph(self.placed)
        lengths = [math.dist(self.placed[a], self.placed[b]) for a, b in known.edges]
        usual = float(np.median(lengths)) if lengths else self._usual_room()
        return usual if 0 < usual < math.inf else 1.0

    def _usual_room(self) -> float:
        """The median way to the nearest other actor, infinite for one alone."""
        if not self.placed:
            return 0.0
        return float(np.median(KDTree(self.xy).query(self.xy, k=2)[0][:, 1]))

    def _room(self, spots: np.ndarray) -> np.ndarray:
        """How far each spot is from the nearest actor."""
        if len(self.placed) - self._tree.n > RECENT:
            self._tree = KDTree(self.xy)
        recent = self.xy[self._tree.n :]
        room = self._tree.query(spots)[0]
        return np.minimum(room, distances(spots, recent).min(axis=1)) if len(recent) else room

    def put_beside_ties(self, node: Node) -> None:
        """The best free spot round the middle of those the node is tied to.

        Best is where one step and two steps away are nearest to one and two units, and where it is
        not crowded. Rings are searched outwards until a spot is free.
        """
        near = [other for other in self.simple[node] if other in self.placed]
        second = {
            other for via in self.simple[node] for other in self.simple[via] if other in self.placed
        }.difference(near, [node])
        target = _array(self.placed[other] for other in [*near, *ordered(second)])
        steps = np.repeat([1.0, 2.0], [len(near), len(second)])
        middle = _array(self.placed[other] for other in near).mean(axis=0)
        for radius in range(0, 2 * len(self.placed) + 2, 2):
            spots = middle + _rings(radius, radius + 2) * self.unit
            room = self._room(spots)
            free = room >= self.elbow_room
            if free.any():
                break
        wrong = ((distances(spots, target) / self.unit / steps - 1) ** 2).sum(axis=1)
        crowded = np.maximum(0, 1 - room / (2 * self.elbow_room)) ** 2
        best = spots[np.where(free, wrong + crowded, np.inf).argmin()]
        self.put({node: (best[0], best[1])})

    def put_below(self, parts: Sequence[Sequence[Node]], blocks: Sequence[np.ndarray]) -> None:
        """Whole new parts side by side under all that is drawn."""
        if not parts:
            return
        low, high = self.xy.min(axis=0), self.xy.max(axis=0)
        blocks = [(block - block.min(axis=0)) * self.unit for block in blocks]
        corners = packed([tuple(block.max(axis=0)) for block in blocks], PAGE, GAP * self.unit)
        edge = np.array([low[0], high[1] + GAP * self.unit])
        for part, block, corner in zip(parts, blocks, corners, strict=True):
            self.put(dict(_named(part, [block + corner + edge])))

    def put_in_rows(self, nodes: Sequence[Node]) -> None:
        """Isolates into the free places of the last row of isolates and of rows after it."""
        if not nodes:
            return
        low, high = self.xy.min(axis=0), self.xy.max(axis=0)
        rows = [self.placed[node] for node in nx.isolates(self.simple) if node in self.placed]
        last = [spot for spot in rows if spot[1] > high[1] - ELBOW_ROOM * self.unit]
        x, y = min(last, default=(low[0], high[1] + GAP * self.unit))
        columns = _columns((high[0] - x) / self.unit, len(nodes) + len(rows))
        slots = iter(grid(len(nodes) + 3 * columns, columns) * self.unit + np.array([x, y]))
        free = (slot for slot in slots if self._room(slot[None])[0] >= 0.75 * self.unit)
        self.put(dict(_named(nodes, [np.array([next(free) for _ in nodes])])))


def _simple(graph: nx.Graph) -> nx.Graph:
    """The nodes in their order and one edge for each pair that is tied, without attributes."""
    simple = nx.Graph()
    simple.add_nodes_from(ordered(graph))
    place = {node: number for number, node in enumerate(simple)}
    pairs = {tuple(sorted((place[tie[0]], place[tie[1]]))) for tie in edges(graph)}
    if loops := [first for first, second in pairs if first == second]:
        raise ValueError(f"{list(simple)[min(loops)]} is tied to itself")
    nodes = list(simple)
    simple.add_edges_from((nodes[first], nodes[second]) for first, second in sorted(pairs))
    return simple


def _parts(simple: nx.Graph) -> tuple[list[list[Node]], list[Node]]:
    """The parts that do not reach each other, the largest first, and those of one node."""
    place = {node: number for number, node in enumerate(ordered(simple))}
    parts = [sorted(part, key=place.__getitem__) for part in nx.connected_components(simple)]
    parts.sort(key=lambda part: (-len(part), place[part[0]]))
    return (
        [part for part in parts if len(part) > 1],
        [part[0] for part in parts if len(part) == 1],
    )


def _drawn(simple: nx.Graph, part: Sequence[Node], seed: int, old: Positions | None) -> np.ndarray:
    """The coordinates of one part, level or lying like the old drawing."""
    ties, rng = _matrix(simple, part), np.random.default_rng(seed)
    if old is None:
        return level(stress_coordinates(ties, rng))
    before = _array(old[node] for node in part)
    return turned_like(stress_coordinates(ties, rng, start=before), before)


def _of_unit_length(
    blocks: Sequence[np.ndarray], simple: nx.Graph, parts: Sequence[Sequence[Node]]
) -> list[np.ndarray]:
    """All drawings by one factor, so that the mean tie is 1 long."""
    lengths: list[float] = []
    for part, block in zip(parts, blocks, strict=True):
        spot = dict(zip(part, block.tolist(), strict=True))
        lengths += [math.dist(spot[a], spot[b]) for a, b in simple.subgraph(part).edges]
    mean = math.fsum(lengths) / len(lengths) if lengths else 1.0
    return [block / (mean or 1.0) for block in blocks]


def _shift(spots: Positions, before: Positions) -> np.ndarray:
    """What brings those who were drawn before back to where they stood, on average."""
    known = [node for node in spots if node in before]
    if not known:
        return np.zeros(2)
    was, now = (_array(drawing[node] for node in known) for drawing in (before, spots))
    return was.mean(axis=0) - now.mean(axis=0)


def _columns(width: float, count: int) -> int:
    """How many to a row: as far as the drawing reaches, or enough to fill a page without one."""
    return max(1 + math.floor(width + 0.25), math.floor(math.sqrt(PAGE * count)), 1)


def _fitted(xy: np.ndarray, page: np.ndarray) -> tuple[float, np.ndarray]:
    """The factor by which the drawing fills the page, and it at that size around the origin."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    factor = 1 / (float(np.max((high - low) / page)) or 1.0)
    return factor, (xy - (low + high) / 2) * factor


def _matrix(simple: nx.Graph, nodes: Sequence[Node]) -> csr_array:
    return csr_array(nx.to_scipy_sparse_array(simple, nodelist=nodes, weight=None, dtype=float))


def _rings(inner: float, outer: float) -> np.ndarray:
    """Spots on circles a quarter apart, 24 to a circle, the middle too if ``inner`` is 0."""
    radius, turn = np.meshgrid(
        np.arange(inner + 0.25, outer + 0.125, 0.25), np.arange(24) * (math.tau / 24), indexing="ij"
    )
    spots = np.column_stack(((radius * np.cos(turn)).ravel(), (radius * np.sin(turn)).ravel()))
    return spots if inner else np.vstack((np.zeros((1, 2)), spots))


def _array(spots: Iterable[Sequence[float]]) -> np.ndarray:
    return np.array([(x, y) for x, y in spots], dtype=float).reshape(-1, 2)


def _named(
    nodes: Iterable[Node], blocks: Sequence[np.ndarray]
) -> Iterable[tuple[Node, tuple[float, float]]]:
    """Nodes with the rows of the blocks one after the other."""
    spots = [(x, y) for block in blocks for x, y in block.tolist()]
    return zip(nodes, spots, strict=True)
