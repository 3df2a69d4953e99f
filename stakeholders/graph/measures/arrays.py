"""A network read once, as the arrays that the measures compute on."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import rustworkx
from scipy.sparse import csr_array

from stakeholders.graph.build import Node, edges, ordered


class Arrays:
    """The simple network behind any graph, numbered in sorted order.

    Parallel ties are one, statements of absence (`build.ABSENT`) none. Every measure takes these
    in place of a graph, so that many measures of one network read it only once. The graph must
    not change in between.

    Parameters
    ----------
    graph : any networkx graph.
    kinds : keep only ties of these kinds. By default all but statements of absence.

    Attributes
    ----------
    nodes : the nodes, sorted; a node's place in it is its number everywhere else.
    directed : whether the graph told directions apart.
    sources, targets : the ends of the distinct ties; from lower to higher number if undirected.

    Raises
    ------
    ValueError
        If a node is tied to itself.
    """

    def __init__(self, graph: nx.Graph, *, kinds: Collection[str] | None = None) -> None:
        self.graph = graph
        self.kept: dict[tuple[object, ...], Any] = {}
        self.nodes: list[Node] = ordered(graph)
        self.place: dict[Node, int] = {node: number for number, node in enumerate(self.nodes)}
        self.directed: bool = graph.is_directed()
        size, place = len(self.nodes), self.place
        ends = [(place[tie[0]], place[tie[1]]) for tie in edges(graph, kinds=kinds)]
        sources, targets = np.array(ends, dtype=np.int64).reshape(-1, 2).T
        loops = np.flatnonzero(sources == targets)
        if loops.size:
            raise ValueError(f"{self.nodes[sources[loops[0]]]} is tied to itself")
        if not self.directed:
            sources, targets = np.minimum(sources, targets), np.maximum(sources, targets)
        codes = np.unique(sources * size + targets)
        self.sources, self.targets = np.divmod(codes, max(size, 1))

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """The tied pairs without direction, lower number first, sorted."""
        if not self.directed:
            return self.sources, self.targets
        low, high = np.minimum(self.sources, self.targets), np.maximum(self.sources, self.targets)
        codes = np.unique(low * len(self) + high)
        return tuple(np.divmod(codes, max(len(self), 1)))

    @cached_property
    def ties(self) -> csr_array:
        """Who is tied to whom, without direction: ones, symmetric."""
        low, high = self.pairs
        return self._matrix(np.concatenate([low, high]), np.concatenate([high, low]))

    @cached_property
    def arcs(self) -> csr_array:
        """Who names whom: ones; the same as `ties` if the graph is undirected."""
        return self._matrix(self.sources, self.targets) if self.directed else self.ties

    @cached_property
    def degrees(self) -> np.ndarray:
        """How many others each node is tied to."""
        return np.diff(self.ties.indptr)

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """The numbers each node is tied to, sorted, as plain lists."""
        flat, start = self.ties.indices.tolist(), self.ties.indptr.tolist()
        return [flat[start[k] : start[k + 1]] for k in range(len(self))]

    @cached_property
    def rust(self) -> rustworkx.PyGraph:
        """The undirected network for rustworkx; its indices are our numbers."""
        graph = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(range(len(self)))
        low, high = self.pairs
        graph.extend_from_edge_list(list(zip(low.tolist(), high.tolist(), strict=True)))
        return graph

    @cached_property
    def rust_directed(self) -> rustworkx.PyDiGraph:
        """The same with directions."""
        graph = rustworkx.PyDiGraph(multigraph=False)
        graph.add_nodes_from(range(len(self)))
        arcs = self.arcs.tocoo()
        graph.extend_from_edge_list(list(zip(arcs.row.tolist(), arcs.col.tolist(), strict=True)))
        return graph

    def by_node(self, values: np.ndarray) -> dict[Node, float]:
        """An array in the order of the numbers as a dictionary by node."""
        return dict(zip(self.nodes, values.tolist(), strict=True))

    def _matrix(self, rows: np.ndarray, columns: np.ndarray) -> csr_array:
        ones = np.ones(len(rows))
        matrix = csr_array((ones, (rows, columns)), shape=(len(self), len(self)))
        matrix.sort_indices()
        return matrix


Network = nx.Graph | Arrays


def read(graph: Network) -> Arrays:
    """The arrays of a graph; arrays are given back as they are."""
    return graph if isinstance(graph, Arrays) else Arrays(graph)
