"""The dependencies of one village as a graph, and what the graph says of them.

Whoever calls this has fetched the rows through their scope; nothing is queried or stored here.
"""

from dataclasses import dataclass

from stakeholders.graph import balance, build
from stakeholders.models.dependency import Form

# What somebody else could supply as well: nobody goes looking for other kin, or another conscience.
REPLACEABLE = frozenset(Form.values) - {Form.KINSHIP, Form.POLITICAL}


@dataclass(frozen=True)
class Balance:
    """Answers of ``graph.balance``; parties and ties are primary keys."""

    without_alternative: list
    single_patron: dict
    sole_sources: list[balance.SoleSource]
    exits: list[balance.Exit]


def weigh(ties) -> Balance:
    """What the graph of these current ties says."""
    graph = build.network(
        (
            {"id": pk, "kind": "party"}
            for pk in {p for t in ties for p in (t.patron_id, t.client_id)}
        ),
        (
            {
                "id": tie.pk,
                "source": tie.patron_id,
                "target": tie.client_id,
                "kind": "depends",
                "forms": tie.forms,
                "alternative": tie.alternative,
            }
            for tie in ties
        ),
    )
    return Balance(
        without_alternative=balance.without_alternative(graph),
        single_patron=balance.single_patron(graph),
        sole_sources=balance.sole_sources(graph, forms=REPLACEABLE),
        exits=balance.exits(graph, forms=REPLACEABLE),
    )
