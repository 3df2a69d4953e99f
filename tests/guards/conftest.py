"""The world that the walk goes through."""

import pytest

from tests.guards.world import make_world


@pytest.fixture
def world(db):
    """Three villages full of canaries, and one person of each role."""
    return make_world()
