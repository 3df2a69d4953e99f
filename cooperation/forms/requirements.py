"""What a kabupaten asks for; and that an agreement has met it."""

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cooperation.forms.acts import ScanField
from cooperation.lifecycle import ACTS, Flow
from cooperation.lifecycle.demands import REACHES
from cooperation.models import Attachment, Requirement
from cooperation.models.requirement import MOST_DAYS
from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    OwnIdField,
    PastDateField,
    helper_for,
    with_help,
)

KIND_HELP = {
    Requirement.Kind.STEP: _("Sesuatu yang harus dilakukan lebih dulu, misalnya konsultasi."),
    Requirement.Kind.DOCUMENT: _("Surat atau berkas yang harus ada lebih dulu, dengan nomornya."),
    Requirement.Kind.DEADLINE: _("Langkahnya sendiri punya batas hari; tidak menghalangi apa-apa."),
}
COLUMNS = (
    "kind",
    "name",
    "basis",
    "flows",
    "before",
    "each_village",
    "days",
    "since",
    "active_from",
)
# How far along the way each event lies from which days are counted.
_SINCE_AT = {
    Requirement.Since.DELIBERATED: 0,
    Requirement.Since.OFFERED: 1,
    Requirement.Since.ANSWERED: 2,
    Requirement.Since.AGREED: 3,
} | {code: at for code, at in REACHES.items() if code in {"declare_ready", "sign", "start"}}
_SINCE_AT[Requirement.Since.PROMULGATED] = REACHES["promulgate"]


class RequirementForm(forms.Form):
    """One thing to ask for. ``old``: the requirement that this one replaces."""

    id = OwnIdField()
    kind = forms.ChoiceField(
        label=_("Apa yang diminta?"),
        choices=Requirement.Kind.choices,
        widget=forms.RadioSelect,
    )
    name = LineField(
        label=_("Namanya"),
        max_length=160,
        help_text=_("Seperti orang menyebutnya, misalnya: Rekomendasi camat. Bukan nama orang."),
    )
    basis = LineField(
        label=_("Dasar aturannya"),
        max_length=200,
        help_text=_("Nomor dan tahun perda atau perbup, dengan pasalnya."),
    )
    flows = forms.MultipleChoiceField(
        label=_("Untuk kerja sama yang mana?"),
        choices=Flow.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    before = forms.ChoiceField(
        label=_("Harus terpenuhi sebelum"),
        choices=Requirement.Before.choices,
        widget=forms.RadioSelect,
        help_text=_("Untuk tenggat: langkah yang berbatas hari."),
    )
    each_village = forms.BooleanField(
        label=_("Tiap desa yang menjadi pihak memenuhinya sendiri"), required=False
    )
    days = forms.IntegerField(
        label=_("Tenggat (hari kalender)"), min_value=1, max_value=MOST_DAYS, required=False
    )
    since = forms.ChoiceField(
        label=_("Dihitung sejak"),
        choices=[("", _("Tanpa tenggat")), *Requirement.Since.choices],
        required=False,
    )
    active_from = AnyDayField(label=_("Berlaku sejak"))

    def __init__(self, *args, old=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.old = old
        self.fields["kind"].widget.choices = with_help(Requirement.Kind.choices, KIND_HELP)
        self.initial = {
            "id": uuid7(),
            "active_from": timezone.localdate(),
            "flows": list(Flow.values),
        }
        if old:
            self.initial |= {name: getattr(old, name) for name in COLUMNS if name != "active_from"}
        deadline = Div("days", "since", css_class="pair")
        names = ("id", "kind", "name", "basis", "flows", "before", "each_village")
        self.helper = helper_for(*names, deadline, "active_from")

    def clean(self):
        data = super().clean()
        self._check_deadline(data)
        self._check_flows(data)
        return data

    def _check_deadline(self, data):
        days, since, before = data.get("days"), data.get("since"), data.get("before")
        if data.get("kind") == Requirement.Kind.DEADLINE and not days and "days" not in self.errors:
            self.add_error("days", _("Tulis berapa hari tenggatnya."))
        elif bool(days) != bool(since) and not {"days", "since"} & set(self.errors):
            words = _("Tenggat butuh keduanya: berapa hari, dan dihitung sejak kapan.")
            self.add_error("since" if days else "days", words)
        if since and before and _SINCE_AT[since] >= REACHES[before]:
            self.add_error("since", _("Kejadian ini tidak mendahului langkahnya. Pilih yang lain."))

    def _check_flows(self, data):
        """An act that a way of cooperating does not have cannot wait for anything there."""
        for name in ("before", "since"):
            act = ACTS.get(data.get(name) or "")
            is_offer = name == "since" and data.get(name) == Requirement.Since.OFFERED
            if act is None or is_offer:
                continue
            without = [flow for flow in data.get("flows", ()) if flow not in act.flows]
            if without:
                names = ", ".join(str(Flow(flow).label) for flow in without)
                words = _now("Langkah ini tidak ada pada kerja sama: %(names)s.")
                self.add_error(name, words % {"names": names})

    @property
    def record(self) -> dict:
        """The columns, as ``add_requirement`` takes them."""
        said = {name: self.cleaned_data[name] for name in COLUMNS}
        if said["kind"] == Requirement.Kind.DEADLINE:
            act = ACTS[said["before"]]
            said["each_village"] = act.whose in {"village", "party"}
        return said


class FulfilForm(forms.Form):
    """That a requirement was met. ``scans``: files of the agreement one may point to."""

    id = OwnIdField()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    on = PastDateField(label=_("Tanggal terpenuhi"))
    number = LineField(label=_("Nomor dokumen"), max_length=60)
    paper = forms.ModelChoiceField(
        label=_("Buktinya sudah ada di kerja sama ini"),
        queryset=Attachment.objects.none(),
        required=False,
        empty_label=_("Belum ada"),
    )
    scan = ScanField(
        label=_("Pindaian atau foto buktinya"),
        required=False,
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB. Boleh kosong."),
    )

    def __init__(self, *args, requirement, seen, scans=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7(), "seen": seen, "on": timezone.localdate()}
        if requirement.wants_number:
            self.fields["on"].label = _("Tanggal dokumen")
        else:
            del self.fields["number"]
        if scans is None or not scans.exists():
            del self.fields["paper"]
        else:
            self.fields["paper"].queryset = scans
        self.helper = helper_for(*self.fields)

    def clean(self):
        data = super().clean()
        if data.get("paper") and data.get("scan"):
            self.add_error("scan", _("Pilih satu saja: berkas yang sudah ada, atau yang baru."))
        return data

    @property
    def said(self) -> dict:
        """What ``fulfil`` takes of it."""
        data = self.cleaned_data
        return {
            "pk": data["id"],
            "seen": data["seen"],
            "on": data["on"],
            "number": data.get("number", ""),
            "paper": data.get("paper"),
            "scan": data.get("scan"),
        }
