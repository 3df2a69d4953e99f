"""Forms of the worksheet. Their fields come from ``stakeholders.questions``.

Templates write them out by hand from ``items``: a step must be cheap on a slow phone, and
crispy forms cost a multiple of it.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.ids import uuid7
from stakeholders.forms.fields import LineField, OwnIdField, PastDateField, WordsField
from stakeholders.models.kinds import Family
from stakeholders.questions import (
    FIRST_YEAR,
    LINE,
    NOT_ASKED,
    PARAGRAPH,
    STEPS,
    read_moment,
    write_moment,
)
from stakeholders.services import merging
from stakeholders.services.groups import namesakes

BLANK_ROWS = 2
MOST_VERSIONS = 2**31 - 1


class YearField(forms.IntegerField):
    """A year that has begun, since villagers' memory begins."""

    default_error_messages = {
        "invalid": gettext_lazy("Tulis tahunnya dengan empat angka, misalnya 1998."),
        "future": gettext_lazy("Tahun ini belum tiba. Tulis tahun sekarang atau sebelumnya."),
        "ancient": gettext_lazy("Tulis tahun 1800 atau sesudahnya."),
    }

    def clean(self, value):
        """The year, or None. Raises ValidationError for years to come and before 1800."""
        year = super().clean(value)
        if year is not None:
            self.check_year(year)
        return year

    def check_year(self, year):
        """Raise ValidationError for a year that cannot be meant."""
        if year > timezone.localdate().year:
            raise ValidationError(self.error_messages["future"], code="future")
        if year < FIRST_YEAR:
            raise ValidationError(self.error_messages["ancient"], code="ancient")


class MomentField(LineField):
    """A year, or a month of a year, as people write it; cleans to "2019" or "2019-03"."""

    default_error_messages = {
        "unread": gettext_lazy("Tulis tahun, misalnya 2019, atau bulan dan tahun: 03/2019."),
        "future": gettext_lazy("Waktu ini belum tiba. Tulis waktu yang sudah lewat."),
        "ancient": gettext_lazy("Tulis tahun 1800 atau sesudahnya."),
    }

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)

    def clean(self, value):
        """The moment, or "". Raises ValidationError for what is no moment, or not yet one."""
        written = super().clean(value)
        if not written:
            return ""
        moment = read_moment(written)
        if moment is None:
            raise ValidationError(self.error_messages["unread"], code="unread")
        if moment > timezone.localdate().isoformat()[: len(moment)]:
            raise ValidationError(self.error_messages["future"], code="future")
        if int(moment[:4]) < FIRST_YEAR:
            raise ValidationError(self.error_messages["ancient"], code="ancient")
        return moment


FIELDS = {
    "short": lambda question: LineField(max_length=LINE, required=False),
    "text": lambda question: WordsField(max_length=PARAGRAPH),
    "date": lambda question: PastDateField(required=False),
    "year": lambda question: YearField(required=False),
    "moment": lambda question: MomentField(required=False),
    "tick": lambda question: forms.BooleanField(required=False),
    "choice": lambda question: forms.ChoiceField(choices=question.choices, required=False),
    "choices": lambda question: forms.MultipleChoiceField(choices=question.choices, required=False),
}


