"""What is measured of a village's network once for each state of it, as plain stored data.

Nothing private goes in, so that the numbers are the same for everybody who may open the village:
the village government and what is said of it are put aside, dependencies never come here.
"""

from stakeholders.graph import build, measures

SMALLEST_CLUSTER = 3


def measured(rows, before=None) -> dict:
    """The measures of the network behind ``rows``, as ``measured_of`` gives them."""
    return measured_of(_graph(rows), before)


def measured_of(graph, before=None) -> dict:
    """The measures of a public network; keys of all dicts are ids of parties.

    ``before``: the measures of an earlier state, so that clusters change no more than they must.

    ``degree``: with how many others a party is tied. ``betweenness``: between how many pairs of
    others it stands. ``cuts``: those through whom alone groups on different sides meet.
    ``core``: the layer of each: core, middle, edge. ``clusters``: the parties of each cluster of
    three and more, the best known of it first.
    """
    degree = measures.degree(graph)
    between = measures.betweenness(graph)
    clusters = measures.communities(graph, previous=(before or {}).get("clusters"))
    return {
        "degree": degree,
        "core": measures.core_periphery(graph),
        "clusters": [
            sorted(cluster, key=lambda party: (-degree[party], party))
            for cluster in clusters
            if len(cluster) >= SMALLEST_CLUSTER
        ],
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
