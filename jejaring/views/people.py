"""Who may do what where: members, invitations, wishes for access."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from jejaring.access import needs
from jejaring.forms import InvitationForm
from jejaring.models import AccessRequest, Invitation, Membership
from jejaring.roles import Permission, Role
from jejaring.services import (
    AlreadyInvited,
    NotAllowed,
    decide_access,
    end_membership,
    invite_person,
    may_end,
    may_grant,
    withdraw_invitation,
)
from villages.presenters import hit_row
from villages.services.places import place_in_force, places
from villages.services.search import search_regions

PEOPLE_A_PAGE = 50
MOST_HITS = 100


@needs(Permission.MANAGE_PEOPLE)
@require_safe
def people(request):
    """The memberships, invitations and wishes in the territories I manage."""
    # PostgreSQL refuses a NUL, and nobody is called so.
    user, text = request.user, request.GET.get("cari", "").replace("\0", "").strip()
    memberships = Membership.objects.visible_to(user).in_force().of_people_like(text)
    page = Paginator(
        memberships.select_related("user").order_by("user__full_name", "pk"), PEOPLE_A_PAGE
    ).get_page(request.GET.get("hal"))
    invitations = Invitation.objects.visible_to(user).open().order_by("expires_at")
    wishes = AccessRequest.objects.visible_to(user).open().select_related("user").order_by("pk")
    where = places(row.region_code for row in [*page, *invitations, *wishes])
    context = {
        "nav": "people",
        "text": text,
        "page": page,
        "members": [(one, where[one.region_code], may_end(user, one)) for one in page],
        "invitations": [
            (one, where[one.region_code], may_grant(user, one.role, one.region_code))
            for one in invitations
        ],
        "wishes": [(one, where[one.region_code]) for one in wishes],
    }
    return render(request, "jejaring/people.html", context)


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def membership_end(request, pk):
    """End a membership; its person loses what it opened with the next request."""
    memberships = Membership.objects.editable_by(request.user).in_force()
    membership = get_object_or_404(memberships.select_related("user"), pk=pk)
    _or_404(end_membership, membership=membership, by=request.user)
    messages.success(request, _("Akses %(name)s diakhiri.") % {"name": membership.user})
    return redirect("people")


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def invitation_withdraw(request, pk):
    """Close an invitation that nobody has used."""
    invitation = get_object_or_404(Invitation.objects.editable_by(request.user).open(), pk=pk)
    _or_404(withdraw_invitation, invitation=invitation, by=request.user)
    messages.success(
        request, _("Undangan untuk %(name)s dibatalkan.") % {"name": invitation.invitee}
    )
    return redirect("people")


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def access_decide(request, pk):
    """Grant or refuse a facilitator's wish to work in a village."""
    wish = get_object_or_404(AccessRequest.objects.editable_by(request.user).open(), pk=pk)
    granted = request.POST.get("granted") == "ya"
    _or_404(decide_access, request=wish, granted=granted, by=request.user)
    if granted:
        said = _("%(name)s sekarang mendampingi desa itu.")
    else:
        said = _("%(name)s tidak diberi akses.")
    messages.success(request, said % {"name": wish.user})
    return redirect("people")


def _or_404(act, **arguments):
    """What a person may not do to a row is, for them, not there."""
    try:
        act(**arguments)
    except NotAllowed:
        raise Http404 from None


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def person_invite(request):
    """Choose a region, then say whom to invite there as what."""
    if "wilayah" not in request.GET:
        return _choose_region(request)
    place = place_in_force(request.GET["wilayah"])
    if place is None or not request.user.holds_over(Permission.MANAGE_PEOPLE, place.code):
        raise Http404
    form = InvitationForm(request.POST or None, user=request.user, region_code=place.code)
    if not form.is_valid():
        context = {"nav": "people", "form": form, "place": place}
        status = 422 if form.is_bound else 200
        return render(request, "jejaring/person_invite.html", context, status=status)
    return _invite(request, place, form.cleaned_data)


def _choose_region(request):
    """The own territories and what a search found inside them; for htmx the hits alone."""
    user, text = request.user, request.GET.get("q", "").strip()
    territories = user.territories(Permission.MANAGE_PEOPLE)
    rows = [
        hit_row(hit, begun=False)
        for hit in search_regions(text, near=territories, limit=MOST_HITS)
        if user.holds_over(Permission.MANAGE_PEOPLE, hit.code)
    ]
    context = {
        "nav": "people",
        "text": text,
        "rows": rows,
        "territories": places(territories).values(),
    }
    fragment = request.htmx and not request.htmx.history_restore_request
    page = "jejaring/_region_hits.html" if fragment else "jejaring/person_invite_where.html"
    return render(request, page, context)


def _invite(request, place, data):
    """Make the invitation and show its link, this once."""
    try:
        invitation, token = invite_person(
            pk=data["pk"],
            invitee=data["invitee"],
            role=data["role"],
            group_id=data["group_id"],
            region_code=place.code,
            by=request.user,
        )
    except NotAllowed:
        raise PermissionDenied from None
    except AlreadyInvited:
        messages.warning(
            request,
            _(
                "Undangan ini sudah dibuat dan tautannya sudah ditampilkan. Bila tautannya "
                "hilang, batalkan undangan itu lalu buat yang baru."
            ),
        )
        return redirect("people")
    link = request.build_absolute_uri(reverse("invitation_accept", args=[token]))
    text = _(
        "%(name)s, Anda diundang ke Jejaring sebagai %(role)s untuk %(place)s. Buka tautan ini "
        "sebelum %(date)s, lalu buat kata sandi Anda sendiri: %(link)s Tautan ini hanya untuk Anda."
    ) % {
        "name": invitation.invitee,
        "role": Role(invitation.role).label,
        "place": place,
        "date": date_format(invitation.expires_at, "DATE_FORMAT"),
        "link": link,
    }
    context = {
        "nav": "people",
        "invitation": invitation,
        "place": place,
        "link": link,
        "text": text,
        "whatsapp": "https://wa.me/?" + urlencode({"text": text}),
    }
    return render(request, "jejaring/person_invited.html", context)
