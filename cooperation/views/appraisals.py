"""Writing a plan or a review in short steps, and sealing a review."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cooperation.forms.appraisals import (
    ActorsForm,
    AspectForm,
    CycleForm,
    DependenceForm,
    FirstReviewForm,
    SealForm,
)
from cooperation.lifecycle import ACTS, OVER
from cooperation.models import Agreement, Appraisal
from cooperation.presenters import appraisal_steps as walk
from cooperation.presenters import fairness as shown
from cooperation.presenters import lasting
from cooperation.services.agreements import Impossible, Moved, NotTheirs, village_codes
from cooperation.services.appraisals import (
    AlreadyReplaced,
    OneIsOpen,
    Sealed,
    Stale,
    is_closed,
    may_review,
    may_write_for,
    open_plan,
    open_review,
    schedule_first,
    seal_review,
    write_part,
)
from cooperation.services.fairness import (
    balances_of,
    counted_until,
    last_text,
    risks_of,
    talked_about,
)
from cooperation.services.review_seals import is_as_sealed
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status


def closed(request, appraisal):
    if appraisal.agreement.state in OVER:
        messages.warning(request, _("Kerja sama ini sudah berakhir."))
        return redirect(appraisal)
    words = (
        _("Rencana ini sudah menjadi pembanding tinjauan, jadi tidak diubah lagi.")
        if appraisal.is_plan
        else _("Tinjauan ini sudah selesai. Perbaikan dicatat sebagai tinjauan baru.")
    )
    messages.warning(request, words)
    return redirect(appraisal)


def drafted(request, pk):
    """The appraisal a drafter writes on, with its agreement."""
    rows = Appraisal.objects.editable_by(request.user).select_related("agreement")
    return get_object_or_404(rows, pk=pk)


def parties_of(appraisal):
    rows = appraisal.agreement.parties.filter(is_witness=False)
    return list(rows.select_related("village", "partner").order_by("position"))


@needs(Permission.DRAFT_AGREEMENT)
@require_POST
def appraisal_begin(request, pk):
    """Begin the plan (``jenis=rencana``), a review, or the correction of one (``mengganti``)."""
    agreement = get_object_or_404(Agreement.objects.editable_by(request.user), pk=pk)
    if request.POST.get("jenis") == "rencana":
        if agreement.state in OVER:
            messages.warning(request, _("Kerja sama ini sudah berakhir."))
            return redirect("agreement_fairness", agreement.pk)
        appraisal = open_plan(agreement=agreement, by=request.user)
        return redirect("appraisal_step", appraisal.pk, walk.BENEFITS)
    try:
        appraisal = open_review(
            agreement=agreement, by=request.user, replaces=_replaced(request, agreement)
        )
    except Impossible:
        messages.warning(request, _("Tinjauan dicatat selama kerja samanya berjalan."))
    except AlreadyReplaced:
        messages.warning(request, _("Tinjauan ini sudah diperbaiki oleh tinjauan lain."))
    except OneIsOpen:
        messages.warning(request, _("Selesaikan dulu tinjauan yang sedang diisi."))
    else:
        return redirect("appraisal_step", appraisal.pk, walk.BENEFITS)
    return redirect("agreement_fairness", agreement.pk)


def _replaced(request, agreement):
    """The review that the new one corrects, or None."""
    asked = request.POST.get("mengganti", "")
    if not asked:
        return None
    rows = Appraisal.objects.visible_to(request.user).filter(agreement=agreement).reviews()
    found = next((row for row in rows if str(row.pk) == asked), None)
    if found is None:
        raise Http404
    return found


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def appraisal_detail(request, pk):
    """A plan or a review as it is read: balances, dependence, aspects, reflection."""
    rows = Appraisal.objects.visible_to(request.user)
    appraisal = get_object_or_404(rows.select_related("agreement", "replaces"), pk=pk)
    agreement, parties = appraisal.agreement, parties_of(appraisal)
    codes = village_codes(parties)
    found = balances_of(appraisal, parties)
    said = talked_about([appraisal])
    drafts = any(request.user.holds_over(Permission.DRAFT_AGREEMENT, code) for code in codes)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "appraisal": appraisal,
        "name": shown.called(appraisal),
        "sheets": shown.party_sheets(parties, appraisal.lines.order_by("pk")),
        "balances": shown.balance_lines(parties, found),
        "uneven": shown.inequality_sentences(parties, found),
        "revenue": shown.revenue_shown(appraisal.revenue_lines.order_by("name"), parties),
        "facts": lasting.dependence_facts(said),
        "actors": lasting.actors(said),
        "risks": lasting.warned(risks_of(parties, [appraisal], last_text(agreement))),
        "aspects": lasting.aspect_answers(appraisal),
        "moved": lasting.aspects(counted_until(appraisal)),
        "cycle": appraisal.content.get("cycle"),
        "replaced_by": Appraisal.objects.visible_to(request.user)
        .filter(replaces=appraisal)
        .first(),
        "may_write": drafts and not is_closed(appraisal),
        "may_seal": may_review(request.user, agreement, codes) and not appraisal.is_sealed,
        "may_correct": drafts and appraisal.is_sealed and agreement.state in ACTS["review"].sources,
        "is_whole": is_as_sealed(appraisal) if appraisal.is_sealed else None,
    }
    return render(request, "cooperation/appraisal_detail.html", context)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def appraisal_step(request, pk, step):
    """One short step of a plan or a review."""
    appraisal = drafted(request, pk)
    if step not in walk.step_names(appraisal):
        raise Http404
    if is_closed(appraisal):
        return closed(request, appraisal)
    parties = parties_of(appraisal)
    context = _step_context(request, appraisal, step, parties)
    if step == walk.BENEFITS:
        return render(request, "cooperation/appraisal_benefits.html", context)
    form = _form(appraisal, step, request.POST or None)
    status = form_status(form)
    if form.is_valid():
        try:
            _write(request, appraisal, step, form)
        except Stale as stale:
            fill_in(form, base_version=stale.row.version)
            theirs = _form(stale.row, step, None)
            context |= {"moved": True, "theirs": said_in(theirs)}
            status = 409
        except Sealed:
            return closed(request, appraisal)
        else:
            return redirect(walk.following(appraisal, step))
    context |= {"form": form}
    return render(request, "cooperation/appraisal_step.html", context, status=status)


def _step_context(request, appraisal, step, parties) -> dict:
    lines = list(appraisal.lines.order_by("pk"))
    codes = village_codes(parties)
    writable = {each.pk for each in parties if may_write_for(request.user, each, codes)}
    sheets = shown.party_sheets(parties, lines, writable)
    steps = walk.steps(
        appraisal, estimated=sum(not sheet.is_empty for sheet in sheets), parties=len(parties)
    )
    return {
        "agreement": appraisal.agreement,
        "nav": "agreements",
        "appraisal": appraisal,
        "name": shown.called(appraisal),
        "step": step,
        "title": walk.TITLES.get(step, _("Selesaikan")),
        "steps": steps,
        "current": next((each["number"] for each in steps if each["name"] == step), 0),
        "sheets": sheets,
        "revenue": shown.revenue_shown(appraisal.revenue_lines.order_by("name"), parties),
        "following": walk.following(appraisal, step) if step in walk.TITLES else "",
    }


def _form(appraisal, step, data):
    if step in walk.ASKED:
        form = DependenceForm if step == walk.DEPENDENCE else ActorsForm
        return form(data, appraisal=appraisal)
    if step in walk.ASPECT_STEPS:
        return AspectForm(data, appraisal=appraisal, aspect=walk.ASPECT_STEPS[step])
    if step == walk.SCHEDULE:
        return FirstReviewForm(data, appraisal=appraisal)
    last = appraisal.agreement.reflections.order_by("-number").first()
    return CycleForm(
        data,
        said=appraisal.content.get("cycle"),
        version=appraisal.version,
        planned=last.next_step if last else "",
    )


def said_in(form) -> list[tuple[str, str]]:
    """What is stored now, as pairs of label and words, to lay beside one's own."""
    return [
        (field.label, dict(getattr(field.field, "choices", ())).get(value, value))
        for field in form.visible_fields()
        if (value := form.initial.get(field.name)) not in (None, "")
    ]


