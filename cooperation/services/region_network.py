"""The cooperation of a kecamatan or a kabupaten as somebody may read it: who is in which agreement.

An agreement is a public act: whoever may read it reads the names of all its parties, and nothing
else of a village that lies outside their own. That a village has no cooperation is said only of
those whose agreements the reader would see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q

from cooperation.lifecycle import Flow, State, standing_after
from cooperation.models import Agreement, AgreementEvent, AgreementParty
from cooperation.services.chain import facts_of
from jejaring.models import inside
from jejaring.roles import Permission
from villages.models import Region

RUNNING, COMING, OVER = "running", "coming", "over"
IN_FORCE = frozenset({State.SIGNED, State.PROMULGATED, State.RUNNING, State.POSTPONED})
# Nothing came of it: no cooperation to draw.
NEVER = frozenset({State.REFUSED, State.DECLINED, State.WITHDRAWN})
VILLAGE, PARTNER = "village", "partner"


@dataclass(frozen=True)
class Actor:
    """A village or a partner.

    ``key``: its code, or the id of the partner. ``point``: latitude and longitude, where known.
    ``is_here``: a village of the region whose agreements the reader may all see. ``is_ours``: a
    partner that the reader may open.
    """

    key: str
    kind: str
    name: str
    about: str = ""
    point: tuple[float, float] | None = None
    is_here: bool = False
    is_ours: bool = False

    @property
    def is_village(self) -> bool:
        return self.kind == VILLAGE


@dataclass(frozen=True)
class Pact:
    """An agreement as the network knows it: ``stage`` running, coming or over."""

    key: str
    title: str
    stage: str
    state: str
    parties: tuple[str, ...]
    fields: tuple[str, ...] = ()

    @property
    def is_alive(self) -> bool:
        return self.stage != OVER


@dataclass(frozen=True)
class Cooperation:
    """Everybody and every agreement; ``unread``: villages of the region beyond the reader."""

    code: str
    actors: dict[str, Actor]
    pacts: list[Pact]
    unread: int = 0

    @property
    def here(self) -> list[Actor]:
        """The villages of which all is known, by name."""
        return [actor for actor in self.actors.values() if actor.is_here]


def read_cooperation(code: str, user) -> Cooperation | None:
    """What the person may read of it in five queries; None if no village there is theirs."""
    villages = Region.objects.in_force().desa().filter(inside("code", [code]))
    villages = list(villages.order_by("name", "pk"))
    own = [each for each in villages if user.holds_over(Permission.VIEW_AGREEMENT, each.pk)]
    if not own:
        return None
    actors = {each.pk: _village(each, is_here=True) for each in own}
    pacts = []
    agreements = list(_agreements(code, user))
    gone = parties_gone([agreement.pk for agreement in agreements])
    for agreement in agreements:
        rows = [row for row in agreement.parties.all() if row.pk not in gone]
        for row in rows:
            actor = _party(row, user)
            actors.setdefault(actor.key, actor)
        pacts.append(_pact(agreement, tuple(row.village_id or str(row.partner_id) for row in rows)))
    return Cooperation(code, actors, pacts, unread=len(villages) - len(own))


def _agreements(code, user):
    there = AgreementParty.objects.filter(inside("village_id", [code])).values("agreement")
    signed = AgreementEvent.objects.filter(
        agreement=OuterRef("pk"), act__in=("register", "start", "amend")
    )
    parties = AgreementParty.objects.filter(is_witness=False).select_related("village", "partner")
    return (
        Agreement.objects.visible_to(user)
        .filter(pk__in=there)
        .exclude(state__in=NEVER)
        .annotate(was_in_force=Exists(signed))
        .prefetch_related(Prefetch("parties", queryset=parties.order_by("position")))
        .order_by("created_at", "pk")
    )


def parties_gone(agreements: Iterable[UUID]) -> set[UUID]:
    """Those that declined the offer or whose village deliberation refused. One query.

    Only agreements in which somebody ever said no are told anew from their events.
    """
    said_no = AgreementEvent.objects.filter(
        Q(act="answer", content__answer="declined")
        | Q(act="deliberate", content__outcome="refused"),
        agreement__in=list(agreements),
    )
    events = AgreementEvent.objects.filter(agreement__in=said_no.values("agreement"))
    chains: dict[tuple, list] = {}
    rows = events.select_related("agreement").only(
        "agreement__flow", "number", "act", "party", "content", "actor"
    )
    for event in rows.order_by("agreement", "number"):
        chains.setdefault((event.agreement_id, event.agreement.flow), []).append(event)
    found: set[UUID] = set()
    for (_pk, flow), chain in chains.items():
        sides = standing_after(Flow(flow), facts_of(chain)).sides.values()
        found |= {UUID(side.key) for side in sides if side.has_left}
    return found


def _village(region, *, is_here=False, name="") -> Actor:
    known = region.latitude is not None
    return Actor(
        region.pk,
        VILLAGE,
        name or region.name,
        region.pk,
        (region.latitude, region.longitude) if known else None,
        is_here,
    )


def _party(row, user) -> Actor:
    if row.village_id:
        return _village(row.village)
    ours = user.holds_over(Permission.VIEW_AGREEMENT, row.partner.region_id)
    kind = str(row.partner.get_kind_display())
    return Actor(str(row.partner_id), PARTNER, row.partner.name, kind, is_ours=ours)


def _pact(agreement, parties) -> Pact:
    return Pact(
        str(agreement.pk),
        agreement.title,
        stage_of(agreement.state, was_in_force=agreement.was_in_force),
        str(agreement.get_state_display()),
        parties,
        tuple(agreement.fields),
    )


def stage_of(state: str, *, was_in_force: bool) -> str:
    """Running, coming or over; while an amendment is drafted the signed text still runs."""
    if state == State.ENDED:
        return OVER
    return RUNNING if state in IN_FORCE or was_in_force else COMING
