"""Two people at the same moment over what lies beside a chain: matches, reviews, bodies, meetings.

Of two who decide the same thing one is told, and what stands is what the other one said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cooperation.lifecycle import Flow, State
from cooperation.models import (
    AgendaItem,
    Agreement,
    Appraisal,
    BenefitLine,
    Dispute,
    FollowUp,
    JointBody,
    MatchDecision,
    Meeting,
    Sitting,
)
from cooperation.services.agreements import Moved, PartyDraft
from cooperation.services.appraisals import (
    Sealed,
    open_plan,
    open_review,
    seal_review,
    write_line,
)
from cooperation.services.bodies import BodyMoved, change_body, count_members, found_body
from cooperation.services.chain import first_break
from cooperation.services.disputes import open_dispute, settle_dispute
from cooperation.services.match_decisions import (
    MatchMoved,
    MatchTaken,
    begin_from_match,
    decide_match,
)
from cooperation.services.matching import match_of
from cooperation.services.meetings import ITEM, SITTING, add_part, keep, planned_sitting, seen_of
from cooperation.services.meetings import attend as count_sitting
from cooperation.services.resources import record_resource
from jejaring.ids import uuid7
from stakeholders.services.groups import StaleVersion
from tests.cooperation.makers import PATEN, Cast, between_villages, lead_to, people_of_two_villages
from tests.cooperation.meetings import NINETEEN, TWENTY, arrange, call
from tests.factories import SENGI
from tests.races import together
from villages.matters import FREE
from villages.models import Region

TOLD = (MatchMoved, MatchTaken, Moved, Sealed, BodyMoved, StaleVersion)
HELD = {"held_on": date(2026, 11, 25), "held_by": "meeting"}


@dataclass(frozen=True)
class Contest:
    """``round``: let two meet once, and say what went wrong, or nothing."""

    name: str
    round: Callable[[Cast, int], str]


def contest(what: Contest, rounds: int) -> list[str]:
    """Let it happen so often; everything that went wrong."""
    cast = lead_to(between_villages(people_of_two_villages()), State.RUNNING)
    return [fault for number in range(rounds) if (fault := what.round(cast, number))]


def one_is_told(*acts) -> tuple[list, str]:
    """What both answered, and what is wrong with that: one must be told, the other one served."""
    answers = together(*acts)
    lost = [answer for answer in answers if isinstance(answer, Exception)]
    if len(lost) == 1 and isinstance(lost[0], TOLD):
        return answers, ""
    return answers, f"{answers}"


def both_are_served(*acts) -> tuple[list, str]:
    """The same form twice at once: the same row for both."""
    answers = together(*acts)
    same = not any(isinstance(answer, Exception) for answer in answers)
    return answers, "" if same and answers[0] == answers[1] else f"{answers}"


# --- Matches ------------------------------------------------------------------------------------


def _match(cast, number):
    """A match that nobody decided yet, of a matter of its own."""
    by = cast.people["facilitator"]
    sengi, paten = (Region.objects.get(pk=code) for code in (SENGI, PATEN))
    word = f"barang {uuid7().hex[-12:]}"
    told = {"name": word, "key": FREE + word, "capital": "natural", "by": by}
    record_resource(village=sengi, side="need", **told)
    record_resource(village=paten, side="potential", is_surplus=True, **told)
    need = sengi.resources.get(name=word)
    return sengi, paten, match_of(sengi, by, "get", PATEN, need.key)


def two_decide_one_match(cast, number):
    sengi, _paten, match = _match(cast, number)

    def say(verdict, who):
        told = {"village": sengi, "match": match, "by": cast.people[who]}
        return lambda: decide_match(verdict=verdict, reason=f"kata {who}", **told)

    answers, fault = one_is_told(say("accepted", "head-sengi"), say("rejected", "facilitator"))
    if fault:
        return fault
    (stands,) = MatchDecision.objects.filter(village=sengi, key=match.fact.key)
    (said,) = [answer for answer in answers if isinstance(answer, MatchDecision)]
    same = (stands.verdict, stands.reason, stands.decided_by_id)
    return "" if same == (said.verdict, said.reason, said.decided_by_id) else f"{same} stands"


def a_no_against_the_agreement_of_a_yes(cast, number):
    sengi, paten, match = _match(cast, number)
    by = cast.people["facilitator"]
    decision = decide_match(village=sengi, match=match, verdict="accepted", by=by)
    match = match_of(sengi, by, "get", PATEN, match.fact.key)
    parties = [PartyDraft(village=sengi, is_initiator=True), PartyDraft(village=paten)]
    told = {"flow": Flow.BETWEEN, "title": "Dari pasangan", "parties": parties}
    no = {"village": sengi, "match": match, "verdict": "rejected", "reason": "Tidak"}
    _answers, fault = one_is_told(
        lambda: begin_from_match(decision=decision, by=by, **told),
        lambda: decide_match(by=cast.people["head-sengi"], **no),
    )
    decision.refresh_from_db()
    begun = Agreement.objects.filter(idea_id=decision.pk).exists()
    if begun == (decision.verdict == "rejected"):
        return f"{decision.verdict}, and an agreement: {begun}"
    return fault


# --- Reviews ------------------------------------------------------------------------------------


def _line(cast, appraisal, who, value=1_000):
    return write_line(
        appraisal=appraisal,
        party=cast.parties[0],
        pk=uuid7(),
        base_version=0,
        by=cast.people[who],
        gives=True,
        kind="money",
        what="Iuran",
        quantity=None,
        unit="",
        value=value,
        weight=None,
        estimated_by="head",
    )


def _sealing(cast, review, who):
    seen = Agreement.objects.get(pk=cast.agreement.pk).events_count
    by = cast.people[who]
    return lambda: seal_review(review=review, seen=seen, by=by, summary=f"kata {who}", **HELD)


def _is_whole(cast):
    found = first_break(Agreement.objects.get(pk=cast.agreement.pk))
    return f"{found}" if found else ""


def two_seal_one_review(cast, number):
    review = open_review(agreement=cast.agreement, by=cast.people["head-sengi"])
    _line(cast, review, "head-sengi")
    before = cast.agreement.events.count()
    _answers, fault = one_is_told(
        _sealing(cast, review, "head-sengi"), _sealing(cast, review, "head-paten")
    )
    if cast.agreement.events.count() != before + 1:
        return f"{cast.agreement.events.count() - before} events"
    return fault or _is_whole(cast)


def an_estimate_against_the_seal(cast, number):
    """Whoever comes first: a line is under the seal, or it is refused."""
    review = open_review(agreement=cast.agreement, by=cast.people["head-sengi"])
    answers = together(
        _sealing(cast, review, "head-sengi"), lambda: _line(cast, review, "head-paten")
    )
    if isinstance(answers[0], Exception) or not isinstance(answers[1], BenefitLine | Sealed):
        return f"{answers}"
    return _is_whole(cast)


def a_change_of_the_plan_against_the_first_seal(cast, number):
    """The plan stays as it was when the first review is sealed."""
    fresh = lead_to(between_villages(cast.people), State.RUNNING)
    plan = open_plan(agreement=fresh.agreement, by=cast.people["head-sengi"])
    review = open_review(agreement=fresh.agreement, by=cast.people["head-sengi"])
    answers = together(
        _sealing(fresh, review, "head-sengi"), lambda: _line(fresh, plan, "head-paten")
    )
    if isinstance(answers[0], Exception) or not isinstance(answers[1], BenefitLine | Sealed):
        return f"{answers}"
    return _is_whole(fresh)


def two_open_a_review(cast, number):
    _answers, fault = both_are_served(
        lambda: open_review(agreement=cast.agreement, by=cast.people["head-sengi"]),
        lambda: open_review(agreement=cast.agreement, by=cast.people["head-paten"]),
    )
    waiting = Appraisal.objects.reviews().filter(agreement=cast.agreement, sealed_at=None)
    return fault or ("" if waiting.count() == 1 else f"{waiting.count()} open reviews")


# --- Bodies -------------------------------------------------------------------------------------


def _body(cast):
    villages = list(Region.objects.filter(pk__in=(SENGI, PATEN)))
    return found_body(villages=villages, by=cast.people["facilitator"], kind="bkad", name="BKAD")


def two_count_the_members(cast, number):
    body = _body(cast)
    sengi = Region.objects.get(pk=SENGI)

    def say(who, women):
        told = {"body": body, "seen": body.version, "village": sengi, "by": cast.people[who]}
        return lambda: count_members(counts={"bpd": (women, 0)}, offices={"chair": "f"}, **told)

    _answers, fault = one_is_told(say("head-sengi", 3), say("facilitator", 5))
    women = sum(seat.women for seat in body.seats.all())
    body.refresh_from_db()
    if women not in {3, 5} or body.version != 2:
        return f"{women} women, version {body.version}"
    return fault


def a_count_against_a_village_that_leaves(cast, number):
    """Nobody sits in a body for a village that it serves no longer."""
    body = _body(cast)
    sengi, paten = (Region.objects.get(pk=code) for code in (SENGI, PATEN))
    third = Region.objects.get_or_create(
        pk="33.08.06.2014",
        defaults={"name": "Krinjing", "level": Region.Level.VILLAGE, "kind": sengi.kind},
    )[0]
    told = {"body": body, "seen": body.version}
    count = {"counts": {"bpd": (2, 0)}, "offices": {"chair": "f"}, "village": paten}
    _answers, fault = one_is_told(
        lambda: count_members(by=cast.people["head-paten"], **told, **count),
        lambda: change_body(by=cast.people["facilitator"], villages=[sengi, third], **told),
    )
    served = set(body.served.values_list("village", flat=True))
    sits = {seat.village_id for seat in body.seats.all()}
    holds = {held["village"] for held in JointBody.objects.get(pk=body.pk).offices.values()}
    return fault or ("" if sits | holds <= served else f"{sits | holds} of {served}")


# --- Meetings -----------------------------------------------------------------------------------


def _meeting(cast):
    by = cast.people["bpd-sengi"]
    meeting = arrange(by)
    call(meeting, by)
    return meeting


def two_close_one_meeting(cast, number):
    """Two note-takers count the same sitting, one of them below the quorum."""
    meeting = _meeting(cast)
    sitting = planned_sitting(meeting, 1)
    base = seen_of(sitting, SITTING).digest

    def close(who, present):
        values = {name: getattr(sitting, name) for name in SITTING} | {"present": present}
        told = {"meeting": meeting, "stage": 1, "groups": (), "offered": (), "base": base}
        return lambda: count_sitting(values=values, by=cast.people[who], **told)

    answers, fault = one_is_told(close("bpd-sengi", TWENTY), close("head-sengi", NINETEEN))
    if fault:
        return fault
    (kept,) = Sitting.objects.filter(meeting=meeting)
    (said,) = [answer for answer in answers if isinstance(answer, Sitting)]
    meeting = Meeting.objects.get(pk=meeting.pk)
    stands = (kept.present, kept.result, meeting.result, meeting.present_count)
    wanted = (said.present, said.result, said.result, said.present_count)
    return "" if stands == wanted else f"{stands} for {wanted}"


def two_decide_one_point(cast, number):
    item = _meeting(cast).agenda.get()
    base = seen_of(item, ITEM).digest

    def say(who, outcome):
        values = {name: getattr(item, name) for name in ITEM}
        values |= {"outcome": outcome, "decision": f"kata {who}"}
        told = {"row": item, "base": base, "verb": "x", "by": cast.people[who]}
        return lambda: keep(values=values, **told)

    answers, fault = one_is_told(say("bpd-sengi", "agreed"), say("head-sengi", "refused"))
    if fault:
        return fault
    (said,) = [answer for answer in answers if isinstance(answer, AgendaItem)]
    kept = AgendaItem.objects.get(pk=item.pk)
    same = (kept.outcome, kept.decision) == (said.outcome, said.decision)
    return "" if same else f"{kept.outcome} {kept.decision}"


def an_invitation_against_a_count(cast, number):
    """The result of a sitting is that of the invitation and of the count that stand."""
    meeting = _meeting(cast)
    sitting = planned_sitting(meeting, 1)
    values = {name: getattr(sitting, name) for name in SITTING} | {"present": TWENTY}
    told = {"meeting": meeting, "stage": 1, "groups": (), "offered": ()}
    base = seen_of(sitting, SITTING).digest
    by = cast.people["bpd-sengi"]
    answers = together(
        lambda: call(Meeting.objects.get(pk=meeting.pk), by, {"farmers": [40, 20]}),
        lambda: count_sitting(values=values, base=base, by=by, **told),
    )
    if any(isinstance(answer, Exception) for answer in answers):
        return f"{answers}"
    kept = Meeting.objects.get(pk=meeting.pk)
    result = kept.sittings.get().result
    stands = (kept.invited_count, kept.present_count, kept.result, result)
    return "" if stands == (60, 20, "postponed", "postponed") else f"{stands}"


def one_task_sent_twice(cast, number):
    meeting, pk = _meeting(cast), uuid7()

    def send():
        values = {"text": "Ukur pipa", "who": "Regu air", "due_on": None, "done_on": None}
        by = cast.people["bpd-sengi"]
        return add_part(model=FollowUp, meeting=meeting, pk=pk, values=values, by=by, verb="x")

    return both_are_served(send, send)[1]


def one_meeting_sent_twice(cast, number):
    pk, by = uuid7(), cast.people["bpd-sengi"]
    _answers, fault = both_are_served(lambda: arrange(by, pk=pk), lambda: arrange(by, pk=pk))
    points = AgendaItem.objects.filter(meeting=pk).count()
    return fault or ("" if points == 1 else f"{points} points")


# --- Disputes -----------------------------------------------------------------------------------


def _dispute(cast, pk=None, seen=None):
    agreement = Agreement.objects.get(pk=cast.agreement.pk)
    return open_dispute(
        agreement=agreement,
        parties=cast.parties,
        subject="Pembagian air",
        opened_on=date(2026, 11, 23),
        seen=agreement.events_count if seen is None else seen,
        by=cast.people["head-sengi"],
        pk=pk,
    )


def one_dispute_sent_twice(cast, number):
    pk, seen = uuid7(), Agreement.objects.get(pk=cast.agreement.pk).events_count
    both = both_are_served(lambda: _dispute(cast, pk, seen), lambda: _dispute(cast, pk, seen))
    return both[1] or _is_whole(cast)


def two_settle_one_dispute(cast, number):
    dispute = _dispute(cast)
    seen = Agreement.objects.get(pk=cast.agreement.pk).events_count

    def settle(who):
        told = {"way": "musyawarah", "settled_on": date(2026, 11, 24), "minutes": "4/BA"}
        row, by = Dispute.objects.get(pk=dispute.pk), cast.people[who]
        told |= {"dispute": row, "settlement": f"kata {who}", "seen": seen, "by": by}
        return lambda: settle_dispute(**told)

    _answers, fault = one_is_told(settle("head-sengi"), settle("head-paten"))
    return fault or _is_whole(cast)


CONTESTS = tuple(
    Contest(round.__name__.replace("_", " "), round)
    for round in (
        two_decide_one_match,
        a_no_against_the_agreement_of_a_yes,
        two_seal_one_review,
        an_estimate_against_the_seal,
        a_change_of_the_plan_against_the_first_seal,
        two_open_a_review,
        two_count_the_members,
        a_count_against_a_village_that_leaves,
        two_close_one_meeting,
        two_decide_one_point,
        an_invitation_against_a_count,
        one_task_sent_twice,
        one_meeting_sent_twice,
        one_dispute_sent_twice,
        two_settle_one_dispute,
    )
)
