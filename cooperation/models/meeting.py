"""Meetings: who was invited and came, what was said and decided, and what follows.

People are numbers here: by element of society and by sex, never by name. Chair and note-taker are
offices in words.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle.quorum import VALID, Result, Stage
from cooperation.models.agreement import Agreement, AgreementParty
from jejaring.ids import uuid7
from jejaring.models import ScopedQuerySet, User, inside
from jejaring.roles import Permission
from stakeholders.models import Stakeholder
from villages.models import Region


class Element(models.TextChoices):
    """The elements of society the law names (PP 47/2015 art. 80); a village may add its own."""

    ADAT = "adat", _("Tokoh adat")
    RELIGION = "religion", _("Tokoh agama")
    COMMUNITY = "community", _("Tokoh masyarakat")
    EDUCATION = "education", _("Tokoh pendidikan")
    FARMERS = "farmers", _("Perwakilan petani")
    FISHERS = "fishers", _("Perwakilan nelayan")
    CRAFT = "craft", _("Perwakilan perajin")
    WOMEN = "women", _("Perwakilan perempuan")
    CHILDREN = "children", _("Pemerhati dan pelindung anak")
    POOR = "poor", _("Perwakilan masyarakat miskin")


class OfMeetingQuerySet(ScopedQuerySet):
    """Rows that hang on a meeting; ``meeting_lookup`` names the column that leads to it.

    Read by its villages and by every party of the agreement it is about; written by its villages.
    """

    meeting_lookup = "meeting"
    territory_lookup = "meeting__villages__village_id"
    view_permission = Permission.VIEW_AGREEMENT
    edit_permission = Permission.RECORD_MEETING

    def rule(self, user, permission) -> Q:
        there = inside("village_id", user.territories(permission))
        own = MeetingVillage._base_manager.filter(there).values("meeting")
        rule = Q(**{f"{self.meeting_lookup}__in": own})
        if permission == self.view_permission:
            parties = AgreementParty._base_manager.filter(there).values("agreement")
            linked = Meeting._base_manager.filter(agreement__in=parties).values("pk")
            rule |= Q(**{f"{self.meeting_lookup}__in": linked})
        return rule


class Kept(models.Model):
    """A row that several people write: who was last, and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class MeetingQuerySet(OfMeetingQuerySet):
    meeting_lookup = "pk"
    territory_lookup = "villages__village_id"

    def of_village(self, code):
        """Those in which the village takes part."""
        return self.filter(
            pk__in=MeetingVillage._base_manager.filter(village_id=code).values("meeting")
        )


