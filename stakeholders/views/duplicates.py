"""Look-alikes: found, compared, made one, taken apart again, or told to be two."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.duplicates import OtherPartyForm
from stakeholders.models import PartyMerge, Stakeholder, Tie, Worksheet
from stakeholders.presenters.duplicates import WHY_NOT, clash_sentence, in_words
from stakeholders.services.lookalikes import lookalikes
from stakeholders.services.party_merging import (
    CannotMerge,
    MergedOn,
    check_mergeable,
    clashes,
    in_order,
    merge_parties,
    separate_parties,
    tell_apart,
)
from stakeholders.views.replies import form_page, whereabouts
from villages.models import Region

MOST = 50


@needs(Permission.VIEW_DEPENDENCY)
@require_safe
def duplicate_list(request, code):
    """Parties of a village that may be one and the same, and the merges so far."""
    villages = Region.objects.editable_by(request.user).filter(profile__isnull=False)
    villages = villages.allowed(request.user, Permission.VIEW_DEPENDENCY).desa()
    village = get_object_or_404(villages, code=code)
    merges = PartyMerge.objects.visible_to(request.user).standing().filter(village=village)
    pairs = lookalikes(village, user=request.user)
    context = whereabouts(request.user, place=village) | {
        "pairs": [(pair, in_words(pair.reasons)) for pair in pairs[:MOST]],
        "more": max(0, len(pairs) - MOST),
        "merges": merges.select_related("kept", "absorbed", "merged_by").order_by("-merged_at"),
    }
    return render(request, "stakeholders/duplicate_list.html", context)


@needs(Permission.VIEW_DEPENDENCY)
@form_page
def duplicate_compare(request, pk):
    """Two records side by side; a post makes them one, or says that they are two."""
    party = get_object_or_404(_mergeable(request.user), pk=pk)
    form = OtherPartyForm(request.POST or request.GET or None, user=request.user, party=party)
    context = whereabouts(request.user, place=party.village) | {"party": party, "form": form}
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "stakeholders/duplicate_compare.html", context, status=status)
    other = form.cleaned_data["dengan"]
    if request.method == "POST":
        return _decide(request, party, other, context)
    return _compare(request, party, other, context)


def _mergeable(user):
    parties = Stakeholder.objects.editable_by(user).exclude(kind=Stakeholder.Kind.GOVERNMENT)
    parties = parties.allowed(user, Permission.VIEW_DEPENDENCY)
    return parties.present().select_related("village", "group_kind")


def _decide(request, party, other, context):
    if "beda" in request.POST:
        tell_apart(one=party, other=other, by=request.user)
        messages.success(request, _("Dicatat sebagai dua pihak yang berbeda."))
        return redirect("duplicate_list", party.village_id)
    kept, absorbed = in_order(party, other)
    try:
        merge = merge_parties(kept=kept, absorbed=absorbed, by=request.user)
    except CannotMerge as refusal:
        context["why_not"] = WHY_NOT[refusal.why]
        return _compare(request, party, other, context, status=422)
    messages.success(
        request,
        _("%(absorbed)s sekarang menjadi satu dengan %(kept)s.")
        % {"absorbed": absorbed.name, "kept": kept.name},
    )
    return redirect("duplicate_list", merge.village_id)


def _compare(request, party, other, context, *, status=200):
    kept, absorbed = in_order(party, other)
    context |= {
        "kept": kept,
        "absorbed": absorbed,
        "records": [_record(each, request.user) for each in (kept, absorbed)],
        "clashes": [clash_sentence(clash) for clash in clashes(kept, absorbed, request.user)],
    }
    try:
        check_mergeable(kept, absorbed)
    except CannotMerge as refusal:
        context["why_not"] = WHY_NOT[refusal.why]
    return render(request, "stakeholders/duplicate_compare.html", context, status=status)


def _record(party, user):
    """What hangs on one of the two records."""
    ties = Tie.objects.visible_to(user).current().of(party)
    sheets = Worksheet.objects.visible_to(user).filter(group=party).order_by("started_at")
    return {
        "party": party,
        "statements": ties.statements().count(),
        "offices": ties.offices().count(),
        "sheets": sheets.values("held_on", "informant"),
    }


@needs(Permission.VIEW_DEPENDENCY)
@require_POST
def merge_undo(request, pk):
    """Take a merge back."""
    merges = PartyMerge.objects.editable_by(request.user).select_related("kept", "absorbed")
    merge = get_object_or_404(merges, pk=pk)
    try:
        done = separate_parties(merge=merge, by=request.user)
    except MergedOn:
        messages.warning(
            request, _("Pihak ini sudah disatukan lagi dengan yang lain. Pisahkan yang itu dulu.")
        )
        return redirect("duplicate_list", merge.village_id)
    if done:
        messages.success(
            request, _("%(name)s berdiri sendiri lagi.") % {"name": merge.absorbed.name}
        )
    return redirect("duplicate_list", merge.village_id)
