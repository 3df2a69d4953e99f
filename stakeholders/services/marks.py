"""What a team made of the findings of its village: written, taken back, read."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from jejaring.services import id_for, record_event
from stakeholders.models import FindingMark

OPEN = FindingMark.Verdict.OPEN


@dataclass(frozen=True)
class Mark:
    """The word that holds on a finding. ``by`` and ``note`` are empty for who may not read them."""

    verdict: str
    state: str
    at: datetime
    by: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        return FindingMark.Verdict(self.verdict).label


@dataclass(frozen=True)
class Marks:
    """All marks of a village that hold, by the key of the finding.

    ``token`` changes with every mark, for whoever stores what was made of them.
    """

    by_key: dict[str, Mark]
    token: str = ""


def marks_of(village, *, for_team: bool) -> Marks:
    """The marks of a village, in one query; who marked and what they noted for the team alone.

    Whether the person may open the village at all is the caller's business.
    """
    columns = ["pk", "key", "verdict", "state", "marked_at"]
    if for_team:
        columns += ["marked_by__full_name", "note"]
    rows = FindingMark.objects.filter(village=village).order_by("marked_at", "pk")
    held, token = {}, ""
    for row in rows.values(*columns):
        token = row["pk"].hex
        held[row["key"]] = Mark(
            verdict=row["verdict"],
            state=row["state"],
            at=row["marked_at"],
            by=row.get("marked_by__full_name", ""),
            note=row.get("note", ""),
        )
    return Marks({key: mark for key, mark in held.items() if mark.verdict != OPEN}, token)


def mark_finding(*, village, key, kind, state, verdict, by, note="", pk=None) -> FindingMark:
    """Add a word on a finding. Sending the same ``pk`` again returns the first row."""
    pk = id_for(FindingMark, pk, village=village, key=key)
    try:
        with transaction.atomic():
            mark = FindingMark.objects.create(
                pk=pk,
                village=village,
                key=key,
                kind=kind,
                state=state,
                verdict=verdict,
                note=note,
                marked_by=by,
            )
            record_event(
                by=by,
                verb="marked_finding",
                subject=mark,
                region_code=village.pk,
                kind=kind,
                verdict=verdict,
            )
            return mark
    except IntegrityError:
        sent = FindingMark.objects.filter(pk=pk, village=village, key=key).first()
        if sent is None:
            raise
        return sent
