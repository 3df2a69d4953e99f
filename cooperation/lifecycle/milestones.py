"""On which day an agreement came how far, from its events: what deadlines are counted from."""

from collections.abc import Iterable
from datetime import date

from cooperation.lifecycle import standing as stands
from cooperation.lifecycle.acts import one_more
from cooperation.lifecycle.standing import Fact, Standing
from cooperation.lifecycle.states import Flow, State

# A milestone is reached by one of its acts once the agreement stands there; those after the
# answers are reached anew by a change, and given back when the draft is opened again.
_REACHED_BY = {
    "offer": ({"offer", "receive_offer"}, State.OFFERED),
    "answer": ({"answer", "deliberate", "leave"}, State.DRAFTING),  # out of waiting for them
    "agree": ({"agree_together", "agree_in_village"}, State.AGREED),
    "declare_ready": ({"declare_ready"}, State.READY),
    "sign": ({"sign"}, State.SIGNED),
    "promulgate": ({"promulgate"}, State.PROMULGATED),
    "start": ({"start"}, State.RUNNING),
}
_DRAFT = {"agree", "declare_ready"}
_ROUND = _DRAFT | {"sign", "promulgate", "start"}
DELIBERATED = "deliberate"


def milestones(flow: Flow, facts: Iterable[tuple[Fact, date]]) -> dict[tuple[str, str], date]:
    """The day of each milestone that stands, by its name and "".

    A village deliberation is also there by the key of its village. ``facts``: each with the day
    on which it was recorded, which counts where the act itself names no day. A signing or a
    promulgation by several is done on the last of their days.
    """
    standing, found, kept = Standing(flow=Flow(flow)), {}, {}
    latest: dict[str, date] = {}
    for fact, recorded in facts:
        before, standing = standing, one_more(standing, fact)
        day = _day_of(fact, recorded)
        if not before.is_amending and standing.is_amending:
            kept, latest = dict(found), {}
            found = {key: each for key, each in found.items() if key[0] not in _ROUND}
        elif before.is_amending and not standing.is_amending and standing.state != State.SIGNED:
            found = kept | {key: each for key, each in found.items() if key[0] == DELIBERATED}
        elif standing.state == State.DRAFTING:
            found = {key: each for key, each in found.items() if key[0] not in _DRAFT}
            latest.pop("sign", None)
        latest[fact.act] = max(day, latest.get(fact.act, day))
        found |= _reached(before, standing, fact, latest, day)
    return found


def _reached(before, standing, fact, latest, day):
    """What this one fact has led to."""
    if fact.act == "deliberate" and fact.content["outcome"] == stands.AGREED:
        yield (DELIBERATED, fact.side), day
        yield (DELIBERATED, ""), latest[fact.act]
    if before.state == standing.state:
        return
    for name, (acts, state) in _REACHED_BY.items():
        is_answer = name != "answer" or before.state == State.OFFERED
        if fact.act in acts and standing.state == state and is_answer:
            yield (name, ""), latest[fact.act]


def _day_of(fact, recorded) -> date:
    said = fact.content.get("on")
    return date.fromisoformat(said) if said else recorded
