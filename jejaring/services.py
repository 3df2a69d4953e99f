"""Acts on people and access. Each is one transaction and leaves an event."""

import hashlib
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from jejaring.models import AccessRequest, Event, Invitation, Membership, User
from jejaring.roles import GRANTS, MAY_INVITE, Permission, Role


class NotAllowed(Exception):
    """The act would hand out more than the person may give."""


class InvitationClosed(Exception):
    """The invitation was used, withdrawn, or has lapsed."""


def record_event(*, by, verb, subject, region_code="", **detail):
    """Write one line into the record; call it inside the transaction of the act itself."""
    return Event.objects.create(
        actor=by,
        verb=verb,
        subject_type=subject._meta.model_name,
        subject_id=str(subject.pk),
        region_code=region_code,
        detail=detail,
    )


def roles_offered_by(user) -> list[str]:
    """The roles this person may hand out, in the order of the table of roles."""
    offered = {
        role
        for membership in user.current_memberships
        if Permission.MANAGE_PEOPLE in GRANTS[membership.role]
        for role in MAY_INVITE.get(membership.role, ())
    }
    return [role for role in Role if role in offered]


def may_grant(user, role, region_code) -> bool:
    """Whether ``user`` may hand out ``role`` over ``region_code``.

    Both must come from the same membership: a role offered in one territory and a
    territory held through another role do not add up.
    """
    return any(
        role in MAY_INVITE.get(membership.role, ())
        and Permission.MANAGE_PEOPLE in GRANTS[membership.role]
        and (membership.region_code == "" or _covers(membership.region_code, region_code))
        for membership in user.current_memberships
    )


def _covers(territory: str, code: str) -> bool:
    return code == territory or code.startswith(territory + ".")


def hash_of(token: str) -> str:
    """What is stored of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(*, invitee, role, region_code, by, group_id=None) -> tuple[Invitation, str]:
    """Make an invitation; return it with its token, which is shown once and stored nowhere.

    Raises NotAllowed when ``by`` may not hand out that role there.
    """
    if not may_grant(by, role, region_code):
        raise NotAllowed
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        token_hash=hash_of(token),
        invitee=invitee,
        role=role,
        region_code=region_code,
        group_id=group_id,
        invited_by=by,
    )
    record_event(by=by, verb="invited", subject=invitation, region_code=region_code, role=role)
    return invitation, token


def open_invitation(token: str) -> Invitation:
    """The invitation behind a token. Raises InvitationClosed."""
    try:
        return Invitation.objects.open().get(token_hash=hash_of(token))
    except Invitation.DoesNotExist:
        raise InvitationClosed from None


@transaction.atomic
def accept_invitation(*, token, username, full_name, password) -> User:
    """Make the account and its membership. Raises InvitationClosed, also for the slower of two."""
    invitation = open_invitation(token)
    taken = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not taken or not may_grant(invitation.invited_by, invitation.role, invitation.region_code):
        raise InvitationClosed
    user = User.objects.create_user(username=username, full_name=full_name, password=password)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
    membership = Membership.objects.create(
        user=user,
        role=invitation.role,
        region_code=invitation.region_code,
        group_id=invitation.group_id,
        granted_by=invitation.invited_by,
    )
    record_event(by=user, verb="joined", subject=membership, region_code=membership.region_code)
    return user


@transaction.atomic
def end_membership(*, membership, by):
    """End a membership now; the next request of that person no longer has it.

    Raises NotAllowed for one's own membership and for a role that ``by`` may not hand out.
    """
    if membership.user_id == by.pk or not may_grant(by, membership.role, membership.region_code):
        raise NotAllowed
    Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=timezone.now())
    record_event(by=by, verb="ended", subject=membership, region_code=membership.region_code)


@transaction.atomic
def withdraw_invitation(*, invitation, by):
    """Close an invitation that nobody has used yet."""
    Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    record_event(by=by, verb="withdrew", subject=invitation, region_code=invitation.region_code)


def request_access(*, region_code, by) -> AccessRequest:
    """Ask whoever manages people there for the facilitator's role; asking twice is asking once."""
    try:
        with transaction.atomic():
            request = AccessRequest.objects.create(user=by, region_code=region_code)
            record_event(by=by, verb="asked", subject=request, region_code=region_code)
            return request
    except IntegrityError:
        return AccessRequest.objects.open().get(user=by, region_code=region_code)


@transaction.atomic
def decide_access(*, request, granted, by):
    """Answer a request. Raises NotAllowed when ``by`` may not grant it; the first answer stands."""
    if request.user_id == by.pk or not may_grant(by, Role.FACILITATOR, request.region_code):
        raise NotAllowed
    decided = (
        AccessRequest.objects.open()
        .filter(pk=request.pk)
        .update(decided_at=timezone.now(), decided_by=by, granted=granted)
    )
    if not decided:
        return
    if granted:
        Membership.objects.in_force().get_or_create(
            user=request.user,
            role=Role.FACILITATOR,
            region_code=request.region_code,
            group_id=None,
            defaults={"granted_by": by},
        )
    record_event(
        by=by, verb="decided", subject=request, region_code=request.region_code, granted=granted
    )
