"""The intervals that a kabupaten sets for its villages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models.calendar import MOST_DAYS, MOST_MONTHS
from stakeholders.forms.fields import LineField, helper_for

INTERVALS = ("body_report_months", "agreement_report_months", "review_months", "answer_days")


def _interval(label, unit, most):
    return forms.IntegerField(
        label=label,
        help_text=unit,
        min_value=1,
        max_value=most,
        required=False,
    )


class RulesForm(forms.Form):
    """Intervals in months and days; what stays empty is not set."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    body_report_months = _interval(
        _("BKAD melapor kepada kepala desa setiap"),
        _("bulan; kosong berarti belum diatur"),
        MOST_MONTHS,
    )
    agreement_report_months = _interval(
        _("Kepala desa melapor kepada BPD setiap"),
        _("bulan; kosong berarti belum diatur"),
        MOST_MONTHS,
    )
    review_months = _interval(
        _("Kinerja badan ditinjau setiap"), _("bulan; kosong berarti belum diatur"), MOST_MONTHS
    )
    answer_days = _interval(
        _("Penawaran dijawab dalam"), _("hari; kosong berarti belum diatur"), MOST_DAYS
    )
    basis = LineField(
        label=_("Dasar aturannya"),
        max_length=200,
        help_text=_("Nomor dan tahun perda atau perbup yang menetapkannya."),
    )

    def __init__(self, *args, rules=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"seen": rules.version if rules else 0}
        if rules:
            self.initial |= {name: getattr(rules, name) for name in (*INTERVALS, "basis")}
        self.helper = helper_for(*self.fields)

    @property
    def record(self) -> dict:
        """The columns, as ``set_rules`` takes them."""
        return {name: self.cleaned_data[name] for name in (*INTERVALS, "basis")}
