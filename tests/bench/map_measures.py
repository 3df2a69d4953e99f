"""The measures of a network against plain networkx, and how their cost grows with the network."""

import time
from collections.abc import Callable, Iterable
from itertools import combinations

import networkx as nx

from stakeholders.graph import measures
from stakeholders.graph.measures import Arrays
from tests.bench import Result, at_most, paired

NAME = "map"
TIES_EACH = 2.5
KIND = "kind"
# Key players in a set.
SET = 3

Measure = Callable[[Arrays], object]

# What networkx has a function for, or is one loop over one.
PLAIN: list[Measure] = [
    measures.degree,
    measures.density,
    measures.components,
    measures.isolates,
    measures.fragmentation,
    measures.articulation_points,
    measures.bridges,
    measures.betweenness,
    measures.closeness,
    measures.reach,
    measures.characteristic_path_length,
    measures.diameter,
    measures.clustering,
    measures.transitivity,
    measures.constraint,
    measures.effective_size,
    measures.core_number,
    measures.communities,
    measures.degree_centralization,
    lambda net: measures.mixing(net, KIND),
    measures.open_triangles,
]
# What takes more than that: each node's leaving, each node's own circle, sets of nodes.
SEARCHED: list[Measure] = [
    measures.lost_pairs,
    lambda net: measures.constraint(net, within="ego"),
    lambda net: measures.key_players(net, goal="reach"),
    lambda net: measures.key_players(net, goal="fragment"),
]
OURS: list[Measure] = [
    measures.strong_components,
    measures.reciprocity,
    measures.core_periphery,
    lambda net: measures.ei_index(net, KIND),
    measures.multiplexity,
    measures.triangle_balance,
    measures.frustration,
    measures.hierarchy,
    measures.efficiency,
    measures.upper_bound,
    lambda net: measures.rank_groups(measures.degree(net), groups=3),
]
ALL = PLAIN + SEARCHED + OURS
# All shortest paths: n·m by nature. Everything else is to grow with the network alone.
DISTANCES: list[Measure] = [measures.closeness]
NEAR_LINEAR = [
    each
    for each in ALL
    if each
    not in (
        measures.betweenness,
        measures.closeness,
        measures.characteristic_path_length,
        measures.diameter,
        measures.hierarchy,
    )
]


def run() -> list[Result]:
    small, middle, large = (generated(actors) for actors in (300, 3_000, 30_000))
    plain, theirs = once(lambda: every(PLAIN, middle), lambda: by_networkx(middle))
    searched, their_search = once(
        lambda: every(SEARCHED, middle), lambda: searched_with_networkx(middle)
    )
    return [
        at_most(
            1 / 30,
            plain + searched,
            theirs + their_search,
            name="measures of 3,000 actors, and by networkx",
        ),
        at_most(1 / 12, plain, theirs, name="of these, one call or loop of networkx each"),
        within(3_000, lambda: every(ALL, middle), name="all measures of 3,000 actors"),
        within(150, lambda: every(ALL, small), name="all measures of 300 actors", of=9),
        growth(100, [measures.betweenness], middle, large, name="exact betweenness"),
        growth(100, DISTANCES, middle, large, name="distances"),
        growth(10, NEAR_LINEAR, middle, large, name="all else"),
        sampled(generated(84_000)),
    ]


def generated(actors: int) -> nx.Graph:
    """A random network with two and a half ties an actor, and seven kinds of actor."""
    graph = nx.gnm_random_graph(actors, int(actors * TIES_EACH), seed=1)
    nx.set_node_attributes(graph, {node: f"k{node % 7}" for node in graph}, KIND)
    return graph


def every(list_: Iterable[Measure], graph: nx.Graph) -> None:
    """All of them on one reading of the network."""
    net = Arrays(graph)
    for measure in list_:
        measure(net)


