"""Acts on the people of the map: who holds which office in a group, and under what name."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from jejaring.services import id_for, record_event
from stakeholders.models import PersonName, Stakeholder, Tie, VillageNetwork
from stakeholders.services.groups import (
    AlreadyRecorded,
    archive_stakeholder,
    is_tied,
    record_stakeholder,
    update_stakeholder,
    villages_of,
)
from stakeholders.services.ties import close_tie


def keep_name(*, person, name, by, lawful_basis="", basis_note=""):
    """Keep a personal name beside the role, with the basis for keeping it; no name: forget it.

    The record says that it happened and on what basis, never the name.
    """
    if not name:
        forgotten, _ = PersonName.objects.filter(stakeholder=person).delete()
        verb = "forgot_name" if forgotten else ""
    else:
        PersonName.objects.update_or_create(
            stakeholder=person,
            defaults={"name": name, "lawful_basis": lawful_basis, "basis_note": basis_note},
        )
        verb = "kept_name"
    if verb:
        record_event(
            by=by, verb=verb, subject=person, region_code=person.village_id, basis=lawful_basis
        )


def record_person(*, village, by, role, residence="", named=None, restricted=False) -> Stakeholder:
    """Add a person, known by a role in words, and the name if there is a basis to keep it.

    ``named``: name, lawful_basis and basis_note, or None. ``restricted``: known only from a
    dependency, so shown only to those who may see dependencies.
    """
    with transaction.atomic():
        person = record_stakeholder(
            village=village,
            by=by,
            kind=Stakeholder.Kind.PERSON,
            name=role,
            residence=residence,
            restricted=restricted,
        )
        if named:
            keep_name(person=person, by=by, **named)
    return person


KEEP = object()


@transaction.atomic
def update_person(*, person, base_version, data, by, named=KEEP) -> Stakeholder:
    """Change a person's role and the name beside it, over the version that was seen.

    ``named``: name, lawful_basis and basis_note; None to forget the name; left out, it stays.
    Raises StaleVersion; nothing is written then.
    """
    person = update_stakeholder(stakeholder=person, base_version=base_version, data=data, by=by)
    if named is not KEEP:
        keep_name(person=person, by=by, **(named or {"name": ""}))
    return person


def record_officer(
    *, group, office, by, since=None, person=None, role="", residence="", named=None, pk=None
) -> Tie:
    """Say that somebody holds an office in the group: ``person``, or a new one known by ``role``.

    Sending the same ``pk`` again returns the first row. Raises AlreadyRecorded when it comes
    with another office.
    """
    pk = id_for(Tie, pk, target=group)
    try:
        with transaction.atomic():
            VillageNetwork.objects.outdate(*villages_of(group))
            person = person or record_person(
                village=group.village, by=by, role=role, residence=residence, named=named
            )
            tie = Tie.objects.create(
                pk=pk,
                village=group.village,
                source=person,
                target=group,
                kind=Tie.Kind.MEMBERSHIP,
                office=office,
                since=since or timezone.localdate(),
                recorded_by=by,
            )
            record_event(by=by, verb="recorded", subject=tie, region_code=group.village_id)
            return tie
    except IntegrityError:
        earlier = Tie.objects.filter(pk=pk, target=group).select_related("source").first()
        if earlier is None:
            raise
        if earlier.office != office:
            raise AlreadyRecorded(earlier) from None
        return earlier


@transaction.atomic
def end_officer(*, tie, by, on=None):
    """End an office. A person whom nothing else ties leaves the map with it. Twice is once."""
    VillageNetwork.objects.outdate(*villages_of(tie.target))
    close_tie(tie=tie, by=by, on=on)
    if tie.source.kind == Stakeholder.Kind.PERSON and not is_tied(tie.source):
        archive_stakeholder(stakeholder=tie.source, by=by)
