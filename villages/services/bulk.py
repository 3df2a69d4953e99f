"""Many rows at once, past the model instances: those cost three quarters of ``bulk_create``.

COPY on PostgreSQL, ``executemany`` on SQLite. Only for tables of public reference data that
keep no history, inside a transaction of the caller. Names of tables and columns are written
into the SQL and come from our code alone; values never are.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

_escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def insert_rows(table: str, fields: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Insert ``rows``, tuples in the order of the columns ``fields``, into ``table``."""
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, fields))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.copy_expert(
                f"COPY {quote(table)} ({columns}) FROM STDIN",
                io.StringIO("".join(map(_copy_line, rows))),
            )
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(
                f"INSERT INTO {quote(table)} ({columns}) VALUES ({marks})",  # noqa: S608
                rows,
            )


def _copy_line(row) -> str:
    """One row in the text format of COPY."""
    return "\t".join(r"\N" if v is None else str(v).translate(_escapes) for v in row) + "\n"


@contextmanager
def staged(model, fields: Sequence[str], rows: Iterable[Sequence]) -> Iterator[None]:
    """A temporary table ``staged`` with those columns of ``model``, holding ``rows``.

    A failure leaves it to the transaction, which takes the table back with everything else.
    """
    columns = ", ".join(map(connection.ops.quote_name, fields))
    table = connection.ops.quote_name(model._meta.db_table)
    run(f"CREATE TEMPORARY TABLE staged AS SELECT {columns} FROM {table} LIMIT 0")  # noqa: S608
    insert_rows("staged", fields, rows)
    yield
    run("DROP TABLE staged")


def run(sql: str, params: Sequence = ()) -> int:
    """Execute one statement and return the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount
