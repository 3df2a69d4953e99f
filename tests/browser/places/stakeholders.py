"""Groups and people, what they answered, and what is planned with them."""

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
from tests.browser.places.at import at
from tests.browser.places.furnished import EMPTY
from tests.factories import SENGI

# Addresses that take a post and answer with another page, or that are a piece of a page.
NOT_PAGES = {
    "group_restore",
    "import_discard",
    "import_undo",
    "issue_close",
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
    "task_tick",
    "view_archive",
    "view_save",
    "worksheet_start",
}


def _groups():
    kwt = Stakeholder.objects.get(name="KWT Melati")
    office = Tie.objects.filter(village=SENGI, kind="membership", target=kwt).first()
    market = Stakeholder.objects.get(name="Pasar Talun")
    old = Stakeholder.objects.get(name="Panitia Lama")
    for who in ("pendamping", "kades-sengi", "kwt-melati"):
        yield at("group_detail", kwt.pk, who=who)
    yield at("group_detail", old.pk)
    yield at("group_create", SENGI)
    yield at("group_edit", kwt.pk)
    yield at("group_edit", kwt.pk, who="kwt-melati")
    yield at("group_archive", kwt.pk)
    yield at("officer_add", kwt.pk)
    yield at("officer_end", office.pk)
    yield at("stakeholder_detail", office.source_id)
    yield at("stakeholder_detail", market.pk)
    yield at("person_edit", office.source_id)
    yield at("institution_create", SENGI)


def _worksheets():
    unfinished = Worksheet.objects.filter(village=SENGI, completed_at=None).first()
    finished = Worksheet.objects.filter(village=SENGI).exclude(completed_at=None).first()
    held = unfinished.answers.held().get()
    for step in STEPS:
        yield at("worksheet_step", unfinished.pk, step.number)
    for sheet in (unfinished, finished):
        yield at("worksheet_detail", sheet.pk)
        yield at("worksheet_history", sheet.pk)
    yield at("worksheet_step", finished.pk, 5)
    yield at("worksheet_complete", unfinished.pk)
    yield at("worksheet_settle", unfinished.pk, held.pk)


def _roles():
    kwt = Stakeholder.objects.get(name="KWT Melati")
    tie = PatronClientTie.objects.filter(village=SENGI).current().first()
    yield at("participation_matrix", SENGI)
    yield at("participation_matrix", SENGI, who="kades-sengi")
    yield at("participation_matrix", SENGI, query="?dibanding=kapan-kapan", status=422)
    yield at("participation_matrix", EMPTY)
    yield at("participation_group", kwt.pk)
    yield at("participation_group", kwt.pk, who="kwt-melati")
    yield at("participation_edit", kwt.pk, "bpd")
    yield at("dependency_list", SENGI)
    yield at("dependency_list", EMPTY)
    yield at("dependency_create", SENGI)
    yield at("dependency_detail", tie.pk)
    yield at("dependency_edit", tie.pk)
    yield at("dependency_close", tie.pk)
    step = DependencyStep.objects.filter(village=SENGI).current().first()
    yield at("dependency_detail", step.tie_id)
    yield at("dependency_step_add", tie.pk)
    yield at("dependency_step_edit", step.pk)


def _plans():
    water = Stakeholder.objects.get(name="Ketua Tirta Sengi")
    task = PlanTask.objects.filter(village=SENGI).open().first()
    yield at("approach_list", SENGI)
    yield at("approach_list", EMPTY)
    for slug in ("narahubung", "kerja-sama", "aliansi", "koalisi"):
        yield at("approach_create", SENGI, slug)
    yield at("approach_create", SENGI, "narahubung", query=f"?tokoh={water.pk}&mulai=&jalur=2")
    for plan in ApproachPlan.objects.filter(village=SENGI):
        yield at("approach_detail", plan.pk)
        yield at("approach_edit", plan.pk)
    yield at("task_create", SENGI, query="?janji")
    yield at("task_edit", task.pk)


def _issues():
    water = Issue.objects.get(village=SENGI, name__startswith="Air")
    moved = water.positions.order_by("-number").first()
    yield at("issue_list", SENGI)
    yield at("issue_list", EMPTY)
    yield at("issue_detail", water.pk)
    yield at("issue_detail", water.pk, query=f"?pihak={moved.stakeholder_id}&baru={moved.pk}")
    yield at("issue_venn", water.pk)
    yield at("issue_blank", water.pk)
    yield at("issue_edit", water.pk)


def _one_map():
    kwt, spp = (Stakeholder.objects.get(name=name) for name in ("KWT Melati", "SPP Kartini"))
    agreed = AgreedMap.objects.get(village=SENGI)
    yield at("duplicate_list", SENGI)
    yield at("duplicate_list", EMPTY)
    yield at("duplicate_compare", kwt.pk)
    yield at("duplicate_compare", kwt.pk, query=f"?dengan={spp.pk}")
    yield at("agreed_map_list", SENGI)
    yield at("agreed_map_list", SENGI, who="kades-sengi")
    yield at("agreed_map_create", SENGI)
    yield at("agreed_map_detail", agreed.pk)


PARTS = {
    "groups": _groups,
    "worksheets": _worksheets,
    "roles": _roles,
    "plans": _plans,
    "issues": _issues,
    "one map": _one_map,
}
