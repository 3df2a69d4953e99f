"""Benchmarks and proofs are found by name, run apart, and decide the exit status."""

import pytest

from tests import running
from tests.bench import Result, at_most, paired, percentile
from tests.bench.__main__ import line


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package ``speed`` with three modules; one of them promises no benchmark."""
    monkeypatch.setattr(running, "ROOT", tmp_path)
    folder = tmp_path / "speed"
    folder.mkdir()
    (folder / "main_search.py").write_text('NAME = "main"\nimport nothing_of_the_kind\n')
    (folder / "map_page.py").write_text('NAME = "map"\nON = ("sqlite", "postgresql")\n')
    (folder / "helper.py").write_text("")
    return "speed"


def result(ok=True):
    return {**vars(at_most(2, 10, 8, name="page")), "ok": ok}


def test_modules_are_read_and_not_imported(package):
    assert list(running.declared(package)) == [
        ("speed.main_search", "main", ("sqlite",)),
        ("speed.map_page", "map", ("sqlite", "postgresql")),
    ]


@pytest.mark.parametrize(
    ("answers", "status"),
    [([result()], 0), ([result(), result(ok=False)], 1), (None, 1)],
)
def test_one_that_falls_short_or_breaks_decides(package, monkeypatch, answers, status):
    monkeypatch.setattr(running, "run_alone", lambda module, database: answers)
    assert running.run_group(package, ["main"], Result, line) == status


def test_a_module_runs_on_every_database_it_names(package, monkeypatch, capsys):
    monkeypatch.setattr(running, "run_alone", lambda module, database: [result()])
    assert running.run_group(package, ["map"], Result, line) == 0
    printed = capsys.readouterr().out
    assert "page, sqlite" in printed
    assert "page, postgresql" in printed


@pytest.mark.parametrize(("named", "ran"), [("", []), ("postgres://there", ["given"])])
def test_a_database_that_is_given_is_left_out_until_it_is_named(package, monkeypatch, named, ran):
    (running.ROOT / "speed" / "country.py").write_text('NAME = "country"\nON = ("given",)\n')
    monkeypatch.setenv(running.NAMED_IN, named)
    on = []
    monkeypatch.setattr(
        running, "run_alone", lambda module, database: on.append(database) or [result()]
    )
    assert running.run_group(package, ["country"], Result, line) == 0
    assert on == ran


def test_a_name_nobody_has_is_answered_with_those_there_are(package, capsys):
    assert running.run_group(package, ["field"], Result, line) == 2
    assert "main, map" in capsys.readouterr().out


def test_a_pair_is_timed_in_turns_and_gives_medians():
    order, ticks = [], iter(range(1000))
    pair = paired(
        lambda: order.append("ours"),
        lambda: order.append("reference"),
        4,
        warmup=0,
        clock=lambda: next(ticks),
    )
    assert pair == (1000, 1000)
    assert order == ["reference", "ours", "ours", "reference"] * 2


def test_a_limit_is_a_ratio_of_one():
    assert at_most(1, 240, 250, name="memory", unit="MB").ok
    assert not at_most(1, 260, 250, name="memory", unit="MB").ok


def test_a_percentile_is_a_value_that_was_measured():
    assert percentile([5, 1, 4, 2, 3], 0.95) == 5
    assert percentile([1.0], 0.5) == 1.0
