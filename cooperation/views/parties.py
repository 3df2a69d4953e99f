"""More parties for an agreement that is prepared, and agreements that were signed before."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cooperation.forms.agreements import PartyJoinForm
from cooperation.forms.papers import PaperForm
from cooperation.lifecycle import ACTS
from cooperation.models import Agreement
from cooperation.services.agreements import (
    Impossible,
    Moved,
    NotTheirs,
    UnfitParties,
    add_parties,
    begin_agreement,
    may_now,
)
from cooperation.services.chain import standing_of
from cooperation.views.sent import was_sent_before
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def agreement_join(request, pk):
    """Let more parties in, while it is prepared."""
    agreement = get_object_or_404(Agreement.objects.editable_by(request.user), pk=pk)
    there = list(agreement.parties.select_related("village", "partner").order_by("position"))
    standing = standing_of(agreement)
    if was_sent_before(request, agreement):
        messages.success(request, _("Pihak sudah ditambahkan."))
        return redirect(agreement)
    if not ACTS["join"].fits(standing):
        messages.warning(request, _("Pihak hanya dapat ditambah selama kerja sama disiapkan."))
        return redirect(agreement)
    if not may_now(code="join", user=request.user, standing=standing, parties=there):
        raise Http404
    form = PartyJoinForm(
        request.POST or None,
        user=request.user,
        village=next(row.village for row in there if row.village_id),
        agreement=agreement,
        there=there,
        seen=agreement.events_count,
    )
    context = {"agreement": agreement, "nav": "agreements", "form": form, "moved": False}
    status = form_status(form)
    if form.is_valid():
        status = _let_in(request, agreement, form, context)
        if status is None:
            messages.success(request, _("Pihak sudah ditambahkan."))
            return redirect(agreement)
    return render(request, "cooperation/agreement_join.html", context, status=status)


def _let_in(request, agreement, form, context):
    """Do it; None when done, else the status of the page that says why not."""
    said = form.cleaned_data
    try:
        add_parties(
            agreement=agreement,
            parties=said["parties"],
            seen=said["seen"],
            by=request.user,
            pk=said["id"],
        )
    except UnfitParties as unfit:
        form.refuse(unfit)
        return 422
    except Moved as moved:
        fill_in(form, seen=moved.agreement.events_count)
        context["moved"] = True
        return 409
    except (Impossible, NotTheirs):
        context["moved"] = True
        return 409
    return None


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def agreement_register(request, code):
    """Register an agreement that was signed on paper before."""
    villages = Region.objects.visible_to(request.user).desa()
    villages = villages.allowed(request.user, Permission.DRAFT_AGREEMENT)
    village = get_object_or_404(villages, code=code)
    form = PaperForm(request.POST or None, village=village)
    if form.is_valid():
        try:
            agreement = begin_agreement(by=request.user, **form.record)
        except UnfitParties as unfit:
            form.refuse(unfit)
        else:
            messages.success(request, _("Perjanjian sudah dicatat."))
            return redirect(agreement)
    context = {"form": form, "place": village, "village": village, "nav": "agreements"}
    return render(request, "cooperation/paper_form.html", context, status=form_status(form))
