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


@st.composite
def digraphs(draw, most=9):
    """Any directed graph of up to `most` nodes without parallel ties."""
    count = draw(st.integers(0, most))
    pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
    graph = nx.empty_graph(count, create_using=nx.DiGraph)
    if pairs:
        graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=2 * most)))
    return graph


@st.composite
def weighed_graphs(draw):
    """Any directed graph with weights from 1 to 9."""
    graph = draw(digraphs(7))
    for _, _, data in graph.edges(data=True):
        data["weight"] = draw(st.integers(1, 9))
    return graph


@st.composite
def signed_graphs(draw):
    """Any simple graph of up to 8 nodes whose ties have the sign 1 or -1."""
    graph = draw(graphs(8))
    for _, _, data in graph.edges(data=True):
        data["sign"] = draw(st.sampled_from((1, -1)))
    return graph
