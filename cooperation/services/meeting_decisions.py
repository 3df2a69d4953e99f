"""Decisions of meetings as acts on an agreement take them over.

An event keeps the ids, the counts and a digest of the decision: when the record of the meeting is
edited later, the digest no longer fits and the history says so.
"""

from dataclasses import dataclass

from cooperation.lifecycle.quorum import VALID, Stage
from cooperation.models import AgendaItem, Meeting
from cooperation.services.chain import digest_of

OUTCOMES = {AgendaItem.Outcome.AGREED: "agreed", AgendaItem.Outcome.REFUSED: "refused"}
IN_VILLAGE = (Meeting.Kind.MUSDES, Meeting.Kind.MUSDESUS)
SHORT = 16  # characters of a digest that a form carries


@dataclass(frozen=True)
class Decision:
    """An item of the agenda that was decided in a meeting that may decide."""

    item: AgendaItem
    meeting: Meeting
    digest: str

    @property
    def key(self) -> str:
        """What a form sends: it binds the words that were on the page."""
        return f"{self.item.pk}:{self.digest[:SHORT]}"

    @property
    def content(self) -> dict:
        """What the event keeps; no words of the meeting."""
        meeting = self.meeting
        latest = max(meeting.sittings.all(), key=lambda sitting: sitting.stage)
        said = {
            "meeting": str(meeting.pk),
            "item": str(self.item.pk),
            "decision": self.digest,
            "invited": meeting.invited_count,
            "present": meeting.present_count,
            "sitting": 2 if latest.stage == Stage.ANEW else 1,
            "on": meeting.on.isoformat(),
        }
        return said | ({"minutes": meeting.minutes_number} if meeting.minutes_number else {})


def decision_digest(item, meeting) -> str:
    """SHA-256 of what was decided, by how many, when, and by which villages."""
    sittings = sorted(meeting.sittings.all(), key=lambda sitting: sitting.stage)
    return digest_of(
        {
            "kind": meeting.kind,
            "villages": sorted(row.village_id for row in meeting.villages.all()),
            "invited": meeting.invited,
            "sittings": [
                [each.stage, each.held_on.isoformat(), each.present, each.result]
                for each in sittings
            ],
            "item": [str(item.pk), item.title, item.outcome, item.decision],
        }
    )


def decisions_for(agreement, act, party=None, villages=()) -> list[Decision]:
    """What can be taken over by this act, the latest meeting first.

    A village deliberation counts for its own village; one between villages only when all
    ``villages`` (codes) took part; a draft is agreed to, so refusals are offered to "deliberate"
    alone. What an earlier act took over is not offered again: an amendment needs a deliberation
    of its own.
    """
    refusals = {AgendaItem.Outcome.REFUSED} if act == "deliberate" else set()
    outcomes = {AgendaItem.Outcome.AGREED} | refusals
    kinds = (Meeting.Kind.MAD,) if act == "agree_together" else IN_VILLAGE
    items = _with_meetings(
        AgendaItem.objects.filter(
            meeting__agreement=agreement,
            meeting__kind__in=kinds,
            meeting__result__in=VALID,
            outcome__in=outcomes,
        )
    ).order_by("-meeting__last_on", "position")
    taken = _taken_by(agreement, act, party)
    return [
        each
        for each in map(_decision, items)
        if each.digest not in taken and _may_speak(each.meeting, act, party, set(villages))
    ]


def _taken_by(agreement, act, party) -> set[str]:
    """The digests of the decisions that this act of this party took over before."""
    events = agreement.events.filter(act=act, party=party)
    return {said["decision"] for (said,) in events.values_list("content") if "decision" in said}


def _with_meetings(items):
    return items.select_related("meeting").prefetch_related(
        "meeting__sittings", "meeting__villages"
    )


def _decision(item) -> Decision:
    return Decision(item, item.meeting, decision_digest(item, item.meeting))


def _may_speak(meeting, act, party, villages) -> bool:
    there = {row.village_id for row in meeting.villages.all()}
    if act == "agree_together":
        return bool(villages) and villages <= there
    if party is not None:
        return party.village_id in there
    return bool(there & villages)


@dataclass(frozen=True)
class Taken:
    """A decision that an event took over: where it stands, and whether it was edited since."""

    meeting: Meeting | None
    changed: bool


def taken_over(events) -> dict:
    """By event id, for those that name a meeting. Four queries, however many events."""
    named = {event.pk: event.content for event in events if event.content.get("item")}
    items = _with_meetings(AgendaItem.objects.filter(pk__in=[s["item"] for s in named.values()]))
    now = {str(item.pk): _decision(item) for item in items}
    return {pk: _taken(now.get(said["item"]), said) for pk, said in named.items()}


def _taken(decision, said) -> Taken:
    if decision is None:
        return Taken(None, changed=True)
    return Taken(decision.meeting, changed=decision.digest != said.get("decision"))


def edited_since(agreement) -> list[int]:
    """The numbers of its events whose meeting was edited since: allowed, and worth knowing."""
    events = list(agreement.events.order_by("number"))
    taken = taken_over(events)
    return [each.number for each in events if each.pk in taken and taken[each.pk].changed]
