"""Potentials and needs: a short form that takes a minute, the rest folded away."""

from decimal import Decimal

from crispy_forms.layout import Div, Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _

from cooperation.models import Partner
from cooperation.services.resource_files import MOST_AMOUNT
from cooperation.services.resources import Matters
from jejaring.ids import uuid7
from stakeholders.forms.fields import LineField, OwnIdField, helper_for
from stakeholders.forms.layout import Unfold
from stakeholders.models import Stakeholder
from villages.models import Matter, Resource, Side
from villages.models.resources import Capital
from villages.units import CHOICES, mask_of, months_in, read_amount

MIB = 1 << 20
MOST_BYTES = 5 * MIB
SHORT = ("side", "name", "amount", "unit", "is_surplus")
MORE = ("per", "months", "capital", "matter", "quality", "strength", "weakness", "marks")
HELD = ("holder", "group", "holder_role")


class AmountField(forms.CharField):
    """A number as Indonesians write it, ``1.500,5``."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=20, required=False, widget=widget, **kwargs)

    def clean(self, value):
        """A Decimal above zero, or None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = read_amount(text)
        except ValueError:
            raise ValidationError(_("Tulis angka saja, misalnya 1.500 atau 2,5.")) from None
        if not 0 < amount < MOST_AMOUNT:
            raise ValidationError(_("Angkanya harus lebih dari nol dan masuk akal."))
        rounded = amount.quantize(Decimal("0.001"))
        if not rounded:
            raise ValidationError(_("Angkanya terlalu kecil. Pakai satuan yang lebih kecil."))
        return rounded

    def prepare_value(self, value):
        """A saved number as it would be typed."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}".replace(".", ",")
        return value


def _month_choices():
    return [(str(number), MONTHS_3[number]) for number in MONTHS]


class ResourceForm(forms.Form):
    """A potential or need of ``village``; ``resource``: the one to be changed."""

    id = OwnIdField()
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, required=False
    )
    side = forms.ChoiceField(
        label=_("Ada atau dibutuhkan?"), choices=Side.choices, widget=forms.RadioSelect
    )
    name = LineField(
        label=_("Apa?"),
        max_length=80,
        help_text=_("Misalnya: cabai rawit, air bersih, tukang batu, traktor."),
    )
    amount = AmountField(label=_("Berapa?"))
    unit = forms.ChoiceField(
        label=_("Satuan"),
        choices=[("", _("Pilih")), *CHOICES],
        required=False,
        help_text=_("Wajib bila jumlahnya diisi."),
    )
    is_surplus = forms.BooleanField(
        label=_("Lebih, jadi bisa dibagi ke desa lain"),
        required=False,
        help_text=_("Untuk potensi. Tulis jumlah yang bisa dibagi, bukan seluruh hasil."),
    )
    per = forms.ChoiceField(
        label=_("Jumlah itu untuk"),
        choices=[("", _("setahun")), ("month", _("sebulan")), ("once", _("sekali saja"))],
        required=False,
    )
    months = forms.TypedMultipleChoiceField(
        label=_("Pada bulan apa?"),
        choices=_month_choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Kosongkan bila belum tahu; tandai semua bila sepanjang tahun."),
    )
    capital = forms.ChoiceField(
        label=_("Jenis modal"),
        choices=[("", _("Menurut golongannya")), *Capital.choices],
        required=False,
    )
    matter = forms.ModelChoiceField(
        label=_("Golongan"),
        queryset=Matter.objects.none(),
        required=False,
        empty_label=_("Dicari dari namanya"),
        help_text=_("Supaya “cabe” dan “cabai rawit” bertemu."),
    )
    quality = LineField(label=_("Mutunya"), max_length=120, required=False)
    strength = LineField(label=_("Kekuatannya"), max_length=300, required=False)
    weakness = LineField(label=_("Kelemahannya"), max_length=300, required=False)
    marks = forms.MultipleChoiceField(
        label=_("Yang sudah terpenuhi"),
        choices=Resource.Aspect.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Empat segi keberlanjutan. Kosongkan bila belum dibicarakan."),
    )
    holder = forms.ChoiceField(
        label=_("Siapa yang memegang?"),
        choices=[
            ("" if code == Resource.Holder.VILLAGE else code, label)
            for code, label in Resource.Holder.choices
        ],
        required=False,
    )
    group = forms.ModelChoiceField(
        label=_("Kelompoknya di peta"),
        queryset=Stakeholder.objects.none(),
        required=False,
        empty_label=_("Tidak disebut"),
    )
    holder_role = LineField(
        label=_("Sebutannya"),
        max_length=80,
        required=False,
        help_text=_("Peran, bukan nama orang: misalnya pengepul di Talun."),
    )

    def __init__(self, *args, user, village=None, resource=None, side="", **kwargs):
        super().__init__(*args, **kwargs)
        self.resource = resource
        self.fields["matter"].queryset = Matter.objects.visible_to(user)
        if village is not None:
            groups = Stakeholder.objects.visible_to(user).groups().present()
            self.fields["group"].queryset = groups.in_village(village.pk).order_by("name", "pk")
        self.initial = {"id": uuid7(), "side": side or Side.POTENTIAL} | self._standing(resource)
        more, held = ([name for name in names if name in self.fields] for names in (MORE, HELD))
        self.helper = helper_for(
            "id",
            "version",
            *(name for name in ("partner", "partner_name", "partner_kind") if name in self.fields),
            "side",
            "name",
            Div(Field("amount"), Field("unit"), css_class="pair"),
            *(name for name in ("is_surplus",) if name in self.fields),
            Unfold(_("Musim, mutu, dan pemegangnya (boleh nanti)"), *more, *held),
        )

    def _standing(self, row) -> dict:
        if row is None:
            return {}
        names = (*SHORT, *MORE, *HELD)
        standing = {name: getattr(row, name, None) for name in names if name in self.fields}
        standing |= {"id": row.pk, "version": row.version}
        standing |= self.as_entered(row)
        # What follows from the name is to follow when the name changes.
        named = Matters().named(row.name)
        if named and named.pk == row.matter_id:
            standing["matter"] = None
            if named.capital == row.capital:
                standing["capital"] = ""
        return standing

    @staticmethod
    def as_entered(row) -> dict:
        """Values of a row that the form words in another way."""
        return {
            "months": months_in(row.months),
            "marks": row.marks or [],
            "matter": row.matter_id,
            "group": getattr(row, "group_id", None),
            "per": "" if row.per == "year" else row.per,
            "holder": "" if getattr(row, "holder", "") == "village" else getattr(row, "holder", ""),
        }

    def clean(self):
        """Number with unit, capital from the matter, and a group only where a group holds it."""
        data = super().clean()
        if data.get("amount") and not data.get("unit"):
            self.add_error("unit", _("Pilih satuannya, supaya bisa dibandingkan."))
        if data.get("unit") and not data.get("amount") and "amount" not in self.errors:
            data["unit"] = ""
        if "name" in data:
            self.completed = Matters().complete(
                {"name": data["name"], "matter": data.get("matter"), "capital": data.get("capital")}
            )
            if not self.completed["key"].strip("~"):
                self.add_error("name", _("Tulis dengan huruf, misalnya: cabai rawit."))
            if not self.completed["capital"]:
                self.add_error(
                    "capital", _("Kata ini belum dikenal. Pilih jenis modalnya, lalu simpan lagi.")
                )
        return data

    @property
    def said(self) -> dict:
        """The columns of the row, ready for the services."""
        data = self.cleaned_data
        said = {name: data[name] for name in ("side", "name", "amount", "unit", "quality")}
        said |= {name: data[name] for name in ("strength", "weakness")}
        said |= self.completed
        said["per"] = data["per"] or "year"
        said["months"] = mask_of(data["months"])
        said["marks"] = data["marks"] or None
        said["is_surplus"] = data.get("is_surplus", False) and data["side"] == Side.POTENTIAL
        return said | self._held(data)

    def _held(self, data) -> dict:
        if "holder" not in self.fields:
            return {}
        group = data["group"]
        # A group that was picked holds it, whatever the list above says.
        holder = Resource.Holder.GROUP if group else data["holder"] or Resource.Holder.VILLAGE
        return {
            "holder": holder,
            "group_id": group.pk if group else None,
            "holder_role": data["holder_role"],
        }


class PartnerResourceForm(ResourceForm):
    """What an outside party offers or seeks; a new party is named here at once."""

    partner = forms.ModelChoiceField(
        label=_("Pihak luar yang sudah tercatat"),
        queryset=Partner.objects.none(),
        required=False,
        empty_label=_("Belum tercatat"),
    )
    partner_name = LineField(label=_("Nama pihak luar"), max_length=120, required=False)
    partner_kind = forms.ChoiceField(
        label=_("Jenisnya"), choices=[("", _("Pilih")), *Partner.Kind.choices], required=False
    )
    is_surplus = holder = group = holder_role = None

    def __init__(self, *args, user, village, resource=None, **kwargs):
        super().__init__(*args, user=user, village=None, resource=resource, **kwargs)
        self.village = village
        self.fields["side"].choices = [
            (Side.POTENTIAL, _("Mereka menawarkan")),
            (Side.NEED, _("Mereka mencari")),
        ]
        self.fields["side"].label = _("Menawarkan atau mencari?")
        partners = Partner.objects.editable_by(user).filter(region=village)
        self.fields["partner"].queryset = partners.order_by("name", "pk")
        if resource is not None:
            self.initial["partner"] = resource.partner_id
            self.fields["partner"].queryset = partners.filter(pk=resource.partner_id)
            self.fields["partner"].empty_label = None

    def clean(self):
        """A party that is on record, or a name and a kind."""
        data = super().clean()
        if data.get("partner") or "partner" in self.errors:
            return data
        if not data.get("partner_name"):
            self.add_error("partner_name", _("Pilih pihak luar, atau tulis namanya."))
        elif not data.get("partner_kind"):
            self.add_error("partner_kind", _("Pilih jenis pihak ini."))
        return data

    @property
    def party(self) -> Partner:
        """The outside party, on record or new."""
        data = self.cleaned_data
        name, kind = data["partner_name"], data["partner_kind"]
        return data["partner"] or Partner(region=self.village, name=name, kind=kind)


class ResourceFileForm(forms.Form):
    """A table of potentials and needs."""

    file = forms.FileField(
        label=_("Berkas XLSX atau CSV"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("Paling banyak 500 baris, paling besar 5 MB."),
        error_messages={
            "required": _("Pilih berkasnya dulu."),
            "empty": _("Berkas ini kosong; pilih berkas yang berisi tabel."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("file")

    def clean_file(self):
        """Not larger than what is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("Berkas ini terlalu besar: paling besar 5 MB."))
        return file


class MatterForm(forms.Form):
    """One matter of the vocabulary, and the words for it, one a line."""

    name = LineField(label=_("Nama golongan"), max_length=60)
    capital = forms.ChoiceField(label=_("Jenis modal"), choices=Capital.choices)
    unit = forms.ChoiceField(
        label=_("Satuan yang biasa"), choices=[("", _("Tidak ada")), *CHOICES], required=False
    )
    words = forms.CharField(
        label=_("Kata lain untuk hal yang sama"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
        required=False,
        help_text=_("Satu per baris, misalnya: cabe, lombok, cabai rawit."),
    )

    def __init__(self, *args, matter=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.matter = matter
        if matter is not None:
            self.initial = {
                "name": str(matter),
                "capital": matter.capital,
                "unit": matter.unit,
                "words": "\n".join(matter.words),
            }
        self.helper = helper_for("name", "capital", "unit", "words")

    def clean_words(self):
        """The words, each once."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["words"].splitlines())
        return list(dict.fromkeys(line[:80] for line in lines if line))
