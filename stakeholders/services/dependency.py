"""Acts on patron and client: recorded, revised, closed, and every reading noted.

The record of acts (``Event``) says who and when, never what the tie says.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from jejaring.services import id_for, record_event
from stakeholders.models import PatronClientTie, Stakeholder, VillageNetwork
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.services.officers import record_person

# What a revision may change. The two parties make the tie what it is: other parties, other tie.
DESCRIPTION = (
    "forms",
    "to_client",
    "to_patron",
    "frequency",
    "tightness",
    "alternative",
    "gains_more",
    "effect_on_poor",
    "effect_note",
    "contribution",
    "since",
)


class SameParty(Exception):
    """Nobody is their own patron."""


@dataclass(frozen=True)
class NewParty:
    """Somebody not on the map yet, known by a role in words and perhaps by name.

    ``named``: name, lawful_basis and basis_note, or None.
    """

    role: str
    residence: str = ""
    named: dict | None = None


def record_dependency(*, village, patron, client, by, pk=None, **description) -> PatronClientTie:
    """Record that ``client`` depends on ``patron``; each a Stakeholder or a NewParty.

    A new party is known to those who may see dependencies, and to nobody else. Sending the same
    ``pk`` again returns the first row. Raises SameParty, and AlreadyRecorded when the two are
    tied already or the form was sent before with other parties.
    """
    if patron == client:
        raise SameParty
    pk = id_for(PatronClientTie, pk, village=village)
    try:
        with transaction.atomic():
            VillageNetwork.objects.outdate(village.pk)
            tie = PatronClientTie.objects.create(
                pk=pk,
                village=village,
                patron=_party(patron, village, by),
                client=_party(client, village, by),
                recorded_by=by,
                **description,
            )
            _note(tie, "recorded_dependency", by)
            return tie
    except IntegrityError:
        ties = PatronClientTie.objects.select_related("patron", "client")
        sent = ties.filter(pk=pk, village=village).first()
        if sent and _is(sent.patron, patron) and _is(sent.client, client):
            return sent
        earlier = sent or _tied(ties, village, patron, client)
        if earlier is None:
            raise
        raise AlreadyRecorded(earlier) from None


def _party(party, village, by):
    if isinstance(party, Stakeholder):
        return party
    return record_person(
        village=village,
        by=by,
        role=party.role,
        residence=party.residence,
        named=party.named,
        restricted=True,
    )


def _is(row, party):
    return row == party if isinstance(party, Stakeholder) else row.name == party.role


def _tied(ties, village, patron, client):
    """The current tie of two parties who are both on the map."""
    if isinstance(patron, NewParty) or isinstance(client, NewParty):
        return None
    return ties.current().filter(village=village, patron=patron, client=client).first()


def revise_dependency(*, tie, by, pk=None, **description) -> PatronClientTie:
    """Close the tie and open the next with what is seen now; the same again changes nothing.

    Sending the same ``pk`` again returns the first row. Raises StaleVersion, with the newest row,
    when somebody revised or closed the tie in between.
    """
    pk = id_for(PatronClientTie, pk, replaces=tie)
    if all(getattr(tie, name) == value for name, value in description.items()):
        return tie
    try:
        with transaction.atomic():
            VillageNetwork.objects.outdate(tie.village_id)
            _close(tie, by)
            kept = {name: getattr(tie, name) for name in DESCRIPTION}
            successor = PatronClientTie.objects.create(
                pk=pk,
                village_id=tie.village_id,
                patron_id=tie.patron_id,
                client_id=tie.client_id,
                replaces=tie,
                recorded_by=by,
                **{**kept, **description},
            )
            _note(successor, "revised_dependency", by)
            return successor
    except StaleVersion as stale:
        if stale.current.pk == pk:
            return stale.current
        raise


@transaction.atomic
def close_dependency(*, tie, by):
    """Say that the dependency has ended; its history stays. Raises StaleVersion as a revision."""
    VillageNetwork.objects.outdate(tie.village_id)
    _close(tie, by)
    _note(tie, "closed_dependency", by)


def newest(tie) -> PatronClientTie:
    """The last row of the chain that ``tie`` belongs to."""
    while successor := PatronClientTie.objects.filter(replaces=tie).first():
        tie = successor
    return tie


def history_of(tie) -> list[PatronClientTie]:
    """The earlier readings of the same dependency, the latest first."""
    earlier = []
    while tie.replaces_id:
        tie = PatronClientTie.objects.select_related("recorded_by").get(pk=tie.replaces_id)
        earlier.append(tie)
    return earlier


def note_reading(*, subject, village_code, by):
    """Write down that somebody read about dependency: who, of which village, when; not what."""
    record_event(by=by, verb="read_dependency", subject=subject, region_code=village_code)


def _close(tie, by):
    """Close a row that is still current. Raises StaleVersion when it is not."""
    closed = (
        PatronClientTie.objects.current()
        .filter(pk=tie.pk)
        .update(closed_at=timezone.now(), closed_by=by)
    )
    if not closed:
        raise StaleVersion(newest(PatronClientTie.objects.get(pk=tie.pk)))


def _note(tie, verb, by):
    record_event(by=by, verb=verb, subject=tie, region_code=tie.village_id)
