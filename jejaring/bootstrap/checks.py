"""Everything a change must pass: ``python3 -m jejaring test``.

Static checks, then the suite on SQLite, on PostgreSQL, and in a real browser. All stages run
whatever the earlier ones found; the exit status says whether all of them passed.
"""

import os
import secrets
import subprocess
import sysconfig
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jejaring.bootstrap import ROOT, programs
from jejaring.bootstrap.cluster import throwaway_cluster
from jejaring.bootstrap.console import Refusal, bold, headline, say

WORKERS = "2"
PACKAGES = ("jejaring", "villages", "stakeholders", "cooperation")
IMPORT_CONTRACTS = "from importlinter.cli import lint_imports_command as check; check()"


@dataclass
class Outcome:
    """What became of one stage; the counts are those of its tests."""

    name: str
    state: str = "ok"  # or "failed" or "skipped"
    note: str = ""
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0


def run_all(python: Path) -> int:
    """Run every stage, print a summary, and return the exit status."""
    stages: list[tuple[str, Callable[[Path], Outcome]]] = [
        ("Static checks", static_checks),
        ("Tests on SQLite", tests_on_sqlite),
        ("Tests on PostgreSQL", tests_on_postgresql),
        ("Tests in Chromium", tests_in_chromium),
    ]
    outcomes = []
    for title, stage in stages:
        headline(title)
        started = time.monotonic()
        try:
            outcome = stage(python)
        except Refusal as refusal:
            outcome = Outcome(title, "failed", str(refusal).splitlines()[0])
            say(str(refusal))
        outcome.seconds = time.monotonic() - started
        say(f"{title}: {outcome.state} in {outcome.seconds:.0f} s. {outcome.note}".rstrip())
        outcomes.append(outcome)
    return _summary(outcomes)


# --- Static checks --------------------------------------------------------------------------------


def static_checks(python: Path) -> Outcome:
    """Lint, format, architecture, migrations, deployment settings, catalogues, vendored files."""
    broken = []
    with _production_settings() as environment:
        for name, arguments in static_commands():
            done = subprocess.run(
                [python, *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
            say(f"  {'ok    ' if done.returncode == 0 else 'FAILED'}  {name}")
            if done.returncode:
                broken.append(name)
                say(f"{done.stdout}{done.stderr}".strip())
    note = f"Broken: {', '.join(broken)}." if broken else ""
    return Outcome("Static checks", "failed" if broken else "ok", note)


def static_commands(root: Path = ROOT) -> list[tuple[str, list[str]]]:
    """Name and arguments (after ``python``) of each static check that has something to check."""
    manage = ["-W", "error", "manage.py"]
    commands = [
        ("ruff check", ["-m", "ruff", "check", "--quiet"]),
        ("ruff format", ["-m", "ruff", "format", "--check", "--quiet"]),
        ("import contracts", ["-c", IMPORT_CONTRACTS]),
        ("migrations complete", [*manage, "makemigrations", "--check", "--dry-run"]),
        ("deployment settings", [*manage, "check", "--deploy", "--fail-level", "WARNING"]),
    ]
    if any((root / "templates").rglob("*.html")):
        commands += [
            ("templates linted", ["-m", "djlint", "templates", "--lint", "--quiet"]),
            ("templates formatted", ["-m", "djlint", "templates", "--check", "--quiet"]),
        ]
    for command, name in (
        ("catalogue", "messages complete"),
        ("vendor_assets", "vendored files unchanged"),
    ):
        if _has_command(root, command):
            commands.append((name, [*manage, command, "--check"]))
    return commands


def _has_command(root: Path, name: str) -> bool:
    return any((root / p / "management" / "commands" / f"{name}.py").exists() for p in PACKAGES)


@contextmanager
def _production_settings() -> Iterator[dict[str, str]]:
    """An environment as on a server, with an empty data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="jejaring-check-") as data:
        yield {
            **os.environ,
            "JEJARING_LOCAL": "0",
            "JEJARING_DEBUG": "0",
            "JEJARING_DATA": data,
            "JEJARING_HOSTS": "jejaring.example",
            "JEJARING_SECRET_KEY": secrets.token_urlsafe(64),
            "DATABASE_URL": f"sqlite:///{data}/db.sqlite3",
        }


# --- Tests ----------------------------------------------------------------------------------------


def tests_on_sqlite(python: Path) -> Outcome:
    return _pytest("Tests on SQLite", python, ["-n", WORKERS, "-m", "not browser"])


def tests_on_postgresql(python: Path) -> Outcome:
    """The same suite on a throw-away cluster; here the race tests count."""
    name = "Tests on PostgreSQL"
    site_packages = Path(sysconfig.get_path("purelib", vars={"base": str(python.parents[1])}))
    found = programs.postgresql(site_packages)
    if not found:
        return _missing(name, programs.how_to_install("postgresql", "postgresql@17"))
    say(f"A throw-away cluster by {found}")
    with throwaway_cluster(found) as url:
        arguments = ["-n", WORKERS, "-m", "not browser", "--races-must-run"]
        return _pytest(name, python, arguments, JEJARING_TEST_DATABASE_URL=url)


def tests_in_chromium(python: Path) -> Outcome:
    """The browser tests, on SQLite."""
    name = "Tests in Chromium"
    if not programs.chromium():
        return _missing(name, programs.how_to_install("chromium", "--cask chromium"))
    return _pytest(name, python, ["-n", WORKERS, "--dist", "loadgroup", "-m", "browser"])


def _missing(name: str, command: str) -> Outcome:
    """Skipped with the command that helps; failed where everything is required."""
    say(f"Not on this machine. Install it with: {command}")
    required = any(
        os.environ.get(variable, "").lower() in ("1", "true", "yes")
        for variable in ("JEJARING_REQUIRE_ALL", "CI")
    )
    return Outcome(name, "failed" if required else "skipped", f"Install it with: {command}")


NO_TEST_COLLECTED = 5


def _pytest(name: str, python: Path, arguments: list[str], **variables: str) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="jejaring-report-") as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [python, "-m", "pytest", "-q", f"--junit-xml={report}", *arguments],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdin=subprocess.DEVNULL,
            check=False,
        )
        outcome = Outcome(name, **_counts(report))
    if done.returncode == NO_TEST_COLLECTED:
        outcome.state, outcome.note = "failed", "No test was found."
    elif done.returncode:
        outcome.state = "failed"
        outcome.note = f"pytest ended with status {done.returncode}."
    return outcome


def _counts(report: Path) -> dict[str, int]:
    """Passed, failed and skipped tests according to a JUnit report; zeros without one."""
    if not report.exists():
        return {}
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314 -- our own file
    total = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for suite in suites:
        for kind in total:
            total[kind] += int(suite.get(kind, 0))
    failed = total["failures"] + total["errors"]
    passed = total["tests"] - failed - total["skipped"]
    return {"passed": passed, "failed": failed, "skipped": total["skipped"]}


def _summary(outcomes: list[Outcome]) -> int:
    headline("Summary")
    for outcome in outcomes:
        counts = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
        say(
            f"  {bold(f'{outcome.state:8}')} {outcome.name:22} {outcome.seconds:5.0f} s  "
            f"{counts if outcome.passed or outcome.failed else ''} {outcome.note}".rstrip()
        )
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    say(f"\n{passed} passed, {failed} failed")
    return 1 if any(outcome.state == "failed" for outcome in outcomes) else 0
