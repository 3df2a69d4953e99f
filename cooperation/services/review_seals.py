"""What a sealed review says, as its digest in the chain of its agreement covers it."""

from datetime import date

from cooperation.models import Appraisal
from cooperation.models.appraisal import PLAN
from cooperation.services.digests import digest_of

TOLD = ("planned", "happened", "why", "learnt", "next_step", "who", "next_on")


def written(row) -> dict:
    """All that a review says, as it is sealed; its plan and the review it replaces by digest."""
    plan = Appraisal.objects.filter(agreement_id=row.agreement_id, number=PLAN).first()
    return {
        "agreement": str(row.agreement_id),
        "number": row.number,
        "held_on": row.held_on.isoformat(),
        "held_by": row.held_by,
        "next_on": row.next_on.isoformat() if row.next_on else "",
        "summary": row.summary,
        "content": row.content,
        "verdicts": row.verdicts,
        "lines": _lines(row),
        "replaces": row.replaces.digest if row.replaces_id else "",
        "plan": digest_of(_planned(plan)) if plan else "",
    }


def _planned(plan) -> dict:
    revenue = plan.revenue_lines.order_by("name")
    return {
        "content": plan.content,
        "lines": _lines(plan),
        "revenue": [[line.name, line.shares] for line in revenue],
    }


def _lines(row) -> list[dict]:
    return [
        {
            "id": str(line.pk),
            "party": str(line.party_id),
            "gives": line.gives,
            "kind": line.kind,
            "what": line.what,
            "quantity": f"{line.quantity:.2f}" if line.quantity is not None else "",
            "unit": line.unit,
            "value": line.value,
            "weight": line.weight,
            "estimated_by": line.estimated_by,
        }
        for line in row.lines.order_by("pk")
    ]


def is_as_sealed(review) -> bool:
    """Whether a sealed review still says what its event in the chain bears witness of."""
    digest = digest_of(written(review))
    events = review.agreement.events.filter(act="review")
    return digest == review.digest and any(
        event.content.get("appraisal") == digest for event in events
    )


def cycle_of(review) -> dict:
    """The cycle a review adds to the story; a correction adds none: what was said was said."""
    return {} if review.replaces_id else review.content.get("cycle") or {}


def columns_of(cycle) -> dict:
    """A cycle as the columns of its row in the story, without what it does not say."""
    columns = {name: cycle[name] for name in TOLD if cycle.get(name)}
    if isinstance(columns.get("next_on"), str):
        columns["next_on"] = date.fromisoformat(columns["next_on"])
    return columns


def is_told_so(review) -> bool:
    """Whether the story tells the cycle of a sealed review in the same words."""
    row, cycle = review.reflections.first(), cycle_of(review)
    if row is None or not cycle:
        return row is None and not cycle
    told = {name: getattr(row, name) for name in TOLD}
    said = columns_of(cycle)
    return row.held_on == review.held_on and told == {
        name: said.get(name) or (None if name == "next_on" else "") for name in TOLD
    }
