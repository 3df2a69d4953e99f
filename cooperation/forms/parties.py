"""Fields for parties, shared by the forms that begin, widen and register an agreement."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle import Flow
from cooperation.models import Partner
from cooperation.services.parties import PartyDraft
from cooperation.services.party_lines import read_party_lines, villages_of_subdistrict
from stakeholders.forms.fields import LineField, WordsField

REFUSALS = {
    "ward": _("%(names)s adalah kelurahan. Kelurahan bukan desa, jadi tidak dapat menjadi pihak."),
    "agency": _(
        "%(names)s adalah instansi pemerintah, bukan pihak ketiga. Catat dukungannya sebagai "
        "hubungan, bukan perjanjian."
    ),
    "twice": _("%(names)s sudah ada dalam daftar pihak. Tulis satu kali saja."),
    "regencies": _(
        "Desa-desa ini berada di kabupaten yang berbeda (%(names)s). Kerja sama seperti itu "
        "mengikuti aturan kerja sama antardaerah, bukan peraturan bersama kepala desa."
    ),
    "partner_between": _("Kerja sama antar-desa hanya antara desa. %(names)s bukan desa."),
    "few_villages": _("Sebutkan sedikitnya satu desa lain."),
    "no_partner": _("Sebutkan pihak ketiganya."),
    "no_village": _("Sebutkan desa yang menjadi pihak, atau sedikitnya dua pihak ketiga."),
    "one_initiator": _("Pilih satu pihak yang memulai."),
}
ABOUT_VILLAGES = {"ward", "twice", "regencies", "few_villages", "no_village"}
ABOUT_PARTNERS = {"agency", "no_partner", "partner_between"}
PARTNER_KINDS = [
    (code, label) for code, label in Partner.Kind.choices if code != Partner.Kind.AGENCY
]


class VillagesForm(forms.Form):
    """Villages by lines, or a whole kecamatan at once. ``village``: from whose page it comes."""

    others = WordsField(
        label=_("Desa lain yang ikut"),
        rows=4,
        max_length=8000,
        help_text=_("Satu desa per baris: kode atau nama. Nama dicari di kabupaten yang sama."),
    )
    whole_subdistrict = forms.BooleanField(
        label=_("Semua desa di kecamatan ini ikut"), required=False
    )
    partner_field = "partner_name"
    takes_numbers = False

    def __init__(self, *args, village, **kwargs):
        super().__init__(*args, **kwargs)
        self.village = village

    def read_villages(self, data, there=()) -> list[PartyDraft]:
        """The villages written down, then those of the kecamatan that are not ``there``."""
        found, faults = read_party_lines(data.get("others", ""), regency=self.village.pk[:5])
        for fault in faults:
            self.add_error("others", str(fault))
        if not self.takes_numbers and any(draft.number or draft.year for draft in found):
            self.add_error(
                "others",
                _("Nomor dan tahun dicatat nanti saat ditandatangani. Tulis kode atau nama saja."),
            )
        if data.get("whole_subdistrict"):
            known = {draft.village.pk for draft in found} | set(there)
            near = villages_of_subdistrict(self.village.parent_code)
            found += [PartyDraft(village=each) for each in near if each.pk not in known]
        return found

    def refuse(self, unfit):
        """Say at the field that can mend it why these parties may not agree."""
        names = ", ".join(str(name) for name in unfit.names)
        field = "others" if unfit.reason in ABOUT_VILLAGES else None
        if unfit.reason in ABOUT_PARTNERS:
            field = self.partner_field
        self.add_error(
            field if field in self.fields else None,
            ValidationError(REFUSALS[unfit.reason] % {"names": names}),
        )


class PartiesForm(VillagesForm):
    """Villages, and one third party: out of the register or new."""

    partner = forms.ModelChoiceField(
        label=_("Pihak ketiga yang sudah tercatat"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("Belum tercatat"),
    )
    partner_name = LineField(label=_("Nama pihak ketiga"), max_length=120, required=False)
    partner_kind = forms.ChoiceField(
        label=_("Jenisnya"), choices=[("", _("Pilih")), *PARTNER_KINDS], required=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        partners = Partner.objects.visible_to(user).parties()
        self.fields["partner"].queryset = partners.order_by("name", "pk")

    def read_partner(self, data, flow) -> list[PartyDraft]:
        """The third party, or nobody."""
        led = flow == Flow.PARTNER_LED
        if data.get("partner"):
            return [PartyDraft(partner=data["partner"], is_initiator=led)]
        name, kind = data.get("partner_name", ""), data.get("partner_kind", "")
        if name and not kind:
            self.add_error("partner_kind", _("Pilih jenis pihak ketiga ini."))
        if not name:
            return []
        return [
            PartyDraft(partner=Partner(region=self.village, name=name, kind=kind), is_initiator=led)
        ]
