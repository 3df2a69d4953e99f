"""Pages of the nodes that are no groups: people by their role, institutions, the government."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.people import InstitutionForm, PersonForm
from stakeholders.models import PersonName, Stakeholder, Tie
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.dependency import note_reading
from stakeholders.services.groups import (
    AlreadyRecorded,
    StaleVersion,
    last_change,
    record_stakeholder,
)
from stakeholders.services.officers import update_person
from stakeholders.views.noticed import findings_about
from stakeholders.views.promises import way_to
from stakeholders.views.relations import merged_into, relations_seen_by
from stakeholders.views.replies import fill_in, form_page, form_status, start_anew, whereabouts
from villages.models import Region


@needs(Permission.VIEW)
@require_safe
def stakeholder_detail(request, pk):
    """A person, an institution or the village government, and whom it is tied to."""
    stakeholders = Stakeholder.objects.visible_to(request.user).select_related("village")
    stakeholder = get_object_or_404(stakeholders, pk=pk)
    if stakeholder.is_group:
        return redirect(stakeholder)
    if stakeholder.restricted:
        note_reading(subject=stakeholder, village_code=stakeholder.village_id, by=request.user)
    ties = Tie.objects.visible_to(request.user).current().of(stakeholder)
    context = whereabouts(request.user, place=stakeholder.village) | {
        "stakeholder": stakeholder,
        "name": PersonName.objects.visible_to(request.user).filter(pk=pk).first(),
        "offices": ties.offices().filter(source=stakeholder).select_related("target"),
        "relations": relations_seen_by(request.user, stakeholder),
        "may_edit": stakeholder.open_to(request.user, Permission.RECORD)
        and stakeholder.kind == Stakeholder.Kind.PERSON,
        **findings_about(request.user, stakeholder, stakeholder.village),
        **merged_into(request.user, stakeholder),
        "way_to": way_to(request.user, stakeholder),
    }
    return render(request, "stakeholders/stakeholder_detail.html", context)


@needs(Permission.RECORD)
@form_page
def person_edit(request, pk):
    """Change the role of a person in words, and the name beside it for who may read names."""
    people = Stakeholder.objects.editable_by(request.user).present()
    people = people.filter(kind=Stakeholder.Kind.PERSON).select_related("village")
    person = get_object_or_404(people, pk=pk)
    reads_names = request.user.holds_over(Permission.VIEW_NAMES, person.village_id)
    named = PersonName.objects.visible_to(request.user).filter(pk=pk).first()
    form = PersonForm(request.POST or None, person=person, named=named if reads_names else False)
    context = whereabouts(request.user, place=person.village)
    context |= {"form": form, "stakeholder": person}
    if not form.is_valid():
        return render(request, "stakeholders/person_form.html", context, status=form_status(form))
    try:
        update_person(
            person=person,
            base_version=form.cleaned_data["version"],
            data=form.profile,
            by=request.user,
            **({"named": form.named} if reads_names else {}),
        )
    except StaleVersion as stale:
        context |= {"conflict": _two_versions(form, stale.current)}
        return render(request, "stakeholders/person_form.html", context, status=409)
    messages.success(request, _("Perubahan %(name)s tersimpan.") % {"name": person.name})
    return redirect(person)


def _two_versions(form, current):
    """Both versions of the role for the page; the form goes on over the newer one."""
    change = last_change(current)
    fields = side_by_side(form, {"name": current.name, "residence": current.residence})
    fill_in(form, version=current.version)
    return {
        "fields": fields,
        "theirs_by": change.actor if change and change.actor else _("Orang lain"),
        "theirs_at": change.at if change else None,
    }


@needs(Permission.RECORD)
@form_page
def institution_create(request, code):
    """Put an institution on the map of a village: an agency, an extension worker's office."""
    villages = Region.objects.editable_by(request.user).desa().filter(profile__isnull=False)
    village = get_object_or_404(villages, code=code)
    form = InstitutionForm(request.POST or None)
    context = whereabouts(request.user, place=village) | {"form": form}
    if not form.is_valid():
        status = form_status(form)
        return render(request, "stakeholders/institution_form.html", context, status=status)
    try:
        institution = record_stakeholder(
            village=village,
            by=request.user,
            kind=Stakeholder.Kind.INSTITUTION,
            **form.profile,
        )
    except AlreadyRecorded as again:
        start_anew(form)
        context["earlier"] = again.earlier
        return render(request, "stakeholders/institution_form.html", context, status=409)
    messages.success(request, _("%(name)s sudah ada di peta.") % {"name": institution.name})
    return redirect(institution)
