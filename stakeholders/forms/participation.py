"""Forms for the part a group plays in the village: one role, or a whole row at once."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
    with_help,
)
from stakeholders.models import Participation
from stakeholders.models.participation import VillageRole

VALUE_HELP = {
    Participation.Value.YES: _("Sungguh ikut: hadir, bicara, atau ikut memutuskan."),
    Participation.Value.NAME_ONLY: _("Tercantum atau diundang, tetapi tidak ikut menentukan."),
    Participation.Value.NO: _("Tidak ikut sampai sekarang."),
    Participation.Value.NOT_APPLICABLE: _("Peran ini memang bukan urusan kelompok ini."),
}


class ParticipationForm(forms.Form):
    """One reading of one role of one group."""

    id = OwnIdField()
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    value = forms.ChoiceField(
        label=_("Bagaimana keadaannya?"),
        choices=Participation.Value.choices,
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("Mengapa begitu?"),
        help_text=_("Tulis seperti diucapkan. Hanya dibaca pendamping desa ini."),
    )
    as_of = PastDateField(label=_("Keadaan pada tanggal"))

    def __init__(self, *args, reading=None, with_reason=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "id": uuid7(),
            "base_version": reading.version if reading else 0,
            "value": reading.value if reading else "",
            "reason": reading.reason if reading and with_reason else "",
            "as_of": timezone.localdate(),
        }
        self.fields["value"].widget.choices = with_help(Participation.Value.choices, VALUE_HELP)
        self.helper = helper_for("id", "base_version", "value", "reason", "as_of")

    @property
    def reading(self) -> dict:
        """What ``record_participation`` takes besides group, role, village and author."""
        said = dict(self.cleaned_data)
        return {"pk": said.pop("id"), **said}


class RowForm(forms.Form):
    """All roles of one group, asked in one conversation. A role left open stays as it was.

    ``readings``: role -> the present reading, or None; ``seen``: (role, version) -> the reading
    that the person may have had on the screen; ``with_reasons``: whether its reason stood there.
    """

    as_of = PastDateField(label=_("Keadaan pada tanggal"))
    all_asked = forms.BooleanField(
        label=_("Semua peran di atas baru saja ditanyakan lagi"),
        required=False,
        help_text=_("Yang tidak berubah pun mendapat tanggal ini."),
    )

    def __init__(self, *args, readings, seen, with_reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.readings = readings
        self.seen = seen
        self.with_reasons = with_reasons
        self.fields["as_of"].initial = timezone.localdate
        for role, reading in readings.items():
            self._add_role(role, reading)

    def _add_role(self, role, reading):
        self.fields[f"value_{role}"] = forms.ChoiceField(
            label=VillageRole(role).label,
            choices=Participation.Value.choices,
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            required=False,
            initial=reading.value if reading else None,
        )
        self.fields[f"reason_{role}"] = WordsField(
            label=gettext("Alasan: %(role)s") % {"role": VillageRole(role).label},
            rows=2,
            initial=reading.reason if reading and self.with_reasons else "",
        )
        self.fields[f"base_{role}"] = forms.IntegerField(
            widget=forms.HiddenInput,
            min_value=0,
            required=False,
            initial=reading.version if reading else 0,
        )

    @property
    def roles(self) -> list[dict]:
        """The fields role by role, for the template."""
        return [
            {
                "role": role,
                "reading": reading,
                "value": self[f"value_{role}"],
                "reason": self[f"reason_{role}"],
                "base": self[f"base_{role}"],
            }
            for role, reading in self.readings.items()
        ]

    @property
    def said(self) -> dict[str, dict]:
        """role -> value, reason, as_of and base_version of every role that says something new."""
        said = {role: self._said(role) for role in self.readings}
        return {
            role: reading
            for role, reading in said.items()
            if reading["value"] and (self.cleaned_data["all_asked"] or self._is_news(role, reading))
        }

    def _said(self, role):
        return {
            "value": self.cleaned_data[f"value_{role}"],
            "reason": self.cleaned_data[f"reason_{role}"],
            "as_of": self.cleaned_data["as_of"],
            "base_version": self.cleaned_data[f"base_{role}"] or 0,
        }

    def _is_news(self, role, reading):
        """Whether it differs from what stood on the person's screen, not from what stands now."""
        seen = self.seen.get((role, reading["base_version"]))
        if seen is None:
            return True
        reason = seen.reason if self.with_reasons else ""
        return (reading["value"], reading["reason"]) != (seen.value, reason)
