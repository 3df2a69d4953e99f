"""Agreements: one more, and the page of one."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.agreements import AgreementForm
from cooperation.lifecycle import BEFORE_SIGNING, Clause, Flow, State, standing_after
from cooperation.models import Agreement, AgreementText, IssuedDocument, JointBody, MatchDecision
from cooperation.presenters import agreement as shown
from cooperation.presenters import requirements as asked
from cooperation.presenters import review as reviewed
from cooperation.presenters.meeting import state_tag
from cooperation.presenters.turns import turns
from cooperation.services.agreements import UnfitParties, begin_agreement, may_now, village_codes
from cooperation.services.beginnings import beginning
from cooperation.services.chain import facts_of
from cooperation.services.finding import people_of
from cooperation.services.match_decisions import (
    MatchMoved,
    begin_from_match,
    idea_of,
    match_in_words,
)
from cooperation.services.meeting_decisions import taken_over
from cooperation.services.requirements import demands_on, rules_asked, statuses
from cooperation.services.review_links import latest_answers
from cooperation.services.signatories import may_forget_some
from cooperation.services.texts import text_with
from cooperation.views.fairness import card_of
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status
from villages.models import Region

# From the signing on a village head reports on a cooperation with a third party.
REPORTED_IN = {State.SIGNED, State.RUNNING, State.POSTPONED, State.ENDED}
DOCUMENTS_SHOWN = 3


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def agreement_create(request, code):
    """Begin a cooperation of a village."""
    villages = Region.objects.visible_to(request.user).desa()
    villages = villages.allowed(request.user, Permission.DRAFT_AGREEMENT)
    village = get_object_or_404(villages, code=code)
    begun = beginning(request.user, village, request.GET)
    if begun and begun.taken:
        messages.info(request, _("Usulan itu sudah menjadi kerja sama ini."))
        return redirect(begun.taken)
    match = _accepted_match(request, village)
    idea = match and idea_of(match, village=village, **match_in_words(match))
    form = AgreementForm(
        request.POST or None,
        user=request.user,
        village=village,
        idea=idea or (begun and begun.initial),
    )
    if form.is_valid():
        try:
            agreement = _begin(form, match, begun, request.user)
        except UnfitParties as unfit:
            form.refuse(unfit)
        except MatchMoved:
            messages.warning(request, _("Pasangan ini baru saja ditimbang orang lain."))
            return redirect("village_matches", code)
        else:
            _say_begun(request, agreement, form)
            return redirect(agreement)
    context = {"form": form, "place": village, "village": village, "nav": "agreements"}
    context["begun"] = begun
    return render(request, "cooperation/agreement_form.html", context, status=form_status(form))


def _accepted_match(request, village):
    """The match this agreement grows from, named in the address; None without one."""
    if not (asked := request.GET.get("cocok")):
        return None
    matches = MatchDecision.objects.editable_by(request.user).filter(village=village)
    try:
        return (
            matches.filter(verdict="accepted")
            .select_related("other_village", "partner")
            .get(pk=asked)
        )
    except (MatchDecision.DoesNotExist, ValidationError):
        raise Http404 from None


def _begin(form, match, begun, by):
    """The agreement that grows from a match, from an idea, or from nothing but the form."""
    if match:
        return begin_from_match(decision=match, by=by, **form.record)
    idea = {"idea_id": begun.idea_id} if begun else {}
    return begin_agreement(by=by, **form.record, **idea)


def _say_begun(request, agreement, form):
    if agreement.title == form.cleaned_data["title"]:
        said = _("Kerja sama sudah dicatat. Berikutnya tiap desa bermusyawarah; BPD mencatatnya.")
        messages.success(request, said)
    else:  # the idea was taken up by somebody else at the same moment
        messages.warning(request, _("Orang lain baru saja mencatatnya. Isian Anda tidak dipakai."))


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_detail(request, pk):
    """Where it stands, what is next, who has done what, and everything that happened."""
    agreement = agreement_of(request, pk)
    parties = list(agreement.parties.select_related("village", "partner").order_by("position"))
    events = list(agreement.events.order_by("number"))
    standing = standing_after(agreement.flow, facts_of(events))
    rules = rules_asked(village_codes(parties))
    standing = replace(standing, demands=demands_on(agreement, parties, rules))
    lines = shown.party_lines(standing, parties)
    context = under_review(request, agreement, standing, parties, events) | {
        "agreement": agreement,
        "nav": "agreements",
        "standing": standing,
        "sentence": shown.sentence(standing),
        "turns": turns(standing, parties, request.user),
        "parties": lines,
        "tally": shown.tally(lines),
        "moments": shown.moments(events, people_of(events), parties, taken_over(events)),
        "may_write": may("write", request.user, standing, parties),
        "may_join": may("join", request.user, standing, parties),
        "may_dispute": may("dispute", request.user, standing, parties),
        "may_forget": may_forget_some(request.user, parties)
        and any("signatory" in event.content for event in events),
        "requirements": asked.lines(
            statuses(agreement, standing, parties, events, rules),
            standing,
            parties,
            request.user,
            timezone.localdate(),
        ),
        "disputes": agreement.disputes.order_by("settled_on", "opened_on", "pk"),
        "scans": shown.scans(agreement.attachments.order_by("added_at", "pk"), events, parties),
        "notices": shown.notices(agreement, standing, timezone.localdate()),
        "fairness": card_of(agreement, parties),
        **_texts(agreement, standing),
        "meetings": [
            (meeting, state_tag(meeting))
            for meeting in agreement.meetings.prefetch_related("villages__village").order_by(
                "-held_on", "-created_at"
            )
        ],
        "may_arrange": may_arrange(request.user, parties),
        **_carried_out(request, agreement, standing),
        "documents": IssuedDocument.objects.visible_to(request.user)
        .filter(agreement=agreement)
        .order_by("-issued_at", "-pk")[:DOCUMENTS_SHOWN],
    }
    return render(request, "cooperation/agreement_detail.html", context)


def _carried_out(request, agreement, standing):
    """Which bodies carry it out; what the village head reported, once there is a partner."""
    bodies = JointBody.objects.visible_to(request.user).filter(agreement=agreement)
    reported = agreement.flow != Flow.BETWEEN and standing.state in REPORTED_IN
    codes = village_codes(agreement.parties.all())
    return {
        "bodies": bodies.order_by("name", "pk"),
        "reports": agreement.reports.order_by("-covers_until") if reported else None,
        "may_report": any(
            request.user.holds_over(Permission.DRAFT_AGREEMENT, code) for code in codes
        ),
    }


def agreement_of(request, pk):
    return get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)


def under_review(request, agreement, standing, parties, events) -> dict:
    """The text as it stands, who has answered it and who signed: for the page and for the text."""
    texts = AgreementText.objects.visible_to(request.user).filter(agreement=agreement)
    versions = list(texts.select_related("written_by").defer("content").order_by("-number"))
    found = reviewed.board(
        agreement=agreement,
        standing=standing,
        parties=parties,
        events=events,
        texts=versions,
        user=request.user,
        answers=latest_answers(agreement),
    )
    address = request.build_absolute_uri(agreement.get_absolute_url())
    return {
        "versions": versions,
        "text": next((text for text in versions if text.digest == standing.text), None),
        "board": found,
        "signing": reviewed.signing(standing, parties),
        "reminder": reviewed.reminder(agreement, found, address),
        "open_comments": agreement.comments.open().count(),
    }


def _texts(agreement, standing) -> dict:
    """The text in force while a change is drafted, and what the draft still lacks."""
    in_force = standing.in_force if standing.is_amending else ""
    return {
        "in_force": text_with(agreement, in_force) if in_force != standing.text else None,
        "lacking": [Clause(code).label for code in standing.lacking]
        if standing.state in BEFORE_SIGNING
        else [],
    }


def may(code, user, standing, parties):
    return may_now(code=code, user=user, standing=standing, parties=parties)


def may_arrange(user, parties):
    """The villages among the parties for which the person may arrange a meeting."""
    villages = [party.village for party in parties if party.village_id]
    return [each for each in villages if user.holds_over(Permission.RECORD_MEETING, each.pk)]
