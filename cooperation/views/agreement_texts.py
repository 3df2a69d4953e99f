"""The text of an agreement: as it stands, one of its versions, and writing the next."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.drafts.differences import changes
from cooperation.drafts.parts import TERM
from cooperation.forms.texts import TextForm
from cooperation.lifecycle import ACTS, standing_after
from cooperation.models import Agreement
from cooperation.presenters import review as reviewed
from cooperation.presenters import wording
from cooperation.services.agreements import Impossible, Moved, NotTheirs
from cooperation.services.chain import facts_of, standing_of
from cooperation.services.comments import at_the_table, may_review, takes_comments
from cooperation.services.texts import cited_and_revoked, text_with, write_text
from cooperation.views.agreements import agreement_of, may, under_review
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_text(request, pk):
    """The text as it stands, or one of its versions (``?versi=``)."""
    agreement = agreement_of(request, pk)
    parties = list(agreement.parties.select_related("village", "partner").order_by("position"))
    events = list(agreement.events.order_by("number"))
    standing = standing_after(agreement.flow, facts_of(events))
    context = under_review(request, agreement, standing, parties, events)
    versions, newest = context["versions"], context["text"]
    asked = request.GET.get("versi", "")
    chosen = next((text for text in versions if str(text.number) == asked), None)
    if asked and chosen is None:
        raise Http404
    text = chosen or newest
    comments = agreement.comments.open().order_by("written_at", "pk")
    address = reverse("comment_list", args=[agreement.pk])
    context |= {
        "agreement": agreement,
        "nav": "agreements",
        "text": text,
        "is_newest": text == newest,
        "parts": wording.shown_parts(text.content, comments, address) if text else [],
        "revoked": cited_and_revoked(text.content) if text else [],
        "standing": standing,
        "checks": _checks(agreement, standing, parties, newest) if text == newest else [],
        "may_write": may("write", request.user, standing, parties),
        "may_comment": takes_comments(agreement)
        and may_review(request.user, at_the_table(parties, standing)),
        "comment_url": "",
    }
    context["lacks"] = sum(not check.is_done for check in context["checks"])
    if context["may_comment"]:
        context["comment_url"] = reverse("comment_create", args=[agreement.pk])
    return render(request, "cooperation/agreement_text.html", context)


def _checks(agreement, standing, parties, text):
    """What the draft still needs, as long as it is a draft."""
    if not takes_comments(agreement):
        return []
    return reviewed.checklist(agreement, standing, parties, text.content if text else None)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def agreement_write(request, pk):
    """Write the next version of the text."""
    agreement = get_object_or_404(Agreement.objects.editable_by(request.user), pk=pk)
    standing = standing_of(agreement)
    if not ACTS["write"].fits(standing):
        messages.warning(request, _("Rancangan tidak dapat diubah pada keadaan sekarang."))
        return redirect(agreement)
    if not may("write", request.user, standing, agreement.parties.all()):
        raise Http404
    last = text_with(agreement, standing.text)
    form = TextForm(
        request.POST or None,
        content=last.content if last else None,
        title=agreement.title,
        seen=agreement.events_count,
        parties=agreement.parties.select_related("village", "partner").order_by("position"),
        term={name: getattr(agreement, name) for name in TERM},
    )
    context = {"agreement": agreement, "nav": "agreements", "form": form, "last": last}
    status = form_status(form)
    if form.is_valid():
        try:
            write_text(
                agreement=agreement,
                content=form.content,
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except Moved as moved:
            fill_in(form, seen=moved.agreement.events_count)
            theirs = text_with(moved.agreement, standing_of(moved.agreement).text)
            found = changes(theirs.content, form.content) if theirs else []
            context |= {
                "moved": True,
                "theirs": theirs,
                "changes": [wording.sides(change) for change in found],
            }
            status = 409
        except (Impossible, NotTheirs):
            context["moved"] = True
            status = 409
        else:
            messages.success(request, _("Rancangan tersimpan sebagai versi baru."))
            return redirect("agreement_text", agreement.pk)
    return render(request, "cooperation/agreement_write.html", context, status=status)
