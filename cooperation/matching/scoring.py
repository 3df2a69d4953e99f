"""How well a surplus fits a need, in parts whose shares add up to the whole."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from cooperation.matching.bundles import UNKNOWN, Pool

EARTH_RADIUS_KM = 6371.0088
NEUTRAL = 0.5
# At this distance half of the part for distance is left: an hour by truck on village roads.
HALF_WAY_KM = 15.0
ENOUGH_TIES = 3
ENOUGH_AGREEMENTS = 2
ASPECTS = 4
# Two words for one matter may still be two qualities of it.
OTHER_WORD = 0.8


class Part(IntEnum):
    """What a score is made of."""

    MATTER = 0
    QUANTITY = 1
    SEASON = 2
    DISTANCE = 3
    TIES = 4
    EARLIER = 5
    SUSTAINABLE = 6


# What each part is worth, of one. What can be shared counts more than whom one knows: a village
# without ties is to get proposals as well.
WEIGHTS = np.array([0.25, 0.25, 0.15, 0.15, 0.08, 0.05, 0.07])


@dataclass(frozen=True)
class Scores:
    """For each pair its parts (pairs by parts, 0 to 1), which of them are known, and the whole."""

    parts: np.ndarray
    known: np.ndarray
    covered: np.ndarray  # the share of the need that the surplus meets, NaN where unknown

    @property
    def total(self) -> np.ndarray:
        """The weighted sum, 0 to 1."""
        return self.parts @ WEIGHTS

    @property
    def fit(self) -> np.ndarray:
        """The same without the part for quantity: what one unit of the need is worth."""
        rest = WEIGHTS.copy()
        rest[Part.QUANTITY] = 0.0
        return self.parts @ (rest / rest.sum())


def score(
    needs: Pool,
    gives: Pool,
    need: np.ndarray,
    give: np.ndarray,
    *,
    km: np.ndarray,
    ties: np.ndarray,
    earlier: np.ndarray,
) -> Scores:
    """Score pairs ``need[k]``, ``give[k]``.

    Parameters
    ----------
    km : distance of the owners, NaN where unknown.
    ties : ties between groups of the two owners.
    earlier : agreements that both owners have had with each other.

    What is unknown counts half, so that silence neither helps nor harms; ``known`` tells.
    """
    count = len(need)
    parts = np.full((count, len(Part)), NEUTRAL)
    known = np.ones((count, len(Part)), dtype=bool)
    word = needs.word[need]
    same = (word == gives.word[give]) & (word != UNKNOWN)
    parts[:, Part.MATTER] = np.where(same, 1.0, OTHER_WORD)

    covered = coverage(needs, gives, need, give)
    _put(parts, known, Part.QUANTITY, np.minimum(covered, 1.0))

    wanted, there = needs.months[need], gives.months[give]
    overlap = np.bitwise_count(wanted & there) / np.maximum(np.bitwise_count(wanted), 1)
    _put(parts, known, Part.SEASON, np.where((wanted > 0) & (there > 0), overlap, np.nan))

    _put(parts, known, Part.DISTANCE, 1.0 / (1.0 + km / HALF_WAY_KM))
    parts[:, Part.TIES] = np.minimum(ties / ENOUGH_TIES, 1.0)
    parts[:, Part.EARLIER] = np.minimum(earlier / ENOUGH_AGREEMENTS, 1.0)
    marks = gives.marks[give]
    _put(parts, known, Part.SUSTAINABLE, np.where(marks == UNKNOWN, np.nan, marks / ASPECTS))
    return Scores(parts, known, covered)


def _put(parts, known, part, values):
    unknown = np.isnan(values)
    known[:, part] = ~unknown
    parts[:, part] = np.where(unknown, NEUTRAL, values)


def coverage(needs: Pool, gives: Pool, need: np.ndarray, give: np.ndarray) -> np.ndarray:
    """Surplus over need, above one where more than enough; NaN where they do not compare."""
    dimension = needs.dimension[need]
    compares = (dimension == gives.dimension[give]) & (dimension != UNKNOWN)
    shares = np.full(len(need), np.nan)
    shares[compares] = gives.amount[give[compares]] / needs.amount[need[compares]]
    return shares


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Great-circle distances in km of rows of (latitude, longitude) in degrees; NaN stays NaN."""
    lat_a, lon_a, lat_b, lon_b = np.radians(np.column_stack((a, b))).T
    chord = (
        np.sin((lat_b - lat_a) / 2) ** 2
        + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
