"""Partners: the list, its file, one partner with its agreements, and recording them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.partners import PartnerForm
from cooperation.models import Agreement, Partner
from cooperation.presenters import lists as shown
from cooperation.services.listing import (
    AgreementsAsked,
    PartnersAsked,
    agreements_asked,
    partners_asked,
    villages_keeping,
)
from cooperation.services.partners import (
    NameTaken,
    PartnerMoved,
    PartyStill,
    add_partner,
    change_partner,
    seen_of,
)
from cooperation.views.lists import MOST_IN_A_FILE, above_of, paged, workbook
from jejaring.access import needs
from jejaring.replica import from_replica
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def partner_list(request):
    """The partners that one's villages keep, and in how many agreements each stands."""
    found, page = _asked(request)
    context = {
        "list": page,
        "page": paged(request, found),
        "heads": shown.partner_heads(page),
        "nav": "agreements",
        "own": _villages(request.user).filter(profile__isnull=False).order_by("code")[:12],
        "today": timezone.localdate(),
    }
    return render(request, "cooperation/partner_list.html", context)


@needs(Permission.VIEW_AGREEMENT)
@from_replica
@require_safe
def partner_sheet(request):
    """What the list holds, as a workbook."""
    found, page = _asked(request)
    return workbook(shown.partner_sheets(page, list(found[:MOST_IN_A_FILE])), _("mitra"))


def _asked(request):
    rows = Partner.objects.visible_to(request.user)
    asked = PartnersAsked.from_query(request.GET)
    villages = villages_keeping(rows)
    page = shown.ListPage(asked, villages, above_of(villages))
    return partners_asked(rows, asked, Agreement.objects.visible_to(request.user)), page


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def partner_detail(request, pk):
    """One partner, and the agreements with it that this person may read."""
    rows = Partner.objects.visible_to(request.user).select_related("region")
    partner = get_object_or_404(rows, pk=pk)
    agreements = Agreement.objects.visible_to(request.user)
    found = agreements_asked(agreements, AgreementsAsked(mitra=str(partner.pk)))
    page = paged(request, found)
    context = {
        "partner": partner,
        "page": page,
        "rows": shown.rows(page),
        "nav": "agreements",
        "may_edit": request.user.holds_over(Permission.DRAFT_AGREEMENT, partner.region_id),
        "today": timezone.localdate(),
    }
    return render(request, "cooperation/partner_detail.html", context)


def _villages(user):
    """Villages for which this person may record partners."""
    return Region.objects.visible_to(user).desa().allowed(user, Permission.DRAFT_AGREEMENT)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def partner_create(request, code):
    """Record a partner that a village knows, before there is an agreement."""
    village = get_object_or_404(_villages(request.user), code=code)
    form = PartnerForm(request.POST or None)
    if form.is_valid():
        own = form.cleaned_data["id"]
        try:
            partner = add_partner(village=village, pk=own, by=request.user, **form.columns)
        except NameTaken as taken:
            form.refuse(taken)
        else:
            messages.success(request, _("Mitra sudah dicatat."))
            return redirect("partner_detail", partner.pk)
    context = {"form": form, "village": village, "nav": "agreements"}
    return render(request, "cooperation/partner_form.html", context, status=form_status(form))


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def partner_edit(request, pk):
    """Correct what is known of a partner."""
    rows = Partner.objects.editable_by(request.user).select_related("region")
    partner = get_object_or_404(rows, pk=pk)
    form = PartnerForm(request.POST or None, partner=partner)
    context = {"form": form, "partner": partner, "nav": "agreements"}
    status = form_status(form)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            change_partner(partner=partner, seen=seen, by=request.user, **form.columns)
        except PartnerMoved as moved:
            context["theirs"] = moved.partner
            fill_in(form, seen=seen_of(moved.partner))
            status = 409
        except (NameTaken, PartyStill) as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Mitra sudah diperbarui."))
            return redirect("partner_detail", partner.pk)
    return render(request, "cooperation/partner_form.html", context, status=status)
