"""Joint bodies: the list, one more, its page, its members, its reviews and reports."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.bodies import BodyForm, MembersForm, ReportForm, ReviewForm
from cooperation.lifecycle import Flow
from cooperation.models import Agreement, JointBody
from cooperation.presenters import body as shown
from cooperation.presenters import duties as duty_words
from cooperation.services.bodies import (
    BodyMoved,
    ReportedAlready,
    change_body,
    count_members,
    found_body,
    hand_report,
    review_body,
)
from cooperation.services.calendar.duty import Duty, Unset
from cooperation.services.calendar.gathering import in_order
from cooperation.services.calendar.of_bodies import codes_of, duties_of_body, with_last_days
from cooperation.services.calendar.rules import rules_over
from cooperation.services.finding import bodies_like
from cooperation.views.lists import MOST_IN_A_FILE, workbook
from jejaring.access import needs
from jejaring.replica import from_replica
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.models import Region
from villages.services.places import places

BODIES_A_PAGE = 20


def _asked(request) -> tuple:
    """The rows that the address asks for, in order, and what was understood of it."""
    rows = JointBody.objects.visible_to(request.user)
    rows, chosen = bodies_like(rows, request.GET)
    return rows.annotate(size=Count("served", distinct=True)).order_by("name", "pk"), chosen


@needs(Permission.VIEW_AGREEMENT)
@from_replica
@require_safe
def body_sheet(request):
    """What the list holds, as a workbook."""
    rows, chosen = _asked(request)
    bodies = list(rows.prefetch_related("served__village", "seats__village")[:MOST_IN_A_FILE])
    return workbook(shown.body_sheets(bodies, chosen, timezone.localdate()), _("badan"))


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def body_list(request):
    """The bodies that serve one's villages, with filters that live in the address."""
    rows, chosen = _asked(request)
    page = Paginator(rows, BODIES_A_PAGE).get_page(request.GET.get("hal"))
    today = timezone.localdate()
    home = Region.objects.visible_to(request.user).filter(profile__isnull=False).desa()
    own = home.allowed(request.user, Permission.DRAFT_AGREEMENT).order_by("code")[:12]
    context = {
        "page": page,
        "rows": [
            (body, shown.status(body, today), shown.term_sentence(body, today)) for body in page
        ],
        "chosen": chosen,
        "kinds": shown.SHORT.items(),
        "nav": "agreements",
        "own": own,
    }
    return render(request, "cooperation/body_list.html", context)


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def body_detail(request, pk):
    """Whether it is in office, who sits in it by numbers, what is due, what was learnt."""
    body = get_object_or_404(with_last_days(JointBody.objects.visible_to(request.user)), pk=pk)
    today = timezone.localdate()
    served = list(body.served.select_related("village").order_by("village"))
    seats = list(body.seats.order_by("village", "category"))
    categories = shown.category_lines(body.kind, seats)
    duties, unset = _due(body)
    agreements = Agreement.objects.visible_to(request.user)
    context = {
        "body": body,
        "nav": "agreements",
        "status": shown.status(body, today),
        "term": shown.term_sentence(body, today),
        "balance": shown.balance_sentence(body.kind, categories),
        "categories": categories,
        "villages": shown.village_lines(served, seats),
        "offices": shown.office_lines(body.offices, served),
        "may_be_of_pnpm": shown.may_be_of_pnpm(body),
        "duties": duty_words.lines(duties, today, request.build_absolute_uri),
        "unset": duty_words.unset_sentences(unset, _names(unset)),
        "agreement": agreements.filter(pk=body.agreement_id).first(),
        "reviews": body.reviews.order_by("-number"),
        "reports": body.reports.order_by("-covers_until"),
        "may_edit": _may_edit(request.user, body),
    }
    return render(request, "cooperation/body_detail.html", context)


def _due(body):
    if body.dissolved_on:
        return [], []
    found = list(duties_of_body(body, rules_over(codes_of(body))))
    duties = in_order(each for each in found if isinstance(each, Duty))
    return duties, sorted({each for each in found if isinstance(each, Unset)})


def _names(unset):
    return {code: place.name for code, place in places({each.regency for each in unset}).items()}


