"""Beginning an agreement, and every act on it: one transaction, one sealed event."""

from dataclasses import dataclass, field, replace

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from cooperation.lifecycle import ACTS, Fact, Flow, Impossible, Standing
from cooperation.lifecycle.acts import one_more
from cooperation.models import Agreement, AgreementEvent, AgreementParty, Partner, Signatory
from cooperation.services.chain import commitment, new_salt, seal, standing_of
from jejaring.services import id_for, record_event
from villages.models import Region

LEAST_PARTIES = 2


class Refused(Exception):
    """The act has to wait; ``obstacles`` say for what."""

    def __init__(self, obstacles):
        super().__init__(", ".join(obstacles))
        self.obstacles = list(obstacles)


class Moved(Exception):
    """Somebody acted on the agreement since the person saw it."""

    def __init__(self, agreement):
        super().__init__(str(agreement.pk))
        self.agreement = agreement


class NotTheirs(Exception):
    """The person may not do this act for this party."""


class UnfitParties(Exception):
    """Parties that may not make this agreement; ``reason`` and ``names`` say why and which."""

    def __init__(self, reason, names=()):
        super().__init__(reason)
        self.reason, self.names = reason, list(names)


@dataclass(frozen=True)
class PartyDraft:
    """A party to be: a village or a partner, and how the paper writes and numbers it."""

    village: Region | None = None
    partner: Partner | None = None
    name_as_written: str = ""
    is_initiator: bool = False
    is_witness: bool = False
    number: str = ""
    year: int | None = None
    signed_on: object = None


@dataclass
class Deed:
    """What a person does: the act, for which party, with which content."""

    act: str
    party: AgreementParty | None = None
    content: dict = field(default_factory=dict)
    signatory: tuple[str, str] | None = None


def begin_agreement(*, flow, title, parties, by, pk=None, paper=False, **columns) -> Agreement:
    """Begin an agreement; the same ``pk`` or ``idea_id`` again returns the first.

    ``parties``: PartyDraft each, one of them the initiator. ``paper``: it was signed before it
    came here, so it runs already. Raises UnfitParties.
    """
    check_parties(flow, parties)
    pk = id_for(Agreement, pk, title=title, flow=flow)
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(pk=pk, flow=flow, title=title, **columns)
            parties = [_with_known_partner(party) for party in parties]
            rows = _seat(agreement, parties)
            content = {"sides": [_side(row) for row in rows if not row.is_witness]}
            _append(agreement, Deed("register" if paper else "begin", content=content), by)
            _note(agreement, rows, by, "registered_agreement" if paper else "began_agreement")
            return agreement
    except IntegrityError:
        same = Q(pk=pk)
        if columns.get("idea_id"):
            same |= Q(idea_id=columns["idea_id"])
        earlier = Agreement.objects.filter(same).first()
        if earlier is None:
            raise
        return earlier


def check_parties(flow, parties) -> None:
    """Raise UnfitParties unless these may make an agreement of this flow.

    A kelurahan is no village in the sense of the law; villages of two kabupaten fall under the
    rules for cooperation between regions (Permendagri 96/2017 art. 3).
    """
    villages = [party.village for party in parties if party.village]
    partners = [party.partner for party in parties if party.partner]
    wards = [village.titled for village in villages if not village.may_cooperate]
    agencies = [partner.name for partner in partners if not partner.may_be_party]
    checks = (
        ("ward", wards),
        ("agency", agencies),
        ("twice", _doubled(parties)),
        ("regencies", _regencies(villages) if flow == Flow.BETWEEN else []),
        ("partner_between", [p.name for p in partners] if flow == Flow.BETWEEN else []),
    )
    for reason, names in checks:
        if names:
            raise UnfitParties(reason, names)
    if flow == Flow.BETWEEN and len(villages) < LEAST_PARTIES:
        raise UnfitParties("few_villages")
    if flow != Flow.BETWEEN and not partners:
        raise UnfitParties("no_partner")
    if sum(party.is_initiator for party in parties) != 1:
        raise UnfitParties("one_initiator")


def _doubled(parties) -> list[str]:
    keys = [party.village or party.partner for party in parties]
    return sorted({str(key) for key in keys if keys.count(key) > 1})


def _regencies(villages) -> list[str]:
    codes = sorted({village.pk[:5] for village in villages})
    return codes if len(codes) > 1 else []


