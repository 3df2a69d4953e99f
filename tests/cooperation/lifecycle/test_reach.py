"""No dead end: from every standing that can come about a way leads on, and in the end to an end.

All standings of small agreements are walked through, every act tried in each.
"""

from dataclasses import replace

import pytest

from cooperation.lifecycle import ACTS, Fact, Flow, State, standing_after
from cooperation.lifecycle.acts import one_more

TEXT = "t" * 64
QUORATE = {"invited": 3, "present": 3, "sitting": 1}
# What is said with each act: the answers that lead to different places.
SAID = {
    "deliberate": ({"outcome": "agreed", **QUORATE}, {"outcome": "refused", **QUORATE}),
    "answer": ({"answer": "accepted"}, {"answer": "declined"}),
    "consent": ({"consent": "accepted", "text": TEXT}, {"consent": "change", "text": TEXT}),
    "write": ({"text": TEXT, "lacking": []},),
    "dispute": ({"dispute": "d"},),
    "settle": ({"dispute": "d"},),
}
SEATS = {
    Flow.BETWEEN: (("a", True, True), ("b", True, False)),
    Flow.VILLAGE_LED: (("a", True, True), ("p", False, False)),
    Flow.PARTNER_LED: (("a", True, False), ("p", False, True)),
}
MOST_AMENDMENTS = 1


def begun(flow, act="begin"):
    sides = [
        {"key": key, "is_village": is_village, "is_initiator": leads}
        for key, is_village, leads in SEATS[flow]
    ]
    return standing_after(flow, [Fact(act, content={"sides": sides})])


def following(standing):
    """Every standing one act on; nobody consents to a draft of their own."""
    for act in ACTS.values():
        if act.code == "join" or (act.code == "amend" and standing.amendment >= MOST_AMENDMENTS):
            continue
        keys = [side.key for side in act.sides(standing)] if act.whose else [""]
        for key in keys:
            if not act.fits(standing, key) or act.obstacles(standing, key, "reader"):
                continue
            for said in SAID.get(act.code, ({},)):
                if not act.unmet(standing, said):
                    yield replace(one_more(standing, Fact(act.code, key, said, "writer")), number=1)


def known_as(standing):
    """The standing as something that can be looked up."""
    sides = tuple(sorted(standing.sides.items()))
    kept = known_as(standing.kept) if standing.kept else None
    rest = (standing.state, standing.text, standing.agreed_text, standing.amendment)
    return (*rest, sides, kept, tuple(standing.disputes.items()))


def walk(flow):
    """Every standing that can come about, and which ones follow each."""
    todo = [replace(begun(flow), number=1), replace(begun(flow, "register"), number=1)]
    found, after = {known_as(each): each for each in todo}, {}
    while todo:
        standing = todo.pop()
        nexts = list(following(standing))
        after[known_as(standing)] = [known_as(each) for each in nexts]
        for each in nexts:
            if (name := known_as(each)) not in found:
                found[name] = each
                todo.append(each)
    return found, after


@pytest.mark.parametrize("flow", Flow)
def test_every_standing_has_a_way_on_to_an_end(flow, monkeypatch):
    found, after = walk(flow)
    before = {}
    for name, nexts in after.items():
        for each in nexts:
            before.setdefault(each, set()).add(name)
    ends = todo = {name for name, standing in found.items() if standing.is_over}
    while todo:
        todo = {name for end in todo for name in before.get(end, ())} - ends
        ends = ends | todo
    stuck = [found[name] for name in set(found) - ends]
    assert stuck == []
    states = {standing.state for standing in found.values()}
    assert states >= set(State) - {State.PROMULGATED}
    assert (State.PROMULGATED in states) == (flow == Flow.BETWEEN)


def test_a_standing_without_a_way_on_would_be_seen(monkeypatch):
    for code in ("end", "dispute", "settle", "amend", "postpone", "review", "schedule"):
        monkeypatch.delitem(ACTS, code)
    _found, after = walk(Flow.VILLAGE_LED)
    assert any(not nexts for name, nexts in after.items() if name[0] == State.RUNNING)
