"""Every page of the app and who opens it, for tests that look at all of them."""

from dataclasses import dataclass
from datetime import date

from django.urls import get_resolver, reverse

from cooperation import sample as agreements
from cooperation.models import (
    Agreement,
    Comment,
    Dispute,
    JointBody,
    Meeting,
    Partner,
    PartnerResource,
    Signatory,
)
from cooperation.sample.meetings import hold
from cooperation.sample.resources import PATEN, load_resources
from cooperation.services.agreements import PartyDraft, begin_agreement
from cooperation.services.appraisals import open_plan, open_review
from cooperation.services.bodies import count_members, found_body, review_body
from cooperation.services.meeting_files import keep_file
from cooperation.services.review_links import answer_through_link, make_link
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
from tests.browser.cooperation import UNPREPARED, furnish_cooperation
from tests.cooperation.makers import asked
from tests.cooperation.meetings import NINETEEN, arrange, call, count
from tests.factories import SENGI
from villages.models import Region, Resource

EMPTY, UNOPENED, WARD = "33.08.06.2010", "33.08.06.2011", "33.08.06.1001"
ELSEWHERE = "33.08.07.2003"
# The finding that nobody takes part in village regulations, as it is known by.
EMPTY_ROLE = key_of({"kind": "empty_role", "subjects": [], "about": "regulation", "numbers": {}})

