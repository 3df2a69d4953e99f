"""The measures the findings rest on that `measures` does not have yet."""

import networkx as nx


def constraint(graph):
    return nx.constraint(graph)


def degree_centralization(graph):
    degrees = [d for _, d in graph.degree]
    n = len(degrees)
    return sum(max(degrees) - d for d in degrees) / ((n - 1) * (n - 2)) if n > 2 else 0.0


def communities(graph):
    return nx.community.louvain_communities(graph, seed=0, weight=None)


def modularity(graph, parts):
    return nx.community.modularity(graph, parts, weight=None)


def rank_groups(values, *, least=8):
    if len(values) < least:
        return None
    return [
        [node for node, value in values.items() if value == level]
        for level in sorted(set(values.values()), reverse=True)
    ]
