"""What outside parties offer and seek, kept by the village that knows them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cooperation.forms.resources import PartnerResourceForm
from cooperation.models import PartnerResource
from cooperation.services.resources import archive_resource, record_partner_resource
from cooperation.views.resources import edit
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status
from villages.models import Region
from villages.services.places import places


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def partner_resource_add(request, code):
    """Write down what an outside party offers or seeks."""
    villages = Region.objects.visible_to(request.user).villages().filter(profile__isnull=False)
    villages = villages.allowed(request.user, Permission.DRAFT_AGREEMENT)
    village = get_object_or_404(villages, pk=code)
    form = PartnerResourceForm(request.POST or None, user=request.user, village=village)
    if form.is_valid():
        record_partner_resource(
            partner=form.party, by=request.user, pk=form.cleaned_data["id"], **form.said
        )
        messages.success(request, _("Sudah dicatat."))
        return redirect("village_potentials", code)
    context = {"form": form, "village": village, "place": places([code])[code], "nav": "village"}
    return render(request, "cooperation/resource_form.html", context, status=form_status(form))


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def partner_resource_edit(request, pk):
    """Change what an outside party offers or seeks."""
    rows = PartnerResource.objects.editable_by(request.user).current()
    resource = get_object_or_404(rows.select_related("partner__region", "matter"), pk=pk)
    village = resource.partner.region
    form = PartnerResourceForm(
        request.POST or None, user=request.user, village=village, resource=resource
    )
    return edit(request, resource, form, village=village)


@needs(Permission.DRAFT_AGREEMENT)
@require_POST
def partner_resource_archive(request, pk):
    """Say that an outside party offers or seeks it no longer."""
    rows = PartnerResource.objects.editable_by(request.user)
    resource = get_object_or_404(rows.select_related("partner"), pk=pk)
    archive_resource(resource=resource, by=request.user)
    messages.success(request, _("%(name)s sudah diarsipkan.") % {"name": resource.name})
    return redirect("village_potentials", resource.partner.region_id)
