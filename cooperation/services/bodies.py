"""Founding a joint body, changing it, counting its members, reviewing it, handing its reports."""

from django.db import IntegrityError, transaction

from cooperation.models import BodyReview, BodySeats, HandedReport, JointBody, ServedVillage
from jejaring.services import id_for, record_event

C, K = BodySeats.Category, JointBody.Kind
LEGAL_CATEGORIES = (C.GOVERNMENT, C.BPD, C.COMMUNITY_BODY, C.OTHER_BODY, C.FIGURE)
# A BUM Desa bersama has organs instead of the five categories of a BKAD.
CATEGORIES = {
    K.BKAD: LEGAL_CATEGORIES,
    K.OF_VILLAGE: LEGAL_CATEGORIES,
    K.ENTERPRISE: (C.ADVISER, C.OPERATOR, C.SUPERVISOR),
}
LEAST_VILLAGES = 2


class BodyMoved(Exception):
    """Somebody changed the body, or added to it, since the person saw it."""

    def __init__(self, body):
        super().__init__(str(body.pk))
        self.body = body


class ReportedAlready(Exception):
    """A report up to that day was handed over before."""


def check_villages(kind, villages) -> str:
    """Why these villages cannot have a body of this kind, as a word, or an empty text.

    A BKAD carries out cooperation between villages of one kabupaten (Permendagri 96/2017 art. 3);
    a BUM Desa bersama is not bound to borders (PP 11/2021 art. 7).
    """
    if any(not village.may_cooperate for village in villages):
        return "ward"
    if kind == K.OF_VILLAGE:
        return "one_village" if len(villages) != 1 else ""
    if len(villages) < LEAST_VILLAGES:
        return "few_villages"
    if kind == K.BKAD and len({village.pk[:5] for village in villages}) > 1:
        return "regencies"
    return ""


def found_body(*, villages, by, pk=None, **columns) -> JointBody:
    """Record a body that serves ``villages``; the same ``pk`` again returns the first."""
    pk = id_for(JointBody, pk, name=columns["name"], kind=columns["kind"])
    try:
        with transaction.atomic():
            body = JointBody.objects.create(pk=pk, **columns)
            _serve(body, villages)
            _note(body, villages[0].pk, by, "founded_body")
            return body
    except IntegrityError:
        earlier = JointBody.objects.filter(pk=pk).first()
        if earlier is None:
            raise
        return earlier


@transaction.atomic
def change_body(*, body, seen: int, villages, by, **columns) -> JointBody:
    """Change what is said of a body. Raises BodyMoved.

    Seats and offices of a village that is served no longer go with it; the record of acts keeps
    that it happened.
    """
    body = _locked(body, seen)
    for name, value in columns.items():
        setattr(body, name, value)
    kept = {village.pk for village in villages}
    body.offices = {k: held for k, held in body.offices.items() if held["village"] in kept}
    body.served.exclude(village__in=kept).delete()
    body.seats.exclude(village__in=kept).delete()
    body.seats.exclude(category__in=CATEGORIES[K(body.kind)]).delete()
    _serve(body, villages)
    _step_on(body, by, "changed_body")
    return body


@transaction.atomic
def count_members(*, body, seen: int, village, counts, offices, by) -> JointBody:
    """Say how many women and men of each category a village has, and which offices it holds.

    ``counts``: ``{category: (women, men)}``; ``offices``: ``{office: sex}``. Raises BodyMoved.
    """
    body = _locked(body, seen)
    body.seats.filter(village=village).delete()
    BodySeats.objects.bulk_create(
        BodySeats(body=body, village=village, category=category, women=women, men=men)
        for category, (women, men) in counts.items()
        if women or men
    )
    held = {k: each for k, each in body.offices.items() if each["village"] != village.pk}
    held |= {office: {"village": village.pk, "sex": sex} for office, sex in offices.items()}
    body.offices = held
    _step_on(body, by, "counted_members")
    return body


@transaction.atomic
def review_body(*, body, seen: int, by, **told) -> BodyReview:
    """Add a review over those the person saw (``seen``: how many). Raises BodyMoved."""
    body = JointBody.objects.select_for_update().get(pk=body.pk)
    if body.reviews.count() != seen:
        raise BodyMoved(body)
    review = BodyReview.objects.create(body=body, number=seen + 1, recorded_by=by, **told)
    _note(body, _first_code(body), by, "reviewed_body")
    return review


def hand_report(*, by, body=None, agreement=None, **told) -> HandedReport:
    """Note that a report was handed over. Raises ReportedAlready."""
    try:
        with transaction.atomic():
            report = HandedReport.objects.create(
                body=body, agreement=agreement, recorded_by=by, **told
            )
            record_event(by=by, verb="handed_report", subject=report)
            return report
    except IntegrityError:
        raise ReportedAlready from None


def _locked(body, seen) -> JointBody:
    body = JointBody.objects.select_for_update().get(pk=body.pk)
    if body.version != seen:
        raise BodyMoved(body)
    return body


def _serve(body, villages):
    there = set(body.served.values_list("village", flat=True))
    ServedVillage.objects.bulk_create(
        ServedVillage(body=body, village=village) for village in villages if village.pk not in there
    )


def _step_on(body, by, verb):
    body.version += 1
    body.save()
    _note(body, _first_code(body), by, verb)


def _first_code(body) -> str:
    return body.served.order_by("village").values_list("village", flat=True).first() or ""


def _note(body, code, by, verb):
    record_event(by=by, verb=verb, subject=body, region_code=code)
