"""What a review is sealed over: all that it says, with its plan and the review it replaces."""

from cooperation.models import Appraisal
from cooperation.models.appraisal import PLAN
from cooperation.services.digests import digest_of


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
