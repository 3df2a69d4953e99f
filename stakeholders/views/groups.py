"""Pages of a group: made, read, changed, taken off the map and brought back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.groups import GroupEditForm, NewGroupForm
from stakeholders.models import PartyMerge, PersonName, Stakeholder, StepAnswer, Tie, Worksheet
from stakeholders.presenters.groups import history_lines
from stakeholders.presenters.participation import role_lines, row_url
from stakeholders.presenters.versions import side_by_side
from stakeholders.questions import HISTORY, OPENING
from stakeholders.services.groups import (
    AlreadyRecorded,
    StaleVersion,
    archive_stakeholder,
    last_change,
    record_stakeholder,
    restore_stakeholder,
    update_stakeholder,
    villages_around,
    villages_by_code,
)
from stakeholders.services.participation import readings_of
from stakeholders.services.party_merging import separate_parties
from stakeholders.views.noticed import findings_about
from stakeholders.views.promises import promises_seen_by
from stakeholders.views.relations import (
    merged_into,
    relations_seen_by,
)
from stakeholders.views.replies import (
    fill_in,
    form_page,
    form_status,
    start_anew,
    whereabouts,
)
from villages.models import Region
from villages.services import search_regions

MOST_PRESENCE_HITS = 8


@needs(Permission.RECORD)
@form_page
def group_create(request, code):
    """Put a group on the map of a village."""
    village = get_object_or_404(_villages_begun(request.user), code=code)
    form = NewGroupForm(request.POST or None, user=request.user, village=village)
    context = whereabouts(request.user, place=village) | {"form": form}
    if not form.is_valid():
        return render(request, "stakeholders/group_form.html", context, status=form_status(form))
    try:
        group = record_stakeholder(
            village=village,
            by=request.user,
            pk=form.cleaned_data["id"],
            kind=Stakeholder.Kind.GROUP,
            presences=form.cleaned_data["presences"],
            **form.profile,
        )
    except AlreadyRecorded as again:
        start_anew(form)
        context["earlier"] = again.earlier
        return render(request, "stakeholders/group_form.html", context, status=409)
    messages.success(request, _("%(name)s sudah ada di peta.") % {"name": group.name})
    return redirect(group)


def _villages_begun(user):
    """The desa with which somebody has begun to work and in which this person records."""
    return Region.objects.editable_by(user).desa().filter(profile__isnull=False)


@needs(Permission.RECORD)
@require_safe
def presence_search(request):
    """Villages to tick as other places of a group: a piece of the group's form."""
    text = request.GET.get("q", "").strip()
    chosen = villages_by_code(request.GET.getlist("presences"))
    hits = search_regions(
        text,
        levels=[Region.Level.VILLAGE],
        near=request.user.territories(Permission.RECORD),
        limit=MOST_PRESENCE_HITS,
    )
    context = {
        "text": text,
        "chosen": chosen.values(),
        "hits": [hit for hit in hits if hit.code not in chosen],
    }
    return render(request, "stakeholders/_presence_choices.html", context)


@needs(Permission.VIEW)
@require_safe
def group_detail(request, pk):
    """Everything this viewer may know of a group."""
    group = get_object_or_404(_groups(Stakeholder.objects.visible_to(request.user)), pk=pk)
    around = villages_around(group)
    seen_in = [v for v in around if request.user.holds_over(Permission.VIEW, v.pk)]
    village = seen_in[0] if seen_in else group.village
    context = whereabouts(request.user, group=group, place=village) | {
        "elsewhere": [region for region in around if region != group.village],
        "may_edit": group.open_to(request.user, Permission.RECORD),
        "may_archive": request.user.holds_over(Permission.RECORD, group.village_id),
        "may_read_names": request.user.holds_over(Permission.VIEW_NAMES, group.village_id),
        **_officers(request.user, group),
        "relations": relations_seen_by(request.user, group),
        **merged_into(request.user, group),
        **_roles(request.user, group, village),
        **_worksheet(request.user, group, village),
        "promises": promises_seen_by(request.user, village, party=group),
        **findings_about(request.user, group, village),
    }
    return render(request, "stakeholders/group_detail.html", context)


def _groups(stakeholders):
    return stakeholders.groups().select_related("group_kind", "village")


def _officers(user, group):
    """The offices held now, with names only for those who may read names."""
    offices = Tie.objects.visible_to(user).current().offices().filter(target=group)
    offices = list(offices.select_related("source").order_by("since", "pk"))
    names = PersonName.objects.visible_to(user).filter(pk__in=[tie.source_id for tie in offices])
    names = dict(names.values_list("pk", "name"))
    return {"officers": [(tie, names.get(tie.source_id, "")) for tie in offices]}


