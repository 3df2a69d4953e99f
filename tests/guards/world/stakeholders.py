"""What a village knows of its groups and people."""

from datetime import UTC, date, datetime

from django.utils import timezone

from stakeholders.graph.findings.identity import key_of
from stakeholders.models import (
    AgreedMap,
    DependencyStep,
    DistinctPair,
    FindingMark,
    ImportBatch,
    Issue,
    MapNote,
    Participation,
    PartyMerge,
    PatronClientTie,
    PersonName,
    Position,
    Presence,
    SavedView,
    Stakeholder,
    TieWords,
    VillageNetwork,
)
from stakeholders.presenters.approach import SLUGS
from stakeholders.services.approach import record_plan
from stakeholders.services.groups import village_government
from stakeholders.services.tasks import record_task
from tests import factories
from tests.guards.world.canaries import NEAR, VILLAGES, canary
from villages.models import Region


def two_groups(village, say):
    """The groups of a village, between whom everything happens."""
    group = factories.group(
        village, name=say("group"), hamlet=say("hamlet"), source=say("source"), kind="kwt"
    )
    return group, factories.group(village, name=say("second"))


def fill(village, groups, by, say) -> dict[str, tuple]:
    """What a village knows of itself, each thing under the name the table of routes calls it."""
    group, second = groups
    officer = factories.person(village, name=say("office"))
    PersonName.objects.create(
        stakeholder=officer, name=say("person"), lawful_basis="consent", basis_note=say("basis")
    )
    Stakeholder.objects.create(village=village, kind="institution", name=say("institution"))
    sheet = _worksheet(group, second, by, say)
    held = factories.answer(sheet, 1, {"activity": say("held")}, version=None)
    tie = factories.tie(group, second, "competes", reason=say("words"), by=by)
    judged = factories.tie(
        group,
        village_government(village),
        "government",
        reason=say("judged"),
        stance="hinder",
        by=by,
    )
    # What was said before is as little for everybody as what is said now.
    factories.tie(
        group,
        village_government(village),
        "government",
        reason=say("judged"),
        stance="passive",
        by=by,
        since=date(2025, 7, 1),
        until=date(2026, 10, 1),
        closed_at=datetime(2026, 10, 1, 5, tzinfo=UTC),
    )
    office = factories.tie(officer, group, "membership", office="Ketua", by=by)
    Participation.objects.create(
        village=village,
        group=group,
        role="planning",
        value="no",
        reason=say("rolereason"),
        as_of=date(2026, 3, 1),
        recorded_by=by,
    )
    dependency = _dependency(village, officer, by, say)
    step = DependencyStep.objects.create(
        village=village,
        tie=dependency,
        text=say("agreedstep"),
        who=say("stepwho"),
        note=say("stepnote"),
        agreed_on=date(2026, 3, 1),
        recorded_by=by,
    )
    twin = factories.group(village, name=say("twin"), archived_at=timezone.now())
    merge = PartyMerge.objects.create(
        village=village,
        kept=group,
        absorbed=twin,
        closed={"tie": [], "dependency": []},
        merged_by=by,
    )
    DistinctPair.objects.create(village=village, first=group, second=second, said_by=by)
    agreed = AgreedMap.objects.create(
        village=village,
        agreed_on=date(2026, 3, 1),
        meeting=say("meeting"),
        decisions=say("agreed"),
        shown={"parties": [], "ties": []},
        recorded_by=by,
    )
    position = _position(village, officer, by, say)
    plans = _plans(village, [group, second], officer, by, say)
    empty_role = {"kind": "empty_role", "subjects": [], "about": "planning", "numbers": {}}
    FindingMark.objects.create(
        village=village,
        key=key_of(empty_role),
        kind="empty_role",
        verdict="discussed",
        note=say("marknote"),
        marked_by=by,
    )
    VillageNetwork.objects.outdate(village.code)
    return plans | {
        "group": (group.pk,),
        "group role": (group.pk, "planning"),
        "person": (officer.pk,),
        "patron": (dependency.patron_id,),
        "tie": (tie.pk,),
        "judgement": (judged.pk,),
        "office": (office.pk,),
        "worksheet": (sheet.pk,),
        "worksheet step": (sheet.pk, 1),
        "worksheet relations": (sheet.pk, 5),
        "held answer": (sheet.pk, held.pk),
        **_kept_on_map(village, group, by, say),
        "dependency": (dependency.pk,),
        "import": (_imported(village, by, say).pk,),
        "agreed step": (step.pk,),
        "finding": (village.code, key_of(empty_role)),
        "merge": (merge.pk,),
        "agreed map": (agreed.pk,),
        "issue": (position.issue_id,),
        "position": (position.pk,),
    }


