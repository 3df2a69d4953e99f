"""Forms about patron and client: who, in what, how tightly, and what could make it fairer.

The words describe what villagers see; none of them accuses anybody.
"""

from crispy_forms.layout import Div
from django import forms
from django.forms import CheckboxSelectMultiple, ChoiceField, MultipleChoiceField, RadioSelect
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
    with_help,
)
from stakeholders.forms.layout import Section
from stakeholders.forms.people import NamedForm, called, name_layout
from stakeholders.models import PatronClientTie, Stakeholder
from stakeholders.models.dependency import Form
from stakeholders.services.dependency import DESCRIPTION, NewParty

FORM_HELP = {
    Form.CAPITAL: _("Pinjaman, uang muka, atau modal kerja."),
    Form.INPUT: _("Bibit, pupuk, pakan, solar, atau es."),
    Form.MARKET: _("Ke mana hasil dijual dan siapa yang menentukan harganya."),
    Form.LAND: _("Sewa, bagi hasil, atau gadai lahan."),
    Form.GEAR: _("Perahu, jaring, alat, atau ternak gaduhan."),
    Form.JOB: _("Upah harian, borongan, atau pekerjaan tetap."),
    Form.EMERGENCY: _("Beras, obat, atau biaya saat paceklik."),
    Form.INFORMATION: _("Kabar, surat, atau nama dalam daftar program."),
    Form.PROTECTION: _("Rasa aman dari gangguan atau sengketa."),
    Form.KINSHIP: _("Keluarga besar, balas budi, atau tolong-menolong."),
    Form.POLITICAL: _("Pilihan atau suara dalam pemilihan."),
}


class PartyForm(NamedForm):
    """Patron or client: somebody on the map already, or a new one known by a role in words."""

    known = forms.ModelChoiceField(
        label=_("Sudah ada di peta desa"),
        queryset=Stakeholder.objects.none(),
        required=False,
        empty_label=_("Belum ada; tulis perannya di bawah"),
    )
    role = LineField(label=_("Peran baru"), max_length=80, required=False)
    residence = LineField(
        label=_("Tinggal di"),
        max_length=80,
        required=False,
        help_text=_("Hanya bila di luar desa ini."),
    )

    def __init__(self, *args, user, village, names, heading, example, **kwargs):
        super().__init__(*args, **kwargs)
        parties = Stakeholder.objects.visible_to(user).present().in_village(village.pk)
        field = self.fields["known"]
        field.queryset = parties.exclude(kind=Stakeholder.Kind.GOVERNMENT).order_by("name", "pk")
        field.label_from_instance = lambda party: called(party, names)
        self.fields["role"].help_text = example
        self.helper = helper_for(
            Section(heading, "known", Div("role", "residence", css_class="pair"), name_layout(self))
        )

    def clean(self):
        """One of the two: from the map, or new."""
        cleaned = super().clean()
        if cleaned.get("known") and (cleaned.get("role") or cleaned.get("person_name")):
            self.add_error(
                "known", _("Pilih yang sudah ada, atau tulis yang baru; jangan keduanya.")
            )
        elif not cleaned.get("known") and not cleaned.get("role") and not self.errors:
            self.add_error("role", _("Pilih yang sudah ada, atau tulis peran yang baru."))
        return cleaned

    @property
    def party(self) -> Stakeholder | NewParty:
        """The party as the services take it."""
        cleaned = self.cleaned_data
        return cleaned["known"] or NewParty(cleaned["role"], cleaned["residence"], self.named)


