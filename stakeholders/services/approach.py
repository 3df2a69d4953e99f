"""Acts on approach plans: written as a whole, over the version seen, with every version kept.

The record of acts says who, when and which way, never what the plan says.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Model

from jejaring.services import id_for, record_event
from stakeholders.models import ApproachPlan, ContactStep, PlanParty, PlanVersion
from stakeholders.models.approach import DETAILS
from stakeholders.services.groups import AlreadyRecorded, StaleVersion


class Incomplete(Exception):
    """What is under way may lack nothing; ``missing`` names what it lacks."""

    def __init__(self, missing):
        super().__init__(", ".join(missing))
        self.missing = missing


def record_plan(*, village, way, columns, by, parties=(), steps=(), pk=None) -> ApproachPlan:
    """Add a plan; sending the same ``pk`` again returns the first row.

    ``columns``: what the table of its way holds. ``parties``: stakeholders who take part.
    ``steps``: of a contact path, dicts of stakeholder, strength and met_on, from the first who is
    met to the key figure. Raises Incomplete, and AlreadyRecorded when ``pk`` comes again with
    something else.
    """
    detail = _complete(way, columns, parties, steps)
    pk = id_for(ApproachPlan, pk, village=village)
    try:
        with transaction.atomic():
            plan = ApproachPlan.objects.create(pk=pk, village=village, way=way)
            detail.plan = plan
            detail.save(force_insert=True)
            _seat(plan, parties, steps)
            _keep_version(plan, by, _snapshot(columns, parties, steps))
            _note(plan, "recorded_plan", by)
            return plan
    except IntegrityError:
        earlier = ApproachPlan.objects.filter(pk=pk, village=village).first()
        if earlier is None:
            raise
        if earlier.way == way and _last(earlier).content == _snapshot(columns, parties, steps):
            return earlier
        raise AlreadyRecorded(earlier) from None


@transaction.atomic
def update_plan(*, plan, base_version, columns, by, parties=(), steps=()) -> ApproachPlan:
    """Write the plan over the version the person had seen; the same again changes nothing.

    Raises Incomplete, and StaleVersion when somebody wrote something else in between.
    """
    detail = _complete(plan.way, columns, parties, steps)
    content = _snapshot(columns, parties, steps)
    written = ApproachPlan.objects.filter(pk=plan.pk, version=base_version).update(
        version=F("version") + 1
    )
    plan = ApproachPlan.objects.select_related("village").get(pk=plan.pk)
    if _last(plan).content == content:
        if written:
            ApproachPlan.objects.filter(pk=plan.pk).update(version=base_version)
            plan.version = base_version
        return plan
    if not written:
        raise StaleVersion(plan)
    type(detail).objects.filter(pk=plan.pk).update(**columns, size=detail.size)
    _seat(plan, parties, steps)
    _keep_version(plan, by, content)
    _note(plan, "updated_plan", by)
    return plan


def read_content(plan) -> dict:
    """The plan as a form cleans it: columns, and parties or steps."""
    detail = plan.detail
    content = {name: getattr(detail, name) for name in detail.COLUMNS}
    if detail.HAS_PARTIES:
        return content | {"parties": list(plan.parties.order_by("name", "pk"))}
    steps = plan.steps.select_related("stakeholder").order_by("position")
    return content | {
        "steps": [
            {"stakeholder": s.stakeholder, "strength": s.strength, "met_on": s.met_on}
            for s in steps
        ]
    }


def last_version(plan) -> PlanVersion:
    """The version that stands, with who wrote it."""
    return _last(plan)


def _last(plan):
    return plan.versions.select_related("recorded_by").latest("version")


def _complete(way, columns, parties, steps):
    """The row of the way, unsaved. Raises Incomplete when it is under way and lacks something."""
    detail = DETAILS[way](**columns, size=len(steps) or len(parties))
    if detail.state in detail.ACTIVE and detail.missing:
        raise Incomplete(detail.missing)
    return detail


def _seat(plan, parties, steps):
    """Make parties and steps exactly these; what stood before is kept in the versions."""
    wanted = {party.pk for party in parties}
    plan.seats.exclude(stakeholder__in=wanted).delete()
    seated = set(plan.seats.values_list("stakeholder", flat=True))
    PlanParty.objects.bulk_create(
        [PlanParty(plan=plan, stakeholder_id=pk) for pk in sorted(wanted - seated)]
    )
    plan.steps.all().delete()
    ContactStep.objects.bulk_create(
        [ContactStep(plan=plan, position=number, **step) for number, step in enumerate(steps, 1)]
    )


def _snapshot(columns, parties, steps) -> dict:
    content = {name: _plain(value) for name, value in columns.items()}
    if steps:
        content["steps"] = [{name: _plain(value) for name, value in step.items()} for step in steps]
    return content | {"parties": sorted(str(party.pk) for party in parties)}


def _plain(value):
    if isinstance(value, Model):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else value


def _keep_version(plan, by, content):
    PlanVersion.objects.create(plan=plan, version=plan.version, content=content, recorded_by=by)


def _note(plan, verb, by):
    record_event(by=by, verb=verb, subject=plan, region_code=plan.village_id, way=plan.way)
