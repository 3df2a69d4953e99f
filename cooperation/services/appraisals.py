"""Writing plans and reviews: opened, filled in by each party, sealed, and then never changed."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cooperation.fairness.benefits import Estimate, balances
from cooperation.lifecycle import ACTS, OVER
from cooperation.models import Agreement, Appraisal, BenefitLine, Reflection, RevenueLine
from cooperation.models.appraisal import PLAN
from cooperation.services.agreements import Deed, Impossible, may_act, perform
from cooperation.services.digests import digest_of
from cooperation.services.review_seals import columns_of, cycle_of, written
from jejaring.roles import Permission
from jejaring.services import id_for, record_event

PARTS = ("dependence", "aspects", "cycle")


class Sealed(Exception):
    """The appraisal can no longer be changed."""


class Stale(Exception):
    """Somebody wrote on it since the person saw it; ``row`` is what is there now."""

    def __init__(self, row):
        super().__init__(str(row.pk))
        self.row = row


class AlreadyReplaced(Exception):
    """There is a correction of this review already."""


class OneIsOpen(Exception):
    """Another review is being filled in; it is sealed before this one is corrected."""


def may_write_for(user, party, codes) -> bool:
    """Whether the person may estimate for ``party``: its own village's, or a partner's.

    ``codes``: the villages of the agreement; a partner has no account, so any of them may say what
    it gives and gets.
    """
    codes = [party.village_id] if party.village_id else codes
    return any(user.holds_over(Permission.DRAFT_AGREEMENT, code) for code in codes)


def may_review(user, agreement, codes) -> bool:
    """Whether the person may seal a review of this agreement as it stands."""
    act = ACTS["review"]
    return agreement.state in act.sources and may_act(user=user, act=act, party=None, codes=codes)


@transaction.atomic
def open_plan(*, agreement, by) -> Appraisal:
    """The plan of an agreement; asked for twice it is the same."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    plan, made = Appraisal.objects.get_or_create(
        agreement=agreement, number=PLAN, defaults={"opened_by": by}
    )
    if made:
        _note("began_plan", plan, by)
    return plan


@transaction.atomic
def open_review(*, agreement, by, replaces=None) -> Appraisal:
    """A review to write on: the one that is open, or a new one.

    ``replaces``: a sealed review to be corrected; the new one begins as its copy. Raises Impossible
    for an agreement that does not run, AlreadyReplaced, and OneIsOpen when there is to be a
    correction and another review is being filled in.
    """
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.state not in ACTS["review"].sources:
        raise Impossible("review", agreement.state)
    rows = agreement.appraisals.order_by("number")
    waiting = rows.reviews().filter(sealed_at=None).first()
    if waiting and replaces and waiting.replaces_id != replaces.pk:
        raise OneIsOpen
    if waiting:
        return waiting
    if replaces and rows.filter(replaces=replaces).exists():
        raise AlreadyReplaced
    last = rows.aggregate(last=Max("number"))["last"]
    review = Appraisal.objects.create(
        agreement=agreement,
        number=max(last or PLAN, PLAN) + 1,
        replaces=replaces,
        opened_by=by,
        held_on=replaces.held_on if replaces else None,
        content=replaces.content if replaces else {},
        summary=replaces.summary if replaces else "",
    )
    if replaces:
        _copy_lines(replaces, review)
    _note("began_review", review, by)
    return review


def _copy_lines(source, target):
    for line in source.lines.all():
        line.pk, line.appraisal, line._state.adding = BenefitLine._meta.pk.default(), target, True
        line.save(force_insert=True)


@transaction.atomic
def write_part(*, appraisal, part, said, base_version, by) -> Appraisal:
    """Put ``said`` in place of one part of the content. Raises Sealed and Stale."""
    row = _open(appraisal)
    if row.version != base_version:
        raise Stale(row)
    row.content = {**row.content, part: said}
    row.version += 1
    row.save(update_fields=["content", "version"])
    _note("wrote_appraisal", row, by)
    return row


@transaction.atomic
def schedule_first(*, plan, next_on, base_version, by) -> Appraisal:
    """Say when a cooperation is to be reviewed for the first time. Raises Sealed and Stale."""
    row = _open(plan)
    if row.version != base_version:
        raise Stale(row)
    row.next_on = next_on
    row.version += 1
    row.save(update_fields=["next_on", "version"])
    _note("wrote_appraisal", row, by)
    return row


