"""Opening a village: the first act of a facilitator there."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from jejaring.models import Membership
from jejaring.roles import MAY_INVITE, Permission, Role, roles_with
from jejaring.services import NotAllowed, record_event, request_access
from villages.codes import ancestors_of, well_formed
from villages.models import Region, VillageProfile


class NoSuchVillage(Exception):
    """No village of the present list has this code."""


class NotADesa(Exception):
    """The code is that of a kelurahan, which cannot cooperate as a desa."""

    def __init__(self, region):
        super().__init__(region.code)
        self.region = region


class Outcome(StrEnum):
    """What became of the wish to open a village."""

    STANDING = "standing"  # somebody had opened it, and it is within reach
    STARTED = "started"  # opened now, inside the person's territory
    TOOK_ON = "took_on"  # opened now, and the person looks after it from now on
    ASKED = "asked"  # outside the person's territory: others decide


@dataclass(frozen=True)
class Started:
    """The village, and what became of the wish to open it."""

    region: Region
    outcome: Outcome


@transaction.atomic
def start_village(*, code: str, by) -> Started:
    """Open the village ``code`` for ``by``; asking twice, also at once, has the effect of once.

    Inside a territory of ``by`` the village opens. Outside, with SELF_ASSIGN_VILLAGES, a village
    that nobody has opened and no facilitator looks after becomes the person's own; otherwise
    whoever manages people there is asked. Raises NoSuchVillage, NotADesa, and NotAllowed for
    somebody who records nowhere but in a group of their own.
    """
    region = _desa(code)
    if by.holds_over(Permission.RECORD, code):
        return _open(region, by)
    if not by.territories(Permission.RECORD):
        raise NotAllowed
    if settings.SELF_ASSIGN_VILLAGES and _take_on(region, by):
        return Started(region, Outcome.TOOK_ON)
    if by.pk in _facilitators_of(region):
        # A double click: the first half of it has just taken the village on.
        return Started(region, Outcome.STANDING)
    request_access(region_code=code, by=by)
    return Started(region, Outcome.ASKED)


def _desa(code) -> Region:
    villages = Region.objects.in_force().villages()
    region = villages.filter(pk=code).first() if well_formed(code) else None
    if region is None:
        raise NoSuchVillage(code)
    if not region.may_cooperate:
        raise NotADesa(region)
    return region


def _open(region, by) -> Started:
    """The one row a village can have decides between two people at once."""
    profile, created = VillageProfile.objects.get_or_create(
        region=region, defaults={"started_by": by}
    )
    if not created:
        return Started(region, Outcome.STANDING)
    record_event(by=by, verb="started", subject=profile, region_code=region.code)
    return Started(region, Outcome.STARTED)


def _take_on(region, by) -> bool:
    """Open a village that nobody looks after, and look after it; False when somebody does.

    The profile comes first: of two people at once the slower finds it and gets no membership.
    """
    if _facilitators_of(region) or _open(region, by).outcome is Outcome.STANDING:
        return False
    membership = Membership.objects.create(user=by, role=Role.FACILITATOR, region_code=region.code)
    record_event(by=by, verb="took_on", subject=membership, region_code=region.code)
    return True


def _facilitators_of(region) -> set:
    """Ids of the people who record in all of this village."""
    return set(
        _memberships_over(region.code)
        .filter(role__in=roles_with(Permission.RECORD), group_id=None)
        .values_list("user_id", flat=True)
    )


def people_asked(code: str, *, by) -> list[Membership]:
    """The memberships of those who can let ``by`` into the region ``code``, the nearest first."""
    may_invite = [role for role, invited in MAY_INVITE.items() if Role.FACILITATOR in invited]
    found = (
        _memberships_over(code)
        .filter(role__in=may_invite)
        .exclude(user=by)
        .select_related("user")
        .order_by("user__full_name")
    )
    return sorted(found, key=lambda membership: -len(membership.region_code))


def _memberships_over(code):
    """The memberships in force whose territory covers the region ``code``."""
    return Membership.objects.in_force().filter(region_code__in=[code, *ancestors_of(code), ""])
