"""Photos and scans of a meeting: brought in, and given back as a file to save."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.meeting_files import MeetingFileForm
from cooperation.models import MeetingFile
from cooperation.services.keeping import Damaged
from cooperation.services.meeting_files import MOST_FILES, TooMany, bytes_of, keep_file
from cooperation.services.representation import reads_record
from cooperation.services.scans import TYPES
from cooperation.views.meetings import around, meeting_for
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status


@needs(Permission.RECORD_MEETING)
@form_page
def meeting_file_add(request, pk):
    """Add a photo or a scan."""
    meeting = meeting_for(request.user, pk, to_write=True)
    form = MeetingFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        label, content = form.cleaned_data["label"], form.cleaned_data["file"].content
        try:
            keep_file(meeting=meeting, content=content, label=label, by=request.user)
        except TooMany:
            form.add_error("file", _("Paling banyak %(most)d berkas.") % {"most": MOST_FILES})
        else:
            messages.success(request, _("Berkas tersimpan."))
            return redirect(meeting)
    context = around(request.user, meeting) | {"form": form}
    return render(request, "cooperation/meeting_file.html", context, status=form_status(form))


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def meeting_file(request, pk):
    """The bytes as they came, to be saved: never shown inside a page of ours."""
    row = get_object_or_404(MeetingFile.objects.visible_to(request.user), pk=pk)
    meeting = meeting_for(request.user, row.meeting_id)
    if not reads_record(meeting, request.user):
        raise Http404
    try:
        content = bytes_of(row)
    except Damaged:
        raise Http404 from None
    response = HttpResponse(content, content_type=TYPES[row.kind])
    name = f"musyawarah-{meeting.on.isoformat()}-{row.digest[:8]}.{row.kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
