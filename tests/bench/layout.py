"""The drawing and the reading of a village's network, against graphviz and networkx."""

import json
import shutil
import statistics
import subprocess
from collections.abc import Callable

import networkx as nx

from jejaring.bootstrap import programs
from stakeholders.graph.build import network
from stakeholders.graph.findings import findings
from stakeholders.graph.layout import place_new, stress, stress_layout
from stakeholders.graph.measures import betweenness
from tests.bench import Result, at_most, paired

NAME = "main"
MEAN_DEGREE = 6


def run() -> list[Result]:
    if not shutil.which("neato"):
        command = programs.how_to_install("graphviz", "graphviz")
        note = f"graphviz is missing: {command}"
        return [Result("layout, against graphviz", 0, 0, 0, 1, ok=False, note=note)]
    middle, large = random_network(300, 1), random_network(3_000, 1)
    village = random_village(300, 900)
    known = dict(list(stress_layout(middle).items())[:-10])
    return [
        stress_against("neato", [random_network(50, seed) for seed in range(5)]),
        stress_against("neato", [random_network(300, seed) for seed in range(5)]),
        stress_against("sfdp", [large]),
        time_against(
            1.0,
            lambda: stress_layout(middle),
            lambda: graphviz("neato", middle),
            name="layout of 300 actors, and by neato",
        ),
        time_against(
            2.0,
            lambda: stress_layout(large),
            lambda: graphviz("sfdp", large),
            name="layout of 3,000 actors, and by sfdp",
            rounds=3,
        ),
        time_against(
            0.1,
            lambda: place_new(middle, known),
            lambda: stress_layout(middle),
            name="10 new actors among 300, and a new layout",
        ),
        time_against(
            0.2,
            lambda: betweenness(middle),
            lambda: nx.betweenness_centrality(middle, normalized=False),
            name="exact betweenness of 300 actors, and by networkx",
        ),
        time_against(
            0.3,
            lambda: findings(village),
            lambda: nx.betweenness_centrality(middle, normalized=False),
            name="findings of 300 actors, and networkx betweenness",
        ),
    ]


def stress_against(program: str, networks: list[nx.Graph]) -> Result:
    """Mean stress of networks of equal size, in thousandths."""
    ours = statistics.fmean(stress(graph, stress_layout(graph)) for graph in networks)
    theirs = statistics.fmean(stress(graph, graphviz(program, graph)) for graph in networks)
    name = f"stress of the layout of {len(networks[0])} actors, and by {program}"
    return at_most(1.0, 1000 * ours, 1000 * theirs, name=name, unit="‰")


def time_against(
    goal: float,
    ours: Callable[[], object],
    reference: Callable[[], object],
    *,
    name: str,
    rounds: int = 9,
) -> Result:
    return at_most(goal, *paired(ours, reference, rounds, warmup=1), name=name)


def random_network(count: int, seed: int) -> nx.Graph:
    """The largest part of a random network of this mean degree."""
    graph = nx.gnm_random_graph(count, count * MEAN_DEGREE // 2, seed=seed)
    return graph.subgraph(max(nx.connected_components(graph), key=len)).copy()


def random_village(actors: int, ties: int) -> nx.MultiDiGraph:
    """Two thirds of the actors are groups, half of the groups were interviewed."""
    kinds = ("supports", "supports", "competes", "unrelated", "membership")
    pairs = nx.gnm_random_graph(actors, ties, seed=1).edges
    return network(
        [
            {"id": k, "kind": "person" if k % 3 == 0 else "group", "interviewed": k % 2 == 0}
            for k in range(actors)
        ],
        [
            {"id": k, "source": a, "target": b, "kind": kinds[k % 5], "disputed": k % 40 == 0}
            for k, (a, b) in enumerate(pairs)
        ],
    )


def graphviz(program: str, graph: nx.Graph) -> dict[int, tuple[float, float]]:
    """Where a program of graphviz puts the nodes with its own settings."""
    ties = "".join(f"{a}--{b};" for a, b in graph.edges)
    done = subprocess.run(
        [program, "-Tjson"], input=f"graph {{{ties}}}", capture_output=True, text=True, check=True
    )
    spots = {
        int(each["name"]): each["pos"].split(",") for each in json.loads(done.stdout)["objects"]
    }
    return {node: (float(x), float(y)) for node, (x, y) in spots.items()}
