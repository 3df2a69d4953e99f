"""manage.py import_coordinates: say where regions lie, for distances and maps."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from villages.management.progress import Progress, grouped
from villages.management.reports import refuse_problems, unreadable
from villages.services.coordinates import (
    PACKAGED_CENTROIDS,
    import_coordinates,
    read_coordinates,
)


class Command(BaseCommand):
    help = (
        "Memuat letak wilayah dari CSV code,latitude,longitude (derajat desimal) atau GeoJSON "
        "(urutan bujur, lintang; kode di properti code; batas dihitung titik tengahnya). Tanpa "
        "berkas: titik tengah desa Kabupaten Magelang bawaan Jejaring. Satu baris salah "
        "membatalkan semuanya."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=PACKAGED_CENTROIDS)

    def handle(self, *, file, **options):
        progress = Progress(self.stderr)
        try:
            places = read_coordinates(file, progress)
        except OSError as error:
            raise CommandError(unreadable(file, error)) from error
        progress.end()
        refuse_problems(self, places.problems)
        changed = import_coordinates(places.points)
        self.stdout.write(
            _("%(read)s titik dibaca, %(changed)s wilayah berubah letaknya.")
            % {"read": grouped(len(places.points)), "changed": grouped(changed)}
        )
