"""A photo or a scan for the record of a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cooperation.services.meeting_files import MOST_BYTES
from cooperation.services.scans import UnfitFile, check_file
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
        """The CheckedFile: not too large, and by its first bytes one of the three kinds."""
        try:
            return check_file(self.cleaned_data["file"], MOST_BYTES)
        except UnfitFile as unfit:
            raise forms.ValidationError(str(unfit)) from None
