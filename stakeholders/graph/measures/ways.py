"""Shortest paths node by node, for a few nodes at a time: what betweenness is counted with."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

# Steps across above which a round for each step costs more than node by node.
DEEP = 150
# Rows times nodes of one block of sources, so that they fit the processor's cache.
SPAN = 30_000


class Ways:
    """Shortest paths from some nodes at a time, by the columns of a matrix's rows."""

    def __init__(self, matrix: csr_array) -> None:
        self.size = matrix.shape[0]
        self.starts = matrix.indptr[:-1].astype(np.int64)
        self.counts = np.diff(matrix.indptr).astype(np.int64)
        self.columns = matrix.indices.astype(np.int64)

    def blocks(self, sources: np.ndarray) -> Iterator[np.ndarray]:
        """The sources in blocks of which all together fit the processor's cache."""
        many = max(1, SPAN // max(self.size, 1))
        for first in range(0, len(sources), many):
            yield sources[first : first + many]

    def deep(self) -> bool:
        """Whether somebody is very many steps from one of a few nodes."""
        some = np.unique(np.linspace(0, self.size - 1, 8).astype(np.int64))[: self.size]
        return any(self._steps_from(source) > DEEP for source in some.tolist())

    def _steps_from(self, source: int) -> int:
        """The steps to the farthest node from here; not counted beyond `DEEP`."""
        seen = np.zeros(self.size, dtype=bool)
        seen[source] = True
        frontier, steps = np.array([source]), 0
        while frontier.size and steps <= DEEP + 1:
            counts = self.counts[frontier]
            ends = np.cumsum(counts)
            at = np.repeat(self.starts[frontier] - ends + counts, counts) + np.arange(ends[-1])
            frontier = np.unique(self.columns[at][~seen[self.columns[at]]])
            seen[frontier] = True
            steps += 1
        return steps - 1

    def passing(self, sources: np.ndarray, *, by_length: bool = False) -> np.ndarray:
        """Brandes' dependency of each source on each node, a row a source.

        The ends of paths are left out. ``by_length`` counts a node on a path by the part of the
        path that leads to it. Row and node are one number: row times size plus node.
        """
        begin = np.arange(len(sources)) * self.size + sources
        paths = np.zeros(len(sources) * self.size)
        paths[begin] = 1
        level = np.full(len(paths), -1, dtype=np.int16 if self.size < 2**15 else np.int32)
        level[begin] = 0
        steps = self._forward(begin, sources, paths, level)
        passed = np.zeros(len(paths))
        for number in range(len(steps), 0, -1):
            tails, heads = steps[number - 1]
            own = 1 / number if by_length else 1.0
            share = (own + passed[heads]) / paths[heads] * paths[tails]
            if len(tails) > len(paths) // 4:
                passed += np.bincount(tails, share, len(paths))
            else:
                np.add.at(passed, tails, share)
        if by_length:
            passed *= np.maximum(level, 0)
        passed[begin] = 0
        return passed.reshape(len(sources), self.size)

    def _forward(
        self, begin: np.ndarray, sources: np.ndarray, paths: np.ndarray, level: np.ndarray
    ) -> list[tuple[np.ndarray, np.ndarray]]:
        """Fill in paths and levels; give back tails and heads of the arcs of each step."""
        slot = np.empty(len(paths), dtype=np.int64)
        frontier, nodes, steps = begin, sources, []
        while True:
            counts = self.counts[nodes]
            ends = np.cumsum(counts)
            at = np.repeat(self.starts[nodes] - ends + counts, counts) + np.arange(ends[-1])
            reached = self.columns[at]
            heads = reached + np.repeat(frontier - nodes, counts)
            fresh = np.flatnonzero(level[heads] < 0)
            if not fresh.size:
                return steps
            heads, tails = heads[fresh], np.repeat(frontier, counts)[fresh]
            places = np.arange(len(heads))
            slot[heads] = places
            single = np.flatnonzero(slot[heads] == places)  # Each head once.
            frontier, nodes = heads[single], reached[fresh][single]
            slot[frontier] = places[: len(single)]
            level[frontier] = len(steps) + 1
            paths[frontier] = np.bincount(slot[heads], paths[tails], len(single))
            steps.append((tails, heads))
