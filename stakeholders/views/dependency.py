"""Patron and client: pages for the facilitators of that village and for nobody else.

Every reading is written down, and no page may be kept by a browser or a cache on the way.
"""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.dependency import DependencyEditForm, NewDependencyForm
from stakeholders.models import DependencyStep, PatronClientTie, PersonName
from stakeholders.presenters.balance import questions
from stakeholders.presenters.dependency import facts, overview, party, past_readings
from stakeholders.presenters.steps import step_stories
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.balance import weigh
from stakeholders.services.dependency import (
    DESCRIPTION,
    close_dependency,
    history_of,
    newest,
    note_reading,
    record_dependency,
    revise_dependency,
)
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.services.revisions import chains
from stakeholders.views.replies import form_page, form_status, start_anew, whereabouts
from villages.models import Region


@needs(Permission.VIEW_DEPENDENCY)
@require_safe
def dependency_list(request, code):
    """The balance of a village: who depends on whom, what flows each way, what was agreed."""
    village = get_object_or_404(_villages(request.user), code=code)
    note_reading(subject=village, village_code=village.pk, by=request.user)
    readings = PatronClientTie.objects.visible_to(request.user).filter(village=village)
    readings = readings.select_related("patron__group_kind", "client__group_kind")
    found = _in_force(chains(readings.order_by("recorded_at", "pk")))
    context = whereabouts(request.user, place=village, nav="dependency") | {
        "overview": overview(
            found,
            _names_in(request.user, village),
            earlier={tie.pk: earlier for tie, earlier in found.items()},
            steps=_steps_by_tie(request.user, village, found),
        ),
        "questions": questions(weigh(list(found)), list(found)),
        "may_edit": request.user.holds_over(Permission.RECORD, village.pk),
    }
    return render(request, "stakeholders/dependency_list.html", context)


def _steps_by_tie(user, village, found):
    """Id of a current tie -> the steps agreed about it, under whichever reading."""
    now = {row.pk: tie.pk for tie, earlier in found.items() for row in (tie, *earlier)}
    by_tie = defaultdict(list)
    for step in DependencyStep.objects.visible_to(user).current().filter(village=village):
        if step.tie_id in now:
            by_tie[now[step.tie_id]].append(step)
    return by_tie


def _in_force(readings):
    """The ties that hold now with their earlier readings."""
    return {tie: earlier for tie, earlier in readings if tie.closed_at is None}


def _villages(user):
    return Region.objects.visible_to(user).allowed(user, Permission.VIEW_DEPENDENCY).desa()


def _names_in(user, village):
    """Personal names by stakeholder id, for the parties of a village."""
    names = PersonName.objects.visible_to(user).filter(stakeholder__village=village)
    return dict(names.values_list("pk", "name"))


@needs(Permission.VIEW_DEPENDENCY)
@form_page
def dependency_create(request, code):
    """Record that somebody depends on somebody else."""
    villages = Region.objects.editable_by(request.user).filter(profile__isnull=False)
    villages = villages.allowed(request.user, Permission.VIEW_DEPENDENCY).desa()
    village = get_object_or_404(villages, code=code)
    names = _names_in(request.user, village)
    form = NewDependencyForm(request.POST or None, user=request.user, village=village, names=names)
    context = whereabouts(request.user, place=village, nav="dependency") | {"form": form}
    if not form.is_valid():
        return _form(request, context, form_status(form))
    try:
        tie = record_dependency(village=village, by=request.user, **form.dependency)
    except AlreadyRecorded as again:
        start_anew(form)
        note_reading(subject=again.earlier, village_code=village.pk, by=request.user)
        return _form(request, context | {"earlier": again.earlier}, 409)
    messages.success(request, _("Hubungan ketergantungan sudah dicatat."))
    return redirect(tie)


def _form(request, context, status):
    return render(request, "stakeholders/dependency_form.html", context, status=status)


@needs(Permission.VIEW_DEPENDENCY)
@require_safe
def dependency_detail(request, pk):
    """One dependency as it is seen now, and how it was seen before."""
    tie = get_object_or_404(_ties(PatronClientTie.objects.visible_to(request.user)), pk=pk)
    note_reading(subject=tie, village_code=tie.village_id, by=request.user)
    names = _names_in(request.user, tie.village)
    context = whereabouts(request.user, place=tie.village, nav="dependency") | {
        "tie": tie,
        "patron": party(tie.patron, names),
        "client": party(tie.client, names),
        "facts": facts(tie),
        "newest": newest(tie),
        "history": past_readings(tie, history_of(tie)),
        "steps": _steps_of(request.user, tie),
        "may_edit": request.user.holds_over(Permission.RECORD, tie.village_id),
    }
    return render(request, "stakeholders/dependency_detail.html", context)


def _steps_of(user, tie):
    """What was agreed about a dependency, under whichever reading, each step with its history."""
    last = newest(tie)
    readings = [last, *history_of(last)]
    rows = DependencyStep.objects.visible_to(user).filter(tie__in=readings)
    return step_stories(chains(rows.select_related("recorded_by").order_by("recorded_at", "pk")))


def _ties(ties):
    return ties.select_related(
        "village", "patron__group_kind", "client__group_kind", "recorded_by", "closed_by"
    )


@needs(Permission.VIEW_DEPENDENCY)
@form_page
def dependency_edit(request, pk):
    """Write what is seen now; what was seen before stays in the history."""
    tie = get_object_or_404(_ties(PatronClientTie.objects.editable_by(request.user)), pk=pk)
    if request.method != "POST" and tie.closed_at:
        return redirect(newest(tie))
    note_reading(subject=tie, village_code=tie.village_id, by=request.user)
    form = DependencyEditForm(request.POST or None, tie=tie)
    context = whereabouts(request.user, place=tie.village, nav="dependency")
    context |= {"form": form, "tie": tie}
    if not form.is_valid():
        return _form(request, context, form_status(form))
    try:
        saved = revise_dependency(
            tie=tie, by=request.user, pk=form.cleaned_data["id"], **form.description
        )
    except StaleVersion as stale:
        return _form(request, context | _two_versions(form, stale.current), 409)
    messages.success(request, _("Catatan diperbarui; yang lama tetap di riwayat."))
    return redirect(saved)


def _two_versions(form, current):
    """Both readings for the page; saving once more revises the newer one, ``tie``."""
    fields = side_by_side(form, {name: getattr(current, name) for name in DESCRIPTION})
    start_anew(form)
    by, at = current.recorded_by, current.recorded_at
    if current.closed_at:
        by, at = current.closed_by, current.closed_at
    return {"tie": current, "conflict": {"fields": fields, "theirs_by": by, "theirs_at": at}}


@needs(Permission.VIEW_DEPENDENCY)
@form_page
def dependency_close(request, pk):
    """Say that a dependency has ended, after asking once more."""
    tie = get_object_or_404(_ties(PatronClientTie.objects.editable_by(request.user)), pk=pk)
    if request.method != "POST":
        note_reading(subject=tie, village_code=tie.village_id, by=request.user)
        context = whereabouts(request.user, place=tie.village, nav="dependency") | {"tie": tie}
        return render(request, "stakeholders/dependency_close.html", context)
    try:
        close_dependency(tie=tie, by=request.user)
    except StaleVersion as stale:
        messages.warning(request, _("Catatan ini sudah diubah atau ditutup orang lain."))
        return redirect(stale.current)
    messages.success(request, _("Hubungan ketergantungan ditutup; riwayatnya tetap ada."))
    return redirect("dependency_list", tie.village_id)
