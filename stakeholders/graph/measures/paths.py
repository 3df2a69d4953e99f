"""Shortest paths: who stands between others, who is near, and how far apart a network is."""

import math
import sys
from dataclasses import dataclass

import numpy as np
import rustworkx
from scipy.sparse import csr_array

from stakeholders.graph.build import Node
from stakeholders.graph.measures.arrays import Network, read
from stakeholders.graph.measures.ties import centralization
from stakeholders.graph.measures.ways import Ways

# Words of one block of targets: a row fills a line of the processor's cache.
WORDS = 8
# Several threads add in any order, and the last digits would differ from run to run.
ONE_THREAD = sys.maxsize
# Ways of two steps that are looked at together; with more, a hub would fill the memory.
HELD = 10_000_000


def betweenness(
    graph: Network, *, sample: int | None = None, seed: int = 0, directed: bool = False
) -> dict[Node, float]:
    """Between how many pairs of others each node stands (Freeman 1977).

    Each unordered pair counts 1, divided over its shortest paths: a node on one of two shortest
    paths gets a half. Isolates and nodes at the edge have 0. Not divided by the number of pairs;
    see `betweenness_share`.

    Parameters
    ----------
    sample : estimate from the paths that start at so many nodes, drawn by ``seed``; see
        `sampled_betweenness`. By default, and if there are no more nodes than that, exact.
    directed : follow the arrows of a directed graph. Then each *ordered* pair counts 1 (Gould
        1987), as there are two ways between two nodes.

    Notes
    -----
    Brandes (2001), time n·m, for as many nodes at a time as the processor's cache can hold; each
    step across is one round. Networks of very many steps, such as chains, are left to rustworkx.
    """
    net = read(graph)
    if sample is not None and sample < len(net):
        return sampled_betweenness(net, sample=sample, seed=seed, directed=directed).values
    follow = directed and net.directed
    ways = Ways(net.arcs if follow else net.ties)
    if ways.deep():
        graph_of = net.rust_directed if follow else net.rust
        found = rustworkx.betweenness_centrality(
            graph_of, normalized=False, parallel_threshold=ONE_THREAD
        )
        return {node: found[number] for number, node in enumerate(net.nodes)}
    total = np.zeros(len(net))
    for sources in ways.blocks(np.arange(len(net))):
        total += ways.passing(sources).sum(axis=0)
    return net.by_node(total if follow else total / 2)


@dataclass(frozen=True)
class Sampled:
    """Betweenness from a sample: ``values`` and their standard ``errors`` by node, same units.

    ``sources`` of ``nodes`` were asked. An error is that of drawing without return, right on the
    average. As few ways bear much, only about four of five values lie within twice their error:
    take values that differ by less than that as equal.
    """

    values: dict[Node, float]
    errors: dict[Node, float]
    sources: int
    nodes: int


def sampled_betweenness(
    graph: Network, *, sample: int = 500, seed: int = 0, directed: bool = False
) -> Sampled:
    """`betweenness` estimated from the paths of ``sample`` nodes (Brandes and Pich 2007).

    Unbiased: the mean over all samples is the exact value. The order of the foremost is right only
    for those whose values differ by more than their errors.

    Notes
    -----
    Without direction a node on a path counts by how far along it stands, from 0 at the start to 1
    at the end (Geisberger, Sanders and Schultes 2008): together with the way back that is once for
    each pair, and the neighbours of those drawn no longer look central.
    """
    net = read(graph)
    size = len(net)
    drawn = np.random.default_rng(seed).permutation(size)[: max(0, sample)]
    follow = directed and net.directed
    sums, squares = np.zeros(size), np.zeros(size)
    ways = Ways(net.arcs if follow else net.ties)
    for sources in ways.blocks(np.sort(drawn)):
        passed = ways.passing(sources, by_length=not follow)
        sums += passed.sum(axis=0)
        squares += (passed**2).sum(axis=0)
    count = max(1, len(drawn))
    mean = sums / count
    spread = np.maximum(squares / count - mean**2, 0) * count / max(1, count - 1)
    error = size * np.sqrt(spread / count * max(0.0, 1 - count / max(size, 1)))
    return Sampled(net.by_node(size * mean), net.by_node(error), len(drawn), len(net))


