"""What runs on a second database is what could be another there."""

import pytest

from tests.conftest import leans_on_its_database


def test_without_a_database_one_run_is_enough(request):
    assert not leans_on_its_database(request.node)


def test_a_database_asked_for_by_a_fixture_is_seen(request, db):
    assert leans_on_its_database(request.node)


@pytest.mark.django_db
def test_a_database_asked_for_by_a_mark_is_seen(request):
    assert leans_on_its_database(request.node)


@pytest.mark.any_database
def test_what_any_database_proves_is_proved_once(request, db):
    assert not leans_on_its_database(request.node)


@pytest.mark.postgres_only
def test_what_postgresql_alone_does_runs_there(request):
    assert leans_on_its_database(request.node)
