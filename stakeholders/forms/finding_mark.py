"""The form in which a team says what became of a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.fields import OwnIdField, WordsField, helper_for, with_help
from stakeholders.models import FindingMark

Verdict = FindingMark.Verdict
CHOICES = [(verdict.value, verdict.label) for verdict in (Verdict.DISCUSSED, Verdict.NOT_TRUE)]
HELP = {
    Verdict.DISCUSSED: _("Warga atau kelompoknya sudah diajak bicara, apa pun hasilnya."),
    Verdict.NOT_TRUE: _("Kenyataannya lain; petanya yang keliru atau kurang."),
}


class FindingMarkForm(forms.Form):
    """One word on one finding, over the state the person has seen."""

    id = OwnIdField()
    state = forms.CharField(max_length=24, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("Bagaimana hasilnya?"), choices=CHOICES, widget=forms.RadioSelect
    )
    note = WordsField(
        label=_("Catatan"),
        help_text=_("Apa yang disepakati, atau apa yang keliru. Hanya dibaca pendamping desa ini."),
    )

    def __init__(self, *args, finding, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7(), "state": finding.state}
        self.fields["verdict"].widget.choices = with_help(CHOICES, HELP)
        self.helper = helper_for("id", "state", "verdict", "note")


class FindingReopenForm(forms.Form):
    """Take the word on a finding back."""

    id = OwnIdField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7()}
        self.helper = helper_for("id")
