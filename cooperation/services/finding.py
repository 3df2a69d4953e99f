"""The people who acted on agreements."""

from django.db.models import Prefetch, Q

from cooperation.lifecycle import State
from cooperation.models import Agreement, AgreementParty, JointBody, ServedVillage
from jejaring.models import User
from jejaring.roles import Permission
from villages.models import VillageProfile
from villages.services.places import places

MOST_WORDS = 100
MOST_SUBDISTRICTS = 12
SUBDISTRICT = 8  # length of the code


def bodies_like(rows, asked) -> tuple:
    """The bodies that fit ``asked`` (``cari`` and ``jenis``), and what was understood of it."""
    words = " ".join(asked.get("cari", "").replace("\x00", "").split())[:MOST_WORDS]
    kind = asked.get("jenis", "") if asked.get("jenis") in JointBody.Kind.values else ""
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        served = ServedVillage._base_manager.filter(village__name__icontains=words)
        rows = rows.filter(Q(name__icontains=words) | Q(pk__in=served.values("body")))
    return rows, {"cari": words, "jenis": kind}


def people_of(events) -> dict:
    """Full names of whoever acted, by id; an account that is gone is left out."""
    return dict(
        User.objects.filter(pk__in={event.actor for event in events}).values_list("pk", "full_name")
    )


def subdistricts_of(user) -> list:
    """The kecamatan in which villages have begun and the person reads agreements, a few."""
    begun = VillageProfile.objects.allowed(user, Permission.VIEW_AGREEMENT)
    codes = {profile.region_id[:SUBDISTRICT] for profile in begun.order_by("region_id")}
    chosen = sorted(codes)[:MOST_SUBDISTRICTS]
    found = places(chosen)
    return [found[code] for code in chosen]


def agreements_to_act_on(user, *, most=40):
    """The latest living agreements of a person, with parties and events, in three queries."""
    seats = AgreementParty._base_manager.select_related("village", "partner")
    rows = Agreement.objects.visible_to(user).alive()
    rows = rows.exclude(state=State.RUNNING).prefetch_related(
        Prefetch("parties", queryset=seats), "events"
    )
    return rows.order_by("-created_at", "pk")[:most]
