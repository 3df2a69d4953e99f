"""Finding agreements, and the people who acted on them."""

from django.db.models import Count, Prefetch, Q

from cooperation.lifecycle import OVER, State
from cooperation.models import AgreementParty, JointBody, ServedVillage
from jejaring.models import User
from jejaring.roles import Permission
from villages.models import VillageProfile
from villages.services.places import places

MOST_WORDS = 100
MOST_SUBDISTRICTS = 12
SUBDISTRICT = 8  # length of the code
STATES = {
    "disiapkan": {State.PREPARING, State.OFFERED},
    "disusun": {State.DRAFTING, State.AGREED, State.READY},
    "berjalan": {State.SIGNED, State.PROMULGATED, State.RUNNING, State.POSTPONED},
    "selesai": OVER,
}


def agreements_like(rows, asked) -> tuple:
    """The rows that fit ``asked`` (``cari`` and ``keadaan``), and what was understood of it."""
    words = " ".join(asked.get("cari", "").replace("\x00", "").split())[:MOST_WORDS]
    group = asked.get("keadaan", "") if asked.get("keadaan") in STATES else ""
    if group:
        rows = rows.filter(state__in=STATES[group])
    if words:
        parties = AgreementParty._base_manager.filter(
            Q(name_as_written__icontains=words)
            | Q(village__name__icontains=words)
            | Q(partner__name__icontains=words)
        )
        rows = rows.filter(Q(title__icontains=words) | Q(pk__in=parties.values("agreement")))
    seats = AgreementParty._base_manager.select_related("village", "partner").order_by("position")
    rows = rows.annotate(size=Count("parties", distinct=True)).prefetch_related(
        Prefetch("parties", queryset=seats)
    )
    return rows.order_by("-created_at", "pk"), {"cari": words, "keadaan": group}


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
