"""Setting the intervals of a kabupaten."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from cooperation.models import RegencyCalendar
from jejaring.roles import Permission
from jejaring.services import record_event
from villages.models import Region


class RulesMoved(Exception):
    """Somebody set them since the person saw them; ``rules`` is what stands now."""

    def __init__(self, rules):
        super().__init__(rules.pk)
        self.rules = rules


def regency_ruled_by(user, code: str) -> Region | None:
    """The kabupaten or kota of that code, when the person sets its intervals."""
    regencies = Region.objects.allowed(user, Permission.MANAGE_RULES)
    return regencies.filter(pk=code, level=Region.Level.REGENCY).first()


def set_rules(*, regency, seen: int, by, **columns) -> RegencyCalendar:
    """Set the intervals over version ``seen`` (0: there were none). Raises RulesMoved."""
    try:
        with transaction.atomic():
            return _set(regency, seen, by, columns)
    except IntegrityError:  # somebody else was the first to set them
        raise RulesMoved(RegencyCalendar.objects.get(pk=regency.pk)) from None


def _set(regency, seen, by, columns):
    rules = RegencyCalendar.objects.select_for_update().filter(pk=regency.pk).first()
    if (rules.version if rules else 0) != seen:
        if rules is None:
            rules = RegencyCalendar(regency=regency)
        raise RulesMoved(rules)
    is_new = rules is None
    rules = rules or RegencyCalendar(regency=regency)
    for name, value in columns.items():
        setattr(rules, name, value)
    rules.version, rules.set_by, rules.set_at = seen + 1, by, timezone.now()
    rules.save(force_insert=is_new)
    record_event(by=by, verb="set_rules", subject=rules, region_code=regency.pk, **columns)
    return rules
