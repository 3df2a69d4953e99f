"""What a party gives or gets, and how revenue is shared."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from cooperation.fairness.benefits import Kind, Weight, missing_from_whole
from cooperation.fairness.offices import Office
from jejaring.ids import uuid7
from stakeholders.forms.fields import LineField, OwnIdField, helper_for

MOST_RUPIAH = 10**13
MOST_QUANTITY = Decimal("9999999999")
GIVES, GETS = "gives", "gets"


class RupiahField(forms.IntegerField):
    """Whole rupiah, as people write them: ``1500000``, ``1.500.000``, ``Rp 1.500.000``."""

    default_error_messages = {
        "invalid": _("Tulis angka rupiah saja, misalnya 1.500.000."),
    }

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(max_value=MOST_RUPIAH, widget=widget, **kwargs)
        least = _("Nilainya tidak kurang dari nol. Pilih di atas: memberi atau menerima.")
        self.validators.append(MinValueValidator(0, least))

    def to_python(self, value):
        text = re.sub(r"^rp\.?\s*|,-$|\s", "", str(value or "").strip(), flags=re.IGNORECASE)
        if re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
            text = text.replace(".", "")
        return super().to_python(text)


class AmountField(forms.DecimalField):
    """A number with at most two decimals, after a comma or a point."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(decimal_places=2, min_value=0, **kwargs)

    def to_python(self, value):
        text = str(value or "").strip()
        return super().to_python(text.replace(",", ".") if text.count(",") == 1 else text)


def office_field(label):
    return forms.ChoiceField(label=label, choices=[("", _("Pilih jabatan")), *Office.choices])


class BenefitForm(forms.Form):
    """One line. ``line``: the one that is changed, or None for a new one."""

    id = OwnIdField()
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    direction = forms.ChoiceField(
        label=_("Memberi atau menerima?"),
        choices=[(GIVES, _("Memberi")), (GETS, _("Menerima"))],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Jenisnya"), choices=[("", _("Pilih")), *Kind.choices])
    what = LineField(
        label=_("Apa?"),
        max_length=160,
        help_text=_("Misalnya: tenaga perawatan pipa, atau bagian iuran air."),
    )
    quantity = AmountField(label=_("Banyaknya"), max_value=MOST_QUANTITY, required=False)
    unit = LineField(
        label=_("Satuan"), max_length=30, required=False, help_text=_("Misalnya: hari orang, ton.")
    )
    value = RupiahField(
        label=_("Nilainya setahun, dalam rupiah"),
        required=False,
        help_text=_("Taksiran cukup. Kosongkan bila tidak bisa diuangkan, lalu pilih bobotnya."),
    )
    weight = forms.TypedChoiceField(
        label=_("Bobotnya, bila tidak bisa diuangkan"),
        choices=[("", _("Sudah ditulis dalam rupiah")), *Weight.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    estimated_by = office_field(_("Siapa yang menaksir?"))

    def __init__(self, *args, line=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7(), "base_version": 0, "direction": GIVES}
        if line:
            names = ("id", "kind", "what", "unit", "value", "weight", "estimated_by")
            self.initial = {name: getattr(line, name) for name in names} | {
                "base_version": line.version,
                "direction": GIVES if line.gives else GETS,
                "quantity": plain_number(line.quantity),
            }
        self.helper = helper_for(*self.fields)

    def clean(self):
        data = super().clean()
        value, weight = data.get("value"), data.get("weight")
        if value is None and weight is None and "value" not in self.errors:
            self.add_error("value", _("Tulis nilai rupiahnya, atau pilih bobot di bawah."))
        elif value is not None and weight is not None:
            self.add_error("weight", _("Pilih salah satu: nilai rupiah atau bobot."))
        return data

    @property
    def record(self) -> dict:
        """What ``write_line`` takes."""
        said = self.cleaned_data
        names = ("kind", "what", "quantity", "unit", "value", "weight", "estimated_by")
        return {
            "pk": said["id"],
            "base_version": said["base_version"],
            "gives": said["direction"] == GIVES,
            **{name: said[name] for name in names},
        }


def plain_number(number) -> str:
    """A decimal as it is typed: no zeros at the end, a comma before the decimals."""
    if number is None:
        return ""
    return (
        f"{number:f}".rstrip("0").rstrip(".").replace(".", ",") if number % 1 else f"{number:.0f}"
    )


class RevenueForm(forms.Form):
    """A source of revenue and the percent of each party, which make 100 together."""

    name = LineField(
        label=_("Sumber pendapatan"), max_length=100, help_text=_("Misalnya: tiket, parkir, iuran.")
    )

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.parties = list(parties)
        for party in self.parties:
            self.fields[f"share_{party.position}"] = AmountField(
                label=_("%(party)s, persen") % {"party": party.name}, max_value=100, required=False
            )
        self.helper = helper_for(*self.fields)

    def clean(self):
        data = super().clean()
        if not self.errors:
            lacks = missing_from_whole(self._shares(data).values())
            if lacks > 0:
                words = _("Jumlahnya kurang %(lacks)s persen dari 100.")
                self.add_error(None, ValidationError(words % {"lacks": plain_number(lacks)}))
            elif lacks < 0:
                words = _("Jumlahnya lebih %(over)s persen dari 100.")
                self.add_error(None, ValidationError(words % {"over": plain_number(-lacks)}))
        return data

    def _shares(self, data) -> dict[str, Decimal]:
        """Percent by the id of the party; who gets nothing is left out."""
        said = {str(each.pk): data.get(f"share_{each.position}") for each in self.parties}
        return {key: share for key, share in said.items() if share}

    @property
    def shares(self) -> dict[str, str]:
        """The percentages as they are kept."""
        return {key: f"{share:.2f}" for key, share in self._shares(self.cleaned_data).items()}


def as_share(text) -> Decimal:
    """A kept percentage as a number; 0 for what is none."""
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return Decimal(0)