class DependencyForm(forms.Form):
    """What is seen of a dependency."""

    forms = MultipleChoiceField(
        label=_("Dalam hal apa klien bergantung?"),
        choices=Form.choices,
        widget=CheckboxSelectMultiple,
        help_text=_("Pilih semua yang terlihat."),
        error_messages={"required": _("Pilih sedikitnya satu bentuk ketergantungan.")},
    )
    to_client = WordsField(
        label=_("Apa yang mengalir dari patron ke klien?"),
        help_text=_("Misalnya uang muka sebelum panen, bibit, jaminan pembelian."),
    )
    to_patron = WordsField(
        label=_("Apa yang mengalir dari klien ke patron?"),
        help_text=_(
            "Misalnya hasil panen, tenaga, bagi hasil. Harga dan ijon ditulis sebagaimana "
            "terlihat, tanpa menuduh; jangan menulis jumlah utang orang yang disebut namanya."
        ),
    )
    frequency = ChoiceField(
        label=_("Seberapa sering?"), choices=[("", _("Pilih")), *PatronClientTie.Frequency.choices]
    )
    tightness = ChoiceField(
        label=_("Seberapa mengikat?"),
        choices=PatronClientTie.Tightness.choices,
        widget=RadioSelect,
    )
    alternative = ChoiceField(
        label=_("Adakah pembeli, pemberi pinjaman, atau pemilik lain?"),
        choices=PatronClientTie.Alternative.choices,
        initial=PatronClientTie.Alternative.UNKNOWN,
        widget=RadioSelect,
    )
    gains_more = ChoiceField(
        label=_("Siapa yang lebih diuntungkan?"),
        choices=PatronClientTie.Gain.choices,
        initial=PatronClientTie.Gain.UNKNOWN,
        widget=RadioSelect,
    )
    effect_on_poor = ChoiceField(
        label=_("Apa pengaruhnya bagi warga miskin?"),
        choices=PatronClientTie.Effect.choices,
        initial=PatronClientTie.Effect.UNKNOWN,
        widget=RadioSelect,
    )
    effect_note = WordsField(label=_("Penjelasan pengaruhnya"))
    contribution = WordsField(
        label=_("Apa yang mungkin disumbangkan patron?"),
        help_text=_(
            "Sisi baik yang bisa diajak: membuka pasar, membeli dengan timbangan bersama, "
            "menjadi penjamin, memberi pelatihan."
        ),
    )
    since = PastDateField(label=_("Sejak kapan?"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["forms"].widget.choices = with_help(Form.choices, FORM_HELP)
        self.helper = helper_for(
            Section(_("Bentuk ketergantungan"), "forms"),
            Section(_("Yang mengalir"), "to_client", "to_patron", "frequency", "since"),
            Section(
                _("Timbangan"),
                "tightness",
                "alternative",
                Div("gains_more", "effect_on_poor", css_class="side-by-side form-stack"),
                "effect_note",
                lead=_("Gambarkan keadaannya, jangan menghakimi. Yang belum tahu boleh dibiarkan."),
            ),
            Section(_("Sisi yang bisa diajak"), "contribution"),
        )

    @property
    def description(self) -> dict:
        """The columns of the tie, ready for the services."""
        return {name: self.cleaned_data[name] for name in DESCRIPTION}


class NewDependencyForm(DependencyForm):
    """A dependency that is not recorded yet, with the forms of its two parties."""

    id = OwnIdField()

    def __init__(self, data=None, *, user, village, names, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["id"].initial = uuid7
        self.helper.layout.insert(0, "id")
        common = {"user": user, "village": village, "names": names}
        self.patron = PartyForm(
            data,
            prefix="patron",
            heading=_("Patron: tempat bergantung"),
            example=_("Peran dalam kata-kata, misalnya pengepul salak."),
            **common,
        )
        self.client = PartyForm(
            data,
            prefix="client",
            heading=_("Klien: yang bergantung"),
            example=_("Peran dalam kata-kata, misalnya petani salak Dusun Gowok."),
            **common,
        )

    def is_valid(self):
        """All three parts are valid, and the parties are two."""
        valid = all([super().is_valid(), self.patron.is_valid(), self.client.is_valid()])
        if valid and self.patron.party == self.client.party:
            self.client.add_error(None, _("Patron dan klien harus dua pihak yang berbeda."))
            return False
        return valid

    @property
    def dependency(self) -> dict:
        """What ``record_dependency`` takes besides the village and the author."""
        parties = {"patron": self.patron.party, "client": self.client.party}
        return {"pk": self.cleaned_data["id"], **parties, **self.description}


class DependencyEditForm(DependencyForm):
    """A new reading of a dependency: what was seen before stays in its history."""

    id = OwnIdField()

    def __init__(self, *args, tie, **kwargs):
        initial = {name: getattr(tie, name) for name in DESCRIPTION}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["id"].initial = uuid7
        self.helper.layout.insert(0, "id")
