"""Quorum and sittings as a kabupaten settles them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cooperation.forms.meeting_rules import MeetingRulesForm
from cooperation.models import MeetingRules
from cooperation.services.meeting_rules import (
    COLUMNS,
    regency_managed,
    rules_digest,
    settle_rules,
)
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.groups import StaleVersion
from stakeholders.views.replies import fill_in, form_page, form_status


@needs(Permission.MANAGE_RULES)
@form_page
def meeting_rules(request, code):
    """What holds in the kabupaten, and whether it was settled or is the app's own."""
    regency = get_object_or_404(regency_managed(request.user), code=code)
    row = MeetingRules.objects.visible_to(request.user).filter(pk=code).first()
    form = MeetingRulesForm(request.POST or None, row=row or MeetingRules(regency=regency))
    context = {"form": form, "regency": regency, "row": row, "nav": "agreements", "conflict": None}
    status = form_status(form)
    if form.is_valid():
        try:
            settle_rules(regency=regency, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            context["conflict"] = _two_versions(form, stale.current)
            status = 409
        else:
            messages.success(request, _("Ketentuan kabupaten tersimpan."))
            return redirect("meeting_rules", code)
    return render(request, "cooperation/meeting_rules.html", context, status=status)


def _two_versions(form, current) -> dict:
    fields = side_by_side(form, {name: getattr(current, name) for name in COLUMNS})
    fill_in(form, base=rules_digest(current))
    return {"fields": fields, "theirs_by": current.changed_by, "theirs_at": current.changed_at}
