"""What the sample lacks of things that have a page."""

from datetime import date

from cooperation.models import Partner
from cooperation.services.agreements import PartyDraft, begin_agreement
from cooperation.services.bodies import count_members, found_body, review_body
from jejaring.ids import uuid7
from jejaring.models import User
from jejaring.services import request_access
from stakeholders.models import Stakeholder, Worksheet
from stakeholders.services.groups import archive_stakeholder
from stakeholders.services.worksheets import StepConflict, record_step
from tests import factories
from tests.browser.cooperation import furnish_cooperation
from tests.factories import SENGI

EMPTY, UNOPENED, WARD = "33.08.06.2010", "33.08.06.2011", "33.08.06.1001"
ELSEWHERE = "33.08.07.2003"


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