def betweenness_share(graph: Network, *, directed: bool = False) -> dict[Node, float]:
    """`betweenness` over all pairs of others, from 0 to 1; 0 with fewer than three nodes."""
    counts = betweenness(graph, directed=directed)
    return as_share(counts, directed=directed and read(graph).directed)


def as_share(counts: dict[Node, float], *, directed: bool = False) -> dict[Node, float]:
    """Counts of pairs of others, one for each node, over the number of such pairs.

    ``directed`` counts are of ordered pairs, of which there are twice as many.
    """
    pairs = (len(counts) - 1) * (len(counts) - 2) / (1 if directed else 2)
    return {node: count / pairs if pairs else 0.0 for node, count in counts.items()}


def betweenness_centralization(graph: Network, *, directed: bool = False) -> float:
    """How much all paths lead over one node: 1 in a star, 0 if all stand alike (Freeman 1979).

    Freeman's `centralization` of `betweenness_share`; NaN with fewer than three nodes.
    """
    return centralization(betweenness_share(graph, directed=directed))


@dataclass(frozen=True)
class Distances:
    """Steps along shortest paths from each node to those it reaches, itself left out.

    ``reached`` and ``steps`` are, by number of the node, how many it reaches and the sum of the
    steps to them; ``longest`` is the largest number of steps between any two that reach each other.
    """

    reached: np.ndarray
    steps: np.ndarray
    longest: int


def distances(graph: Network, *, directed: bool = False, inward: bool = False) -> Distances:
    """All shortest paths of a network, as counts; ``inward`` turns the arrows round.

    Notes
    -----
    Breadth first from every node, 64 in one word of the machine: time n·m/64 for each step across.
    Networks of very many steps are walked node by node.
    """
    net = read(graph)
    key = ("distances", directed and net.directed, directed and net.directed and inward)
    if key not in net.kept:
        matrix = net.arcs if key[1] else net.ties
        matrix = csr_array(matrix.T) if key[2] else matrix
        net.kept[key] = (_walked if Ways(matrix).deep() else _spread)(matrix)
    return net.kept[key]


def closeness(graph: Network, *, directed: bool = False, inward: bool = False) -> dict[Node, float]:
    """How near each node is to those it reaches, from 0 to 1 (Wasserman and Faust 1994, 5.2).

    For a node that reaches r of n-1 others at a mean distance of d steps: (r / (n-1)) / d. In one
    part this is Freeman's (1979) closeness; in a split network small parts do not look central.
    An isolate has 0.

    Parameters
    ----------
    directed : follow the arrows of a directed graph, from the node to those in its reach; with
        ``inward`` from the others to the node (networkx counts so).
    """
    net = read(graph)
    found = distances(net, directed=directed, inward=inward)
    weight = found.steps * max(1, len(net) - 1)
    near = np.divide(found.reached**2, weight, out=np.zeros(len(net)), where=weight > 0)
    return net.by_node(near)


def reach(graph: Network, *, steps: int = 2, directed: bool = False) -> dict[Node, int]:
    """How many others each node comes to in at most ``steps`` steps; an isolate has 0.

    ``directed`` follows the arrows of a directed graph.

    Raises
    ------
    ValueError
        If ``steps`` is less than 1.
    """
    if steps < 1:
        raise ValueError(f"steps is at least 1, not {steps}")
    net = read(graph)
    matrix = net.arcs if directed and net.directed else net.ties
    if steps == 2 and _walks(matrix) < min(HELD, len(net) * matrix.nnz / 64):
        near = (matrix @ matrix + matrix).tocsr()
        return net.by_node(np.diff(near.indptr) - (near.diagonal() > 0))
    return net.by_node(_spread(matrix, steps=steps).reached)


def _walks(matrix: csr_array) -> int:
    """How many ways of two steps there are: what it costs to multiply a matrix with itself."""
    return int(np.diff(matrix.indptr).astype(np.int64)[matrix.indices].sum())


def characteristic_path_length(graph: Network, *, directed: bool = False) -> float:
    """Mean number of steps between two nodes, over the pairs that reach each other.

    Watts and Strogatz (1998) for one part. In a split network the pairs apart are left out, so it
    must be read together with `fragmentation`; NaN if nobody reaches anybody. ``directed`` follows
    the arrows, over ordered pairs.
    """
    found = distances(graph, directed=directed)
    pairs = int(found.reached.sum())
    return float(found.steps.sum()) / pairs if pairs else math.nan


