"""What a team made of the findings of its village: written, taken back, read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from jejaring.services import id_for, record_event
from stakeholders.models import FindingMark, PartyMerge
from stakeholders.services.party_merging import now_known_as

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
    """The newest word on each finding of a village, by its key; the last may be that it is open.

    ``token`` changes with every mark, for whoever stores what was made of them. ``was``: party ->
    those merged into it, ids as texts: a mark on a finding about one of them goes along, and goes
    back when the merge is taken back.
    """

    newest: dict[str, Mark]
    token: str = ""
    was: dict[str, list[str]] = field(default_factory=dict)

    @property
    def by_key(self) -> dict[str, Mark]:
        """The marks that hold."""
        return {key: mark for key, mark in self.newest.items() if mark.verdict != OPEN}

    def of(self, known: Mapping[str, Collection[str]]) -> tuple[Mark | None, bool]:
        """The mark that holds on a finding, and whether the finding has changed since.

        ``known``: the keys of the finding with its states, as `graph.findings.identity.formerly`
        tells them from ``was``.
        """
        words = [(self.newest[key], states) for key, states in known.items() if key in self.newest]
        mark, states = max(words, key=lambda word: word[0].at, default=(None, ()))
        if mark is None or mark.verdict == OPEN:
            return None, False
        return mark, mark.state not in states


def marks_of(village, *, for_team: bool) -> Marks:
    """The marks of a village, in two queries; who marked and what they noted for the team alone.

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
    return Marks(held, token, _merged_into(village) if held else {})


def _merged_into(village) -> dict[str, list[str]]:
    """Party -> those merged into it, of the parties at home or present in the village."""
    here = Q(village=village) | Q(kept__presences__region=village)
    merges = PartyMerge.objects.standing().filter(here).values_list("absorbed", flat=True)
    was = {}
    for absorbed, kept in now_known_as(set(merges)).items():
        was.setdefault(str(kept), []).append(str(absorbed))
    return was


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
