"""manage.py rebuild_tallies: count all numbers of dashboards from the rows, or compare them."""

import re

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from villages.management.progress import Progress, grouped
from villages.tallies.keeping import count_all_marked
from villages.tallies.months import is_month, this_month
from villages.tallies.rebuilding import rebuild


class Command(BaseCommand):
    help = (
        "Menghitung ulang angka semua wilayah dari catatan desa dan membetulkan yang berbeda. "
        "Aman diulang kapan saja. Dengan --check tidak ada yang diubah: perbedaan dilaporkan, "
        "dan perintah gagal bila ada. Bulan yang sudah lewat tetap seperti dicatat dulu, kecuali "
        "diminta dengan --since."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="hanya membandingkan")
        parser.add_argument(
            "--since", metavar="YYYY-MM", type=_month, help="hitung juga bulan sejak ini"
        )
        parser.add_argument(
            "--waiting", action="store_true", help="hanya desa yang berubah dan belum dihitung"
        )

    def handle(self, *, check, since, waiting, **options):
        if waiting:
            counted = count_all_marked()
            self.stdout.write(_("%(villages)s desa dihitung.") % {"villages": grouped(counted)})
            return
        progress = Progress(self.stderr)
        outcome = rebuild(check=check, since=since, tick=progress)
        progress.end()
        for each in outcome.first:
            self.stdout.write(
                _("%(code)s %(month)s %(measure)s: tersimpan %(kept)s, menurut catatan %(counted)s")
                % {
                    "code": each.region_code or "00",
                    "month": each.month,
                    "measure": each.measure,
                    "kept": each.kept,
                    "counted": each.counted,
                }
            )
        words = _("%(numbers)s angka dihitung, %(different)s berbeda.") % {
            "numbers": grouped(outcome.numbers),
            "different": grouped(outcome.different),
        }
        if check and outcome.different:
            raise CommandError(words)
        self.stdout.write(words)


def _month(text) -> int:
    """ "2026-03" as a month that is over or running. Raises CommandError."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", text)
    month = int(match[1]) * 100 + int(match[2]) if match else 0
    if not is_month(month) or month > this_month():
        raise CommandError(
            _("--since %(text)s: tulis bulan yang sudah ada, misalnya 2026-03.") % {"text": text}
        )
    return month
