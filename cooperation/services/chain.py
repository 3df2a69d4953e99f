"""Sealing events: each digest covers the event and the digest before it.

What is proved: given the head digest from outside (a printed agreement, a backup), nothing before
it was edited, removed, added or put in another order. Without a head from outside a chain can be
built anew by whoever owns the database; therefore the head is printed on every document.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cooperation.lifecycle import Fact, Impossible, Standing, standing_after
from cooperation.models import Agreement, AgreementEvent
from cooperation.services.digests import canonical, digest_of
from cooperation.services.sealed_rows import row_faults

__all__ = [
    "Break",
    "canonical",
    "commitment",
    "digest_of",
    "facts_of",
    "first_break",
    "new_salt",
    "seal",
    "standing_of",
]


def seal(event: AgreementEvent) -> str:
    """The digest an event must carry."""
    return digest_of(
        {
            "agreement": str(event.agreement_id),
            "number": event.number,
            "act": event.act,
            "party": str(event.party_id or ""),
            "content": event.content,
            "actor": str(event.actor or ""),
            "at": _moment(event.at),
            "previous": event.previous,
        }
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def commitment(salt: str, name: str, office: str) -> str:
    """What an event keeps of a signatory: nothing to read, and still bound to the name."""
    return digest_of([salt, name, office])


def new_salt() -> str:
    return secrets.token_hex(16)


def facts_of(events) -> list[Fact]:
    """Events as the rules of the life of an agreement see them."""
    return [
        Fact(
            act=event.act,
            side=str(event.party_id or ""),
            content=event.content,
            actor=str(event.actor or ""),
        )
        for event in events
    ]


def standing_of(agreement: Agreement) -> Standing:
    """The standing told from the events themselves. One query."""
    return standing_after(agreement.flow, facts_of(agreement.events.order_by("number")))


@dataclass(frozen=True)
class Break:
    """The first place in which a chain is broken; ``number`` 0 for the agreement's own row."""

    agreement: str
    number: int
    reason: str


def first_break(agreement: Agreement, head: str = "") -> Break | None:
    """The first broken event of an agreement, or None.

    ``head``: the digest that must be in the chain, from outside; with it a chain that was cut off
    or built anew is found too.
    """
    events = list(agreement.events.order_by("number"))
    for fault in _faults(agreement, events):
        return fault
    if head and head not in {event.digest for event in events}:
        return Break(str(agreement.pk), len(events), "head_missing")
    return None


def _faults(agreement, events) -> Iterator[Break]:
    previous = ""
    for number, event in enumerate(events, 1):
        reason = _fault(event, number, previous)
        if reason:
            yield Break(str(agreement.pk), number, reason)
            return
        previous = event.digest
    yield from _row_faults(agreement, events, previous)


def _fault(event, number, previous) -> str:
    if event.number != number:
        return "number"
    if event.previous != previous:
        return "previous"
    if seal(event) != event.digest:
        return "content"
    signatory = getattr(event, "signatory", None)
    if signatory and event.content.get("signatory") != commitment(
        signatory.salt, signatory.name, signatory.office
    ):
        return "signatory"
    return ""


def _row_faults(agreement, events, head) -> Iterator[Break]:
    if agreement.events_count != len(events) or agreement.head != head:
        yield Break(str(agreement.pk), min(agreement.events_count, len(events)) + 1, "head")
        return
    try:
        standing = standing_after(agreement.flow, facts_of(events))
    except (Impossible, KeyError):
        yield Break(str(agreement.pk), 0, "impossible")
        return
    if standing.state != agreement.state:
        yield Break(str(agreement.pk), 0, "state")
    faults = row_faults(agreement, events, standing)
    yield from (Break(str(agreement.pk), *fault) for fault in faults)
