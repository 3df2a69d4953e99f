"""Rows of villages: regions by their official code, and what a village has and needs."""

from villages.models.boundary import Boundary
from villages.models.regions import (
    Region,
    RegionQuerySet,
    RegionWord,
    VillageProfile,
    VillageProfileQuerySet,
)
from villages.models.resources import Matter, Resource, ResourceBase, Side

__all__ = [
    "Boundary",
    "Matter",
    "Region",
    "RegionQuerySet",
    "RegionWord",
    "Resource",
    "ResourceBase",
    "Side",
    "VillageProfile",
    "VillageProfileQuerySet",
]
