"""The world that the guards go through."""

import pytest
from django.db import transaction

from tests.guards.world import make_world


@pytest.fixture(scope="module")
def _world_of_the_module(django_db_setup, django_db_blocker):
    """The world in a transaction around all tests of a module; each takes back what it did."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        made = make_world()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(_world_of_the_module, db):
    """Three villages full of canaries, and one person of each role."""
    return _world_of_the_module
