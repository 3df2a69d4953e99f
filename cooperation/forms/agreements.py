"""Beginning an agreement: what it is about and who takes part; and letting more parties in."""

from dataclasses import replace

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.forms.parties import PartiesForm
from cooperation.lifecycle import Flow
from cooperation.models import Agreement
from cooperation.services.parties import PartyDraft, UnfitParties, check_joining, check_parties
from jejaring.ids import uuid7
from stakeholders.forms.fields import AnyDayField, LineField, OwnIdField, helper_for
from stakeholders.forms.layout import Unfold


class AgreementForm(PartiesForm):
    """A cooperation to be. ``village``: the one from whose page it begins."""

    id = OwnIdField()
    flow = forms.ChoiceField(
        label=_("Dengan siapa?"),
        choices=Flow.choices,
        widget=forms.RadioSelect,
        help_text=_("Pihak ketiga: perusahaan, koperasi, kampus, atau kelompok luar desa."),
    )
    title = LineField(
        label=_("Tentang apa?"),
        max_length=160,
        help_text=_("Misalnya: pengelolaan mata air bersama."),
    )
    purpose = LineField(
        label=_("Kebutuhan apa yang dijawab?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    subject = forms.ChoiceField(
        label=_("Pokok kerja sama"),
        choices=[("", _("Belum ditentukan")), *Agreement.Subject.choices],
        required=False,
    )
    fields_of_authority = forms.MultipleChoiceField(
        label=_("Bidang kewenangan desa"),
        choices=Agreement.Field.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ends_on = AnyDayField(label=_("Berakhir pada"), required=False)

    def __init__(self, *args, idea=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7(), "flow": Flow.BETWEEN} | (idea or {})
        self.helper = helper_for(
            "id",
            "flow",
            "title",
            "purpose",
            "others",
            "whole_subdistrict",
            Div("partner", "partner_name", "partner_kind", css_class="form-stack of-third"),
            Unfold(
                _("Pokok, bidang, dan tanggal berakhir (boleh nanti)"),
                "subject",
                "fields_of_authority",
                "ends_on",
            ),
        )

    def clean(self):
        """Put the parties together: ``parties`` in the cleaned data."""
        data = super().clean()
        if "flow" not in data:
            return data
        drafts = self._villages(data)
        if data["flow"] != Flow.BETWEEN:
            drafts += self.read_partner(data, data["flow"])
        if not self.errors:
            try:
                check_parties(data["flow"], drafts)
            except UnfitParties as unfit:
                self.refuse(unfit)
        data["parties"] = drafts
        return data

    def _villages(self, data) -> list[PartyDraft]:
        """The own village first, written as the lines write it."""
        leads = data["flow"] != Flow.PARTNER_LED
        found = self.read_villages(data, there=[self.village.pk])
        own = [draft for draft in found if draft.village == self.village]
        first = own[0] if own else PartyDraft(village=self.village)
        rest = [draft for draft in found if draft.village != self.village]
        return [replace(first, is_initiator=leads), *own[1:], *rest]

    @property
    def record(self) -> dict:
        """What ``begin_agreement`` takes."""
        said = self.cleaned_data
        return {
            "flow": said["flow"],
            "title": said["title"],
            "parties": said["parties"],
            "purpose": said["purpose"],
            "subject": said["subject"],
            "fields": said["fields_of_authority"],
            "ends_on": said["ends_on"],
            "pk": said["id"],
        }


class PartyJoinForm(PartiesForm):
    """More parties for an agreement that is prepared. ``there``: its parties so far."""

    id = OwnIdField()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, agreement, there, seen, **kwargs):
        super().__init__(*args, **kwargs)
        self.agreement, self.there = agreement, there
        self.initial = {"id": uuid7(), "seen": seen}
        asked = ["id", "seen", "others", "whole_subdistrict"]
        if agreement.flow == Flow.BETWEEN:
            for name in ("partner", "partner_name", "partner_kind"):
                del self.fields[name]
        else:
            asked += ["partner", "partner_name", "partner_kind"]
        self.helper = helper_for(*asked)

    def clean(self):
        """Put the new parties together: ``parties`` in the cleaned data."""
        data = super().clean()
        drafts = self.read_villages(data, there=[row.village_id for row in self.there])
        if self.agreement.flow != Flow.BETWEEN:
            drafts += self.read_partner(data, Flow.VILLAGE_LED)
        if not drafts and not self.errors:
            self.add_error("others", _("Tulis sedikitnya satu pihak yang belum ada."))
        if not self.errors:
            try:
                check_joining(self.agreement.flow, self.there, drafts)
            except UnfitParties as unfit:
                self.refuse(unfit)
        data["parties"] = drafts
        return data