def _worksheet(group, second, by, say):
    sheet = factories.worksheet(
        group,
        by=by,
        informant=say("informant"),
        place=say("place"),
        held_on=date(2026, 3, 1),
        consent_read=True,
    )
    opening = {"consent_read": True, "informant": say("informant"), "place": say("place")}
    relations = {str(second.pk): {"kind": "competes", "reason": say("words")}}
    for step, content in {
        0: opening | {"held_on": "2026-03-01"},
        1: {"activity": say("activity")},
        5: {"relations": relations},
        6: {"stance": "hinder", "why": say("judged")},
        7: {"origin": say("changed")},
    }.items():
        factories.answer(sheet, step, content)
    return sheet


def _imported(village, by, say):
    """A file that waits to be taken over."""
    node = {"id": "n1", "label": say("imported"), "kind": "group", "group_kind": "kwt"}
    return ImportBatch.objects.create(
        village=village,
        file_name=f"{say('imported')}.csv",
        digest=village.code,
        format="csv",
        content={"nodes": [node], "ties": [], "directed": True, "problems": [], "notes": []},
        staged_by=by,
    )


def _dependency(village, client, by, say):
    patron = factories.person(village, name=say("patron"), restricted=True)
    PersonName.objects.create(stakeholder=patron, name=say("patronname"), lawful_basis="consent")
    return PatronClientTie.objects.create(
        village=village,
        patron=patron,
        client=client,
        forms=["capital"],
        to_client=say("toclient"),
        to_patron=say("topatron"),
        frequency="daily",
        tightness="binding",
        effect_note=say("effect"),
        contribution=say("contribution"),
        recorded_by=by,
    )


def _position(village, party, by, say):
    issue = Issue.objects.create(
        village=village, name=say("issue"), question=say("question"), recorded_by=by
    )
    return Position.objects.create(
        issue=issue,
        number=1,
        stakeholder=party,
        power=4,
        interest=2,
        stance="opposes",
        closeness=1,
        as_of=date(2026, 3, 1),
        reason=say("stood"),
        recorded_by=by,
    )


def _plans(village, groups, officer, by, say):
    """One plan of each way, a task of the first, and the addresses of new ones."""
    told = {
        "contact": {
            "key_figure": officer,
            "purpose": say("purpose"),
            "chosen_on": date(2026, 3, 1),
        },
        "cooperation": {
            "title": say("cooptitle"),
            "need": say("coopneed"),
            "partner": say("cooppartner"),
        },
        "alliance": {"issue": say("allianceissue")},
        "coalition": {
            "name": say("coalition"),
            "aim": say("coalitionaim"),
            "coordinator_role": say("coalitionrole"),
        },
    }
    things = {}
    for way, columns in told.items():
        steps = [{"stakeholder": party, "strength": "weak", "met_on": None} for party in groups]
        parties = {"steps": steps} if way == "contact" else {"parties": groups}
        state = "idea" if way == "cooperation" else "planned"
        plan = record_plan(
            village=village, way=way, columns={**columns, "state": state}, by=by, **parties
        )
        things[way] = (plan.pk,)
        things[f"new {way}"] = (village.code, SLUGS[way])
    task = record_task(
        village=village,
        plan_id=things["contact"][0],
        text=say("task"),
        who=say("taskwho"),
        party=groups[0],
        is_promise=True,
        by=by,
    )
    return things | {"task": (task.pk,)}


def _kept_on_map(village, group, by, say):
    """A note, and views: shared, shared with the team, and of one person alone."""
    for name, fields in {
        "view": {"is_shared": True},
        "teamview": {"is_shared": True, "for_team": True},
        "ownview": {},
    }.items():
        view = SavedView.objects.create(
            village=village, owner=by, name=say(name), query="?jenis=mendukung", **fields
        )
    note = MapNote.objects.create(village=village, party=group, text=say("pinned"), written_by=by)
    gone = MapNote.objects.create(
        village=village, text=say("pinned"), written_by=by, archived_at=timezone.now()
    )
    return {"map note": (note.pk,), "note taken off": (gone.pk,), "map view": (view.pk,)}


def cross_borders(world):
    """The own map knows of the sibling: a tie to a group there that is not present here."""
    own, sibling = (Stakeholder.objects.get(pk=world.things[s]["group"][0]) for s in NEAR)
    factories.tie(own, sibling, "supports")
    guest = factories.group(sibling.village, name="Kelompok Tamu")
    Presence.objects.create(stakeholder=guest, region=own.village)
    words = factories.tie(guest, sibling, "supports")
    TieWords.objects.create(tie=words, step=5, reason=canary("words", "sibling"))


def own_view(owner):
    """A view of the person who walks; another cannot throw it away."""
    village = Region.objects.get(pk=VILLAGES["own"][1])
    view = SavedView.objects.create(village=village, owner=owner, name="Peta awal", query="?")
    return {"map view": (view.pk,)}
