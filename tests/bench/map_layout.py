"""Laying out generated villages: seconds of the processor and stress, beside graphviz.

The stress is exact, over all pairs that reach each other, as ``layout.stress`` defines it.
"""

import math
import resource
import shutil
import statistics
import time

from jejaring.bootstrap import programs
from stakeholders.graph.layout import place_new, stress, stress_layout
from tests.bench import Result, at_most
from tests.bench.layout import graphviz
from tests.bench.villages import villages

NAME = "map"
# Actors: milliseconds, thousandths of stress, rounds, and the program that takes part.
GOALS = {
    300: (100, 120, 5, "neato"),
    3_000: (1_500, 140, 3, "sfdp"),
    10_000: (6_000, 165, 1, "sfdp"),
}
MOVED = 20  # thousandths of the drawing


def run() -> list[Result]:
    if not shutil.which("neato"):
        command = programs.how_to_install("graphviz", "graphviz")
        note = f"graphviz is missing: {command}"
        return [Result("layout, against graphviz", 0, 0, 0, 1, ok=False, note=note)]
    stress_layout(villages(60, 1))
    return [result for actors in GOALS for result in drawn(actors)] + [moved(300), moved(3_000)]


def drawn(actors: int) -> list[Result]:
    """Time and stress of one size: ours against the goal, with what graphviz did beside it."""
    most_time, most_stress, rounds, program = GOALS[actors]
    networks = [villages(actors, seed) for seed in range(1, rounds + 1)]
    taken, stresses = [], []
    for network in networks:
        started = time.process_time()
        positions = stress_layout(network)
        taken.append(1000 * (time.process_time() - started))
        stresses.append(1000 * stress(network, positions))
    started = _of_children()
    other = graphviz(program, networks[0])
    theirs = f"{program}: {1000 * (_of_children() - started):.0f} ms"
    theirs_stress = (
        f"{program}: {1000 * stress(networks[0], other):.0f} ‰, ours there {stresses[0]:.0f}"
    )
    name = f"layout of {actors:,} actors"
    note = f"of the processor; {theirs}"
    return [
        at_most(1, statistics.median(taken), most_time, name=name, note=note),
        at_most(1, max(stresses), most_stress, name=f"{name}, stress", unit="‰",
                note=f"the worst of {rounds}; {theirs_stress}"),
    ]  # fmt: skip


def moved(actors: int) -> Result:
    """How far the others move when one actor more is drawn, by both ways of drawing."""
    network = villages(actors, 1)
    before = stress_layout(network)
    network.add_edges_from([("new", node) for node in list(network)[10:13]])
    anew, placed = stress_layout(network, positions=before), place_new(network, before)
    xs, ys = zip(*before.values(), strict=True)
    size = math.hypot(max(xs) - min(xs), max(ys) - min(ys))
    shares = [
        1000 * statistics.fmean(math.dist(before[node], after[node]) for node in before) / size
        for after in (anew, placed)
    ]
    name = f"one actor more among {actors:,}: way of the others"
    note = f"of the drawing, when all is laid out again; {shares[1]:.0f} when it is placed beside"
    return at_most(1, shares[0], MOVED, name=name, unit="‰", note=note)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
