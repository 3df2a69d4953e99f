"""Several kabupaten at once, each by a process of its own with its own connection."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import django

from cooperation.sample.country.regencies import Outcome, make_unit


def make_units(codes: Sequence[str], *, workers: int, **wanted) -> Iterator[Outcome]:
    """``make_unit`` for each of the ``codes``, the outcomes in their order."""
    make = partial(make_unit, **wanted)
    if workers == 1:
        yield from map(make, codes)
        return
    # Started afresh: a connection must not be shared with the process that opened it.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=django.setup) as pool:
        yield from pool.map(make, codes)
