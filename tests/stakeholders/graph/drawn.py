"""Networks from a line of text, so that a test can show what it is about."""

import networkx as nx
from hypothesis import strategies as st

from stakeholders.graph.build import network


def drawn(text: str) -> nx.Graph:
    """``"A-B B-C D"``: pairs joined by a dash are tied, a lone name is an isolate."""
    graph = nx.Graph()
    for word in text.split():
        first, _, second = word.partition("-")
        graph.add_node(first)
        if second:
            graph.add_edge(first, second)
    return graph


def village(text: str, *, persons: str = "", interviewed: str = "") -> nx.MultiDiGraph:
    """``"A+B A!C B/C P~A D"``: A supports B, A competes with C, B has nothing to do with C,
    P holds an office in A, D stands alone. Each tie's id is the word that states it; a word with a
    question mark at its end is disputed. Capital letters are groups unless they are ``persons``.
    """
    kinds = {"+": "supports", "!": "competes", "/": "unrelated", "~": "membership", ">": "depends"}
    ties, names = [], set()
    for word in text.split():
        bare = word.rstrip("?")
        names |= {bare[0], bare[-1]}
        if len(bare) > 1:
            ties.append(
                {"id": word, "source": bare[0], "target": bare[-1], "kind": kinds[bare[1]]}
                | ({"disputed": True} if word.endswith("?") else {})
            )
    nodes = [
        {"id": name, "kind": "person" if name in persons else "group"}
        | ({} if name in persons else {"interviewed": name in interviewed})
        for name in names
    ]
    return network(nodes, ties)


@st.composite
def graphs(draw, most=12):
    """Any simple graph of up to `most` nodes, split or not, with or without isolates."""
    count = draw(st.integers(0, most))
    pairs = [(a, b) for a in range(count) for b in range(a)]
    graph = nx.empty_graph(count)
    if pairs:
        graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=2 * most)))
    return graph
