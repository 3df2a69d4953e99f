"""``manage.py verify_chain``: is every agreement's chain of events whole?"""

from django.core.management.base import BaseCommand, CommandError

from cooperation.models import Agreement
from cooperation.services.chain import first_break


class Command(BaseCommand):
    help = "Check the chain of events of every agreement; names the first broken event of each."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="AGREEMENT=DIGEST",
            help="a head digest from outside, as printed on a document; may be given several times",
        )

    def handle(self, *, head, **options):
        heads = dict(self._pair(each) for each in head)
        known = {str(pk) for pk in Agreement.objects.values_list("pk", flat=True)}
        broken = [f"{pk}: no such agreement" for pk in sorted(set(heads) - known)]
        count = 0
        for agreement in Agreement.objects.order_by("pk").iterator():
            count += 1
            found = first_break(agreement, heads.get(str(agreement.pk), ""))
            if found:
                broken.append(f"{found.agreement}: event {found.number}: {found.reason}")
        for line in broken:
            self.stderr.write(line)
        if broken:
            raise CommandError(f"{len(broken)} of {count} chains broken.")
        self.stdout.write(f"{count} chains whole.")

    def _pair(self, text):
        agreement, sign, digest = text.partition("=")
        if not sign:
            raise CommandError(f"Not AGREEMENT=DIGEST: {text}")
        return agreement, digest
