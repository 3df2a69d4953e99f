"""Lists of agreements: on a page, on paper, as a file; and the network of a region."""

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.models import Agreement, AgreementParty
from cooperation.presenters import lists as shown
from cooperation.presenters.network import CooperationMap
from cooperation.services.attention import attention
from cooperation.services.finding import subdistricts_of
from cooperation.services.listing import AgreementsAsked, agreements_asked, villages_in
from cooperation.services.meeting_rules import regency_managed
from cooperation.services.region_network import read_cooperation
from cooperation.views.fairness import watched
from jejaring.access import needs
from jejaring.replica import from_replica
from jejaring.roles import Permission
from stakeholders.graph.formats.xlsx import write_lists
from villages.codes import LEVELS, parent_of, well_formed
from villages.models import Region
from villages.services.places import places

ROWS_A_PAGE = 20
MOST_ON_ONE_PAGE, MOST_IN_A_FILE = 500, 10_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_list(request):
    """The agreements of one's villages, with filters that live in the address."""
    found, page = _asked(request)
    context = {
        "list": page,
        "page": paged(request, found),
        "heads": shown.agreement_heads(page),
        "nav": "agreements",
        "attention": attention(Agreement.objects.visible_to(request.user)),
        "own": _own_villages(request.user),
        "maps": _maps(request.user),
        "subdistricts": subdistricts_of(request.user),
        "managed": regency_managed(request.user).order_by("code")[:12],
        "today": timezone.localdate(),
    }
    watched(context["page"].object_list)
    prefetch_related_objects(context["page"].object_list, "events")
    context["rows"] = shown.rows_with_turns(context["page"])
    return render(request, "cooperation/agreement_list.html", context)


@needs(Permission.VIEW_AGREEMENT)
@from_replica
@require_safe
def agreement_sheet(request):
    """What the list holds, as a workbook."""
    found, page = _asked(request)
    agreements = list(found[:MOST_IN_A_FILE])
    return workbook(shown.agreement_sheets(page, agreements, page.above), _("kerja-sama"))


def _asked(request):
    """The rows that the address asks for, and what stands round them."""
    rows = Agreement.objects.visible_to(request.user)
    asked = AgreementsAsked.from_query(request.GET)
    villages = villages_in(rows)
    page = shown.ListPage(asked, villages, above_of(villages), _partner_name(request.user, asked))
    return agreements_asked(rows, asked), page


def above_of(villages) -> dict:
    """The kecamatan and kabupaten of these villages in words, by code."""
    codes = {code for village in villages for code in village.ancestor_codes if len(code) > 2}
    return places(codes)


def _partner_name(user, asked):
    """The name of the partner asked for, as the agreements that one may read tell it."""
    if not asked.mitra:
        return ""
    seats = AgreementParty.objects.visible_to(user).filter(partner=asked.mitra)
    seat = seats.select_related("partner").first()
    return seat.name if seat else ""


def paged(request, rows):
    """One page of rows, or as many as go on paper when the address asks for all."""
    everything = request.GET.get("tampil") == "semua"
    size = MOST_ON_ONE_PAGE if everything else ROWS_A_PAGE
    return Paginator(rows, size).get_page(request.GET.get("hal"))


def workbook(sheets, name) -> HttpResponse:
    """Sheets as a file to be kept."""
    day = timezone.localdate().isoformat()
    return HttpResponse(
        write_lists(sheets),
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(True, f"{name}-{day}.xlsx"),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def _own_villages(user):
    """Villages in which this person may begin an agreement."""
    home = Region.objects.visible_to(user).filter(profile__isnull=False).desa()
    return home.allowed(user, Permission.DRAFT_AGREEMENT).order_by("code")[:12]


def _maps(user):
    """The regions whose network this person may look at, in words."""
    held = user.territories(Permission.VIEW_AGREEMENT)
    codes = {code if len(code) in (5, 8) else parent_of(code) for code in held if len(code) > 2}
    return sorted(places(codes).values(), key=lambda place: place.code)


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def cooperation_network(request, code):
    """Who cooperates with whom in a kecamatan or a kabupaten."""
    if not well_formed(code) or LEVELS[len(code)] not in {"subdistrict", "regency"}:
        raise Http404
    cooperation = read_cooperation(code, request.user)
    if cooperation is None:
        raise Http404
    network = CooperationMap(cooperation, request.GET.get("keadaan", ""))
    beneath = {group["code"] for group in network.left_out}
    above = parent_of(code) if len(code) == 8 else ""
    where = places({code, *beneath} | ({above} if above else set()))
    context = {
        "nav": "agreements",
        "code": code,
        "place": where[code],
        "regency": where.get(above),
        "map": network,
        "left_out": [group | {"place": where[group["code"]]} for group in network.left_out],
        "today": timezone.localdate(),
    }
    return render(request, "cooperation/cooperation_network.html", context)
