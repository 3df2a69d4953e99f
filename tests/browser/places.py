"""Every page of the app and who opens it, for tests that look at all of them."""

from dataclasses import dataclass

from django.urls import get_resolver, reverse

from cooperation import sample as agreements
from cooperation.models import Partner
from jejaring.ids import uuid7
from jejaring.models import User
from jejaring.roles import Role
from jejaring.services import invite_person, request_access
from stakeholders.graph.findings.identity import key_of
from stakeholders.models import (
    AgreedMap,
    ApproachPlan,
    DependencyStep,
    Issue,
    PatronClientTie,
    PlanTask,
    Stakeholder,
    Tie,
    Worksheet,
)
from stakeholders.questions import STEPS
from stakeholders.services.groups import archive_stakeholder
from stakeholders.services.importing.applying import apply_batch
from stakeholders.services.importing.staging import choose, plan_of, stage_file
from stakeholders.services.worksheets import StepConflict, record_step
from tests import factories
from tests.factories import SENGI
from villages.models import Region

EMPTY, UNOPENED, WARD = "33.08.06.2010", "33.08.06.2011", "33.08.06.1001"
ELSEWHERE = "33.08.07.2003"
# The finding that nobody takes part in village regulations, as it is known by.
EMPTY_ROLE = key_of({"kind": "empty_role", "subjects": [], "about": "regulation", "numbers": {}})

# Addresses that take a post and answer with another page, or that are a piece of a page.
NOT_PAGES = {
    "task_tick",
    "access_decide",
    "agreement_sheet",
    "partner_sheet",
    "group_restore",
    "import_discard",
    "import_undo",
    "invitation_withdraw",
    "issue_close",
    "membership_end",
    "merge_undo",
    "network_place",
    "network_tidy",
    "network_undo",
    "note_archive",
    "note_restore",
    "note_write",
    "position_undo",
    "presence_search",
    "region_map_data",
    "set_language",
    "view_archive",
    "view_save",
    "worksheet_start",
}
# Doors of the library that stay shut: we confirm no addresses and sign nobody in by a code.
SHUT = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_set_password",
}


@dataclass(frozen=True)
class Place:
    """A page: the part of the app it belongs to, its route, who opens it, and its address.

    ``who``: a username of the sample; empty for somebody who has not signed in.
    """

    part: str
    route: str
    who: str
    path: str
    status: int = 200

    def __str__(self):
        return f"{self.path} as {self.who or 'nobody'}"


def routes() -> set[str]:
    """The names of all addresses."""
    return {name for name in get_resolver().reverse_dict if isinstance(name, str)}


def furnish():
    """Add to the sample what it lacks of things that have a page."""
    for code, name in ((EMPTY, "Kosong"), (UNOPENED, "Belum"), (WARD, "Kota")):
        factories.village(code, name, begun=code == EMPTY)
    factories.village(ELSEWHERE, "Sidomulyo", begun=False)
    facilitator = User.objects.get(username="pendamping")
    colleague = factories.user(full_name="Budi Santoso")
    sheet = Worksheet.objects.filter(village=SENGI, completed_at=None).first()
    _answer_at_once(sheet, facilitator, colleague)
    factories.group(factories.village(EMPTY), name="Baru Didengar", kind="pemuda")
    old = factories.group(factories.village(), name="Panitia Lama")
    archive_stakeholder(stakeholder=old, by=facilitator)
    Stakeholder.objects.create(
        village=factories.village(), kind=Stakeholder.Kind.INSTITUTION, name="Pasar Talun"
    )
    request_access(region_code=ELSEWHERE, by=facilitator)
    if not agreements.is_loaded():
        agreements.load_sample()


