"""Joint bodies of an agreement as their report tells of them: what is known of each."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import translation

from cooperation.fairness.benefits import Verdict
from cooperation.models import BodySeats, JointBody
from cooperation.papers import Benefit, Gathering, Matter, Members, Report, words
from cooperation.services.bodies import CATEGORIES
from cooperation.services.fairness import counted
from cooperation.services.meeting_papers import Held

OF_SEVERAL = (JointBody.Kind.BKAD, JointBody.Kind.ENTERPRISE)


@dataclass(frozen=True)
class Reporting:
    """A body that reports, and what it has to tell."""

    pk: str
    label: str
    report: Report


def reports_for(agreement, matter: Matter, meetings: list[Held]) -> list[Reporting]:
    """What the bodies of several villages that carry an agreement out can report."""
    bodies = (
        JointBody.objects.filter(agreement=agreement, kind__in=OF_SEVERAL)
        .prefetch_related("seats", "reviews", "reports", "served__village")
        .order_by("name", "pk")
    )
    with translation.override(settings.LANGUAGE_CODE):
        shared = _of_agreement(agreement, matter) if bodies else {}
        return [
            Reporting(str(body.pk), body.name, _report(body, agreement, meetings, shared))
            for body in bodies
        ]


def _report(body, agreement, meetings, shared) -> Report:
    handed = max(body.reports.all(), key=lambda each: each.covers_until, default=None)
    since = handed.covers_until + timedelta(days=1) if handed else body.term_from
    looks = [*_reviews(body), *_cycles(agreement)]
    looks = sorted(look for look in looks if since is None or look[0] >= since)
    return Report(
        body=body.name,
        since=since,
        last_letter=_last(handed),
        decree=body.decree_number,
        decree_on=body.decree_on,
        term_from=body.term_from,
        term_until=body.term_until,
        offices=_offices(body),
        members=_members(body),
        activities=tuple((name, planned, happened) for _on, name, planned, happened, _l in looks),
        lessons=tuple(lesson for *_told, lesson in looks if lesson),
        gatherings=tuple(_gatherings(meetings, since)),
        **shared,
    )


def _last(handed) -> str:
    if handed is None:
        return ""
    number = f"Nomor {handed.letter}, " if handed.letter else ""
    until, on = words.day(handed.covers_until), words.day(handed.handed_on)
    return f"{number}sampai {until}, disampaikan {on}"


def _offices(body):
    names = {each.village_id: each.village.titled for each in body.served.all()}
    return tuple(
        (str(office.label), names.get(body.offices[office]["village"], ""))
        for office in JointBody.Office
        if office in body.offices
    )


def _members(body):
    seats = list(body.seats.all())
    if not seats:
        return ()
    return tuple(
        Members(
            str(BodySeats.Category(category).label),
            sum(each.women for each in seats if each.category == category),
            sum(each.men for each in seats if each.category == category),
        )
        for category in CATEGORIES[JointBody.Kind(body.kind)]
    )


def _reviews(body):
    for each in body.reviews.all():
        lesson = " ".join(part for part in (each.why, each.learnt, each.onward) if part)
        name = f"Tinjauan kinerja {words.day(each.held_on)}"
        yield each.held_on, name, each.planned, each.happened, lesson


def _cycles(agreement):
    for each in agreement.reflections.all():
        lesson = " ".join(part for part in (each.why, each.learnt, each.next_step) if part)
        name = f"Putaran {each.number}, {words.day(each.held_on)}"
        yield each.held_on, name, each.planned, each.happened, lesson


def _gatherings(meetings, since):
    """Those that were held, the earliest first; of what was said only the decisions."""
    for each in sorted(meetings, key=lambda held: held.told.last_session.on):
        told, on = each.told, each.told.last_session.on
        if told.is_counted and (since is None or on >= since):
            decided = (p.decision or p.title for p in told.agenda if p.outcome)
            yield Gathering(on, told.name, told.present, tuple(decided))


def _of_agreement(agreement, matter) -> dict:
    """What is known of money and gain, from the plan and the last review that counts."""
    rows = counted(agreement)
    plan = next((row for row in rows if row.is_plan), None)
    reviews = [row for row in rows if not row.is_plan]
    names = {party.key: party.whole for party in matter.parties}
    shares = plan.revenue_lines.order_by("name") if plan else ()
    told = {
        "worth": agreement.amount,
        "shares": tuple((line.name, _shared(line.shares, names)) for line in shares),
    }
    if reviews:
        told |= {"benefits": _benefits(reviews[-1], names), "benefits_on": reviews[-1].held_on}
    return told


def _shared(shares, names):
    return "; ".join(
        f"{name} {_percent(shares[key])} persen" for key, name in names.items() if key in shares
    )


def _percent(share) -> str:
    return f"{float(share):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _benefits(review, names):
    lines = [line for line in review.lines.all() if line.value]
    return tuple(
        Benefit(
            name,
            sum(line.value for line in lines if str(line.party_id) == key and line.gives),
            sum(line.value for line in lines if str(line.party_id) == key and not line.gives),
            str(Verdict(review.verdicts[key]).label),
        )
        for key, name in names.items()
        if key in review.verdicts
    )
