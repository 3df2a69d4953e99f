"""Issues: the sheet of power and interest, the Venn sheet, and moving a party on them.

What is said here of people and offices is a judgement: for the village's facilitators alone.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.issues import IssueForm, PositionForm
from stakeholders.models import Issue, Position, Stakeholder
from stakeholders.presenters import issues as shown
from stakeholders.presenters.versions import side_by_side
from stakeholders.services import issues as acts
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.views.cards import cards
from stakeholders.views.replies import fill_in, form_page, form_status, start_anew, whereabouts
from villages.models import Region


@needs(Permission.VIEW_ANSWERS)
@form_page
def issue_list(request, code):
    """The issues of a village, and a form for one more."""
    villages = Region.objects.visible_to(request.user).filter(profile__isnull=False)
    villages = villages.allowed(request.user, Permission.VIEW_ANSWERS).desa()
    village = get_object_or_404(villages, code=code)
    form = IssueForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            issue = acts.record_issue(
                village=village,
                name=said["name"],
                question=said["question"],
                pk=said["id"],
                by=request.user,
            )
            return redirect(issue)
        except AlreadyRecorded as again:
            return redirect(again.earlier)
    found = Issue.objects.visible_to(request.user).filter(village=village)
    context = whereabouts(request.user, place=village) | {
        "form": form,
        "issues": found.open().order_by("name", "pk"),
        "closed": found.exclude(closed_at=None).order_by("name", "pk"),
    }
    return render(request, "stakeholders/issue_list.html", context, status=form_status(form))


@needs(Permission.VIEW_ANSWERS)
@form_page
def issue_detail(request, pk):
    """The sheet of one issue; a post moves one party on it."""
    issue = _issue(request, pk)
    chosen = _chosen(request, issue)
    form = _position_form(request, issue, chosen)
    if not form.is_valid():
        return _sheet(request, issue, form, chosen, status=form_status(form))
    party = form.cleaned_data["stakeholder"]
    try:
        position = acts.place_party(
            issue=issue,
            stakeholder=party,
            seen=form.cleaned_data["seen"],
            pk=form.cleaned_data["id"],
            by=request.user,
            **form.reading,
        )
    except StaleVersion as stale:
        conflict = _two_readings(form, stale.current, acts.last_number(issue))
        return _sheet(request, issue, form, party, status=409, conflict=conflict)
    messages.success(request, _("%(party)s sudah ditempatkan.") % {"party": party.name})
    return redirect(f"{issue.get_absolute_url()}?baru={position.pk}#lembar")


def _issue(request, pk):
    return get_object_or_404(
        Issue.objects.visible_to(request.user).select_related("village"), pk=pk
    )


def _chosen(request, issue):
    """The party that the address asks to move, if it is one of this village."""
    parties = Stakeholder.objects.visible_to(request.user).present().filter(restricted=False)
    return _by_id(parties.in_village(issue.village_id), request.GET.get("pihak"))


def _by_id(rows, pk):
    try:
        return rows.filter(pk=pk).first() if pk else None
    except ValidationError:
        return None


def _position_form(request, issue, chosen):
    placed = Position.objects.visible_to(request.user).current().filter(issue=issue)
    return PositionForm(
        request.POST or None,
        user=request.user,
        issue=issue,
        seen=acts.last_number(issue),
        chosen=chosen,
        placed=placed.filter(stakeholder=chosen).first() if chosen else None,
    )


def _two_readings(form, current, seen):
    """Both readings for the page; saved once more, the person's own stands."""
    fields = side_by_side(form, {name: getattr(current, name) for name in acts.READING})
    fill_in(form, seen=seen)
    start_anew(form)
    return {"fields": fields, "theirs_by": current.recorded_by, "theirs_at": current.recorded_at}


