"""Acts on groups, persons and the other nodes of the map.

Each act outdates the villages first: two acts that wait for each other never meet.
"""

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from jejaring.models import Event
from jejaring.services import id_for, record_event, record_events
from stakeholders.models import (
    GroupKind,
    PatronClientTie,
    Presence,
    Stakeholder,
    Tie,
    VillageNetwork,
)
from villages.models import Region


class StaleVersion(Exception):
    """Somebody saved the same row in between; ``current`` is how it stands now."""

    def __init__(self, current):
        super().__init__(f"{current._meta.model_name} {current.pk} has moved on")
        self.current = current


class AlreadyRecorded(Exception):
    """A form that was sent before comes again with something else; ``earlier`` is what it made."""

    def __init__(self, earlier):
        super().__init__(f"{earlier._meta.model_name} {earlier.pk} was made by this form before")
        self.earlier = earlier


def villages_of(stakeholder) -> list[str]:
    """The codes of all villages on whose map the stakeholder stands, its home first."""
    elsewhere = stakeholder.presences.order_by("region_id").values_list("region_id", flat=True)
    return [stakeholder.village_id, *elsewhere]


def villages_around(stakeholder) -> list[Region]:
    """The regions behind ``villages_of``, its home first."""
    presences = stakeholder.presences.select_related("region").order_by("region_id")
    return [stakeholder.village, *(presence.region for presence in presences)]


def offered_kinds(besides=None):
    """The kinds a group may take, and the one it has already (``besides``, its code)."""
    kinds = GroupKind.objects.offered()
    return kinds | GroupKind.objects.filter(pk=besides) if besides else kinds


def villages_by_code(codes) -> dict[str, Region]:
    """The desa and kelurahan among ``codes``, in their order; whatever is none is left out.

    Regions are public reference data, so this asks nobody's leave.
    """
    found = Region.objects.villages().in_bulk(codes)
    return {code: found[code] for code in codes if code in found}


def last_change(stakeholder) -> Event | None:
    """Who last recorded or changed the stakeholder, and when."""
    events = Event.objects.filter(
        subject_type=stakeholder._meta.model_name, subject_id=str(stakeholder.pk)
    )
    return events.select_related("actor").order_by("-at").first()


def namesakes(*, village, name, besides=None) -> list[Stakeholder]:
    """Groups on the village's map with this very name, however it is spaced or capitalised.

    ``besides``: the id of the group that is being named, which is no namesake of itself.
    """
    wanted = _squeezed(name)
    groups = Stakeholder.objects.groups().present().in_village(village.pk).exclude(pk=besides)
    return [group for group in groups.order_by("pk") if _squeezed(group.name) == wanted]


def _squeezed(name):
    return " ".join(name.split()).casefold()


def record_stakeholder(*, village, by, pk=None, presences=(), **fields) -> Stakeholder:
    """Add a node to the map of ``village``; sending the same ``pk`` again returns the first row.

    ``presences``: regions besides its home in which a group is active. Raises AlreadyRecorded
    when ``pk`` comes again with another name: a form sent anew from the page behind.
    """
    pk = id_for(Stakeholder, pk, village=village)
    try:
        with transaction.atomic():
            VillageNetwork.objects.outdate(village.pk, *(region.pk for region in presences))
            stakeholder = Stakeholder.objects.create(pk=pk, village=village, **fields)
            _keep_presences(stakeholder, presences)
            record_event(
                by=by, verb="recorded", subject=stakeholder, region_code=stakeholder.village_id
            )
            return stakeholder
    except IntegrityError:
        earlier = Stakeholder.objects.filter(pk=pk, village=village).first()
        if earlier is None:
            raise
        if earlier.name != fields["name"]:
            raise AlreadyRecorded(earlier) from None
        return earlier


@transaction.atomic
def record_many(*, village, by, rows) -> list[Stakeholder]:
    """Add the parties of a file to the map of ``village`` at once; ``rows``: their columns."""
    VillageNetwork.objects.outdate(village.pk)
    parties = Stakeholder.objects.bulk_create(
        Stakeholder(village=village, **columns) for columns in rows
    )
    record_events(by=by, verb="recorded", subjects=parties, region_code=village.pk)
    return parties


