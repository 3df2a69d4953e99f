"""Benefits and shares of revenue, written one party at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.forms.benefits import BenefitForm, RevenueForm
from cooperation.models import AgreementParty, BenefitLine, RevenueLine
from cooperation.models.appraisal import PLAN
from cooperation.presenters import appraisal_steps as walk
from cooperation.presenters import fairness as shown
from cooperation.services.agreements import village_codes
from cooperation.services.appraisals import (
    Sealed,
    Stale,
    is_closed,
    may_write_for,
    remove_line,
    remove_revenue,
    write_line,
    write_revenue,
)
from cooperation.views.appraisals import closed, drafted, parties_of, said_in
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status


def _party(request, appraisal, position):
    """The party at ``position``, if the person may estimate for it."""
    rows = AgreementParty.objects.visible_to(request.user).filter(agreement=appraisal.agreement)
    rows = rows.filter(is_witness=False).select_related("village", "partner")
    party = get_object_or_404(rows, position=min(position, 32767))
    codes = village_codes(parties_of(appraisal))
    if not may_write_for(request.user, party, codes):
        raise Http404
    return party


def _line(request, appraisal, party):
    """The line the address asks to change, or None for a new one."""
    asked = request.GET.get("baris", "")
    if not asked:
        return None
    rows = BenefitLine.objects.editable_by(request.user).filter(appraisal=appraisal, party=party)
    found = next((row for row in rows if str(row.pk) == asked), None)
    if found is None:
        raise Http404
    return found


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def benefit_party(request, pk, position):
    """What one party gives and gets: the lines so far, and one more (or ``?baris=``, changed)."""
    appraisal = drafted(request, pk)
    party = _party(request, appraisal, position)
    if is_closed(appraisal):
        return closed(request, appraisal)
    line = _line(request, appraisal, party)
    form = BenefitForm(request.POST or None, line=line)
    status = form_status(form)
    context = {"moved": False}
    if form.is_valid():
        try:
            write_line(appraisal=appraisal, party=party, by=request.user, **form.record)
        except Stale as stale:
            fill_in(form, base_version=stale.row.version)
            context["moved"], context["theirs"] = True, said_in(BenefitForm(line=stale.row))
            status = 409
        except Sealed:
            return closed(request, appraisal)
        else:
            messages.success(request, _("Tersimpan."))
            return redirect("benefit_party", appraisal.pk, party.position)
    lines = list(appraisal.lines.filter(party=party).order_by("pk"))
    context |= {
        "agreement": appraisal.agreement,
        "nav": "agreements",
        "appraisal": appraisal,
        "name": shown.called(appraisal),
        "party": party,
        "line": line,
        "form": form,
        "sheet": shown.party_sheets([party], lines, {party.pk})[0],
        "planned": _planned(appraisal, party),
    }
    return render(request, "cooperation/benefit_party.html", context, status=status)


def _planned(appraisal, party):
    """What was planned for the party, to write a review beside; None in the plan itself."""
    if appraisal.is_plan:
        return None
    plan = appraisal.agreement.appraisals.filter(number=PLAN).first()
    lines = list(plan.lines.filter(party=party).order_by("pk")) if plan else []
    return shown.party_sheets([party], lines)[0] if lines else None


@needs(Permission.DRAFT_AGREEMENT)
@require_POST
def benefit_remove(request, pk):
    """Take a line off an appraisal that is still open."""
    rows = BenefitLine.objects.editable_by(request.user)
    line = get_object_or_404(rows.select_related("appraisal__agreement", "party"), pk=pk)
    if not may_write_for(request.user, line.party, village_codes(parties_of(line.appraisal))):
        raise Http404
    try:
        remove_line(line=line, by=request.user)
    except Sealed:
        return closed(request, line.appraisal)
    messages.success(request, _("Baris dihapus."))
    return redirect("benefit_party", line.appraisal_id, line.party.position)


# --- Shares of revenue --------------------------------------------------------------------------


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def revenue_add(request, pk):
    """Say how a source of revenue is shared; a name that is there already is changed."""
    appraisal = drafted(request, pk)
    if not appraisal.is_plan:
        raise Http404
    if is_closed(appraisal):
        return closed(request, appraisal)
    form = RevenueForm(request.POST or None, parties=parties_of(appraisal))
    if form.is_valid():
        try:
            write_revenue(
                appraisal=appraisal,
                name=form.cleaned_data["name"],
                shares=form.shares,
                by=request.user,
            )
        except Sealed:
            return closed(request, appraisal)
        return redirect("appraisal_step", appraisal.pk, walk.BENEFITS)
    context = {
        "agreement": appraisal.agreement,
        "nav": "agreements",
        "appraisal": appraisal,
        "form": form,
    }
    return render(request, "cooperation/revenue_form.html", context, status=form_status(form))


@needs(Permission.DRAFT_AGREEMENT)
@require_POST
def revenue_remove(request, pk):
    """Take a source of revenue off a plan that is still open."""
    rows = RevenueLine.objects.editable_by(request.user)
    line = get_object_or_404(rows.select_related("appraisal__agreement"), pk=pk)
    try:
        remove_revenue(line=line, by=request.user)
    except Sealed:
        return closed(request, line.appraisal)
    return redirect("appraisal_step", line.appraisal_id, walk.BENEFITS)
