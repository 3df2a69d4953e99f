"""Duties of joint bodies: decree and term, the next review, the next report."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from cooperation.models import BodyReview, JointBody
from cooperation.services.calendar.dates import add_months
from cooperation.services.calendar.duty import Duty, Unset
from cooperation.services.calendar.rules import interval, regency_of, rules_over

# PP 11/2021 art. 58: half-yearly reports; for a BKAD no rule we could read says how often.
ENTERPRISE_REPORT_MONTHS = 6


def body_duties(reader, today: date) -> Iterator[Duty | Unset]:
    """Duties of the bodies that ``reader`` may read. A constant number of queries."""
    bodies = list(with_last_days(JointBody.objects.visible_to(reader).at_work()))
    rules = rules_over(code for body in bodies for code in codes_of(body))
    for body in bodies:
        yield from duties_of_body(body, rules)


def with_last_days(rows):
    """Rows of bodies with the last days that their next duties are counted from."""
    last = BodyReview._base_manager.filter(body=OuterRef("pk")).order_by("-number")
    return (
        rows.annotate(
            reported_until=Max("reports__covers_until"),
            reviewed_on=Subquery(last.values("held_on")[:1]),
            review_next_on=Subquery(last.values("next_on")[:1]),
        )
        .prefetch_related("served")
        .order_by("pk")
    )


def codes_of(body) -> tuple[str, ...]:
    """The villages it serves, by code."""
    return tuple(sorted(each.village_id for each in body.served.all()))


def duties_of_body(body, rules) -> Iterator[Duty | Unset]:
    """Duties of one body, a row of ``with_last_days``."""
    if not codes_of(body):
        return
    yield from _term(body)
    yield from _review(body, rules)
    yield from _report(body, rules)


def _duty(body, kind, title, due_on, *, note="", part="") -> Duty:
    """``part``: of the body's page, which everybody who reads the duty may open."""
    return Duty(
        kind=kind,
        subject=str(body.pk),
        title=title,
        about=body.name,
        url=body.get_absolute_url() + part,
        codes=codes_of(body),
        due_on=due_on,
        note=note,
    )


def _term(body) -> Iterator[Duty]:
    if body.term_until:
        title = {
            JointBody.Kind.BKAD: _("Masa tugas BKAD berakhir"),
            JointBody.Kind.ENTERPRISE: _("Masa tugas pengurus BUM Desa bersama berakhir"),
            JointBody.Kind.OF_VILLAGE: _("Masa tugas badan kerja sama desa berakhir"),
        }[JointBody.Kind(body.kind)]
        yield _duty(body, "body_term", title, body.term_until)
    if not body.decree_number:
        yield _duty(body, "body_decree", _("Nomor SK belum dicatat"), None, part="#dasar")


def _review(body, rules) -> Iterator[Duty | Unset]:
    code = codes_of(body)[0]
    months = interval(rules, code, "review_months")
    due_on = body.review_next_on
    since = body.reviewed_on or body.term_from
    if due_on is None and months and since:
        due_on = add_months(since, months)
    if due_on is None and not months:
        yield Unset(regency_of(code), "review_months")
    if due_on:
        yield _duty(body, "body_review", _("Kinerja badan ditinjau"), due_on, part="#tinjauan")


def _report(body, rules) -> Iterator[Duty | Unset]:
    """A BKAD reports to the village heads, with copies; a BUM Desa bersama each half year."""
    code = codes_of(body)[0]
    note = ""
    if body.kind == JointBody.Kind.ENTERPRISE:
        months, title = ENTERPRISE_REPORT_MONTHS, _("Laporan berkala BUM Desa bersama")
    elif body.kind == JointBody.Kind.BKAD:
        months = interval(rules, code, "body_report_months")
        title = _("Laporan BKAD kepada kepala desa")
        note = _("Tembusan kepada BPD, dan kepada bupati atau wali kota lewat camat.")
    else:
        return
    if not months:
        yield Unset(regency_of(code), "body_report_months")
        return
    since = body.reported_until or body.term_from
    if since:
        due_on = add_months(since, months)
        yield _duty(body, "body_report", title, due_on, note=note, part="#laporan")
