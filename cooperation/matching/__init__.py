"""Needs and surpluses that fit each other: arrays in, arrays out; no rows, no words."""

from cooperation.matching.bundles import UNKNOWN, Bundle, Line, Pool, bundles, candidates, pools
from cooperation.matching.dependence import Risk, risk_of
from cooperation.matching.scoring import WEIGHTS, Part, Scores, distances, score
from cooperation.matching.together import Chosen, best_set, greedy_set, worth

__all__ = [
    "UNKNOWN",
    "WEIGHTS",
    "Bundle",
    "Chosen",
    "Line",
    "Part",
    "Pool",
    "Risk",
    "Scores",
    "best_set",
    "bundles",
    "candidates",
    "distances",
    "greedy_set",
    "pools",
    "risk_of",
    "score",
    "worth",
]
