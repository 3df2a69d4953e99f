"""Files of an agreement, handed out to whoever may read it."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from cooperation.models import Attachment
from cooperation.services.attachments import path_of
from jejaring.access import needs
from jejaring.roles import Permission


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def attachment_file(request, pk):
    """The bytes as they were kept, to be saved and never opened inside a page of ours."""
    row = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
    try:
        file = path_of(row).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file,
        as_attachment=True,
        filename=row.name,
        content_type=row.media_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )
