"""Cycles of action and reflection: told one after the other, each from the last one's step."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.fairness.offices import Office
from cooperation.models.agreement import Agreement
from cooperation.models.appraisal import Appraisal
from cooperation.models.scope import OfAgreementQuerySet
from jejaring.ids import uuid7
from jejaring.models import User


class Reflection(models.Model):
    """One cycle. Rows are only added. ``body_id``: the joint body it is about, if it is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reflections")
    body_id = models.UUIDField(null=True, blank=True, editable=False)
    number = models.PositiveIntegerField()
    appraisal = models.ForeignKey(
        Appraisal, models.PROTECT, null=True, blank=True, related_name="reflections"
    )
    planned = models.CharField(_("rencananya"), max_length=600)
    happened = models.CharField(_("yang terjadi"), max_length=600)
    why = models.CharField(_("mengapa begitu"), max_length=600, blank=True)
    learnt = models.CharField(_("pelajarannya"), max_length=600)
    next_step = models.CharField(_("langkah berikutnya"), max_length=600)
    who = models.CharField(_("siapa yang menjalankan"), max_length=12, choices=Office)
    next_on = models.DateField(_("kapan"), null=True, blank=True)
    held_on = models.DateField(_("dibicarakan pada"))
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="reflection_number_once"),
            models.CheckConstraint(
                name="reflection_told", condition=~Q(planned="") & ~Q(happened="")
            ),
        ]

    def __str__(self):
        return f"{self.agreement_id} {self.number}"
