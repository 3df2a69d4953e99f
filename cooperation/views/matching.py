"""Proposed matches of a village, what it says to one, and the best set of a kecamatan."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cooperation.forms.matching import MatchDecisionForm
from cooperation.models import MatchDecision, Partner
from cooperation.presenters.matching import Words, gain_in_words, pair_line
from cooperation.services.match_decisions import (
    ACCEPTED,
    REJECTED,
    MatchMoved,
    MatchTaken,
    decide_match,
    reconsider_match,
    stamp,
)
from cooperation.services.matching import (
    best_of_subdistrict,
    labels_of,
    match_of,
    matches_of,
)
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region, Resource, Side
from villages.services.places import place_in_force, places

MOST_PAIRINGS = 15
MOVED = gettext_lazy("Pasangan ini baru saja ditimbang orang lain. Periksa lagi, lalu kirim.")
TAKEN = gettext_lazy("Dari pasangan ini sudah ada kerja sama. Tarik dulu usulannya di sini.")
SUBDISTRICT = 8  # length of the code


@needs(Permission.VIEW)
@require_safe
def village_matches(request, code):
    """Who has what the village needs, and who needs what it can share."""
    village = _village(request.user, code)
    matches = matches_of(village, request.user)
    words = _words(request.user, village, matches)
    still_open = words.pairings([match for match in matches if match.is_open])
    context = _where(village) | {
        "pairings": still_open[:MOST_PAIRINGS],
        "more": max(0, len(still_open) - MOST_PAIRINGS),
        "accepted": [words.shown(m) for m in matches if _said(m) == ACCEPTED],
        "rejected": [words.shown(m) for m in matches if _said(m) == REJECTED],
        "refused_there": [words.shown(m) for m in matches if m.refused_there and not m.decision],
        "unmet": _unmet(request.user, village, matches),
        "may_decide": request.user.holds_over(Permission.DRAFT_AGREEMENT, code),
    }
    return render(request, "cooperation/village_matches.html", context)


def _unmet(user, village, matches) -> list[str]:
    """The needs of the village that nobody we know of can meet, in its own words."""
    met = {match.fact.key for match in matches if match.way == MatchDecision.Way.GET}
    needs = Resource.objects.visible_to(user).current().filter(village=village, side=Side.NEED)
    return list(needs.exclude(key__in=met).order_by("name").values_list("name", flat=True))


def _said(match):
    return match.decision.verdict if match.decision else None


def _village(user, code):
    villages = Region.objects.visible_to(user).desa().filter(profile__isnull=False)
    return get_object_or_404(villages, pk=code)


def _where(village):
    return {"village": village, "place": places([village.pk])[village.pk], "nav": "village"}


def _words(user, village, matches):
    owners = {match.other for match in matches}
    return Words(village, _names(user, owners), labels_of({m.fact.key for m in matches}))


def _names(user, owners) -> dict:
    """How each owner is called: a Place, or the Partner itself."""
    codes = {owner for owner in owners if "." in owner}
    partners = Partner.objects.visible_to(user).filter(pk__in=owners - codes)
    return places(codes) | {str(partner.pk): partner for partner in partners}


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def match_decide(request, code, way, other, key):
    """Weigh one match: on to an agreement, or no with a reason."""
    village = _village(request.user, code)
    if not request.user.holds_over(Permission.DRAFT_AGREEMENT, code):
        raise Http404
    match = match_of(village, request.user, way, other, key)
    if match is None:
        raise Http404
    shown = _words(request.user, village, [match]).shown(match)
    now = {"numbers": match.fact.numbers, "said": stamp(match.decision)}
    form = MatchDecisionForm(request.POST or None, **now)
    context = _where(village) | {"form": form, "shown": shown, "match": match}
    context["is_agency"] = _is_agency(request.user, other)
    page, status = "cooperation/match_decide.html", form_status(form)
    if not form.is_valid():
        return render(request, page, context, status=status)
    if any(form.cleaned_data[name] != value for name, value in now.items()):
        fill_in(form, **now)
        return render(request, page, context | {"moved": True}, status=409)
    verdict, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
    if verdict == ACCEPTED and context["is_agency"]:
        form.add_error(
            "verdict", _("Instansi bukan pihak perjanjian. Catat sebagai dukungan saja.")
        )
        return render(request, page, context, status=422)
    try:
        decision = decide_match(
            village=village, match=match, verdict=verdict, reason=reason, by=request.user
        )
    except MatchMoved:
        messages.warning(request, MOVED)
        return redirect(request.path)
    except MatchTaken as taken:
        messages.warning(request, TAKEN)
        return redirect(taken.agreement)
    if verdict == ACCEPTED:
        messages.success(request, _("Tercatat cocok. Lengkapi usulan kerja samanya."))
        return redirect(f"{reverse('agreement_create', args=[code])}?cocok={decision.pk}")
    messages.success(request, _("Tercatat: tidak diusulkan lagi selama angkanya tetap."))
    return redirect("village_matches", code)


def _is_agency(user, other) -> bool:
    if "." in other:
        return False
    return not Partner.objects.visible_to(user).parties().filter(pk=other).exists()


@needs(Permission.DRAFT_AGREEMENT)
@require_POST
def match_reconsider(request, pk):
    """Take a decision back, so that the match is proposed again."""
    decision = get_object_or_404(MatchDecision.objects.editable_by(request.user), pk=pk)
    try:
        reconsider_match(decision=decision, by=request.user)
    except MatchTaken as taken:
        messages.warning(request, TAKEN)
        return redirect(taken.agreement)
    messages.success(request, _("Pasangan ini diusulkan lagi."))
    return redirect("village_matches", decision.village_id)


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def subdistrict_matches(request, code):
    """The pairs in a kecamatan that together meet most; those of one's own villages in full."""
    place = place_in_force(code) if len(code) == SUBDISTRICT else None
    if place is None or not _reaches(request.user, code):
        raise Http404
    found = best_of_subdistrict(code, request.user)
    own = [
        (fact, share)
        for fact, share in found.pairs
        if any(
            request.user.holds_over(Permission.VIEW_AGREEMENT, owner)
            for owner in (fact.needer, fact.giver)
            if "." in owner
        )
    ]
    names = _names(request.user, {owner for f, _s in own for owner in (f.needer, f.giver)})
    matters = labels_of({fact.key for fact, _share in own})
    context = {
        "nav": "agreements",
        "place": place,
        "found": found,
        "gain": gain_in_words(found),
        "pairs": [pair_line(fact, share, names, matters) for fact, share in own],
        "others": len(found.pairs) - len(own),
    }
    return render(request, "cooperation/subdistrict_matches.html", context)


def _reaches(user, code) -> bool:
    """Whether the person reads agreements in the kecamatan, or in a village of it."""
    return user.holds_over(Permission.VIEW_AGREEMENT, code) or any(
        territory.startswith(code + ".")
        for territory in user.territories(Permission.VIEW_AGREEMENT)
    )
