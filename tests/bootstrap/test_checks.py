"""What the test command runs and how it counts."""

import pytest

from jejaring.bootstrap import checks
from jejaring.bootstrap.console import Refusal

REPORT = """<?xml version="1.0"?><testsuites>
<testsuite tests="10" failures="1" errors="1" skipped="2"/>
<testsuite tests="3" failures="0" errors="0" skipped="0"/>
</testsuites>"""


def test_a_report_is_counted(tmp_path):
    (tmp_path / "report.xml").write_text(REPORT)
    assert checks._counts(tmp_path / "report.xml") == {"passed": 9, "failed": 2, "skipped": 2}


def test_a_run_that_never_reported_counts_nothing(tmp_path):
    assert checks._counts(tmp_path / "report.xml") == {}


@pytest.mark.parametrize(
    ("variables", "state"),
    [({}, "skipped"), ({"CI": "true"}, "failed"), ({"JEJARING_REQUIRE_ALL": "1"}, "failed")],
)
def test_what_is_missing_fails_only_where_everything_is_required(monkeypatch, variables, state):
    for name in ("CI", "JEJARING_REQUIRE_ALL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    outcome = checks._missing("Tests in Chromium", "apt-get install chromium")
    assert (outcome.state, outcome.note) == (state, "Install it with: apt-get install chromium")


def test_every_stage_runs_and_one_failure_decides(monkeypatch, tmp_path, capsys):
    ran = []

    def stage(name, outcome):
        def run(python):
            ran.append(name)
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        monkeypatch.setattr(checks, name, run)

    stage("static_checks", checks.Outcome("Static checks", "failed"))
    stage("tests_on_sqlite", checks.Outcome("Tests on SQLite", passed=7, failed=0))
    stage("tests_on_postgresql", Refusal("PostgreSQL did not start"))
    stage("tests_in_chromium", checks.Outcome("Tests in Chromium", passed=2, failed=1))
    assert checks.run_all(tmp_path / "python") == 1
    assert len(ran) == 4
    assert capsys.readouterr().out.splitlines()[-1] == "9 passed, 1 failed"
