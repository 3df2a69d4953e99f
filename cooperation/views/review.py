"""Comments on the draft, and its versions compared."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cooperation.drafts.differences import changes, pieces
from cooperation.drafts.parts import part_of, parts_of
from cooperation.drafts.passages import find_again
from cooperation.forms.review import CommentForm, ReplyForm
from cooperation.lifecycle import ACTS, Impossible
from cooperation.models import Agreement, AgreementText, Comment
from cooperation.presenters import review as shown
from cooperation.presenters import wording
from cooperation.services.agreements import Moved, NotTheirs, Refused, may_act, village_codes
from cooperation.services.chain import standing_of
from cooperation.services.comments import (
    Closed,
    NothingSuggested,
    NotReviewer,
    PassageGone,
    answer_comment,
    apply_suggestion,
    at_the_table,
    comments_like,
    counts,
    may_review,
    open_counts,
    settle_comment,
    takes_comments,
    write_comment,
)
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status

COMMENTS_A_PAGE = 20
LONGEST_NUMBER = 6


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def comment_list(request, pk):
    """The comments on a draft, open ones first, with filters that live in the address."""
    agreement = _agreement(request, pk)
    rows = Comment.objects.visible_to(request.user).filter(agreement=agreement)
    rows, chosen = comments_like(rows, request.GET)
    last = _versions(request, agreement).first()
    page = Paginator(rows, COMMENTS_A_PAGE).get_page(request.GET.get("hal"))
    labels = _labels(last)
    found = open_counts(agreement)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "page": page,
        "rows": [_row(comment, last, labels) for comment in page],
        "chosen": chosen,
        "counts": counts(agreement),
        "parts": [(code, label, found[code]) for code, label in labels.items() if code in found],
        "chosen_part": labels.get(chosen["isi"], ""),
        "may_comment": _may_comment(request.user, agreement) and last is not None,
        "text": last,
    }
    return render(request, "cooperation/comment_list.html", context)


def _agreement(request, pk):
    return get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)


def _versions(request, agreement):
    rows = AgreementText.objects.visible_to(request.user).filter(agreement=agreement)
    return rows.order_by("-number")


def _labels(text) -> dict:
    return {part.code: part.label for part in text.parts} if text else {}


def _row(comment, last, labels) -> dict:
    """A comment of the list: where its words stand in the newest version, or that they changed."""
    part = part_of(last.content, comment.part) if last else None
    is_lost = bool(comment.quote) and (part is None or not find_again(part.words, comment.passage))
    return {"comment": comment, "label": labels.get(comment.part, ""), "is_lost": is_lost}


def _may_comment(user, agreement) -> bool:
    return takes_comments(agreement) and _reviews(user, agreement)


def _reviews(user, agreement) -> bool:
    parties = list(agreement.parties.all())
    return may_review(user, at_the_table(parties, standing_of(agreement)))


@needs(Permission.VIEW_AGREEMENT)
@form_page
def comment_create(request, pk):
    """Comment on a passage: first the part (``?isi=``), then the sentence or the words."""
    agreement = _agreement(request, pk)
    if not _reviews(request.user, agreement):
        raise Http404
    text = _text_asked(request, agreement)
    if text is None or not takes_comments(agreement):
        messages.warning(request, _("Naskah ini tidak menerima catatan pada keadaan sekarang."))
        return redirect("agreement_text", agreement.pk)
    part = part_of(text.content, request.GET.get("isi", ""))
    context = {"agreement": agreement, "nav": "agreements", "text": text, "part": part}
    if part is None or not part.is_quotable:
        context["parts"] = [
            each for each in parts_of(text.content) if each.is_quotable and not each.is_told_beneath
        ]
        return render(request, "cooperation/comment_part.html", context)
    form = CommentForm(
        request.POST or None,
        part=part,
        quote=request.GET.get("kutipan", ""),
        near=_number(request.GET.get("awal")) or 0,
    )
    if form.is_valid():
        try:
            comment = write_comment(text=text, by=request.user, **form.record)
        except Closed:
            messages.warning(request, _("Naskah ini tidak menerima catatan lagi."))
            return redirect("agreement_text", agreement.pk)
        messages.success(request, _("Catatan tersimpan. Semua pihak dapat membacanya."))
        return redirect(comment)
    context["form"] = form
    return render(request, "cooperation/comment_form.html", context, status=form_status(form))


def _text_asked(request, agreement):
    """The version in the address (``?versi=``): the one that was read, else the newest."""
    rows = _versions(request, agreement)
    if (number := _number(request.GET.get("versi"))) is not None:
        return get_object_or_404(rows, number=number)
    return rows.first()


def _number(text) -> int | None:
    is_number = bool(text) and text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else None


@needs(Permission.VIEW_AGREEMENT)
@form_page
def comment_detail(request, pk):
    """A comment, its passage, what was answered; a post answers it."""
    comment = _comment(request, pk)
    context = _about(request, comment)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and not context["may_write"]:
        raise Http404
    if form.is_valid():
        said = form.cleaned_data
        try:
            answer_comment(
                comment=comment, words=said["words"].strip(), by=request.user, pk=said["id"]
            )
        except Closed:
            messages.warning(request, _("Naskah ini tidak menerima catatan lagi."))
        else:
            messages.success(request, _("Jawaban tersimpan."))
        return redirect(comment)
    context["form"] = form
    return render(request, "cooperation/comment_detail.html", context, status=form_status(form))


def _comment(request, pk):
    rows = Comment.objects.visible_to(request.user).select_related(
        "agreement",
        "text",
        "party__village",
        "party__partner",
        "written_by",
        "settled_by",
        "applied_in",
    )
    return get_object_or_404(rows, pk=pk)


def _about(request, comment) -> dict:
    """What the page of a comment shows besides the form."""
    agreement = comment.agreement
    last = _versions(request, agreement).first()
    now = part_of(last.content, comment.part)
    then = part_of(comment.text.content, comment.part)
    found = find_again(now.words, comment.passage) if now and comment.quote else None
    parties = list(agreement.parties.all())
    standing = standing_of(agreement)
    there = at_the_table(parties, standing)
    may_write = takes_comments(agreement) and may_review(request.user, there)
    write = ACTS["write"]
    may_apply = (
        may_write
        and found is not None
        and bool(comment.suggestion)
        and comment.settled_at is None
        and may_act(user=request.user, act=write, party=None, codes=village_codes(there))
        and write.fits(standing)
    )
    replies = comment.replies.select_related("party__village", "party__partner", "written_by")
    return {
        "agreement": agreement,
        "nav": "agreements",
        "comment": comment,
        "last": last,
        "label": (now or then).label if now or then else comment.part,
        "is_lost": bool(comment.quote) and found is None,
        "in_place": wording.quoted(now.words, found) if found else "",
        "was": then.words if then else "",
        "suggested": (
            wording.difference(pieces(comment.quote, comment.suggestion))
            if comment.suggestion
            else ""
        ),
        "replies": replies.order_by("written_at", "pk"),
        "may_write": may_write,
        "may_apply": may_apply,
        "seen": agreement.events_count,
    }


@needs(Permission.VIEW_AGREEMENT)
@require_POST
def comment_settle(request, pk):
    """Settle a comment, or open it again."""
    comment = _comment(request, pk)
    settled = request.POST.get("keadaan") != "buka"
    try:
        settle_comment(comment=comment, settled=settled, by=request.user)
    except NotReviewer:
        raise Http404 from None
    except Closed:
        messages.warning(request, _("Naskah ini tidak menerima catatan lagi."))
        return redirect(comment)
    done = _("Catatan dinyatakan selesai.") if settled else _("Catatan dibuka lagi.")
    messages.success(request, done)
    return redirect(comment)


@needs(Permission.VIEW_AGREEMENT)
@require_POST
def comment_apply(request, pk):
    """Take a suggestion over into a new version."""
    comment = _comment(request, pk)
    seen = _number(request.POST.get("seen"))
    try:
        text = apply_suggestion(comment=comment, seen=-1 if seen is None else seen, by=request.user)
    except (NotReviewer, NotTheirs):
        raise Http404 from None
    except (Moved, Impossible, Refused, Closed):
        return _not_applied(request, comment, "moved", 409)
    except PassageGone:
        return _not_applied(request, comment, "gone", 409)
    except NothingSuggested:
        return _not_applied(request, comment, "settled", 409)
    messages.success(
        request, _("Usulan diterapkan sebagai versi %(number)d.") % {"number": text.number}
    )
    return redirect("agreement_text", text.agreement_id)


def _not_applied(request, comment, why, status):
    comment = _comment(request, comment.pk)
    context = _about(request, comment) | {"form": ReplyForm(), "not_applied": why}
    return render(request, "cooperation/comment_detail.html", context, status=status)


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_compare(request, pk):
    """Two versions (``?dari=`` and ``?ke=``), what changed first; the last two by themselves."""
    agreement = _agreement(request, pk)
    rows = _versions(request, agreement).select_related("written_by")
    versions = list(rows.defer("content"))
    if not versions:
        raise Http404
    by_number = {text.number: text for text in versions}
    newer = _chosen(request, "ke", by_number, versions[0])
    older = _chosen(request, "dari", by_number, by_number.get(newer.number - 1, versions[-1]))
    contents = dict(rows.filter(pk__in=[newer.pk, older.pk]).values_list("pk", "content"))
    found = changes(contents[older.pk], contents[newer.pk])
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "versions": versions,
        "older": older,
        "newer": newer,
        "sentence": shown.what_changed(found),
        "changes": [wording.sides(change) for change in found],
    }
    return render(request, "cooperation/agreement_compare.html", context)


def _chosen(request, name, by_number, otherwise):
    asked = request.GET.get(name)
    if asked is None:
        return otherwise
    text = by_number.get(_number(asked))
    if text is None:
        raise Http404
    return text
