"""Meetings: the list of a village, one more, its page, and what is printed of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.meetings import MeetingForm, NewMeetingForm
from cooperation.models import Agreement, Meeting
from cooperation.presenters import meeting as shown
from cooperation.services.meetings import (
    FRAME,
    arrange_meeting,
    keep,
    rules_of_meeting,
    seen_of,
)
from cooperation.services.representation import groups_of, reads_record
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.views.replies import (
    fill_in,
    form_page,
    form_status,
    start_anew,
    whereabouts,
)
from villages.models import Region

MEETINGS_A_PAGE = 20


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def meeting_list(request, code):
    """The meetings of a village, the latest first."""
    village = get_object_or_404(Region.objects.visible_to(request.user).desa(), code=code)
    rows = Meeting.objects.visible_to(request.user).of_village(code)
    rows = rows.select_related("agreement").order_by("-held_on", "-created_at")
    page = Paginator(rows, MEETINGS_A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "page": page,
        "shown": [(meeting, shown.state_tag(meeting)) for meeting in page],
        "may_record": request.user.holds_over(Permission.RECORD_MEETING, code),
    }
    context |= whereabouts(request.user, place=village)
    return render(request, "cooperation/meeting_list.html", context)


@needs(Permission.RECORD_MEETING)
@form_page
def meeting_create(request, code):
    """Arrange a meeting of a village; ``?kerjasama=``: the agreement it is about, ``?jenis=``."""
    villages = Region.objects.visible_to(request.user).desa()
    villages = villages.allowed(request.user, Permission.RECORD_MEETING)
    village = get_object_or_404(villages, code=code)
    form = NewMeetingForm(
        request.POST or None,
        user=request.user,
        village=village,
        agreement=_agreement_asked(request),
        kind=request.GET.get("jenis", ""),
    )
    context = {"form": form, "earlier": None} | whereabouts(request.user, place=village)
    status = form_status(form)
    if form.is_valid():
        try:
            meeting = arrange_meeting(by=request.user, **form.record)
        except AlreadyRecorded as again:
            start_anew(form)
            context["earlier"], status = again.earlier, 409
        else:
            messages.success(
                request, _("Musyawarah sudah disiapkan. Lanjutkan dengan undangannya.")
            )
            return redirect(meeting)
    return render(request, "cooperation/meeting_form.html", context, status=status)


def _agreement_asked(request):
    try:
        pk = UUID(request.GET.get("kerjasama", ""))
    except ValueError:
        return None
    return Agreement.objects.visible_to(request.user).alive().filter(pk=pk).first()


def meeting_for(user, pk, *, to_write=False):
    """The meeting with its villages and groups, or 404."""
    rows = Meeting.objects.editable_by(user) if to_write else Meeting.objects.visible_to(user)
    rows = rows.select_related("agreement")
    return get_object_or_404(rows.prefetch_related("villages__village", "groups"), pk=pk)


def around(user, meeting) -> dict:
    """The villages of a meeting, and where its pages stand."""
    villages = [row.village for row in meeting.villages.all()]
    return {
        "meeting": meeting,
        "conflict": None,
        "villages": villages,
        "villages_named": ", ".join(village.titled for village in villages),
        "may_record": any(user.holds_over(Permission.RECORD_MEETING, v.pk) for v in villages),
    } | whereabouts(user, place=villages[0])


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def meeting_detail(request, pk):
    """Who was invited and came, what was decided, what follows."""
    meeting = meeting_for(request.user, pk)
    context = around(request.user, meeting)
    sittings = list(meeting.sittings.order_by("stage"))
    items = list(meeting.agenda.order_by("position", "pk"))
    rules = rules_of_meeting(meeting)
    groups = groups_of(meeting, request.user)
    reads = reads_record(meeting, request.user)
    counted = shown.tables(meeting, sittings)
    context |= counted | {
        "tag": shown.state_tag(meeting),
        "sentence": shown.sentence(meeting, rules),
        "next": shown.next_step(meeting, sittings, items) if context["may_record"] else None,
        "sittings": sittings,
        "items": shown.items_shown(items),
        "groups": groups,
        "reads": reads,
        "findings": shown.findings(meeting, counted["rows"], groups, context["may_record"]),
        "follow_ups": list(meeting.follow_ups.all()) if reads else [],
        "files": list(meeting.files.all()) if reads else [],
        "invitation": shown.invitation(meeting, context["villages"], items, rules),
        "rules": rules,
    }
    return render(request, "cooperation/meeting_detail.html", context)


@needs(Permission.RECORD_MEETING)
@form_page
def meeting_edit(request, pk):
    """Change what, when, where, or who leads it."""
    meeting = meeting_for(request.user, pk, to_write=True)
    form = MeetingForm(request.POST or None, row=meeting)
    context = around(request.user, meeting) | {"form": form}
    status = form_status(form)
    if form.is_valid():
        try:
            keep(
                row=meeting,
                values=form.values,
                base=form.cleaned_data["base"],
                by=request.user,
                verb="changed_meeting",
            )
        except StaleVersion as stale:
            context |= two_versions(form, stale.current, FRAME)
            status = 409
        else:
            messages.success(request, _("Perubahan tersimpan."))
            return redirect(meeting)
    return render(request, "cooperation/meeting_form.html", context, status=status)


def two_versions(form, current, columns) -> dict:
    """Both versions of a part for the page; saving once more goes over the newer one."""
    fields = side_by_side(form, {name: getattr(current, name) for name in columns})
    fill_in(form, base=seen_of(current, columns).digest)
    told = {"theirs_by": current.changed_by, "theirs_at": current.changed_at}
    return {"conflict": {"fields": fields} | told}


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def meeting_minutes(request, pk):
    """The berita acara on A4, with blank lines to sign on."""
    meeting = meeting_for(request.user, pk)
    context = around(request.user, meeting)
    sittings = list(meeting.sittings.order_by("stage"))
    items = list(meeting.agenda.order_by("position", "pk"))
    rules = rules_of_meeting(meeting)
    counted = shown.tables(meeting, sittings)
    context |= counted | {
        "rows": [row for row in counted["rows"] if row.invited_count or row.present_count],
        "sittings": sittings,
        "sentence": shown.sentence(meeting, rules),
        "items": shown.items_shown(items),
        "signatures": shown.signatures(meeting, context["villages"]),
        "follow_ups": list(meeting.follow_ups.all()) if reads_record(meeting, request.user) else [],
    }
    return render(request, "cooperation/meeting_minutes.html", context)


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def meeting_sheet(request, pk):
    """The empty attendance list, to be signed by hand."""
    meeting = meeting_for(request.user, pk)
    context = around(request.user, meeting) | {"lines": shown.sheet_lines(meeting)}
    return render(request, "cooperation/meeting_sheet.html", context)
