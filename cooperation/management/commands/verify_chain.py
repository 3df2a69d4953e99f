"""``manage.py verify_chain``: are chains of events, the rows beside them and kept files whole?"""

from django.core.management.base import BaseCommand, CommandError

from cooperation.models import Agreement
from cooperation.services.chain import first_break
from cooperation.services.kept_files import damaged_files, files_kept
from cooperation.services.meeting_decisions import edited_since


class Command(BaseCommand):
    help = (
        "Check the chain of events of every agreement and what its rows and files say of it; "
        "names the first broken event of each, and every file that is no longer what was kept."
    )

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
            for number in edited_since(agreement):  # allowed, and told on its page too
                self.stdout.write(f"{agreement.pk}: event {number}: its meeting was edited since.")
        damaged = list(damaged_files())
        for line in broken + damaged:
            self.stderr.write(line)
        if broken or damaged:
            raise CommandError(
                f"{len(broken)} of {count} chains broken, {len(damaged)} other files damaged."
            )
        self.stdout.write(f"{count} chains whole.")
        self.stdout.write(f"{files_kept()} other files whole.")

    def _pair(self, text):
        agreement, sign, digest = text.partition("=")
        if not sign:
            raise CommandError(f"Not AGREEMENT=DIGEST: {text}")
        return agreement, digest