def _write(request, appraisal, step, form):
    base = {"base_version": form.cleaned_data["base_version"], "by": request.user}
    if step == walk.SCHEDULE:
        schedule_first(plan=appraisal, next_on=form.cleaned_data["next_on"], **base)
        return
    if step in walk.ASPECT_STEPS:
        said = {**appraisal.content.get("aspects", {}), walk.ASPECT_STEPS[step].value: form.said}
        write_part(appraisal=appraisal, part="aspects", said=said, **base)
        return
    if step in walk.ASKED:
        before = appraisal.content.get("dependence", {})
        kept = {name: said for name, said in before.items() if name not in form.fields}
        write_part(appraisal=appraisal, part="dependence", said={**kept, **form.said}, **base)
        return
    write_part(appraisal=appraisal, part="cycle", said=form.said, **base)


@needs(Permission.VIEW_AGREEMENT)
@form_page
def appraisal_seal(request, pk):
    """End a review: from here on it stays as it is."""
    rows = Appraisal.objects.visible_to(request.user).reviews().select_related("agreement")
    review = get_object_or_404(rows, pk=pk)
    agreement, parties = review.agreement, parties_of(review)
    if not may_review(request.user, agreement, village_codes(parties)):
        raise Http404
    if review.is_sealed:
        return closed(request, review)
    form = SealForm(request.POST or None, review=review, seen=agreement.events_count)
    status = form_status(form)
    context = _step_context(request, review, "selesai", parties) | {"form": form}
    context["balances"] = shown.balance_lines(parties, balances_of(review, parties))
    context["moved"] = False
    if form.is_valid():
        status = _seal(request, review, form, context)
        if status is None:
            return redirect(review)
    return render(request, "cooperation/appraisal_seal.html", context, status=status)


def _seal(request, review, form, context):
    """Do it; None when the page of the review is to be shown, else the status of the form."""
    try:
        seal_review(review=review, by=request.user, **form.cleaned_data)
    except Sealed:
        messages.warning(request, _("Tinjauan ini tidak dapat diubah lagi."))
    except Moved as moved:
        fill_in(form, seen=moved.agreement.events_count)
        context["moved"] = True
        return 409
    except (Impossible, NotTheirs):
        context["moved"] = True
        return 409
    else:
        messages.success(request, _("Tinjauan selesai dan tercatat dalam riwayat kerja sama."))
    return None
