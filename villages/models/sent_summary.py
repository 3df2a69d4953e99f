"""Which month of which region a person was told of by e-mail, so that they are told once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from jejaring.models import CodeField, ScopedQuerySet, User


class SentSummaryQuerySet(ScopedQuerySet):
    """Rows of one person that nobody else sees, whatever they may do where."""

    territory_lookup = "user__memberships__region_code"

    def rule(self, user, permission) -> Q:
        return Q(user_id=user.pk)


class SentSummary(models.Model):
    """A summary that was sent."""

    user = models.ForeignKey(User, models.CASCADE, related_name="summaries_sent")
    region_code = CodeField(blank=True)
    month = models.PositiveIntegerField()  # YYYYMM
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SentSummaryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region_code", "month"], name="summary_once_a_month"
            )
        ]

    def __str__(self):
        return f"{self.user_id} {self.region_code} {self.month}"
