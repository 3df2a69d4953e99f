"""manage.py make_country: an invented country on the real codes, for trials and measuring."""

import time
from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.sample.country import TooDeep, foreign_rows, make_units, units
from villages.management.progress import Progress, grouped
from villages.models import Region
from villages.tallies.months import later, month_of

MOST_MONTHS = 120


class Command(BaseCommand):
    help = (
        "Mengisi wilayah dengan desa, kelompok, hubungan, pertemuan, dan kerja sama rekaan, untuk "
        "mencoba dasbor dan mengukur kecepatan. Jangan di server yang dipakai bekerja. Kabupaten "
        "yang sudah diisi dilewati, jadi perintah yang terputus boleh diulang."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--within",
            action="append",
            default=[],
            metavar="KODE",
            help="hanya provinsi, kabupaten, atau kecamatan ini; boleh diulang",
        )
        parser.add_argument("--months", type=int, default=24, help="panjang riwayat dalam bulan")
        parser.add_argument("--seed", default="jejaring", help="benih: sama benih, sama isinya")
        parser.add_argument(
            "--until", type=_day, metavar="YYYY-MM-DD", help="hari terakhir; biasanya kemarin"
        )

        parser.add_argument(
            "--workers", type=int, default=1, help="proses sekaligus; hanya pada PostgreSQL"
        )

    def handle(self, *, within, months, seed, until, workers, **options):
        yesterday = timezone.localdate() - timedelta(days=1)
        until = until or yesterday
        self._check(within, months, until, yesterday)
        self._check_workers(workers)
        codes = self._units(within)
        progress, began = Progress(self.stderr), time.monotonic()
        villages = rows = 0
        wanted = {"within": within, "seed": seed, "months": months, "until": until}
        for done, made in enumerate(make_units(codes, workers=workers, **wanted), 1):
            villages, rows = villages + made.villages, rows + made.rows
            progress(_("Mengisi kabupaten"), done)
        progress.end()
        if rows and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # what the planner knew of empty tables is of no use
        self.stdout.write(
            _("%(villages)s desa, %(rows)s baris dalam %(seconds)s detik.")
            % {
                "villages": grouped(villages),
                "rows": grouped(rows),
                "seconds": grouped(round(time.monotonic() - began)),
            }
        )
        month = later(month_of(until), 1 - months)
        self.stdout.write(
            _("Angka dasbor belum dihitung. Jalankan: rebuild_tallies --since %(month)s")
            % {"month": f"{month // 100}-{month % 100:02d}"}
        )

    def _check(self, within, months, until, yesterday):
        if not 2 <= months <= MOST_MONTHS:
            raise CommandError(_("--months: tulis angka dari 2 sampai %d.") % MOST_MONTHS)
        if until > yesterday:
            raise CommandError(_("--until: tulis hari yang sudah lewat."))
        known = set(Region.objects.filter(pk__in=within).values_list("pk", flat=True))
        if unknown := sorted(set(within) - known):
            raise CommandError(_("--within: kode %s tidak dikenal.") % ", ".join(unknown))

    def _check_workers(self, workers):
        if workers < 1:
            raise CommandError(_("--workers: tulis angka mulai dari 1."))
        if workers > 1 and connection.vendor != "postgresql":
            raise CommandError(_("--workers: SQLite hanya menerima satu penulis, jadi tulis 1."))

    def _units(self, within):
        try:
            codes = units(within)
        except TooDeep as error:
            raise CommandError(
                _("--within: tulis kode provinsi, kabupaten, atau kecamatan, bukan desa.")
            ) from error
        if code := foreign_rows(within):
            raise CommandError(
                _(
                    "Desa %s berisi catatan yang bukan contoh, jadi tidak ada yang diisi. Pakai "
                    "basis data lain, atau pilih wilayah lain dengan --within."
                )
                % code
            )
        return codes


def _day(text) -> date:
    """ "2026-03-31" as a day. Raises CommandError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(_("--until: tulis tanggal, misalnya 2026-03-31.")) from error
