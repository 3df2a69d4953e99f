"""Papers that were issued, the templates they are made from, and what stands at their head."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models.agreement import Agreement
from cooperation.models.scope import OfAgreementQuerySet
from cooperation.papers import Kind
from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User
from jejaring.roles import Permission
from villages.models import Region


class IssuedDocumentQuerySet(OfAgreementQuerySet):
    def rule(self, user, permission) -> Q:
        """Minutes tell what was said: only to those who read records of meetings there."""
        told = super().rule(user, permission)
        return told & (~Q(kind=Kind.MINUTES) | super().rule(user, Permission.RECORD_MEETING))


class IssuedDocument(models.Model):
    """A file as it was given out: it stays as it is, whatever becomes of the agreement.

    The bytes are a file under ``name`` in ``settings.DOCUMENT_DIR``, outside everything that is
    served; ``sha256`` says whether they are still the same. ``basis``: the digest of all it was
    made from, so that the same request finds the same file.
    """

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF, siap cetak")
        DOCX = "docx", _("DOCX, bisa diubah di Word")

    class Sheet(models.TextChoices):
        A4 = "a4", _("A4")
        F4 = "f4", _("F4 (215 × 330 mm)")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="documents")
    kind = models.CharField(_("dokumen"), max_length=20, choices=Kind)
    about = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=200)
    format = models.CharField(_("bentuk berkas"), max_length=4, choices=Format)
    paper = models.CharField(_("kertas"), max_length=2, choices=Sheet)
    text_number = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)
    basis = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=60, unique=True)
    file_name = models.CharField(max_length=120)
    issued_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "about", "format", "paper", "basis"],
                name="document_issued_once",
            ),
            models.CheckConstraint(
                name="document_format_known", condition=models.Q(format__in=["pdf", "docx"])
            ),
        ]
        indexes = [models.Index(fields=["agreement", "issued_at"], name="document_of_agreement")]

    def __str__(self):
        return self.file_name


class DocumentTemplateQuerySet(ScopedQuerySet):
    territory_lookup = "regency_id"
    view_permission = Permission.MANAGE_RULES
    edit_permission = Permission.MANAGE_RULES

    def in_use(self):
        return self.filter(retired_at=None)


class DocumentTemplate(models.Model):
    """A DOCX of a kabupaten with placeholders; rows are added and retired, never overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    regency = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kind = models.CharField(_("untuk dokumen"), max_length=20, choices=Kind)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=60, unique=True)
    placeholders = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regency", "kind"],
                condition=models.Q(retired_at=None),
                name="template_one_in_use",
            )
        ]

    def __str__(self):
        return self.file_name


class LetterheadQuerySet(ScopedQuerySet):
    territory_lookup = "region_id"
    view_permission = Permission.VIEW_AGREEMENT
    edit_permission = Permission.DRAFT_AGREEMENT


class Letterhead(models.Model):
    """What stands at the head of papers: address of a village, emblem of a kabupaten."""

    region = models.OneToOneField(Region, models.PROTECT, primary_key=True, related_name="+")
    address = models.CharField(_("alamat kantor"), max_length=160, blank=True)
    contact = models.CharField(_("telepon, pos-el, kode pos"), max_length=160, blank=True)
    emblem = models.BinaryField(blank=True, default=b"")
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    objects = LetterheadQuerySet.as_manager()

    def __str__(self):
        return f"kop {self.region_id}"
