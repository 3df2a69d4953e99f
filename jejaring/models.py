"""The ground floor: people, what they may do where, and the record of what was done."""

from datetime import timedelta
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from jejaring.roles import GRANTS, Permission, Role

INVITATION_LIFETIME = timedelta(days=7)


class CodeField(models.CharField):
    """A region code, compared byte by byte on every database.

    Scope is a range of codes (``code >= '33.08' and code < '33.08/'``); a linguistic
    collation would ignore the dots and put strangers inside the range.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 13)
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection):
        """Add the byte-order collation where it is not the default already."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


def just_after(code: str) -> str:
    """The first string after every code beneath ``code``: '/' follows '.' in ASCII."""
    return code + "/"


def inside(lookup: str, codes) -> Q:
    """Rows whose ``lookup`` lies at or beneath one of ``codes``; no code, no row.

    The empty code is the whole country.
    """
    found = Q(pk__in=[])
    for code in codes:
        if code == "":
            return Q()
        found |= Q(**{f"{lookup}__gte": code, f"{lookup}__lt": just_after(code)})
    return found


# Rows are written many at once, past ``post_save``: ``sender`` their model, ``rows`` those written
# (a queryset before an update, the instances after an insert), ``columns`` what an update sets.
# What a receiver returns is called when the update is done.
rows_written = Signal()


class ToldQuerySet(models.QuerySet):
    """Rows that are counted: who counts them is told of those written many at once as well."""

    def update(self, **columns):
        """As Django's, and told: ``rows_written``."""
        if not rows_written.has_listeners(self.model):
            return super().update(**columns)
        with transaction.atomic(using=self.db, savepoint=False):
            told = rows_written.send(self.model, rows=self, columns=columns)
            written = super().update(**columns)
            for _receiver, then in told:
                if then:
                    then()
            return written

    update.alters_data = True

    def bulk_create(self, objs, *args, **options):
        """As Django's, and told: ``rows_written``."""
        objs = list(objs)
        with transaction.atomic(using=self.db, savepoint=False):
            made = super().bulk_create(objs, *args, **options)
            rows_written.send(self.model, rows=objs, columns={})
            return made

    bulk_create.alters_data = True


class ScopedQuerySet(ToldQuerySet):
    """Rows that belong to a territory; a subclass names the column with its code."""

    territory_lookup: str
    group_lookup: str | None = None
    view_permission = Permission.VIEW
    edit_permission = Permission.RECORD

    def visible_to(self, user):
        """The rows this person may read."""
        return self.allowed(user, self.view_permission)

    def editable_by(self, user):
        """The rows this person may change."""
        return self.allowed(user, self.edit_permission).filter(
            self.rule(user, self.view_permission)
        )

    def allowed(self, user, permission):
        """The rows over which this person holds ``permission``."""
        return self.filter(self.rule(user, permission))

    def rule(self, user, permission) -> Q:
        """The condition behind ``allowed``: own territories, and the group of an operator."""
        rule = inside(self.territory_lookup, user.territories(permission))
        if self.group_lookup and (groups := user.own_groups(permission)):
            rule |= Q(**{f"{self.group_lookup}__in": groups})
        return rule


