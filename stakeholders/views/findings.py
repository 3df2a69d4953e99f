"""What a team makes of a finding."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.finding_mark import FindingMarkForm, FindingReopenForm
from stakeholders.models import FindingMark
from stakeholders.presenters.findings.board import Board
from stakeholders.services.marks import OPEN, mark_finding, marks_of
from stakeholders.services.network import read_network
from stakeholders.views.replies import fill_in, form_page, form_status, whereabouts
from villages.models import Region, VillageProfile


@needs(Permission.RECORD)
@form_page
def finding_mark(request, code, key):
    """Say that a finding was talked over or is not true; or take that back."""
    village = get_object_or_404(Region.objects.editable_by(request.user).villages(), pk=code)
    get_object_or_404(VillageProfile.objects.editable_by(request.user), pk=code)
    told = _board(request.user, village).find(key)
    if told is None or not told.finding.mark_url:
        raise Http404
    if "batal" in request.POST:
        return _reopened(request, village, told)
    form = FindingMarkForm(request.POST or None, finding=told.finding)
    if not form.is_valid():
        return _page(request, village, told, form, status=form_status(form))
    if form.cleaned_data["state"] != told.finding.state:
        fill_in(form, state=told.finding.state)
        return _page(request, village, told, form, status=409)
    said = form.cleaned_data
    _say(request, village, told.finding, verdict=said["verdict"], note=said["note"], pk=said["id"])
    messages.success(request, _("Temuan ini sudah ditandai. Tandanya bisa dibatalkan kapan saja."))
    return redirect(_back(village))


def _board(user, village):
    reading = read_network(village, user)
    return Board(reading, marks_of(village, for_team=reading.for_team))


def _reopened(request, village, told):
    form = FindingReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, village, told, FindingMarkForm(finding=told.finding), status=422)
    _say(request, village, told.finding, verdict=OPEN, pk=form.cleaned_data["id"])
    messages.success(request, _("Temuan ini dibuka lagi."))
    return redirect(_back(village))


def _say(request, village, finding, **said):
    mark_finding(
        village=village,
        key=finding.key,
        kind=finding.kind,
        state=finding.state,
        by=request.user,
        **said,
    )


def _back(village):
    return f"{village.get_absolute_url()}#temuan"


def _page(request, village, told, form, *, status):
    rows = FindingMark.objects.visible_to(request.user).filter(village=village)
    history = rows.filter(key__in=told.keys).select_related("marked_by")
    context = whereabouts(request.user, place=village) | {
        "told": told,
        "form": form,
        "reopen": FindingReopenForm() if told.mark else None,
        "history": history.order_by("-marked_at", "-pk"),
        "moved_on": status == 409,
    }
    return render(request, "stakeholders/finding_mark.html", context, status=status)
