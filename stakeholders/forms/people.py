"""Forms about people: an office in a group, and the name beside a role."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.fields import LineField, OwnIdField, PastDateField, helper_for
from stakeholders.forms.layout import Unfold
from stakeholders.models import PersonName, Stakeholder

NAME_FIELDS = ("person_name", "lawful_basis", "basis_note")


class NamedForm(forms.Form):
    """What any form needs that may keep the name of a person: the basis, and the words for it.

    A subclass drops the fields (``without_name``) for somebody who may not read names.
    """

    person_name = LineField(
        label=_("Nama orang"),
        max_length=80,
        required=False,
        help_text=_("Hanya bila perlu. Tanpa nama pun peta sudah bekerja."),
    )
    lawful_basis = forms.ChoiceField(
        label=_("Mengapa nama ini boleh dicatat?"),
        choices=[("", _("Pilih dasarnya")), *PersonName.Basis.choices],
        required=False,
    )
    basis_note = LineField(
        label=_("Keterangan dasar"),
        max_length=200,
        required=False,
        help_text=_("Misalnya kapan orangnya setuju, atau mengapa namanya diperlukan."),
    )

    def without_name(self):
        """Take the fields of the name away."""
        for name in NAME_FIELDS:
            del self.fields[name]

    def clean(self):
        """A name needs a basis, and a legitimate interest its reason."""
        cleaned = super().clean()
        if not cleaned.get("person_name"):
            return cleaned
        if not cleaned.get("lawful_basis") and "lawful_basis" not in self.errors:
            self.add_error("lawful_basis", _("Nama orang hanya dicatat bila ada dasarnya."))
        if cleaned.get("lawful_basis") == PersonName.Basis.LEGITIMATE and not cleaned.get(
            "basis_note"
        ):
            self.add_error("basis_note", _("Tulis kepentingan apa yang membuat nama ini perlu."))
        return cleaned

    @property
    def named(self) -> dict | None:
        """name, lawful_basis and basis_note as the services take them; None without a name."""
        name = self.cleaned_data.get("person_name")
        if not name:
            return None
        return {
            "name": name,
            "lawful_basis": self.cleaned_data["lawful_basis"],
            "basis_note": self.cleaned_data["basis_note"],
        }


def name_layout(form):
    """The fields of the name, folded away until somebody means to write one."""
    if "person_name" not in form.fields:
        return Div()
    return Unfold(_("Catat nama orangnya (perlu dasar)"), *NAME_FIELDS)


def called(person, names) -> str:
    """A role in words, with the personal name for those who may read it (``names``: by id)."""
    name = (names or {}).get(person.pk)
    return f"{person.name} ({name})" if name else person.name


class OfficerForm(NamedForm):
    """Who holds which office in a group; a role in words may stand for a name."""

    id = OwnIdField()
    office = LineField(
        label=_("Jabatan"),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "jabatan", "autocomplete": "off"}),
        help_text=_("Misalnya Ketua, Bendahara, Anggota, atau Pembina dari sebuah lembaga."),
    )
    person = forms.ModelChoiceField(
        label=_("Siapa?"),
        queryset=Stakeholder.objects.none(),
        required=False,
        empty_label=_("Belum ada di peta"),
        help_text=_(
            "Pilih bila orang atau lembaganya sudah memegang peran lain: ia bisa jadi penghubung."
        ),
    )
    role = LineField(
        label=_("Sebutan perannya di peta"),
        max_length=80,
        required=False,
        help_text=_("Kosongkan untuk memakai jabatan dan nama kelompok."),
    )
    residence = LineField(
        label=_("Tinggal di"),
        max_length=80,
        required=False,
        help_text=_("Hanya bila di luar desa ini, misalnya Kota Magelang."),
    )
    since = PastDateField(label=_("Menjabat sejak"), required=False)

    def __init__(self, *args, user, group, names=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["id"].initial = uuid7
        holders = Stakeholder.objects.visible_to(user).present().office_holders()
        holders = holders.in_village(group.village_id).order_by("name", "pk")
        self.fields["person"].queryset = holders
        self.fields["person"].label_from_instance = lambda person: called(person, names)
        if names is None:
            self.without_name()
        self.helper = helper_for(
            "id", "office", "person", "role", "residence", "since", name_layout(self)
        )

    def clean(self):
        """Words for a new role; a person chosen from the map brings their own."""
        cleaned = super().clean()
        if cleaned.get("person"):
            if cleaned.get("role") or cleaned.get("person_name"):
                self.add_error(
                    "person",
                    _("Pilih orang yang sudah ada, atau tulis yang baru; jangan keduanya."),
                )
        elif not cleaned.get("role") and cleaned.get("office"):
            words = f"{cleaned['office']} {self.group.name}"
            cleaned["role"] = Truncator(words).chars(80)
        return cleaned

    @property
    def appointment(self) -> dict:
        """What ``record_officer`` takes besides the group and the author."""
        cleaned = self.cleaned_data
        return {
            "pk": cleaned["id"],
            "office": cleaned["office"],
            "since": cleaned["since"],
            "person": cleaned["person"],
            "role": cleaned["role"],
            "residence": cleaned["residence"],
            "named": self.named,
        }


class OfficeEndForm(forms.Form):
    """The day on which an office ended."""

    on = PastDateField(label=_("Berakhir pada"))

    def __init__(self, *args, tie, **kwargs):
        super().__init__(*args, **kwargs)
        self.tie = tie
        self.fields["on"].initial = timezone.localdate
        self.helper = helper_for("on")

    def clean_on(self):
        """Not before the office began."""
        if self.cleaned_data["on"] < self.tie.since:
            raise forms.ValidationError(_("Jabatan ini baru dimulai sesudah tanggal itu."))
        return self.cleaned_data["on"]


class PersonForm(NamedForm):
    """A person on the map: the role in words, where they live, and perhaps the name."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = LineField(
        label=_("Sebutan perannya di peta"),
        max_length=80,
        help_text=_("Jabatan atau peran, bukan nama orang."),
    )
    residence = LineField(
        label=_("Tinggal di"),
        max_length=80,
        required=False,
        help_text=_("Hanya bila di luar desa ini."),
    )

    def __init__(self, *args, person, named, **kwargs):
        """``named``: the PersonName on record, None for none, False for who may not read it."""
        super().__init__(*args, **kwargs)
        self.initial = {
            "version": person.version,
            "name": person.name,
            "residence": person.residence,
        }
        if named is False:
            self.without_name()
        elif named:
            self.initial |= {
                "person_name": named.name,
                "lawful_basis": named.lawful_basis,
                "basis_note": named.basis_note,
            }
        self.helper = helper_for("version", "name", "residence", name_layout(self))

    @property
    def profile(self) -> dict:
        """The columns of the person, ready for the services."""
        return {name: self.cleaned_data[name] for name in ("name", "residence")}


class InstitutionForm(forms.Form):
    """An institution or an officer of an agency that works with the village."""

    id = OwnIdField()
    name = LineField(
        label=_("Nama lembaga"),
        max_length=80,
        help_text=_("Misalnya Puskesmas Dukun, PPL Kecamatan Dukun, atau Perhutani."),
    )
    residence = LineField(label=_("Berkantor di"), max_length=80, required=False)
    source = LineField(label=_("Sumber keterangan"), max_length=120, required=False)
    confirmed_on = PastDateField(label=_("Terakhir dipastikan"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = uuid7
        self.helper = helper_for("id", "name", "residence", "source", "confirmed_on")

    @property
    def profile(self) -> dict:
        """The columns of the institution, ready for the services."""
        profile = dict(self.cleaned_data)
        return {"pk": profile.pop("id"), **profile}
