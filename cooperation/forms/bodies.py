"""A joint body: what it is, its members by village, its reviews, its reports."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cooperation.models import Agreement, BodySeats, JointBody
from cooperation.services.bodies import CATEGORIES, check_villages
from cooperation.services.party_lines import read_party_lines, villages_of_subdistrict
from jejaring.ids import uuid7
from jejaring.roles import Permission
from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
    with_help,
)

MOST_MEMBERS = 500
KIND_HELP = {
    JointBody.Kind.BKAD: _(
        "Melaksanakan kerja sama antar-desa, dibentuk dengan peraturan bersama kepala desa. "
        "Bukan BKAD PNPM pengelola dana bergulir."
    ),
    JointBody.Kind.ENTERPRISE: _("Usaha milik beberapa desa (PP 11/2021)."),
    JointBody.Kind.OF_VILLAGE: _(
        "Lembaga kerja sama desa dari satu desa. Kadang disingkat LKD, tetapi bukan lembaga "
        "kemasyarakatan desa seperti RT, RW, atau PKK."
    ),
}
REFUSALS = {
    "ward": _("Kelurahan bukan desa, jadi tidak dapat dilayani badan ini."),
    "one_village": _("Badan kerja sama satu desa hanya melayani satu desa."),
    "few_villages": _("Sebutkan sedikitnya satu desa lain yang dilayani."),
    "regencies": _("BKAD hanya untuk desa dalam satu kabupaten atau kota."),
}


class BodyForm(forms.Form):
    """A body to be, or to be changed. ``village``: the one from whose page it begins."""

    id = OwnIdField(required=False)
    seen = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
    )
    kind = forms.ChoiceField(
        label=_("Jenis badan"), choices=JointBody.Kind.choices, widget=forms.RadioSelect
    )
    name = LineField(
        label=_("Nama badan"),
        max_length=120,
        help_text=_("Nama lembaganya, bukan nama orang. Misalnya: BKAD Kecamatan Dukun."),
    )
    others = WordsField(
        label=_("Desa lain yang dilayani"),
        rows=4,
        max_length=8000,
        help_text=_("Satu desa per baris: kode atau nama. Nama dicari di kabupaten yang sama."),
    )
    whole_subdistrict = forms.BooleanField(label=_("Semua desa di kecamatan ini"), required=False)
    agreement = forms.ModelChoiceField(
        label=_("Dibentuk dengan kerja sama"),
        queryset=Agreement.objects.none(),
        required=False,
        empty_label=_("Belum tercatat"),
    )
    decree_number = LineField(label=_("Nomor SK"), max_length=60, required=False)
    decree_on = PastDateField(label=_("Tanggal SK"), required=False)
    term_from = AnyDayField(label=_("Masa tugas mulai"), required=False)
    term_until = AnyDayField(label=_("Masa tugas sampai"), required=False)
    dissolved_on = PastDateField(label=_("Dibubarkan pada"), required=False)

    def __init__(self, *args, user, village, body=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.village, self.body = user, village, body
        agreements = Agreement.objects.visible_to(user).order_by("title", "pk")
        self.fields["agreement"].queryset = agreements
        self.fields["kind"].widget.choices = with_help(JointBody.Kind.choices, KIND_HELP)
        if body is None:
            del self.fields["dissolved_on"], self.fields["seen"]
            self.initial = {"id": uuid7(), "kind": JointBody.Kind.BKAD}
        else:
            self._begin_from(body, agreements)
        self.helper = helper_for(*self.fields)

    def _begin_from(self, body, agreements):
        del self.fields["id"], self.fields["whole_subdistrict"]
        self.fields["others"].label = _("Desa yang dilayani")
        names = ("kind", "name", "decree_number", "decree_on", "term_from", "term_until")
        self.initial = {name: getattr(body, name) for name in (*names, "dissolved_on")}
        self.initial["seen"] = body.version
        self.initial["others"] = "\n".join(f"{v.pk} {v.name}" for v in body.villages.order_by("pk"))
        # Founded by an agreement of other villages: it stays as it is, unseen.
        if body.agreement_id and not agreements.filter(pk=body.agreement_id).exists():
            del self.fields["agreement"]
        else:
            self.initial["agreement"] = body.agreement_id

    def clean(self):
        """Put the villages together: ``villages`` in the cleaned data."""
        data = super().clean()
        villages = self._villages(data)
        if "kind" in data and not self.errors.get("others"):
            if reason := check_villages(data["kind"], villages):
                self.add_error("others", REFUSALS[reason])
            elif not self._keeps_own(villages):
                words = _("Sedikitnya satu desa harus desa Anda sendiri.")
                self.add_error("others", words)
        first, last = data.get("term_from"), data.get("term_until")
        if first and last and last < first:
            self.add_error("term_until", _("Masa tugas berakhir sebelum mulai."))
        data["villages"] = villages
        return data

    def _villages(self, data) -> list:
        found, faults = read_party_lines(data.get("others", ""), regency=self.village.pk[:5])
        for fault in faults:
            self.add_error("others", str(fault))
        villages = [] if self.body else [self.village]
        villages += [draft.village for draft in found]
        if data.get("whole_subdistrict"):
            villages += villages_of_subdistrict(self.village.parent_code)
        return list({village.pk: village for village in villages}.values())

    def _keeps_own(self, villages) -> bool:
        return any(self.user.holds_over(Permission.DRAFT_AGREEMENT, each.pk) for each in villages)

    @property
    def record(self) -> dict:
        """Villages and columns, as ``found_body`` and ``change_body`` take them."""
        said = self.cleaned_data
        columns = ("kind", "name", "agreement", "decree_number", "decree_on", "term_from")
        columns += ("term_until", "dissolved_on", "villages")
        return {name: said[name] for name in columns if name in said}


class MembersForm(forms.Form):
    """The members whom one village has in a body: numbers by category and sex, and offices."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args, body, village, **kwargs):
        super().__init__(*args, **kwargs)
        self.categories = CATEGORIES[JointBody.Kind(body.kind)]
        self.initial = {"seen": body.version}
        blocks = [self._ask_count(category) for category in self.categories]
        blocks += [self._ask_office(office, body, village) for office in JointBody.Office]
        for each in body.seats.filter(village=village):
            self.initial |= {f"women_{each.category}": each.women, f"men_{each.category}": each.men}
        self.helper = helper_for("seen", *blocks)

    def _ask_count(self, category):
        names = {"women": _("Perempuan"), "men": _("Laki-laki")}
        for name, label in names.items():
            self.fields[f"{name}_{category}"] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_MEMBERS, required=False
            )
        label = BodySeats.Category(category).label
        inner = Div(*(f"{name}_{category}" for name in names), css_class="pair")
        return Fieldset(label, inner, css_class="seat-set")

    def _ask_office(self, office, body, village):
        name, held = f"office_{office}", body.offices.get(office)
        field = forms.ChoiceField(
            label=office.label,
            choices=[("", _("Bukan dari desa ini")), *JointBody.Sex.choices],
            required=False,
        )
        if held and held["village"] == village.pk:
            self.initial[name] = held["sex"]
        elif held:
            field.help_text = _("Sekarang dipegang desa lain; pilihan di sini menggantikannya.")
        self.fields[name] = field
        return name

    def clean(self):
        """An office is held by a member: there must be one of that sex."""
        data = super().clean()
        for name, sexes in (("women", "f"), ("men", "m")):
            members = sum(data.get(f"{name}_{each}") or 0 for each in self.categories)
            holders = [k for k in JointBody.Office if data.get(f"office_{k}") == sexes]
            if len(holders) > members:
                words = _("Jumlah pengurus di atas lebih kecil daripada jabatan yang diisi.")
                self.add_error(f"office_{holders[-1]}", words)
        return data

    @property
    def counts(self) -> dict:
        """``{category: (women, men)}``."""
        said = self.cleaned_data
        return {
            each: (said[f"women_{each}"] or 0, said[f"men_{each}"] or 0) for each in self.categories
        }

    @property
    def offices(self) -> dict:
        """``{office: sex}`` of those that this village holds."""
        said = self.cleaned_data
        return {k.value: said[f"office_{k}"] for k in JointBody.Office if said[f"office_{k}"]}


