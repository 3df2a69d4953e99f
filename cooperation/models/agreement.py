"""Agreements and their parties. What state one is in follows from its events."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.drafts.parts import TERM
from cooperation.lifecycle import OVER, Flow, State
from cooperation.models.partner import Partner
from cooperation.models.scope import OfAgreementQuerySet
from jejaring.ids import uuid7
from villages.models import Region


class AgreementQuerySet(OfAgreementQuerySet):
    agreement_lookup = "pk"
    territory_lookup = "parties__village_id"

    def alive(self):
        """Those in which something can still happen."""
        return self.exclude(state__in=OVER)


class Agreement(models.Model):
    """A cooperation, from the idea to its end.

    ``state``, ``events_count`` and ``head`` (the digest of the last event) repeat what the events
    say, written with each of them, so that lists need not fold a chain; ``verify_chain`` compares.
    """

    class Subject(models.TextChoices):
        """What villages cooperate in (UU 6/2014 art. 92(1))."""

        ENTERPRISE = "enterprise", _("Pengembangan usaha bersama milik desa")
        COMMUNITY = "community", _("Kegiatan, pelayanan, dan pemberdayaan masyarakat antar-desa")
        SECURITY = "security", _("Keamanan dan ketertiban")

    class Field(models.TextChoices):
        """The four fields of village authority (UU 6/2014 art. 18)."""

        GOVERNMENT = "government", _("Penyelenggaraan pemerintahan desa")
        DEVELOPMENT = "development", _("Pembangunan desa")
        GUIDANCE = "guidance", _("Pembinaan kemasyarakatan")
        EMPOWERMENT = "empowerment", _("Pemberdayaan masyarakat")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    flow = models.CharField(_("bentuk kerja sama"), max_length=12, choices=Flow)
    title = models.CharField(_("tentang apa"), max_length=160)
    subject = models.CharField(_("pokok kerja sama"), max_length=12, choices=Subject, blank=True)
    fields = models.JSONField(_("bidang"), default=list, blank=True)
    purpose = models.CharField(_("kebutuhan yang dijawab"), max_length=400, blank=True)
    starts_on = models.DateField(_("berlaku sejak"), null=True, blank=True)
    ends_on = models.DateField(_("berakhir pada"), null=True, blank=True)
    notice_on = models.DateField(_("paling lambat dibicarakan lagi"), null=True, blank=True)
    idea_id = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.PREPARING, editable=False)
    events_count = models.PositiveIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="agreement_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="agreement_flow_known",
                condition=Q(flow__in=["between", "village_led", "partner_led"]),
            ),
            models.CheckConstraint(
                name="agreement_ends_after_it_starts",
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["idea_id"],
                condition=Q(idea_id__isnull=False),
                name="agreement_one_per_idea",
            ),
        ]
        indexes = [models.Index(fields=["state", "ends_on"], name="agreement_state")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("agreement_detail", args=[self.pk])

    def keep_term(self, content):
        """Take over the dates of a text, if it says any; lists and reminders read these columns."""
        if "term" not in content:
            return
        for name in TERM:
            setattr(self, name, content["term"].get(name) or None)
        self.save(update_fields=TERM)


class AgreementPartyQuerySet(OfAgreementQuerySet):
    def villages(self):
        return self.filter(village__isnull=False)


class AgreementParty(models.Model):
    """One party: a village by its code, or a third party; its name as the paper writes it.

    ``number``, ``year`` and ``signed_on`` repeat the event of its signature, where known: papers
    of old often show one and not the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties")
    position = models.PositiveSmallIntegerField()
    village = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="agreement_parties"
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="agreement_parties"
    )
    name_as_written = models.CharField(_("nama seperti tertulis"), max_length=160, blank=True)
    is_initiator = models.BooleanField(_("pemrakarsa"), default=False)
    is_witness = models.BooleanField(_("hanya sebagai saksi"), default=False)
    number = models.CharField(_("nomor"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("tahun"), null=True, blank=True)
    signed_on = models.DateField(_("ditandatangani pada"), null=True, blank=True)

    objects = AgreementPartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agreement parties"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="party_position_once"),
            models.UniqueConstraint(
                fields=["agreement", "village"],
                condition=Q(village__isnull=False),
                name="party_village_once",
            ),
            models.UniqueConstraint(
                fields=["agreement", "partner"],
                condition=Q(partner__isnull=False),
                name="party_partner_once",
            ),
            models.CheckConstraint(
                name="party_village_or_partner",
                condition=Q(village__isnull=False, partner=None)
                | Q(village=None, partner__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        """As the paper writes it, else as the official list or the register does."""
        return self.name_as_written or (self.village.titled if self.village else self.partner.name)