def _may_edit(user, body) -> bool:
    return any(user.holds_over(Permission.DRAFT_AGREEMENT, code) for code in codes_of(body))


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def body_create(request, code):
    """Record a body that serves a village, with others or alone."""
    villages = Region.objects.visible_to(request.user).desa()
    villages = villages.allowed(request.user, Permission.DRAFT_AGREEMENT)
    village = get_object_or_404(villages, code=code)
    form = BodyForm(request.POST or None, user=request.user, village=village)
    if form.is_valid():
        record = form.record
        record |= {"pk": form.cleaned_data["id"], "villages": form.cleaned_data["villages"]}
        body = found_body(by=request.user, **record)
        messages.success(request, _("Badan sudah dicatat. Lanjutkan dengan susunan pengurusnya."))
        return redirect(body)
    context = {"form": form, "place": village, "village": village, "nav": "agreements"}
    return render(request, "cooperation/body_form.html", context, status=form_status(form))


def _editable(request, pk):
    return get_object_or_404(JointBody.objects.editable_by(request.user), pk=pk)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def body_edit(request, pk):
    """Change what is said of a body: decree, term, villages."""
    body = _editable(request, pk)
    form = BodyForm(
        request.POST or None,
        user=request.user,
        village=body.villages.order_by("pk").first(),
        body=body,
    )
    context = {"form": form, "body": body, "nav": "agreements"}
    return _save(request, form, context, "cooperation/body_form.html", _change)


def _change(request, form, body):
    change_body(body=body, seen=form.cleaned_data["seen"] or 0, by=request.user, **form.record)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def body_members(request, pk, code):
    """How many members one village has, by category and sex."""
    body = _editable(request, pk)
    village = get_object_or_404(body.villages.all(), pk=code)
    form = MembersForm(request.POST or None, body=body, village=village)
    context = {"form": form, "body": body, "served": village, "nav": "agreements"}

    def count(request, form, body):
        count_members(
            body=body,
            seen=form.cleaned_data["seen"],
            village=village,
            counts=form.counts,
            offices=form.offices,
            by=request.user,
        )

    return _save(request, form, context, "cooperation/body_members.html", count)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def body_review(request, pk):
    """Look back at what the body did; what was said before stays."""
    body = _editable(request, pk)
    reviews = list(body.reviews.order_by("number"))
    form = ReviewForm(request.POST or None, seen=len(reviews), today=timezone.localdate())
    context = {"form": form, "body": body, "last": reviews[-1:], "nav": "agreements"}

    def review(request, form, body):
        review_body(body=body, seen=form.cleaned_data["seen"], by=request.user, **form.told)

    return _save(request, form, context, "cooperation/body_review.html", review)


def _save(request, form, context, template, act):
    """Do it when the form is right; a change that came between is told, and nothing is lost."""
    body, status = context["body"], form_status(form)
    if form.is_valid():
        try:
            act(request, form, body)
        except BodyMoved as moved:
            now = moved.body.reviews.count() if act.__name__ == "review" else moved.body.version
            fill_in(form, seen=now)
            context["moved"] = True
            status = 409
        else:
            messages.success(request, _("Tersimpan."))
            return redirect(body)
    return render(request, template, context, status=status)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def body_report(request, pk):
    """Note a report of a body to the village heads."""
    body = _editable(request, pk)
    form = ReportForm(request.POST or None, today=timezone.localdate())
    return _report(request, form, {"body": body, "subject": body}, body=body)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def agreement_report(request, pk):
    """Note a report of a village head to the BPD on a cooperation with a third party."""
    agreement = get_object_or_404(Agreement.objects.editable_by(request.user), pk=pk)
    if agreement.flow == Flow.BETWEEN:
        raise Http404
    form = ReportForm(request.POST or None, today=timezone.localdate(), to_bpd=True)
    context = {"agreement": agreement, "subject": agreement}
    return _report(request, form, context, agreement=agreement)


def _report(request, form, context, **about):
    context |= {"form": form, "nav": "agreements"}
    if form.is_valid():
        try:
            hand_report(by=request.user, **about, **form.cleaned_data)
        except ReportedAlready:
            form.say_reported_already()
        else:
            messages.success(request, _("Laporan tercatat."))
            return redirect(context["subject"])
    return render(request, "cooperation/report_form.html", context, status=form_status(form))
