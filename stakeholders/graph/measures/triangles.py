"""All triangles of a network, found without ever forming the square of its matrix.

A hub tied to everybody makes every two nodes two steps apart, and the square full. Here each tie
points from the end with fewer ties to the one with more, so that no node has many ties out, and
each triangle is found once, at the end that has the fewest.
"""

from collections.abc import Iterator

import numpy as np

from stakeholders.graph.measures.arrays import Arrays

# Pairs of ties looked at together, so that memory stays small in dense networks too.
TOGETHER = 500_000


class Triangles:
    """The triangles of a network, as the places of their ties.

    Every tied pair has two places, one for each way: first ``count`` from lower to higher number,
    then as many the other way round. ``sources`` and ``targets`` are the ends of each place.

    Attributes
    ----------
    count : how many tied pairs there are.
    sources, targets : the nodes at both ends of each of the 2·count places.
    """

    def __init__(self, net: Arrays) -> None:
        low, high = net.pairs
        self.size, self.count = len(net), len(low)
        self.sources = np.concatenate([low, high])
        self.targets = np.concatenate([high, low])
        rank = np.empty(self.size, dtype=np.int64)
        rank[np.argsort(net.degrees, kind="stable")] = np.arange(self.size)
        upward = rank[low] < rank[high]
        first, second = np.where(upward, low, high), np.where(upward, high, low)
        codes = rank[first] * self.size + rank[second]
        order = np.argsort(codes)
        self._codes = codes[order]
        self._first, self._second = (
            self._codes // max(self.size, 1),
            self._codes % max(self.size, 1),
        )
        # The place of each tie as it points upward.
        self._place = np.where(upward, 0, self.count)[order] + order
        self._stop = np.searchsorted(self._first, self._first, side="right")

    def back(self, places: np.ndarray) -> np.ndarray:
        """The places of the same ties the other way round."""
        return np.where(places < self.count, places + self.count, places - self.count)

    def blocks(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """The places a→b, b→c and a→c of all triangles, some at a time."""
        after = self._stop - np.arange(self.count) - 1
        ends = np.cumsum(after)
        start = 0
        while start < self.count:
            done = ends[start - 1] if start else 0
            stop = max(start + 1, int(np.searchsorted(ends, done + TOGETHER, side="right")))
            yield self._found(np.arange(start, stop), after[start:stop])
            start = stop

    def ways(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """For all triangles, in all six ways, the places i→q, q→j and i→j."""
        for ab, bc, ac in self.blocks():
            ba, cb, ca = self.back(ab), self.back(bc), self.back(ac)
            yield ab, bc, ac
            yield ac, cb, ab
            yield ba, ac, bc
            yield bc, ca, ba
            yield ca, ab, cb
            yield cb, ba, ca

    def each(self) -> np.ndarray:
        """In how many triangles each node is."""
        found = np.zeros(self.size, dtype=np.int64)
        for ab, bc, _ in self.blocks():
            for nodes in (self.sources[ab], self.sources[bc], self.targets[bc]):
                found += np.bincount(nodes, minlength=self.size)
        return found

    def _found(self, ties: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, ...]:
        """Those of the pairs of ties out of one node whose other ends are tied."""
        one = np.repeat(ties, after)
        other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(after) - after, after)
        codes = self._second[one] * self.size + self._second[other]
        at = np.minimum(np.searchsorted(self._codes, codes), max(self.count - 1, 0))
        closed = self._codes[at] == codes if len(codes) else np.zeros(0, dtype=bool)
        return self._place[one[closed]], self._place[at[closed]], self._place[other[closed]]


def triangles_of(net: Arrays) -> Triangles:
    """The triangles of a network, prepared once."""
    if ("triangles",) not in net.kept:
        net.kept["triangles",] = Triangles(net)
    return net.kept["triangles",]