def _answer_at_once(sheet, *people):
    """Two people answer the same question differently; the later one waits to be settled."""
    answers = sheet.answers.saved().filter(step=6).order_by("version")
    version = max((answer.version for answer in answers), default=0)
    for person, said in zip(people, ("Diundang rapat", "Tidak pernah diundang"), strict=True):
        try:
            record_step(
                worksheet=sheet,
                step=6,
                content={"stance": "support", "why": said},
                base_version=version,
                by=person,
                pk=uuid7(),
            )
        except StepConflict:
            return
    raise AssertionError("no conflict")


def places() -> list[Place]:
    """All pages of the furnished sample."""
    return [
        Place(part, *rest)
        for part, found in (
            ("doors", _doors()),
            ("desks", _desks()),
            ("village", _village()),
            ("maps", _maps()),
            ("groups", _groups()),
            ("worksheets", _worksheets()),
            ("roles", _roles()),
            ("plans", _plans()),
            ("issues", _issues()),
            ("one map", _one_map()),
            ("cooperation lists", _cooperation_lists()),
        )
        for rest in found
    ]


PARTS = (
    "doors",
    "desks",
    "village",
    "maps",
    "groups",
    "worksheets",
    "roles",
    "plans",
    "issues",
    "one map",
    "cooperation lists",
)


def _at(route, *args, who="pendamping", query="", status=200):
    return route, who, reverse(route, args=args) + query, status


def _doors():
    coordinator = User.objects.get(username="koordinator")
    _invitation, token = invite_person(
        invitee="Bu Sri", role=Role.FACILITATOR, region_code="33.08.06", by=coordinator
    )
    yield _at("account_login", who="")
    yield _at("account_reset_password", who="")
    yield _at("account_reset_password_done", who="")
    yield _at("account_reset_password_from_key", "x", "set-password", who="")
    yield _at("account_reset_password_from_key_done", who="")
    yield _at("account_signup", who="")
    yield _at("account_inactive", who="")
    yield _at("invitation_accept", token, who="")
    yield _at("invitation_accept", "sudah-lama", who="", status=404)
    yield _at("invitation_accept", token)
    yield _at("account_change_password")
    yield _at("account_email")
    yield _at("account_logout")
    yield _at("account_reauthenticate")
    yield _at("health", who="admin")


def _desks():
    for who in ("pendamping", "kades-sengi", "bpd-sengi", "kwt-melati", "koordinator", "admin"):
        yield _at("home", who=who)
    for who in ("koordinator", "admin"):
        yield _at("people", who=who)
        yield _at("person_invite", who=who)
        yield _at("person_invite", who=who, query="?wilayah=33.08.06.2012")
    yield _at("kinds", who="admin")
    yield _at("kind_add", who="admin")
    yield _at("kind_edit", "kwt", who="admin")
    yield "", "pendamping", "/tidak-ada/", 404
    yield _at("people", status=403)


def _village():
    closed = Tie.objects.filter(village=SENGI, kind="competes").exclude(closed_at=None).first()
    air = Tie.objects.get(source__name="Tirta Sengi", target__name="Pengelola Embung Gowok")
    office = Tie.objects.filter(village=SENGI, kind="membership").first()
    yield _at("region_search", query="?q=sengi")
    yield _at("village_add")
    yield _at("village_add", query="?q=tidak+ada")
    yield _at("village_requested", ELSEWHERE)
    for who in ("pendamping", "kades-sengi"):
        yield _at("village_detail", SENGI, who=who)
        yield _at("village_meeting", SENGI, who=who)
        yield _at("village_changes", SENGI, who=who, query="?sejak=2026-03-01")
        yield _at("village_export", SENGI, who=who)
        yield _at("tie_detail", air.pk, who=who)
    yield _at("village_import", SENGI)
    yield _at("import_preview", _imported(SENGI).pk)
    yield _at("import_preview", _imported(SENGI, taken_over=True).pk)
    yield _at("village_detail", EMPTY)
    yield _at("village_detail", UNOPENED)
    yield _at("village_detail", WARD)
    yield _at("finding_mark", SENGI, EMPTY_ROLE)
    yield _at("village_meeting", SENGI, query="?hal=3")
    yield _at("village_changes", SENGI)
    yield _at("village_changes", SENGI, query="?sejak=kapan-kapan", status=422)
    yield _at("village_changes", EMPTY)
    yield _at("tie_detail", closed.pk)
    yield _at("tie_detail", office.pk)


