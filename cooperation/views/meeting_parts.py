"""The parts of a meeting's record, each with a page of its own: people, sittings, points, tasks."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.forms.attendance import AttendanceForm, InvitationCountsForm
from cooperation.forms.meetings import AgendaForm, FollowUpForm, NextSittingForm
from cooperation.lifecycle.quorum import Stage, next_stages
from cooperation.models import AgendaItem, FollowUp
from cooperation.presenters.meeting import counts_side_by_side
from cooperation.services.meetings import (
    SITTING,
    Decided,
    add_part,
    attend,
    call_again,
    invite,
    keep,
    last_local_elements,
    planned_sitting,
    remove_item,
    rules_of_meeting,
    seen_of,
    ticked,
)
from cooperation.views.meetings import around, meeting_for, two_versions
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.services.groups import StaleVersion
from stakeholders.views.replies import fill_in, form_page, form_status


@needs(Permission.RECORD_MEETING)
@form_page
def meeting_invite(request, pk):
    """Count whom the meeting invites, and tick the groups of the map."""
    meeting = meeting_for(request.user, pk, to_write=True)
    form = InvitationCountsForm(
        request.POST or None,
        user=request.user,
        meeting=meeting,
        local=last_local_elements(meeting),
    )
    context = around(request.user, meeting) | {"form": form}
    status = form_status(form)
    if form.is_valid():
        try:
            invite(
                meeting=meeting,
                counts=form.counts,
                groups=form.chosen_groups,
                offered=form.offered,
                base=form.cleaned_data["base"],
                by=request.user,
            )
        except StaleVersion as stale:
            context |= _two_counts(form, meeting, stale.current, stale.current.invited)
            fill_in(form, base=seen_of(stale.current, ("invited",), form.ticked).digest)
            status = 409
        else:
            messages.success(request, _("Undangan tersimpan."))
            return redirect(meeting)
    return render(request, "cooperation/meeting_counts.html", context, status=status)


def _two_counts(form, meeting, current, theirs) -> dict:
    form.ticked = ticked(meeting, form.column, form.offered)
    fields = counts_side_by_side(form, theirs, form.ticked)
    told = {"theirs_by": current.changed_by, "theirs_at": current.changed_at}
    return {"conflict": {"fields": fields} | told}


@needs(Permission.RECORD_MEETING)
@form_page
def meeting_attend(request, pk, stage):
    """Count who came to a sitting; the first needs no calling, the others do."""
    meeting = meeting_for(request.user, pk, to_write=True)
    sitting = meeting.sittings.filter(stage=stage).first()
    if sitting is None and stage == Stage.FIRST:
        sitting = planned_sitting(meeting, stage)
    if sitting is None:
        raise Http404
    form = AttendanceForm(request.POST or None, user=request.user, meeting=meeting, sitting=sitting)
    context = around(request.user, meeting) | {
        "form": form,
        "sitting": sitting,
        "least": rules_of_meeting(meeting).least(meeting.invited_count),
    }
    status = form_status(form)
    if form.is_valid():
        try:
            counted = attend(
                meeting=meeting,
                stage=stage,
                values=form.values,
                groups=form.chosen_groups,
                offered=form.offered,
                base=form.cleaned_data["base"],
                by=request.user,
            )
        except StaleVersion as stale:
            context |= _two_counts(form, meeting, stale.current, stale.current.present)
            fill_in(form, base=seen_of(stale.current, SITTING, form.ticked).digest)
            status = 409
        else:
            messages.success(
                request, _("Tercatat: %(result)s.") % {"result": counted.get_result_display()}
            )
            return redirect(meeting)
    return render(request, "cooperation/meeting_counts.html", context, status=status)


@needs(Permission.RECORD_MEETING)
@form_page
def meeting_next(request, pk):
    """Put a sitting off by hours, or call it anew within days."""
    meeting = meeting_for(request.user, pk, to_write=True)
    latest = meeting.sittings.order_by("-stage").first()
    if latest is None or not next_stages(latest.stage, latest.result):
        if request.method == "POST":
            raise Http404
        return redirect(meeting)
    rules = rules_of_meeting(meeting)
    form = NextSittingForm(request.POST or None, latest=latest, rules=rules)
    if form.is_valid():
        said = form.cleaned_data
        try:
            call_again(meeting=meeting, by=request.user, **said)
        except StaleVersion:
            messages.warning(request, _("Sidang ini sudah dijadwalkan oleh orang lain."))
        else:
            messages.success(request, _("Sidang berikutnya sudah dijadwalkan."))
        return redirect(meeting)
    context = around(request.user, meeting) | {"form": form, "latest": latest, "rules": rules}
    return render(request, "cooperation/meeting_next.html", context, status=form_status(form))


@needs(Permission.RECORD_MEETING)
@form_page
def agenda_add(request, pk):
    """One more point of the agenda."""
    meeting = meeting_for(request.user, pk, to_write=True)
    return _part(request, meeting, AgendaForm, AgendaItem, None)


@needs(Permission.RECORD_MEETING)
@form_page
def agenda_edit(request, pk):
    """What was said about a point, and what was decided."""
    item = get_object_or_404(AgendaItem.objects.editable_by(request.user), pk=pk)
    meeting = meeting_for(request.user, item.meeting_id, to_write=True)
    return _part(request, meeting, AgendaForm, AgendaItem, item)


@needs(Permission.RECORD_MEETING)
@require_POST
def agenda_remove(request, pk):
    """Take a point off the agenda on which nothing was decided."""
    item = get_object_or_404(AgendaItem.objects.editable_by(request.user), pk=pk)
    meeting = meeting_for(request.user, item.meeting_id, to_write=True)
    try:
        remove_item(item=item, base=request.POST.get("version", ""), by=request.user)
    except Decided:
        messages.warning(request, _("Pokok ini sudah diputuskan, jadi tidak dapat dihapus."))
    except StaleVersion:
        messages.warning(
            request, _("Pokok ini baru saja diubah orang lain. Baca dulu, lalu hapus bila perlu.")
        )
    else:
        messages.success(request, _("Pokok bahasan dihapus dari agenda."))
        return redirect(meeting)
    return redirect("agenda_edit", item.pk)


@needs(Permission.RECORD_MEETING)
@form_page
def follow_up_add(request, pk):
    """What somebody promised to do."""
    meeting = meeting_for(request.user, pk, to_write=True)
    return _part(request, meeting, FollowUpForm, FollowUp, None)


@needs(Permission.RECORD_MEETING)
@form_page
def follow_up_edit(request, pk):
    """Put a task right, or say that it is done."""
    task = get_object_or_404(FollowUp.objects.editable_by(request.user), pk=pk)
    meeting = meeting_for(request.user, task.meeting_id, to_write=True)
    return _part(request, meeting, FollowUpForm, FollowUp, task)


VERBS = {AgendaItem: "agenda_item", FollowUp: "follow_up"}


def _part(request, meeting, form_class, model, row):
    form = form_class(request.POST or None, row=row)
    is_point = model is AgendaItem
    context = around(request.user, meeting) | {"form": form, "row": row, "is_point": is_point}
    status = form_status(form)
    if form.is_valid():
        try:
            _keep_part(request, meeting, form, model, row)
        except StaleVersion as stale:
            context |= two_versions(form, stale.current, form.columns)
            status = 409
        else:
            messages.success(request, _("Tersimpan."))
            return redirect(meeting)
    return render(request, "cooperation/meeting_part.html", context, status=status)


def _keep_part(request, meeting, form, model, row):
    said = form.cleaned_data
    if row is None:
        pk, verb = said.get("id"), f"added_{VERBS[model]}"
        add_part(
            model=model, meeting=meeting, pk=pk, values=form.values, by=request.user, verb=verb
        )
    else:
        verb = f"changed_{VERBS[model]}"
        keep(row=row, values=form.values, base=said["base"], by=request.user, verb=verb)
