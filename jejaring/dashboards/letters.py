"""The summary of a month by e-mail: one letter to a person, each region of theirs in it once."""

from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.dashboards.cells import is_number
from jejaring.dashboards.figures import BY_KEY
from jejaring.dashboards.marking import with_marks
from jejaring.dashboards.pages import Page
from jejaring.dashboards.questions import MEASURES, questions
from jejaring.dashboards.state import State
from jejaring.dashboards.summarising import Summary, absolute, summary
from jejaring.models import Membership, User
from jejaring.roles import Permission, Role
from villages.models import SentSummary
from villages.tallies.months import in_words
from villages.tallies.reading import place_of


def people_to_write():
    """Coordinators with an e-mail address who take letters from Jejaring, by id.

    Who stopped the reminders of the calendar gets no letter of any kind.
    """
    held = Membership.objects.in_force().filter(role=Role.COORDINATOR).values("user")
    people = User.objects.filter(is_active=True, reminder_refusal=None, pk__in=held)
    return people.exclude(email="").order_by("pk")


def write(*, person, month: int) -> int:
    """Send one letter with the regions the person was not told of for this month; how many.

    The notes and the sending stand in one transaction: when the post refuses, nothing is noted
    and the next run tries again. Of two runs at once the second waits for the person's row.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)
        told = SentSummary.objects.filter(user=person, month=month)
        told = set(told.values_list("region_code", flat=True))
        new = [code for code in person.territories(Permission.VIEW_DASHBOARD) if code not in told]
        found = {code: _summary(code, month, person) for code in new}
        known = {code: each for code, each in found.items() if each}
        if not known:
            return 0
        SentSummary.objects.bulk_create(
            SentSummary(user=person, region_code=code, month=month) for code in known
        )
        subject, text = _letter(list(known.values()), month)
        send_mail(subject, text, None, [person.email])
    return len(known)


def _summary(code, month, person) -> Summary | None:
    """None where the region is unknown or was not counted by then."""
    place = place_of(code)
    if place is None:
        return None
    state = State(month)
    page = Page(place, state, [BY_KEY["cakupan"]], also=MEASURES)
    if not is_number(page.figures.number("villages")):
        return None
    return summary(page, with_marks(code, questions(page.figures, state), person))


def _letter(summaries, month) -> tuple[str, str]:
    subject = _("Jejaring: ringkasan %(month)s") % {"month": in_words(month)}
    if len(summaries) == 1:
        subject = f"Jejaring: {summaries[0].subject}"
    stop = _("Tidak mau menerima surat seperti ini lagi? Hentikan di: %(url)s") % {
        "url": absolute(reverse("calendar_feed"))
    }
    return subject, "\n\n".join([*(each.text for each in summaries), stop]) + "\n"
