"""What changed in a village between two days, and in many villages at a glance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from stakeholders.graph import build
from stakeholders.graph.compare import RELATION, Comparison, compare
from stakeholders.models import Presence, Stakeholder, Tie, Worksheet
from stakeholders.services.coverage import Coverage, visit_before
from stakeholders.services.network import Reading, read_network
from stakeholders.services.network_rows import OUTSIDE


@dataclass(frozen=True)
class Counts:
    """How much changed in one village, in relations between its parties.

    ``added``, ``removed`` and ``changed`` are changes of the village; ``heard`` are relations that
    are new or different only because more was asked. ``connected`` are groups that no longer
    stand alone, and not through asking. ``interviewed`` are groups first interviewed in between.
    Of judgements of the government, offices and dependencies nothing is counted.
    """

    added: int = 0
    removed: int = 0
    changed: int = 0
    heard: int = 0
    connected: int = 0
    interviewed: int = 0

    @property
    def is_quiet(self) -> bool:
        """Whether nothing changed in the village itself, whatever more was heard."""
        return not (self.added or self.removed or self.changed)


def counts_of(comparison: Comparison) -> Counts:
    """The counts of a comparison, the same for every audience."""
    news = [each for each in comparison.added if each.subject == RELATION]
    other = [each for each in comparison.changed if each.subject == RELATION]
    return Counts(
        added=sum(not each.by_asking for each in news),
        removed=sum(each.subject == RELATION for each in comparison.removed),
        changed=sum(not each.by_asking for each in other),
        heard=sum(each.by_asking for each in news + other),
        connected=sum(not each.by_asking for each in comparison.connected),
        interviewed=len(comparison.interviewed),
    )


@dataclass(frozen=True)
class Changes:
    """Two days of one village as one person may see them, and what became of it in between."""

    since: date
    until: date
    before: Reading
    after: Reading
    comparison: Comparison


def read_changes(village, user, *, since: date, until: date) -> Changes:
    """Compare the village's network on two days, as far as ``user`` may see it.

    Dependencies are not compared: they have a page and a history of their own. A day to come is
    today. Nothing is stored.
    """
    before, after = (read_network(village, user, on=day) for day in (since, until))
    comparison = compare(
        _graph(before.parties, before.statements),
        _graph(after.parties, after.statements),
        interviewed_before=_asked(before.parties),
        interviewed_after=_asked(after.parties),
        first=since,
    )
    return Changes(since, until, before, after, comparison)


def coverage_on(reading: Reading) -> Coverage:
    """How complete the picture of a reading is: groups known and interviewed, and the last visit
    by then."""
    groups = [party for party in reading.parties if party["kind"] == "group"]
    day = reading.on or timezone.localdate()
    return Coverage(
        known=len(groups),
        interviewed=sum(party["asked"] for party in groups),
        last_visit=visit_before(reading.village.pk, day + timedelta(days=1)),
    )


def changes_since(
    codes: Iterable[str], since: date, until: date | None = None
) -> dict[str, Counts]:
    """How much changed in each of these villages, in four queries whatever their number.

    Numbers only, which rest on nothing private. Nothing is scoped here: ask only for villages
    whose numbers the viewer may read.
    """
    codes = list(codes)
    until = min(until or timezone.localdate(), timezone.localdate())
    parties, ties, asked = _parties(codes), _relations(codes, since, until), _interviews(codes)
    return {code: _counted(parties[code], ties[code], asked[code], since, until) for code in codes}


def _graph(parties, statements):
    there = {p["id"]: p for p in parties if _is_there(p)}
    nodes = ({key: party[key] for key in ("id", "kind", "founded")} for party in there.values())
    keys = ("id", "source", "target", "kind", "stance", "since")
    ties = (tie for tie in statements if tie["source"] in there and tie["target"] in there)
    return build.network(nodes, ({key: tie[key] for key in keys} for tie in ties))


def _asked(parties):
    return {party["id"] for party in parties if party["asked"] and _is_there(party)}


def _is_there(party):
    """Whom only a judgement or a dependency puts on the map was not there for everybody: it is
    left out for all, so that all count alike. The government itself is known by nothing else."""
    return party["kind"] == "government" or not party.get("early")


# --- many villages at once ---------------------------------------------------------------------


def _parties(codes) -> dict[str, list[dict]]:
    """Who has ever stood on the map of each village, at home there or present from elsewhere."""
    columns = ("pk", "kind", "since_year", "created_at", "archived_at", "village_id")
    known = Stakeholder.objects.filter(restricted=False)
    presences = Presence.objects.filter(region__in=codes, stakeholder__restricted=False)
    here = known.filter(Q(village__in=codes) | Q(pk__in=presences.values("stakeholder")))
    rows = {row["pk"]: row for row in here.values(*columns)}
    found = defaultdict(list)
    for row in rows.values():
        found[row["village_id"]].append(row)
    for pk, code in presences.values_list("stakeholder", "region"):
        if rows[pk]["village_id"] != code:
            found[code].append(rows[pk])
    return found


def _relations(codes, since, until) -> dict[str, list[dict]]:
    """What parties said of each other and held on at least one of the two days."""
    rows = (
        Tie.objects.filter(village__in=codes, since__lte=until)
        .filter(Q(until=None) | Q(until__gt=since))
        .exclude(kind__in=(Tie.Kind.MEMBERSHIP, Tie.Kind.GOVERNMENT))
        .filter(source__restricted=False, target__restricted=False)
        .order_by("pk")
    )
    found = defaultdict(list)
    columns = ("pk", "source_id", "target_id", "kind", "since", "until", "closed_at")
    for row in rows.values("village_id", *columns):
        found[row["village_id"]].append(row)
    return found


def _interviews(codes) -> dict[str, list[tuple]]:
    rows = Worksheet.objects.completed().filter(village__in=codes)
    found = defaultdict(list)
    for code, group, held, done in rows.values_list(
        "village_id", "group_id", "held_on", "completed_at"
    ):
        found[code].append((group, held or timezone.localdate(done)))
    return found


def _counted(parties, ties, asked, since, until) -> Counts:
    before, after = (_state(parties, ties, day) for day in (since, until))
    found = compare(
        before,
        after,
        interviewed_before={group for group, day in asked if day <= since and group in before},
        interviewed_after={group for group, day in asked if day <= until and group in after},
        first=since,
    )
    return counts_of(found)


def _state(parties, ties, day):
    """The graph of one village on one day, as ``read_network`` would have it without what is
    private."""
    held = [tie for tie in ties if _held(tie, day)]
    ends = {end for tie in held for end in (tie["source_id"], tie["target_id"])}
    there = {p["pk"]: p for p in parties if p["pk"] in ends or _stood(p, day)}
    nodes = [{"id": pk, "kind": p["kind"], "founded": p["since_year"]} for pk, p in there.items()]
    nodes += [{"id": pk, "kind": OUTSIDE, "founded": None} for pk in ends - there.keys()]
    return build.network(
        nodes,
        (
            {
                "id": tie["pk"],
                "source": tie["source_id"],
                "target": tie["target_id"],
                "kind": tie["kind"],
                "since": tie["since"],
            }
            for tie in held
        ),
    )


def _held(tie, day):
    ended = tie["until"] or (tie["closed_at"] and timezone.localdate(tie["closed_at"]))
    return tie["since"] <= day and (ended is None or ended > day)


def _stood(party, day):
    left = party["archived_at"] and timezone.localdate(party["archived_at"])
    return timezone.localdate(party["created_at"]) <= day and (left is None or left > day)