@transaction.atomic
def update_stakeholder(*, stakeholder, base_version, data, by, presences=None) -> Stakeholder:
    """Write ``data`` (field -> value) over the version the person had seen.

    Raises StaleVersion when somebody saved in between; nothing is written then.
    """
    VillageNetwork.objects.outdate(
        *villages_of(stakeholder), *(region.pk for region in presences or ())
    )
    written = Stakeholder.objects.filter(pk=stakeholder.pk, version=base_version).update(
        version=F("version") + 1, **data
    )
    stakeholder.refresh_from_db()
    if not written:
        raise StaleVersion(stakeholder)
    if presences is not None:
        _keep_presences(stakeholder, presences)
    record_event(
        by=by,
        verb="updated",
        subject=stakeholder,
        region_code=stakeholder.village_id,
        fields=sorted(data),
    )
    return stakeholder


@transaction.atomic
def archive_stakeholder(*, stakeholder, by):
    """Take a node off the map; its ties end with it, its history stays. Twice is once."""
    VillageNetwork.objects.outdate(*villages_of(stakeholder))
    now = timezone.now()
    archived = Stakeholder.objects.filter(pk=stakeholder.pk, archived_at=None).update(
        archived_at=now, version=F("version") + 1
    )
    if not archived:
        return
    ties, dependencies = _ties_of(stakeholder)
    ties.current().update(closed_at=now, closed_by=by, until=timezone.localdate(now))
    dependencies.current().update(closed_at=now, closed_by=by)
    record_event(by=by, verb="archived", subject=stakeholder, region_code=stakeholder.village_id)


@transaction.atomic
def archive_many(*, village, pks, by):
    """Take parties of one village off the map at once, whose ties have ended already."""
    VillageNetwork.objects.outdate(village.pk)
    leaving = list(Stakeholder.objects.present().filter(village=village, pk__in=pks))
    Stakeholder.objects.filter(pk__in=[party.pk for party in leaving]).update(
        archived_at=timezone.now(), version=F("version") + 1
    )
    record_events(by=by, verb="archived", subjects=leaving, region_code=village.pk)


@transaction.atomic
def restore_stakeholder(*, stakeholder, by):
    """Undo ``archive_stakeholder``: the node and the ties that ended with it hold again.

    What ended with it is told by the very moment of closing. A tie stays closed when its other
    end has been archived since, or has a newer statement.
    """
    VillageNetwork.objects.outdate(*villages_of(stakeholder))
    archived_at = Stakeholder.objects.values_list("archived_at", flat=True).get(pk=stakeholder.pk)
    restored = Stakeholder.objects.filter(
        pk=stakeholder.pk, archived_at=archived_at, archived_at__isnull=False
    ).update(archived_at=None, version=F("version") + 1)
    if not restored:
        return
    ties, dependencies = _ties_of(stakeholder)
    _ended_at(archived_at, ties, "source", "target").update(
        closed_at=None, closed_by=None, until=None
    )
    _ended_at(archived_at, dependencies, "patron", "client").update(closed_at=None, closed_by=None)
    record_event(by=by, verb="restored", subject=stakeholder, region_code=stakeholder.village_id)


def village_government(village) -> Stakeholder:
    """The node of the village's government, made on first use."""
    government, _ = Stakeholder.objects.get_or_create(
        village=village,
        kind=Stakeholder.Kind.GOVERNMENT,
        defaults={"name": f"Pemerintah Desa {village.name}"},
    )
    return government


def is_tied(stakeholder) -> bool:
    """Whether anything still ties this node to another, an ordinary tie or a dependency."""
    return any(ties.current().exists() for ties in _ties_of(stakeholder))


def _ties_of(stakeholder):
    """All ordinary ties and all dependencies in which the stakeholder stands at either end."""
    return Tie.objects.of(stakeholder), PatronClientTie.objects.of(stakeholder)


def _ended_at(moment, ties, *ends):
    """Of ``ties``, those closed at that moment whose both ends are present and free to tie anew."""
    newer = ties.model.objects.current().filter(
        village=OuterRef("village"), **{end: OuterRef(end) for end in ends}
    )
    return ties.filter(
        ~Exists(newer), closed_at=moment, **{f"{end}__archived_at": None for end in ends}
    )


def _keep_presences(stakeholder, regions):
    """Make the presences exactly these regions; the home village is never one of them."""
    wanted = {region.pk for region in regions} - {stakeholder.village_id}
    stakeholder.presences.exclude(region_id__in=wanted).delete()
    Presence.objects.bulk_create(
        [Presence(stakeholder=stakeholder, region_id=code) for code in sorted(wanted)],
        ignore_conflicts=True,
    )


def is_group_of(pk, code) -> bool:
    """Whether ``pk`` is a present group at home in the village ``code``."""
    return Stakeholder.objects.groups().present().filter(pk=pk, village=code).exists()
