"""manage.py import_boundaries: say where regions end, for maps of numbers."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from villages.management.progress import Progress, grouped
from villages.management.reports import refuse_problems, unreadable
from villages.services.boundaries import import_boundaries
from villages.services.boundary_files import read_boundaries


class Command(BaseCommand):
    help = (
        "Memuat batas wilayah dari GeoJSON FeatureCollection (WGS 84, boleh .gz), satu tingkat "
        "tiap berkas; kode Kemendagri di properti code atau kode. Batas lama diganti. Satu objek "
        "salah membatalkan semuanya."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, help="GeoJSON batas wilayah")

    def handle(self, *, files, **options):
        progress = Progress(self.stderr)
        read = self.read(files, progress)
        with transaction.atomic():
            outcomes = [import_boundaries(file.shapes) for file in read]
        for path, file, saved in zip(files, read, outcomes, strict=True):
            self.report(path, file, saved)

    def read(self, paths, progress):
        """The readings of all files, none with a problem; problems are told one a line."""
        read = []
        for path in paths:
            try:
                read.append(read_boundaries(path, progress))
            except OSError as error:
                raise CommandError(unreadable(path, error)) from error
            progress.end()
        refuse_problems(
            self,
            [f"{path.name}, {p}" for path, f in zip(paths, read, strict=True) for p in f.problems],
            features=True,
        )
        return read

    def report(self, path, file, saved):
        """Say what was put right, what was saved, and what is still missing."""
        for note in file.notes:
            self.stdout.write(_("Catatan, %(file)s, %(note)s") % {"file": path.name, "note": note})
        self.stdout.write(
            _("%(file)s: %(new)s batas baru, %(replaced)s diganti.")
            % {
                "file": path.name,
                "new": grouped(saved.new),
                "replaced": grouped(saved.replaced),
            }
        )
        if not saved.missing:
            self.stdout.write(_("Semua wilayah setingkat di sekitarnya punya batas."))
            return
        self.stdout.write(
            _("Belum punya batas: %(count)s wilayah.") % {"count": grouped(len(saved.missing))}
        )
        for code, name in saved.missing:
            self.stdout.write(f"  {code} {name}")
