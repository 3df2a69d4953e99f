"""What patron and clients agreed to try: pages for the facilitators of that village alone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.steps import STEP_FIELDS, DependencyStepForm
from stakeholders.models import DependencyStep, PatronClientTie
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.dependency import newest, note_reading
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.services.revisions import newest as newest_row
from stakeholders.services.steps import DependencyEnded, agree_step, update_step
from stakeholders.views.replies import form_page, form_status, start_anew, whereabouts


@needs(Permission.VIEW_DEPENDENCY)
@form_page
def dependency_step_add(request, pk):
    """Record a step that was agreed about a dependency."""
    ties = PatronClientTie.objects.editable_by(request.user)
    tie = newest(get_object_or_404(ties.select_related("village", "patron", "client"), pk=pk))
    note_reading(subject=tie, village_code=tie.village_id, by=request.user)
    form = DependencyStepForm(request.POST or None)
    context = {"form": form}
    if not form.is_valid():
        return _form(request, tie, context, form_status(form))
    try:
        agree_step(tie=tie, by=request.user, pk=form.cleaned_data["id"], **form.said)
    except DependencyEnded:
        messages.warning(request, _("Hubungan ini sudah ditutup; langkah baru tidak dicatat."))
        return redirect(tie)
    except AlreadyRecorded as again:
        start_anew(form)
        return _form(request, tie, context | {"earlier": again.earlier}, 409)
    messages.success(request, _("Langkah yang disepakati sudah dicatat."))
    return redirect(tie)


def _form(request, tie, context, status):
    context |= {"tie": tie} | whereabouts(request.user, place=tie.village, nav="dependency")
    return render(request, "stakeholders/dependency_step_form.html", context, status=status)


@needs(Permission.VIEW_DEPENDENCY)
@form_page
def dependency_step_edit(request, pk):
    """Write how a step stands now; how it stood stays in its history."""
    steps = DependencyStep.objects.editable_by(request.user)
    steps = steps.select_related("village", "tie__patron", "tie__client", "tie__village")
    step = get_object_or_404(steps, pk=pk)
    if request.method != "POST" and newest_row(step) != step:
        return redirect(newest_row(step))
    tie = step.tie
    note_reading(subject=tie, village_code=tie.village_id, by=request.user)
    form = DependencyStepForm(request.POST or None, step=step)
    context = {"form": form, "step": step}
    if not form.is_valid():
        return _form(request, tie, context, form_status(form))
    try:
        update_step(step=step, by=request.user, pk=form.cleaned_data["id"], **form.said)
    except StaleVersion as stale:
        return _form(request, tie, context | _two_versions(form, stale.current), 409)
    messages.success(request, _("Keadaan langkah ini sudah dicatat; yang lama tetap di riwayat."))
    return redirect(newest(tie))


def _two_versions(form, current):
    """Both versions for the page; saving once more goes on from the newer one, ``step``."""
    fields = side_by_side(form, {name: getattr(current, name) for name in STEP_FIELDS})
    start_anew(form)
    told = {"theirs_by": current.recorded_by, "theirs_at": current.recorded_at}
    return {"step": current, "conflict": {"fields": fields} | told}
