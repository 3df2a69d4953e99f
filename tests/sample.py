"""The sample district for one test after another: told once a process, copied from then on.

Loading it walks through the services act by act, which a test of the browser need not see again.
"""

from collections.abc import Callable
from datetime import time

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from stakeholders.sample import load_sample
from tests import factories

# What each teller added to an empty database: of each table its columns and rows.
_told: dict[Callable[[], object], dict[str, tuple[list[str], list[tuple]]]] = {}


def sample_district():
    """Fill an empty database with the sample, as a newcomer finds it."""
    told_once(_tell)


def _tell():
    factories.sample_villages()
    load_sample()


def told_once(tell: Callable[[], object]):
    """Fill an empty database by ``tell``, or with the rows that it left the first time."""
    if tell in _told:
        put_back(_told[tell])
        return
    before = rows_of_all_tables()
    tell()
    added = {}
    for table, (columns, rows) in rows_of_all_tables().items():
        known = set(before[table][1])
        added[table] = (columns, [row for row in rows if row not in known])
    _told[tell] = added


def rows_of_all_tables():
    """Of each table its columns and rows, as the database writes them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            found[table] = columns, [tuple(row) for row in cursor.fetchall()]
    return found


@transaction.atomic
def put_back(added, *, on_conflict=""):
    """Add the same rows; who points to whom is checked at the end of the transaction."""
    with connection.cursor() as cursor:
        for table, (columns, rows) in added.items():
            if not rows:
                continue
            sent = [[_as_sent(value) for value in row] for row in rows]
            names = ", ".join(map(connection.ops.quote_name, columns))
            marks = ", ".join(["%s"] * len(columns))
            into = connection.ops.quote_name(table)
            insert = f"INSERT INTO {into} ({names}) VALUES ({marks}) {on_conflict}"  # noqa: S608
            cursor.executemany(insert, sent)
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def _as_sent(value):
    """SQLite takes no time of day but as text."""
    return connection.ops.adapt_timefield_value(value) if isinstance(value, time) else value
