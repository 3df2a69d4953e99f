"""What pages of other things tell the facilitators of plans: open promises, and the way to plan."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from jejaring.roles import Permission
from stakeholders.models import PlanTask


def promises_seen_by(user, village, party=None) -> dict[str, int]:
    """Promises not kept yet in a village, or to one party of it: how many ``open``, ``overdue``."""
    promises = PlanTask.objects.visible_to(user).open().promises().filter(village=village)
    if party:
        promises = promises.filter(party=party)
    overdue = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    return promises.aggregate(open=Count("pk"), overdue=overdue)


def way_to(user, stakeholder) -> str:
    """The address that asks the map through whom to meet somebody; empty for whoever may not."""
    code = stakeholder.village_id
    plans_here = all(
        user.holds_over(each, code) for each in (Permission.RECORD, Permission.VIEW_ANSWERS)
    )
    if not plans_here or stakeholder.restricted or stakeholder.archived_at:
        return ""
    return f"{reverse('approach_create', args=[code, 'narahubung'])}?tokoh={stakeholder.pk}"
