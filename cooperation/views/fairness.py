"""Whether a cooperation is fair: its page, its table of benefits, its story."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.appraisals import ReflectionForm
from cooperation.lifecycle import ACTS, OVER
from cooperation.models import Agreement, Appraisal, BenefitLine, RevenueLine
from cooperation.presenters import fairness as shown
from cooperation.presenters import lasting
from cooperation.services.agreements import village_codes
from cooperation.services.appraisals import add_reflection, may_review
from cooperation.services.fairness import (
    balances_of,
    counted,
    last_text,
    risks_of,
    talked_about,
    watches,
)
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status

# Before these somebody should have looked at what the village would depend on.
BEFORE_THESE = {"consent", "agree_together", "agree_in_village", "declare_ready", "sign"}


def card_of(agreement, parties) -> dict:
    """What the page of an agreement says of its fairness."""
    appraisals = counted(agreement)
    latest = appraisals[-1] if appraisals else None
    watch = watches([agreement], timezone.localdate())[agreement.pk]
    found = balances_of(latest, parties)
    words, tone = shown.due_words(watch)
    return {
        "sentence": shown.sentence(parties, found, watch, latest),
        "losing": watch.losing,
        "due": words,
        "due_tone": tone,
        "risks": lasting.warned(risks_of(parties, appraisals, last_text(agreement))),
        "worse": [each for each in lasting.aspects(appraisals) if each.tone == "bad"],
    }


def watched(agreements) -> None:
    """Give each agreement of a list its ``watch`` and the words of what is due. Two queries."""
    found = watches(agreements, timezone.localdate())
    for agreement in agreements:
        agreement.watch = found[agreement.pk]
        agreement.due = shown.due_words(agreement.watch)


def warnings_before(agreement, act) -> list:
    """What is to be talked about before an act that binds; a warning, never a veto."""
    if act not in BEFORE_THESE:
        return []
    parties = list(agreement.parties.all())
    return lasting.warned(risks_of(parties, counted(agreement), last_text(agreement)))


def _agreement(request, pk):
    return get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)


def _parties(agreement):
    rows = agreement.parties.filter(is_witness=False)
    return list(rows.select_related("village", "partner").order_by("position"))


def _lines(request, appraisal):
    rows = BenefitLine.objects.visible_to(request.user).filter(appraisal=appraisal)
    return list(rows.order_by("pk")) if appraisal else []


def _revenue(request, plan, parties):
    rows = RevenueLine.objects.visible_to(request.user).filter(appraisal=plan)
    return shown.revenue_shown(rows.order_by("name") if plan else [], parties)


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_fairness(request, pk):
    """Balances, dependence, the four aspects and the reviews of an agreement on one page."""
    agreement = _agreement(request, pk)
    parties = _parties(agreement)
    appraisals = counted(agreement)
    latest = appraisals[-1] if appraisals else None
    found = balances_of(latest, parties)
    watch = watches([agreement], timezone.localdate())[agreement.pk]
    said = talked_about(appraisals)
    rows = Appraisal.objects.visible_to(request.user).filter(agreement=agreement)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "sentence": shown.sentence(parties, found, watch, latest),
        "watch": watch,
        "due": shown.due_words(watch),
        "latest": latest,
        "latest_name": shown.called(latest) if latest else "",
        "balances": shown.balance_lines(parties, found),
        "uneven": shown.inequality_sentences(parties, found),
        "risks": lasting.warned(risks_of(parties, appraisals, last_text(agreement))),
        "facts": lasting.dependence_facts(said),
        "actors": lasting.actors(said),
        "names": [shown.called(each) for each in appraisals],
        "aspects": lasting.aspects(appraisals),
        "reviews": list(rows.reviews().select_related("replaces").order_by("-number")),
        "plan": next((each for each in appraisals if each.is_plan), None),
        **_ways(request.user, agreement, parties),
    }
    return render(request, "cooperation/fairness_home.html", context)


def _ways(user, agreement, parties) -> dict:
    """What the person may begin here."""
    codes = village_codes(parties)
    drafts = any(user.holds_over(Permission.DRAFT_AGREEMENT, code) for code in codes)
    return {
        "open": agreement.appraisals.reviews().filter(sealed_at=None).exists(),
        "may_plan": drafts and agreement.state not in OVER,
        "may_begin": drafts and agreement.state in ACTS["review"].sources,
        "may_seal": may_review(user, agreement, codes),
    }


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_benefits(request, pk):
    """What each party gives and gets: as planned, and as a review found (``?tinjauan=``)."""
    agreement = _agreement(request, pk)
    parties = _parties(agreement)
    appraisals = counted(agreement)
    plan = next((each for each in appraisals if each.is_plan), None)
    reviews = [each for each in appraisals if not each.is_plan]
    review = _asked(request, reviews)
    sheets = zip(
        shown.party_sheets(parties, _lines(request, plan)),
        shown.party_sheets(parties, _lines(request, review)),
        strict=True,
    )
    tables = [
        {
            "name": shown.called(each),
            "balances": shown.balance_lines(parties, found),
            "uneven": shown.inequality_sentences(parties, found),
        }
        for each in (plan, review)
        if each
        for found in [balances_of(each, parties)]
    ]
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "plan": plan,
        "review": review,
        "review_name": shown.called(review) if review else "",
        "reviews": [(each.number, shown.called(each)) for each in reviews],
        "sheets": list(sheets),
        "tables": tables,
        "revenue": _revenue(request, plan, parties),
        **_ways(request.user, agreement, parties),
    }
    return render(request, "cooperation/fairness_benefits.html", context)


def _asked(request, reviews):
    """The review the address asks for, else the last one, else None."""
    asked = request.GET.get("tinjauan", "")
    if not asked:
        return reviews[-1] if reviews else None
    found = next((each for each in reviews if str(each.number) == asked), None)
    if found is None:
        raise Http404
    return found


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_story(request, pk):
    """The cycles of an agreement, the oldest first: each begins with the last one's next step."""
    agreement = _agreement(request, pk)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "cycles": list(agreement.reflections.order_by("number")),
        **_ways(request.user, agreement, list(agreement.parties.all())),
    }
    return render(request, "cooperation/reflection_story.html", context)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def reflection_add(request, pk):
    """Tell one cycle more."""
    agreement = get_object_or_404(Agreement.objects.editable_by(request.user), pk=pk)
    if agreement.state not in ACTS["review"].sources:
        messages.warning(request, _("Refleksi dicatat selama kerja samanya berjalan."))
        return redirect("agreement_story", agreement.pk)
    last = agreement.reflections.order_by("-number").first()
    form = ReflectionForm(request.POST or None, planned=last.next_step if last else "")
    if form.is_valid():
        add_reflection(
            agreement=agreement,
            said=form.said,
            held_on=form.cleaned_data["held_on"],
            pk=form.cleaned_data["id"],
            by=request.user,
        )
        messages.success(request, _("Putaran ini sudah dicatat."))
        return redirect("agreement_story", agreement.pk)
    context = {"agreement": agreement, "nav": "agreements", "form": form, "last": last}
    return render(request, "cooperation/reflection_form.html", context, status=form_status(form))
