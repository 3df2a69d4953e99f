"""Finding agreements, and the people who acted on them."""

from django.db.models import Count, Prefetch, Q

from cooperation.lifecycle import OVER, State
from cooperation.models import Agreement, AgreementParty
from jejaring.models import User

MOST_WORDS = 100
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


def people_of(events) -> dict:
    """Full names of whoever acted, by id; an account that is gone is left out."""
    return dict(
        User.objects.filter(pk__in={event.actor for event in events}).values_list("pk", "full_name")
    )


def agreements_to_act_on(user, *, most=40):
    """The latest living agreements of a person, with parties and events, in three queries."""
    seats = AgreementParty._base_manager.select_related("village", "partner")
    rows = Agreement.objects.visible_to(user).alive()
    rows = rows.exclude(state=State.RUNNING).prefetch_related(
        Prefetch("parties", queryset=seats), "events"
    )
    return rows.order_by("-created_at", "pk")[:most]
