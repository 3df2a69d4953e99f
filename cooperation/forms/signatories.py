"""Erasing who signed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stakeholders.forms.fields import helper_for


class ForgetForm(forms.Form):
    """Whether the scans of that signature go with the name. ``scans``: how many there are."""

    sure = forms.BooleanField(
        label=_("Ya, hapus nama dan jabatannya. Ini tidak dapat dibatalkan."),
        error_messages={"required": _("Centang dulu bahwa namanya memang akan dihapus.")},
    )
    with_scans = forms.BooleanField(label=_("Hapus juga pindaian tanda tangannya"), required=False)

    def __init__(self, *args, scans=0, **kwargs):
        super().__init__(*args, **kwargs)
        if not scans:
            del self.fields["with_scans"]
        self.helper = helper_for(*self.fields)
