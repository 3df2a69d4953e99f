"""Everything a change must pass: ``python3 -m jejaring test``.

Static checks, and the suite on SQLite, on PostgreSQL, and in a real browser. All stages run at
once, whatever another finds; the exit status says whether all of them passed.
"""

import os
import secrets
import subprocess
import sysconfig
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jejaring.bootstrap import ROOT, programs
from jejaring.bootstrap.cluster import throwaway_cluster
from jejaring.bootstrap.console import Refusal, bold, headline, onto, page, say

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
    say("All at once; what each stage says follows when it is done.")
    outcomes = []
    with ThreadPoolExecutor(len(stages)) as pool:
        try:
            begun = [(title, pool.submit(_stage, title, run, python)) for title, run in stages]
            for title, stage in begun:
                outcome, said = stage.result()
                headline(title)
                say(said.rstrip())
                outcomes.append(outcome)
        except BaseException:  # told to stop: so are those that would go on for minutes
            _stop_children()
            raise
    return _summary(outcomes)


def _stage(title: str, run: Callable[[Path], Outcome], python: Path) -> tuple[Outcome, str]:
    """What became of a stage, and everything it and its programs said."""
    started = time.monotonic()
    with tempfile.TemporaryFile("a+", encoding="utf-8", errors="replace") as said, onto(said):
        try:
            outcome = run(python)
        except Refusal as refusal:
            outcome = Outcome(title, "failed", str(refusal).splitlines()[0])
            say(str(refusal))
        outcome.seconds = time.monotonic() - started
        say(f"{title}: {outcome.state} in {outcome.seconds:.0f} s. {outcome.note}".rstrip())
        said.seek(0)
        return outcome, said.read()


_children: set[subprocess.Popen] = set()
_told_to_stop = threading.Event()


def _run(command: list, **options) -> int:
    """Run a program that is told to stop when the run is; its exit status."""
    if _told_to_stop.is_set():
        raise Refusal("Stopped.")
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, **options) as child:
        _children.add(child)
        try:
            return child.wait()
        finally:
            _children.discard(child)


def _stop_children():
    _told_to_stop.set()
    for child in list(_children):
        child.terminate()


def _workers() -> str:
    """How many processes a stage of tests takes: three of them share the cores."""
    at_once = (os.cpu_count() or 1) // 2
    return str(min(at_once, 4) if at_once > 1 else 0)


# --- Static checks --------------------------------------------------------------------------------


def static_checks(python: Path) -> Outcome:
    """Lint, format, architecture, migrations, deployment settings, catalogues, vendored files."""
    broken = []
    with _production_settings() as environment:
        for name, arguments in static_commands():
            with tempfile.TemporaryFile("a+", encoding="utf-8", errors="replace") as said:
                status = _run([python, *arguments], env=environment, stdout=said, stderr=said)
                said.seek(0)
                say(f"  {'FAILED' if status else 'ok    '}  {name}")
                if status:
                    broken.append(name)
                    say(said.read().strip())
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
    return _pytest("Tests on SQLite", python, ["-m", "not browser"])


def tests_on_postgresql(python: Path) -> Outcome:
    """The same suite on a throw-away cluster; here the race tests count.

    Without what the run on SQLite proves as well: tests that can reach no database, and those
    that say it is all one to them which.
    """
    name = "Tests on PostgreSQL"
    site_packages = Path(sysconfig.get_path("purelib", vars={"base": str(python.parents[1])}))
    found = programs.postgresql(site_packages)
    if not found:
        return _missing(name, programs.how_to_install("postgresql", "postgresql@17"))
    say(f"A throw-away cluster by {found}")
    with throwaway_cluster(found) as url:
        arguments = ["-m", "not browser", "--races-must-run", "--beside-another-database"]
        return _pytest(name, python, arguments, JEJARING_TEST_DATABASE_URL=url)


def tests_in_chromium(python: Path) -> Outcome:
    """The browser tests, on SQLite."""
    name = "Tests in Chromium"
    if not programs.chromium():
        return _missing(name, programs.how_to_install("chromium", "--cask chromium"))
    # Who waits for a browser leaves the cores to others: two of them.
    workers = str(max(2, int(_workers())))
    return _pytest(name, python, ["-n", workers, "--dist", "loadgroup", "-m", "browser"])


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
        options = ["-q", "-n", _workers(), "-p", "no:cacheprovider", f"--junit-xml={report}"]
        status = _run(
            [python, "-m", "pytest", *options, *arguments],
            env={**os.environ, **variables},
            stdout=page(),
            stderr=page(),
        )
        outcome = Outcome(name, **_counts(report))
    if status == NO_TEST_COLLECTED:
        outcome.state, outcome.note = "failed", "No test was found."
    elif status:
        outcome.state = "failed"
        outcome.note = f"pytest ended with status {status}."
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
