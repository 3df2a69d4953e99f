"""The sample district for one test after another: told once a process, copied from then on.

Loading it walks through the services act by act, which a test of the browser need not see again.
"""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

from stakeholders.sample import load_sample
from tests import factories

_added: dict[str, tuple[list[str], list[tuple]]] = {}


def sample_district():
    """Fill an empty database with the sample, as a newcomer finds it."""
    if _added:
        _put_back()
        return
    before = rows_of_all_tables()
    factories.sample_villages()
    load_sample()
    for table, (columns, rows) in rows_of_all_tables().items():
        known = set(before[table][1])
        _added[table] = (columns, [row for row in rows if row not in known])


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
def _put_back():
    """Add the same rows; who points to whom is checked at the end of the transaction."""
    with connection.cursor() as cursor:
        for table, (columns, rows) in _added.items():
            names = ", ".join(map(connection.ops.quote_name, columns))
            marks = ", ".join(["%s"] * len(columns))
            into = connection.ops.quote_name(table)
            cursor.executemany(f"INSERT INTO {into} ({names}) VALUES ({marks})", rows)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
