"""Agreements: the list, one more, its page, its text, and every act on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.acts import ActForm
from cooperation.forms.agreements import AgreementForm
from cooperation.forms.texts import TextForm
from cooperation.lifecycle import ACTS, BEFORE_SIGNING, Clause, Obstacle, standing_after
from cooperation.models import Agreement, AgreementParty, AgreementText
from cooperation.presenters import agreement as shown
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
)
from cooperation.services.chain import facts_of, standing_of
from cooperation.services.finding import agreements_like, people_of
from cooperation.services.texts import cited_and_revoked, text_with, write_text
from cooperation.views.sent import was_sent_before
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region

AGREEMENTS_A_PAGE = 20
# Acts that nobody does without the words before their eyes.
SHOW_TEXT = {"consent", "sign", "agree_together", "agree_in_village"}


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_list(request):
    """The agreements of one's villages, with filters that live in the address."""
    rows = Agreement.objects.visible_to(request.user)
    rows, chosen = agreements_like(rows, request.GET)
    page = Paginator(rows, AGREEMENTS_A_PAGE).get_page(request.GET.get("hal"))
    home = Region.objects.visible_to(request.user).filter(profile__isnull=False).desa()
    own = home.allowed(request.user, Permission.DRAFT_AGREEMENT).order_by("code")[:12]
    context = {"page": page, "chosen": chosen, "nav": "agreements", "own": own}
    return render(request, "cooperation/agreement_list.html", context)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def agreement_create(request, code):
    """Begin a cooperation of a village."""
    villages = Region.objects.visible_to(request.user).desa()
    villages = villages.allowed(request.user, Permission.DRAFT_AGREEMENT)
    village = get_object_or_404(villages, code=code)
    form = AgreementForm(request.POST or None, user=request.user, village=village)
    if form.is_valid():
        try:
            agreement = begin_agreement(by=request.user, **form.record)
        except UnfitParties as unfit:
            form.refuse(unfit)
        else:
            said = _("Kerja sama sudah dicatat. Lanjutkan dengan musyawarah desa.")
            messages.success(request, said)
            return redirect(agreement)
    context = {"form": form, "place": village, "village": village, "nav": "agreements"}
    return render(request, "cooperation/agreement_form.html", context, status=form_status(form))


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_detail(request, pk):
    """Where it stands, what is next, who has done what, and everything that happened."""
    agreement = _agreement(request, pk)
    parties = list(agreement.parties.select_related("village", "partner").order_by("position"))
    events = list(agreement.events.order_by("number"))
    standing = standing_after(agreement.flow, facts_of(events))
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
        "moments": shown.moments(events, people_of(events), parties),
        "may_write": _may("write", request.user, standing, parties),
        "may_join": _may("join", request.user, standing, parties),
        "may_dispute": _may("dispute", request.user, standing, parties),
        "disputes": agreement.disputes.order_by("settled_on", "opened_on", "pk"),
        "scans": agreement.attachments.order_by("added_at", "pk"),
        "notices": shown.notices(agreement, standing, timezone.localdate()),
        **_texts(agreement, standing),
    }
    return render(request, "cooperation/agreement_detail.html", context)


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
    form = ActForm(
        request.POST or None,
        request.FILES or None,
        act=row,
        party=party,
        seen=agreement.events_count,
        text=standing.text,
    )
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "act": row,
        "party": party,
        "form": form,
        "obstacles": row.obstacles(standing, key, str(request.user.pk)),
        "text": text_with(agreement, standing.text) if act in SHOW_TEXT else None,
    }
    status = form_status(form)
    if form.is_valid():
        status = _perform(request, agreement, form, context)
        if status is None:
            messages.success(request, _("Tercatat: %(act)s.") % {"act": row.done})
            return redirect(agreement)
    return render(request, "cooperation/agreement_act.html", context, status=status)


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
