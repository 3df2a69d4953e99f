"""Two at once, for the tests marked ``race``."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection


def together(*acts):
    """Call all acts at the same moment, each in a thread with a connection of its own.

    Returns for each act what it returned or the exception it raised. The test needs
    ``@pytest.mark.django_db(transaction=True)``: other connections see committed rows only.
    """
    barrier = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=10)
            return act()
        except Exception as error:  # noqa: BLE001, RUF100 -- the test judges it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
