"""Make an installation ready to serve: tables, regions, static files and, if asked, the sample."""

import hashlib
import io
import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from villages.tallies import measures

# Of what came with the package: what the last run took into the database or the data folder.
RECORD = "prepared.json"


class Command(BaseCommand):
    """One process for all steps, since starting Django is most of what a step costs.

    Every step looks first and does nothing when nothing changed, so that the command belongs
    before each start, on a server too. Its words are Indonesian only, as those of
    ``python3 -m jejaring`` around it: a terminal has no language switch.
    """

    help = "Prepares database, regions and static files; does nothing that is already done."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sample",
            action="store_true",
            help="fill an empty installation with the sample district and print its sign-ins",
        )

    def handle(self, *, sample=False, **options):
        self.record = _read_record()
        self._migrate()
        self._import_regions()
        self._count()
        self._collect_static()
        if sample:
            call_command("load_sample", stdout=self.stdout)
            call_command("load_sample_agreements", stdout=self.stdout)

    def _migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Menyiapkan basis data …")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)

    def _import_regions(self):
        """Load the packaged regions into an empty table, or again after they changed."""
        region = apps.get_model("villages", "Region")
        data = Path(apps.get_app_config("villages").path) / "data"
        packaged = _digest(sorted(data.glob("*.csv*")))
        if region.objects.exists() and self.record.get("regions") == packaged:
            return
        self._say("Memuat kode dan nama seluruh wilayah Indonesia …")
        call_command("import_regions", stdout=self.stdout)
        call_command("import_coordinates", stdout=self.stdout)
        self._remember("regions", packaged)

    def _count(self):
        """Count everything when the regions or what is counted changed; else what was left over."""
        counted = _digest_of([self.record.get("regions", ""), *measures.keys()])
        if self.record.get("counted") == counted:
            call_command("rebuild_tallies", waiting=True, stdout=io.StringIO())
            return
        self._say("Menghitung angka semua wilayah …")
        call_command("rebuild_tallies", stdout=io.StringIO())
        self._remember("counted", counted)

    def _collect_static(self):
        """Copy, hash and compress static files, unless they are those of the last time."""
        sources = _digest(
            Path(storage.path(name))
            for finder in get_finders()
            for name, storage in finder.list(ignore_patterns=[])
        )
        if Path(settings.STATIC_ROOT).exists() and self.record.get("static") == sources:
            return
        self._say("Menyiapkan gaya dan gambar …")
        call_command("collectstatic", interactive=False, verbosity=0)
        self._remember("static", sources)

    def _say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def _remember(self, what, digest):
        self.record[what] = digest
        (settings.DATA_DIR / RECORD).write_text(json.dumps(self.record))


def _read_record() -> dict[str, str]:
    try:
        return json.loads((settings.DATA_DIR / RECORD).read_text())
    except (OSError, ValueError):
        return {}


def _digest_of(words) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _digest(paths) -> str:
    """A hash of names and contents of files."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
