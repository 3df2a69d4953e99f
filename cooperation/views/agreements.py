"""Agreements: one more, its page, its text, and every act on it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.acts import ActForm
from cooperation.forms.agreements import AgreementForm
from cooperation.forms.texts import TextForm
from cooperation.lifecycle import ACTS, Clause, Obstacle
from cooperation.models import Agreement, AgreementParty, AgreementText
from cooperation.presenters import agreement as shown
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
from cooperation.services.beginnings import beginning
from cooperation.services.chain import standing_of
from cooperation.services.finding import people_of
from cooperation.services.texts import cited_and_revoked, write_text
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region


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
    form = AgreementForm(
        request.POST or None, user=request.user, village=village, idea=begun and begun.initial
    )
    if form.is_valid():
        idea = {"idea_id": begun.idea_id} if begun else {}
        agreement = begin_agreement(by=request.user, **form.record, **idea)
        if agreement.title == form.cleaned_data["title"]:
            messages.success(
                request, _("Kerja sama sudah dicatat. Lanjutkan dengan musyawarah desa.")
            )
        else:  # the idea was taken up by somebody else at the same moment
            messages.warning(
                request, _("Orang lain baru saja mencatatnya. Isian Anda tidak dipakai.")
            )
        return redirect(agreement)
    context = {"form": form, "place": village, "village": village, "nav": "agreements"}
    context["begun"] = begun
    return render(request, "cooperation/agreement_form.html", context, status=form_status(form))


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_detail(request, pk):
    """Where it stands, what is next, who has done what, and everything that happened."""
    agreement = _agreement(request, pk)
    parties = list(agreement.parties.select_related("village", "partner").order_by("position"))
    events = list(agreement.events.order_by("number"))
    standing = standing_of(agreement)
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
        "text": agreement.texts.order_by("-number").first(),
        "lacking": [Clause(code).label for code in standing.lacking],
        "may_write": _may_write(request.user, standing, agreement),
    }
    return render(request, "cooperation/agreement_detail.html", context)


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
    texts = AgreementText.objects.visible_to(request.user).filter(agreement=agreement)
    versions = list(texts.select_related("written_by").order_by("-number"))
    asked = request.GET.get("versi", "")
    chosen = next((text for text in versions if str(text.number) == asked), None)
    if asked and chosen is None:
        raise Http404
    text = chosen or (versions[0] if versions else None)
    standing = standing_of(agreement)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "versions": versions,
        "text": text,
        "revoked": cited_and_revoked(text.content) if text else [],
        "may_write": _may_write(request.user, standing, agreement),
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
    last = agreement.texts.order_by("-number").first()
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
            context |= {"moved": True, "theirs": moved.agreement.texts.order_by("-number").first()}
            status = 409
        else:
            messages.success(request, _("Rancangan tersimpan sebagai versi baru."))
            return redirect("agreement_text", agreement.pk)
    return render(request, "cooperation/agreement_write.html", context, status=status)