# Addresses that take a post and answer with another page, or that are a piece of a page.
NOT_PAGES = {
    "match_reconsider",
    "partner_resource_archive",
    "resource_archive",
    "task_tick",
    "access_decide",
    "appraisal_begin",
    "benefit_remove",
    "attachment_file",
    "document_download",
    "calendar_feed_renew",
    "calendar_feed_revoke",
    "calendar_ics",
    "agenda_remove",
    "agreement_sheet",
    "body_sheet",
    "reminders_want",
    "requirement_withdraw",
    "partner_sheet",
    "group_restore",
    "import_discard",
    "import_undo",
    "invitation_withdraw",
    "issue_close",
    "meeting_file",
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
    "revenue_remove",
    "set_language",
    "template_download",
    "template_example",
    "template_retire",
    "view_archive",
    "comment_apply",
    "comment_settle",
    "review_link_withdraw",
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
    furnish_cooperation()
    _furnish_body(facilitator)


def _furnish_body(by):
    """A body whose term is over, with members and a review, and an agreement to report on."""
    village = factories.village()
    body = found_body(
        kind="bkad",
        name="BKAD Dukun",
        villages=[village, factories.village("33.08.06.2013", "Paten")],
        term_from=date(2010, 1, 31),
        term_until=date(2016, 2, 29),
        by=by,
    )
    counts, offices = {"bpd": (2, 1)}, {"chair": "f"}
    count_members(body=body, seen=1, village=village, counts=counts, offices=offices, by=by)
    told = {"planned": "Periksa pipa", "happened": "Sebagian", "held_on": date(2026, 1, 5)}
    review_body(body=body, seen=0, by=by, **told)
    partner = Partner.objects.create(region=village, name="PT Salak", kind="company")
    begin_agreement(
        flow="village_led",
        title="Menjual salak",
        parties=[PartyDraft(village=village, is_initiator=True), PartyDraft(partner=partner)],
        paper=True,
        by=by,
    )


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
            ("fairness", _fairness()),
            ("matching", _matching()),
            ("cooperation", _cooperation()),
            ("requirements", _requirements()),
            ("meetings", _meetings()),
            ("review", _review()),
            ("documents", _documents()),
            ("bodies", _bodies()),
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
    "fairness",
    "matching",
    "cooperation",
    "requirements",
    "meetings",
    "review",
    "documents",
    "bodies",
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


def _fairness():
    """The water agreement, reviewed once; a review that is open; a plan that is being filled in."""
    water = Agreement.objects.get(title=agreements.WATER["title"])
    sealed = water.appraisals.reviews().filter(sealed_at__isnull=False).get()
    by = User.objects.get(username="pendamping")
    review = open_review(agreement=water, by=by)
    chillies = Agreement.objects.get(title__startswith="Penjualan cabai")
    for who in ("pendamping", "bpd-sengi", "koordinator"):
        yield _at("agreement_fairness", water.pk, who=who)
    yield _at("agreement_fairness", chillies.pk)
    yield _at("agreement_benefits", water.pk)
    yield _at("agreement_benefits", chillies.pk)
    yield _at("agreement_story", water.pk)
    yield _at("agreement_story", chillies.pk)
    yield _at("reflection_add", water.pk)
    yield _at("appraisal_detail", sealed.pk)
    yield _at("appraisal_detail", review.pk)
    for step in ("manfaat", "kemandirian", "pelaku", "ekologi", "refleksi"):
        yield _at("appraisal_step", review.pk, step)
    yield _at("appraisal_seal", review.pk, who="kades-sengi")
    yield _at("benefit_party", review.pk, 1)
    plan = open_plan(agreement=chillies, by=by)
    yield _at("appraisal_step", plan.pk, "manfaat")
    yield _at("appraisal_step", plan.pk, "jadwal")
    yield _at("benefit_party", plan.pk, 2)
    yield _at("revenue_add", plan.pk)


def _matching():
    load_resources(User.objects.get(username="pendamping"))
    need = Resource.objects.filter(village=SENGI, side="need").first()
    offer = PartnerResource.objects.first()
    for who in ("pendamping", "kades-sengi", "bpd-sengi"):
        yield _at("village_potentials", SENGI, who=who)
        yield _at("village_matches", SENGI, who=who)
        yield _at("subdistrict_matches", SENGI[:8], who=who)
    yield _at("village_potentials", SENGI, query="?sisi=need")
    yield _at("village_potentials", EMPTY)
    yield _at("village_matches", EMPTY)
    yield _at("resource_edit", need.pk)
    yield _at("resource_import", SENGI)
    yield _at("partner_resource_add", SENGI)
    yield _at("partner_resource_edit", offer.pk)
    yield _at("match_decide", SENGI, "get", PATEN, "pupuk")
    yield _at("subdistrict_matches", SENGI[:8], who="koordinator")
    yield _at("matters", who="admin")
    yield _at("matter_add", who="admin")
    yield _at("matter_edit", "cabai", who="admin")


def _cooperation():
    running, drafting, offered = (
        Agreement.objects.get(title__startswith=words)
        for words in ("Perawatan mata air", "Pasar sayur", "Penjualan cabai")
    )
    begun = Agreement.objects.get(title=UNPREPARED)
    for who in ("pendamping", "kades-sengi", "bpd-sengi", "koordinator"):
        yield _at("agreement_list", who=who)
    for query in ("?keadaan=berjalan", "?cari=tidak+ada"):
        yield _at("agreement_list", query=query)
    for agreement in (running, drafting, offered, begun):
        for who in ("pendamping", "kades-sengi", "sekdes-sengi", "bpd-sengi"):
            yield _at("agreement_detail", agreement.pk, who=who)
        yield _at("agreement_text", agreement.pk)
    yield _at("agreement_text", drafting.pk, query="?versi=1")
    yield _at("agreement_write", drafting.pk)
    yield _at("agreement_join", begun.pk)
    yield _at("agreement_create", SENGI)
    yield _at("agreement_register", SENGI)
    for act in ("amend", "end", "postpone"):
        yield _at("agreement_act", running.pk, act, who="kades-sengi")
    for act in ("agree_together", "withdraw"):
        yield _at("agreement_act", drafting.pk, act, who="kades-paten")
    yield _at("agreement_act", drafting.pk, "consent", who="kades-sengi", query="?pihak=2")
    yield _at("agreement_act", begun.pk, "deliberate", who="bpd-sengi", query="?pihak=1")
    yield _at("agreement_act", begun.pk, "offer", who="kades-sengi")
    yield _at("dispute_open", running.pk, who="kades-sengi")
    for dispute in Dispute.objects.filter(agreement=running):
        yield _at("dispute_detail", dispute.pk, who="kades-sengi")
        yield _at("dispute_detail", dispute.pk, who="bpd-sengi")


def _requirements():
    """What the kabupaten asks for, of a draft that is late and of one that runs."""
    draft = Agreement.objects.get(title__startswith="Pasar sayur")
    running = Agreement.objects.get(title__startswith="Perawatan mata air")
    camat = asked(kind="document", before="declare_ready", since="answer", days=3)
    notice = asked(name="Pengumuman di balai desa", each_village=True, active_from=date(2999, 1, 1))
    asked(name="Serah terima aset", before="end", each_village=True, since="start", days=365)
    asked(name="Konsultasi biro hukum", before="offer", withdrawn_on=date(2026, 6, 1))
    for who in ("koordinator", "admin"):
        yield _at("regency_list", who=who)
        yield _at("requirement_list", SENGI[:5], who=who)
    yield _at("regency_list", who="koordinator", query="?cari=tidak+ada")
    yield _at("requirement_add", SENGI[:5], who="koordinator")
    yield _at("requirement_add", SENGI[:5], who="koordinator", query=f"?ganti={notice.pk}")
    yield _at("requirement_fulfil", draft.pk, camat.pk)
    for agreement in (draft, running):
        for who in ("kades-sengi", "pendamping", "koordinator"):
            yield _at("agreement_detail", agreement.pk, who=who)
    yield _at("agreement_act", running.pk, "schedule", who="kades-sengi")
    yield _at("calendar_feed", who="kades-sengi")
    told = {"salt": "x", "name": "Sutrisno Wibowo", "office": "Kepala Desa Sengi"}
    Signatory.objects.get_or_create(event=running.events.get(number=1), defaults=told)
    yield _at("signatory_list", running.pk, who="kades-sengi")
    yield _at("signatory_forget", running.pk, 1, who="kades-sengi")
    yield _at("signatory_list", draft.pk, who="kades-sengi")


def _meetings():
    """Meetings of the sample: one that agreed, one to which too few came, and an act on both."""
    between = Meeting.objects.get(kind=Meeting.Kind.MAD)
    facilitator = User.objects.get(username="pendamping")
    short = _short_meeting(facilitator)
    keep_file(meeting=between, content=b"%PDF-1.4", label="Daftar hadir", by=facilitator)
    for who in ("pendamping", "bpd-sengi", "koordinator"):
        yield _at("meeting_detail", between.pk, who=who)
    for route in ("meeting_edit", "meeting_invite", "agenda_add", "follow_up_add"):
        yield _at(route, between.pk)
    for route in ("meeting_file_add", "meeting_minutes", "meeting_sheet"):
        yield _at(route, between.pk)
    yield _at("meeting_list", SENGI)
    yield _at("meeting_list", EMPTY)
    yield _at("meeting_create", SENGI, query=f"?kerjasama={between.agreement_id}")
    yield _at("meeting_attend", between.pk, 1)
    yield _at("meeting_detail", short.pk)
    yield _at("meeting_next", short.pk)
    yield _at("meeting_sheet", short.pk)
    yield _at("agenda_edit", between.agenda.first().pk)
    yield _at("follow_up_edit", between.follow_ups.first().pk)
    yield _at("meeting_rules", SENGI[:5], who="koordinator")
    yield _at("agreement_detail", between.agreement_id)
    draft = Agreement.objects.get(title__startswith="Pasar")
    hold(
        agreement=draft,
        kind=Meeting.Kind.MUSDES,
        codes=[SENGI],
        on=date(2026, 11, 10),
        title="Rencana pasar",
        by=facilitator,
        decision="Menyepakati pasar sayur bersama di Talun.",
    )
    yield _at("agreement_act", draft.pk, "deliberate", who="bpd-sengi", query="?pihak=2")


def _short_meeting(by):
    """A meeting without quorum, which waits for its next sitting."""
    found = Meeting.objects.filter(title="Jalan usaha tani").first()
    if found:
        return found
    meeting = arrange(by, title="Jalan usaha tani")
    call(meeting, by)
    count(meeting, by, NINETEEN)
    return meeting


def _review():
    """A draft under review, and one that was signed."""
    draft = Agreement.objects.get(title__startswith="Pasar sayur")
    running = Agreement.objects.get(title__startswith="Perawatan mata air")
    head = User.objects.get(username="kades-sengi")
    comments = Comment.objects.filter(agreement=draft)
    text = draft.texts.latest("number")
    link, token = make_link(text=text, party=draft.parties.first(), by=head)
    answer_through_link(link=link, consent="change", reason="Tanah pasar belum dihitung.")
    for agreement in (draft, running):
        yield _at("agreement_detail", agreement.pk, who="kades-paten")
        yield _at("agreement_text", agreement.pk, who="koordinator")
        yield _at("agreement_compare", agreement.pk, who="bpd-sengi")
        yield _at("comment_list", agreement.pk, who="kades-sengi")
    yield _at("agreement_list", who="kades-sengi")
    yield _at("agreement_create", SENGI)
    yield _at("agreement_text", draft.pk, who="kades-sengi")
    yield _at("agreement_text", draft.pk, query="?versi=1")
    yield _at("agreement_write", draft.pk, who="kades-sengi")
    yield _at("agreement_act", draft.pk, "consent", who="kades-paten", query="?pihak=1")
    yield _at("comment_create", draft.pk, who="kades-sengi")
    yield _at("comment_create", draft.pk, who="kades-sengi", query="?isi=funding")
    for comment in comments:
        yield _at("comment_detail", comment.pk, who="kades-sengi")
    yield _at("review_links", draft.pk, who="kades-sengi")
    yield _at("review_open", token, who="")
    yield _at("review_open", token, who="", query="?isi=scope")
    yield _at("review_open", "sudah-lama", who="", status=404)


def _documents():
    water = Agreement.objects.get(title__startswith="Perawatan mata air")
    yield _at("agreement_documents", water.pk, who="kades-sengi")
    yield _at("agreement_documents", water.pk, who="koordinator")
    yield _at("document_issue", water.pk, who="kades-sengi")
    yield _at("letterhead_edit", SENGI, who="sekdes-sengi")
    yield _at("template_list", "33.08", who="koordinator")
    yield _at("emblem_set", "33.08", who="koordinator")


def _bodies():
    body = JointBody.objects.get(name="BKAD Dukun")
    for who in ("kades-sengi", "bpd-sengi", "koordinator"):
        yield _at("calendar", who=who)
        yield _at("body_list", who=who)
        yield _at("body_detail", body.pk, who=who)
    yield _at("calendar", query="?kurun=7-hari")
    yield _at("calendar_feed")
    yield _at("regency_rules", SENGI[:5], who="koordinator")
    yield _at("body_list", query="?jenis=bumdesma")
    yield _at("body_create", SENGI)
    yield _at("body_edit", body.pk)
    yield _at("body_members", body.pk, SENGI)
    yield _at("body_review", body.pk)
    yield _at("body_report", body.pk)
    yield _at("agreement_report", Agreement.objects.get(title="Menjual salak").pk)