@transaction.atomic
def write_line(*, appraisal, party, pk, base_version, by, **columns) -> BenefitLine:
    """Add a line (``base_version`` 0), or change one. Raises Sealed and Stale.

    The same new line sent twice is one line.
    """
    row = _open(appraisal)
    pk = id_for(BenefitLine, pk, appraisal=row, party=party)
    line = BenefitLine.objects.filter(pk=pk).first()
    if line is None:
        line = BenefitLine(pk=pk, appraisal=row, party=party, **columns)
        line.save(force_insert=True)
    elif base_version == 0 and line.version == 1:
        return line
    elif line.version != base_version:
        raise Stale(line)
    else:
        for name, value in columns.items():
            setattr(line, name, value)
        line.version += 1
        line.save()
    _note("estimated_benefit", row, by)
    return line


@transaction.atomic
def remove_line(*, line, by) -> None:
    """Take a line off an appraisal that is still open. Raises Sealed."""
    row = _open(line.appraisal)
    BenefitLine.objects.filter(pk=line.pk).delete()
    _note("removed_benefit", row, by)


@transaction.atomic
def write_revenue(*, appraisal, name, shares, by) -> RevenueLine:
    """Say how a source of revenue is shared; the same name again changes it. Raises Sealed."""
    row = _open(appraisal)
    line, _made = RevenueLine.objects.update_or_create(
        appraisal=row, name=name, defaults={"shares": shares}
    )
    _note("shared_revenue", row, by)
    return line


@transaction.atomic
def remove_revenue(*, line, by) -> None:
    """Take a source of revenue off a plan that is still open. Raises Sealed."""
    row = _open(line.appraisal)
    RevenueLine.objects.filter(pk=line.pk).delete()
    _note("removed_revenue", row, by)


def _open(appraisal) -> Appraisal:
    """The row, locked. Raises Sealed where nothing may be written any more.

    A review seals its plan with it, so whoever writes on either waits for the agreement first.
    """
    Agreement.objects.select_for_update().get(pk=appraisal.agreement_id)
    row = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
    if is_closed(row):
        raise Sealed
    return row


def is_closed(appraisal) -> bool:
    """Whether nothing may be written on it: it is sealed, a review stands on it, or all is over."""
    if appraisal.agreement.state in OVER:
        return True
    if not appraisal.is_plan:
        return appraisal.is_sealed
    siblings = Appraisal.objects.filter(agreement_id=appraisal.agreement_id)
    return siblings.reviews().filter(sealed_at__isnull=False).exists()


@transaction.atomic
def seal_review(*, review, seen, by, held_on, held_by, summary="", next_on=None) -> Appraisal:
    """End a review: its digest goes into the chain of the agreement, and it stays as it is.

    Raises Sealed, and what ``perform`` raises.
    """
    row = _open(review)
    row.held_on, row.held_by = held_on, held_by
    row.summary, row.next_on = summary, next_on
    row.verdicts = _verdicts(row)
    row.digest = digest_of(written(row))
    content = {
        "appraisal": row.digest,
        "number": row.number,
        "on": held_on.isoformat(),
        "office": held_by,
    }
    if row.replaces_id:
        content["replaces"] = row.replaces.digest
    perform(agreement=row.agreement, deed=Deed("review", content=content), seen=seen, by=by)
    row.sealed_at = timezone.now()
    row.version += 1
    row.save()
    _tell_cycle(row, by)
    return row


def _verdicts(row) -> dict[str, str]:
    parties = [str(pk) for pk in row.agreement.parties.values_list("pk", flat=True)]
    found = balances(estimates_of(row.lines.all()), parties)
    return {party: str(balance.verdict) for party, balance in found.items()}


def estimates_of(lines) -> list[Estimate]:
    """Lines as the reckoning takes them."""
    return [
        Estimate(str(line.party_id), gives=line.gives, value=line.value, weight=line.weight)
        for line in lines
    ]


def _tell_cycle(row, by):
    """The cycle of a review joins the story."""
    if said := cycle_of(row):
        add_reflection(agreement=row.agreement, said=said, held_on=row.held_on, by=by, review=row)


@transaction.atomic
def add_reflection(*, agreement, said, held_on, by, review=None, pk=None) -> Reflection:
    """Add a cycle to the story of an agreement; the same ``pk`` again returns the first."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    pk = id_for(Reflection, pk, agreement=agreement)
    if known := Reflection.objects.filter(pk=pk).first():
        return known
    last = agreement.reflections.aggregate(last=Max("number"))["last"] or 0
    row = Reflection(
        pk=pk,
        agreement=agreement,
        number=last + 1,
        appraisal=review,
        held_on=held_on,
        recorded_by=by,
        **columns_of(said),
    )
    row.save(force_insert=True)
    _note("reflected", row, by)
    return row


def _note(verb, row, by):
    codes = row.agreement.parties.villages().order_by("position").values_list("village", flat=True)
    record_event(by=by, verb=verb, subject=row, region_code=codes.first() or "")
