"""What a village says to a proposed match."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models import MatchDecision
from stakeholders.forms.fields import WordsField, helper_for


class MatchDecisionForm(forms.Form):
    """Yes, which leads on to an agreement, or no with a reason.

    ``numbers`` and ``said``: what was seen of the match, and of what was said of it before.
    """

    said = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    numbers = forms.CharField(widget=forms.HiddenInput, max_length=64)
    verdict = forms.ChoiceField(
        label=_("Apa kata desa?"),
        choices=[
            (MatchDecision.Verdict.ACCEPTED, _("Cocok: lanjutkan ke usulan kerja sama")),
            (MatchDecision.Verdict.REJECTED, _("Tidak: jangan diusulkan lagi")),
        ],
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("Alasannya"),
        rows=3,
        max_length=400,
        help_text=_("Wajib bila tidak. Tersimpan dan dibaca di desa ini saja."),
    )

    def __init__(self, *args, numbers, said="", **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"numbers": numbers, "said": said}
        self.helper = helper_for("numbers", "said", "verdict", "reason")

    def clean(self):
        """A no needs its reason."""
        data = super().clean()
        no = data.get("verdict") == MatchDecision.Verdict.REJECTED
        if no and not data.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", _("Tulis alasannya, supaya yang datang kemudian mengerti."))
        return data
