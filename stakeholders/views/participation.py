"""Which group fills which role in the village: the matrix, one role, and one group's whole row."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.participation import ParticipationForm, RowForm
from stakeholders.forms.period import SinceForm
from stakeholders.models import Participation, Stakeholder
from stakeholders.models.participation import VillageRole
from stakeholders.presenters.changes import months_before
from stakeholders.presenters.participation import cell, empty_role_sentence, table
from stakeholders.presenters.participation_trend import ParticipationTrend, reasons
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.groups import villages_around
from stakeholders.services.participation import (
    StaleReading,
    matrix,
    readings_of,
    record_participation,
    record_readings,
)
from stakeholders.services.participation_trend import trend
from stakeholders.views.replies import fill_in, form_page, form_status, whereabouts
from villages.models import Region

GROUPS_ON_A_PAGE = 50


@needs(Permission.VIEW)
@require_safe
def participation_matrix(request, code):
    """All groups of a village against the roles their kinds are expected to fill."""
    village = get_object_or_404(Region.objects.visible_to(request.user).desa(), code=code)
    readings = matrix(village)
    page = Paginator(readings.rows, GROUPS_ON_A_PAGE).get_page(request.GET.get("hal"))
    editable = request.user.holds_over(Permission.RECORD, village.pk)
    reads_answers = request.user.holds_over(Permission.VIEW_ANSWERS, village.pk)
    context = whereabouts(request.user, place=village, nav="roles") | {
        "may_record": editable,
        "findings": [empty_role_sentence(empty) for empty in readings.empty_roles],
        "page": page,
        "reasons": reasons(readings) if reads_answers else [],
        **_then_and_now(request, village, readings, reads_answers),
        **table(readings, page.object_list, village=village, editable=editable),
    }
    status = 422 if context["since_form"].errors else 200
    return render(request, "stakeholders/participation_matrix.html", context, status=status)


def _then_and_now(request, village, readings, reads_answers) -> dict:
    """What became of the roles since the day that was asked for, by default a year ago."""
    form = SinceForm(request.GET)
    if not form.is_valid():
        return {"since_form": form, "trend": None}
    since = form.cleaned_data["dibanding"] or months_before(timezone.localdate(), 12)
    shown = ParticipationTrend(trend(village, since, now=readings), with_reasons=reads_answers)
    return {"since_form": SinceForm(initial={"dibanding": since}), "trend": shown}


@needs(Permission.RECORD)
@form_page
def participation_edit(request, pk, role):
    """Record how one group stands in one role; earlier readings stay beneath."""
    group, village = _what_to_record(request, pk)
    readings = readings_of(group=group, village=village)
    if role not in readings:
        raise Http404
    reads_answers = request.user.holds_over(Permission.VIEW_ANSWERS, village.pk)
    form = ParticipationForm(
        request.POST or None, reading=readings[role], with_reason=reads_answers
    )
    context = whereabouts(request.user, group=group, place=village, nav="roles") | {
        "form": form,
        "role": VillageRole(role),
        "history": _history(request.user, group, village, role, reads_answers),
    }
    if form.is_valid():
        try:
            record_participation(
                village=village, group=group, role=role, by=request.user, **form.reading
            )
        except StaleReading as stale:
            context["conflict"] = _two_readings(form, stale.current[role], reads_answers)
        else:
            return _saved(request, group, village)
    status = 409 if "conflict" in context else form_status(form)
    return render(request, "stakeholders/participation_form.html", context, status=status)


@needs(Permission.RECORD)
@form_page
def participation_group(request, pk):
    """Record all roles of one group at once, as they are asked in one conversation."""
    group, village = _what_to_record(request, pk)
    reads_answers = request.user.holds_over(Permission.VIEW_ANSWERS, village.pk)
    form = RowForm(
        request.POST or None,
        readings=readings_of(group=group, village=village),
        seen=_readings_ever(request.user, group, village),
        with_reasons=reads_answers,
    )
    context = whereabouts(request.user, group=group, place=village, nav="roles") | {"form": form}
    if form.is_valid():
        try:
            record_readings(village=village, group=group, readings=form.said, by=request.user)
        except StaleReading as stale:
            context["conflict"] = _two_rows(form, stale.current, reads_answers)
        else:
            return _saved(request, group, village)
    status = 409 if "conflict" in context else form_status(form)
    return render(request, "stakeholders/participation_group.html", context, status=status)


def _what_to_record(request, pk):
    """The group, and the village in which this person may record about it (``?desa=``)."""
    groups = Stakeholder.objects.visible_to(request.user).present().groups()
    group = get_object_or_404(groups.select_related("group_kind", "village"), pk=pk)
    wanted = request.GET.get("desa")
    for village in villages_around(group):
        if wanted in (None, village.pk) and group.open_to(
            request.user, Permission.RECORD, village.pk
        ):
            return group, village
    raise Http404


def _saved(request, group, village):
    """Back to the matrix, or to the group for somebody who sees no more of the village."""
    messages.success(request, _("Peran %(group)s tersimpan.") % {"group": group.name})
    if request.user.holds_over(Permission.VIEW, village.pk):
        return redirect(reverse("participation_matrix", args=[village.pk]))
    return redirect(group)


def _readings_ever(user, group, village):
    """Every reading of the group in that village, by role and version."""
    readings = Participation.objects.visible_to(user).filter(group=group, village=village)
    return {(reading.role, reading.version): reading for reading in readings}


def _history(user, group, village, role, reads_answers):
    """All readings of one role, the newest first; reasons for readers of answers only."""
    readings = Participation.objects.visible_to(user).filter(
        group=group, village=village, role=role
    )
    return [
        {
            "cell": cell(role, reading, with_reason=reads_answers),
            "by": reading.recorded_by,
            "at": reading.recorded_at,
        }
        for reading in readings.select_related("recorded_by").order_by("-version")
    ]


def _two_readings(form, current, reads_answers):
    """What the person says beside what somebody recorded meanwhile; the form goes on over it."""
    compared = ("value", "reason", "as_of") if reads_answers else ("value", "as_of")
    fields = side_by_side(form, {name: getattr(current, name) for name in compared})
    fill_in(form, base_version=current.version)
    return {"fields": fields, "theirs_by": current.recorded_by, "theirs_at": current.recorded_at}


def _two_rows(form, stale, reads_answers):
    """The same for several roles of a row."""
    theirs = {}
    for role, reading in stale.items():
        theirs[f"value_{role}"] = reading.value
        if reads_answers:
            theirs[f"reason_{role}"] = reading.reason
    fields = side_by_side(form, theirs)
    fill_in(form, **{f"base_{role}": reading.version for role, reading in stale.items()})
    newest = max(stale.values(), key=lambda reading: reading.recorded_at)
    return {"fields": fields, "theirs_by": newest.recorded_by, "theirs_at": newest.recorded_at}