def _sheet(request, issue, form, chosen, *, status, conflict=None):
    board = acts.board(issue)
    undoable = Position.objects.visible_to(request.user).filter(issue=issue)
    context = whereabouts(request.user, place=issue.village) | {
        "issue": issue,
        "form": form,
        "chosen": chosen,
        "conflict": conflict,
        "board": board,
        "sentence": shown.leading_sentence(board),
        "moves": shown.moves(board),
        "cards": cards("issue", user=request.user, issue=issue),
        "fields": shown.fields(board),
        "sheets": shown.sheets(board, chosen and chosen.pk),
        "history": acts.history(issue, chosen) if chosen else [],
        "undoable": _by_id(undoable, request.GET.get("baru")),
        "others": _other_issues(request.user, issue),
        "may_edit": request.user.holds_over(Permission.RECORD, issue.village_id),
    }
    return render(request, "stakeholders/issue_detail.html", context, status=status)


def _other_issues(user, issue):
    return Issue.objects.visible_to(user).open().filter(village=issue.village_id).order_by("name")


@needs(Permission.VIEW_ANSWERS)
@require_safe
def issue_venn(request, pk):
    """The Venn sheet: circle size is influence, distance is closeness to the residents."""
    issue = _issue(request, pk)
    board = acts.board(issue)
    context = whereabouts(request.user, place=issue.village) | {
        "issue": issue,
        "board": board,
        "venn": shown.venn(board),
    }
    return render(request, "stakeholders/issue_venn.html", context)


@needs(Permission.VIEW_ANSWERS)
@require_safe
def issue_blank(request, pk):
    """Empty sheets to print, for the villagers to fill in themselves."""
    issue = _issue(request, pk)
    parties = Stakeholder.objects.visible_to(request.user).present().filter(restricted=False)
    context = whereabouts(request.user, place=issue.village) | {
        "issue": issue,
        "size": shown.WIDE,
        "venn": shown.venn([]),
        "parties": parties.in_village(issue.village_id).groups().order_by("name", "pk"),
    }
    return render(request, "stakeholders/issue_blank.html", context)


@needs(Permission.RECORD)
@form_page
def issue_edit(request, pk):
    """Give an issue another name or question."""
    issue = get_object_or_404(_editable(request.user), pk=pk)
    form = IssueForm(request.POST or None, issue=issue)
    context = whereabouts(request.user, place=issue.village) | {"form": form, "issue": issue}
    if not form.is_valid():
        return render(request, "stakeholders/issue_form.html", context, status=form_status(form))
    said = form.cleaned_data
    fields = {"name": said["name"], "question": said["question"]}
    try:
        acts.revise_issue(issue=issue, version=said["version"] or 0, by=request.user, **fields)
    except StaleVersion as stale:
        kept = {name: getattr(stale.current, name) for name in fields}
        fill_in(form, version=stale.current.version)
        context["conflict"] = {
            "fields": side_by_side(form, kept),
            "theirs_by": stale.current.recorded_by,
            "theirs_at": stale.current.recorded_at,
        }
        return render(request, "stakeholders/issue_form.html", context, status=409)
    messages.success(request, _("Urusan sudah diperbarui."))
    return redirect(issue)


def _editable(user):
    return Issue.objects.editable_by(user).select_related("village")


@needs(Permission.RECORD)
@require_POST
def issue_close(request, pk):
    """Put an issue aside, or take it up again."""
    issue = get_object_or_404(_editable(request.user), pk=pk)
    if "buka" in request.POST:
        acts.reopen_issue(issue=issue, by=request.user)
        messages.success(request, _("Urusan dibuka lagi."))
        return redirect(issue)
    acts.close_issue(issue=issue, by=request.user)
    messages.success(request, _("Urusan ditutup. Catatannya tetap ada."))
    return redirect("issue_list", issue.village_id)


@needs(Permission.RECORD)
@require_POST
def position_undo(request, pk):
    """Take the last move of a party back, or take the party off the sheet."""
    rows = Position.objects.editable_by(request.user).select_related("issue", "stakeholder")
    position = get_object_or_404(rows, pk=pk)
    if "keluarkan" in request.POST:
        done = acts.withdraw_party(position=position, by=request.user)
        said = _("%(party)s dikeluarkan dari lembar ini.")
    else:
        done = acts.undo_position(position=position, by=request.user)
        said = _("%(party)s dikembalikan ke tempat semula.")
    if done:
        messages.success(request, said % {"party": position.stakeholder.name})
    else:
        messages.warning(request, _("Pihak ini sudah dipindahkan lagi oleh orang lain."))
    return redirect(reverse("issue_detail", args=[position.issue_id]) + "#lembar")
