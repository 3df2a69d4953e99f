"""The calendar of a person, its feed, and the intervals of a kabupaten."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cooperation.forms.regency_rules import RulesForm
from cooperation.models import CalendarFeed, RegencyCalendar, ReminderRefusal
from cooperation.presenters import duties as shown
from cooperation.presenters import ics
from cooperation.services.calendar import feeds
from cooperation.services.calendar.gathering import (
    OVERDUE,
    PERIODS,
    UNDATED,
    duties_of,
    in_period,
)
from cooperation.services.calendar.reminders import want_reminders
from cooperation.services.regency_rules import RulesMoved, regency_ruled_by, set_rules
from jejaring.access import needs, public
from jejaring.roles import Permission
from stakeholders.views.replies import fill_in, form_page, form_status
from villages.services.places import places

DUTIES_A_PAGE = 25


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def calendar(request):
    """What is due in one's territories, overdue first."""
    today = timezone.localdate()
    gathered = duties_of(request.user, today)
    period = request.GET.get("kurun", "")
    period = period if period in {OVERDUE, UNDATED, *PERIODS} else ""
    chosen = in_period(gathered.duties, period, today)
    page = Paginator(chosen, DUTIES_A_PAGE).get_page(request.GET.get("hal"))
    names = places({each.regency for each in gathered.unset})
    context = {
        "nav": "calendar",
        "today": today,
        "page": page,
        "lines": shown.lines(page, today, request.build_absolute_uri),
        "period": period,
        "counts": {key: len(in_period(gathered.duties, key, today)) for key in (OVERDUE, UNDATED)},
        "total": len(gathered.duties),
        "unset": shown.unset_sentences(
            gathered.unset, {code: place.name for code, place in names.items()}
        ),
        "regencies": _own_regencies(request.user),
    }
    return render(request, "cooperation/calendar.html", context)


def _own_regencies(user):
    """The kabupaten whose intervals the person sets, as far as one can list them."""
    codes = [code for code in user.territories(Permission.MANAGE_RULES) if len(code) == 5]
    return list(places(codes).values())


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def calendar_feed(request):
    """Whether there is an address for one's calendar program, and what to do about it."""
    return _feed_page(request)


def _feed_page(request, address=""):
    feed = CalendarFeed.objects.visible_to(request.user).filter(revoked_at=None).first()
    context = {
        "nav": "calendar",
        "feed": feed,
        "read_at": feeds.last_read_at(feed) if feed else None,
        "address": address,
        "letters_stopped": ReminderRefusal.objects.visible_to(request.user).exists(),
    }
    return render(request, "cooperation/calendar_feed.html", context)


@needs(Permission.VIEW_AGREEMENT)
@never_cache
@require_POST
def calendar_feed_renew(request):
    """Make an address, ending the one before; it is shown this once."""
    token = feeds.renew_feed(by=request.user)
    return _feed_page(request, request.build_absolute_uri(reverse("calendar_ics", args=[token])))


@needs(Permission.VIEW_AGREEMENT)
@require_POST
def calendar_feed_revoke(request):
    """Close the address."""
    if feeds.revoke_feed(by=request.user):
        messages.success(request, _("Alamat kalender sudah ditutup."))
    return redirect("calendar_feed")


@needs(Permission.VIEW_AGREEMENT)
@require_POST
def reminders_want(request):
    """Have the letters sent, or not; the person's own choice."""
    wanted = request.POST.get("surat") == "ya"
    want_reminders(by=request.user, wanted=wanted)
    if wanted:
        messages.success(request, _("Pengingat dikirim lagi ke alamat e-mail Anda."))
    else:
        messages.success(request, _("Pengingat lewat e-mail dihentikan. Kalender tetap lengkap."))
    return redirect("calendar_feed")


@public  # A calendar program cannot sign in; the secret token in the address is what lets it read.
@never_cache
@require_safe
def calendar_ics(request, token):
    """The duties of whoever made the address, as far as they may see them at this moment."""
    if not feeds.may_ask(token, get_adapter(request).get_client_ip(request)):
        response = HttpResponse(status=429)
        response.headers["Retry-After"] = str(feeds.HOUR)
        return response
    reader = feeds.reader_behind(token)
    if reader is None:
        raise Http404
    text = ics.calendar_text(
        duties_of(reader, timezone.localdate()).duties,
        now=timezone.now(),
        absolute=request.build_absolute_uri,
        name=_("Kalender kerja sama desa"),
    )
    response = HttpResponse(text, content_type=ics.TYPE)
    response.headers["Content-Disposition"] = 'inline; filename="jejaring.ics"'
    return response


@needs(Permission.MANAGE_RULES)
@form_page
def regency_rules(request, code):
    """Set how often villages of a kabupaten report and review, and by which local rule."""
    regency = regency_ruled_by(request.user, code)
    if regency is None:
        raise Http404
    rules = RegencyCalendar.objects.editable_by(request.user).filter(pk=regency.pk).first()
    form = RulesForm(request.POST or None, rules=rules)
    context = {"form": form, "regency": regency, "rules": rules, "nav": "calendar"}
    status = form_status(form)
    if form.is_valid():
        try:
            set_rules(
                regency=regency, seen=form.cleaned_data["seen"], by=request.user, **form.record
            )
        except RulesMoved as moved:
            fill_in(form, seen=moved.rules.version)
            context |= {"moved": True, "rules": moved.rules}
            status = 409
        else:
            messages.success(request, _("Tenggat kabupaten tersimpan."))
            return redirect("requirement_list", regency.pk)
    return render(request, "cooperation/regency_rules.html", context, status=status)