def _roles(user, group, village):
    """The group's roles in one village; the reasons only for readers of answers."""
    editable = group.open_to(user, Permission.RECORD, village.pk)
    return {
        "roles": role_lines(
            group,
            readings_of(group=group, village=village),
            village=village,
            editable=editable,
            with_reasons=user.holds_over(Permission.VIEW_ANSWERS, village.pk),
        ),
        "roles_url": row_url(group, village) if editable else "",
    }


def _worksheet(user, group, village):
    """The newest worksheet about the group in that village, how far it has come, and its story."""
    sheets = Worksheet.objects.visible_to(user).filter(group=group, village=village)
    answers = StepAnswer.objects.visible_to(user).current().filter(worksheet__in=sheets)
    sheet = sheets.order_by("-started_at").first()
    told = answers.filter(step=HISTORY).order_by("-worksheet__started_at").first()
    return {
        "sheet": sheet,
        "steps_done": answers.filter(worksheet=sheet).exclude(step=OPENING).count(),
        "history": history_lines(told.content) if told else [],
        "may_interview": user.holds_over(Permission.RECORD, village.pk)
        and user.holds_over(Permission.VIEW_ANSWERS, village.pk),
    }


@needs(Permission.RECORD)
@form_page
def group_edit(request, pk):
    """Change the profile of a group, over the version the person has seen."""
    groups = _groups(Stakeholder.objects.editable_by(request.user).present())
    group = get_object_or_404(groups, pk=pk)
    form = GroupEditForm(
        request.POST or None, instance=group, user=request.user, village=group.village
    )
    context = whereabouts(request.user, group=group, place=group.village) | {"form": form}
    if not form.is_valid():
        return render(request, "stakeholders/group_form.html", context, status=form_status(form))
    try:
        update_stakeholder(
            stakeholder=group,
            base_version=form.cleaned_data["version"],
            data=form.profile,
            presences=form.cleaned_data["presences"],
            by=request.user,
        )
    except StaleVersion as stale:
        context |= _two_versions(form, stale.current)
        return render(request, "stakeholders/group_form.html", context, status=409)
    messages.success(request, _("Perubahan %(name)s tersimpan.") % {"name": group.name})
    return redirect(group)


def _two_versions(form, current):
    """Both versions for the page; the form goes on over the newer one, with what was entered."""
    saved = {name: getattr(current, name) for name in form.Meta.fields}
    saved["presences"] = villages_around(current)[1:]
    change = last_change(current)
    fields = side_by_side(form, saved)
    fill_in(form, version=current.version)
    return {
        "conflict": {
            "fields": fields,
            "theirs_by": change.actor if change and change.actor else _("Orang lain"),
            "theirs_at": change.at if change else None,
        }
    }


@needs(Permission.RECORD)
@form_page
def group_archive(request, pk):
    """Take a group off the map, after asking once more."""
    group = _group_of_territory(request.user, pk)
    if request.method != "POST":
        ties = Tie.objects.visible_to(request.user).current().of(group)
        context = whereabouts(request.user, group=group, place=group.village) | {
            "ties": ties.count()
        }
        return render(request, "stakeholders/group_archive.html", context)
    archive_stakeholder(stakeholder=group, by=request.user)
    messages.success(request, _("%(name)s sudah diarsipkan.") % {"name": group.name})
    return redirect(group)


@needs(Permission.RECORD)
@require_POST
def group_restore(request, pk):
    """Bring an archived group back, with the ties that ended with it."""
    group = _group_of_territory(request.user, pk)
    merges = PartyMerge.objects.editable_by(request.user).standing()
    if merge := merges.filter(absorbed=group).first():
        # It was not put away but made one with another: what was its own comes back with it.
        separate_parties(merge=merge, by=request.user)
    else:
        restore_stakeholder(stakeholder=group, by=request.user)
    messages.success(request, _("%(name)s kembali ada di peta.") % {"name": group.name})
    return redirect(group)


def _group_of_territory(user, pk):
    """A group over whose village the person records: an operator keeps it, but cannot remove it."""
    group = get_object_or_404(_groups(Stakeholder.objects.editable_by(user)), pk=pk)
    if not user.holds_over(Permission.RECORD, group.village_id):
        raise Http404
    return group
