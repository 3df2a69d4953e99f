"""The first page after signing in."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import Left
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cooperation.models import Agreement
from cooperation.presenters.duties import lines
from cooperation.presenters.waiting import waiting_for
from cooperation.services.attention import attention, ending_next, villages_without
from cooperation.services.calendar.gathering import WORKING, coming
from cooperation.services.finding import agreements_to_act_on
from cooperation.services.requirements import rules_asked
from jejaring.access import signed_in
from jejaring.dashboards.brief import brief
from jejaring.models import AccessRequest, Invitation, Membership
from jejaring.roles import Permission
from stakeholders.models import Stakeholder
from stakeholders.services.coverage import coverage, latest_first, reach
from villages.models import Region, VillageProfile
from villages.services.places import places

VILLAGES_A_PAGE = 10
# A list of more names than this is searched, not read.
NAMES_WORTH_LISTING = 40
KECAMATAN_OFFERED = 12
# Duties of cooperation that come near: so many days ahead, so many of them.
DAYS_AHEAD, DUTIES_SHOWN = 90, 3
WAITING_SHOWN = 10
BRIEFS_SHOWN = 3
# Lengths of the codes of regions whose network can be looked at: kabupaten and kecamatan.
MAPPED = (5, 8)
MAY_OWE = (Permission.REVIEW_AGREEMENT, Permission.DRAFT_AGREEMENT)


@signed_in
@require_safe
def home(request):
    """What is done and what is next, for each role the person holds."""
    user, pages = request.user, request.GET
    context = {
        "nav": "home",
        "work": _work(user, pages.get("hal")) if user.territories(Permission.RECORD) else None,
        "reading": _reading(user, pages.get("hal-baca")) if _reads_elsewhere(user) else None,
        "own_groups": _own_groups(user),
        "desk": _desk(user) if user.holds(Permission.MANAGE_PEOPLE) else None,
        "reach": _reach(user),
        "briefs": _briefs(user) if user.holds(Permission.VIEW_DASHBOARD) else [],
        "coming": _coming(request) if any(map(user.holds, WORKING)) else None,
        "cooperation": _cooperation(user) if _oversees(user) else None,
        "waiting": _waiting(user) if any(map(user.holds, MAY_OWE)) else [],
    }
    return render(request, "jejaring/home.html", context)


def _work(user, page) -> dict:
    """A facilitator's villages: those begun with what is next, and how many wait."""
    profiles = VillageProfile.objects.editable_by(user)
    begun = _cards(profiles, page)
    waiting = Region.objects.editable_by(user).waiting()
    count = waiting.count()
    return {
        "begun": begun,
        "subdistricts": _subdistricts(profiles),
        "only_examples": all(card["profile"].is_example for card in begun.object_list),
        "waiting_count": count,
        "waiting": _by_subdistrict(waiting) if count <= NAMES_WORTH_LISTING else [],
    }


def _subdistricts(profiles) -> list:
    """The kecamatan in which several villages have begun, as places."""
    codes = profiles.annotate(above=Left("pk", 8)).order_by("above").values_list("above")
    several = codes.annotate(villages=Count("pk")).filter(villages__gt=1)[:KECAMATAN_OFFERED]
    where = places([code for code, _count in several])
    return list(where.values())


def _reads_elsewhere(user) -> bool:
    """Whether some territory is theirs to read only."""
    return bool({*user.territories(Permission.VIEW)} - {*user.territories(Permission.RECORD)})


def _reading(user, page):
    """The begun villages a person may read but not write in."""
    own = VillageProfile.objects.visible_to(user)
    return _cards(own.exclude(pk__in=VillageProfile.objects.editable_by(user)), page)


def _cards(profiles, number):
    """One page of villages, each with its place and its coverage."""
    page = Paginator(latest_first(profiles), VILLAGES_A_PAGE).get_page(number)
    codes = [profile.pk for profile in page]
    where, covered = places(codes), coverage(codes)
    page.object_list = [
        {"profile": profile, "place": where[profile.pk], "coverage": covered[profile.pk]}
        for profile in page
    ]
    return page


def _by_subdistrict(regions) -> list[tuple]:
    """Pairs of a subdistrict and its villages, both by code."""
    villages = {}
    for region in regions.order_by("pk"):
        villages.setdefault(region.parent_code, []).append(region)
    where = places(villages)
    return [(where[code], beneath) for code, beneath in villages.items()]


def _own_groups(user):
    """The groups that somebody keeps for themselves alone."""
    return Stakeholder.objects.visible_to(user).filter(pk__in=user.own_groups(Permission.VIEW))


def _desk(user) -> dict:
    """What waits for somebody who manages people."""
    return {
        "people": Membership.objects.visible_to(user).in_force().count(),
        "invitations": Invitation.objects.visible_to(user).open().count(),
        "requests": AccessRequest.objects.visible_to(user).open().count(),
        "kinds": user.holds(Permission.MANAGE_KINDS),
    }


def _oversees(user) -> bool:
    """Whether they look after the agreements of others, as a coordinator or camat does."""
    return user.holds(Permission.VIEW_DASHBOARD) and user.holds(Permission.VIEW_AGREEMENT)


def _cooperation(user) -> dict:
    """Which agreements need a look, and in which territories villages have none."""
    codes = [code for code in user.territories(Permission.VIEW_DASHBOARD) if len(code) in MAPPED]
    where = places(codes)
    return {
        "attention": attention(Agreement.objects.visible_to(user)),
        "territories": [
            {"place": where[code], "without": villages_without(user, code)} for code in codes
        ],
    }


def _briefs(user) -> list[dict]:
    """What to look at this month in the kabupaten and kecamatan one looks after, a few of them."""
    codes = [code for code in user.territories(Permission.VIEW_DASHBOARD) if len(code) in MAPPED]
    found = []
    for code in codes[:BRIEFS_SHOWN]:
        reads = user.holds_over(Permission.VIEW_AGREEMENT, code)
        ending = ending_next(Agreement.objects.visible_to(user), code) if reads else None
        told = {"brief": brief(code, user), "ending": ending, "reads": reads}
        found.append(told | {"several": len(codes) > 1})
    return [each for each in found if each["brief"]]


def _waiting(user) -> list:
    """The agreements in which the person can do something that others wait for."""
    agreements = list(agreements_to_act_on(user))
    codes = {row.village_id for each in agreements for row in each.parties.all() if row.village_id}
    return waiting_for(user, agreements, rules_asked(codes))[:WAITING_SHOWN]


def _reach(user) -> list[dict]:
    """Numbers of villages begun beneath each territory; never a name of anything inside them."""
    reached = [reach(code) for code in user.territories(Permission.VIEW_DASHBOARD)]
    codes = {part.code for one in reached for part in one.parts}
    where = places([*codes, *(one.territory for one in reached)])
    return [
        {
            "place": where[one.territory],
            "reach": one,
            "begun": [(where[part.code], part) for part in one.parts if part.begun],
            "waiting": [(where[part.code], part) for part in one.parts if not part.begun],
        }
        for one in reached
    ]


def _coming(request) -> dict:
    """The own duties that come near, the most urgent first, and how many more there are."""
    today = timezone.localdate()
    duties = coming(request.user, today, DAYS_AHEAD)
    return {
        "lines": lines(duties[:DUTIES_SHOWN], today, request.build_absolute_uri),
        "more": len(duties) - DUTIES_SHOWN,
    }
