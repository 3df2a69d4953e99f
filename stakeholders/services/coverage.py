"""How far the work in each village has come, and what is next there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Max
from django.db.models.functions import Left

from jejaring.models import inside
from stakeholders import questions
from stakeholders.models import Presence, Stakeholder, StepAnswer, Worksheet
from villages.models import Region


@dataclass(frozen=True)
class Known:
    """A group that stands on a village's map."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Resume:
    """An open worksheet and the step to go on with; None when every step has an answer."""

    worksheet: UUID
    group: Known
    step: int | None


@dataclass(frozen=True)
class Coverage:
    """What is known of one village. Groups are those at home or present, not archived.

    ``interviewed``: groups with a completed worksheet in this village; ``unanswered``: groups
    without any worksheet here, the first recorded first; ``resume``: the open worksheet touched
    last; ``last_visit``: the day of the latest interview that was dated.
    """

    known: int = 0
    interviewed: int = 0
    in_progress: int = 0
    last_visit: date | None = None
    resume: Resume | None = None
    unanswered: tuple[Known, ...] = ()

    @property
    def next_step(self) -> str:
        """What to do next: resume, finish, add_group, interview, or discuss."""
        if self.resume:
            return "finish" if self.resume.step is None else "resume"
        if not self.known:
            return "add_group"
        return "interview" if self.unanswered else "discuss"


def coverage(codes: Iterable[str]) -> dict[str, Coverage]:
    """The coverage of each of these villages, in four queries whatever their number.

    Nothing is scoped here: ask only for villages whose rows the viewer may read.
    """
    codes = list(codes)
    groups = _groups(codes)
    sheets = _worksheets(codes)
    answered = _answered(codes)
    return {code: _cover(groups[code], sheets[code], answered) for code in codes}


def _groups(codes) -> dict[str, dict[UUID, Known]]:
    """The present groups of each village by id, in the order in which they were recorded."""
    present = Stakeholder.objects.groups().present().filter(restricted=False)
    at_home = present.filter(village__in=codes).values_list("pk", "name", "village_id")
    elsewhere = Presence.objects.filter(
        region__in=codes, stakeholder__in=present.values("pk")
    ).values_list("stakeholder_id", "stakeholder__name", "region_id")
    groups = defaultdict(dict)
    for pk, name, code in sorted([*at_home, *elsewhere]):
        groups[code][pk] = Known(pk, name)
    return groups


def _worksheets(codes) -> dict[str, list[dict]]:
    sheets = defaultdict(list)
    rows = Worksheet.objects.filter(village__in=codes).order_by("pk")
    columns = ("pk", "village_id", "group_id", "held_on", "started_at", "completed_at")
    for row in rows.values(*columns, "resume_step"):
        sheets[row["village_id"]].append(row)
    return sheets


def _answered(codes) -> dict[UUID, tuple[int, datetime]]:
    """For each open worksheet how many steps have an answer, and when the newest was given."""
    rows = (
        StepAnswer.objects.saved()
        .filter(worksheet__village__in=codes, worksheet__completed_at=None)
        .values_list("worksheet_id")
        .annotate(steps=Count("step", distinct=True), touched_at=Max("recorded_at"))
    )
    return {pk: (steps, touched_at) for pk, steps, touched_at in rows}


def _cover(groups, sheets, answered) -> Coverage:
    """Put together one village from its groups, its worksheets and their answered steps."""
    ours = [sheet for sheet in sheets if sheet["group_id"] in groups]
    open_sheets = [sheet for sheet in ours if sheet["completed_at"] is None]
    completed = {sheet["group_id"] for sheet in ours if sheet["completed_at"]}
    in_progress = {sheet["group_id"] for sheet in open_sheets}
    return Coverage(
        known=len(groups),
        interviewed=len(completed),
        in_progress=len(in_progress - completed),
        last_visit=max((sheet["held_on"] for sheet in sheets if sheet["held_on"]), default=None),
        resume=_resume(open_sheets, groups, answered),
        unanswered=tuple(
            group for pk, group in groups.items() if pk not in completed | in_progress
        ),
    )


def _resume(open_sheets, groups, answered) -> Resume | None:
    """The open worksheet somebody touched last, and where it stopped."""
    if not open_sheets:
        return None

    def progress(sheet):
        return answered.get(sheet["pk"], (0, sheet["started_at"]))

    sheet = max(open_sheets, key=lambda sheet: progress(sheet)[1])
    steps, _touched_at = progress(sheet)
    step = None if steps == len(questions.STEPS) else sheet["resume_step"]
    return Resume(sheet["pk"], groups[sheet["group_id"]], step)


def visit_before(code: str, day: date) -> date | None:
    """The day of the latest dated interview in the village before ``day``."""
    held = Worksheet.objects.filter(village=code, held_on__lt=day)
    return held.aggregate(latest=Max("held_on"))["latest"]


# --- Many villages ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """How many of the desa of a region somebody has begun with."""

    code: str
    begun: int
    desa: int


@dataclass(frozen=True)
class Reach:
    """How far the work reaches in a territory: the regions one level beneath it, by code."""

    territory: str
    parts: tuple[Part, ...]

    @property
    def begun(self) -> int:
        """Desa that somebody has begun with."""
        return sum(part.begun for part in self.parts)

    @property
    def desa(self) -> int:
        """All desa of the territory; kelurahan are none."""
        return sum(part.desa for part in self.parts)


def reach(territory: str) -> Reach:
    """The reach in ``territory``, in one query; a kecamatan and a village are their own part.

    Numbers only: nothing of a village's rows is read.
    """
    length = min(len(territory) + 3, 8) if territory else 2
    rows = (
        Region.objects.filter(inside("code", [territory]), inactive_since=None)
        .desa()
        .annotate(part=Left("code", max(length, len(territory))))
        .values_list("part")
        .annotate(begun=Count("profile"), desa=Count("pk"))
        .order_by("part")
    )
    return Reach(territory, tuple(Part(*row) for row in rows))


def latest_first(profiles):
    """Villages by the newest worksheet, those without one last; ``profiles`` is a queryset."""
    return profiles.annotate(newest=Max("region__worksheets__started_at")).order_by(
        F("newest").desc(nulls_last=True), "region__name", "pk"
    )
