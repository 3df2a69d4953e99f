"""The calendar: the kabupaten's own intervals, the feed of a person, reminders already sent."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from villages.models import Region

MOST_MONTHS, MOST_DAYS = 60, 365
MONTHS = [MinValueValidator(1), MaxValueValidator(MOST_MONTHS)]
DAYS = [MinValueValidator(1), MaxValueValidator(MOST_DAYS)]


class RegencyCalendarQuerySet(ScopedQuerySet):
    territory_lookup = "regency_id"
    view_permission = Permission.MANAGE_RULES
    edit_permission = Permission.MANAGE_RULES


class RegencyCalendar(models.Model):
    """How often villages of a kabupaten report and review, and how long an offer may wait.

    The rules we could read set no interval, so there is no default: what is not set here is said
    to be not set. ``basis``: the local regulation that sets it.
    """

    regency = models.OneToOneField(
        Region, models.PROTECT, primary_key=True, related_name="cooperation_calendar"
    )
    body_report_months = models.PositiveSmallIntegerField(null=True, blank=True, validators=MONTHS)
    agreement_report_months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=MONTHS
    )
    review_months = models.PositiveSmallIntegerField(null=True, blank=True, validators=MONTHS)
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True, validators=DAYS)
    basis = models.CharField(_("dasar aturannya"), max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)
    set_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    set_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RegencyCalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="calendar_names_its_basis", condition=~Q(basis=""))
        ]

    def __str__(self):
        return self.regency_id


class OwnedQuerySet(ScopedQuerySet):
    """Rows of one person that nobody else sees, whatever they may do where."""

    territory_lookup = "user__memberships__region_code"

    def rule(self, user, permission) -> Q:
        return Q(user_id=user.pk)


class CalendarFeed(models.Model):
    """The address at which a person's own calendar program reads the calendar.

    Only the SHA-256 of the token is stored. One at a time is open; a new one ends the old.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="calendar_feed_one_open"
            )
        ]

    def __str__(self):
        return f"{self.user_id} {self.created_at:%Y-%m-%d}"


class SentReminder(models.Model):
    """A duty of which a person was told by e-mail, so that they are told once."""

    user = models.ForeignKey(User, models.CASCADE, related_name="reminders_sent")
    key = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="reminder_once_per_duty")
        ]

    def __str__(self):
        return f"{self.user_id} {self.key[:8]}"