def _with_known_partner(party) -> PartyDraft:
    """The party with its partner on record: the one of that name there, or a new one."""
    if party.partner is None or not party.partner._state.adding:
        return party
    new = party.partner
    partner, _made = Partner.objects.get_or_create(
        region=new.region, name=new.name, defaults={"kind": new.kind}
    )
    if not partner.may_be_party:
        raise UnfitParties("agency", [partner.name])
    return replace(party, partner=partner)


def _seat(agreement, parties) -> list[AgreementParty]:
    return AgreementParty.objects.bulk_create(
        AgreementParty(
            agreement=agreement,
            position=number,
            village=party.village,
            partner=party.partner,
            name_as_written=party.name_as_written,
            is_initiator=party.is_initiator,
            is_witness=party.is_witness,
            number=party.number,
            year=party.year,
            signed_on=party.signed_on,
        )
        for number, party in enumerate(parties, 1)
    )


def _side(row) -> dict:
    return {
        "key": str(row.pk),
        "is_village": row.village_id is not None,
        "is_initiator": row.is_initiator,
        "code": row.village_id or "",
        "number": row.number,
        "year": row.year,
    }


@transaction.atomic
def perform(*, agreement, deed: Deed, seen: int, by) -> AgreementEvent:
    """Do one act over the state the person saw (``seen``: the number of events).

    Raises Moved when something happened since, NotTheirs, Impossible when the state does not allow
    it, and Refused with the obstacles. The row of the agreement is the lock: of two people at
    once the second finds the first's event.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.events_count != seen:
        raise Moved(agreement)
    act = ACTS[deed.act]
    standing = standing_of(agreement)
    side = str(deed.party.pk) if deed.party else ""
    if not act.fits(standing, side):
        raise Impossible(act.code, standing.state)
    codes = village_codes(agreement.parties.all())
    if not may_act(user=by, act=act, party=deed.party, codes=codes):
        raise NotTheirs
    if obstacles := act.obstacles(standing, side, str(by.pk)):
        raise Refused(obstacles)
    event = _append(agreement, deed, by, standing)
    _keep_beside(event, deed)
    _note(agreement, agreement.parties.all(), by, f"agreement_{deed.act}")
    return event


def may_act(*, user, act, party, codes) -> bool:
    """Whether the person may do this act: over the party's village, or over any of ``codes``.

    What a partner without an account does is recorded by whoever may decide for a village.
    """
    if party is not None and party.village_id:
        codes = [party.village_id]
    return any(user.holds_over(act.permission, code) for code in codes)


def village_codes(parties) -> list[str]:
    """The codes of the villages among the parties."""
    return [party.village_id for party in parties if party.village_id]


def _append(agreement, deed, by, standing: Standing | None = None) -> AgreementEvent:
    """Seal one event over the last, and repeat on the agreement's row what it makes of it."""
    content = dict(deed.content)
    salt = new_salt() if deed.signatory else ""
    if deed.signatory:
        content["signatory"] = commitment(salt, *deed.signatory)
    event = AgreementEvent(
        agreement=agreement,
        number=agreement.events_count + 1,
        act=deed.act,
        party=deed.party,
        content=content,
        actor=by.pk if by else None,
        at=timezone.now(),
        previous=agreement.head,
    )
    event.digest = seal(event)
    event.save(force_insert=True)
    if deed.signatory:
        name, office = deed.signatory
        Signatory.objects.create(event=event, salt=salt, name=name, office=office)
    fact = Fact(
        act=event.act,
        side=str(event.party_id or ""),
        content=content,
        actor=str(event.actor or ""),
    )
    after = one_more(standing or Standing(flow=Flow(agreement.flow)), fact)
    agreement.state = after.state
    agreement.events_count, agreement.head = event.number, event.digest
    agreement.save(update_fields=["state", "events_count", "head"])
    return event


def _keep_beside(event, deed):
    """Columns that lists and documents read, repeated from the event."""
    said = deed.content
    if deed.act == "sign":
        AgreementParty.objects.filter(pk=deed.party.pk).update(
            number=said.get("number", ""), year=said.get("year"), signed_on=said.get("on")
        )


def _note(agreement, parties, by, verb):
    code = next((party.village_id for party in parties if party.village_id), "")
    record_event(by=by, verb=verb, subject=agreement, region_code=code)


@transaction.atomic
def forget_signatory(*, signatory, by) -> None:
    """Erase who signed: the chain stays whole, the name is gone."""
    agreement = signatory.event.agreement
    record_event(by=by, verb="forgot_signatory", subject=agreement)
    signatory.delete()
