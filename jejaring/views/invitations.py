"""The door for somebody who was invited."""

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from jejaring.access import public
from jejaring.forms import JoinForm
from jejaring.services import (
    InvitationClosed,
    UsernameTaken,
    accept_invitation,
    accept_invitation_as,
    open_invitation,
)
from jejaring.sessions import remember
from villages.services.places import places


@public  # The invited person has no account yet; the token is what lets them in.
@sensitive_post_parameters("password", "password_again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request, token):
    """Make an account behind an invitation, or add the invitation to the account in use."""
    try:
        invitation = open_invitation(token)
        context = {
            "invitation": invitation,
            "place": places([invitation.region_code])[invitation.region_code],
        }
        if request.user.is_authenticated:
            return _accept_as_myself(request, token, context)
        return _make_account(request, token, context)
    except InvitationClosed:
        return render(request, "jejaring/invitation_closed.html", status=404)


def _make_account(request, token, context):
    form = JoinForm(request.POST or None, initial={"full_name": context["invitation"].invitee})
    if form.is_valid() and (user := _join(form, token)):
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        remember(request, own_phone=False)
        messages.success(request, _("Selamat datang. Akun Anda sudah siap."))
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(
        request, "jejaring/invitation_accept.html", context | {"form": form}, status=status
    )


def _join(form, token):
    """The new account; None, with a word at the field, when its username is taken."""
    data = form.cleaned_data
    try:
        return accept_invitation(
            token=token,
            username=data["username"],
            full_name=data["full_name"],
            password=data["password"],
        )
    except UsernameTaken:
        form.say_username_taken()
        return None


def _accept_as_myself(request, token, context):
    own = context["invitation"].invited_by_id == request.user.pk
    if request.method == "POST" and not own:
        accept_invitation_as(token=token, user=request.user)
        messages.success(request, _("Undangan diterima."))
        return redirect("home")
    return render(
        request,
        "jejaring/invitation_join.html",
        context | {"own": own},
        status=422 if request.method == "POST" else 200,
    )