class User(AbstractUser):
    """A person who signs in. What they may do comes from memberships alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first_name = None
    last_name = None
    full_name = models.CharField(_("nama lengkap"), max_length=100)
    phone = models.CharField(_("nomor WhatsApp"), max_length=20, blank=True)
    is_example = models.BooleanField(_("contoh"), default=False)

    REQUIRED_FIELDS = ["full_name"]

    def __str__(self):
        return self.full_name or self.username

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.full_name.split(" ")[0] if self.full_name else self.username

    @cached_property
    def current_memberships(self):
        """The memberships in force, read once a request."""
        return list(self.memberships.in_force())

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Everything this person holds anywhere, for menus in templates."""
        return frozenset(granted for m in self.current_memberships for granted in GRANTS[m.role])

    def holds(self, permission) -> bool:
        """Whether this person holds ``permission`` anywhere."""
        return permission in self.permissions

    def territories(self, permission) -> list[str]:
        """The region codes in which this person holds ``permission``."""
        return sorted(
            {
                m.region_code
                for m in self.current_memberships
                if permission in GRANTS[m.role] and m.group_id is None
            }
        )

    def own_groups(self, permission) -> list:
        """Ids of the groups to which ``permission`` is limited for this person."""
        return sorted(
            {
                m.group_id
                for m in self.current_memberships
                if permission in GRANTS[m.role] and m.group_id is not None
            }
        )

    def holds_over(self, permission, code: str) -> bool:
        """Whether this person holds ``permission`` over the region ``code``."""
        return any(
            territory == "" or territory <= code < just_after(territory)
            for territory in self.territories(permission)
        )


class MembershipQuerySet(ScopedQuerySet):
    territory_lookup = "region_code"
    view_permission = Permission.MANAGE_PEOPLE
    edit_permission = Permission.MANAGE_PEOPLE

    def in_force(self):
        """Memberships that are not ended."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=timezone.now()))

    def of_people_like(self, text):
        """Memberships of people whose name or sign-in name contains ``text``."""
        return self.filter(Q(user__full_name__icontains=text) | Q(user__username__icontains=text))


class Membership(models.Model):
    """A person, a role, a territory: the only source of rights."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    region_code = CodeField(_("kode wilayah"), blank=True)
    group_id = models.UUIDField(_("kelompok"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="memberships_granted"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_group_only_for_operator",
                condition=Q(role=Role.GROUP_OPERATOR, group_id__isnull=False)
                | (~Q(role=Role.GROUP_OPERATOR) & Q(group_id=None)),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "region_code"],
                condition=Q(ended_at=None, group_id=None),
                name="membership_once_per_territory",
            ),
        ]
        indexes = [models.Index(fields=["region_code"], name="membership_region")]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.region_code or '–'}"


class InvitationQuerySet(ScopedQuerySet):
    territory_lookup = "region_code"
    view_permission = Permission.MANAGE_PEOPLE
    edit_permission = Permission.MANAGE_PEOPLE

    def open(self):
        """Invitations that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


def invitation_expiry():
    """When an invitation made now lapses."""
    return timezone.now() + INVITATION_LIFETIME


class Invitation(models.Model):
    """A door for one person, made by somebody who manages people in that territory.

    Only the SHA-256 of the token is stored: a copy of the database opens nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    invitee = models.CharField(_("untuk siapa"), max_length=100)
    role = models.CharField(_("peran"), max_length=20, choices=Role)
    region_code = CodeField(_("kode wilayah"), blank=True)
    group_id = models.UUIDField(_("kelompok"), null=True, blank=True)
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="invitations_sent")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=invitation_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="invitations_accepted"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self):
        return f"{self.invitee} · {self.get_role_display()}"


class AccessRequestQuerySet(ScopedQuerySet):
    territory_lookup = "region_code"
    view_permission = Permission.MANAGE_PEOPLE
    edit_permission = Permission.MANAGE_PEOPLE

    def open(self):
        """Requests nobody has answered yet."""
        return self.filter(decided_at=None)


class AccessRequest(models.Model):
    """A facilitator's wish to work in a village outside their territory."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="access_requests")
    region_code = CodeField(_("kode wilayah"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="requests_decided"
    )
    granted = models.BooleanField(null=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region_code"],
                condition=Q(decided_at=None),
                name="access_request_open_once",
            )
        ]

    def __str__(self):
        return f"{self.user} → {self.region_code}"


class Event(models.Model):
    """Who did what to which row, when. Written by services, never changed, shown by no page yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    region_code = CodeField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="event_subject"),
            models.Index(fields=["region_code", "at"], name="event_region"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type} {self.subject_id}"
