"""Forms about look-alikes, and about the map that a meeting agreed on."""

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
from stakeholders.models import Stakeholder
from stakeholders.services.agreed_maps import RECORD


class OtherPartyForm(forms.Form):
    """With whom a party is compared: another of its kind in its village."""

    dengan = forms.ModelChoiceField(
        label=_("Sama dengan siapa?"),
        queryset=Stakeholder.objects.none(),
        empty_label=_("Pilih pihak lain"),
    )

    def __init__(self, *args, user, party, **kwargs):
        super().__init__(*args, **kwargs)
        parties = Stakeholder.objects.editable_by(user).present().exclude(pk=party.pk)
        parties = parties.filter(village=party.village_id, kind=party.kind)
        self.fields["dengan"].queryset = parties.order_by("name", "pk")
        self.helper = helper_for("dengan")


class AgreedMapForm(forms.Form):
    """The record of the meeting that agreed on the map as it stands."""

    id = OwnIdField()
    meeting = LineField(
        label=_("Pertemuan apa?"),
        max_length=120,
        help_text=_("Misalnya: musyawarah dusun, pertemuan pengurus kelompok."),
    )
    agreed_on = PastDateField(label=_("Tanggal"))
    place = LineField(label=_("Di mana?"), max_length=120, required=False)
    attended = forms.IntegerField(
        label=_("Berapa orang hadir?"), min_value=1, max_value=100_000, required=False
    )
    decisions = WordsField(
        label=_("Apa yang disepakati?"),
        help_text=_(
            "Dibaca semua yang boleh membuka desa ini. Jangan menulis nama orang atau urusan utang."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7(), "agreed_on": timezone.localdate()}
        self.helper = helper_for("id", "meeting", "agreed_on", "place", "attended", "decisions")

    @property
    def record(self) -> dict:
        """What ``record_agreed_map`` takes besides the village and the author."""
        return {"pk": self.cleaned_data["id"]} | {name: self.cleaned_data[name] for name in RECORD}
