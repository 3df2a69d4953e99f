"""Forms about people, invitations and the kinds of groups."""

import re
from uuid import UUID

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.utils.translation import gettext_lazy as _

from jejaring.accounts import GOOD_PASSWORD
from jejaring.ids import uuid7
from jejaring.models import User
from jejaring.roles import Role
from jejaring.services import roles_offered_by
from stakeholders.models import GroupKind
from stakeholders.models.kinds import Family
from stakeholders.services.groups import is_group_of

UUID_IN_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)

ROLE_NOTES = {
    Role.FACILITATOR: _("mencatat kelompok, mengisi lembar kerja, membaca semuanya di wilayahnya"),
    Role.VILLAGE_HEAD: _("memutuskan dan menandatangani kerja sama; membaca peta desanya"),
    Role.VILLAGE_SECRETARY: _("menyusun dan mengundangkan kerja sama; membaca peta desanya"),
    Role.OFFICIAL: _("menyusun dan memeriksa kerja sama; membaca peta desanya"),
    Role.BPD: _("mencatat musyawarah desa, memeriksa kerja sama; membaca peta desanya"),
    Role.COORDINATOR: _("mengundang orang, melihat angka wilayah dan naskah kerja sama"),
    Role.GROUP_OPERATOR: _("mencatat kelompoknya sendiri saja"),
    Role.ADMINISTRATOR: _("mengurus orang dan jenis kelompok, bukan isi desa"),
}


class InvitationForm(forms.Form):
    """Whom to invite as what into one region. ``user`` bounds the roles that are offered."""

    pk = forms.UUIDField(widget=forms.HiddenInput)
    invitee = forms.CharField(
        label=_("Nama orang yang diundang"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Sebagai"), widget=forms.RadioSelect)
    group_link = forms.CharField(
        label=_("Tautan kelompoknya"),
        max_length=300,
        required=False,
        help_text=_(
            "Hanya untuk pengelola kelompok. Mintalah kepada pendamping desa: alamat halaman "
            "kelompok itu di Jejaring."
        ),
    )

    def __init__(self, *args, user, region_code, **kwargs):
        super().__init__(*args, **kwargs)
        self.region_code = region_code
        offered = roles_offered_by(user, region_code)
        self.fields["pk"].initial = uuid7
        self.fields["role"].choices = [
            (role, f"{role.label}: {ROLE_NOTES[role]}") for role in offered
        ]
        if Role.GROUP_OPERATOR not in offered:
            del self.fields["group_link"]

    def clean(self):
        """Turn the pasted link into ``group_id``, which the other roles go without."""
        data = super().clean()
        data["group_id"] = None
        if data.get("role") == Role.GROUP_OPERATOR:
            data["group_id"] = self._group_behind(data.get("group_link", ""))
            if data["group_id"] is None:
                self.add_error(
                    "group_link",
                    _("Tidak ada kelompok dengan tautan itu di desa ini. Salin seluruh alamatnya."),
                )
        return data

    def _group_behind(self, link) -> UUID | None:
        found = UUID_IN_TEXT.search(link)
        if found is None or not is_group_of(found[0], self.region_code):
            return None
        return UUID(found[0])


class JoinForm(forms.Form):
    """The account somebody makes behind an invitation."""

    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=40,
        help_text=_("Dipakai untuk masuk. Huruf, angka, titik, dan garis; tanpa spasi."),
        validators=[ASCIIUsernameValidator()],
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        help_text=GOOD_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Kata sandi sekali lagi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        """Compare the passwords, and judge the password beside the names."""
        data = super().clean()
        password = data.get("password", "")
        if password and password != data.get("password_again", password):
            self.add_error("password_again", _("Kedua kata sandi belum sama."))
        person = User(username=data.get("username", ""), full_name=data.get("full_name", ""))
        if password:
            try:
                password_validation.validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data

    def say_username_taken(self):
        """Show that somebody else signs in with that name."""
        self.add_error("username", _("Nama pengguna ini sudah dipakai. Pilih yang lain."))


class KindForm(forms.ModelForm):
    """A kind of group that an administrator adds or edits."""

    class Meta:
        model = GroupKind
        fields = ("name", "family", "mark", "active")
        widgets = {
            "mark": forms.TextInput(attrs={"class": "short", "autocapitalize": "characters"})
        }
        help_texts = {
            "family": _("Menentukan warna di peta dan peran yang diharapkan di desa."),
            "mark": _("Tampil di dalam lingkaran pada peta, misalnya KT."),
            "active": _(
                "Kosongkan agar tidak ditawarkan lagi; kelompok yang sudah memakainya tetap."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = [("", _("Pilih")), *Family.choices]
        if self.instance._state.adding:
            del self.fields["active"]

    def clean_mark(self):
        """Two capital letters or digits."""
        mark = self.cleaned_data["mark"].strip().upper()
        if len(mark) != 2 or not mark.isalnum():
            raise forms.ValidationError(_("Tulis tepat dua huruf atau angka."))
        return mark

    def say_name_taken(self):
        """Show that another kind has this name."""
        self.add_error("name", _("Jenis dengan nama ini sudah ada."))
