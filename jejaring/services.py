"""Acts on people and access. Each is one transaction and leaves an event."""

import hashlib
import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.models import AccessRequest, Event, Invitation, Membership, User
from jejaring.roles import GRANTS, MAY_INVITE, VILLAGE_OFFICES, Permission, Role


class NotAllowed(Exception):
    """The act would hand out more than the person may give."""


class AlreadyInvited(Exception):
    """The same form was sent before; its link was shown then and is stored nowhere."""


class InvitationClosed(Exception):
    """The invitation was used, withdrawn, or has lapsed."""


class UsernameTaken(Exception):
    """Somebody else signs in with that name, in whatever capitals."""


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


def record_events(*, by, verb, subjects, region_code=""):
    """``record_event`` for many rows of one act."""
    Event.objects.bulk_create(
        Event(
            actor=by,
            verb=verb,
            subject_type=subject._meta.model_name,
            subject_id=str(subject.pk),
            region_code=region_code,
        )
        for subject in subjects
    )


def id_for(model, pk, **scope):
    """The id that a form made for a new row, or another where that one is spoken for.

    Within ``scope`` the id is the form's own, sent twice. Elsewhere it belongs to a row that
    the sender may not know of: a refusal would tell them that it exists.
    """
    if pk is None or model.objects.filter(pk=pk).exclude(**scope).exists():
        return uuid7()
    return pk


def roles_offered_by(user, region_code) -> list[str]:
    """The roles this person may hand out over a region, in the order of the table of roles."""
    return [role for role in Role if may_grant(user, role, region_code)]


def may_grant(user, role, region_code) -> bool:
    """Whether ``user`` may hand out ``role`` over ``region_code``.

    Both must come from the same membership: a role offered in one territory and a
    territory held through another role do not add up.
    """
    if role in VILLAGE_OFFICES and not _is_village(region_code):
        return False
    return any(
        role in MAY_INVITE.get(membership.role, ())
        and Permission.MANAGE_PEOPLE in GRANTS[membership.role]
        and (membership.region_code == "" or _covers(membership.region_code, region_code))
        for membership in user.current_memberships
    )


def _covers(territory: str, code: str) -> bool:
    return code == territory or code.startswith(territory + ".")


def _is_village(code: str) -> bool:
    return code.count(".") == 3


def hash_of(token: str) -> str:
    """What is stored of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite_person(
    *, invitee, role, region_code, by, group_id=None, pk=None
) -> tuple[Invitation, str]:
    """Make an invitation; return it with its token, which is shown once and stored nowhere.

    ``pk`` is made by the form: a second click raises AlreadyInvited. Raises NotAllowed when
    ``by`` may not hand out that role there, or when a group is named for a role without one.
    """
    if not may_grant(by, role, region_code):
        raise NotAllowed
    if (role == Role.GROUP_OPERATOR) != (group_id is not None):
        raise NotAllowed
    token = secrets.token_urlsafe(24)
    invitation = Invitation(
        pk=id_for(Invitation, pk, invited_by=by),
        token_hash=hash_of(token),
        invitee=invitee,
        role=role,
        region_code=region_code,
        group_id=group_id,
        invited_by=by,
    )
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
            record_event(
                by=by, verb="invited", subject=invitation, region_code=region_code, role=role
            )
    except IntegrityError:
        raise AlreadyInvited from None
    return invitation, token


def open_invitation(token: str) -> Invitation:
    """The invitation behind a token. Raises InvitationClosed."""
    try:
        return Invitation.objects.open().get(token_hash=hash_of(token))
    except Invitation.DoesNotExist:
        raise InvitationClosed from None


@transaction.atomic
def add_administrator(*, username, full_name, password) -> User:
    """The first account of a server, made by whoever runs it. Raises UsernameTaken."""
    user = _sign_up(username, full_name, password)
    membership = Membership.objects.create(user=user, role=Role.ADMINISTRATOR)
    record_event(by=None, verb="appointed", subject=membership)
    return user


def _sign_up(username, full_name, password) -> User:
    """Usernames are kept in small letters, so that "Sri" cannot pass for "sri"."""
    try:
        with transaction.atomic():
            return User.objects.create_user(
                username=username.lower(), full_name=full_name, password=password
            )
    except IntegrityError:
        raise UsernameTaken from None


@transaction.atomic
def accept_invitation(*, token, username, full_name, password) -> User:
    """Make the account and its membership.

    Raises InvitationClosed, also for the slower of two, and UsernameTaken.
    """
    invitation = _take(token)
    user = _sign_up(username, full_name, password)
    _admit(user, invitation)
    return user


@transaction.atomic
def accept_invitation_as(*, token, user) -> Membership:
    """Give an invitation to an account that exists; raises InvitationClosed, and NotAllowed.

    Nobody accepts an invitation of their own making: that would be raising one's own rights.
    """
    if open_invitation(token).invited_by_id == user.pk:
        raise NotAllowed
    return _admit(user, _take(token))


def _take(token) -> Invitation:
    """Use up an invitation, if whoever made it may still hand it out. Raises InvitationClosed."""
    invitation = open_invitation(token)
    taken = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not taken or not may_grant(invitation.invited_by, invitation.role, invitation.region_code):
        raise InvitationClosed
    return invitation


def _admit(user, invitation) -> Membership:
    """The membership an invitation promises; one that stands already is left as it is."""
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
    membership, joined = Membership.objects.in_force().get_or_create(
        user=user,
        role=invitation.role,
        region_code=invitation.region_code,
        group_id=invitation.group_id,
        defaults={"granted_by": invitation.invited_by},
    )
    if joined:
        record_event(by=user, verb="joined", subject=membership, region_code=membership.region_code)
    return membership


def may_end(user, membership) -> bool:
    """Whether ``user`` may end a membership: never one's own, nor one they could not hand out."""
    return membership.user_id != user.pk and may_grant(
        user, membership.role, membership.region_code
    )


@transaction.atomic
def end_membership(*, membership, by):
    """End a membership now; the next request of that person no longer has it.

    Raises NotAllowed, see ``may_end``.
    """
    if not may_end(by, membership):
        raise NotAllowed
    ending = Membership.objects.in_force().filter(pk=membership.pk)
    if ending.update(ended_at=timezone.now()):
        record_event(by=by, verb="ended", subject=membership, region_code=membership.region_code)


@transaction.atomic
def withdraw_invitation(*, invitation, by):
    """Close an invitation that nobody has used yet. Raises NotAllowed, as making it would."""
    if not may_grant(by, invitation.role, invitation.region_code):
        raise NotAllowed
    closing = Invitation.objects.open().filter(pk=invitation.pk)
    if closing.update(withdrawn_at=timezone.now()):
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
