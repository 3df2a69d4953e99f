"""Registering an agreement that was signed on paper: what is known of it, and nothing else."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.forms.parties import PARTNER_KINDS, VillagesForm
from cooperation.lifecycle import Clause, Flow
from cooperation.models import Agreement, Partner
from cooperation.services.parties import PartyDraft, UnfitParties, check_parties
from cooperation.services.party_lines import FIRST_YEAR, LAST_YEAR
from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
)

PARTY, WITNESS, KEEPER = "party", "witness", "keeper"
# A village, a company and a third: more partners than two were not seen on one paper.
PARTNERS = (1, 2)
KNOWN_CLAUSES = (Clause.SCOPE, Clause.TERM, Clause.FUNDING)
MOST_MONEY = 10**15


class PaperForm(VillagesForm):
    """An agreement of the past. ``village``: the one whose people register it."""

    takes_numbers = True
    partner_field = "partner_1"

    id = OwnIdField()
    flow = forms.ChoiceField(
        label=_("Dengan siapa?"),
        choices=[(Flow.BETWEEN, _("Antar-Desa")), (Flow.VILLAGE_LED, _("Dengan pihak ketiga"))],
        widget=forms.RadioSelect,
    )
    instrument = forms.ChoiceField(
        label=_("Jenis naskah"), choices=Agreement.Instrument.choices, widget=forms.RadioSelect
    )
    title = LineField(label=_("Tentang apa?"), max_length=160)
    part = forms.ChoiceField(
        label=_("Desa ini dalam perjanjian itu"),
        choices=[
            (PARTY, _("menjadi pihak")),
            (WITNESS, _("hanya menjadi saksi")),
            (KEEPER, _("hanya mencatat, misalnya untuk BUM Desa bersama")),
        ],
        widget=forms.RadioSelect,
    )
    number = LineField(label=_("Nomor yang sama untuk semua desa"), max_length=60, required=False)
    year = forms.IntegerField(
        label=_("Tahun yang sama untuk semua desa"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
    )
    signed_on = PastDateField(label=_("Ditandatangani pada"), required=False)
    starts_on = AnyDayField(label=_("Berlaku sejak"), required=False)
    ends_on = AnyDayField(label=_("Berakhir pada"), required=False)
    amount = forms.IntegerField(
        label=_("Nilai uang (rupiah)"), min_value=0, max_value=MOST_MONEY, required=False
    )
    basis = WordsField(
        label=_("Dasar hukum yang disebut"),
        rows=3,
        max_length=6000,
        help_text=_("Satu per baris. Peraturan yang sudah dicabut akan diberi tanda."),
    )
    scope = WordsField(label=_("Ruang lingkup"), max_length=6000)
    term = WordsField(label=_("Jangka waktu"), rows=2, max_length=6000)
    funding = WordsField(label=_("Pendanaan dan bagi hasil"), max_length=6000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["others"].label = _("Desa yang menjadi pihak")
        self.fields["others"].help_text = _(
            "Satu desa per baris: kode; nama seperti tertulis; nomor; tahun. "
            "Yang tidak diketahui dikosongkan, misalnya 35.07.24.2007; Langlang."
        )
        self.fields["whole_subdistrict"].label = _("Semua desa di kecamatan ini menjadi pihak")
        for place in PARTNERS:
            self._add_partner(place)
        self.initial = {"id": uuid7(), "flow": Flow.BETWEEN, "part": PARTY}
        self.helper = helper_for(
            "id",
            "flow",
            "instrument",
            "title",
            "part",
            "others",
            "whole_subdistrict",
            "number",
            "year",
            *(f"partner{word}_{place}" for place in PARTNERS for word in ("", "_kind", "_number")),
            "signed_on",
            "starts_on",
            "ends_on",
            "amount",
            "basis",
            "scope",
            "term",
            "funding",
        )

    def _add_partner(self, place):
        said = {"place": place}
        self.fields[f"partner_{place}"] = LineField(
            label=_("Pihak ketiga %(place)d") % said, max_length=120, required=False
        )
        self.fields[f"partner_kind_{place}"] = forms.ChoiceField(
            label=_("Jenis pihak ketiga %(place)d") % said,
            choices=[("", _("Pilih")), *PARTNER_KINDS],
            required=False,
        )
        self.fields[f"partner_number_{place}"] = LineField(
            label=_("Nomor pada pihak ketiga %(place)d") % said, max_length=60, required=False
        )

    def clean(self):
        """Put the parties together: ``parties`` in the cleaned data."""
        data = super().clean()
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Tanggal berakhir mendahului tanggal mulai berlaku."))
        if "flow" not in data or "part" not in data:
            return data
        drafts = [*self._villages(data), *self._partners(data)]
        if not self.errors:
            try:
                check_parties(data["flow"], drafts, paper=True)
            except UnfitParties as unfit:
                self.refuse(unfit)
        data["parties"] = drafts
        return data

    def _villages(self, data) -> list[PartyDraft]:
        found = self.read_villages(data)
        if data["part"] == PARTY and self.village not in [draft.village for draft in found]:
            found = [PartyDraft(village=self.village), *found]
        found = [self._numbered(draft, data) for draft in found]
        if data["part"] != PARTY:
            found = [draft for draft in found if draft.village != self.village]
            keeps = data["part"] == KEEPER
            found.append(PartyDraft(village=self.village, is_witness=True, is_keeper=keeps))
        return found

    def _numbered(self, draft, data) -> PartyDraft:
        """With what all have in common, where the line says nothing."""
        return replace(
            draft,
            number=draft.number or data.get("number", ""),
            year=draft.year or data.get("year"),
            signed_on=data.get("signed_on"),
        )

    def _partners(self, data) -> list[PartyDraft]:
        drafts = []
        for place in PARTNERS:
            name, kind = data.get(f"partner_{place}", ""), data.get(f"partner_kind_{place}", "")
            if not name:
                continue
            if not kind:
                self.add_error(f"partner_kind_{place}", _("Pilih jenis pihak ketiga ini."))
            drafts.append(
                PartyDraft(
                    partner=Partner(region=self.village, name=name, kind=kind),
                    number=data.get(f"partner_number_{place}", ""),
                    signed_on=data.get("signed_on"),
                )
            )
        return drafts

    @property
    def record(self) -> dict:
        """What ``begin_agreement`` takes."""
        said = self.cleaned_data
        names = ("flow", "title", "parties", "instrument", "starts_on", "ends_on", "amount")
        return {name: said[name] for name in names} | {
            "pk": said["id"],
            "paper": True,
            "text": self._text(),
        }

    def _text(self) -> dict | None:
        """What is known of the words; nothing where nothing was written."""
        said = self.cleaned_data
        clauses = {code.value: said[code.value].strip() for code in KNOWN_CLAUSES}
        if not said["basis"] and not any(clauses.values()):
            return None
        return {"title": said["title"], "basis": said["basis"], "clauses": clauses}
