"""Quorum and sittings as a kabupaten settles them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cooperation.forms.meeting_rules import MeetingRulesForm
from cooperation.models import MeetingRules
from cooperation.services.meeting_rules import regency_managed, rules_of, settle_rules
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status


@needs(Permission.MANAGE_RULES)
@form_page
def meeting_rules(request, code):
    """What holds in the kabupaten, and whether it was settled or is the app's own."""
    regency = get_object_or_404(regency_managed(request.user), code=code)
    row = MeetingRules.objects.visible_to(request.user).filter(pk=code).first()
    form = MeetingRulesForm(
        request.POST or None, rules=rules_of(code), basis=row.basis if row else ""
    )
    if form.is_valid():
        settle_rules(regency=regency, by=request.user, **form.cleaned_data)
        messages.success(request, _("Ketentuan kabupaten tersimpan."))
        return redirect("meeting_rules", code)
    context = {"form": form, "regency": regency, "row": row, "nav": "agreements"}
    return render(request, "cooperation/meeting_rules.html", context, status=form_status(form))
