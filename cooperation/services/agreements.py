"""Beginning an agreement, and every act on it: one transaction, one sealed event."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from cooperation.drafts.parts import lacking
from cooperation.lifecycle import ACTS, Fact, Flow, Impossible, Standing, State
from cooperation.lifecycle.acts import one_more
from cooperation.lifecycle.quorum import DEFAULTS
from cooperation.models import Agreement, AgreementEvent, AgreementParty, AgreementText, Signatory
from cooperation.services.attachments import attach
from cooperation.services.chain import commitment, digest_of, new_salt, seal
from cooperation.services.meeting_rules import rules_of
from cooperation.services.parties import (
    PartyDraft,
    UnfitParties,
    check_joining,
    check_parties,
    seat,
    sides_of,
    with_known_partner,
)
from cooperation.services.scans import CheckedFile
from cooperation.services.standings import standing_today
from jejaring.services import id_for, record_event

__all__ = [
    "Deed",
    "Impossible",
    "Moved",
    "NotTheirs",
    "PartyDraft",
    "Refused",
    "UnfitParties",
    "acting_codes",
    "add_parties",
    "already_done",
    "begin_agreement",
    "check_parties",
    "may_act",
    "may_now",
    "perform",
    "village_codes",
]
# Acts that bind the text as it stands: their events name it.
BIND_TEXT = {"sign", "agree_together", "agree_in_village", "declare_ready", "promulgate"}


class Refused(Exception):
    """The act has to wait; ``obstacles`` say for what."""

    def __init__(self, obstacles):
        super().__init__(", ".join(map(str, obstacles)))
        self.obstacles = list(obstacles)


class Moved(Exception):
    """Somebody acted on the agreement since the person saw it."""

    def __init__(self, agreement):
        super().__init__(str(agreement.pk))
        self.agreement = agreement


class NotTheirs(Exception):
    """The person may not do this act for this party."""


@dataclass
class Deed:
    """What a person does: the act, for which party, with which content.

    ``pk``: the id that its form carried; the same form sent twice is one act. ``scan``: the paper
    it was done on.
    """

    act: str
    party: AgreementParty | None = None
    content: dict = field(default_factory=dict)
    signatory: tuple[str, str] | None = None
    pk: UUID | None = None
    scan: CheckedFile | None = None


def begin_agreement(
    *, flow, title, parties, by, pk=None, paper=False, text=None, **columns
) -> Agreement:
    """Begin an agreement; the same ``pk`` or ``idea_id`` again returns the first.

    ``parties``: PartyDraft each, one of them the initiator. ``paper``: it was signed before it
    came here, so it runs already; ``text``: what is known of its words. Raises UnfitParties.
    """
    check_parties(flow, parties, paper=paper)
    pk = id_for(Agreement, pk, title=title, flow=flow)
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(pk=pk, flow=flow, title=title, **columns)
            parties = [with_known_partner(party) for party in parties]
            check_parties(flow, parties, paper=paper)
            rows = seat(agreement, parties)
            content = {"flow": str(flow), "title": title} | sides_of(rows)
            content |= _keep_text(agreement, text, by)
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


def _keep_text(agreement, text, by) -> dict:
    """What is known of the words of a paper, as the first version; what the event says of it."""
    if not text:
        return {}
    digest = digest_of(text)
    AgreementText.objects.create(
        agreement=agreement, number=1, content=text, digest=digest, written_by=by
    )
    return {"text": digest, "number": 1, "lacking": lacking(text)}


@transaction.atomic
def perform(*, agreement, deed: Deed, seen: int, by) -> AgreementEvent:
    """Do one act over the state the person saw (``seen``: the number of events).

    Raises Moved when something happened since, NotTheirs, Impossible when the state does not allow
    it, and Refused with the obstacles. The row of the agreement is the lock: of two people at
    once the second finds the first's event. The same deed again returns its first event.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.events_count != seen:
        if earlier := already_done(agreement=agreement, pk=deed.pk, by=by):
            return earlier
        raise Moved(agreement)
    act = ACTS[deed.act]
    standing = standing_today(agreement)
    side = str(deed.party.pk) if deed.party else ""
    if not act.fits(standing, side):
        raise Impossible(act.code, standing.state)
    codes = acting_codes(act=act, standing=standing, parties=agreement.parties.all())
    if not may_act(user=by, act=act, party=deed.party, codes=codes):
        raise NotTheirs
    if act.takes_meeting:
        deed.content = deed.content | _share_of(agreement, deed)
    obstacles = act.obstacles(standing, side, str(by.pk))
    obstacles += act.unmet(standing, deed.content, side)
    if obstacles:
        raise Refused(obstacles)
    if deed.act in BIND_TEXT:
        deed.content = deed.content | {"text": standing.text}
    if deed.scan:
        deed.content = deed.content | {"scan": deed.scan.digest}
    event, after = _append(agreement, deed, by, standing)
    if deed.scan:
        attach(agreement=agreement, file=deed.scan, by=by, event=event)
    _keep_numbers(agreement, deed, after)
    _note(agreement, agreement.parties.all(), by, f"agreement_{deed.act}")
    return event


