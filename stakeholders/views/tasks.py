"""Tasks and promises: written down, followed, ticked off, and taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.tasks import TASK_FIELDS, TaskForm
from stakeholders.models import ApproachPlan, PlanTask
from stakeholders.models.approach import DETAILS
from stakeholders.presenters.approach import title_of
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.services.revisions import newest
from stakeholders.services.tasks import record_task, tick_task, update_task
from stakeholders.views.approach import plan_villages
from stakeholders.views.replies import form_page, form_status, start_anew, whereabouts


def _titles(user, village):
    """How each plan of the village is called, by id."""
    plans = ApproachPlan.objects.visible_to(user).filter(village=village)
    details = (detail._meta.model_name for detail in DETAILS.values())
    plans = plans.select_related(*details).select_related("contactpath__key_figure")
    return {plan.pk: title_of(plan) for plan in plans}


def _back(task):
    """Where a task is read: with its plan, or among all of the village."""
    if task.plan_id:
        return redirect("approach_detail", task.plan_id)
    return redirect(reverse("approach_list", args=[task.village_id]) + "#tugas")


@needs(Permission.VIEW_ANSWERS)
@form_page
def task_create(request, code):
    """Write down a task or a promise. The address may say of which plan and about whom."""
    village = get_object_or_404(plan_villages(request.user), pk=code)
    begun = {"plan": request.GET.get("rencana"), "party": request.GET.get("pihak")}
    begun["is_promise"] = "janji" in request.GET
    form = TaskForm(
        request.POST or None,
        user=request.user,
        village=village,
        titles=_titles(request.user, village),
        initial=begun,
    )
    context = {"form": form}
    if not form.is_valid():
        return _form(request, village, context, form_status(form))
    try:
        task = record_task(
            village=village, by=request.user, pk=form.cleaned_data["id"], **form.said
        )
    except AlreadyRecorded as again:
        start_anew(form)
        return _form(request, village, context | {"earlier": again.earlier}, 409)
    messages.success(request, _("Sudah dicatat."))
    return _back(task)


def _form(request, village, context, status):
    context |= whereabouts(request.user, place=village)
    return render(request, "stakeholders/task_form.html", context, status=status)


@needs(Permission.VIEW_ANSWERS)
@form_page
def task_edit(request, pk):
    """Change a task; how it was stays."""
    tasks = PlanTask.objects.editable_by(request.user)
    task = get_object_or_404(tasks.select_related("village", "party", "plan"), pk=pk)
    if request.method != "POST" and newest(task) != task:
        return redirect(newest(task))
    form = TaskForm(
        request.POST or None,
        user=request.user,
        village=task.village,
        titles=_titles(request.user, task.village),
        task=task,
    )
    context = {"form": form, "task": task}
    if not form.is_valid():
        return _form(request, task.village, context, form_status(form))
    try:
        task = update_task(task=task, by=request.user, pk=form.cleaned_data["id"], **form.said)
    except StaleVersion as stale:
        return _form(request, task.village, context | _two_versions(form, stale.current), 409)
    messages.success(request, _("Perubahan disimpan."))
    return _back(task)


def _two_versions(form, current):
    """Both versions for the page; saving once more goes on from the newer one, ``task``."""
    fields = side_by_side(form, {name: getattr(current, name) for name in TASK_FIELDS})
    start_anew(form)
    told = {"theirs_by": current.recorded_by, "theirs_at": current.recorded_at}
    return {"task": current, "conflict": {"fields": fields} | told}


@needs(Permission.VIEW_ANSWERS)
@require_POST
def task_tick(request, pk):
    """Say that a task is done; with ``batal``, that it is not after all."""
    tasks = PlanTask.objects.editable_by(request.user)
    task = get_object_or_404(tasks, pk=pk)
    done = "batal" not in request.POST
    try:
        task = tick_task(task=task, done=done, by=request.user)
    except StaleVersion as stale:
        messages.warning(request, _("Tugas ini baru saja diubah orang lain; periksa dulu."))
        return _back(stale.current)
    if not done:
        messages.success(request, _("Kembali ke daftar yang belum selesai."))
    elif task.is_promise:
        messages.success(
            request, _("Janji ditepati. Bila keliru, batalkan di daftar yang selesai.")
        )
    else:
        messages.success(request, _("Tugas selesai. Bila keliru, batalkan di daftar yang selesai."))
    return _back(task)
