"""A photo or a scan for the record of a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.services.meeting_files import MIB, MOST_BYTES, kind_of
from stakeholders.forms.fields import LineField, helper_for


class MeetingFileForm(forms.Form):
    """One file: its bytes decide what it is, its name and stated type count for nothing."""

    label = LineField(
        label=_("Apa ini?"),
        max_length=120,
        help_text=_("Misalnya: daftar hadir yang sudah ditandatangani."),
    )
    file = forms.FileField(
        label=_("Foto atau pindaian"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_("PDF, JPEG, atau PNG. Paling besar 5 MB. Letak pemotretan dihapus dari JPEG."),
        max_length=255,
        error_messages={
            "required": _("Pilih berkasnya dulu."),
            "empty": _("Berkas ini kosong; pilih berkas lain."),
            "max_length": _("Nama berkas ini terlalu panjang; pendekkan dulu."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("label", "file")

    def clean_file(self):
        """Not too large, and by its first bytes one of the three kinds."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("Berkas ini %(size)s MB; paling besar 5 MB. Perkecil fotonya dulu.")
                % {"size": round(file.size / MIB, 1)}
            )
        self.content = file.read()
        if not kind_of(self.content):
            raise forms.ValidationError(
                _("Isi berkas ini bukan PDF, JPEG, atau PNG. Simpan dulu sebagai salah satunya.")
            )
        return file
