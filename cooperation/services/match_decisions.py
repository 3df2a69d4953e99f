"""What a village says to a proposed match, and the agreement that grows from it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.lifecycle import Flow
from cooperation.models import Agreement, MatchDecision
from cooperation.services.agreements import begin_agreement
from cooperation.services.digests import digest_of
from cooperation.services.matching import Match, holding, labels_of
from jejaring.services import record_event
from villages.matters import FREE

ACCEPTED, REJECTED = MatchDecision.Verdict.ACCEPTED, MatchDecision.Verdict.REJECTED


class MatchMoved(Exception):
    """Somebody else said something of the match since the person saw it."""


class MatchTaken(Exception):
    """An agreement grew from the match; ``agreement`` is alive still."""

    def __init__(self, agreement):
        super().__init__(str(agreement.pk))
        self.agreement = agreement


def stamp(decision) -> str:
    """Tells one word of a village from the next, also when they are the same; empty for none."""
    return digest_of([str(decision.pk), decision.decided_at.isoformat()]) if decision else ""


@transaction.atomic
def decide_match(*, village, match: Match, verdict, by, reason="") -> MatchDecision:
    """Keep what the village says of ``match`` as it was seen; its numbers are kept with it.

    Raises MatchMoved when somebody said something since, and MatchTaken when an agreement grew
    from it.
    """
    is_village = "." in match.other
    place = {
        "village": village,
        "way": match.way,
        "key": match.fact.key,
        "other_village_id": match.other if is_village else None,
        "partner_id": None if is_village else match.other,
    }
    decision = MatchDecision.objects.select_for_update().filter(**place).first()
    if stamp(holding(decision, match.fact)) != stamp(match.decision):
        raise MatchMoved
    if decision:
        _refuse_if_taken(decision)
    decision = decision or MatchDecision(**place)
    decision.verdict, decision.reason, decision.numbers = verdict, reason, match.fact.numbers
    decision.decided_by, decision.decided_at = by, timezone.now()
    try:
        with transaction.atomic():
            decision.save(force_insert=decision._state.adding)
    except IntegrityError:  # somebody else was the first
        raise MatchMoved from None
    record_event(by=by, verb=f"{verdict}_match", subject=decision, region_code=village.pk)
    return decision


@transaction.atomic
def reconsider_match(*, decision, by):
    """Take a decision back: the match is proposed again. Twice is once. Raises MatchTaken."""
    locked = MatchDecision.objects.select_for_update().filter(pk=decision.pk).first()
    if locked is None:
        return
    _refuse_if_taken(locked)
    locked.delete()
    record_event(
        by=by, verb="reconsidered_match", subject=decision, region_code=decision.village_id
    )


def _refuse_if_taken(decision):
    agreement = Agreement.objects.alive().filter(idea_id=decision.pk).first()
    if agreement:
        raise MatchTaken(agreement)


def match_in_words(decision) -> dict:
    """How the other side and the matter of a decision are called."""
    other = decision.partner.name if decision.partner else decision.other_village.titled
    what = labels_of({decision.key}).get(decision.key, decision.key.removeprefix(FREE))
    return {"other": other, "what": what.lower()}


def idea_of(decision, *, village, other, what: str) -> dict:
    """What is known for the form of a new agreement. ``other``: its name; ``what``: the matter."""
    getting = decision.way == MatchDecision.Way.GET
    words = {"what": what, "village": village.titled, "other": other}
    purpose = (
        _("%(village)s membutuhkan %(what)s, dan %(other)s dapat memberinya.")
        if getting
        else _("%(other)s membutuhkan %(what)s, dan %(village)s dapat memberinya.")
    )
    idea = {
        "title": _("Pemenuhan kebutuhan %(what)s: %(village)s dan %(other)s") % words,
        "purpose": purpose % words,
    }
    idea["title"] = idea["title"][:160]
    if decision.partner_id:
        return idea | {"flow": Flow.VILLAGE_LED, "partner": decision.partner_id}
    return idea | {
        "flow": Flow.BETWEEN,
        "others": f"{decision.other_village_id} {decision.other_village.name}",
    }


@transaction.atomic
def begin_from_match(*, decision, by, **record) -> Agreement:
    """Begin the agreement of an accepted match: one match makes one agreement.

    Raises MatchMoved when it is accepted no more.
    """
    rows = MatchDecision.objects.select_for_update().filter(pk=decision.pk, verdict=ACCEPTED)
    if rows.first() is None:
        raise MatchMoved
    return begin_agreement(by=by, idea_id=decision.pk, **record)
