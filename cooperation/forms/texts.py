"""The text of an agreement: a title, its basis, and the eight mandatory contents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle import Clause
from cooperation.services.texts import cited_and_revoked
from stakeholders.forms.fields import LineField, WordsField, helper_for

HELP = {
    Clause.SCOPE: _("Apa saja yang dikerjakan bersama, dan apa yang tidak."),
    Clause.FIELD: _("Masuk bidang kewenangan desa yang mana?"),
    Clause.PROCEDURE: _("Siapa melaksanakan, kapan, dan bagaimana keputusan sehari-hari diambil?"),
    Clause.TERM: _("Mulai kapan, sampai kapan, dan kapan dibicarakan lagi?"),
    Clause.RIGHTS: _("Untuk tiap pihak: apa yang didapat dan apa yang harus diberikan?"),
    Clause.FUNDING: _(
        "Dari mana biayanya, berapa bagian tiap pihak, dan bagaimana hasilnya dibagi?"
    ),
    Clause.CHANGE: _("Bagaimana pihak meminta perubahan, penundaan, atau pembatalan?"),
    Clause.DISPUTE: _("Bila berselisih: dibicarakan di mana, lalu dibawa kepada siapa?"),
}
EXAMPLES = {
    Clause.SCOPE: _("Merawat sumber air Tlogo, pipa induk, dan bak bagi di dua desa."),
    Clause.FIELD: _("Pembangunan desa: sarana air bersih."),
    Clause.PROCEDURE: _(
        "Regu air dari dua desa memeriksa pipa tiap bulan dan melapor kepada kedua kepala desa."
    ),
    Clause.TERM: _("Lima tahun sejak diundangkan; dibicarakan lagi enam bulan sebelum berakhir."),
    Clause.RIGHTS: _("Desa atas menjaga hutan sumber; desa bawah menyediakan pipa dan tenaga."),
    Clause.FUNDING: _("Iuran pelanggan 40 persen untuk desa atas, 60 persen untuk desa bawah."),
    Clause.CHANGE: _(
        "Tiap pihak boleh mengusulkan lewat surat; diputuskan dalam musyawarah antar-desa."
    ),
    Clause.DISPUTE: _("Musyawarah kekeluargaan dulu; bila tidak selesai, difasilitasi camat."),
}


class TextForm(forms.Form):
    """A version of the text, written over the one the person saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    title = LineField(label=_("Judul"), max_length=240)
    basis = WordsField(
        label=_("Dasar hukum dan pertimbangan"),
        rows=4,
        max_length=6000,
        help_text=_("Satu per baris. Peraturan yang sudah dicabut akan diberi tanda."),
    )

    def __init__(self, *args, content=None, title="", seen, **kwargs):
        super().__init__(*args, **kwargs)
        content = content or {}
        self.initial = {
            "seen": seen,
            "title": content.get("title", title),
            "basis": content.get("basis", ""),
        }
        for clause in Clause:
            self.fields[clause.value] = WordsField(
                label=clause.label, rows=4, max_length=12000, help_text=HELP[clause]
            )
            self.initial[clause.value] = content.get("clauses", {}).get(clause.value, "")
        self.helper = helper_for("seen", "title", "basis", *Clause.values)

    @property
    def content(self) -> dict:
        """The version as it is kept."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "basis": said["basis"],
            "clauses": {code: said[code].replace("\r\n", "\n").strip() for code in Clause.values},
        }

    @property
    def revoked(self) -> list[str]:
        return cited_and_revoked(self.content)
