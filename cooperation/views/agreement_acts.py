"""Every act on an agreement, on one page that asks for what the table of acts says."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from cooperation.forms.act_meetings import MeetingActForm
from cooperation.forms.acts import ActForm
from cooperation.lifecycle import ACTS
from cooperation.models import AgreementParty
from cooperation.presenters.agreement import done_in_words
from cooperation.presenters.turns import NOT_BUTTONS, label_of
from cooperation.services.agreements import (
    Impossible,
    Moved,
    NotTheirs,
    Refused,
    acting_codes,
    may_act,
    perform,
)
from cooperation.services.chain import standing_of
from cooperation.services.meeting_decisions import decisions_for
from cooperation.services.meeting_rules import rules_of
from cooperation.services.review_links import latest_answers
from cooperation.services.standings import standing_today
from cooperation.services.texts import text_with
from cooperation.views.agreements import agreement_of, may_arrange
from cooperation.views.fairness import warnings_before
from cooperation.views.sent import was_sent_before
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status

# Acts that nobody does without the words before their eyes.
SHOW_TEXT = {"consent", "sign", "agree_together", "agree_in_village"}


@needs(Permission.VIEW_AGREEMENT)
@form_page
def agreement_act(request, pk, act):
    """The form of one act; what is in the way is said instead of a button."""
    agreement = agreement_of(request, pk)
    row = ACTS.get(act)
    if row is None or act in NOT_BUTTONS:
        raise Http404
    party = party_asked(request, agreement) if row.whose else None
    standing = standing_today(agreement)
    key = str(party.pk) if party else ""
    if was_sent_before(request, agreement):
        messages.success(request, _("Tercatat: %(act)s.") % {"act": row.done})
        return redirect(agreement)
    if not row.fits(standing, key):
        messages.warning(request, _("Langkah ini tidak berlaku pada keadaan sekarang."))
        return redirect(agreement)
    codes = acting_codes(act=row, standing=standing, parties=agreement.parties.all())
    if not may_act(user=request.user, act=row, party=party, codes=codes):
        raise Http404
    form = _act_form(request, agreement, row, party, standing)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "act": row,
        "heading": label_of(row, party),
        "party": party,
        "form": form,
        "obstacles": row.obstacles(standing, key, str(request.user.pk)),
        "text": text_with(agreement, standing.text) if act in SHOW_TEXT else None,
        "risks": warnings_before(agreement, act),
        "arrange": _arrange_for(request.user, agreement, row, party),
    }
    status = form_status(form)
    if form.is_valid():
        status = _perform(request, agreement, form, context)
        if status is None:
            messages.success(request, done_in_words(row, form.deed.content))
            return redirect(agreement)
    return render(request, "cooperation/agreement_act.html", context, status=status)


def _arrange_for(user, agreement, act, party):
    """The village in which a meeting for this act can be arranged, or None."""
    if not act.takes_meeting:
        return None
    parties = [party] if party else list(agreement.parties.select_related("village"))
    return next(iter(may_arrange(user, parties)), None)


def _act_form(request, agreement, act, party, standing):
    """The form of the act; one that needs a deliberation offers what meetings decided."""
    told = {
        "act": act,
        "party": party,
        "seen": agreement.events_count,
        "text": standing.text,
    }
    if act.code == "consent":
        told["answer"] = _answer_through_link(agreement, party, standing)
    if not act.takes_meeting:
        return ActForm(request.POST or None, request.FILES or None, **told)
    parties = list(agreement.parties.villages())
    staying = {side.key for side in standing.villages}
    codes = [row.village_id for row in parties if str(row.pk) in staying]
    decisions = decisions_for(agreement, act.code, party, codes)
    told |= {"decisions": decisions, "rules": rules_of(codes[0] if codes else "")}
    return MeetingActForm(request.POST or None, **told)


def party_asked(request, agreement) -> AgreementParty:
    """The party the address names. Raises Http404."""
    rows = AgreementParty.objects.visible_to(request.user).filter(agreement=agreement)
    try:
        position = int(request.GET.get("pihak", ""))
    except ValueError:
        raise Http404 from None
    return get_object_or_404(
        rows.select_related("village", "partner"), position=min(position, 32767)
    )


def _perform(request, agreement, form, context):
    """Do it; None when done, else the status of the page that says why not."""
    try:
        perform(
            agreement=agreement, deed=form.deed, seen=form.cleaned_data["seen"], by=request.user
        )
    except Moved as moved:
        standing = standing_of(moved.agreement)
        fill_in(form, seen=moved.agreement.events_count, text=standing.text)
        context |= {"moved": True, "obstacles": ()}
        return 409
    except Refused as refused:
        context["obstacles"] = refused.obstacles
        return 422
    except (Impossible, NotTheirs):
        context["moved"] = True
        return 409
    return None


def _answer_through_link(agreement, party, standing):
    """What the party said of this very text through a link, if it did."""
    answer = latest_answers(agreement).get(party.pk)
    return answer if answer and answer.link.text.digest == standing.text else None
