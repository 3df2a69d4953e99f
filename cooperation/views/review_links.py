"""Links for a party without account: officials make them, whoever holds one opens it."""

from urllib.parse import urlencode

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cooperation.drafts.parts import part_of
from cooperation.forms.review import CommentForm, LinkAnswerForm, ReviewLinkForm
from cooperation.models import Agreement, AgreementText, ReviewLink
from cooperation.presenters import wording
from cooperation.services.comments import Closed, Full, takes_comments, write_comment
from cooperation.services.review_links import (
    AlreadyMade,
    LinkClosed,
    answer_through_link,
    make_link,
    note_opening,
    open_link,
    openings_of,
    withdraw_link,
)
from jejaring.access import needs, public
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status

# How often one address may try a link, and write through it.
LIMITS = {"open": "60/5m/ip", "write": "20/5m/ip"}
_FULL = gettext_lazy("Lewat tautan ini sudah terlalu banyak yang dikirim. Mintalah tautan baru.")


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def review_links(request, pk):
    """The links of an agreement, and one more."""
    agreement = get_object_or_404(Agreement.objects.editable_by(request.user), pk=pk)
    text = AgreementText.objects.visible_to(request.user).filter(agreement=agreement)
    text = text.order_by("-number").first()
    if text is None or not takes_comments(agreement):
        messages.warning(request, _("Belum ada rancangan yang dapat dibagikan untuk diperiksa."))
        return redirect(agreement)
    form = ReviewLinkForm(request.POST or None, user=request.user, agreement=agreement)
    if form.is_valid():
        return _made(request, agreement, text, form)
    rows = ReviewLink.objects.visible_to(request.user).filter(agreement=agreement)
    rows = list(
        rows.select_related("text", "party__village", "party__partner")
        .defer("text__content")
        .order_by("-made_at", "pk")
    )
    opened = openings_of(rows)
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "text": text,
        "form": form,
        "links": [(link, opened.get(str(link.pk))) for link in rows],
    }
    return render(request, "cooperation/review_links.html", context, status=form_status(form))


def _made(request, agreement, text, form):
    """Make the link and show it, this once."""
    text.agreement = agreement
    try:
        link, token = make_link(
            text=text,
            party=form.cleaned_data["party"],
            by=request.user,
            pk=form.cleaned_data["id"],
        )
    except AlreadyMade:
        messages.warning(
            request,
            _("Tautan ini sudah dibuat dan sudah ditampilkan. Bila hilang, cabut lalu buat lagi."),
        )
        return redirect("review_links", agreement.pk)
    address = request.build_absolute_uri(reverse("review_open", args=[token]))
    said = _(
        'Mohon membaca rancangan kerja sama "%(title)s" versi %(number)d untuk %(party)s. Bacalah, '
        "beri catatan, dan jawab sebelum %(date)s: %(link)s Tautan ini hanya untuk Anda."
    ) % {
        "title": agreement.title,
        "number": text.number,
        "party": link.party,
        "date": date_format(link.expires_at, "DATE_FORMAT"),
        "link": address,
    }
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "link": link,
        "text": said,
        "whatsapp": "https://wa.me/?" + urlencode({"text": said}),
    }
    return render(request, "cooperation/review_link_made.html", context)


@needs(Permission.DRAFT_AGREEMENT)
@require_POST
def review_link_withdraw(request, pk):
    """Close a link."""
    link = get_object_or_404(ReviewLink.objects.editable_by(request.user), pk=pk)
    withdraw_link(link=link, by=request.user)
    messages.success(request, _("Tautan dicabut. Mulai sekarang tidak dapat dibuka lagi."))
    return redirect("review_links", link.agreement_id)


@public  # A party without account reads one version; the token is what lets them in.
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review_open(request, token):
    """Read one version behind a link, comment on a passage of it (``?isi=``), answer it."""
    action = "write" if request.method == "POST" else "open"
    if not consume(request, app="cooperation", action=action, config=LIMITS, limit_get=True):
        return render(request, "429.html", status=429)
    try:
        link = open_link(token)
    except LinkClosed:
        return render(request, "cooperation/review_link_closed.html", status=404)
    if request.method == "GET":
        note_opening(link)
    asked = request.GET.get("isi", "")
    part = part_of(link.text.content, asked) if asked else None
    if part and part.is_quotable:
        return _comment_through(request, token, link, part)
    return _answer_through(request, token, link)


def _comment_through(request, token, link, part):
    form = CommentForm(request.POST or None, part=part)
    if form.is_valid():
        try:
            write_comment(text=link.text, link=link, **form.record)
        except Closed:
            messages.warning(request, _("Naskah ini tidak menerima catatan lagi."))
        except Full:
            messages.warning(request, _FULL)
        else:
            messages.success(request, _("Catatan tersimpan. Terima kasih."))
        return redirect("review_open", token)
    context = {"link": link, "token": token, "part": part, "form": form, "text": link.text}
    return render(request, "cooperation/review_comment.html", context, status=form_status(form))


def _answer_through(request, token, link):
    form = LinkAnswerForm(request.POST or None)
    if form.is_valid():
        try:
            answer_through_link(link=link, **form.cleaned_data)
        except Closed:
            messages.warning(request, _("Naskah ini tidak menerima jawaban lagi."))
        except Full:
            messages.warning(request, _FULL)
        else:
            messages.success(request, _("Jawaban tersimpan. Terima kasih."))
        return redirect("review_open", token)
    newest = link.agreement.texts.order_by("-number").values_list("number", flat=True).first()
    comments = link.comments.prefetch_related("replies__party__village", "replies__party__partner")
    context = {
        "link": link,
        "token": token,
        "agreement": link.agreement,
        "text": link.text,
        "parts": wording.shown_parts(link.text.content),
        "form": form,
        "is_newest": newest == link.text.number,
        "is_open": takes_comments(link.agreement),
        "comments": comments.order_by("written_at", "pk"),
        "answer": link.answers.order_by("answered_at", "pk").last(),
    }
    return render(request, "cooperation/review_open.html", context, status=form_status(form))
