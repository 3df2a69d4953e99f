"""What several pages say of promises: how many are open, for those who may know."""

from django.db.models import Count, Q
from django.utils import timezone

from stakeholders.models import PlanTask


def promises_seen_by(user, village, party=None) -> dict[str, int]:
    """Promises not kept yet in a village, or to one party of it: how many ``open``, ``overdue``."""
    promises = PlanTask.objects.visible_to(user).open().promises().filter(village=village)
    if party:
        promises = promises.filter(party=party)
    overdue = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    return promises.aggregate(open=Count("pk"), overdue=overdue)
