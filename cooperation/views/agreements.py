"""Agreements: the list, one more, its page, its text, and every act on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.drafts.differences import changes
from cooperation.drafts.parts import TERM
from cooperation.forms.acts import ActForm
from cooperation.forms.agreements import AgreementForm
from cooperation.forms.texts import TextForm
from cooperation.lifecycle import ACTS, Clause, Obstacle, standing_after
from cooperation.models import Agreement, AgreementParty, AgreementText
from cooperation.presenters import agreement as shown
from cooperation.presenters import review as reviewed
from cooperation.presenters import wording
from cooperation.services.agreements import (
    Impossible,
    Moved,
    NotTheirs,
    Refused,
    begin_agreement,
    may_act,
    perform,
    village_codes,
)
from cooperation.services.chain import facts_of, standing_of
from cooperation.services.comments import may_review, takes_comments
from cooperation.services.finding import agreements_like, people_of
from cooperation.services.review_links import latest_answers
from cooperation.services.texts import cited_and_revoked, write_text
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region

AGREEMENTS_A_PAGE = 20


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
        agreement = begin_agreement(by=request.user, **form.record)
        messages.success(request, _("Kerja sama sudah dicatat. Lanjutkan dengan musyawarah desa."))
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
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "standing": standing,
        "sentence": shown.sentence(standing),
        "mine": [step for step in steps if step.mine and not shown.is_aside(step)],
        "theirs": [step for step in steps if not step.mine and not shown.is_aside(step)],
        "aside": [step for step in steps if step.is_open and shown.is_aside(step)],
        "parties": shown.party_lines(standing, parties),
        "moments": shown.moments(events, people_of(events), parties),
        "lacking": [Clause(code).label for code in standing.lacking],
        "may_write": _may_write(request.user, standing, agreement),
    } | _under_review(request, agreement, standing, parties, events)
    return render(request, "cooperation/agreement_detail.html", context)


def _under_review(request, agreement, standing, parties, events) -> dict:
    """The newest text, who has answered it and who signed: for the page and for the text."""
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
        "text": versions[0] if versions else None,
        "board": found,
        "signing": reviewed.signing(standing, parties),
        "reminder": reviewed.reminder(agreement, found, address),
        "open_comments": agreement.comments.open().count(),
    }


def _agreement(request, pk):
    return get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)


def _may_write(user, standing, agreement):
    write = ACTS["write"]
    codes = village_codes(agreement.parties.all())
    return write.fits(standing) and may_act(user=user, act=write, party=None, codes=codes)


@needs(Permission.VIEW_AGREEMENT)
@form_page
def agreement_act(request, pk, act):
    """The form of one act; what is in the way is said instead of a button."""
    agreement = _agreement(request, pk)
    row = ACTS.get(act)
    if row is None or act in {"write", "join"}:
        raise Http404
    party = _party(request, agreement, row)
    standing = standing_of(agreement)
    key = str(party.pk) if party else ""
    if not row.fits(standing, key):
        messages.warning(request, _("Langkah ini tidak berlaku pada keadaan sekarang."))
        return redirect(agreement)
    codes = village_codes(agreement.parties.all())
    if not may_act(user=request.user, act=row, party=party, codes=codes):
        raise Http404
    form = ActForm(
        request.POST or None,
        act=row,
        party=party,
        seen=agreement.events_count,
        text=standing.text,
        answer=_answer_through_link(agreement, party, standing) if act == "consent" else None,
    )
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "act": row,
        "party": party,
        "form": form,
        "obstacles": row.obstacles(standing, key, str(request.user.pk)),
        "text": agreement.texts.order_by("-number").first() if act == "consent" else None,
    }
    status = form_status(form)
    if form.is_valid():
        status = _perform(request, agreement, form, context)
        if status is None:
            messages.success(request, _("Tercatat: %(act)s.") % {"act": row.done})
            return redirect(agreement)
    return render(request, "cooperation/agreement_act.html", context, status=status)


def _answer_through_link(agreement, party, standing):
    """What the party said of this very text through a link, if it did."""
    answer = latest_answers(agreement).get(party.pk)
    return answer if answer and answer.link.text.digest == standing.text else None


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
        fill_in(form, seen=moved.agreement.events_count)
        context["moved"] = True
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
    parties = list(agreement.parties.select_related("village", "partner").order_by("position"))
    events = list(agreement.events.order_by("number"))
    standing = standing_after(agreement.flow, facts_of(events))
    context = _under_review(request, agreement, standing, parties, events)
    versions, newest = context["versions"], context["text"]
    asked = request.GET.get("versi", "")
    chosen = next((text for text in versions if str(text.number) == asked), None)
    if asked and chosen is None:
        raise Http404
    text = chosen or newest
    comments = agreement.comments.open().order_by("written_at", "pk")
    comments = comments.values_list("part", "quote", "offset", "before", "after", named=True)
    address = reverse("comment_list", args=[agreement.pk])
    context |= {
        "agreement": agreement,
        "nav": "agreements",
        "text": text,
        "is_newest": text == newest,
        "parts": wording.shown_parts(text.content, comments, address) if text else [],
        "revoked": cited_and_revoked(text.content) if text else [],
        "checks": _checks(agreement, standing, parties, newest) if text == newest else [],
        "may_write": _may_write(request.user, standing, agreement),
        "may_comment": takes_comments(agreement) and may_review(request.user, parties),
        "comment_url": "",
    }
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
    last = agreement.texts.order_by("-number").first()
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
            theirs = moved.agreement.texts.order_by("-number").first()
            found = changes(theirs.content, form.content) if theirs else []
            context |= {
                "moved": True,
                "theirs": theirs,
                "changes": [wording.sides(change) for change in found],
            }
            status = 409
        else:
            messages.success(request, _("Rancangan tersimpan sebagai versi baru."))
            return redirect("agreement_text", agreement.pk)
    return render(request, "cooperation/agreement_write.html", context, status=status)
