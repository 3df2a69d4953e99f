"""Duties that come from what a kabupaten asks for with a deadline."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from cooperation.lifecycle import OVER, standing_after
from cooperation.models import Agreement, AgreementEvent
from cooperation.services.calendar.duty import Duty
from cooperation.services.calendar.of_agreements import named, seats_of
from cooperation.services.chain import facts_of
from cooperation.services.requirements import asked_in, dated_rules, statuses


def requirement_duties(reader, today: date) -> Iterator[Duty]:
    """What is owed in the agreements that ``reader`` may read, once its day can be told.

    A constant number of queries; one, where no kabupaten asks for anything by a day.
    """
    agreements = Agreement.objects.visible_to(reader).exclude(state__in=OVER)
    rules = dated_rules(agreements, today)
    if not rules:
        return
    rows = list(agreements.prefetch_related(seats_of()).order_by("pk"))
    chains = _chains([row for row in rows if asked_in(row, row.parties.all(), rules)])
    for agreement in rows:
        if events := chains.get(agreement.pk):
            yield from _owed(agreement, events, rules)


def _chains(agreements) -> dict:
    found = {agreement.pk: [] for agreement in agreements}
    rows = AgreementEvent._base_manager.filter(agreement__in=list(found))
    for event in rows.order_by("agreement", "number"):
        found[event.agreement_id].append(event)
    return found


def _owed(agreement, events, rules) -> Iterator[Duty]:
    parties = list(agreement.parties.all())
    standing = standing_after(agreement.flow, facts_of(events))
    for status in statuses(agreement, standing, parties, events, rules):
        if status.due_on is None:
            continue
        rows = [row for row in parties if str(row.pk) in status.due]
        codes = [row.village_id for row in rows or parties if row.village_id]
        yield Duty(
            kind="requirement",
            subject=f"{agreement.pk} {status.rule.pk}",
            title=_title(status.rule, rows),
            about=agreement.title,
            url=agreement.get_absolute_url() + "#syarat",
            codes=tuple(codes),
            due_on=status.due_on,
            note=status.rule.basis,
        )


def _title(rule, rows) -> str:
    if not rows:
        return _("Syarat kabupaten: %(name)s") % {"name": rule.name}
    words = {"name": rule.name, "names": named([row.name for row in rows])}
    return _("Syarat kabupaten: %(name)s, ditunggu dari %(names)s") % words
