"""Reading plans and reviews: who loses in two reviews running, what is due, what to warn about."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cooperation.drafts.parts import lacking
from cooperation.fairness.benefits import Balance, losing_on
from cooperation.fairness.benefits import balances as reckon
from cooperation.fairness.dependence import Answers, Exit, Risk, risks
from cooperation.fairness.schedule import Due, due
from cooperation.lifecycle import ACTS, Clause
from cooperation.models import Agreement, AgreementParty, AgreementText, Appraisal
from cooperation.models.appraisal import PLAN
from cooperation.services.appraisals import estimates_of

# The plan, and the reviews that are sealed and replaced by no other.
COUNTS = Q(number=PLAN) | Q(sealed_at__isnull=False, replaced_by=None)
NUMBERS = ("income", "inputs", "alone", "community")


@dataclass(frozen=True)
class Watch:
    """What a list says of an agreement: its losing parties, and when it is looked at again."""

    losing: tuple[AgreementParty, ...] = ()
    due: Due = Due.UNSET
    next_on: object = None
    reviews: int = 0

    @property
    def says(self) -> bool:
        """Whether there is something to say in a list."""
        return bool(self.losing) or self.due in {Due.SOON, Due.LATE}


@dataclass
class _Told:
    """The verdicts of an agreement's reviews in their order, and the day named last."""

    verdicts: list = field(default_factory=list)
    next_on: object = None


def watches(agreements: Iterable[Agreement], today) -> dict:
    """A Watch by the id of each agreement. At most two queries, however many there are."""
    agreements = list(agreements)
    rows = Appraisal.objects.filter(agreement__in=agreements)
    rows = rows.filter(COUNTS)
    told = {agreement.pk: _Told() for agreement in agreements}
    for row in sorted(rows.defer("content"), key=_in_order):
        one = told[row.agreement_id]
        one.next_on = row.next_on
        if not row.is_plan:
            one.verdicts.append(row.verdicts)
    losing = {pk: losing_on(one.verdicts) for pk, one in told.items()}
    wanted = [party for parties in losing.values() for party in parties]
    parties = AgreementParty.objects.filter(pk__in=wanted, village__isnull=False)
    named = {str(party.pk): party for party in parties.select_related("village", "partner")}
    return {
        agreement.pk: _watch(agreement, told[agreement.pk], losing[agreement.pk], named, today)
        for agreement in agreements
    }


def _in_order(row):
    """The plan first, then by day, what is still open last; of one day by number."""
    return (row.number != PLAN, row.held_on or date.max, row.number)


def _watch(agreement, told, losing, named, today) -> Watch:
    runs = agreement.state in ACTS["review"].sources
    return Watch(
        losing=tuple(named[party] for party in losing if party in named) if runs else (),
        due=due(told.next_on, today) if runs else Due.UNSET,
        next_on=told.next_on if runs else None,
        reviews=len(told.verdicts),
    )


def counted(agreement) -> list[Appraisal]:
    """The plan and the reviews that count, the oldest first. One query."""
    return sorted(agreement.appraisals.filter(COUNTS), key=_in_order)


def counted_until(appraisal) -> list[Appraisal]:
    """What counted before ``appraisal``, and itself at the end; not what it replaces."""
    before = [
        row
        for row in counted(appraisal.agreement)
        if row.pk not in {appraisal.pk, appraisal.replaces_id}
        and _in_order(row) < _in_order(appraisal)
    ]
    return [*before, appraisal]


def talked_about(appraisals) -> dict:
    """What was said of dependence last, of these; empty where nobody has."""
    said = (each.content.get("dependence") for each in reversed(appraisals))
    return next((each for each in said if each), {})


def last_text(agreement) -> AgreementText | None:
    """The newest version of the text. One query."""
    return agreement.texts.order_by("-number").first()


def risks_of(parties, appraisals, text: AgreementText | None = None) -> list[Risk]:
    """What to talk about before anybody consents, by what was said last of dependence.

    A way out that is said to be written counts as spoken while ``text`` has none: its clause on
    change and cancellation is empty.
    """
    said = talked_about(appraisals)
    way_out = said.get("exit", "")
    if way_out == Exit.WRITTEN and text and Clause.CHANGE in lacking(text.content):
        way_out = Exit.SPOKEN
    answers = Answers(
        **{name: said.get(name) for name in NUMBERS}, exit=way_out, assets=said.get("assets", "")
    )
    return risks(answers, with_partner=any(party.partner_id for party in parties))


def balances_of(appraisal, parties) -> dict[str, Balance]:
    """The balance of each party in one appraisal, by the id of the party."""
    keys = [str(party.pk) for party in parties]
    return reckon(estimates_of(appraisal.lines.all()) if appraisal else [], keys)
