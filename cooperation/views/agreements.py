"""Agreements: one more, its page, its text, and every act on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.act_meetings import MeetingActForm
from cooperation.forms.acts import ActForm
from cooperation.forms.agreements import AgreementForm
from cooperation.forms.texts import TextForm
from cooperation.lifecycle import ACTS, BEFORE_SIGNING, Clause, Flow, Obstacle, State
from cooperation.models import (
    Agreement,
    AgreementParty,
    AgreementText,
    JointBody,
    MatchDecision,
)
from cooperation.presenters import agreement as shown
from cooperation.presenters.meeting import state_tag
from cooperation.services.agreements import (
    Impossible,
    Moved,
    NotTheirs,
    Refused,
    UnfitParties,
    acting_codes,
    begin_agreement,
    may_act,
    may_now,
    perform,
    village_codes,
)
from cooperation.services.beginnings import beginning
from cooperation.services.chain import standing_of
from cooperation.services.finding import people_of
from cooperation.services.match_decisions import begin_from_match, idea_of, match_in_words
from cooperation.services.meeting_decisions import decisions_for, taken_over
from cooperation.services.meeting_rules import rules_of
from cooperation.services.texts import cited_and_revoked, text_with, write_text
from cooperation.views.fairness import card_of, warnings_before
from cooperation.views.sent import was_sent_before
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region

# Acts that nobody does without the words before their eyes.
SHOW_TEXT = {"consent", "sign", "agree_together", "agree_in_village"}
# From the signing on a village head reports on a cooperation with a third party.
REPORTED_IN = {State.SIGNED, State.RUNNING, State.POSTPONED, State.ENDED}


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
        said = _("Kerja sama sudah dicatat. Lanjutkan dengan musyawarah desa.")
        messages.success(request, said)
    else:  # the idea was taken up by somebody else at the same moment
        messages.warning(request, _("Orang lain baru saja mencatatnya. Isian Anda tidak dipakai."))


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_detail(request, pk):
    """Where it stands, what is next, who has done what, and everything that happened."""
    agreement = _agreement(request, pk)
    parties = list(agreement.parties.select_related("village", "partner").order_by("position"))
    events = list(agreement.events.order_by("number"))
    standing = standing_of(agreement)
    steps = shown.steps(standing, parties, request.user)
    lines = shown.party_lines(standing, parties)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "standing": standing,
        "sentence": shown.sentence(standing),
        "mine": [step for step in steps if step.mine and not shown.is_aside(step)],
        "theirs": shown.waited_for(steps),
        "aside": [step for step in steps if step.is_open and shown.is_aside(step)],
        "parties": lines,
        "tally": shown.tally(lines),
        "moments": shown.moments(events, people_of(events), parties, taken_over(events)),
        "may_write": _may("write", request.user, standing, parties),
        "may_join": _may("join", request.user, standing, parties),
        "may_dispute": _may("dispute", request.user, standing, parties),
        "disputes": agreement.disputes.order_by("settled_on", "opened_on", "pk"),
        "scans": agreement.attachments.order_by("added_at", "pk"),
        "notices": shown.notices(agreement, standing, timezone.localdate()),
        "fairness": card_of(agreement, parties),
        **_texts(agreement, standing),
        "meetings": [
            (meeting, state_tag(meeting))
            for meeting in agreement.meetings.order_by("-held_on", "-created_at")
        ],
        "may_arrange": _may_arrange(request.user, parties),
        **_carried_out(request, agreement, standing),
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


def _agreement(request, pk):
    return get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)


def _texts(agreement, standing) -> dict:
    """The text as it stands; beside it the one in force while a change is drafted."""
    in_force = standing.in_force if standing.is_amending else ""
    return {
        "text": text_with(agreement, standing.text),
        "in_force": text_with(agreement, in_force) if in_force != standing.text else None,
        "lacking": [Clause(code).label for code in standing.lacking]
        if standing.state in BEFORE_SIGNING
        else [],
    }


def _may(code, user, standing, parties):
    return may_now(code=code, user=user, standing=standing, parties=parties)


def _may_arrange(user, parties):
    """The villages among the parties for which the person may arrange a meeting."""
    villages = [party.village for party in parties if party.village_id]
    return [each for each in villages if user.holds_over(Permission.RECORD_MEETING, each.pk)]


@needs(Permission.VIEW_AGREEMENT)
@form_page
def agreement_act(request, pk, act):
    """The form of one act; what is in the way is said instead of a button."""
    agreement = _agreement(request, pk)
    row = ACTS.get(act)
    if row is None or act in shown.NOT_BUTTONS:
        raise Http404
    party = _party(request, agreement, row)
    standing = standing_of(agreement)
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
            messages.success(request, _("Tercatat: %(act)s.") % {"act": row.done})
            return redirect(agreement)
    return render(request, "cooperation/agreement_act.html", context, status=status)


def _arrange_for(user, agreement, act, party):
    """The village in which a meeting for this act can be arranged, or None."""
    if not act.takes_meeting:
        return None
    parties = [party] if party else list(agreement.parties.select_related("village"))
    return next(iter(_may_arrange(user, parties)), None)


def _act_form(request, agreement, act, party, standing):
    """The form of the act; one that needs a deliberation offers what meetings decided."""
    told = {
        "act": act,
        "party": party,
        "seen": agreement.events_count,
        "text": standing.text,
    }
    if not act.takes_meeting:
        return ActForm(request.POST or None, request.FILES or None, **told)
    parties = list(agreement.parties.villages())
    staying = {side.key for side in standing.villages}
    codes = [row.village_id for row in parties if str(row.pk) in staying]
    decisions = decisions_for(agreement, act.code, party, codes)
    told |= {"decisions": decisions, "rules": rules_of(codes[0] if codes else "")}
    return MeetingActForm(request.POST or None, **told)


def _party(request, agreement, act):
    """The party the address names; None for an act of the whole agreement."""
    if not act.whose:
        return None
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
        context["obstacles"] = [Obstacle(code) for code in refused.obstacles]
        return 422
    except (Impossible, NotTheirs):
        context["moved"] = True
        return 409
    return None


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_text(request, pk):
    """The text as it stands, or one of its versions (``?versi=``)."""
    agreement = _agreement(request, pk)
    texts = AgreementText.objects.visible_to(request.user).filter(agreement=agreement)
    versions = list(texts.select_related("written_by").order_by("-number"))
    asked = request.GET.get("versi", "")
    chosen = next((text for text in versions if str(text.number) == asked), None)
    if asked and chosen is None:
        raise Http404
    standing = standing_of(agreement)
    now = next((text for text in versions if text.digest == standing.text), None)
    text = chosen or now
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "versions": versions,
        "text": text,
        "revoked": cited_and_revoked(text.content) if text else [],
        "standing": standing,
        "may_write": _may("write", request.user, standing, agreement.parties.all()),
    }
    return render(request, "cooperation/agreement_text.html", context)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def agreement_write(request, pk):
    """Write the next version of the text."""
    agreement = get_object_or_404(Agreement.objects.editable_by(request.user), pk=pk)
    standing = standing_of(agreement)
    if not ACTS["write"].fits(standing):
        messages.warning(request, _("Rancangan tidak dapat diubah pada keadaan sekarang."))
        return redirect(agreement)
    if not _may("write", request.user, standing, agreement.parties.all()):
        raise Http404
    last = text_with(agreement, standing.text)
    form = TextForm(
        request.POST or None,
        content=last.content if last else None,
        title=agreement.title,
        seen=agreement.events_count,
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
            context |= {"moved": True, "theirs": theirs}
            status = 409
        except (Impossible, NotTheirs):
            context["moved"] = True
            status = 409
        else:
            messages.success(request, _("Rancangan tersimpan sebagai versi baru."))
            return redirect("agreement_text", agreement.pk)
    return render(request, "cooperation/agreement_write.html", context, status=status)
