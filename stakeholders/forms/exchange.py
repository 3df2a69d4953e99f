"""What somebody wants in a file that leaves, and the file somebody brings."""

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.forms.fields import helper_for, with_help
from stakeholders.graph.formats import WRITERS
from stakeholders.services.exporting import (
    CODES,
    NAMES,
    ROLES,
    may_export_dependency,
    may_export_names,
)

_DATA = {
    "xlsx": (
        "Excel (XLSX)",
        _("Dua lembar: pihak dan hubungan. Bisa dibuka dengan LibreOffice juga."),
    ),
    "csv": ("CSV", _("Dua tabel teks dalam satu berkas ZIP.")),
    "graphml": ("GraphML", _("Untuk yEd, Cytoscape, networkx, dan igraph.")),
    "gexf": ("GEXF", _("Untuk Gephi.")),
    "json": ("JSON", _("Untuk program.")),
    "pajek": ("Pajek (.net)", _("Untuk Pajek dan SocNetV; sebagian keterangan tidak ikut.")),
    "ucinet-dl": ("UCINET (DL)", _("Untuk UCINET; sebagian keterangan tidak ikut.")),
}
DATA = {code: words for code, words in _DATA.items() if code in WRITERS}
PICTURES = {
    "pdf-a4": ("PDF A4", _("Peta, keterangan, dan daftar hubungan, siap cetak.")),
    "pdf-a3": ("PDF A3", _("Sama, untuk ditempel di dinding.")),
    "svg": ("SVG", _("Gambar yang tetap tajam sebesar apa pun.")),
    "png": ("PNG", _("Gambar untuk laporan atau pesan.")),
}
NAMING = {
    ROLES: (
        _("Dengan jabatan atau peran"),
        _("Nama kelompok dan lembaga; orang disebut menurut perannya."),
    ),
    CODES: (
        _("Dengan kode"),
        _("K1, O2, L3: tanpa nama apa pun. Di desa kecil orang masih bisa menebak."),
    ),
    NAMES: (
        _("Dengan nama orang"),
        _("Hanya untuk pendamping desa ini. Jangan diteruskan."),
    ),
}


def _labels(words):
    return [(code, label) for code, (label, _help) in words.items()]


def _helps(words):
    return {code: help_text for code, (_label, help_text) in words.items()}


class ExportForm(forms.Form):
    """A file of the network of ``village``; ``user`` bounds what it may hold."""

    format = forms.ChoiceField(
        label=_("Berkas apa?"),
        widget=forms.RadioSelect,
        choices=[*_labels(DATA), *_labels(PICTURES)],
    )
    naming = forms.ChoiceField(label=_("Bagaimana pihak disebut?"), widget=forms.RadioSelect)
    dependency = forms.BooleanField(
        label=_("Sertakan ketergantungan"),
        required=False,
        help_text=_(
            "Siapa bergantung pada siapa hanya untuk pendamping desa ini. "
            "Hanya masuk berkas data, tidak pernah ke gambar; pengambilannya dicatat."
        ),
    )

    def __init__(self, *args, user, village, **kwargs):
        super().__init__(*args, **kwargs)
        offered = dict(NAMING)
        if not may_export_names(village, user):
            del offered[NAMES]
        self.fields["format"].widget.choices = [
            (_("Data untuk diolah"), with_help(_labels(DATA), _helps(DATA))),
            (_("Gambar peta"), with_help(_labels(PICTURES), _helps(PICTURES))),
        ]
        naming = self.fields["naming"]
        naming.choices = _labels(offered)
        naming.widget.choices = with_help(naming.choices, _helps(offered))
        self.initial = {"format": next(iter(DATA)), "naming": ROLES}
        if not may_export_dependency(village, user):
            del self.fields["dependency"]
        self.helper = helper_for(
            Field("format", wrapper_class="two-up"),
            *(name for name in self.fields if name != "format"),
        )

    @property
    def is_picture(self) -> bool:
        """Whether a picture is asked for, and not data."""
        return self.cleaned_data["format"] in PICTURES

    def clean(self):
        """A picture lies on a table: dependencies are never in it."""
        cleaned = super().clean()
        if cleaned.get("dependency") and cleaned.get("format") in PICTURES:
            self.add_error(
                "dependency",
                _("Gambar tidak memuat ketergantungan. Hapus centang ini, atau pilih berkas data."),
            )
        return cleaned