def _maps():
    kwt = Stakeholder.objects.get(name="KWT Melati")
    water = Stakeholder.objects.get(name="Tirta Sengi")
    for who in ("pendamping", "kades-sengi"):
        yield _at("village_map", SENGI, who=who)
        yield _at("village_ways", SENGI, who=who)
        yield _at("subdistrict_detail", SENGI[:8], who=who)
        yield _at("subdistrict_map", SENGI[:8], who=who)
    yield _at("village_map", SENGI, query=f"?fokus={kwt.pk}&langkah=2")
    yield _at("village_map", SENGI, query="?cari=melati")
    yield _at("village_ways", SENGI, query=f"?dari={kwt.pk}&ke={water.pk}")
    yield _at("subdistrict_detail", SENGI[:8], query="?sejak=2026-03")
    yield _at("subdistrict_map", SENGI[:8], query="?menurut=golongan")
    yield _at("subdistrict_map", SENGI[:8], query="?menurut=semua")
    yield _at("regency_map", SENGI[:5])
    yield _at("village_map", SENGI, query="?tanggal=2026-03-01")
    yield _at("village_map", SENGI, query="?tanggal=kapan-kapan", status=422)


def _imported(code, *, taken_over=False):
    """A file that somebody brought, with words to be understood."""
    facilitator = User.objects.get(username="pendamping")
    rows = "dari;ke;hubungan\nKWT Melati;Pemuda Baru;mendukung\nKetua RT 03;Pemuda Baru;xyz\n"
    batch = stage_file(
        village=Region.objects.get(pk=code),
        content=(rows + "\n" * taken_over).encode(),
        name="daftar.csv",
        by=facilitator,
    )
    if taken_over:
        choose(batch=batch, choices={"ties": {"xyz": "skip"}})
        apply_batch(batch=batch, shown=plan_of(batch).digest, by=facilitator)
    return batch


def _groups():
    kwt = Stakeholder.objects.get(name="KWT Melati")
    office = Tie.objects.filter(village=SENGI, kind="membership", target=kwt).first()
    market = Stakeholder.objects.get(name="Pasar Talun")
    old = Stakeholder.objects.get(name="Panitia Lama")
    for who in ("pendamping", "kades-sengi", "kwt-melati"):
        yield _at("group_detail", kwt.pk, who=who)
    yield _at("group_detail", old.pk)
    yield _at("group_create", SENGI)
    yield _at("group_edit", kwt.pk)
    yield _at("group_edit", kwt.pk, who="kwt-melati")
    yield _at("group_archive", kwt.pk)
    yield _at("officer_add", kwt.pk)
    yield _at("officer_end", office.pk)
    yield _at("stakeholder_detail", office.source_id)
    yield _at("stakeholder_detail", market.pk)
    yield _at("person_edit", office.source_id)
    yield _at("institution_create", SENGI)


def _worksheets():
    unfinished = Worksheet.objects.filter(village=SENGI, completed_at=None).first()
    finished = Worksheet.objects.filter(village=SENGI).exclude(completed_at=None).first()
    held = unfinished.answers.held().get()
    for step in STEPS:
        yield _at("worksheet_step", unfinished.pk, step.number)
    for sheet in (unfinished, finished):
        yield _at("worksheet_detail", sheet.pk)
        yield _at("worksheet_history", sheet.pk)
    yield _at("worksheet_step", finished.pk, 5)
    yield _at("worksheet_complete", unfinished.pk)
    yield _at("worksheet_settle", unfinished.pk, held.pk)


