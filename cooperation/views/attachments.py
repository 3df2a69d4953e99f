"""Files of an agreement, handed out to whoever may read it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cooperation.models import Attachment
from cooperation.services.attachments import bytes_of
from cooperation.services.keeping import Damaged
from jejaring.access import needs
from jejaring.roles import Permission


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def attachment_file(request, pk):
    """The bytes as they were kept, to be saved and never opened inside a page of ours."""
    row = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    try:
        content = bytes_of(row)
    except Damaged:
        raise Http404 from None
    return HttpResponse(
        content,
        content_type=row.media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, row.name),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
