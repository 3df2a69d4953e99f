"""Duties that agreements bring along: answers, signatures, dates to talk again, ends, reports."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Max, Prefetch
from django.utils.translation import gettext as _

from cooperation.lifecycle import Flow, State, standing_after
from cooperation.models import Agreement, AgreementEvent, AgreementParty
from cooperation.services.calendar.dates import add_months
from cooperation.services.calendar.duty import Duty, Unset
from cooperation.services.calendar.rules import interval, regency_of, rules_over
from cooperation.services.chain import facts_of

IN_FORCE = frozenset({State.SIGNED, State.PROMULGATED, State.RUNNING, State.POSTPONED})
# In these the events say who owes what; for the others the columns are enough.
WAITING = frozenset({State.OFFERED, State.READY, State.SIGNED, State.POSTPONED})
NAMES_SPELT_OUT = 3


def agreement_duties(reader, today: date) -> Iterator[Duty | Unset]:
    """Duties of the agreements that ``reader`` may read. A constant number of queries."""
    agreements = _agreements(reader)
    codes = [code for agreement in agreements for code in _codes(agreement)]
    rules = rules_over(codes)
    events = _events([each for each in agreements if each.state in WAITING])
    for agreement in agreements:
        if not _codes(agreement):
            continue
        yield from _dates(agreement, today)
        yield from _reports(agreement, rules)
        if agreement.pk in events:
            yield from _waiting(agreement, events[agreement.pk], rules)


def seats_of() -> Prefetch:
    """The parties with their names, to be fetched along with agreements."""
    seats = AgreementParty._base_manager.select_related("village", "partner").order_by("position")
    return Prefetch("parties", queryset=seats)


def _agreements(reader) -> list[Agreement]:
    return list(
        Agreement.objects.visible_to(reader)
        .alive()
        .annotate(reported_until=Max("reports__covers_until"))
        .prefetch_related(seats_of())
        .order_by("pk")
    )


def _events(agreements) -> dict:
    found = {agreement.pk: [] for agreement in agreements}
    rows = AgreementEvent._base_manager.filter(agreement__in=list(found))
    for event in rows.order_by("agreement", "number"):
        found[event.agreement_id].append(event)
    return found


def _codes(agreement) -> tuple[str, ...]:
    """Its villages, the one that began it first."""
    rows = sorted(agreement.parties.all(), key=lambda party: not party.is_initiator)
    return tuple(party.village_id for party in rows if party.village_id)


def _duty(agreement, kind, title, due_on, *, codes=(), note="", url="") -> Duty:
    return Duty(
        kind=kind,
        subject=str(agreement.pk),
        title=title,
        about=agreement.title,
        url=url or agreement.get_absolute_url(),
        codes=tuple(codes) or _codes(agreement),
        due_on=due_on,
        note=note,
    )


def _dates(agreement, today) -> Iterator[Duty]:
    if agreement.state not in IN_FORCE:
        return
    ends_on = agreement.ends_on
    if ends_on:
        yield _duty(agreement, "agreement_end", _("Kerja sama berakhir"), ends_on)
    # Once it has ended there is nothing to talk about in time any more.
    if agreement.notice_on and not (ends_on and ends_on < today):
        title = _("Waktunya membicarakan kelanjutan kerja sama")
        yield _duty(agreement, "agreement_notice", title, agreement.notice_on)


def _reports(agreement, rules) -> Iterator[Duty | Unset]:
    """A village head reports on a cooperation with a third party to the BPD, with a copy."""
    if agreement.flow == Flow.BETWEEN or agreement.state not in IN_FORCE:
        return
    code = _codes(agreement)[0]
    months = interval(rules, code, "agreement_report_months")
    if not months:
        yield Unset(regency_of(code), "agreement_report_months")
        return
    since = agreement.reported_until or agreement.starts_on
    yield _duty(
        agreement,
        "agreement_report",
        _("Laporan kepala desa kepada BPD"),
        add_months(since, months) if since else None,
        note=_("Tembusan kepada bupati atau wali kota lewat camat."),
        url=agreement.get_absolute_url() + "#laporan",
    )


def _waiting(agreement, events, rules) -> Iterator[Duty | Unset]:
    standing = standing_after(agreement.flow, facts_of(events))
    if agreement.state == State.OFFERED:
        yield from _answers(agreement, standing, events, rules)
    elif agreement.state == State.READY:
        sides = [side for side in standing.present if not side.signed]
        yield from _owed(agreement, "signature", _("Tanda tangan ditunggu dari %(names)s"), sides)
    elif agreement.state == State.SIGNED and agreement.flow == Flow.BETWEEN:
        sides = [side for side in standing.villages if not side.promulgated]
        yield from _owed(agreement, "promulgation", _("Pengundangan ditunggu di %(names)s"), sides)
    elif agreement.state == State.POSTPONED:
        until = _said(events, "postpone", "until")
        title = _("Masa tunda kerja sama selesai") if until else _("Kerja sama masih ditunda")
        yield _duty(agreement, "postponement", title, until)


def _answers(agreement, standing, events, rules) -> Iterator[Duty | Unset]:
    sides = [side for side in standing.others if not side.answer and not side.has_left]
    offered_on = _said(events, "offer", "on") or _said(events, "receive_offer", "on")
    code = _codes(agreement)[0]
    days = interval(rules, code, "answer_days")
    if sides and not days:
        yield Unset(regency_of(code), "answer_days")
    due_on = offered_on + timedelta(days=days) if offered_on and days else None
    title = _("Jawaban atas penawaran ditunggu dari %(names)s")
    yield from _owed(agreement, "answer", title, sides, due_on)


def _owed(agreement, kind, title, sides, due_on=None) -> Iterator[Duty]:
    """One duty for all who still owe it; what a partner owes is recorded by a village."""
    keys = {side.key for side in sides}
    rows = [party for party in agreement.parties.all() if str(party.pk) in keys]
    if rows:
        codes = [row.village_id for row in rows if row.village_id]
        names = {"names": named([row.name for row in rows])}
        yield _duty(agreement, kind, title % names, due_on, codes=codes)


def named(names: list[str]) -> str:
    """The first of them spelt out, the others counted."""
    spelt = ", ".join(names[:NAMES_SPELT_OUT])
    more = len(names) - NAMES_SPELT_OUT
    return _("%(names)s dan %(more)d lagi") % {"names": spelt, "more": more} if more > 0 else spelt


def _said(events, act, name) -> date | None:
    """The date that the last event of an act carries."""
    for event in reversed(events):
        if event.act == act:
            said = event.content.get(name)
            return date.fromisoformat(said) if said else None
    return None
