"""Speed, always as a ratio to something measured in the same run.

A module ``tests/bench/<name>*.py`` has

- ``NAME``: the capability it belongs to; ``python3 -m jejaring bench main`` runs those of one;
- ``run() -> list[Result]``;
- optionally ``ON = ("sqlite", "postgresql")``: the databases it is run on, SQLite without it;
  or ``("given",)``, one that the environment names.

Each run has a process of its own, with Django set up on an empty, migrated database that is
thrown away afterwards, so that a module measures peak memory and cold starts honestly. One that
is given stays as it was.
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One comparison: ``ours`` and ``reference`` in ``unit``, ``ratio`` of the two, ``goal``."""

    name: str
    ours: float
    reference: float
    ratio: float
    goal: float
    ok: bool
    unit: str = "ms"
    note: str = ""


def at_most(
    goal: float, ours: float, reference: float, *, name: str, unit: str = "ms", note: str = ""
) -> Result:
    """The result of a goal "at most `goal` times the reference"; smaller is better.

    For a fixed limit ("under 250 MB") give the limit as the reference and the goal 1.
    """
    ratio = ours / reference if reference else float("inf")
    return Result(name, ours, reference, ratio, goal, ratio <= goal, unit, note)


def paired(
    ours: Callable[[], object],
    reference: Callable[[], object],
    rounds: int = 15,
    *,
    warmup: int = 2,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """Median milliseconds of two acts, timed in turns so that a busy machine slows both.

    The order changes every round, the collector of garbage runs between the acts only, and
    the first `warmup` rounds do not count. Pass ``time.process_time`` as `clock` for the
    processor's time alone.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warmup + rounds):
        pair = [(ours, times[0]), (reference, times[1])]
        for act, measured in pair if number % 2 else reversed(pair):
            took = _timed(act, clock)
            if number >= warmup:
                measured.append(took)
    return statistics.median(times[0]), statistics.median(times[1])


def _timed(act: Callable[[], object], clock: Callable[[], float]) -> float:
    gc.collect()
    gc.disable()
    try:
        started = clock()
        act()
        return (clock() - started) * 1000
    finally:
        gc.enable()


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
