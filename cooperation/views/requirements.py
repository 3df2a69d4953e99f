"""What a kabupaten asks of agreements: its pages, and recording that one has met it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cooperation.forms.requirements import FulfilForm, RequirementForm
from cooperation.lifecycle import ACTS
from cooperation.lifecycle.demands import asked_of
from cooperation.models import Attachment, Requirement
from cooperation.presenters import requirements as shown
from cooperation.services.agreements import (
    Impossible,
    Moved,
    NotTheirs,
    Refused,
    acting_codes,
    may_act,
)
from cooperation.services.fulfilling import ACT, fulfil
from cooperation.services.meeting_rules import regency_managed
from cooperation.services.requirements import (
    AlreadyWithdrawn,
    add_requirement,
    requirement_of,
    withdraw_requirement,
)
from cooperation.services.standings import standing_today
from cooperation.views.agreement_acts import party_asked
from cooperation.views.agreements import agreement_of
from cooperation.views.sent import was_sent_before
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status

REGENCIES_A_PAGE = 30


@needs(Permission.MANAGE_RULES)
@require_safe
def regency_list(request):
    """The kabupaten whose rules one sets, and the way to each."""
    asked = " ".join(request.GET.get("cari", "").replace("\x00", "").split())[:60]
    rows = regency_managed(request.user).order_by("code")
    if asked:
        rows = rows.filter(name__icontains=asked)
    page = Paginator(rows, REGENCIES_A_PAGE).get_page(request.GET.get("hal"))
    context = {"page": page, "asked": asked, "nav": "agreements"}
    return render(request, "cooperation/regency_list.html", context)


def _regency(request, code):
    return get_object_or_404(regency_managed(request.user), code=code)


@needs(Permission.MANAGE_RULES)
@require_safe
def requirement_list(request, code):
    """Everything the kabupaten asks for, what it has asked for, and its other rules."""
    regency = _regency(request, code)
    rules = Requirement.objects.visible_to(request.user).filter(regency=regency)
    context = {
        "regency": regency,
        "rules": shown.rule_rows(rules.in_order(), timezone.localdate()),
        "nav": "agreements",
    }
    return render(request, "cooperation/requirement_list.html", context)


@needs(Permission.MANAGE_RULES)
@form_page
def requirement_add(request, code):
    """Ask for one thing more, or for something instead of what was asked for."""
    regency = _regency(request, code)
    old = _replaced(request, regency)
    form = RequirementForm(request.POST or None, old=old)
    context = {"regency": regency, "form": form, "old": old, "nav": "agreements"}
    status = form_status(form)
    if form.is_valid():
        try:
            add_requirement(
                regency=regency,
                by=request.user,
                pk=form.cleaned_data["id"],
                instead_of=old,
                **form.record,
            )
        except AlreadyWithdrawn:
            context["withdrawn"] = True
            status = 409
        else:
            messages.success(request, _("Syarat kabupaten tersimpan."))
            return redirect("requirement_list", regency.pk)
    return render(request, "cooperation/requirement_form.html", context, status=status)


def _replaced(request, regency):
    """The requirement that the address names as the one to be replaced, or None."""
    asked = request.GET.get("ganti")
    if not asked:
        return None
    rules = Requirement.objects.editable_by(request.user).filter(regency=regency)
    return next((rule for rule in rules if str(rule.pk) == asked), None)


@needs(Permission.MANAGE_RULES)
@require_POST
def requirement_withdraw(request, pk):
    """Ask for it no longer; it stays as history."""
    rule = get_object_or_404(Requirement.objects.editable_by(request.user), pk=pk)
    try:
        withdraw_requirement(requirement=rule, by=request.user)
    except AlreadyWithdrawn:
        messages.warning(request, _("Syarat ini sudah dicabut oleh orang lain."))
    else:
        messages.success(request, _("Syarat ini tidak diminta lagi mulai hari ini."))
    return redirect("requirement_list", rule.regency_id)


@needs(Permission.VIEW_AGREEMENT)
@form_page
def requirement_fulfil(request, pk, requirement):
    """Record that something the kabupaten asks for was met."""
    agreement = agreement_of(request, pk)
    standing = standing_today(agreement)
    act = ACTS[ACT]
    demand = next((each for each in standing.demands if each.key == str(requirement)), None)
    if was_sent_before(request, agreement):
        messages.success(request, _("Tercatat: %(act)s.") % {"act": act.done})
        return redirect(agreement)
    if demand is None:
        raise Http404
    party = party_asked(request, agreement) if demand.sides is not None else None
    codes = acting_codes(act=act, standing=standing, parties=agreement.parties.all())
    if not may_act(user=request.user, act=act, party=party, codes=codes):
        raise Http404
    if (str(party.pk) if party else "") not in asked_of(standing, demand):
        messages.warning(request, _("Syarat ini tidak diminta lagi pada keadaan sekarang."))
        return redirect(agreement)
    rule = requirement_of(demand)
    form = FulfilForm(
        request.POST or None,
        request.FILES or None,
        requirement=rule,
        seen=agreement.events_count,
        scans=Attachment.objects.visible_to(request.user)
        .filter(agreement=agreement)
        .order_by("-added_at", "pk"),
    )
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "act": act,
        "rule": rule,
        "deadline": shown.deadline(rule),
        "party": party,
        "form": form,
        "obstacles": (),
        "moved": False,
    }
    status = form_status(form)
    if form.is_valid():
        status = _fulfil(request, agreement, rule, party, form, context)
        if status is None:
            messages.success(request, _("Tercatat: %(act)s.") % {"act": act.done})
            return redirect(agreement)
    return render(request, "cooperation/requirement_fulfil.html", context, status=status)


def _fulfil(request, agreement, rule, party, form, context):
    """Do it; None when done, else the status of the page that says why not."""
    try:
        fulfil(agreement=agreement, requirement=rule, party=party, by=request.user, **form.said)
    except Moved as moved:
        fill_in(form, seen=moved.agreement.events_count)
        context["moved"] = True
        return 409
    except Refused as refused:
        context["obstacles"] = refused.obstacles
        return 422
    except (Impossible, NotTheirs):
        context["moved"] = True
        return 409
    return None
