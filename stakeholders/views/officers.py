"""Who holds which office in a group."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.people import OfficeEndForm, OfficerForm
from stakeholders.models import PersonName, Stakeholder, Tie
from stakeholders.services.groups import AlreadyRecorded
from stakeholders.services.officers import end_officer, record_officer
from stakeholders.views.replies import form_page, form_status, start_anew, whereabouts


@needs(Permission.RECORD)
@form_page
def officer_add(request, pk):
    """Say who holds an office in a group."""
    groups = Stakeholder.objects.editable_by(request.user).present().groups()
    group = get_object_or_404(groups.select_related("village", "group_kind"), pk=pk)
    names = _names_in(request.user, group)
    form = OfficerForm(request.POST or None, user=request.user, group=group, names=names)
    context = whereabouts(request.user, group=group, place=group.village) | {"form": form}
    if not form.is_valid():
        return render(request, "stakeholders/officer_form.html", context, status=form_status(form))
    try:
        record_officer(group=group, by=request.user, **form.appointment)
    except AlreadyRecorded as again:
        start_anew(form)
        context["earlier"] = again.earlier
        return render(request, "stakeholders/officer_form.html", context, status=409)
    messages.success(request, _("%(office)s sudah dicatat.") % form.cleaned_data)
    return redirect(group)


def _names_in(user, group):
    """Names by id of the people in the group's village; None for who may not read names there."""
    if not user.holds_over(Permission.VIEW_NAMES, group.village_id):
        return None
    names = PersonName.objects.visible_to(user).filter(stakeholder__village=group.village_id)
    return dict(names.values_list("pk", "name"))


@needs(Permission.RECORD)
@form_page
def officer_end(request, pk):
    """Say when an office ended."""
    offices = Tie.objects.editable_by(request.user).current().offices()
    tie = get_object_or_404(offices.select_related("source", "target__village"), pk=pk)
    form = OfficeEndForm(request.POST or None, tie=tie)
    if not form.is_valid():
        group = tie.target
        context = whereabouts(request.user, group=group, place=group.village)
        context |= {"form": form, "tie": tie}
        return render(request, "stakeholders/officer_end.html", context, status=form_status(form))
    end_officer(tie=tie, by=request.user, on=form.cleaned_data["on"])
    messages.success(request, _("Masa jabatan %(office)s sudah ditutup.") % {"office": tie.office})
    return redirect(tie.target)
