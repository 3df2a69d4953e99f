"""Days to look back to: of one map, or from one day to another."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders.forms.fields import DayInput, helper_for


class LookBackField(forms.DateField):
    """A day to look at. One still to come is today: nothing is known beyond it."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("Tanggal ini tidak terbaca. Tulis hari, bulan, tahun, misalnya 1/3/2026.")
    }

    def clean(self, value):
        """The day, today at the latest, or None."""
        day = super().clean(value)
        return day and min(day, timezone.localdate())


class DayForm(forms.Form):
    """``?tanggal=``: the day of a map."""

    tanggal = LookBackField(label=_("Peta per tanggal"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("tanggal")

    @property
    def on(self) -> date | None:
        """The day; None for today, for no day at all, and for what is no day."""
        day = self.cleaned_data.get("tanggal") if self.is_valid() else None
        return day if day and day < timezone.localdate() else None


class SinceForm(forms.Form):
    """``?dibanding=``: the day to compare with today."""

    dibanding = LookBackField(label=_("Bandingkan dengan tanggal"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("dibanding")


class PeriodForm(forms.Form):
    """``?sejak=&sampai=``: two days to compare; the earlier one first, however they are given."""

    sejak = LookBackField(label=_("Sejak"), required=False)
    sampai = LookBackField(label=_("Sampai"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("sejak", "sampai")

    def clean(self):
        """Exchange the two days where the later one came first."""
        said = super().clean()
        since, until = said.get("sejak"), said.get("sampai")
        if since and until and since > until:
            said |= {"sejak": until, "sampai": since}
        return said