def _share_of(agreement, deed) -> dict:
    """The share of those invited that the kabupaten asks for, where it is not that of the law."""
    codes = village_codes([deed.party] if deed.party else agreement.parties.all())
    rules = rules_of(next(iter(codes), ""))
    own = (rules.part, rules.whole) != (DEFAULTS.part, DEFAULTS.whole)
    return {"share": [rules.part, rules.whole]} if own else {}


def already_done(*, agreement, pk, by) -> AgreementEvent | None:
    """The event of a deed that the same person did before, from the same form."""
    if pk is None:
        return None
    events = agreement.events.filter(actor=by.pk, content__deed=str(pk))
    return events.order_by("number").first()


@transaction.atomic
def add_parties(*, agreement, parties, seen, by, pk=None) -> AgreementEvent:
    """Let more parties in, while it is prepared.

    Raises UnfitParties and what ``perform`` raises.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if earlier := already_done(agreement=agreement, pk=pk, by=by):
        return earlier
    there = list(agreement.parties.select_related("village", "partner"))
    parties = [with_known_partner(party) for party in parties]
    check_joining(agreement.flow, there, parties)
    rows = seat(agreement, parties, after=max(row.position for row in there))
    deed = Deed("join", content=sides_of(rows), pk=pk)
    return perform(agreement=agreement, deed=deed, seen=seen, by=by)


def may_act(*, user, act, party, codes) -> bool:
    """Whether the person may do this act: over the party's village, or over any of ``codes``.

    What a partner without an account does is recorded by whoever may decide for a village.
    """
    if party is not None and party.village_id:
        codes = [party.village_id]
    return any(user.holds_over(each, code) for each in act.permissions for code in codes)


def may_now(*, code, user, standing, parties) -> bool:
    """Whether the person may do an act of the whole agreement as it stands now."""
    act = ACTS[code]
    codes = acting_codes(act=act, standing=standing, parties=parties)
    return act.fits(standing) and may_act(user=user, act=act, party=None, codes=codes)


def acting_codes(*, act, standing, parties) -> list[str]:
    """The villages whose people may do an act of the whole agreement.

    Neither a witness nor a village that has left decides anything. Where no village is a party
    (a joint enterprise and a company), whoever keeps the record for it does.
    """
    present = {side.key for side in standing.present}
    rows = [row for row in parties if row.village_id and str(row.pk) in present]
    if act.by_initiator:
        rows = [row for row in rows if row.is_initiator] or rows
    if not rows and not any(side.is_village for side in standing.sides.values()):
        rows = [row for row in parties if row.village_id and row.is_witness]
    return village_codes(rows)


def village_codes(parties) -> list[str]:
    """The codes of the villages among the parties."""
    return [party.village_id for party in parties if party.village_id]


def _append(agreement, deed, by, standing: Standing | None = None):
    """Seal one event over the last, and repeat on the agreement's row what it makes of it.

    Returns the event and the standing after it.
    """
    content = dict(deed.content)
    if deed.pk:
        content["deed"] = str(deed.pk)
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
    return event, after


def _keep_numbers(agreement, deed, after):
    """Number and day of each party's signature, and the terms, repeated from the events for lists.

    Those of a change count once everybody has signed it: until then the old text is in force.
    """
    rows = agreement.parties
    if deed.act == "sign" and after.amendment == 0:
        _write_number(rows.filter(pk=deed.party.pk), deed.content)
    elif deed.act == "sign" and after.state == State.SIGNED:
        signed = agreement.events.filter(act="sign").order_by("number")
        for said in {event.party_id: event for event in signed}.values():
            _write_number(rows.filter(pk=said.party_id), said.content)
    elif deed.act == "leave" and not after.is_amending:
        _write_number(rows, {})
    if deed.act == "sign" and after.state == State.SIGNED:
        # The same words may stand in two versions, when a change was taken back.
        signed = agreement.texts.filter(digest=after.in_force).order_by("-number").first()
        agreement.keep_term(signed.content)
    elif deed.act == "schedule":
        agreement.notice_on = deed.content["notice_on"]
        agreement.save(update_fields=["notice_on"])


def _write_number(rows, said):
    rows.update(number=said.get("number", ""), year=said.get("year"), signed_on=said.get("on"))


def _note(agreement, parties, by, verb):
    code = next((party.village_id for party in parties if party.village_id), "")
    record_event(by=by, verb=verb, subject=agreement, region_code=code)
