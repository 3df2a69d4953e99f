"""Regions in words: a name alone never says which one is meant."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from villages.codes import well_formed
from villages.models import Region


@dataclass(frozen=True)
class Place:
    """A region as people say it: "Desa Sengi", and above it "Kec. Dukun, Kabupaten Magelang"."""

    code: str
    name: str
    above: str = ""

    def __str__(self):
        return f"{self.name}, {self.above}" if self.above else self.name


def places(codes: Iterable[str]) -> dict[str, Place]:
    """Each of these codes in words, in one query; the empty code is the whole country.

    A code that is no region is said as it is: old memberships may carry one.
    """
    codes = set(codes)
    wanted = codes | {above for code in codes for above in Region(code=code).ancestor_codes}
    regions = Region.objects.in_bulk(wanted)
    return {code: _place(code, regions) for code in codes}


def place_in_force(code: str) -> Place | None:
    """One region of the present list in words; None when there is no such region."""
    if code and not (well_formed(code) and Region.objects.in_force().filter(pk=code).exists()):
        return None
    return places([code])[code]


def _place(code, regions) -> Place:
    if not code:
        return Place(code, _("Seluruh Indonesia"))
    if code not in regions:
        return Place(code, _("Wilayah %(code)s") % {"code": code})
    region = regions[code]
    above = [regions[code] for code in region.ancestor_codes if code in regions]
    return Place(code, region.titled, ", ".join(_short_name(one) for one in _told(above)))


def _told(above):
    """The regions worth naming above one: the province only when nothing lies between."""
    return [one for one in above if one.level != Region.Level.PROVINCE] or above


def _short_name(region) -> str:
    if region.level == Region.Level.SUBDISTRICT:
        return _("Kec. %(name)s") % {"name": region.name}
    return region.name
