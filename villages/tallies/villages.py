"""What this app counts: the desa there are, and those in which somebody has begun."""

from django.utils.translation import gettext_lazy as _

from villages.models import Region, VillageProfile
from villages.tallies.counting import key, once
from villages.tallies.measures import Counting, Measure, Source

VILLAGES = Measure(
    "villages",
    _("Desa"),
    _("desa"),
    _("Desa dan desa adat dalam daftar resmi yang berlaku; kelurahan tidak dihitung."),
)
BEGUN = Measure(
    "begun",
    _("Desa yang sudah dimulai"),
    _("desa"),
    _("Desa berlaku yang sudah dibuka di Jejaring."),
)


def _villages(asked: Counting):
    desa = Region.objects.desa().filter(asked.inside("code") & asked.in_force())
    return once(desa, key("villages"), village="code")


def _begun(asked: Counting):
    begun = VillageProfile.objects.filter(
        asked.inside("region_id") & asked.by_then("started_at") & asked.in_force("region__"),
        region__kind__in=Region.COOPERATING_KINDS,
    )
    return once(begun, key("begun"), village="region_id")


SOURCES = (
    Source("villages", (VILLAGES,), _villages, {Region: "code"}),
    Source("begun", (BEGUN,), _begun, {VillageProfile: "region_id", Region: "code"}),
)
