"""What a village has and needs: the list with a short form, one row, and a table of many."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cooperation.forms.resources import ResourceFileForm, ResourceForm
from cooperation.models import PartnerResource
from cooperation.presenters.resources import board, columns_told
from cooperation.services.resource_files import Broken, plan_of_file, unseal
from cooperation.services.resources import (
    archive_resource,
    holders_of,
    may_write_resources,
    record_many,
    record_resource,
    update_resource,
)
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.graph.formats import FormatError
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.groups import StaleVersion
from stakeholders.services.importing.staging import worded
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region, Resource, Side
from villages.services.places import places


@needs(Permission.VIEW)
@form_page
def village_potentials(request, code):
    """What the village has and needs; below it what outside parties offer and seek."""
    village = _village(request.user, code)
    may_write = may_write_resources(request.user, code)
    if request.method == "POST" and not may_write:
        raise Http404
    side = Side.NEED if request.GET.get("sisi") == Side.NEED else Side.POTENTIAL
    form = ResourceForm(request.POST or None, user=request.user, village=village, side=side)
    if form.is_valid():
        said = form.said
        record_resource(village=village, by=request.user, pk=form.cleaned_data["id"], **said)
        messages.success(request, _("%(name)s sudah dicatat.") % {"name": said["name"]})
        return _onward(request, code, said["side"])
    rows = Resource.objects.visible_to(request.user).current().filter(village=village)
    rows = list(rows.select_related("matter").order_by("capital", "name", "pk"))
    outside = PartnerResource.objects.visible_to(request.user).current()
    outside = outside.filter(partner__region=village).select_related("partner", "matter")
    context = _where(request, village) | {
        "form": form if may_write else None,
        "open": form.is_bound or "sisi" in request.GET or not rows,
        "may_write": may_write,
        "may_decide": request.user.holds_over(Permission.DRAFT_AGREEMENT, code),
        "board": board(rows, holders_of(rows)),
        "outside": board(list(outside.order_by("partner__name", "name", "pk")), {}),
        "count": len(rows),
    }
    page = "cooperation/village_potentials.html"
    return render(request, page, context, status=form_status(form))


def _village(user, code):
    villages = Region.objects.visible_to(user).villages().filter(profile__isnull=False)
    return get_object_or_404(villages, pk=code)


def _where(request, village):
    return {"village": village, "place": places([village.pk])[village.pk], "nav": "village"}


def _onward(request, code, side):
    """To the list, or to the empty form for the next one."""
    address = reverse("village_potentials", args=[code])
    return redirect(f"{address}?sisi={side}#tambah" if "lagi" in request.POST else address)


@needs(Permission.VIEW)
@form_page
def resource_edit(request, pk):
    """Change a potential or need over the version the person has seen."""
    rows = Resource.objects.editable_by(request.user).current().select_related("village", "matter")
    resource = get_object_or_404(rows, pk=pk)
    form = ResourceForm(
        request.POST or None, user=request.user, village=resource.village, resource=resource
    )
    return edit(request, resource, form, village=resource.village)


def edit(request, resource, form, *, village):
    """The page that changes one row, of a village or of an outside party."""
    context = _where(request, village) | {"form": form, "resource": resource}
    page, status = "cooperation/resource_form.html", form_status(form)
    if form.is_valid():
        try:
            update_resource(
                resource=resource,
                base_version=form.cleaned_data["version"] or 0,
                by=request.user,
                **form.said,
            )
        except StaleVersion as stale:
            if stale.current.archived_at:
                messages.warning(request, _("Catatan ini baru saja diarsipkan orang lain."))
                return redirect("village_potentials", village.pk)
            context["conflict"] = _two_versions(form, stale.current)
            return render(request, page, context, status=409)
        messages.success(request, _("Perubahan disimpan."))
        return redirect("village_potentials", village.pk)
    return render(request, page, context, status=status)


def _two_versions(form, current):
    """Both versions for the page; saving once more goes on over the newer one."""
    fields = side_by_side(form, columns_told(form, current))
    fill_in(form, version=current.version)
    return {"fields": fields, "theirs_by": current.changed_by, "theirs_at": current.changed_at}


@needs(Permission.VIEW)
@require_POST
def resource_archive(request, pk):
    """Say that a potential or need holds no longer."""
    rows = Resource.objects.editable_by(request.user)
    resource = get_object_or_404(rows, pk=pk)
    archive_resource(resource=resource, by=request.user)
    messages.success(request, _("%(name)s sudah diarsipkan.") % {"name": resource.name})
    return redirect("village_potentials", resource.village_id)


@needs(Permission.VIEW)
@form_page
def resource_import(request, code):
    """Bring a table; what it would add is shown first, and all of it is taken or nothing."""
    village = _village(request.user, code)
    if not may_write_resources(request.user, code):
        raise Http404
    if "rows" in request.POST:
        return _take(request, village)
    form = ResourceFileForm(request.POST or None, request.FILES or None)
    context = _where(request, village) | {"form": form}
    page = "cooperation/resource_import.html"
    if not form.is_valid():
        return render(request, page, context, status=form_status(form))
    file = form.cleaned_data["file"]
    try:
        plan = plan_of_file(village=village, content=file.read(), name=file.name)
    except FormatError as error:
        context["problems"] = worded(error.problems)
        return render(request, page, context, status=422)
    if plan.problems:
        context["problems"] = plan.problems
        return render(request, page, context, status=422)
    context |= {"plan": plan, "rows": board_of_plan(plan), "seal": plan.seal(village, request.user)}
    return render(request, page, context)


def board_of_plan(plan):
    """The rows to be, as the list will show them."""
    rows = [Resource(**_plain(row)) for row in plan.rows]
    return board(rows, {})


def _plain(row):
    return {name: value for name, value in row.items() if name != "pk"}


def _take(request, village):
    try:
        rows = unseal(request.POST["rows"], village, request.user)
    except Broken:
        messages.warning(
            request, _("Pratinjau ini tidak berlaku lagi. Unggah berkasnya sekali lagi.")
        )
        return redirect("resource_import", village.pk)
    added = record_many(village=village, rows=rows, by=request.user)
    said = ngettext("%(count)d baris ditambahkan.", "%(count)d baris ditambahkan.", added)
    messages.success(request, said % {"count": added})
    return redirect("village_potentials", village.pk)
