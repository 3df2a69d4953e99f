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
from stakeholders.services.importing.words import SKIP

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


MIB = 1 << 20
MOST_BYTES = 20 * MIB
ENDINGS = ".csv,.txt,.xlsx,.zip,.json,.graphml,.xml,.gexf,.net,.paj,.dl"


class UploadForm(forms.Form):
    """A file with parties and ties, as another program or Jejaring itself wrote it."""

    file = forms.FileField(
        label=_("Berkas jejaring"),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
        help_text=_(
            "CSV, XLSX, JSON, GraphML, GEXF, Pajek, UCINET DL, atau daftar kelompok OpenSID. "
            "Paling besar 20 MB."
        ),
        error_messages={
            "required": _("Pilih berkasnya dulu."),
            "empty": _("Berkas ini kosong; pilih berkas yang berisi data jejaring."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("file")

    def clean_file(self):
        """Not larger than what is read."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("Berkas ini %(size)s MB; paling besar 20 MB. Bagi menjadi beberapa berkas.")
                % {"size": round(file.size / MIB)}
            )
        return file


TIE_MEANINGS = (
    ("supports", _("Saling mendukung")),
    ("competes", _("Bersaing")),
    ("unrelated", _("Tidak ada kaitan")),
    ("membership", _("Pengurus atau anggota")),
    ("government:support", _("Pemerintah desa mendukung")),
    ("government:passive", _("Pemerintah desa pasif")),
    ("government:hinder", _("Pemerintah desa menghambat")),
    (SKIP, _("Jangan diimpor")),
)


class MeaningForm(forms.Form):
    """What the words of a file mean here: one choice for each word.

    ``plan``: with its words; ``kinds``: code and name of the kinds of groups on offer.
    """

    checked = forms.BooleanField(
        label=_("Sudah saya periksa: orang disebut menurut jabatan atau peran, bukan nama"),
        required=False,
    )

    def __init__(self, *args, plan, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        groups = [(f"group:{code}", name) for code, name in kinds]
        parties = [
            (_("Kelompok"), groups),
            (
                _("Bukan kelompok"),
                [
                    ("person", _("Orang atau peran")),
                    ("institution", _("Lembaga")),
                    ("government", _("Pemerintah desa")),
                    (SKIP, _("Jangan diimpor")),
                ],
            ),
        ]
        self._ask("pihak", plan.party_words, parties)
        self._ask("hubungan", plan.tie_words, TIE_MEANINGS)

    def _ask(self, prefix, words, meanings):
        for number, word in enumerate(words):
            self.fields[f"{prefix}-{number}"] = forms.ChoiceField(
                choices=[("", _("Pilih artinya")), *meanings],
                initial=word.chosen,
                required=False,
            )

    def asked(self, prefix) -> list:
        """Each word with its field, for the page."""
        words = self.plan.party_words if prefix == "pihak" else self.plan.tie_words
        return [(word, self[f"{prefix}-{number}"]) for number, word in enumerate(words)]

    @property
    def party_words(self) -> list:
        return self.asked("pihak")

    @property
    def tie_words(self) -> list:
        return self.asked("hubungan")

    @property
    def choices(self) -> dict:
        """What was chosen, as ``make_plan`` takes it; a field not sent says nothing new."""
        return {
            "parties": self._chosen("pihak", self.plan.party_words),
            "ties": self._chosen("hubungan", self.plan.tie_words),
        }

    @staticmethod
    def kept_in(plan) -> dict:
        """What is chosen in a plan, in the same form."""
        return {
            "parties": {word.code: word.chosen for word in plan.party_words},
            "ties": {word.code: word.chosen for word in plan.tie_words},
        }

    def _chosen(self, prefix, words):
        return {
            word.code: self.cleaned_data.get(name, "") if name in self.data else word.chosen
            for number, word in enumerate(words)
            for name in [f"{prefix}-{number}"]
        }
