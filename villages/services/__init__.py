"""Verbs of the villages app, one file a subject."""

from villages.services.search import RegionHit, search_regions
from villages.services.start import NoSuchVillage, NotADesa, Started, start_village

__all__ = [
    "NoSuchVillage",
    "NotADesa",
    "RegionHit",
    "Started",
    "search_regions",
    "start_village",
]
