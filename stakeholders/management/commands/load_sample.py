"""Fill an empty installation with the sample district and print its sign-ins."""

from django.core.management.base import BaseCommand, CommandError

from stakeholders import sample
from villages.models import Region
from villages.tallies.months import later, month_of
from villages.tallies.rebuilding import date_back


class Command(BaseCommand):
    """Loads the sample once; a second run only prints the sign-ins."""

    help = "Loads the sample district (Kecamatan Dukun) and prints its sign-ins."

    def handle(self, **options):
        if not sample.is_loaded():
            self.stdout.write("Memuat kecamatan contoh (Dukun, Magelang) …")
            # Its first months are counted as well, within a country that was there already.
            date_back(later(month_of(sample.FIRST_DAY), -1))
            try:
                sample.load_sample()
            except Region.DoesNotExist:
                raise CommandError(
                    "Wilayah contoh tidak ada. Jalankan import_regions lebih dahulu."
                ) from None
        self.stdout.write("Akun contoh (kata sandi semua: " + sample.PASSWORD + ")")
        for account in sample.ACCOUNTS:
            self.stdout.write(f"  {account.username:12} {account.role.label}")
