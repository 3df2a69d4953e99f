"""Acts on the kinds of groups."""

from itertools import count

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from jejaring.services import record_event
from stakeholders.models import GroupKind, Stakeholder, VillageNetwork
from stakeholders.models.kinds import Family

LONGEST_CODE = GroupKind._meta.get_field("code").max_length


class KindNameTaken(Exception):
    """Another kind has this name already."""


@transaction.atomic
def add_kind(*, by, name, family, mark) -> GroupKind:
    """Add a kind beneath one of the seven families or "other". Raises KindNameTaken."""
    kind = GroupKind(
        code=_free_code(name), name=name, family=family, mark=mark, position=_position(family)
    )
    _write(kind, force_insert=True)
    record_event(by=by, verb="recorded", subject=kind)
    return kind


@transaction.atomic
def update_kind(*, kind, by, name, family, mark, active) -> GroupKind:
    """Rename a kind, move it, or stop offering it; groups that have it keep it.

    Its mark and hue are drawn on maps, so the villages with such groups are read anew.
    Raises KindNameTaken.
    """
    kind.name, kind.family, kind.mark, kind.active = name, family, mark, active
    kind.position = _position(family)
    _write(kind)
    VillageNetwork.objects.outdate(*_villages_with(kind))
    record_event(by=by, verb="updated", subject=kind)
    return kind


def _write(kind, **options):
    try:
        with transaction.atomic():
            kind.save(**options)
    except IntegrityError:
        raise KindNameTaken from None


def _position(family) -> int:
    """Kinds are offered family by family, in the order of the source."""
    return Family.values.index(family)


def _free_code(name) -> str:
    """A code made of the name that no kind has yet."""
    stem = slugify(name)[: LONGEST_CODE - 4] or "jenis"
    taken = set(GroupKind.objects.filter(code__startswith=stem).values_list("code", flat=True))
    codes = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(code for code in codes if code not in taken)


def _villages_with(kind) -> set[str]:
    groups = Stakeholder.objects.filter(group_kind=kind)
    homes = groups.values_list("village_id", flat=True)
    return {*homes, *groups.exclude(presences=None).values_list("presences__region_id", flat=True)}
