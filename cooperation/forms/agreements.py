"""Beginning an agreement: what it is about and who takes part."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle import Flow
from cooperation.models import Agreement, Partner
from cooperation.services.agreements import PartyDraft, UnfitParties, check_parties
from cooperation.services.party_lines import read_party_lines, villages_of_subdistrict
from jejaring.ids import uuid7
from stakeholders.forms.fields import AnyDayField, LineField, OwnIdField, WordsField, helper_for

REFUSALS = {
    "ward": _("%(names)s adalah kelurahan. Kelurahan bukan desa, jadi tidak dapat menjadi pihak."),
    "agency": _(
        "%(names)s adalah instansi pemerintah, bukan pihak ketiga. Catat dukungannya sebagai "
        "hubungan, bukan perjanjian."
    ),
    "twice": _("%(names)s tertulis dua kali."),
    "regencies": _(
        "Desa-desa ini berada di kabupaten yang berbeda (%(names)s). Kerja sama seperti itu "
        "mengikuti aturan kerja sama antardaerah, bukan peraturan bersama kepala desa."
    ),
    "partner_between": _("Kerja sama antar-desa hanya antara desa. %(names)s bukan desa."),
    "few_villages": _("Sebutkan sedikitnya satu desa lain."),
    "no_partner": _("Sebutkan pihak ketiganya."),
    "one_initiator": _("Pilih satu pihak yang memulai."),
}


class AgreementForm(forms.Form):
    """A cooperation to be. ``village``: the one from whose page it begins."""

    id = OwnIdField()
    flow = forms.ChoiceField(
        label=_("Dengan siapa?"), choices=Flow.choices, widget=forms.RadioSelect
    )
    title = LineField(
        label=_("Tentang apa?"),
        max_length=160,
        help_text=_("Misalnya: pengelolaan mata air bersama."),
    )
    purpose = LineField(label=_("Kebutuhan apa yang dijawab?"), max_length=400, required=False)
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
    others = WordsField(
        label=_("Desa lain yang ikut"),
        rows=4,
        max_length=8000,
        help_text=_("Satu desa per baris: kode atau nama. Nama dicari di kabupaten yang sama."),
    )
    whole_subdistrict = forms.BooleanField(
        label=_("Semua desa di kecamatan ini ikut"), required=False
    )
    partner = forms.ModelChoiceField(
        label=_("Pihak ketiga yang sudah tercatat"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("Belum tercatat"),
    )
    partner_name = LineField(label=_("Nama pihak ketiga"), max_length=120, required=False)
    partner_kind = forms.ChoiceField(
        label=_("Jenisnya"), choices=[("", _("Pilih")), *Partner.Kind.choices], required=False
    )
    ends_on = AnyDayField(label=_("Berakhir pada"), required=False)

    def __init__(self, *args, user, village, idea=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.village = village
        partners = Partner.objects.visible_to(user).parties()
        self.fields["partner"].queryset = partners.order_by("name", "pk")
        self.initial = {"id": uuid7(), "flow": Flow.BETWEEN} | (idea or {})
        self.helper = helper_for(
            "id",
            "flow",
            "title",
            "purpose",
            "others",
            "whole_subdistrict",
            "partner",
            "partner_name",
            "partner_kind",
            "subject",
            "fields_of_authority",
            "ends_on",
        )

    def clean(self):
        """Put the parties together: ``parties`` in the cleaned data."""
        data = super().clean()
        if "flow" not in data:
            return data
        drafts = self._villages(data)
        if data["flow"] != Flow.BETWEEN:
            drafts += self._partner(data)
        if not self.errors:
            try:
                check_parties(data["flow"], drafts)
            except UnfitParties as unfit:
                self._refuse(unfit, data["flow"])
        data["parties"] = drafts
        return data

    def _villages(self, data) -> list[PartyDraft]:
        partner_led = data["flow"] == Flow.PARTNER_LED
        own = PartyDraft(village=self.village, is_initiator=not partner_led)
        found, faults = read_party_lines(data.get("others", ""), regency=self.village.pk[:5])
        for fault in faults:
            self.add_error("others", str(fault))
        for draft in found:
            if draft.village == self.village:
                own = PartyDraft(
                    village=self.village,
                    name_as_written=draft.name_as_written,
                    is_initiator=own.is_initiator,
                    number=draft.number,
                    year=draft.year,
                )
        drafts = [own, *(draft for draft in found if draft.village != self.village)]
        if data.get("whole_subdistrict"):
            there = {draft.village.pk for draft in drafts}
            near = villages_of_subdistrict(self.village.parent_code)
            drafts += [PartyDraft(village=each) for each in near if each.pk not in there]
        return drafts

    def _partner(self, data) -> list[PartyDraft]:
        led = data["flow"] == Flow.PARTNER_LED
        if data.get("partner"):
            return [PartyDraft(partner=data["partner"], is_initiator=led)]
        name, kind = data.get("partner_name", ""), data.get("partner_kind", "")
        if name and not kind:
            self.add_error("partner_kind", _("Pilih jenis pihak ketiga ini."))
        if not name:
            return []
        partner = Partner(region=self.village, name=name, kind=kind)
        return [PartyDraft(partner=partner, is_initiator=led)]

    def _refuse(self, unfit, flow):
        names = ", ".join(str(name) for name in unfit.names)
        field = "others" if unfit.reason in {"ward", "twice", "regencies", "few_villages"} else None
        if unfit.reason in {"agency", "no_partner", "partner_between"}:
            field = "partner_name"
        self.add_error(field, ValidationError(REFUSALS[unfit.reason] % {"names": names}))

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
