"""Acts on rows that are followed over time (``models.revisions``): begin, go on, look back."""

from django.db import IntegrityError, transaction

from jejaring.services import id_for, record_event
from stakeholders.services.groups import AlreadyRecorded, StaleVersion


def begin(model, *, village, by, verb, pk=None, **fields):
    """Add the first row of a chain; sending the same ``pk`` again returns the first row.

    Raises AlreadyRecorded when it comes again with something else.
    """
    pk = id_for(model, pk, village=village)
    try:
        with transaction.atomic():
            row = model.objects.create(pk=pk, village=village, recorded_by=by, **fields)
            record_event(by=by, verb=verb, subject=row, region_code=village.pk)
            return row
    except IntegrityError:
        earlier = model.objects.filter(pk=pk, village=village).first()
        if earlier is None:
            raise
        if _says(earlier, fields):
            return earlier
        raise AlreadyRecorded(earlier) from None


def go_on(row, *, by, verb, pk=None, **changes):
    """Add the next row of a chain with ``changes``; the same again changes nothing.

    Sending the same ``pk`` again returns the first row. Raises StaleVersion, with the newest row,
    when somebody went on in between.
    """
    model = type(row)
    pk = id_for(model, pk, replaces=row)
    if _says(row, changes) and not model.objects.filter(replaces=row).exists():
        return row
    try:
        with transaction.atomic():
            successor = model.objects.create(
                pk=pk, replaces=row, recorded_by=by, **_kept(row, besides=changes), **changes
            )
            record_event(
                by=by,
                verb=verb,
                subject=successor,
                region_code=row.village_id,
                fields=sorted(name for name in changes if getattr(row, name) != changes[name]),
            )
            return successor
    except IntegrityError:
        current = newest(row)
        if current == row:
            raise
        if current.pk == pk:
            return current
        raise StaleVersion(current) from None


def newest(row):
    """The last row of the chain that ``row`` belongs to."""
    while successor := type(row).objects.filter(replaces=row).first():
        row = successor
    return row


def chains(rows) -> list[tuple]:
    """Each chain as ``(newest, [earlier ones, the latest first])``, in the order of their newest.

    ``rows``: rows with ``replaces_id``, in any order. Pure; what is missing cuts a chain in two.
    """
    by_id = {row.pk: row for row in rows}
    replaced = {row.replaces_id for row in by_id.values()}
    return [(row, _before(row, by_id)) for row in by_id.values() if row.pk not in replaced]


def _before(row, by_id):
    earlier = []
    while row := by_id.get(row.replaces_id):
        earlier.append(row)
    return earlier


def _kept(row, besides):
    """What goes over into the next row: all but what changes, and what makes a row this one."""
    own = {"id", "replaces", "recorded_by", "recorded_at", *besides}
    names = {field.name: field.attname for field in row._meta.concrete_fields}
    return {attname: getattr(row, attname) for name, attname in names.items() if name not in own}


def _says(row, fields):
    return all(getattr(row, name) == said for name, said in fields.items())
