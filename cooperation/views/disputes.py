"""Disputes beside an agreement: opening one, and its page with the settlement."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cooperation.forms.disputes import DisputeForm, SettlementForm
from cooperation.lifecycle import ACTS
from cooperation.models import Agreement, Dispute
from cooperation.services.agreements import (
    Impossible,
    Moved,
    NotTheirs,
    Refused,
    may_now,
)
from cooperation.services.chain import standing_of
from cooperation.services.disputes import open_dispute, settle_dispute
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status

NOTHING_WRONG = {"moved": False, "obstacles": ()}


@needs(Permission.DECIDE_AGREEMENT)
@form_page
def dispute_open(request, pk):
    """Record a dispute among the parties of an agreement that is in force."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    standing = standing_of(agreement)
    parties = list(agreement.parties.select_related("village", "partner").order_by("position"))
    if not ACTS["dispute"].fits(standing):
        messages.warning(request, _("Perselisihan dicatat selama perjanjiannya berlaku."))
        return redirect(agreement)
    if not _may("dispute", request.user, standing, parties):
        raise Http404
    present = {side.key for side in standing.present}
    form = DisputeForm(
        request.POST or None,
        parties=[party for party in parties if str(party.pk) in present],
        seen=agreement.events_count,
    )
    context = {"agreement": agreement, "nav": "agreements", "form": form} | NOTHING_WRONG
    status = form_status(form)
    if form.is_valid():
        said = form.cleaned_data
        dispute, status = _done(
            form,
            context,
            open_dispute,
            agreement=agreement,
            parties=said["among"],
            subject=said["subject"],
            opened_on=said["opened_on"],
            seen=said["seen"],
            by=request.user,
            pk=said["id"],
        )
        if status is None:
            messages.success(request, _("Perselisihan dicatat."))
            return redirect(dispute)
    return render(request, "cooperation/dispute_form.html", context, status=status)


@needs(Permission.VIEW_AGREEMENT)
@form_page
def dispute_detail(request, pk):
    """One dispute, and the form that settles it for those who may."""
    disputes = Dispute.objects.visible_to(request.user).select_related("agreement")
    dispute = get_object_or_404(disputes, pk=pk)
    agreement = dispute.agreement
    standing = standing_of(agreement)
    parties = list(agreement.parties.select_related("village", "partner").order_by("position"))
    form = None
    if dispute.is_open and _may("settle", request.user, standing, parties):
        form = SettlementForm(request.POST or None, dispute=dispute, seen=agreement.events_count)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "dispute": dispute,
        "among": [party for party in parties if str(party.pk) in dispute.parties],
        "form": form,
    } | NOTHING_WRONG
    if request.method == "POST" and form is None:
        if not _may("dispute", request.user, standing, parties):
            raise Http404
        messages.warning(request, _("Perselisihan ini sudah diselesaikan. Penyelesaiannya final."))
        return redirect(dispute)
    status = form_status(form) if form else 200
    if form and form.is_valid():
        status = _settle(request, dispute, form, context)
        if status is None:
            messages.success(request, _("Penyelesaian dicatat."))
            return redirect(agreement)
    return render(request, "cooperation/dispute_detail.html", context, status=status)


def _settle(request, dispute, form, context):
    """Settle it; None when done, else the status of the page that says why not."""
    said = form.cleaned_data
    names = ("way", "settled_on", "minutes", "settlement", "seen")
    _nothing, status = _done(
        form,
        context,
        settle_dispute,
        dispute=dispute,
        by=request.user,
        pk=said["id"],
        **{name: said[name] for name in names},
    )
    return status


def _may(code, user, standing, parties):
    return may_now(code=code, user=user, standing=standing, parties=parties)


def _done(form, context, act, **said):
    """Do it: what came of it and None, or None and the status of the page that says why not."""
    try:
        return act(**said), None
    except Moved as moved:
        fill_in(form, seen=moved.agreement.events_count)
        context["moved"] = True
        return None, 409
    except Refused as refused:
        context["obstacles"] = [str(obstacle.label) for obstacle in refused.obstacles]
        return None, 422
    except (Impossible, NotTheirs):
        context["moved"] = True
        return None, 409
