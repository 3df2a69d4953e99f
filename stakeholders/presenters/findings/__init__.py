"""What the graph noticed, in sentences: what, why we say so, why it may be wrong, one step.

A number is only a question to ask, so every finding ends in something to do or to ask. Each kind
has one function, in the file of its subject.
"""

from dataclasses import replace

from stakeholders.graph.findings.identity import key_of, state_of
from stakeholders.presenters.findings import ranks, relations, roles, shape
from stakeholders.presenters.findings.say import Say, Worded

__all__ = ["MOST", "Worded", "worded"]

MOST = 8  # nobody acts on more

SAY = {
    "none_yet": shape.none_yet,
    "coverage": shape.coverage,
    "sole_link": shape.sole_link,
    "parts": shape.parts,
    "unconnected": shape.unconnected,
    "disputed": relations.disputed,
    "tension": relations.tension,
    "introduction": relations.introduction,
    "narrow": relations.narrow,
    "empty_role": roles.empty_role,
    "role_model": roles.role_model,
    "hub": ranks.hub,
    "most_tied": ranks.most_tied,
    "between": ranks.between,
    "clusters": ranks.clusters,
}


def worded(reading, *, most: int | None = MOST, about: str = "") -> list[Worded]:
    """The findings of a reading in words, in their order, at most so many.

    ``about``: only those about this party. A finding about somebody this viewer does not see is
    left out, and so is a role nobody was asked about: that is no finding yet.
    """
    say = Say(reading)
    told = [
        _worded(say, found)
        for found in reading.findings
        if say.knows(found["subjects"])
        and not _is_unasked_role(found)
        and (not about or about in found["subjects"])
    ]
    return told[:most]


def _worded(say, found):
    key = key_of(found)
    return replace(
        SAY[found["kind"]](say, found),
        key=key,
        mark_url="" if found["kind"] == "none_yet" else say.to_mark(key),
        state=state_of(found),
        subjects=tuple(found["subjects"]),
        found=found,
    )


def _is_unasked_role(found):
    numbers = found["numbers"]
    return found["kind"] == "empty_role" and not (numbers["no"] or numbers["name_only"])
