"""The seven-question worksheet: ask, save, settle, complete, look back."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.worksheet import NewcomerForm, SettleForm, StepForm, sent_groups
from stakeholders.models import Stakeholder, StepAnswer, Worksheet
from stakeholders.presenters import worksheets as presenter
from stakeholders.questions import CONSENT, LAST_STEP, OPENING, PRIVACY_HINT, RELATIONS, STEPS
from stakeholders.services import worksheets as services
from stakeholders.services.groups import villages_of
from stakeholders.services.worksheets import ConsentNotRead, StepConflict
from stakeholders.views.replies import form_page
from villages.models import Region

GROUPS_ON_A_PAGE = 6


@needs(Permission.RECORD)
@require_POST
def worksheet_start(request, pk):
    """Begin a worksheet about a group, or go on with the open one."""
    groups = Stakeholder.objects.visible_to(request.user).groups().present()
    group = get_object_or_404(groups, pk=pk)
    village = _village_to_ask_in(request, group)
    worksheet = services.start_worksheet(group=group, village=village, by=request.user)
    return redirect("worksheet_step", worksheet.pk, worksheet.resume_step)


def _village_to_ask_in(request, group):
    """The village in which the group is asked: the one named in the form, or its home."""
    user = request.user
    codes = [
        code
        for code in villages_of(group)
        if user.holds_over(Permission.RECORD, code)
        and user.holds_over(Permission.VIEW_ANSWERS, code)
    ]
    if not codes:
        raise Http404
    wanted = request.POST.get("village")
    code = wanted if wanted in codes else codes[0]
    return get_object_or_404(Region.objects.visible_to(user), pk=code)


@needs(Permission.VIEW_ANSWERS)
@require_safe
def worksheet_detail(request, pk):
    """The whole worksheet: how far it is, what was said, what waits to be settled."""
    worksheet = _readable(request, pk)
    answers = services.current_answers(worksheet)
    groups = _groups(worksheet, _content(answers, RELATIONS))
    names = {str(group["pk"]): group["name"] for group in groups}
    states = presenter.step_states(answers, *_progress(groups, answers), names)
    prefetch_related_objects(list(answers.values()), "recorded_by")
    context = {
        **_whereabouts(worksheet),
        "states": states,
        "saved": _last_saved(answers),
        "resume": STEPS[worksheet.resume_step],
        "begun": bool(answers),
        "may_write": request.user.holds_over(Permission.RECORD, worksheet.village_id),
        "held": worksheet.answers.held().select_related("recorded_by").order_by("recorded_at"),
        "others": Worksheet.objects.visible_to(request.user)
        .filter(group=worksheet.group_id, village=worksheet.village_id)
        .exclude(pk=pk)
        .order_by("-started_at"),
    }
    return render(request, "stakeholders/worksheet_detail.html", context)


@needs(Permission.RECORD)
@form_page
def worksheet_step(request, pk, step):
    """One step: asked when opened, saved when left."""
    worksheet = _writable(request, pk)
    if step > LAST_STEP:
        raise Http404
    if request.method == "POST":
        return _save_step(request, worksheet, step)
    answers = services.current_answers(worksheet)
    content, page, newcomer = _content(answers, step), None, None
    if step == RELATIONS:
        page = _page_of(request, _groups(worksheet, content), content)
        newcomer = NewcomerForm(worksheet=worksheet, user=request.user)
    form = StepForm(
        step=step,
        content=content,
        version=answers[step].version if step in answers else 0,
        groups=page or (),
        user=request.user,
    )
    return _show_step(request, worksheet, form, newcomer, page=page, answers=answers)


def _page_of(request, groups, content):
    """The page of groups to ask about: the one asked for, or the first with one not asked about."""
    asked = presenter.asked_about(content)
    ids = [str(group["pk"]) for group in groups]
    wanted = request.GET.get("kelompok") or next((pk for pk in ids if pk not in asked), None)
    number = ids.index(wanted) // GROUPS_ON_A_PAGE + 1 if wanted in ids else 1
    return Paginator(groups, GROUPS_ON_A_PAGE).get_page(request.GET.get("hal", number))


def _show_step(request, worksheet, form, newcomer, *, page, answers, status=200):
    number = form.step.number
    asked, known = 0, 0
    if number == RELATIONS:
        asked, known = _progress(page.paginator.object_list, answers)
    context = {
        **_whereabouts(worksheet),
        "form": form,
        "step": form.step,
        "page": page,
        "newcomer": newcomer,
        "states": presenter.step_states(answers, asked, known)[1:],
        "where": presenter.say_step(number),
        "progress": presenter.say_progress(asked, known) if known else "",
        "saved": _last_saved(answers),
        **_ways_on(number, page),
        "consent": CONSENT if number == OPENING else (),
        "privacy_hint": PRIVACY_HINT,
    }
    return render(request, "stakeholders/worksheet_step.html", context, status=status)


def _ways_on(step, page):
    """What the buttons say they lead to: a page of groups, or a step."""
    go_back = f"page-{page.number - 1}" if page and page.has_previous() else "back"
    go_on = f"page-{page.number + 1}" if page and page.has_next() else "next"
    return {"go_back": go_back, "go_on": go_on, "last": step == LAST_STEP}


def _save_step(request, worksheet, step):
    """Save what was sent and go where the person wanted to; show it again if it cannot be."""
    form, newcomer = _sent_forms(request, worksheet, step)
    if not all(sent.is_valid() for sent in filter(None, (form, newcomer))):
        return _show_again(request, worksheet, form, newcomer)
    go = request.POST.get("go", "stay")
    met = _meet(request, worksheet, newcomer)
    try:
        services.record_step(
            worksheet=worksheet,
            step=step,
            content=form.answer(),
            base_version=form.cleaned_data["base_version"],
            by=request.user,
            pk=form.cleaned_data["operation"],
            resume_at=min(step + 1, LAST_STEP) if go == "next" else step,
        )
    except StepConflict as conflict:
        return _show_conflict(request, worksheet, conflict.held, status=409)
    if met:
        return redirect(f"{_step_url(worksheet, step)}?kelompok={met.pk}#kelompok-{met.pk}")
    return redirect(_onward(request, worksheet, step, go))


def _sent_forms(request, worksheet, step):
    """The step as sent, over the version it was opened with; and the group heard of, in step 5."""
    version = request.POST.get("base_version", "")
    # Ten digits are more than any version has, and more than some databases compare.
    is_number = version.isdecimal() and len(version) < 10
    content = services.content_at(worksheet, step, int(version)) if is_number else {}
    groups, newcomer = [], None
    if step == RELATIONS:
        visible = Stakeholder.objects.visible_to(request.user).exclude(pk=worksheet.group_id)
        groups = _as_cards(visible.groups().filter(pk__in=_uuids(sent_groups(request.POST))))
        newcomer = NewcomerForm(request.POST, worksheet=worksheet, user=request.user)
    form = StepForm(request.POST, step=step, content=content, groups=groups, user=request.user)
    return form, newcomer


def _show_again(request, worksheet, form, newcomer):
    answers = services.current_answers(worksheet)
    page = None
    if form.step.number == RELATIONS:
        groups = _groups(worksheet, _content(answers, RELATIONS))
        page = Paginator(groups, GROUPS_ON_A_PAGE).get_page(request.GET.get("hal"))
    return _show_step(request, worksheet, form, newcomer, page=page, answers=answers, status=422)


def _meet(request, worksheet, newcomer):
    """Put the group heard of on the map; None when none was named."""
    if newcomer is None or not newcomer.cleaned_data["name"]:
        return None
    met = services.meet_group(
        worksheet=worksheet,
        name=newcomer.cleaned_data["name"],
        family=newcomer.cleaned_data["family"],
        by=request.user,
        pk=newcomer.cleaned_data["id"],
    )
    messages.success(
        request, _("%(group)s ada di peta. Tanyakan hubungannya di sini.") % {"group": met.name}
    )
    return met


def _onward(request, worksheet, step, go):
    """Where a saved step leads: a page of groups, the step before or after, or the overview.

    ``go``: what the button says, with a page number or the part of the page to stay at.
    """
    go, _dash, detail = go.partition("-")
    if go == "page":
        return f"{_step_url(worksheet, step)}?hal={quote(detail)}"
    if go == "stay":
        return f"{request.get_full_path()}#{quote(detail)}"
    if go == "back" and step > OPENING:
        return _step_url(worksheet, step - 1)
    if go == "next" and step < LAST_STEP:
        return _step_url(worksheet, step + 1)
    if go == "next" and not worksheet.completed_at:
        return reverse("worksheet_complete", args=[worksheet.pk])
    return worksheet.get_absolute_url()


@needs(Permission.RECORD)
@form_page
def worksheet_settle(request, pk, held):
    """Two versions of one step: choose, part by part, which words stand."""
    worksheet = _writable(request, pk)
    answers = StepAnswer.objects.editable_by(request.user).filter(version=None)
    held = get_object_or_404(answers, worksheet=worksheet, pk=held)
    if held.settled_at:
        return redirect("worksheet_step", pk, held.step)
    if request.method == "GET":
        return _show_conflict(request, worksheet, held)
    form = _settle_form(request, worksheet, held, request.POST)
    if not form.is_valid():
        return _show_conflict(request, worksheet, held, form=form, status=422)
    try:
        services.record_step(
            worksheet=worksheet,
            step=held.step,
            content=form.answer(),
            base_version=form.cleaned_data["version"],
            by=request.user,
            pk=form.cleaned_data["operation"],
            settles=held,
        )
    except StepConflict as conflict:
        return _show_conflict(request, worksheet, conflict.held, status=409)
    messages.success(request, _("Kedua versi sudah disatukan."))
    return redirect("worksheet_step", pk, held.step)


def _settle_form(request, worksheet, held, data=None):
    """The form over the version the person compares with: the newest, or the one sent back."""
    version = data.get("version", "") if data else ""
    answers = worksheet.answers.saved().filter(step=held.step).order_by("version")
    is_number = version.isdecimal() and len(version) < 10
    seen = answers.filter(version=version).last() if is_number else None
    current = seen or answers.last()
    return SettleForm(
        data,
        step=held.step,
        base=services.content_at(worksheet, held.step, held.base_version),
        current=current.content if current else {},
        held=held.content,
        version=current.version if current else 0,
        user=request.user,
    )


def _show_conflict(request, worksheet, held, *, form=None, status=200):
    form = form or _settle_form(request, worksheet, held)
    theirs = worksheet.answers.saved().filter(step=held.step).select_related("recorded_by")
    names = _names(request, [form.current, form.held])
    context = {
        **_whereabouts(worksheet),
        "form": form,
        "step": STEPS[held.step],
        "held": held,
        "theirs": theirs.order_by("version").last(),
        "mine": held.recorded_by_id == request.user.pk,
        "sides": presenter.sides(form, names),
        "merged": presenter.differences(held.step, form.current, form.merged(), names),
    }
    return render(request, "stakeholders/worksheet_conflict.html", context, status=status)


@needs(Permission.RECORD)
@form_page
def worksheet_complete(request, pk):
    """What is still empty, and the deliberate act of declaring the worksheet complete."""
    worksheet = _writable(request, pk)
    if request.method == "POST":
        try:
            services.complete_worksheet(worksheet=worksheet, by=request.user)
        except ConsentNotRead:
            return _show_missing(request, worksheet, status=422)
        messages.success(request, _("Lembar kerja selesai. Terima kasih sudah mendengarkan."))
        return redirect(worksheet)
    return _show_missing(request, worksheet)


def _show_missing(request, worksheet, status=200):
    context = {
        **_whereabouts(worksheet),
        "missing": [
            {"step": STEPS[item.step], "question": item.question, "groups": item.groups}
            for item in services.missing_answers(worksheet)
        ],
        "held": worksheet.answers.held().exists(),
    }
    return render(request, "stakeholders/worksheet_complete.html", context, status=status)


@needs(Permission.VIEW_ANSWERS)
@require_safe
def worksheet_history(request, pk):
    """Every answer ever given, by whom and when, and what it changed."""
    worksheet = _readable(request, pk)
    answers = list(
        worksheet.answers.select_related("recorded_by").order_by("recorded_at", "version")
    )
    names = _names(request, [answer.content for answer in answers])
    context = {**_whereabouts(worksheet), "told": presenter.history(answers, names)}
    return render(request, "stakeholders/worksheet_history.html", context)


# --- What several pages need ---------------------------------------------------------------------


def _readable(request, pk):
    sheets = Worksheet.objects.visible_to(request.user)
    return get_object_or_404(sheets.select_related("village", "group", "facilitator"), pk=pk)


def _writable(request, pk):
    sheets = Worksheet.objects.editable_by(request.user)
    return get_object_or_404(sheets.select_related("village", "group"), pk=pk)


def _whereabouts(worksheet):
    return {
        "nav": "village",
        "worksheet": worksheet,
        "group": worksheet.group,
        "village": worksheet.village,
    }


def _step_url(worksheet, step):
    return reverse("worksheet_step", args=[worksheet.pk, step])


def _content(answers, step):
    return answers[step].content if step in answers else {}


def _groups(worksheet, content):
    """The groups of question 5, as cards."""
    return _as_cards(services.groups_in_question(worksheet, content))


def _as_cards(groups):
    """Groups in the order of their names, with what a card shows."""
    cards = groups.values("pk", "name", "archived_at", "group_kind__mark", "group_kind__family")
    return sorted(cards, key=lambda card: (card["name"].casefold(), card["pk"]))


def _last_saved(answers):
    moments = (answer.recorded_at for answer in answers.values())
    return presenter.say_saved(max(moments, default=None))


def _progress(groups, answers):
    """How many of the groups that are still there were asked about, and how many there are."""
    asked = presenter.asked_about(_content(answers, RELATIONS))
    present = [str(group["pk"]) for group in groups if not group["archived_at"]]
    return sum(pk in asked for pk in present), len(present)


def _names(request, contents):
    """Group id -> name, of all groups these contents speak about."""
    ids = {pk for content in contents for pk in content.get("relations", {})}
    visible = Stakeholder.objects.visible_to(request.user).filter(pk__in=_uuids(ids))
    return {str(pk): name for pk, name in visible.values_list("pk", "name")}


def _uuids(texts):
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
