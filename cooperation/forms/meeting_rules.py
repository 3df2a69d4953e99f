"""What a kabupaten settled on for its meetings."""

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.services.meeting_rules import COLUMNS, rules_digest
from stakeholders.forms.fields import LineField, helper_for


class MeetingRulesForm(forms.Form):
    """Quorum and sittings; ``row``: what holds now, unsaved where nothing was settled."""

    base = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    part = forms.IntegerField(label=_("Kuorum: berapa bagian"), min_value=1, max_value=100)
    whole = forms.IntegerField(label=_("dari berapa"), min_value=1, max_value=100)
    hours = forms.IntegerField(label=_("Ditunda paling lama (jam)"), min_value=0, max_value=24)
    days = forms.IntegerField(label=_("Sidang kedua paling lama (hari)"), min_value=1, max_value=60)
    basis = LineField(
        label=_("Dasarnya"),
        max_length=160,
        help_text=_("Misalnya: Peraturan Bupati 88/2018 pasal 12."),
    )

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(row, name) for name in COLUMNS}
        self.initial["base"] = rules_digest(row)
        share = Div("part", "whole", css_class="pair")
        limits = Div("hours", "days", css_class="pair")
        self.helper = helper_for("base", share, limits, "basis")

    def clean(self):
        data = super().clean()
        part, whole = data.get("part"), data.get("whole")
        if part and whole and part > whole:
            self.add_error("part", _("Bagian tidak boleh lebih besar daripada keseluruhan."))
        return data
