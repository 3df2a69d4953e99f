"""Review of a draft: comments on a passage, answers, and links for readers without account."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.drafts.passages import Passage
from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.scope import OfAgreementQuerySet
from cooperation.models.text import AgreementText
from jejaring.ids import uuid7
from jejaring.models import User
from jejaring.roles import Permission

LINK_LIFETIME = timedelta(days=14)
MOST_QUOTED = 1000


class ReviewedQuerySet(OfAgreementQuerySet):
    """Read by everybody concerned, written by those who review or draft for a party."""

    def editable_by(self, user):
        allowed = self.rule(user, Permission.REVIEW_AGREEMENT)
        return self.visible_to(user).filter(allowed | self.rule(user, Permission.DRAFT_AGREEMENT))


class ReviewLinkQuerySet(OfAgreementQuerySet):
    def open(self):
        """Links that can still be opened."""
        return self.filter(withdrawn_at=None, expires_at__gt=timezone.now())


def link_expiry():
    """When a link made now lapses."""
    return timezone.now() + LINK_LIFETIME


class ReviewLink(models.Model):
    """A door to one version of one text, for a party without an account.

    Only the SHA-256 of the token is stored: a copy of the database opens nothing. Every opening
    is a line in the record of the site.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="review_links")
    text = models.ForeignKey(AgreementText, models.PROTECT, related_name="review_links")
    party = models.ForeignKey(AgreementParty, models.PROTECT, related_name="review_links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=link_expiry)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewLinkQuerySet.as_manager()

    def __str__(self):
        return f"{self.party_id} · {self.text_id}"

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.expires_at > timezone.now()


class LinkAnswerQuerySet(OfAgreementQuerySet):
    agreement_lookup = "link__agreement"
    territory_lookup = "link__agreement__parties__village_id"


class LinkAnswer(models.Model):
    """What a party said through a link: evidence for whoever decides, not an act."""

    class Consent(models.TextChoices):
        ACCEPTED = "accepted", _("Menyetujui")
        CHANGE = "change", _("Minta perubahan")
        DECLINED = "declined", _("Menolak")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    link = models.ForeignKey(ReviewLink, models.PROTECT, related_name="answers")
    consent = models.CharField(_("jawaban"), max_length=10, choices=Consent)
    reason = models.CharField(_("alasan"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = LinkAnswerQuerySet.as_manager()

    def __str__(self):
        return f"{self.link_id} {self.consent}"


class CommentQuerySet(ReviewedQuerySet):
    def open(self):
        return self.filter(settled_at=None)


class Comment(models.Model):
    """What somebody says of an exact passage, and how they would word it.

    ``part``: the code of the part of ``text`` (see ``drafts.parts``). A comment on a whole part
    has an empty quote. ``party``: the village the writer reviews for, where it is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="comments")
    text = models.ForeignKey(AgreementText, models.PROTECT, related_name="comments")
    part = models.CharField(_("isi"), max_length=60)
    quote = models.CharField(_("bagian"), max_length=MOST_QUOTED, blank=True)
    offset = models.PositiveIntegerField(default=0)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    words = models.TextField(_("catatan"))
    suggestion = models.TextField(_("usulan kata-kata"), blank=True)
    party = models.ForeignKey(AgreementParty, models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey(ReviewLink, models.PROTECT, null=True, related_name="comments")
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    applied_in = models.ForeignKey(AgreementText, models.PROTECT, null=True, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="comment_suggests_for_a_passage",
                condition=Q(suggestion="") | ~Q(quote=""),
            ),
        ]
        indexes = [
            models.Index(fields=["agreement", "settled_at", "written_at"], name="comment_open")
        ]

    def __str__(self):
        return f"{self.part}: {self.words[:40]}"

    def get_absolute_url(self):
        return reverse("comment_detail", args=[self.pk])

    @property
    def passage(self) -> Passage:
        return Passage(self.quote, self.offset, self.before, self.after)


class CommentReplyQuerySet(ReviewedQuerySet):
    agreement_lookup = "comment__agreement"
    territory_lookup = "comment__agreement__parties__village_id"


class CommentReply(models.Model):
    """An answer to a comment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="replies")
    words = models.TextField(_("jawaban"))
    party = models.ForeignKey(AgreementParty, models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CommentReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "comment replies"

    def __str__(self):
        return self.words[:40]
