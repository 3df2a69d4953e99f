"""The short steps of a plan or a review: dependence, the four aspects, reflection, the end."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.fairness.aspects import QUESTIONS, Level
from cooperation.fairness.dependence import Actor, Alone, Exit, Owner, Part
from cooperation.forms.benefits import office_field
from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
)

UNSAID = ("", _("Belum tahu"))


def _steps(label, choices, **kwargs):
    """A question answered on four steps, or not yet."""
    return forms.TypedChoiceField(
        label=label,
        choices=[UNSAID, *choices],
        coerce=int,
        empty_value=None,
        required=False,
        **kwargs,
    )


def _percent(label, help_text):
    return forms.IntegerField(
        label=label, min_value=0, max_value=100, required=False, help_text=help_text
    )


class PartForm(forms.Form):
    """A part of the content of an appraisal, written over the version the person saw."""

    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    @property
    def said(self) -> dict:
        """The part as it is kept: dates as texts, nothing where nothing was said."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
            if name not in {"base_version", "id", "held_on"} and value not in (None, "")
        }


class DependenceForm(PartForm):
    """Five questions on what the village would be left with."""

    income = _percent(
        _("Berapa persen penghasilan dari kerja sama ini datang dari satu mitra saja?"),
        _("Taksiran cukup. 100 bila hanya ada satu pembeli."),
    )
    inputs = _percent(
        _("Berapa persen bahan atau modalnya datang dari satu mitra saja?"),
        _("Misalnya bibit, pakan, atau uang muka."),
    )
    exit = forms.ChoiceField(
        label=_("Adakah cara berhenti sebelum waktunya?"),
        choices=[UNSAID, *Exit.choices],
        required=False,
    )
    assets = forms.ChoiceField(
        label=_("Setelah berakhir, asetnya milik siapa?"),
        choices=[UNSAID, *Owner.choices],
        required=False,
    )
    assets_words = LineField(label=_("Aset apa saja?"), max_length=200, required=False)
    alone = _steps(_("Setelah berakhir, apa yang bisa dilanjutkan desa sendiri?"), Alone.choices)
    alone_words = LineField(
        label=_("Apa yang belum bisa?"),
        max_length=200,
        required=False,
        help_text=_("Misalnya: mencari pembeli, memperbaiki mesin."),
    )

    def __init__(self, *args, appraisal, **kwargs):
        super().__init__(*args, **kwargs)
        said = appraisal.content.get("dependence", {})
        self.initial = {**said, "base_version": appraisal.version}
        self.helper = helper_for(*self.fields)


class ActorsForm(PartForm):
    """The parts of community, private sector and government, on one screen."""

    def __init__(self, *args, appraisal, **kwargs):
        super().__init__(*args, **kwargs)
        pairs = []
        for actor in Actor:
            words = f"{actor.value}_words"
            self.fields[actor.value] = _steps(
                _("Peran %(actor)s") % {"actor": str(actor.label).lower()}, Part.choices
            )
            self.fields[words] = LineField(label=_("Berbuat apa?"), max_length=200, required=False)
            pairs.append(Div(actor.value, words, css_class="pair"))
        said = appraisal.content.get("dependence", {})
        self.initial = {**said, "base_version": appraisal.version}
        self.helper = helper_for("base_version", *pairs)


class AspectForm(PartForm):
    """Three questions on one of the four aspects, and why."""

    reason = WordsField(
        label=_("Mengapa dijawab begitu?"),
        rows=3,
        max_length=600,
        help_text=_("Apa yang terlihat atau dihitung, supaya bisa dibandingkan lain kali."),
    )

    def __init__(self, *args, appraisal, aspect, **kwargs):
        super().__init__(*args, **kwargs)
        asked = QUESTIONS[aspect]
        for name, label in asked.items():
            self.fields[name] = _steps(label, Level.choices, widget=forms.RadioSelect)
        said = appraisal.content.get("aspects", {}).get(aspect, {})
        blank = dict.fromkeys(asked, "")
        self.initial = {**blank, **said, "base_version": appraisal.version}
        self.helper = helper_for(
            "base_version", Div(*asked, css_class="form-stack levels"), "reason"
        )

    def clean(self):
        data = super().clean()
        answered = any(data.get(name) for name in self.fields if name not in PLAIN)
        if answered and not data.get("reason", "").strip():
            self.add_error("reason", _("Tulis alasannya, supaya bisa dibandingkan lain kali."))
        return data


PLAIN = {"reason", "base_version"}


class CycleForm(PartForm):
    """What was planned, what happened, why, what was learnt, and what is next."""

    planned = WordsField(label=_("Apa rencananya?"), rows=2, max_length=600, required=True)
    happened = WordsField(label=_("Apa yang terjadi?"), rows=3, max_length=600, required=True)
    why = WordsField(label=_("Mengapa begitu?"), rows=3, max_length=600)
    learnt = WordsField(label=_("Apa pelajarannya?"), rows=3, max_length=600, required=True)
    next_step = WordsField(
        label=_("Apa langkah berikutnya?"),
        rows=2,
        max_length=600,
        required=True,
        help_text=_("Menjadi rencana pada putaran berikutnya."),
    )
    who = office_field(_("Siapa yang menjalankan?"))
    next_on = AnyDayField(label=_("Kapan selesai?"), required=False)

    def __init__(self, *args, said=None, version=0, planned="", **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"planned": planned, **(said or {}), "base_version": version}
        self.helper = helper_for(*self.fields)


class ReflectionForm(CycleForm):
    """A cycle told outside a review."""

    id = OwnIdField()
    held_on = PastDateField(label=_("Dibicarakan pada"))

    def __init__(self, *args, planned="", **kwargs):
        super().__init__(*args, planned=planned, **kwargs)
        self.initial |= {"id": uuid7(), "held_on": timezone.localdate()}
        self.helper = helper_for(*self.fields)


class SealForm(forms.Form):
    """The end of a review. ``seen``: how many events of the agreement the person had seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    held_on = PastDateField(label=_("Ditinjau pada"))
    held_by = office_field(_("Siapa yang meninjau?"))
    summary = WordsField(
        label=_("Kesimpulan dalam satu dua kalimat"), rows=3, max_length=600, required=True
    )
    next_on = AnyDayField(label=_("Tinjauan berikutnya"), required=False)

    def __init__(self, *args, review, seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "seen": seen,
            "held_on": review.held_on or timezone.localdate(),
            "held_by": review.held_by,
            "summary": review.summary,
            "next_on": review.next_on,
        }
        self.helper = helper_for(*self.fields)

    def clean(self):
        data = super().clean()
        held, following = data.get("held_on"), data.get("next_on")
        if held and following and following <= held:
            self.add_error("next_on", _("Tinjauan berikutnya harus setelah tinjauan ini."))
        return data


class FirstReviewForm(PartForm):
    """When a cooperation is to be reviewed for the first time, said with its plan."""

    next_on = AnyDayField(label=_("Tinjauan pertama"), required=False)

    def __init__(self, *args, appraisal, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"base_version": appraisal.version, "next_on": appraisal.next_on}
        self.helper = helper_for(*self.fields)
