"""Acts on groups, persons and the other nodes of the map."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.services import record_event
from stakeholders.models import Presence, Stakeholder, VillageNetwork


class StaleVersion(Exception):
    """Somebody saved the same row in between; ``current`` is how it stands now."""

    def __init__(self, current):
        super().__init__(f"{current._meta.model_name} {current.pk} has moved on")
        self.current = current


def villages_of(stakeholder) -> list[str]:
    """The codes of all villages on whose map the stakeholder stands, its home first."""
    elsewhere = stakeholder.presences.order_by("region_id").values_list("region_id", flat=True)
    return [stakeholder.village_id, *elsewhere]


def record_stakeholder(*, village, by, pk=None, presences=(), **fields) -> Stakeholder:
    """Add a node to the map of ``village``; sending the same ``pk`` again returns the first row.

    ``presences``: regions besides its home in which a group is active.
    """
    pk = pk or uuid7()
    try:
        with transaction.atomic():
            stakeholder = Stakeholder.objects.create(pk=pk, village=village, **fields)
            _keep_presences(stakeholder, presences)
            VillageNetwork.objects.outdate(*villages_of(stakeholder))
            record_event(
                by=by, verb="recorded", subject=stakeholder, region_code=stakeholder.village_id
            )
            return stakeholder
    except IntegrityError:
        if earlier := Stakeholder.objects.filter(pk=pk, village=village).first():
            return earlier
        raise


@transaction.atomic
def update_stakeholder(*, stakeholder, base_version, data, by, presences=None) -> Stakeholder:
    """Write ``data`` (field -> value) over the version the person had seen.

    Raises StaleVersion when somebody saved in between; nothing is written then.
    """
    before = villages_of(stakeholder)
    written = Stakeholder.objects.filter(pk=stakeholder.pk, version=base_version).update(
        version=F("version") + 1, **data
    )
    stakeholder.refresh_from_db()
    if not written:
        raise StaleVersion(stakeholder)
    if presences is not None:
        _keep_presences(stakeholder, presences)
    VillageNetwork.objects.outdate(*{*before, *villages_of(stakeholder)})
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
    """Take a node off the map; its ties end with it, its history stays."""
    now = timezone.now()
    Stakeholder.objects.filter(pk=stakeholder.pk).update(archived_at=now, version=F("version") + 1)
    VillageNetwork.objects.outdate(*villages_of(stakeholder))
    record_event(by=by, verb="archived", subject=stakeholder, region_code=stakeholder.village_id)


def village_government(village) -> Stakeholder:
    """The node of the village's government, made on first use."""
    government, _ = Stakeholder.objects.get_or_create(
        village=village,
        kind=Stakeholder.Kind.GOVERNMENT,
        defaults={"name": f"Pemerintah Desa {village.name}"},
    )
    return government


def _keep_presences(stakeholder, regions):
    """Make the presences exactly these regions; the home village is never one of them."""
    wanted = {region.pk for region in regions} - {stakeholder.village_id}
    stakeholder.presences.exclude(region_id__in=wanted).delete()
    Presence.objects.bulk_create(
        [Presence(stakeholder=stakeholder, region_id=code) for code in sorted(wanted)],
        ignore_conflicts=True,
    )
