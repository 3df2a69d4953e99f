"""Whether one more agreement would make a village lean on one party."""

import math
from collections.abc import Collection
from enum import StrEnum

HALF = 0.5


class Risk(StrEnum):
    """Why a match deepens dependence; a warning, never a veto."""

    NONE = ""
    ONLY = "only"
    DOMINANT = "dominant"


def risk_of(agreements: Collection[Collection[str]], other: str, covered: float) -> Risk:
    """The risk that a match with ``other`` brings to a village.

    Parameters
    ----------
    agreements : for each agreement in force of the village, its other parties.
    covered : the share of what the village needs that ``other`` would cover; NaN where unknown.

    ONLY: ``other`` is already the only partner there is. DOMINANT: it is in half of the
    agreements or more, and would cover more than half of the need on top.
    """
    having = [set(parties) for parties in agreements if parties]
    if not having:
        return Risk.NONE
    if set.union(*having) == {other}:
        return Risk.ONLY
    with_it = sum(other in parties for parties in having)
    dominant = with_it / len(having) >= HALF
    if dominant and not math.isnan(covered) and covered > HALF:
        return Risk.DOMINANT
    return Risk.NONE
