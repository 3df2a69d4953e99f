"""The way in: allauth's sign-in, with the sample accounts of a local try-out."""

from allauth.account.views import LoginView
from django.conf import settings

from jejaring.access import public
from stakeholders import sample


class SignInView(LoginView):
    """allauth's view; it only adds what the page shows beside the form."""

    http_method_names = ("get", "head", "post")

    def get_context_data(self, **kwargs):
        """Add the sample accounts, with their password, on one's own computer and nowhere else."""
        accounts = sample.sign_ins() if settings.LOCAL else []
        return super().get_context_data(**kwargs) | {"sample_accounts": accounts}


sign_in = public(SignInView.as_view())  # Nobody has signed in before signing in.
