"""Who signed an agreement, for those who answer for the name; and erasing it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.signatories import ForgetForm
from cooperation.models import Signatory
from cooperation.services.signatories import (
    forget_signatory,
    may_forget,
    may_forget_some,
    scans_with,
)
from cooperation.views.agreements import agreement_of
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status


def _asked(request, pk):
    """The agreement, and the signatories in it that the person may erase."""
    agreement = agreement_of(request, pk)
    parties = list(agreement.parties.select_related("village", "partner"))
    if not may_forget_some(request.user, parties):
        raise Http404
    rows = Signatory.objects.visible_to(request.user).filter(event__agreement=agreement)
    rows = rows.select_related("event__party__village", "event__party__partner")
    rows = rows.order_by("event__number")
    return agreement, [row for row in rows if may_forget(request.user, row, parties)]


@needs(Permission.DECIDE_AGREEMENT)
@require_safe
def signatory_list(request, pk):
    """The names that one answers for; nobody else sees them here."""
    agreement, rows = _asked(request, pk)
    context = {"agreement": agreement, "signatories": rows, "nav": "agreements"}
    return render(request, "cooperation/signatory_list.html", context)


@needs(Permission.DECIDE_AGREEMENT)
@form_page
def signatory_forget(request, pk, number):
    """Erase one name; the page says what goes and what stays."""
    agreement, rows = _asked(request, pk)
    signatory = next((row for row in rows if row.event.number == number), None)
    if signatory is None:
        raise Http404
    scans = scans_with(signatory).count()
    form = ForgetForm(request.POST or None, scans=scans)
    if form.is_valid():
        with_scans = form.cleaned_data.get("with_scans", False)
        forget_signatory(signatory=signatory, by=request.user, with_scans=with_scans)
        messages.success(request, _("Namanya sudah dihapus. Riwayatnya tetap utuh."))
        return redirect("signatory_list", agreement.pk)
    context = {
        "agreement": agreement,
        "signatory": signatory,
        "scans": scans,
        "form": form,
        "nav": "agreements",
    }
    return render(request, "cooperation/signatory_forget.html", context, status=form_status(form))
