"""Running benchmarks and proofs, each in a process and on a database of its own."""

import ast
import importlib
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from jejaring.bootstrap import ROOT, programs
from jejaring.bootstrap.cluster import throwaway_cluster
from jejaring.bootstrap.console import say

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
# One that is there already, filled and counted: named in the environment, read and left as it is.
GIVEN, NAMED_IN = "given", "JEJARING_BENCH_URL"
# A server waits for the disk, and so does what is measured and proved.
AS_IT_WOULD_SERVE = dict.fromkeys(
    ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"), "on"
)


def run_group(
    package: str, names: list[str], kind: type, line: Callable[[object], str], heading: str = ""
) -> int:
    """Run the modules of `package` whose NAME is among `names` (all without names).

    `kind` is the dataclass their ``run`` returns, with the fields ``name`` and ``ok``; `line`
    makes a line of output of one. Returns the exit status: 0 when all are ok, 1 when one is
    not or a module broke, 2 when there is nothing by that name.
    """
    modules = [
        (module, databases)
        for module, name, databases in declared(package)
        if not names or name in names
    ]
    if not modules:
        known = ", ".join(sorted({name for _, name, _ in declared(package)})) or "none yet"
        say(f"Nothing by that name in {package}. There is: {known}.")
        return 2
    if heading:
        say(heading)
    every_one_ok = True
    for module, databases in modules:
        for database in databases:
            if database == GIVEN and not os.environ.get(NAMED_IN):
                say(f"{module} is left out: no database is named in {NAMED_IN}.")
                continue
            found = run_alone(module, database)
            every_one_ok &= found is not None and all(result["ok"] for result in found)
            for result in found or ():
                if len(databases) > 1:
                    result["name"] += f", {database}"
                say(line(kind(**result)))
    return 0 if every_one_ok else 1


def declared(package: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Module, NAME and databases of each module of `package`, read without importing it."""
    for path in sorted((ROOT / package.replace(".", "/")).glob("*.py")):
        values = _constants(path)
        if "NAME" in values:
            yield f"{package}.{path.stem}", values["NAME"], tuple(values.get("ON", (SQLITE,)))


def _constants(path: Path) -> dict:
    values = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in ("NAME", "ON"):
                values[name] = ast.literal_eval(node.value)
    return values


def run_alone(module: str, database: str) -> list[dict] | None:
    """What ``run`` of a module returned, as dicts; None when it broke or has no database."""
    with tempfile.TemporaryDirectory(prefix="jejaring-run-") as data, _url(database, data) as url:
        if not url:
            command = programs.how_to_install("postgresql", "postgresql@17")
            say(f"{module} needs PostgreSQL. Install it with: {command}")
            return None
        report = Path(data) / "results.json"
        (Path(data) / "static").mkdir()  # WhiteNoise warns when it is not there
        done = subprocess.run(
            [sys.executable, "-m", "tests.running", module, str(report), database],
            cwd=ROOT,
            check=False,
            env={
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "jejaring.settings",
                "JEJARING_DATA": data,
                "JEJARING_LOCAL": "1",
                "JEJARING_SECRET_KEY": "of-a-run-that-is-thrown-away-afterwards-0123456789",
            },
        )
        if done.returncode:
            say(f"{module} broke with status {done.returncode} on {database}.")
            return None
        return json.loads(report.read_text("utf-8"))


@contextmanager
def _url(database: str, data: str) -> Iterator[str | None]:
    if database == GIVEN:
        yield os.environ[NAMED_IN]
    elif database == SQLITE:
        yield f"sqlite:///{data}/db.sqlite3"
    elif found := programs.postgresql(Path(sysconfig.get_path("purelib"))):
        with throwaway_cluster(found, **AS_IT_WOULD_SERVE) as url:
            yield url
    else:
        yield None


def _run_here(module: str, report: Path, database: str) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    if database != GIVEN:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    results = importlib.import_module(module).run()
    report.write_text(json.dumps([asdict(result) for result in results]), "utf-8")


if __name__ == "__main__":
    _run_here(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
