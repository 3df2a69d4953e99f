"""Maps that a meeting agreed on: recorded, read, printed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.duplicates import AgreedMapForm
from stakeholders.models import AgreedMap
from stakeholders.presenters.duplicates import agreed_lines
from stakeholders.services.agreed_maps import changes_since, record_agreed_map, shown_now
from stakeholders.services.groups import AlreadyRecorded
from stakeholders.views.replies import form_page, form_status, start_anew, whereabouts
from villages.models import Region


@needs(Permission.VIEW)
@require_safe
def agreed_map_list(request, code):
    """The meetings that agreed on a map of this village."""
    villages = Region.objects.visible_to(request.user).filter(profile__isnull=False)
    village = get_object_or_404(villages.desa(), code=code)
    agreed = AgreedMap.objects.visible_to(request.user).filter(village=village)
    context = whereabouts(request.user, place=village, nav="map") | {
        "agreed": agreed.defer("shown").order_by("-agreed_on", "-recorded_at"),
        "may_record": request.user.holds_over(Permission.RECORD, village.pk),
    }
    return render(request, "stakeholders/agreed_map_list.html", context)


@needs(Permission.RECORD)
@form_page
def agreed_map_create(request, code):
    """Record that a meeting agreed on the map as it stands."""
    villages = Region.objects.editable_by(request.user).filter(profile__isnull=False)
    village = get_object_or_404(villages.desa(), code=code)
    form = AgreedMapForm(request.POST or None)
    context = whereabouts(request.user, place=village, nav="map") | {"form": form}
    if form.is_valid():
        try:
            agreed = record_agreed_map(village=village, by=request.user, **form.record)
        except AlreadyRecorded:
            start_anew(form)
            messages.warning(
                request, _("Isian ini sudah pernah dikirim. Periksa lalu simpan lagi.")
            )
            return _form(request, village, context, 409)
        messages.success(request, _("Peta yang disepakati sudah dicatat."))
        return redirect(agreed)
    return _form(request, village, context, form_status(form))


def _form(request, village, context, status):
    shown = shown_now(village)
    context |= {"parties": len(shown["parties"]), "ties": len(shown["ties"])}
    return render(request, "stakeholders/agreed_map_form.html", context, status=status)


@needs(Permission.VIEW)
@require_safe
def agreed_map_detail(request, pk):
    """One agreed map with the record of its meeting, and what has changed since."""
    rows = AgreedMap.objects.visible_to(request.user).select_related("village", "recorded_by")
    agreed = get_object_or_404(rows, pk=pk)
    since = changes_since(agreed)
    context = whereabouts(request.user, place=agreed.village, nav="map") | {
        "agreed": agreed,
        "since": since,
        "lines": agreed_lines(agreed, since),
    }
    return render(request, "stakeholders/agreed_map_detail.html", context)
