"""Forms about what was agreed to make a dependency fairer."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
)
from stakeholders.models import DependencyStep

STEP_FIELDS = ("text", "who", "agreed_on", "due_on", "state", "note")


class DependencyStepForm(forms.Form):
    """One step: what, who, until when, and how it stands."""

    id = OwnIdField()
    text = LineField(
        label=_("Apa yang disepakati?"),
        max_length=200,
        help_text=_("Satu langkah kecil yang disetujui kedua pihak, misalnya menimbang bersama."),
    )
    who = LineField(
        label=_("Siapa yang menjalankan?"),
        max_length=80,
        help_text=_("Tulis perannya, bukan namanya."),
    )
    agreed_on = PastDateField(label=_("Disepakati pada"))
    due_on = AnyDayField(
        label=_("Ditinjau paling lambat"),
        required=False,
        help_text=_("Hari untuk bertanya lagi apakah sudah jalan."),
    )
    state = forms.ChoiceField(
        label=_("Bagaimana keadaannya?"),
        choices=DependencyStep.State.choices,
        widget=forms.RadioSelect,
    )
    note = WordsField(
        label=_("Apa yang terjadi?"),
        help_text=_("Apa yang berubah bagi klien, atau mengapa belum jalan."),
    )

    def __init__(self, *args, step=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7()} | (
            {name: getattr(step, name) for name in STEP_FIELDS}
            if step
            else {"agreed_on": timezone.localdate(), "state": DependencyStep.State.PLANNED}
        )
        days = Div("agreed_on", "due_on", css_class="pair")
        self.helper = helper_for("id", "text", "who", days, "state", "note")

    def clean(self):
        """The day of review lies not before the day of the agreement."""
        cleaned = super().clean()
        agreed, due = cleaned.get("agreed_on"), cleaned.get("due_on")
        if agreed and due and due < agreed:
            self.add_error("due_on", _("Hari peninjauan harus sesudah hari kesepakatan."))
        return cleaned

    @property
    def said(self) -> dict:
        """The columns of the step, ready for the services."""
        return {name: self.cleaned_data[name] for name in STEP_FIELDS}
