"""What is measured of a village's network once for each state of it, as plain stored data.

Nothing private goes in, so that the numbers are the same for everybody who may open the village:
the village government and what is said of it are put aside, dependencies never come here.
"""

from stakeholders.graph import build, measures


def measured(rows) -> dict:
    """The measures of the network behind ``rows``, as ``measured_of`` gives them."""
    return measured_of(_graph(rows))


def measured_of(graph) -> dict:
    """The measures of a public network; keys of all dicts are ids of parties.

    ``degree``: with how many others a party is tied. ``betweenness``: between how many pairs of
    others it stands. ``cuts``: those through whom alone groups on different sides meet.
    """
    between = measures.betweenness(graph)
    return {
        "degree": measures.degree(graph),
        "betweenness": {party: round(pairs, 3) for party, pairs in between.items() if pairs},
        "cuts": [
            party
            for party, sides in measures.separations(graph).items()
            if sum(any(graph.nodes[other]["kind"] == "group" for other in side) for side in sides)
            > 1
        ],
    }


def _graph(rows):
    parties = [
        {"id": party["id"], "kind": party["kind"]}
        for party in rows.known
        if party["kind"] != "government" and not party.get("early")
    ]
    ids = {party["id"] for party in parties}
    ties = (
        tie
        for tie in rows.ordinary
        if tie["kind"] != "government" and {tie["source"], tie["target"]} <= ids
    )
    return build.network(parties, ties)
