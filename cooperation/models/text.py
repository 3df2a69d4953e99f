"""Versions of the text: written once, never changed, known by their digest."""

from django.db import models
from django.utils import timezone

from cooperation.drafts.parts import Part, parts_of
from cooperation.lifecycle import Clause
from cooperation.models.agreement import Agreement
from cooperation.models.scope import OfAgreementQuerySet
from jejaring.ids import uuid7
from jejaring.models import User


class AgreementText(models.Model):
    """One version. ``content``: ``{"title": …, "basis": …, "clauses": {clause: words}}``.

    And, where they were written: ``"parties": [{"party": key, "name": …, "rights": [words],
    "duties": [words]}]``, ``"shares": [words]`` (one for each source of revenue), ``"term":
    {"starts_on": date, "ends_on": …, "notice_on": …}``, ``"articles": [{"title", "words"}]``.

    The digest is that of the canonical JSON of the content: a consent binds these very words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="text_number_once")
        ]

    def __str__(self):
        return f"{self.agreement_id} v{self.number}"

    @property
    def clauses(self) -> list[dict]:
        """The eight contents in their order: label and words, empty where nothing was written."""
        written = self.content.get("clauses", {})
        return [{"label": each.label, "words": written.get(each, "")} for each in Clause]

    @property
    def parts(self) -> list[Part]:
        """Everything it says, part by part."""
        return parts_of(self.content)
