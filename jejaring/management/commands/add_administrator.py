"""Make the first account of a server: everybody else is invited from the pages."""

import sys
from getpass import getpass

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from jejaring.models import User
from jejaring.services import UsernameTaken, add_administrator


class Command(BaseCommand):
    """Asks for a password, or reads one line when no terminal is attached."""

    help = "Makes an administrator of the whole country: manage.py add_administrator siti 'Siti A.'"

    def add_arguments(self, parser):
        """The name to sign in with, and the name people read."""
        parser.add_argument("username")
        parser.add_argument("full_name")

    def handle(self, username, full_name, **options):
        """Make the account, or say what is wrong with the password or the name."""
        password = (
            getpass("Kata sandi: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        )
        try:
            password_validation.validate_password(
                password, User(username=username, full_name=full_name)
            )
            user = add_administrator(username=username, full_name=full_name, password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except UsernameTaken:
            raise CommandError(f"Nama pengguna {username} sudah dipakai.") from None
        self.stdout.write(f"{user.username} sekarang administrator. Masuk lewat halaman /masuk/.")


def _ask_password() -> str:
    return getpass("Kata sandi: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