class ReviewForm(forms.Form):
    """A look back at what a body did. ``seen``: how many reviews the person had seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    held_on = PastDateField(label=_("Ditinjau pada"))
    planned = WordsField(label=_("Apa yang direncanakan?"), required=True)
    happened = WordsField(label=_("Apa yang terjadi?"), required=True)
    why = WordsField(label=_("Mengapa begitu?"))
    learnt = WordsField(label=_("Apa yang dipelajari?"))
    onward = WordsField(
        label=_("Apa selanjutnya?"), help_text=_("Sebut jabatan atau lembaganya, bukan nama orang.")
    )
    next_on = AnyDayField(label=_("Ditinjau lagi pada"), required=False)

    def __init__(self, *args, seen, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"seen": seen, "held_on": today}
        self.helper = helper_for(*self.fields)

    def clean(self):
        data = super().clean()
        held_on, next_on = data.get("held_on"), data.get("next_on")
        if held_on and next_on and next_on <= held_on:
            self.add_error("next_on", _("Tinjauan berikutnya harus sesudah tinjauan ini."))
        return data

    @property
    def told(self) -> dict:
        """What ``review_body`` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class ReportForm(forms.Form):
    """A report that was handed over. ``to_bpd``: the BPD receives the report itself."""

    covers_until = PastDateField(label=_("Melaporkan sampai tanggal"))
    handed_on = PastDateField(label=_("Disampaikan pada"))
    letter = LineField(label=_("Nomor surat pengantar"), max_length=60, required=False)
    copied_to_bpd = forms.BooleanField(label=_("Tembusan kepada BPD"), required=False)
    copied_to_regent = forms.BooleanField(
        label=_("Tembusan kepada bupati atau wali kota, lewat camat"), required=False
    )

    def __init__(self, *args, today, to_bpd=False, **kwargs):
        super().__init__(*args, **kwargs)
        if to_bpd:
            del self.fields["copied_to_bpd"]
        self.initial = {"handed_on": today}
        self.helper = helper_for(*self.fields)

    def clean(self):
        data = super().clean()
        until, handed_on = data.get("covers_until"), data.get("handed_on")
        if until and handed_on and handed_on < until:
            self.add_error("handed_on", _("Laporan disampaikan sebelum masanya selesai."))
        return data

    def say_reported_already(self):
        """The same period was reported before."""
        words = _now("Laporan sampai tanggal ini sudah dicatat.")
        self.add_error("covers_until", ValidationError(words))
