"""Dependence and sustainability in words, and the four aspects as small drawings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cooperation.fairness.aspects import QUESTIONS, Aspect, Level, Trend, changes, level, trend
from cooperation.fairness.dependence import STEPS, WHY, Actor, Alone, Exit, Owner, Part, Risk

# The drawing of an aspect, in its own units.
STEP, TOP, ROW = 40, 10, 14

# --- Dependence ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Warned:
    """A risk with its reason and one step."""

    label: str
    why: str
    step: str


def warned(risks: Sequence[Risk]) -> list[Warned]:
    """Risks in words."""
    return [Warned(str(risk.label), str(WHY[risk]), str(STEPS[risk])) for risk in risks]


def dependence_facts(said) -> list[tuple[str, str]]:
    """What was said of dependence: label and answer; nothing where nothing was said."""
    if not said:
        return []
    unsaid = _("belum dibicarakan")

    def share(name):
        return f"{said[name]} %" if said.get(name) is not None else unsaid

    def chosen(choices, name):
        found = str(choices(said[name]).label) if said.get(name) else unsaid
        words = said.get(f"{name}_words")
        return f"{found} ({words})" if words else found

    return [
        (_("Penghasilan dari satu mitra"), share("income")),
        (_("Bahan atau modal dari satu mitra"), share("inputs")),
        (_("Cara berhenti"), chosen(Exit, "exit")),
        (_("Aset setelah berakhir"), chosen(Owner, "assets")),
        (_("Yang bisa dilanjutkan desa sendiri"), chosen(Alone, "alone")),
    ]


@dataclass(frozen=True)
class ActorShown:
    """One of the three actors: how large its part is (0: unsaid, 1: none, to 4)."""

    label: str
    part: int
    said: str
    words: str

    @property
    def steps(self) -> list[bool]:
        """Three steps, filled up to the part; nothing filled for taking no part."""
        return [number < self.part for number in range(1, 4)]


def actors(said) -> list[ActorShown]:
    """The parts of community, private sector and government."""
    return [
        ActorShown(
            label=str(actor.label),
            part=said.get(actor.value) or 0,
            said=str(Part(said[actor.value]).label)
            if said.get(actor.value)
            else _("belum dibicarakan"),
            words=said.get(f"{actor.value}_words", ""),
        )
        for actor in Actor
    ]


# --- Sustainability -----------------------------------------------------------------------------


@dataclass(frozen=True)
class AspectShown:
    """An aspect over time: a word for each appraisal, a line of points, and how it moved."""

    label: str
    levels: tuple[str, ...]
    points: tuple[tuple[int, int], ...]
    path: str
    width: int
    sentence: str
    tone: str
    reason: str


def aspects(appraisals) -> list[AspectShown]:
    """The four aspects over ``appraisals``, the oldest first; nothing before the first answer."""
    shown = [_aspect(aspect, appraisals) for aspect in Aspect]
    return shown if any(aspect.points for aspect in shown) else []


def _aspect(aspect, appraisals) -> AspectShown:
    said = [_answers(each, aspect) for each in appraisals]
    levels = [level(answers) for answers in said]
    points = tuple(
        (STEP // 2 + number * STEP, TOP + (Level.GOOD - found) * ROW)
        for number, found in enumerate(levels)
        if found
    )
    moved = _moved(appraisals, said)
    reasons = [each.content.get("aspects", {}).get(aspect, {}).get("reason") for each in appraisals]
    return AspectShown(
        label=str(aspect.label),
        levels=tuple(str(found.label) if found else "–" for found in levels),
        points=points,
        path="M" + "L".join(f"{x} {y}" for x, y in points) if points else "",
        width=max(len(levels), 1) * STEP,
        sentence=_trend_sentence(aspect, moved),
        tone={Trend.WORSE: "bad", Trend.MIXED: "wait", Trend.NEW: "plain"}.get(moved[0], ""),
        reason=(reasons[-1] or "") if reasons else "",
    )


def _answers(appraisal, aspect) -> dict:
    said = appraisal.content.get("aspects", {}).get(aspect, {})
    return {name: said.get(name) for name in QUESTIONS[aspect]}


def _moved(appraisals, said) -> tuple:
    """How the last differs from the one before it that was answered, which one that is, and in
    how many questions."""
    if not said:
        return Trend.NEW, None, 0
    for number in range(len(said) - 2, -1, -1):
        found = trend(said[number], said[-1])
        if found != Trend.NEW:
            return found, appraisals[number], sum(changes(said[number], said[-1]))
    return Trend.NEW, None, 0


def _trend_sentence(aspect, moved) -> str:
    found, before, questions = moved
    if before is None:
        return _("%(aspect)s: belum ada pembanding.") % {"aspect": aspect.label}
    told = {"aspect": aspect.label, "trend": found.label, "questions": questions}
    told["of"] = len(QUESTIONS[aspect])
    same = found == Trend.SAME
    if found == Trend.MIXED:
        return _("%(aspect)s: %(trend)s.") % told
    if before.is_plan:
        words = (
            _("%(aspect)s sama seperti saat direncanakan.")
            if same
            else _(
                "%(aspect)s %(trend)s daripada saat direncanakan "
                "(%(questions)d dari %(of)d pertanyaan)."
            )
        )
    else:
        words = (
            _("%(aspect)s sama seperti tinjauan lalu.")
            if same
            else _(
                "%(aspect)s %(trend)s daripada tinjauan lalu "
                "(%(questions)d dari %(of)d pertanyaan)."
            )
        )
    return words % told


@dataclass(frozen=True)
class AspectAnswers:
    """What one appraisal says of an aspect: pairs of question and answer, and why."""

    label: str
    answers: tuple
    reason: str


def aspect_answers(appraisal) -> list[AspectAnswers]:
    """What one appraisal says of the aspects that were talked about."""
    found = []
    for aspect in Aspect:
        said = appraisal.content.get("aspects", {}).get(aspect, {})
        answers = tuple(
            (str(question), str(Level(said[name]).label))
            for name, question in QUESTIONS[aspect].items()
            if said.get(name)
        )
        if answers:
            found.append(AspectAnswers(str(aspect.label), answers, said.get("reason", "")))
    return found