def once(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The processor's milliseconds of both, each done one time."""
    return paired(ours, theirs, 1, warmup=0, clock=time.process_time)


def cost(act: Callable[[], object], of: int) -> float:
    """The processor's milliseconds for an act, the middle of several."""
    return paired(act, lambda: None, of, warmup=int(of > 1), clock=time.process_time)[0]


def within(limit: float, act: Callable[[], object], *, name: str, of: int = 3) -> Result:
    """A fixed limit in milliseconds of the processor."""
    return at_most(1, cost(act, of), limit, name=f"{name}, limit {limit:,} ms")


def growth(
    times: float, list_: list[Measure], small: nx.Graph, large: nx.Graph, *, name: str
) -> Result:
    """How much more a tenfold network costs, against 10 (the network) or 100 (n·m) times.

    Twice is allowed for caches: the small one fits into those of the processor.
    """
    few = cost(lambda: every(list_, small), 3)
    many = cost(lambda: every(list_, large), 1)
    what = "n·m" if times == 100 else "n"
    return at_most(
        2,
        many / few,
        times,
        name=f"{name}, 3,000 to 30,000 actors, {what}",
        unit="×",
        note=f"{few:,.0f} ms, {many:,.0f} ms",
    )


def sampled(graph: nx.Graph) -> Result:
    """Betweenness from 500 actors of a country, and how far it may be off."""
    found: list[measures.Sampled] = []
    took = cost(lambda: found.append(measures.sampled_betweenness(Arrays(graph), sample=500)), 1)
    told = found[-1]
    first = sorted(told.values, key=told.values.__getitem__, reverse=True)[:100]
    error = sum(told.errors[node] / told.values[node] for node in first) / len(first)
    note = f"{told.sources} sources; standard error of the first hundred {error:.0%} of the value"
    return at_most(1, took, 10_000, name="sampled betweenness, 84,000 actors, 10 s", note=note)


def by_networkx(graph: nx.Graph) -> None:
    """The plain list with what networkx has, or the shortest loop over it."""
    dict(graph.degree)
    nx.density(graph)
    parts = list(nx.connected_components(graph))
    list(nx.isolates(graph))
    sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph))
    list(nx.articulation_points(graph))
    list(nx.bridges(graph))
    nx.betweenness_centrality(graph, normalized=False)
    nx.closeness_centrality(graph)
    for node in graph:
        nx.single_source_shortest_path_length(graph, node, cutoff=2)
    longest = total = pairs = 0
    for _, row in nx.all_pairs_shortest_path_length(graph):
        longest = max(longest, *row.values())
        total, pairs = total + sum(row.values()), pairs + len(row) - 1
    nx.clustering(graph)
    nx.transitivity(graph)
    nx.constraint(graph)
    nx.effective_size(graph)
    nx.core_number(graph)
    nx.community.louvain_communities(graph, seed=1)
    degrees = [count for _, count in graph.degree]
    sum(max(degrees) - count for count in degrees)
    nx.attribute_mixing_dict(graph, KIND)
    for part in parts:
        for node in part:
            for a, b in combinations(graph[node], 2):
                graph.has_edge(a, b)


def searched_with_networkx(graph: nx.Graph) -> None:
    """The searches as one writes them with networkx: look what each choice would do."""
    rest = graph.copy()
    for node in list(nx.articulation_points(graph)):
        reaching_without(rest, node)
    for node in graph:
        around = nx.ego_graph(graph, node)
        nx.constraint(around, [node])
    near = {
        node: set(nx.single_source_shortest_path_length(graph, node, cutoff=2)) for node in graph
    }
    chosen: list[int] = []
    for _ in range(SET):
        chosen.append(best_cover(near, chosen))
    for member in list(chosen):
        chosen.remove(member)
        chosen.append(best_cover(near, chosen))
    gone: list[int] = []
    for _ in range(SET):
        gone.append(worst_loss(rest))
        rest.remove_node(gone[-1])
    for member in gone:
        rest.add_node(member)
        rest.add_edges_from((member, other) for other in graph[member] if other in rest)
        rest.remove_node(worst_loss(rest))


def best_cover(near: dict[int, set[int]], chosen: list[int]) -> int:
    """Who reaches most of those whom the chosen do not."""
    covered = set().union(*(near[node] for node in chosen))
    return max(near, key=lambda node: len(near[node] - covered))


def worst_loss(graph: nx.Graph) -> int:
    """Without whom fewest reach each other."""
    return min(list(graph), key=lambda node: reaching_without(graph, node))


def reaching_without(graph: nx.Graph, node: int) -> int:
    """The pairs that still reach each other if a node leaves; it is back afterwards."""
    ties = list(graph.edges(node))
    graph.remove_node(node)
    reaching = sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph))
    graph.add_node(node)
    graph.add_edges_from(ties)
    return reaching
