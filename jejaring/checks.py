"""What must be true of the running server before it may take anybody's data."""

import sqlite3

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections

# Below this version a write-ahead log can be corrupted by a checkpoint race (SQLite 3.51.3 notes).
WAL_IS_SAFE_FROM = (3, 51, 3)
POSTGRESQL = "django.db.backends.postgresql"


def journal_mode() -> str:
    """The journal mode that is safe with the SQLite library this process is linked to."""
    return "wal" if sqlite3.sqlite_version_info >= WAL_IS_SAFE_FROM else "truncate"


def sqlite_settings(connection) -> dict[str, tuple[object, object]]:
    """Read the durability settings back: name -> (wanted, in force). Empty on PostgreSQL.

    A mis-nested OPTIONS key is ignored in silence, so the settings file proves nothing.
    """
    if connection.vendor != "sqlite":
        return {}

    def pragma(name):
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

    in_memory = connection.is_in_memory_db()
    return {
        "journal_mode": ("memory" if in_memory else journal_mode(), pragma("journal_mode")),
        "synchronous": (2, pragma("synchronous")),
        "foreign_keys": (1, pragma("foreign_keys")),
        "busy_timeout": (20_000, pragma("busy_timeout")),
        "transaction_mode": ("IMMEDIATE", connection.transaction_mode),
    }


@register(Tags.database)
def database_is_durable(app_configs, databases, **kwargs):
    """Refuse to start when SQLite would lose what it has acknowledged."""
    errors = []
    for alias in databases or []:
        for name, (wanted, found) in sqlite_settings(connections[alias]).items():
            if wanted != found:
                errors.append(
                    Error(
                        f"SQLite setting {name} of '{alias}' is {found!r}, not {wanted!r}.",
                        hint="See DATABASES in jejaring/settings.py.",
                        id="jejaring.E001",
                    )
                )
    return errors


@register()
def replica_is_postgresql(app_configs, **kwargs):
    """Refuse a replica of another kind than PostgreSQL's streaming copies."""
    engines = {alias: given["ENGINE"] for alias, given in settings.DATABASES.items()}
    if "replica" not in engines or {engines["default"], engines["replica"]} == {POSTGRESQL}:
        return []
    return [
        Error(
            "JEJARING_REPLICA_URL needs PostgreSQL, there and in DATABASE_URL.",
            hint="A replica is a streaming copy of the PostgreSQL behind DATABASE_URL.",
            id="jejaring.E002",
        )
    ]
