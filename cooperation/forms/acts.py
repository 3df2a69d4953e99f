"""One form for every act: it asks for what the table of acts says, in this order."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle import Act, Ground
from cooperation.lifecycle import standing as stands
from cooperation.lifecycle.quorum import DEFAULTS
from cooperation.services.agreements import Deed
from cooperation.services.attachments import MOST_BYTES
from cooperation.services.quorum import quorum_fault
from cooperation.services.scans import UnfitFile, check_file
from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
)


class ScanField(forms.FileField):
    """The paper that was signed by hand, as a file."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"})

    def clean(self, data, initial=None):
        """The CheckedFile, or None. Raises ValidationError."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return check_file(upload, MOST_BYTES)
        except UnfitFile as unfit:
            raise forms.ValidationError(str(unfit)) from None


MOST_PEOPLE = 5000
FIRST_YEAR = 1900


def _outcome():
    return forms.ChoiceField(
        label=_("Hasil musyawarah"),
        choices=[(stands.AGREED, _("Menyepakati")), (stands.REFUSED, _("Tidak menyepakati"))],
        widget=forms.RadioSelect,
    )


def _answer():
    return forms.ChoiceField(
        label=_("Jawaban"),
        choices=[(stands.ACCEPTED, _("Menerima")), (stands.DECLINED, _("Tidak menerima"))],
        widget=forms.RadioSelect,
    )


def _consent():
    return forms.ChoiceField(
        label=_("Jawaban atas rancangan ini"),
        choices=[
            (stands.ACCEPTED, _("Menyetujui")),
            ("change", _("Minta perubahan")),
            (stands.DECLINED, _("Menolak")),
        ],
        widget=forms.RadioSelect,
    )


def _plan():
    return forms.ChoiceField(
        label=_("Dokumennya"),
        choices=[("rpjm", _("RPJM Desa")), ("rkp", _("RKP Desa"))],
        widget=forms.RadioSelect,
    )


def _count(label):
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_PEOPLE)


def _ground():
    return forms.ChoiceField(
        label=_("Alasan berakhir menurut hukum"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        help_text=_("PP 43/2014 pasal 147."),
    )


def _sitting():
    return forms.TypedChoiceField(
        label=_("Sidang ke"),
        choices=[(1, _("Pertama")), (2, _("Kedua, setelah ditunda"))],
        coerce=int,
        widget=forms.RadioSelect,
        initial=1,
    )


# What each word of the table asks for.
FIELDS = {
    "outcome": _outcome,
    "answer": _answer,
    "consent": _consent,
    "plan": _plan,
    "ground": _ground,
    "sitting": _sitting,
    "invited": lambda: _count(_("Berapa orang diundang?")),
    "present": lambda: _count(_("Berapa yang menandatangani daftar hadir?")),
    "minutes": lambda: LineField(label=_("Nomor berita acara"), max_length=60),
    "letter": lambda: LineField(label=_("Nomor surat penawaran"), max_length=60),
    "number": lambda: LineField(label=_("Nomor"), max_length=60),
    "year": lambda: forms.IntegerField(label=_("Tahun"), min_value=FIRST_YEAR, max_value=2200),
    "on": lambda: PastDateField(label=_("Tanggal")),
    "until": lambda: AnyDayField(label=_("Ditunda sampai"), required=False),
    "notice_on": lambda: AnyDayField(
        label=_("Dibicarakan lagi paling lambat"),
        help_text=_(
            "Boleh lebih awal daripada tanggal dalam naskah, tidak boleh lebih lambat. Semua pihak "
            "diingatkan."
        ),
    ),
    "signatory": lambda: LineField(label=_("Nama yang menandatangani"), max_length=100),
    "office": lambda: LineField(
        label=_("Jabatannya"), max_length=100, help_text=_("Misalnya: Kepala Desa Sengi.")
    ),
    "scan": lambda: ScanField(
        label=_("Pindaian atau foto naskah yang ditandatangani"),
        required=False,
        help_text=_("PDF, JPEG, atau PNG, paling besar 10 MB. Boleh kosong bila belum dipindai."),
    ),
    "reason": lambda: WordsField(
        label=_("Alasan"), rows=3, max_length=1000, help_text=_("Dibaca oleh semua pihak.")
    ),
}
# Answers that nobody may give without saying why; acts that nobody does without.
NEED_REASON = {
    "outcome": {stands.REFUSED},
    "answer": {stands.DECLINED},
    "consent": {"change", stands.DECLINED},
}
NEED_REASON_AFTER = {
    "deliberate": _("Wajib bila musyawarah tidak menyepakati. Dibaca oleh semua pihak."),
    "answer": _("Wajib bila penawaran tidak diterima. Dibaca oleh semua pihak."),
    "consent": _("Wajib bila minta perubahan atau menolak. Dibaca oleh semua pihak."),
}
ALWAYS_REASON = {"reopen", "withdraw", "abandon", "postpone", "amend", "leave"}


class ActForm(forms.Form):
    """The form of one act. ``seen``: how many events the person had seen.

    ``answer``: what the party said through a link (LinkAnswer); recorded, it is named as evidence.
    """

    id = OwnIdField()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    text = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(
        self,
        *args,
        act: Act,
        party=None,
        seen: int,
        text: str = "",
        rules=DEFAULTS,
        answer=None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.act, self.party, self.rules, self.answer = act, party, rules, answer
        asked = [name for name in act.fields if name in FIELDS]
        for name in asked:
            self.fields[name] = FIELDS[name]()
        if act.code in ALWAYS_REASON:
            self.fields["reason"].required = True
        today = timezone.localdate()
        self.initial = {
            "id": uuid7(),
            "seen": seen,
            "text": text,
            "on": today,
            "year": today.year,
        }
        if act.code in NEED_REASON_AFTER:
            self.fields["reason"].help_text = NEED_REASON_AFTER[act.code]
        if party and "office" in self.fields and party.village_id:
            self.initial["office"] = _("Kepala %(village)s") % {"village": party.name}
        if answer:
            self.initial |= {"consent": answer.consent, "reason": answer.reason}
        self.helper = helper_for("id", "seen", "text", *asked)

    def clean(self):
        data = super().clean()
        if (
            "reason" in self.fields
            and not data.get("reason", "").strip()
            and any(data.get(name) in values for name, values in NEED_REASON.items())
        ):
            self.add_error("reason", _("Tulis alasannya, supaya pihak lain mengerti."))
        if "sitting" in self.fields and (fault := quorum_fault(data, self.rules)):
            self.add_error("present", fault)
        if data.get("until") and data.get("on") and data["until"] < data["on"]:
            self.add_error("until", _("Tanggal ini mendahului tanggal penundaannya."))
        if data.get("notice_on") and data["notice_on"] < timezone.localdate():
            self.add_error("notice_on", _("Tanggal ini sudah lewat. Pilih yang belum."))
        return data

    @property
    def deed(self) -> Deed:
        """What is to be done, with dates as texts, as the chain keeps them."""
        said = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in self.cleaned_data.items()
            if name in self.act.fields and name != "scan" and value not in (None, "")
        }
        name, office = said.pop("signatory", ""), said.pop("office", "")
        if self.act.code == "consent":
            said["text"] = self.cleaned_data["text"]
            if self.answer and self.answer.consent == said["consent"]:
                said["evidence"] = str(self.answer.pk)
        return Deed(
            act=self.act.code,
            party=self.party,
            content=said,
            signatory=(name, office) if name else None,
            pk=self.cleaned_data["id"],
            scan=self.cleaned_data.get("scan"),
        )
