"""manage.py import_regions: make the tables say what the official list of regions says."""

import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.management.progress import Progress, grouped
from villages.management.reports import refuse_problems, unreadable
from villages.models import Region
from villages.services.regions import (
    PACKAGED_DECREE,
    PACKAGED_REGIONS,
    import_regions,
    read_regions,
)


class Command(BaseCommand):
    help = (
        "Memuat daftar resmi wilayah: bawaan Jejaring, atau berkas CSV (boleh .gz) berisi "
        "code,name. Daftar harus lengkap: kode yang tidak disebut menjadi tidak berlaku. "
        "Tidak ada yang dihapus, dan satu baris salah membatalkan semuanya."
    )

    def add_arguments(self, parser):
        parser.add_argument("source", nargs="?", type=Path, help="CSV code,name; UTF-8")
        parser.add_argument("--decree", help="dasar hukum daftar ini")
        parser.add_argument(
            "--on",
            type=datetime.date.fromisoformat,
            help="tanggal berlaku (TTTT-BB-HH), kalau tidak disebut: hari ini",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="laporkan saja, jangan simpan apa pun"
        )

    def handle(self, *, source, decree, on, dry_run, **options):
        progress = Progress(self.stderr)
        reading = self.read(source or PACKAGED_REGIONS, progress)
        with transaction.atomic():
            outcome = import_regions(
                reading.names,
                decree=decree if decree is not None else "" if source else PACKAGED_DECREE,
                on=on or timezone.localdate(),
                tick=progress,
            )
            transaction.set_rollback(dry_run)
        progress.end()
        self.report(outcome)
        if dry_run:
            self.stdout.write(_("Percobaan: tidak ada yang disimpan."))

    def read(self, path, progress):
        """The reading of a file without problems; the problems are told one a line."""
        try:
            reading = read_regions(path, progress)
        except OSError as error:
            raise CommandError(unreadable(path, error)) from error
        progress.end()
        for note in reading.notes:
            self.stdout.write(_("Catatan, %(note)s") % {"note": note})
        refuse_problems(self, reading.problems)
        return reading

    def report(self, outcome):
        """Say what changed, what stands now, and what a person should look at."""
        changes = outcome.changes
        self.stdout.write(
            _(
                "%(new)s baru, %(renamed)s berganti nama, %(returned)s berlaku lagi, "
                "%(vanished)s tidak berlaku lagi."
            )
            % {
                "new": grouped(len(changes.new)),
                "renamed": grouped(len(changes.renamed)),
                "returned": grouped(len(changes.returned)),
                "vanished": grouped(len(changes.vanished)),
            }
        )
        self.stdout.write(
            _("Berlaku sekarang: %(counts)s.")
            % {
                "counts": ", ".join(
                    f"{grouped(outcome.counts[level])} {str(level.label).lower()}"
                    for level in Region.Level
                )
            }
        )
        for membership in outcome.blind_memberships:
            self.stdout.write(
                _("Keanggotaan tanpa wilayah: %(membership)s. Cabut atau ganti kodenya.")
                % {"membership": membership}
            )
        for profile in outcome.orphaned_profiles:
            self.stdout.write(
                _("Desa terpetakan yang kodenya tidak berlaku lagi: %(name)s, %(code)s.")
                % {"name": profile, "code": profile.pk}
            )
