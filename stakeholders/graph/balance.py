"""Who leans on whom, for what, and where another source exists: questions of a dependency graph.

The graph is a directed multigraph, as `build.network` makes it: an edge from the patron to the
client for each dependency, with the attributes ``forms`` (a collection of codes: in what the
client depends) and ``alternative`` (what was said about other sources: yes, partly, no, unknown).
What is not an edge is not known: an answer here never means that there is nobody else, only that
nobody else was recorded. Nothing here may reach a page that others than the facilitators of the
village can open.

Isolates and empty graphs give empty answers. The input is never changed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from stakeholders.graph.build import Node, ordered

NONE, REACHABLE = "no", frozenset({"yes", "partly"})


@dataclass(frozen=True)
class SoleSource:
    """The only recorded source of a form, and those who take it from there, in sorted order."""

    patron: Node
    form: str
    clients: tuple[Node, ...]


@dataclass(frozen=True)
class Exit:
    """A dependency beside which another source is known.

    ``tie``: the key of the edge. ``said``: the ``alternative`` that was told, if it is one that can
    be reached (yes, partly), else empty. ``sources``: form -> the other patrons who supply it.
    """

    tie: Any
    patron: Node
    client: Node
    said: str
    sources: dict[str, tuple[Node, ...]]


def without_alternative(graph: nx.MultiDiGraph) -> list[Node]:
    """The clients of whom at least one dependency is said to have no other source, sorted.

    Whether another patron appears in the graph does not matter: what people said counts.
    """
    return ordered(
        {
            client
            for _patron, client, said in graph.edges(data="alternative", default="")
            if said == NONE
        }
    )


def single_patron(graph: nx.MultiDiGraph) -> dict[Node, Node]:
    """Client -> patron, for every client who leans on one patron only, however many the ties.

    A client who is a patron to others counts as well. Keys are in sorted order.
    """
    found = {}
    for node in ordered(graph):
        patrons = set(graph.predecessors(node))
        if len(patrons) == 1:
            found[node] = patrons.pop()
    return found


def suppliers(graph: nx.MultiDiGraph) -> dict[str, dict[Node, set[Node]]]:
    """Form -> patron -> the clients who take that form from that patron."""
    found: dict[str, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for patron, client, forms in graph.edges(data="forms", default=()):
        for form in forms:
            found[form][patron].add(client)
    return {form: dict(of_form) for form, of_form in found.items()}


def sole_sources(
    graph: nx.MultiDiGraph, *, forms: Collection[str] | None = None, least: int = 2
) -> list[SoleSource]:
    """Forms that one patron alone supplies, to at least ``least`` clients.

    Parameters
    ----------
    graph : see the text of the module.
    forms : look at these forms only. By default at all that occur.
    least : from how many clients on a source counts; one client says little.

    Returns
    -------
    list of SoleSource
        The one with most clients first, then by form.
    """
    found = []
    for form, of_form in suppliers(graph).items():
        if len(of_form) > 1 or (forms is not None and form not in forms):
            continue
        [(patron, clients)] = of_form.items()
        if len(clients) >= least:
            found.append(SoleSource(patron, form, tuple(ordered(clients))))
    return sorted(found, key=lambda sole: (-len(sole.clients), sole.form))


def exits(graph: nx.MultiDiGraph, *, forms: Collection[str] | None = None) -> list[Exit]:
    """Dependencies beside which another source is known, in the order of their keys.

    Another source is known when the client is said to have one that can be reached (``alternative``
    is yes or partly), or when another patron in the graph supplies the same form. The client is
    never named as its own source.

    ``forms``: the forms that somebody else could supply as well; by default all that occur.
    """
    by_form = suppliers(graph)
    return [
        exit_
        for patron, client, tie, data in sorted(
            graph.edges(keys=True, data=True), key=lambda edge: str(edge[2])
        )
        if (exit_ := _exit(by_form, patron, client, tie, data, forms)) is not None
    ]


def _exit(by_form, patron, client, tie, data, forms) -> Exit | None:
    sources = dict(_others(by_form, patron, client, data.get("forms", ()), forms))
    said = data.get("alternative", "")
    said = said if said in REACHABLE else ""
    return Exit(tie, patron, client, said, sources) if said or sources else None


def _others(by_form, patron, client, taken, forms) -> Iterator[tuple[str, tuple[Node, ...]]]:
    for form in taken:
        others = ordered(set(by_form[form]) - {patron, client})
        if others and (forms is None or form in forms):
            yield form, tuple(others)
