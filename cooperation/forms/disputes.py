"""Disputes: what about and among whom; and how it was settled."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.models import Dispute
from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
)

LEAST_PARTIES = 2


class DisputeForm(forms.Form):
    """A dispute. ``parties``: those who are bound by the agreement, the choices."""

    id = OwnIdField()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    subject = LineField(
        label=_("Apa yang diperselisihkan?"),
        max_length=400,
        help_text=_("Tentang perjanjiannya; jangan menulis nama orang."),
    )
    among = forms.MultipleChoiceField(
        label=_("Antara siapa?"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    opened_on = PastDateField(label=_("Sejak kapan?"))

    def __init__(self, *args, parties, seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {str(party.pk): party for party in parties}
        self.fields["among"].choices = [(key, party.name) for key, party in self.by_key.items()]
        self.initial = {"id": uuid7(), "seen": seen, "opened_on": timezone.localdate()}
        if len(self.by_key) == LEAST_PARTIES:
            self.initial["among"] = list(self.by_key)
        self.helper = helper_for("id", "seen", "subject", "among", "opened_on")

    def clean_among(self):
        among = self.cleaned_data["among"]
        if len(among) < LEAST_PARTIES:
            raise forms.ValidationError(_("Pilih sedikitnya dua pihak."))
        return [self.by_key[key] for key in among]


class SettlementForm(forms.Form):
    """How a dispute ended; it cannot be changed afterwards."""

    id = OwnIdField()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    way = forms.ChoiceField(
        label=_("Selesai dengan cara"), choices=Dispute.Way.choices, widget=forms.RadioSelect
    )
    settlement = WordsField(label=_("Isi penyelesaian"), max_length=1000, required=True)
    minutes = LineField(label=_("Nomor berita acara"), max_length=60)
    settled_on = PastDateField(label=_("Tanggal"))

    def __init__(self, *args, dispute, seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.dispute = dispute
        self.initial = {"id": uuid7(), "seen": seen, "settled_on": timezone.localdate()}
        self.helper = helper_for("id", "seen", "way", "settlement", "minutes", "settled_on")

    def clean_settled_on(self):
        day = self.cleaned_data["settled_on"]
        if day < self.dispute.opened_on:
            raise forms.ValidationError(_("Tanggal ini sebelum perselisihannya dicatat mulai."))
        return day
