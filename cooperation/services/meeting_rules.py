"""The numbers of a kabupaten for its meetings, and the app's own where it has none."""

from django.db import transaction
from django.utils import timezone

from cooperation.lifecycle.quorum import DEFAULTS, Rules
from cooperation.models import MeetingRules
from cooperation.services.chain import digest_of
from jejaring.roles import Permission
from jejaring.services import record_event
from stakeholders.services.groups import StaleVersion
from villages.models import Region

COLUMNS = ("part", "whole", "hours", "days", "basis")
REGENCY = 5  # characters of a regency's code: "33.08"


def rules_of(code: str) -> Rules:
    """The rules that hold in the region ``code``."""
    row = MeetingRules.objects.filter(pk=code[:REGENCY]).first()
    return Rules(row.part, row.whole, row.hours, row.days) if row else DEFAULTS


@transaction.atomic
def settle_rules(*, regency, by, base, **values) -> MeetingRules:
    """What the kabupaten settled on, for meetings counted from now on.

    ``base``: the digest of what the person saw. Raises StaleVersion when it was changed since.
    """
    Region.objects.select_for_update(no_key=True).get(pk=regency.pk)  # there may be no row yet
    row = MeetingRules.objects.filter(pk=regency.pk).first()
    row = row or MeetingRules(regency=regency)
    if rules_digest(row) not in {base, rules_digest(MeetingRules(**values))}:
        raise StaleVersion(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_by, row.changed_at = by, timezone.now()
    row.save()
    record_event(by=by, verb="settled_meeting_rules", subject=row, region_code=regency.pk)
    return row


def rules_digest(row: MeetingRules) -> str:
    """The digest of the numbers and their basis, which a form sends back."""
    return digest_of([getattr(row, name) for name in COLUMNS])[:32]


def regency_managed(user):
    """The regencies whose rules this person settles."""
    rows = Region.objects.allowed(user, Permission.MANAGE_RULES)
    return rows.filter(level=Region.Level.REGENCY)
