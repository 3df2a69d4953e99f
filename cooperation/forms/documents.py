"""Which paper is wanted, and what a kabupaten or a village puts at its head or in its shape."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.models import IssuedDocument
from cooperation.papers import Kind
from cooperation.papers.emblem import BadEmblem, check_emblem
from cooperation.papers.word_template import LARGEST, BadTemplate, check_template
from stakeholders.forms.fields import LineField, helper_for, with_help

FORMATS = {
    "pdf": _("Siap cetak dan ditandatangani; tidak dapat diubah."),
    "docx": _("Dibuka di Word atau LibreOffice, memakai templat kabupaten bila ada."),
}
PAPERS = {"f4": _("Kertas kantor desa pada umumnya."), "a4": _("Kertas A4, 210 × 297 mm.")}

REFUSALS = {
    "large": _("Berkas ini lebih dari 2 MB. Kecilkan gambar di dalamnya, lalu unggah lagi."),
    "broken": _(
        "Berkas ini rusak atau bukan DOCX biasa. Buka di Word, simpan sebagai .docx, lalu unggah "
        "lagi."
    ),
    "not_docx": _(
        "Berkas ini bukan DOCX. Buka di Word, pilih Simpan sebagai, jenis Word Document (.docx)."
    ),
    "bomb": _(
        "Isi berkas ini jauh lebih besar daripada berkasnya, jadi tidak dibuka. Salin teksnya ke "
        "dokumen baru, simpan, lalu unggah lagi."
    ),
    "macro": _(
        "Berkas ini memuat makro atau program (%(names)s). Simpan sebagai .docx tanpa makro."
    ),
    "entities": _(
        "Berkas ini memuat deklarasi XML yang tidak dibuat Word (%(names)s). Salin teksnya ke "
        "dokumen baru, simpan, lalu unggah lagi."
    ),
    "external": _(
        "Templat tidak boleh mengambil apa pun dari luar, tetapi berkas ini menunjuk ke "
        "%(names)s. Hapus tautan, gambar tertaut, atau templat tertaut itu, lalu unggah lagi."
    ),
    "embedded": _(
        "Berkas ini memuat objek tertanam atau tertaut (%(names)s). Hapus objek itu, lalu unggah "
        "lagi."
    ),
    "field": _(
        "Berkas ini memuat bidang yang mengambil isi dari tempat lain (%(names)s). Hapus bidang "
        "itu, lalu unggah lagi."
    ),
    "unknown": _(
        "Tanda ini tidak dikenal: %(names)s. Ganti dengan salah satu tanda dalam daftar di bawah."
    ),
    "meant": _(
        "Tanda ini tidak dikenal: %(names)s. Mungkin maksudnya %(meant)s. Semua tanda ada dalam "
        "daftar di bawah."
    ),
    "no_content": _("Templat ini belum memuat tanda %(content)s, tempat isi dokumen ditulis."),
    "loose": _(
        "Ada kurung kurawal yang tidak berpasangan di: %(names)s. Tulis tanda seperti %(content)s."
    ),
    "alone": _(
        "Tanda %(names)s diganti beberapa paragraf. Tulis sendirian dalam satu paragraf di badan "
        "dokumen, bukan di kepala atau kaki halaman."
    ),
}
EMBLEM_REFUSALS = {
    "large": _("Gambar ini lebih dari 150 KB. Kecilkan dulu, misalnya menjadi 400 × 500 titik."),
    "not_png": _("Lambang harus berupa PNG. Simpan gambarnya sebagai .png, lalu unggah lagi."),
    "sides": _("Ukuran lambang harus antara 32 dan 2000 titik di tiap sisi."),
    "broken": _("Gambar ini rusak. Simpan ulang sebagai .png, lalu unggah lagi."),
}
_CHOOSE_FILE = {
    "required": _("Pilih berkasnya dulu."),
    "empty": _("Berkas ini kosong; pilih berkas yang berisi."),
}


def written(name: str) -> str:
    """A placeholder as people type it."""
    return "{{ " + name + " }}"


class DocumentForm(forms.Form):
    """Which paper, as which file, on which sheet. ``choices``: what can be made now."""

    document = forms.ChoiceField(label=_("Dokumen apa?"))
    format = forms.ChoiceField(
        label=_("Bentuk berkas"),
        choices=IssuedDocument.Format.choices,
        widget=forms.RadioSelect,
    )
    paper = forms.ChoiceField(
        label=_("Kertas"), choices=IssuedDocument.Sheet.choices[::-1], widget=forms.RadioSelect
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {choice.key: choice for choice in choices}
        self.fields["document"].choices = _grouped(choices)
        self.fields["format"].widget.choices = with_help(IssuedDocument.Format.choices, FORMATS)
        self.fields["paper"].widget.choices = with_help(IssuedDocument.Sheet.choices[::-1], PAPERS)
        self.initial = {"format": "pdf", "paper": "f4"}
        self.helper = helper_for("document", "format", "paper")

    @property
    def choice(self):
        return self.known[self.cleaned_data["document"]]


def _grouped(choices):
    """Papers by kind where there are several of one; the browser shows them under a heading."""
    kinds = {}
    for choice in choices:
        kinds.setdefault(choice.kind, []).append((choice.key, choice.label))
    return [rows[0] if len(rows) == 1 else (str(kind.label), rows) for kind, rows in kinds.items()]


class TemplateForm(forms.Form):
    """A DOCX that papers of a kind are made in from now on."""

    kind = forms.ChoiceField(label=_("Untuk dokumen apa?"), choices=Kind.choices)
    file = forms.FileField(
        label=_("Berkas templat"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=_("DOCX dari Word atau LibreOffice, paling besar 2 MB."),
        error_messages=_CHOOSE_FILE,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.content = b""
        self.helper = helper_for("kind", "file")

    def clean(self):
        """Look into the file before anybody trusts it."""
        data = super().clean()
        if data.get("file") and data.get("kind"):
            self.content = data["file"].read(LARGEST + 1)
            try:
                check_template(self.content, data["kind"])
            except BadTemplate as bad:
                self.add_error("file", _refusal(bad))
        return data


def _refusal(bad):
    names = bad.names
    if bad.reason in {"unknown", "alone"}:
        names = [written(name) for name in names]
    reason = "meant" if bad.meant else bad.reason
    return REFUSALS[reason] % {
        "names": ", ".join(names[:8]),
        "meant": written(bad.meant),
        "content": written("isi"),
    }


class EmblemForm(forms.Form):
    """The emblem of a kabupaten, for the head of papers."""

    emblem = forms.FileField(
        label=_("Lambang kabupaten"),
        widget=forms.ClearableFileInput(attrs={"accept": ".png,image/png"}),
        help_text=_("PNG, paling besar 150 KB; latar tembus pandang paling baik."),
        error_messages=_CHOOSE_FILE,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.content = b""
        self.helper = helper_for("emblem")

    def clean_emblem(self):
        file = self.cleaned_data["emblem"]
        self.content = file.read(LARGEST)
        try:
            check_emblem(self.content)
        except BadEmblem as bad:
            raise forms.ValidationError(EMBLEM_REFUSALS[bad.reason]) from bad
        return file


class LetterheadForm(forms.Form):
    """The address at the head of a village's papers."""

    address = LineField(
        label=_("Alamat kantor desa"),
        max_length=160,
        required=False,
        help_text=_("Misalnya: Jalan Talun Km 3, Dukun, Magelang 56482."),
    )
    contact = LineField(
        label=_("Telepon dan pos-el kantor"),
        max_length=160,
        required=False,
        help_text=_("Nomor kantor, bukan nomor pribadi."),
    )

    def __init__(self, *args, letterhead=None, **kwargs):
        super().__init__(*args, **kwargs)
        if letterhead:
            self.initial = {"address": letterhead.address, "contact": letterhead.contact}
        self.helper = helper_for("address", "contact")
