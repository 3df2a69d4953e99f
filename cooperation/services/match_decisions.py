"""What a village says to a proposed match, and the agreement that grows from it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.lifecycle import Flow
from cooperation.models import Agreement, MatchDecision
from cooperation.services.agreements import begin_agreement
from cooperation.services.matching import Match, labels_of
from jejaring.services import record_event
from villages.matters import FREE

ACCEPTED, REJECTED = MatchDecision.Verdict.ACCEPTED, MatchDecision.Verdict.REJECTED


@transaction.atomic
def decide_match(*, village, match: Match, verdict, by, reason="") -> MatchDecision:
    """Keep what the village says; the last word stands. The numbers it was said of are kept."""
    is_village = "." in match.other
    place = {
        "village": village,
        "way": match.way,
        "key": match.fact.key,
        "other_village_id": match.other if is_village else None,
        "partner_id": None if is_village else match.other,
    }
    told = {
        "verdict": verdict,
        "reason": reason,
        "numbers": match.fact.numbers,
        "decided_by": by,
        "decided_at": timezone.now(),
    }
    decision, _made = MatchDecision.objects.update_or_create(**place, defaults=told)
    record_event(by=by, verb=f"{verdict}_match", subject=decision, region_code=village.pk)
    return decision


@transaction.atomic
def reconsider_match(*, decision, by):
    """Take a decision back: the match is proposed again. Twice is once."""
    if MatchDecision.objects.filter(pk=decision.pk).delete()[0]:
        record_event(
            by=by, verb="reconsidered_match", subject=decision, region_code=decision.village_id
        )


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


def begin_from_match(*, decision, by, **record) -> Agreement:
    """Begin the agreement of an accepted match: one match makes one agreement."""
    try:
        return begin_agreement(by=by, idea_id=decision.pk, **record)
    except IntegrityError:
        earlier = Agreement.objects.filter(idea_id=decision.pk).first()
        if earlier is None:
            raise
        return earlier
