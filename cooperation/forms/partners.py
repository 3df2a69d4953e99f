"""A partner: who it is and of what kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models import Partner
from cooperation.services.partners import COLUMNS, NameTaken, seen_of
from jejaring.ids import uuid7
from stakeholders.forms.fields import LineField, OwnIdField, helper_for

AGENCY_NOTE = _(
    "Dinas atau instansi pemerintah bukan pihak ketiga: dukungannya dicatat sebagai hubungan, "
    "dan tidak dapat menandatangani perjanjian di sini."
)


class PartnerForm(forms.Form):
    """``partner``: the one to be changed, or None for a new one."""

    id = OwnIdField()
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    name = LineField(label=_("Nama"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=Partner.Kind.choices,
        widget=forms.RadioSelect,
        help_text=AGENCY_NOTE,
    )
    address = LineField(
        label=_("Alamat"),
        max_length=200,
        required=False,
        help_text=_("Alamat kantor, bukan alamat rumah seseorang."),
    )

    def __init__(self, *args, partner=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7()}
        if partner:
            self.initial = {column: getattr(partner, column) for column in COLUMNS}
            self.initial |= {"id": partner.pk, "seen": seen_of(partner)}
        self.helper = helper_for("id", "seen", *COLUMNS)

    @property
    def columns(self) -> dict:
        """What is written of the partner."""
        return {column: self.cleaned_data[column] for column in COLUMNS}

    def refuse(self, reason):
        """Say what the service refused, at the field it is about."""
        if isinstance(reason, NameTaken):
            self.add_error("name", _("Desa ini sudah mencatat mitra dengan nama itu."))
            return
        self.add_error(
            "kind",
            _(
                "Mitra ini sudah menjadi pihak dalam kerja sama, jadi tidak dapat diubah menjadi "
                "instansi pemerintah."
            ),
        )
