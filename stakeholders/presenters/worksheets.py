"""Answers of the worksheet in words: to read, to compare, to look back on.

``names``: group id (text) -> name, for question 5.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.questions import (
    NOT_ASKED,
    OPENING,
    RELATIONS,
    STEPS,
    Question,
    Step,
    is_empty,
    say_moment,
    still_empty,
)
from stakeholders.services import merging


@dataclass(frozen=True)
class Line:
    """One part of an answer: what was asked, what was said."""

    label: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One part that differs between two answers; an empty text: nothing was said."""

    name: str
    label: str
    before: str
    after: str


def say(question, value) -> str:
    """A value as a person reads it; empty for nothing."""
    if is_empty(value):
        return ""
    return _WORDS.get(question.kind, _say_plain)(question, value)


def _say_plain(question, value):
    return str(value)


def _say_codes(question, value):
    codes = value if isinstance(value, list) else [value]
    return ", ".join(str(label) for code, label in question.choices if code in codes)


def _say_row(question, row):
    """A row of a list, one column a line."""
    said = ((column.label, say(column, row.get(column.key))) for column in question.columns)
    return "\n".join(f"{label}: {text}" for label, text in said if text)


def _say_relation(question, said):
    """What was said about one group: the answer, and beneath it the words."""
    kind, reason = (say(column, said.get(column.key)) for column in question.columns)
    return f"{kind}\n“{reason}”" if reason else kind


_WORDS = {
    "tick": lambda question, value: _("Sudah"),
    "date": lambda question, value: date_format(date.fromisoformat(value), "DATE_FORMAT"),
    "moment": lambda question, value: say_moment(value),
    "choice": _say_codes,
    "choices": _say_codes,
    "rows": _say_row,
    "relations": _say_relation,
}


def lines(step: int, content: dict, names: dict) -> list[Line]:
    """A whole answer to read, in the order of the questions; what is empty is left out."""
    return [
        Line(_label(step, part, names), say(STEPS[step].question(part[0]), value))
        for part, value in sorted(merging.parts(content).items(), key=_order(step, names))
    ]


def differences(step: int, before: dict, after: dict, names: dict) -> list[Difference]:
    """What differs between two answers to the same step, in the order of the questions."""
    return _compare(step, merging.changed(before, after), before, after, names)


def sides(form, names: dict) -> list[dict]:
    """The parts of a ``SettleForm`` that have to be chosen: the words of both, and its fields."""
    compared = _compare(form.step.number, form.parts, form.current, form.held, names)
    return [
        {
            "part": part,
            "choice": form[part.name],
            "chosen": form[part.name].value(),
            "own": form[f"{part.name}-own"] if f"{part.name}-own" in form.fields else None,
        }
        for part in compared
    ]


def _compare(step, changed, before, after, names):
    before, after = merging.parts(before), merging.parts(after)
    compared = []
    for part, _value in sorted(((part, None) for part in changed), key=_order(step, names)):
        question = STEPS[step].question(part[0])
        compared.append(
            Difference(
                "-".join(filter(None, part)),
                _label(step, part, names),
                say(question, before.get(part)),
                say(question, after.get(part)),
            )
        )
    return compared


def _label(step, part, names):
    key, inner = part
    if STEPS[step].question(key).kind == "relations":
        return names.get(inner, _("Kelompok yang tidak terlihat lagi"))
    return str(STEPS[step].question(key).label)


def _order(step, names):
    keys = [question.key for question in STEPS[step].questions]

    def place(item):
        (key, inner), _value = item
        return keys.index(key), names.get(inner, "").casefold(), inner

    return place


# --- The overview --------------------------------------------------------------------------------


@dataclass(frozen=True)
class StepState:
    """One step on the overview: how far it is, and what was said."""

    step: Step
    answer: object | None
    empty: list[Question]
    asked: int
    known: int
    names: dict

    @property
    def state(self) -> str:
        """ "none", "part" or "done"; the class of its mark as well."""
        if self.step.number == RELATIONS and not self.known:
            return "done"
        if self.answer is None or not self.answer.content:
            return "none"
        return "part" if self.empty or self.asked < self.known else "done"

    @property
    def progress(self) -> str:
        """How far question 5 is, in words; empty for the others."""
        return say_progress(self.asked, self.known) if self.step.number == RELATIONS else ""

    @property
    def lines(self) -> list[Line]:
        """What was said, to read."""
        return lines(self.step.number, self.answer.content, self.names) if self.answer else []


def step_states(answers: dict, asked: int, known: int, names=None) -> list[StepState]:
    """The eight steps with their state.

    ``answers``: step -> the answer that stands; ``asked`` of ``known`` groups in question 5.
    """
    contents = {step: answer.content for step, answer in answers.items()}
    return [
        StepState(
            step=step,
            answer=answers.get(step.number),
            empty=still_empty(step.number, contents),
            asked=asked if step.number == RELATIONS else 0,
            known=known if step.number == RELATIONS else 0,
            names=names or {},
        )
        for step in STEPS
    ]


def asked_about(content: dict) -> set[str]:
    """Ids of the groups about which something was said in an answer to question 5."""
    relations = content.get("relations", {})
    return {group_id for group_id, said in relations.items() if said["kind"] != NOT_ASKED}


def say_progress(asked: int, known: int) -> str:
    """How far question 5 is: "3 dari 8 kelompok"."""
    text = ngettext("%(asked)s dari %(known)s kelompok", "%(asked)s dari %(known)s kelompok", known)
    return text % {"asked": asked, "known": known}


def say_step(number: int) -> str:
    """Where one is: "Pertanyaan 5 dari 7"."""
    if number == OPENING:
        return _("Pembukaan, lalu 7 pertanyaan")
    return _("Pertanyaan %(number)s dari 7") % {"number": number}


def say_saved(at) -> str:
    """When something was saved last: "Tersimpan 14.05", or the day; empty for never."""
    if at is None:
        return ""
    at = timezone.localtime(at)
    moment = at.time() if at.date() == timezone.localdate() else at.date()
    return _("Tersimpan %(when)s") % {"when": localize(moment)}


# --- The history ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Saying:
    """One answer in the history, with what it changed, and whether it is the one that stands."""

    answer: object
    differences: list[Difference]
    stands: bool


def history(answers: list, names: dict) -> list[tuple[Step, list[Saying]]]:
    """Every answer ever given, step by step, the newest first.

    ``answers``: rows in the order of their making. A held answer is compared with the version
    its writer had seen, a saved one with the version before it.
    """
    told = {step.number: [] for step in STEPS}
    saved = {step.number: {0: {}} for step in STEPS}
    for answer in answers:
        if answer.version is not None:
            saved[answer.step][answer.version] = answer.content
    for answer in answers:
        is_held = answer.version is None
        seen = answer.base_version if is_held else answer.version - 1
        before = saved[answer.step].get(seen, {})
        saying = Saying(
            answer,
            differences(answer.step, before, answer.content, names),
            stands=answer.version == max(saved[answer.step]),
        )
        told[answer.step].insert(0, saying)
    return [(step, told[step.number]) for step in STEPS if told[step.number]]