def _plans():
    water = Stakeholder.objects.get(name="Ketua Tirta Sengi")
    task = PlanTask.objects.filter(village=SENGI).open().first()
    yield _at("approach_list", SENGI)
    yield _at("approach_list", EMPTY)
    for slug in ("narahubung", "kerja-sama", "aliansi", "koalisi"):
        yield _at("approach_create", SENGI, slug)
    yield _at("approach_create", SENGI, "narahubung", query=f"?tokoh={water.pk}&mulai=&jalur=2")
    for plan in ApproachPlan.objects.filter(village=SENGI):
        yield _at("approach_detail", plan.pk)
        yield _at("approach_edit", plan.pk)
    yield _at("task_create", SENGI, query="?janji")
    yield _at("task_edit", task.pk)


def _roles():
    kwt = Stakeholder.objects.get(name="KWT Melati")
    tie = PatronClientTie.objects.filter(village=SENGI).current().first()
    yield _at("participation_matrix", SENGI)
    yield _at("participation_matrix", SENGI, who="kades-sengi")
    yield _at("participation_matrix", SENGI, query="?dibanding=kapan-kapan", status=422)
    yield _at("participation_matrix", EMPTY)
    yield _at("participation_group", kwt.pk)
    yield _at("participation_group", kwt.pk, who="kwt-melati")
    yield _at("participation_edit", kwt.pk, "bpd")
    yield _at("dependency_list", SENGI)
    yield _at("dependency_list", EMPTY)
    yield _at("dependency_create", SENGI)
    yield _at("dependency_detail", tie.pk)
    yield _at("dependency_edit", tie.pk)
    yield _at("dependency_close", tie.pk)
    step = DependencyStep.objects.filter(village=SENGI).current().first()
    yield _at("dependency_detail", step.tie_id)
    yield _at("dependency_step_add", tie.pk)
    yield _at("dependency_step_edit", step.pk)


def _issues():
    water = Issue.objects.get(village=SENGI, name__startswith="Air")
    moved = water.positions.order_by("-number").first()
    yield _at("issue_list", SENGI)
    yield _at("issue_list", EMPTY)
    yield _at("issue_detail", water.pk)
    yield _at("issue_detail", water.pk, query=f"?pihak={moved.stakeholder_id}&baru={moved.pk}")
    yield _at("issue_venn", water.pk)
    yield _at("issue_blank", water.pk)
    yield _at("issue_edit", water.pk)


def _cooperation_lists():
    partner = Partner.objects.filter(region=SENGI).first()
    for who in ("pendamping", "kades-sengi", "koordinator"):
        yield _at("agreement_list", who=who)
        yield _at("partner_list", who=who)
        yield _at("partner_detail", partner.pk, who=who)
        yield _at("cooperation_network", SENGI[:8], who=who)
        yield _at("cooperation_network", SENGI[:5], who=who)
    yield _at("agreement_list", query="?desa=33.08.06.2012&keadaan=berjalan&urut=berakhir")
    yield _at("agreement_list", query="?cari=tidak+ada")
    yield _at("partner_list", query="?jenis=bank")
    yield _at("cooperation_network", SENGI[:8], query="?keadaan=disusun")
    yield _at("partner_create", SENGI)
    yield _at("partner_edit", partner.pk)


def _one_map():
    kwt, spp = (Stakeholder.objects.get(name=name) for name in ("KWT Melati", "SPP Kartini"))
    agreed = AgreedMap.objects.get(village=SENGI)
    yield _at("duplicate_list", SENGI)
    yield _at("duplicate_list", EMPTY)
    yield _at("duplicate_compare", kwt.pk)
    yield _at("duplicate_compare", kwt.pk, query=f"?dengan={spp.pk}")
    yield _at("agreed_map_list", SENGI)
    yield _at("agreed_map_list", SENGI, who="kades-sengi")
    yield _at("agreed_map_create", SENGI)
    yield _at("agreed_map_detail", agreed.pk)
