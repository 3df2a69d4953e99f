"""What each act makes of the standing: one function an act, pure."""

from dataclasses import replace

from cooperation.lifecycle.standing import REFUSED, Side, with_side
from cooperation.lifecycle.states import State


def join(standing, fact):
    """More parties; the first ones with the opening."""
    joined = {
        each["key"]: Side(each["key"], each["is_village"], each["is_initiator"])
        for each in fact.content["sides"]
    }
    return replace(standing, sides={**standing.sides, **joined})


def register(standing, fact):
    """An agreement that was signed on paper before it came here."""
    standing = join(standing, fact)
    text = fact.content.get("text", "")
    return replace(
        standing,
        sides={key: replace(side, signed=True) for key, side in standing.sides.items()},
        state=State.RUNNING,
        text=text,
        in_force=text,
        lacking=tuple(fact.content.get("lacking", ())),
    )


OPENINGS = {"begin": join, "register": register}


def to(state):
    """A change of the state and nothing else."""
    return lambda standing, fact: replace(standing, state=state)


def deliberate(standing, fact):
    """A village says yes or no. A no to a change of a signed text leaves that text in force."""
    refused = fact.content["outcome"] == REFUSED
    if refused and standing.is_amending:
        return abandon(standing, fact)
    standing = with_side(standing, fact.side, deliberated=fact.content["outcome"])
    if not refused:
        return standing
    if standing.sides[fact.side].is_initiator or not standing.has_enough:
        return replace(standing, state=State.REFUSED)
    return after_answers(standing) if standing.state == State.OFFERED else _unagreed(standing)


def plan(standing, fact):
    return with_side(standing, fact.side, planned=True)


def answer(standing, fact):
    return after_answers(with_side(standing, fact.side, answer=fact.content["answer"]))


def after_answers(standing):
    """Once everybody asked has answered, drafting begins, or there is nobody to draft with."""
    waiting = [side for side in standing.others if not side.answer and not side.has_left]
    if waiting:
        return standing
    return replace(standing, state=State.DRAFTING if standing.has_enough else State.DECLINED)


def write(standing, fact):
    return replace(
        standing,
        state=State.DRAFTING if standing.state == State.AGREED else standing.state,
        text=fact.content["text"],
        author=fact.actor,
        lacking=tuple(fact.content.get("lacking", ())),
    )


def consent(standing, fact):
    said = fact.content["consent"]
    return with_side(standing, fact.side, consent=said, consent_text=fact.content["text"])


def agree_together(standing, fact):
    return replace(standing, state=State.AGREED, agreed_text=standing.text)


def agree_in_village(standing, fact):
    """Every village agrees in a deliberation of its own (UU 6/2014 art. 93(2))."""
    standing = with_side(standing, fact.side, agreed_text=standing.text)
    done = all(side.agreed_text == standing.text for side in standing.villages)
    return agree_together(standing, fact) if done else standing


def reopen(standing, fact):
    return _unagreed(replace(standing, state=State.DRAFTING))


def _unagreed(standing):
    """Whatever was agreed or signed has to be agreed and signed again."""
    sides = {
        key: replace(side, agreed_text="", signed=False) for key, side in standing.sides.items()
    }
    return replace(standing, sides=sides, agreed_text="")


def leave(standing, fact):
    """A party walks away; the others draft on, for the text names it. Without the one who began,
    or with too few, it is over."""
    was_initiator = standing.sides[fact.side].is_initiator
    standing = with_side(standing, fact.side, left=True)
    if was_initiator and not standing.is_amending:
        return replace(standing, state=State.WITHDRAWN)
    if standing.state == State.OFFERED:
        return after_answers(standing)
    if not standing.has_enough:
        return replace(standing, state=State.DECLINED)
    return reopen(standing, fact)


def sign(standing, fact):
    standing = with_side(standing, fact.side, signed=True)
    if not all(side.signed for side in standing.present):
        return standing
    return replace(standing, state=State.SIGNED, in_force=standing.text, kept=None)


def promulgate(standing, fact):
    standing = with_side(standing, fact.side, promulgated=True)
    done = all(side.promulgated for side in standing.villages)
    return replace(standing, state=State.PROMULGATED) if done else standing


def amend(standing, fact):
    """A new version is deliberated, consented to and signed like the first; what the kabupaten
    asks for on the way is asked for anew."""
    sides = {
        key: replace(
            side, consent="", consent_text="", agreed_text="", signed=False, promulgated=False
        )
        for key, side in standing.sides.items()
    }
    return replace(
        standing,
        state=State.DRAFTING,
        sides=sides,
        author="",
        agreed_text="",
        amendment=standing.amendment + 1,
        kept=standing,
        met=frozenset(),
    )


def abandon(standing, fact):
    """All stands as it did before the change was begun; disputes went their own way."""
    return replace(
        standing.kept,
        number=standing.number,
        amendment=standing.amendment,
        disputes=standing.disputes,
        met=standing.kept.met | standing.met,
    )


def dispute(standing, fact):
    return replace(standing, disputes={**standing.disputes, fact.content["dispute"]: False})


def settle(standing, fact):
    return replace(standing, disputes={**standing.disputes, fact.content["dispute"]: True})


def fulfil(standing, fact):
    return replace(standing, met=standing.met | {(fact.content["requirement"], fact.side)})


def keep(standing, fact):
    """Something is put on record; where the agreement stands stays as it is."""
    return standing
