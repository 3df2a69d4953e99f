"""The numbers of a kabupaten for its meetings, and the app's own where it has none."""

from django.utils import timezone

from cooperation.lifecycle.quorum import DEFAULTS, Rules
from cooperation.models import MeetingRules
from jejaring.roles import Permission
from jejaring.services import record_event
from villages.models import Region

REGENCY = 5  # characters of a regency's code: "33.08"


def rules_of(code: str) -> Rules:
    """The rules that hold in the region ``code``."""
    row = MeetingRules.objects.filter(pk=code[:REGENCY]).first()
    return Rules(row.part, row.whole, row.hours, row.days) if row else DEFAULTS


def settle_rules(*, regency, by, **values) -> MeetingRules:
    """What the kabupaten settled on, for meetings counted from now on."""
    row, _made = MeetingRules.objects.update_or_create(
        regency=regency, defaults=values | {"changed_by": by, "changed_at": timezone.now()}
    )
    record_event(by=by, verb="settled_meeting_rules", subject=row, region_code=regency.pk)
    return row


def regency_managed(user):
    """The regencies whose rules this person settles."""
    rows = Region.objects.allowed(user, Permission.MANAGE_RULES)
    return rows.filter(level=Region.Level.REGENCY)
