"""The life of an agreement: its states, and the one table of acts that leads from one to another.

Plain data in, plain data out: no rows, no requests. Buttons, permissions, forms, guards, notices
and tests are all driven by ``ACTS``. Sources: UU 6/2014 arts. 54, 91-93; PP 43/2014 arts. 143-148;
Permendagri 96/2017 arts. 13-15.
"""

from cooperation.lifecycle.acts import ACTS, Act, standing_after
from cooperation.lifecycle.demands import Demand, UnmetDemand
from cooperation.lifecycle.guards import Obstacle
from cooperation.lifecycle.standing import Fact, Impossible, Side, Standing
from cooperation.lifecycle.states import BEFORE_SIGNING, CLAUSES, OVER, Clause, Flow, Ground, State

__all__ = [
    "ACTS",
    "BEFORE_SIGNING",
    "CLAUSES",
    "OVER",
    "Act",
    "Clause",
    "Demand",
    "Fact",
    "Flow",
    "Ground",
    "Impossible",
    "Obstacle",
    "Side",
    "Standing",
    "State",
    "UnmetDemand",
    "standing_after",
]
