"""Forms about issues: the issue itself, and where one party stands on it."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
)
from stakeholders.models import Position, Stakeholder
from stakeholders.models.issue import Closeness, Level
from stakeholders.services.issues import READING

UNSAID = ("", _("Belum diketahui"))


class IssueForm(forms.Form):
    """A matter in which interests meet."""

    id = OwnIdField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    name = LineField(
        label=_("Nama urusan"),
        max_length=80,
        help_text=_("Singkat, misalnya: air bersih, jalan dusun, pasar desa."),
    )
    question = LineField(
        label=_("Apa yang harus diputuskan?"),
        max_length=200,
        required=False,
        help_text=_("Misalnya: di mana bak penampung air dibangun?"),
    )

    def __init__(self, *args, issue=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "id": uuid7(),
            "version": issue.version if issue else 0,
            "name": issue.name if issue else "",
            "question": issue.question if issue else "",
        }
        self.helper = helper_for("id", "version", "name", "question")


class PositionForm(forms.Form):
    """Where one party stands on an issue: two selects place it, the rest says why."""

    id = OwnIdField()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    stakeholder = forms.ModelChoiceField(
        label=_("Siapa?"), queryset=Stakeholder.objects.none(), empty_label=_("Pilih satu pihak")
    )
    power = forms.TypedChoiceField(
        label=_("Pengaruhnya dalam urusan ini"),
        choices=[("", _("Pilih")), *Level.choices],
        coerce=int,
    )
    interest = forms.TypedChoiceField(
        label=_("Kepentingannya"), choices=[("", _("Pilih")), *Level.choices], coerce=int
    )
    stance = forms.ChoiceField(
        label=_("Sikapnya"), choices=Position.Stance.choices, initial=Position.Stance.UNKNOWN
    )
    closeness = forms.TypedChoiceField(
        label=_("Kedekatannya dengan warga"),
        choices=[UNSAID, *Closeness.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Dipakai untuk lembar Venn."),
    )
    power_source = forms.ChoiceField(
        label=_("Dari mana pengaruhnya?"),
        choices=[UNSAID, *Position.Source.choices],
        required=False,
    )
    as_of = PastDateField(label=_("Keadaan pada tanggal"))
    reason = WordsField(
        label=_("Mengapa di situ?"),
        rows=2,
        max_length=1000,
        help_text=_("Apa yang terlihat atau dikatakan. Hanya dibaca pendamping desa ini."),
    )

    def __init__(self, *args, user, issue, seen, chosen=None, placed=None, **kwargs):
        super().__init__(*args, **kwargs)
        parties = Stakeholder.objects.visible_to(user).present().filter(restricted=False)
        field = self.fields["stakeholder"]
        field.queryset = parties.in_village(issue.village_id).order_by("name", "pk")
        self.initial = {"id": uuid7(), "seen": seen, "as_of": timezone.localdate()}
        if placed:
            self.initial |= {name: getattr(placed, name) for name in READING}
            self.initial |= {"as_of": timezone.localdate(), "reason": ""}
        if chosen:
            self.initial["stakeholder"] = chosen.pk
        self.helper = helper_for(
            "id",
            "seen",
            "stakeholder",
            Div("power", "interest", css_class="pair"),
            Div("stance", "closeness", css_class="pair"),
            Div("power_source", "as_of", css_class="pair"),
            "reason",
        )

    @property
    def reading(self) -> dict:
        """The columns that ``place_party`` takes."""
        return {name: self.cleaned_data[name] for name in READING}
