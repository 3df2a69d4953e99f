"""Where an agreement comes from: an idea, an alliance or an issue of the village, if any.

What stands there is for facilitators alone; it goes into the form, and into the agreement only as
far as its author leaves it there.
"""

from dataclasses import dataclass, field
from uuid import UUID

from cooperation.lifecycle import Flow
from cooperation.models import Agreement, Partner
from stakeholders.models import ApproachPlan, CooperationIdea, Issue

LONGEST_TITLE, LONGEST_PURPOSE = 160, 400
IDEA, ALLIANCE, ISSUE = "gagasan", "aliansi", "urusan"


@dataclass(frozen=True)
class Beginning:
    """``idea_id``: kept with the agreement, so that an idea is taken up once; ``taken``: by it."""

    title: str
    initial: dict = field(default_factory=dict)
    idea_id: UUID | None = None
    taken: Agreement | None = None


def beginning(user, village, query) -> Beginning | None:
    """What the address names (``gagasan``, ``aliansi``, ``urusan``), if the person may read it."""
    if plan := _plan(user, village, query.get(IDEA, ""), ApproachPlan.Way.COOPERATION):
        return _of_idea(user, plan) if plan.detail.state == CooperationIdea.State.READY else None
    if plan := _plan(user, village, query.get(ALLIANCE, ""), ApproachPlan.Way.ALLIANCE):
        title = plan.detail.issue[:LONGEST_TITLE]
        return Beginning(title, {"title": title, "others": _other_villages(plan)})
    if issue := _row(Issue.objects.visible_to(user).open().filter(village=village), query):
        said = {"title": issue.name, "purpose": issue.question[:LONGEST_PURPOSE]}
        return Beginning(issue.name, said)
    return None


def _row(issues, query):
    pk = _uuid(query.get(ISSUE, ""))
    return issues.filter(pk=pk).first() if pk else None


def _plan(user, village, written, way):
    pk = _uuid(written)
    if pk is None:
        return None
    plans = ApproachPlan.objects.visible_to(user).filter(village=village, way=way, pk=pk)
    return plans.select_related("cooperationidea", "alliance").first()


def _uuid(written) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _of_idea(user, plan) -> Beginning:
    idea = plan.detail
    said = {"title": idea.title, "purpose": idea.need, "others": _other_villages(plan)}
    if idea.partner:
        said["flow"] = Flow.VILLAGE_LED
        known = Partner.objects.visible_to(user).parties().filter(name__iexact=idea.partner)
        known = known.filter(region=plan.village_id).first()
        said |= {"partner": known} if known else {"partner_name": idea.partner}
    taken = Agreement.objects.filter(idea_id=plan.pk).first()
    return Beginning(idea.title, said, plan.pk, taken)


def _other_villages(plan) -> str:
    """The home villages of the parties of a plan, one a line, as the form takes them."""
    homes = {seat.stakeholder.village for seat in plan.seats.select_related("stakeholder__village")}
    others = sorted((home for home in homes if home.pk != plan.village_id), key=lambda v: v.pk)
    return "\n".join(f"{home.pk} {home.name}" for home in others if home.may_cooperate)
