"""How allauth behaves here: accounts come from invitations only, and forms speak plainly."""

from allauth.account import forms
from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _

from jejaring.sessions import remember

GOOD_PASSWORD = _(
    "Sedikitnya 10 huruf, angka, atau tanda. Jangan hanya angka, kata yang umum, atau nama Anda."
)


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up unasked; see ``jejaring.services.invite_person``."""

    def is_open_for_signup(self, request):
        return False


class PlainWords:
    """Labels in our words that stay in view, instead of placeholders that repeat them."""

    words: dict[str, str] = {}
    helps: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.words.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(PlainWords, forms.LoginForm):
    """A phone of one's own stays signed in, a shared computer does not."""

    words = {
        "login": _("Nama pengguna atau email"),
        "password": _("Kata sandi"),
        "remember": _("Ingat saya di HP ini"),
    }
    helps = {"remember": _("Berlaku 14 hari. Kosongkan di komputer bersama.")}

    def login(self, request, redirect_url=None):
        """Sign in, and bound how long it lasts."""
        response = super().login(request, redirect_url)
        remember(request, self.cleaned_data["remember"])
        return response


class ChangePasswordForm(PlainWords, forms.ChangePasswordForm):
    words = {
        "oldpassword": _("Kata sandi sekarang"),
        "password1": _("Kata sandi baru"),
        "password2": _("Kata sandi baru, sekali lagi"),
    }
    helps = {"password1": GOOD_PASSWORD}


class ResetPasswordForm(PlainWords, forms.ResetPasswordForm):
    words = {"email": _("Alamat email")}


class NewPasswordForm(PlainWords, forms.ResetPasswordKeyForm):
    words = ChangePasswordForm.words
    helps = ChangePasswordForm.helps