class StepForm(forms.Form):
    """One step of the worksheet, over the version the person has before their eyes.

    ``content``: that version, which the form completes: groups of question 5 on other pages
    keep what it says. ``groups``: those on this page, dicts with at least ``pk``.
    """

    base_version = forms.IntegerField(
        min_value=0, max_value=MOST_VERSIONS, widget=forms.HiddenInput
    )
    operation = OwnIdField()

    def __init__(self, data=None, *, step, content=None, version=0, groups=(), user=None):
        self.step, self.content = STEPS[step], content or {}
        self.groups, self.row_ids, self.words = groups, {}, {}
        super().__init__(data, initial={"base_version": version, "operation": uuid7()})
        for question in self.step.questions:
            self._add_question(question)

    def _add_question(self, question):
        if question.kind == "rows":
            self.row_ids[question.key] = self._rows_of(question)
            for row_id in self.row_ids[question.key]:
                self._add_columns(question, row_id)
        elif question.kind == "relations":
            for group in self.groups:
                self._add_columns(question, str(group["pk"]))
        else:
            self._add_field(question.key, question, self.content.get(question.key))

    def _add_columns(self, question, inner):
        said = self.content.get(question.key, {}).get(inner, {})
        for column in question.columns:
            unsaid = NOT_ASKED if column.key == "kind" else None
            name = f"{question.key}-{inner}-{column.key}"
            self._add_field(name, column, said.get(column.key, unsaid))

    def _add_field(self, name, question, value):
        self.fields[name] = FIELDS[question.kind](question)
        self.fields[name].label = question.label
        if question.kind == "moment" and value:
            value = write_moment(value)
        self.initial[name] = value

    def _rows_of(self, question):
        """Ids of the rows to show: those that are there, those filled in, and some to fill in.

        Ids sort in the order of the rows: blank ones begin with the time and end with a number.
        """
        known = set(self.content.get(question.key, {}))
        if self.is_bound:
            name = re.compile(rf"{question.key}-(\w{{1,32}})-\w+")
            sent = ((name.fullmatch(key), value.strip()) for key, value in self.data.items())
            known |= {found[1] for found, value in sent if found and value}
        stem = uuid7().hex[:30]
        return [*sorted(known), *(f"{stem}{number:02}" for number in range(BLANK_ROWS))]

    # --- what was sent ---

    def answer(self) -> dict:
        """The content of the whole step as it is now meant (see ``stakeholders.questions``)."""
        answer = dict(self.content)
        for question in self.step.questions:
            if question.kind in ("rows", "relations"):
                answer[question.key] = self.content.get(question.key, {}) | self._inner(question)
            else:
                answer[question.key] = self._stored(question.key)
        return answer

    def _inner(self, question):
        if question.kind == "rows":
            inner_ids = self.row_ids[question.key]
        else:
            inner_ids = [str(group["pk"]) for group in self.groups]
        return {
            inner: {
                column.key: self._stored(f"{question.key}-{inner}-{column.key}")
                for column in question.columns
            }
            for inner in inner_ids
        }

    def _stored(self, name):
        value = self.cleaned_data[name]
        return value.isoformat() if hasattr(value, "isoformat") else value

    # --- what is shown ---

    @property
    def items(self) -> list[dict]:
        """The questions with their values and errors, ready to be written out."""
        return [self._item(question) for question in self.step.questions]

    def _item(self, question):
        if question.kind == "rows":
            return {
                "question": question,
                "kind": "rows",
                "name": question.key,
                "rows": [self._cells(question, row_id) for row_id in self.row_ids[question.key]],
                "first_blank": len(self.row_ids[question.key]) - BLANK_ROWS + 1,
            }
        if question.kind == "relations":
            cards = [group | self._cells(question, str(group["pk"])) for group in self.groups]
            return {"question": question, "kind": "relations", "cards": cards}
        return self._cell(question.key, question)

    def _cells(self, question, inner):
        return {
            column.key: self._cell(f"{question.key}-{inner}-{column.key}", column)
            for column in question.columns
        }

    def _cell(self, name, question):
        value = self[name].value()
        chosen = value if isinstance(value, list) else [value]
        choices = self._words_of(question)
        errors = self.errors.get(name, [])
        described = [f"{name}-help"] if question.help else []
        return {
            "question": question,
            "kind": question.kind,
            "name": name,
            "value": "" if value is None else value,
            "choices": [(code, label, code in chosen) for code, label in choices],
            "errors": errors,
            "described_by": " ".join([*described, *([f"{name}-error"] if errors else [])]),
        }

    def _words_of(self, question):
        """The choices of a question in the language of this page, translated once."""
        if question.key not in self.words:
            self.words[question.key] = [(code, str(label)) for code, label in question.choices]
        return self.words[question.key]

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What has to be put right: (name of the field, its label, what is wrong)."""
        return [
            (name, self.fields[name].label, error)
            for name, errors in self.errors.items()
            if name in self.fields
            for error in errors
        ]


def sent_groups(data) -> list[str]:
    """Ids of the groups about which a sent page of question 5 speaks."""
    name = re.compile(r"relations-([0-9a-f-]{36})-\w+")
    return sorted({found[1] for key in data if (found := name.fullmatch(key))})


class NewcomerForm(forms.Form):
    """A group heard of for the first time while asking; empty when none was."""

    name = LineField(label=gettext_lazy("Nama kelompok"), max_length=80, required=False)
    # The families alone: in the middle of an interview eight are enough to choose from.
    family = forms.ChoiceField(
        label=gettext_lazy("Jenis kelompok"),
        choices=[("", gettext_lazy("Pilih jenisnya")), *Family.choices],
        required=False,
    )
    id = OwnIdField(required=False)

    def __init__(self, data=None, *, worksheet, user=None):
        super().__init__(data, prefix="new", initial={"id": uuid7()})
        self.worksheet = worksheet

    def clean(self):
        """A name needs a family, and is not the name of the very group we are asking."""
        cleaned = super().clean()
        if cleaned.get("name") and not cleaned.get("family") and "family" not in self.errors:
            self.add_error("family", _("Pilih jenisnya, supaya peran yang diharapkan diketahui."))
        if self.worksheet.group in self._namesakes(cleaned.get("name")):
            self.add_error("name", _("Ini nama kelompok yang sedang ditanya."))
        return cleaned

    @property
    def families(self) -> list[tuple[str, str, bool]]:
        """What to choose from: code, name, chosen."""
        chosen = self["family"].value() or ""
        return [(code, name, code == chosen) for code, name in self.fields["family"].choices]

    def _namesakes(self, name):
        return namesakes(village=self.worksheet.village, name=name) if name else []


class SettleForm(forms.Form):
    """Two versions of one step: which words stand, part by part.

    ``base``: the content both started from; ``current``: the one that stands, with
    ``version``; ``held``: the one that lost. Parts that only one side changed are merged.
    """

    THEIRS, MINE, OWN = "theirs", "mine", "own"

    version = forms.IntegerField(min_value=1, max_value=MOST_VERSIONS, widget=forms.HiddenInput)
    operation = OwnIdField()

    def __init__(self, data=None, *, step, base, current, held, version=None, user=None):
        self.step, self.current, self.held = STEPS[step], current, held
        self.touched = merging.changed(base, held)
        theirs = merging.changed(base, current)
        self.parts = sorted(merging.clashes(held, current, touched=self.touched, theirs=theirs))
        super().__init__(data, initial={"version": version, "operation": uuid7()})
        for part in self.parts:
            self._add_part(part)

    def _add_part(self, part):
        name = self.name_of(part)
        choices = [(self.THEIRS, ""), (self.MINE, "")]
        question = self.step.question(part[0])
        if question.kind in ("short", "text"):
            choices.append((self.OWN, ""))
            self.fields[f"{name}-own"] = FIELDS[question.kind](question)
            self.initial[f"{name}-own"] = merging.parts(self.held).get(part, "")
        self.fields[name] = forms.ChoiceField(
            choices=choices,
            error_messages={"required": _("Pilih salah satu.")},
        )

    @staticmethod
    def name_of(part) -> str:
        """The name of the field in which the part is chosen."""
        return "-".join(filter(None, part))

    def merged(self) -> dict:
        """The version that stands, with what only the other one changed."""
        return merging.overlay(self.current, self.held, self.touched - set(self.parts))

    def answer(self) -> dict:
        """The content of the step as it was settled."""
        chosen = {part: self.cleaned_data[self.name_of(part)] for part in self.parts}
        kept = {part for part, choice in chosen.items() if choice != self.THEIRS}
        answer = merging.overlay(self.merged(), self.held, kept)
        for (key, _inner), choice in chosen.items():
            if choice == self.OWN:
                answer[key] = self.cleaned_data[f"{key}-own"]
        return answer
