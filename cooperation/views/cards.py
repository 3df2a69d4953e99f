"""What cooperation shows on pages of the map: small views that those pages draw as cards."""

from django.utils import timezone

from cooperation.lifecycle import ACTS
from cooperation.models import Agreement, AgreementParty
from cooperation.services.fairness import watches
from cooperation.services.listing import STATES
from cooperation.services.owed import counts_beneath, held_by
from jejaring.roles import Permission
from stakeholders.models import ApproachPlan, CooperationIdea
from stakeholders.views.cards import put_card

MOST_OWED = 5


def put_cards():
    """Put ours on the pages beneath; called once, when the app is ready."""
    put_card("village_top", "cooperation/_losing_card.html", of_losing_village)
    put_card("village", "cooperation/_village_card.html", of_village)
    put_card("subdistrict", "cooperation/_subdistrict_card.html", of_subdistrict)
    put_card("plan", "cooperation/_plan_card.html", of_plan)
    put_card("issue", "cooperation/_issue_card.html", of_issue)


def of_losing_village(*, user, village):
    """The agreements in which the village loses in two reviews running."""
    if not user.holds_over(Permission.VIEW_AGREEMENT, village.pk):
        return None
    parties = AgreementParty.objects.visible_to(user).filter(village=village)
    agreements = Agreement.objects.visible_to(user).filter(
        pk__in=parties.values("agreement"), state__in=ACTS["review"].sources
    )
    found = list(agreements.order_by("created_at", "pk"))
    watched = watches(found, timezone.localdate()) if found else {}
    losing = [each for each in found if village.pk in _losing_in(watched[each.pk])]
    return {"agreements": losing} if losing else None


def _losing_in(watch):
    return {party.village_id for party in watch.losing}


def of_village(*, user, village):
    """How many of each state, and what the village owes next."""
    if not user.holds_over(Permission.VIEW_AGREEMENT, village.pk) or not village.may_cooperate:
        return None
    held = held_by(village.pk)
    return {
        "village": village,
        "counts": _in_order(held.counts),
        "owed": held.owed[:MOST_OWED],
        "more": max(len(held.owed) - MOST_OWED, 0),
        "may_draft": user.holds_over(Permission.DRAFT_AGREEMENT, village.pk),
    }


def of_subdistrict(*, user, code):
    """How many agreements of each state the person may read there."""
    if not any(_touches(code, held) for held in user.territories(Permission.VIEW_AGREEMENT)):
        return None
    return {"code": code, "counts": _in_order(counts_beneath(code, user))}


def of_plan(*, user, plan):
    """The agreement that came of an idea, or the way to one; of an alliance the way to one."""
    may_draft = user.holds_over(Permission.DRAFT_AGREEMENT, plan.village_id)
    if plan.way == ApproachPlan.Way.ALLIANCE:
        return {"plan": plan} if may_draft else None
    if plan.way != ApproachPlan.Way.COOPERATION:
        return None
    agreement = Agreement.objects.visible_to(user).filter(idea_id=plan.pk).first()
    ready = plan.detail.state == CooperationIdea.State.READY and may_draft
    return {"plan": plan, "agreement": agreement} if agreement or ready else None


def of_issue(*, user, issue):
    """The way to an agreement about an issue."""
    open_still = issue.closed_at is None
    may_draft = user.holds_over(Permission.DRAFT_AGREEMENT, issue.village_id)
    return {"issue": issue} if open_still and may_draft else None


def _in_order(counts):
    return [(group, counts[group]) for group in STATES if group in counts]


def _touches(code, held):
    """Whether two regions share ground: one lies in the other."""
    return (code + ".").startswith(held + ".") or (held + ".").startswith(code + ".") or not held