class Meeting(Kept):
    """A meeting. ``result``, ``present_count``, ``women_count`` (how many of those present are
    women) and ``last_on`` repeat its latest sitting.

    ``invited``: ``{element: [men, women]}``; an element of the village's own is "x:" and its name.
    """

    class Kind(models.TextChoices):
        MUSDES = "musdes", _("Musyawarah desa")
        MUSDESUS = "musdesus", _("Musyawarah desa khusus")
        MAD = "mad", _("Musyawarah antar-desa")
        TALK = "talk", _("Obrolan atau rembuk")
        REFLECTION = "reflection", _("Aksi-refleksi")

    WITH_QUORUM = (Kind.MUSDES, Kind.MUSDESUS, Kind.MAD)

    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    is_sudden = models.BooleanField(_("mendadak"), default=False)
    title = models.CharField(_("tentang apa"), max_length=160)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    held_on = models.DateField(_("tanggal"))
    opens_at = models.TimeField(_("jam"), null=True, blank=True)
    place = models.CharField(_("tempat"), max_length=120, blank=True)
    chair = models.CharField(_("pemimpin"), max_length=80, blank=True)
    secretary = models.CharField(_("sekretaris"), max_length=80, blank=True)
    note_taker = models.CharField(_("notulis"), max_length=80, blank=True)
    minutes_number = models.CharField(_("nomor berita acara"), max_length=60, blank=True)
    invited = models.JSONField(default=dict, blank=True)
    invited_count = models.PositiveIntegerField(default=0)
    present_count = models.PositiveIntegerField(null=True, blank=True)
    women_count = models.PositiveIntegerField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    last_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="meeting_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="meeting_kind_known",
                condition=Q(kind__in=["musdes", "musdesus", "mad", "talk", "reflection"]),
            ),
        ]
        indexes = [models.Index(fields=["agreement", "held_on"], name="meeting_agreement")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meeting_detail", args=[self.pk])

    @property
    def asks_quorum(self) -> bool:
        return self.kind in self.WITH_QUORUM

    @property
    def may_decide(self) -> bool:
        """Whether its decisions count: the latest sitting met, or went ahead by the rules."""
        return self.result in VALID

    @property
    def on(self):
        """The day of the latest sitting, before it the day it is called for."""
        return self.last_on or self.held_on


class MeetingVillage(models.Model):
    """A village that takes part; ``is_host``: it invites."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="villages")
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    is_host = models.BooleanField(default=False)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-is_host", "village"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "village"], name="meeting_village_once")
        ]

    def __str__(self):
        return f"{self.meeting} · {self.village}"


class Sitting(Kept):
    """One sitting. ``rule``: the numbers of the kabupaten it was counted under."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sittings")
    stage = models.PositiveSmallIntegerField(choices=Stage)
    held_on = models.DateField(_("tanggal"))
    opens_at = models.TimeField(_("dibuka"), null=True, blank=True)
    closes_at = models.TimeField(_("ditutup"), null=True, blank=True)
    place = models.CharField(_("tempat"), max_length=120, blank=True)
    present = models.JSONField(default=dict, blank=True)
    present_count = models.PositiveIntegerField(null=True, blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    rule = models.JSONField(default=dict, blank=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "stage"], name="meeting_stage_once"),
            models.CheckConstraint(
                name="sitting_result_once_counted",
                condition=Q(result="", present_count=None)
                | (~Q(result="") & Q(present_count__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.meeting} · {self.stage}"


class MeetingGroup(models.Model):
    """A group of the map: whether it was invited, and whether it came."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="groups")
    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="+")
    is_invited = models.BooleanField(default=False)
    is_present = models.BooleanField(default=False)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "stakeholder"], name="meeting_group_once")
        ]

    def __str__(self):
        return f"{self.meeting} · {self.stakeholder}"


class AgendaItem(Kept):
    """One point of the agenda: what was said about it, and what was decided."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", _("Disepakati")
        REFUSED = "refused", _("Tidak disepakati")
        POSTPONED = "postponed", _("Ditunda")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("pokok bahasan"), max_length=160)
    discussion = models.TextField(_("jalannya pembicaraan"), blank=True)
    outcome = models.CharField(_("hasil"), max_length=10, choices=Outcome, blank=True)
    decision = models.TextField(_("bunyi keputusan"), blank=True)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        constraints = [models.CheckConstraint(name="agenda_titled", condition=~Q(title=""))]

    def __str__(self):
        return self.title


class FollowUp(Kept):
    """What somebody will do after the meeting; ``who`` is a role in words."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="follow_ups")
    text = models.CharField(_("apa"), max_length=200)
    who = models.CharField(_("siapa"), max_length=80)
    due_on = models.DateField(_("paling lambat"), null=True, blank=True)
    done_on = models.DateField(_("selesai pada"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", F("due_on").asc(nulls_last=True), "created_at"]
        constraints = [
            models.CheckConstraint(name="followup_says_what", condition=~Q(text="") & ~Q(who=""))
        ]

    def __str__(self):
        return self.text


class MeetingFile(models.Model):
    """A photo or scan. ``stored``: the generated name under which its bytes lie."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPEG = "jpg", "JPEG"
        PNG = "png", "PNG"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="files")
    label = models.CharField(_("keterangan"), max_length=120)
    kind = models.CharField(max_length=4, choices=Kind)
    stored = models.CharField(max_length=60, unique=True)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "added_at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "digest"], name="meeting_file_once")
        ]

    def __str__(self):
        return self.label


class MeetingRulesQuerySet(ScopedQuerySet):
    territory_lookup = "regency_id"
    view_permission = Permission.MANAGE_RULES
    edit_permission = Permission.MANAGE_RULES


class MeetingRules(models.Model):
    """What a kabupaten settled on; without a row the app's own numbers hold and are marked so."""

    regency = models.OneToOneField(Region, models.PROTECT, primary_key=True, related_name="+")
    part = models.PositiveSmallIntegerField(_("bagian"), default=2)
    whole = models.PositiveSmallIntegerField(_("dari"), default=3)
    hours = models.PositiveSmallIntegerField(_("jam"), default=3)
    days = models.PositiveSmallIntegerField(_("hari"), default=3)
    basis = models.CharField(_("dasar"), max_length=160, blank=True)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = MeetingRulesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "meeting rules"
        constraints = [
            models.CheckConstraint(
                name="meetingrules_share", condition=Q(part__gte=1, part__lte=F("whole"))
            )
        ]

    def __str__(self):
        return f"{self.regency_id}: {self.part}/{self.whole}"
