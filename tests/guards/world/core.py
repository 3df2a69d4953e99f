"""The people who walk, and those whom others manage."""

from jejaring import services
from jejaring.models import User
from jejaring.roles import Role
from stakeholders.models import Stakeholder
from tests import factories
from tests.guards.world.canaries import VILLAGES, canary


def people(world) -> dict[str, User | None]:
    own = VILLAGES["own"][1]
    group = Stakeholder.objects.get(pk=world.things["own"]["group"][0])
    people = {
        "facilitator": factories.user(Role.FACILITATOR, own),
        "official": factories.user(Role.OFFICIAL, own),
        "village_head": factories.user(Role.VILLAGE_HEAD, own),
        "village_secretary": factories.user(Role.VILLAGE_SECRETARY, own),
        "bpd": factories.user(Role.BPD, own),
        "coordinator": factories.user(Role.COORDINATOR, "33.08"),
        "operator": factories.user(Role.GROUP_OPERATOR, own, group=group),
        "administrator": factories.user(Role.ADMINISTRATOR, ""),
        "revoked": factories.user(Role.FACILITATOR, own),
        "stranger": factories.user(role=None),
        "anonymous": None,
    }
    services.end_membership(
        membership=people["revoked"].memberships.get(), by=people["administrator"]
    )
    return people


def people_things(scope) -> dict[str, tuple]:
    """A membership, an invitation and a wish in the village, for those who manage people."""
    code = VILLAGES[scope][1]
    administrator = factories.user(Role.ADMINISTRATOR, "")
    invited, _token = invitation(scope, administrator, canary("invitee", scope))
    wish = services.request_access(region_code=code, by=factories.user(region_code="11"))
    return {
        "membership": (factories.user(region_code=code).memberships.get().pk,),
        "invitation": (invited.pk,),
        "wish": (wish.pk,),
    }


def invitation(scope, by, invitee):
    return services.invite_person(
        invitee=invitee,
        role=Role.FACILITATOR,
        region_code=VILLAGES[scope][1],
        by=by,
    )
