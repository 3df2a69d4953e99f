"""Who may lean on whom, and migrations that say all that the models say."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation
from importlinter.cli import lint_imports

from jejaring.access import OUR_PACKAGES


def test_nobody_leans_upward_and_the_graph_never_meets_django(capsys):
    assert lint_imports(no_cache=True) == 0
    assert "4 kept, 0 broken" in capsys.readouterr().out


def test_a_storey_that_leans_upward_is_seen(tmp_path):
    upside_down = tmp_path / "contracts.toml"
    upside_down.write_text(
        """
        [tool.importlinter]
        root_packages = ["jejaring", "villages", "stakeholders"]
        [[tool.importlinter.contracts]]
        name = "upside down"
        type = "layers"
        layers = ["villages", "stakeholders"]
        """
    )
    assert lint_imports(config_filename=str(upside_down), no_cache=True) == 1


def missing_migrations(loader, before: ProjectState) -> set[str]:
    """The apps whose models say something else than ``before``."""
    with translation.override(None):  # labels stand in migrations as they are in the source
        detector = MigrationAutodetector(before, ProjectState.from_apps(apps))
        return set(detector.changes(graph=loader.graph))


@pytest.mark.django_db
def test_migrations_are_complete():
    told = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told)
    assert "No changes" in told.getvalue()


@pytest.mark.django_db
def test_a_missing_migration_is_seen():
    loader = MigrationLoader(connection)
    state = loader.project_state()
    assert missing_migrations(loader, state.clone()) == set()
    state.remove_field("stakeholders", "tie", "certainty")
    assert missing_migrations(loader, state) == {"stakeholders"}


@pytest.mark.django_db
def test_every_migration_has_a_name_and_a_way_back():
    ours = [
        migration
        for (app, _name), migration in MigrationLoader(connection).disk_migrations.items()
        if app in OUR_PACKAGES
    ]
    assert len(ours) > 3
    for migration in ours:
        assert "_auto_" not in migration.name
        assert all(operation.reversible for operation in migration.operations), migration.name
