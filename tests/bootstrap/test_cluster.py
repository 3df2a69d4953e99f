"""The throw-away PostgreSQL."""

import pytest

from jejaring.bootstrap import cluster, programs
from jejaring.bootstrap.console import Refusal


def test_programs_that_fail_leave_nothing_behind(tmp_path, monkeypatch):
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho rusak >&2\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(cluster, "_unprivileged", dict)
    home = tmp_path / "home"

    def only_home(**kwargs):
        home.mkdir()
        return str(home)

    monkeypatch.setattr(cluster.tempfile, "mkdtemp", only_home)
    with pytest.raises(Refusal, match="rusak"), cluster.throwaway_cluster(tmp_path):
        pass
    assert not home.exists()


@pytest.mark.skipif(not programs.postgresql(), reason="PostgreSQL is not installed")
def test_a_cluster_lives_as_long_as_the_block(monkeypatch, tmp_path):
    import psycopg2

    with cluster.throwaway_cluster(programs.postgresql()) as url:
        connection = psycopg2.connect(url)
        with connection.cursor() as cursor:
            cursor.execute("show fsync")
            assert cursor.fetchone() == ("off",)
        connection.close()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)