def diameter(graph: Network, *, directed: bool = False) -> float:
    """The longest of the shortest paths, in steps; NaN if nobody reaches anybody.

    In a split network the largest within a part, as in `characteristic_path_length`.
    """
    longest = distances(graph, directed=directed).longest
    return longest if longest else math.nan


def _spread(matrix: csr_array, *, steps: int | None = None) -> Distances:
    """Steps along the rows of a matrix, for 64 targets in each of a few words."""
    size = matrix.shape[0]
    heads = _Heads(matrix)
    reached, total = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    longest = 0
    words = max(1, min(WORDS, -(-size // 64)))
    for first in range(0, size, 64 * words):
        targets = np.arange(first, min(first + 64 * words, size))
        bits = np.left_shift(np.uint64(1), (targets % 64).astype(np.uint64))
        seen = np.zeros((size, words), dtype=np.uint64)
        seen[heads.place[targets], (targets - first) // 64] = bits
        new, step = seen.copy(), 0
        while steps is None or step < steps:
            step += 1
            come = heads.gather(new)
            np.bitwise_and(come, ~seen[: len(come)], out=come)
            count = np.bitwise_count(come).sum(axis=1, dtype=np.int64)
            if not count.any():
                break
            seen[: len(come)] |= come
            new[: len(come)] = come
            new[len(come) :] = 0
            reached[: len(come)] += count
            total[: len(come)] += step * count
            longest = max(longest, step)
    return Distances(reached[heads.place], total[heads.place], longest)


def _walked(matrix: csr_array) -> Distances:
    """Steps along the rows of a matrix, layer by layer from each node."""
    size = matrix.shape[0]
    graph = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    cells = matrix.tocoo()
    graph.extend_from_edge_list(list(zip(cells.row.tolist(), cells.col.tolist(), strict=True)))
    reached, total = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    longest = 0
    for source in range(size):
        layers = np.array([len(layer) for layer in rustworkx.bfs_layers(graph, [source])])
        reached[source] = layers.sum() - 1
        total[source] = (layers * np.arange(len(layers))).sum()
        longest = max(longest, len(layers) - 1)
    return Distances(reached, total, longest)


class _Heads:
    """The columns of each row of a matrix, rows renumbered so that the fullest come first.

    The k-th columns of all rows that have so many stand together: to join what stands at all of
    them is one pass for each k. What the few fullest rows have beyond that is joined row by row.
    """

    FEW = 16

    def __init__(self, matrix: csr_array) -> None:
        counts = np.diff(matrix.indptr)
        order = np.argsort(-counts, kind="stable")
        self.place = np.empty(len(counts), dtype=np.int64)
        self.place[order] = np.arange(len(counts))
        starts, counts = matrix.indptr[order].astype(np.int64), counts[order]
        self.rows = int(np.count_nonzero(counts))
        common = int(counts[self.FEW - 1]) if len(counts) >= self.FEW else 0
        columns = self.place[matrix.indices]
        self.columns = [
            columns[starts[: np.searchsorted(-counts, -k, side="right")] + k - 1]
            for k in range(1, common + 1)
        ]
        full = int(np.searchsorted(-counts, -common, side="left"))
        rest = [columns[starts[row] + common : starts[row] + counts[row]] for row in range(full)]
        self.rest = np.concatenate(rest) if rest else columns[:0]
        self.ends = np.cumsum([0, *map(len, rest)])[:-1]

    def gather(self, values: np.ndarray) -> np.ndarray:
        """For each row that has columns, all bits that stand in any of them."""
        found = np.zeros((self.rows, values.shape[1]), dtype=np.uint64)
        spare = np.empty_like(found)
        for columns in self.columns:
            many = len(columns)
            np.take(values, columns, axis=0, out=spare[:many], mode="clip")
            np.bitwise_or(found[:many], spare[:many], out=found[:many])
        if len(self.ends):
            joined = np.bitwise_or.reduceat(values[self.rest], self.ends, axis=0)
            found[: len(joined)] |= joined
        return found
