"""Through whom a facilitator could meet a key figure, as the map of the village knows it."""

from stakeholders.graph import build
from stakeholders.graph.paths import Introduction, introductions
from stakeholders.services.network_rows import OUTSIDE

ME = "me"
GOVERNMENT = "government"
# On good terms: whoever helps somebody is tied to them like this.
FRIENDLY = frozenset({"supports", "membership"})


def propose(reading, *, key, start="") -> list[Introduction]:
    """The best ways from the facilitator to ``key``; the first node of each is ``ME``.

    ``reading``: of ``services.network.read_network``, for the team. ``start``: the party with whom
    to begin; without one, any group whose worksheet was held: its people know the facilitator.
    Dependencies are no part of ``reading.lines``, so no way leads along one.
    """
    ends = {key, start}
    parties = [
        party
        for party in reading.parties
        # Every group is asked about the government: through it everybody would know everybody.
        if party["kind"] != OUTSIDE and (party["kind"] != GOVERNMENT or party["id"] in ends)
    ]
    known = {party["id"] for party in parties}
    starts = {start} & known if start else {party["id"] for party in parties if party["asked"]}
    ties = [
        {
            "id": number,
            "source": line["a"],
            "target": line["b"],
            "kind": line["kind"],
            "stance": line["stance"],
        }
        for number, line in enumerate(reading.lines)
        if {line["a"], line["b"]} <= known
    ]
    ties += [
        {"id": f"{ME}{number}", "source": ME, "target": party, "kind": "known", "stance": ""}
        for number, party in enumerate(sorted(starts))
    ]
    nodes = [{"id": party["id"], "kind": party["kind"]} for party in parties]
    graph = build.network([*nodes, {"id": ME, "kind": "person"}], ties)
    return introductions(graph, ME, key)


def careful_with(between, *, clients, lines) -> dict[str, str]:
    """Whom on a way to a patron one must not send unprepared: id -> the client it is about.

    A client of the key figure maps to itself; one on good terms with a client, to that client.

    ``between``: ids of those between the facilitator and the key figure. ``clients``: ids of who
    depends on the key figure, as far as the reader may know. ``lines``: of the reading.
    """
    found = {party: party for party in between if party in clients}
    for line in lines:
        if line["kind"] not in FRIENDLY:
            continue
        for helper, client in ((line["a"], line["b"]), (line["b"], line["a"])):
            if client in clients and helper in between:
                found.setdefault(helper, client)
    return found
