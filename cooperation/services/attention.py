"""Which agreements need a look: those that stand still, end soon, or are past their end."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from cooperation.lifecycle import BEFORE_SIGNING, OVER, State
from cooperation.lifecycle.states import BINDING
from cooperation.models import Agreement, AgreementEvent, AgreementParty
from jejaring.models import inside
from jejaring.roles import Permission
from villages.models import Region

# Whatever is not running yet is expected to move; what runs may be quiet for years.
UNFINISHED = BEFORE_SIGNING | {State.SIGNED, State.PROMULGATED}
STILL_AFTER = 30
ENDS_WITHIN, A_YEAR = 183, 366


@dataclass(frozen=True)
class Attention:
    """Numbers of agreements; ``all``: how many there are at all."""

    all: int
    still: int
    soon: int
    past: int

    @property
    def is_any(self) -> bool:
        return bool(self.still or self.soon or self.past)


def with_last_move(rows):
    """Each agreement with ``moved_at``: when the last event of it was sealed."""
    events = AgreementEvent._base_manager.filter(agreement=OuterRef("pk")).order_by("-number")
    return rows.annotate(moved_at=Subquery(events.values("at")[:1]))


def stands_still(days: int) -> Q:
    """Unfinished, and nothing has happened for so many days. Over rows ``with_last_move``."""
    return Q(state__in=UNFINISHED, moved_at__lt=timezone.now() - timedelta(days=days))


def attention(rows) -> Attention:
    """The numbers over these agreements. One query."""
    today = timezone.localdate()
    alive = ~Q(state__in=OVER)
    rows = Agreement._base_manager.filter(pk__in=rows.order_by().values("pk"))
    return Attention(
        **with_last_move(rows).aggregate(
            all=Count("pk"),
            still=Count("pk", filter=stands_still(STILL_AFTER)),
            soon=Count(
                "pk",
                filter=alive & Q(ends_on__range=(today, today + timedelta(days=ENDS_WITHIN))),
            ),
            past=Count("pk", filter=alive & Q(ends_on__lt=today)),
        )
    )


def ending_next(rows, code) -> Agreement | None:
    """Of these agreements of villages beneath ``code`` the one in force that ends next, within a
    year. One query."""
    today = timezone.localdate()
    seats = AgreementParty._base_manager.filter(inside("village_id", [code]))
    soon = rows.filter(
        pk__in=seats.values("agreement"),
        state__in=BINDING,
        ends_on__range=(today, today + timedelta(days=A_YEAR)),
    )
    return soon.order_by("ends_on", "pk").first()


def villages_without(user, code) -> int:
    """How many villages beneath ``code`` take part in no living agreement. Two queries."""
    villages = Region.objects.in_force().desa().filter(inside("code", [code]))
    villages = villages.allowed(user, Permission.VIEW_AGREEMENT)
    living = Agreement.objects.visible_to(user).alive().order_by().values("pk")
    seats = AgreementParty._base_manager.filter(agreement__in=living, village__isnull=False)
    return villages.exclude(pk__in=seats.values("village_id")).count()
