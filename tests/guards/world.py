"""Three villages in which every protected field carries a word that stands nowhere else.

``own`` is the village of the people of the walk, ``sibling`` its neighbour in the same
kecamatan, ``other`` one in another province. A canary is written like "zqpatronA": the field,
and the letter of the village.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from django.utils import timezone

from cooperation.drafts.passages import passage_at
from cooperation.lifecycle import Flow
from cooperation.models import (
    AgendaItem,
    BenefitLine,
    Dispute,
    DocumentTemplate,
    FollowUp,
    IssuedDocument,
    Letterhead,
    Meeting,
    MeetingRules,
    Partner,
    PartnerResource,
    RegencyCalendar,
    ReminderRefusal,
    Requirement,
    RevenueLine,
    SentReminder,
    Signatory,
)
from cooperation.papers import Kind
from cooperation.papers.word_template import example_template
from cooperation.services.agreements import PartyDraft, begin_agreement
from cooperation.services.appraisals import add_reflection, open_plan, open_review
from cooperation.services.attachments import CheckedFile, attach
from cooperation.services.bodies import count_members, found_body, hand_report, review_body
from cooperation.services.calendar.feeds import renew_feed
from cooperation.services.comments import answer_comment, write_comment
from cooperation.services.keeping import keep, sha256_of
from cooperation.services.match_decisions import decide_match
from cooperation.services.matching import match_of
from cooperation.services.meeting_files import keep_file
from cooperation.services.meetings import (
    SITTING,
    arrange_meeting,
    attend,
    invite,
    planned_sitting,
    seen_of,
)
from cooperation.services.review_links import answer_through_link, make_link
from cooperation.services.texts import write_text
from jejaring import services
from jejaring.ids import uuid7
from jejaring.models import User
from jejaring.roles import Role
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
from villages.models import Region, Resource, VillageProfile

VILLAGES = {
    "own": ("A", "33.08.06.2012", "Sengi"),
    "sibling": ("B", "33.08.06.2001", "Ngargomulyo"),
    "other": ("C", "34.01.01.2001", "Jangkaran"),
}
NEAR = ("own", "sibling")
NO_VILLAGE = "33.08.06.2999"

# What stands on the map, and what only some may read.
PROFILE = {"group", "hamlet", "second", "office", "institution", "meeting", "agreed", "view"}
NAMES = {"person", "basis"}
ANSWERS = {
    "source",
    "informant",
    "place",
    "activity",
    "held",
    "words",
    "judged",
    "rolereason",
    "marknote",
    "changed",
    "imported",
    "issue",
    "question",
    "stood",
    "pinned",
}
DEPENDENCY = {
    "patron",
    "patronname",
    "toclient",
    "topatron",
    "effect",
    "contribution",
    "agreedstep",
    "stepwho",
    "stepnote",
    "twin",
    "teamview",
}
# Approach plans: whom one means to meet, with whom to unite, what was promised.
APPROACH = {"purpose", "cooptitle", "coopneed", "cooppartner", "allianceissue"}
APPROACH |= {"coalition", "coalitionaim", "coalitionrole", "task", "taskwho"}
# Agreements are public acts of their villages; who signed stands on the paper.
AGREEMENT = {
    "agreement",
    "answers",
    "disputed",
    "draft",
    "estimate",
    "learnt",
    "paper",
    "partner",
    "revenue",
    "scan",
}
AGREEMENT |= {"comment", "suggested", "replied"}
AGREEMENT |= {"gathered", "decided", "issued", "body", "decree", "review", "letter"}
# What stands at the head of papers, for whoever drafts; and the shapes a kabupaten gives them.
HEAD = {"letterhead"}
RULES = {"template"}
# What was said and promised in a meeting is for those who keep its record.
RECORD = {"spoken", "promised", "filed"}
# What a village has, what outside parties bring, and what it said to proposed matches.
MATCHING = {"resource", "holder", "quality", "strength", "weakness", "offered", "nomatch"}
PEOPLE = {"invitee"}
# Who signed is read by whoever answers for the name.
SIGNED = {"signed"}
# What came through a link is shown while a draft is being reviewed.
THROUGH_LINK = {"throughlink"}
# What somebody keeps for themselves alone: nobody of the walk reads it.
OWN = {"ownview"}
FIELDS = PROFILE | NAMES | ANSWERS | DEPENDENCY | APPROACH | AGREEMENT | MATCHING
FIELDS |= HEAD | RULES | RECORD | PEOPLE | SIGNED | THROUGH_LINK | OWN


def canary(name: str, scope: str) -> str:
    """The word that stands for a field of a village."""
    assert name in FIELDS
    return f"zq{name}{VILLAGES[scope][0]}"


@dataclass
class World:
    """Ids for addresses by scope and kind of thing, and the people who walk."""

    things: dict[str, dict[str, tuple]] = field(default_factory=dict)
    people: dict[str, User | None] = field(default_factory=dict)
    token: str = ""
    feed_token: str = ""


def make_world() -> World:
    """Fill all three villages, then send people into the first."""
    world = World()
    for scope in VILLAGES:
        world.things[scope] = _fill(scope)
    _cross_borders(world)
    world.people = _people(world)
    world.things["own"] |= _own_view(world.people["facilitator"])
    world.token = _invitation("own", world.people["coordinator"], "Tamu")[1]
    # Everybody who holds the address reads it: this one belongs to somebody who sees nothing.
    world.feed_token = renew_feed(by=world.people["administrator"])
    SentReminder.objects.create(user=world.people["facilitator"], key="x")
    for scope in VILLAGES:
        world.things[scope] |= _people_things(scope)
    services.request_access(region_code=VILLAGES["other"][1], by=world.people["facilitator"])
    world.things["missing"] = _missing(world.things["own"])
    return world


def _fill(scope) -> dict[str, tuple]:
    """Everything a village can hold, each thing under the name the table of routes calls it."""
    village = _village(scope)
    by = factories.user(region_code=village.code)

    def say(name):
        return canary(name, scope)

    group = factories.group(
        village, name=say("group"), hamlet=say("hamlet"), source=say("source"), kind="kwt"
    )
    second = factories.group(village, name=say("second"))
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
    agreement = _agreement(village, by, say)
    body = _body(village, agreement, by, say)
    return plans | {
        "agreement": (agreement.pk,),
        "decision": (agreement.pk, "withdraw"),
        **_running(village, by, say),
        **_matching(village, by, say),
        **_asked(village, agreement, by),
        **_paper(village, agreement, by, say),
        **_reviewed(agreement, by, say),
        "body": (body.pk,),
        "body of village": (body.pk, village.code),
        **_papers(scope, village, agreement, by, say),
        **_meeting(village, agreement, [group, second], by, say),
        "partner": (agreement.parties.get(village=None).partner_id,),
        "village": (village.code,),
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


def _village(scope) -> Region:
    _letter, code, name = VILLAGES[scope]
    village = factories.village(code, name)
    VillageProfile.objects.get_or_create(region=village)
    return village


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


def _agreement(village, by, say):
    """An agreement with a company, its draft, and the signature of its first version."""
    partner = Partner.objects.create(region=village, name=say("partner"), kind="company")
    agreement = begin_agreement(
        flow=Flow.VILLAGE_LED,
        title=say("agreement"),
        purpose=say("answers"),
        parties=[PartyDraft(village=village, is_initiator=True), PartyDraft(partner=partner)],
        by=by,
    )
    content = {"title": say("draft"), "basis": "", "clauses": {"scope": say("draft")}}
    write_text(agreement=agreement, content=content, seen=1, by=by)
    Signatory.objects.create(
        event=agreement.events.first(), salt="x", name=say("signed"), office="Kepala Desa"
    )
    return agreement


def _running(village, by, say):
    """An agreement that runs, with its plan, an open review, and a cycle of its story."""
    partner = Partner.objects.get(region=village, name=say("partner"))
    agreement = begin_agreement(
        flow=Flow.VILLAGE_LED,
        title=say("agreement"),
        parties=[PartyDraft(village=village, is_initiator=True), PartyDraft(partner=partner)],
        by=by,
        paper=True,
    )
    plan = open_plan(agreement=agreement, by=by)
    party = agreement.parties.get(village=village)
    line = BenefitLine.objects.create(
        appraisal=plan,
        party=party,
        gives=True,
        kind="labour",
        what=say("estimate"),
        weight=2,
        estimated_by="head",
    )
    revenue = RevenueLine.objects.create(
        appraisal=plan, name=say("revenue"), shares={str(party.pk): "100.00"}
    )
    told = dict.fromkeys(("planned", "happened", "next_step"), "Zz") | {"learnt": say("learnt")}
    told["who"] = "head"
    add_reflection(agreement=agreement, said=told, held_on=date(2026, 3, 1), by=by)
    review = open_review(agreement=agreement, by=by)
    return {
        "running": (agreement.pk,),
        "plan": (plan.pk,),
        "plan step": (plan.pk, "kemandirian"),
        "plan party": (plan.pk, party.position),
        "open review": (review.pk,),
        "benefit": (line.pk,),
        "revenue": (revenue.pk,),
    }


def _asked(village, agreement, by):
    """What the kabupaten asks for; its words are read in all its villages, so none is marked."""
    rule = Requirement.objects.create(
        regency_id=village.pk[:5],
        kind="document",
        name="Rekomendasi camat",
        basis="Perbup",
        flows=list(Flow.values),
        before="sign",
        active_from=date(2026, 1, 1),
        added_by=by,
    )
    ReminderRefusal.objects.create(user=by)
    return {
        "requirement": (rule.pk,),
        "requirement of agreement": (agreement.pk, rule.pk),
        "signature": (agreement.pk, 1),
    }


def _matching(village, by, say):
    """A potential under words of its own, a need that a partner meets, and one refused."""
    told = {"capital": "natural", "recorded_by": by, "changed_by": by}
    Resource.objects.create(
        village=village,
        side="potential",
        name=say("resource"),
        key=f"~{say('resource')}",
        holder="third",
        holder_role=say("holder"),
        quality=say("quality"),
        strength=say("strength"),
        weakness=say("weakness"),
        **told,
    )
    partner = Partner.objects.get(region=village)
    for matter in ("cabai", "kopi"):
        needed = Resource.objects.create(
            village=village, side="need", name=matter, key=matter, matter_id=matter, **told
        )
        offered = PartnerResource.objects.create(
            partner=partner,
            side="potential",
            is_surplus=True,
            name=say("offered"),
            key=matter,
            matter_id=matter,
            **told,
        )
    match = match_of(village, by, "get", str(partner.pk), "kopi")
    decision = decide_match(
        village=village, match=match, verdict="rejected", reason=say("nomatch"), by=by
    )
    return {
        "resource": (needed.pk,),
        "partner resource": (offered.pk,),
        "match": (village.code, "get", str(partner.pk), "cabai"),
        "match decision": (decision.pk,),
    }


def _paper(village, drafted, by, say) -> dict[str, tuple]:
    """An agreement of the past, a dispute over it, and a scan with the one being ``drafted``."""
    partner = Partner.objects.create(region=village, name=say("paper"), kind="university")
    agreement = begin_agreement(
        flow=Flow.VILLAGE_LED,
        title=say("paper"),
        parties=[PartyDraft(village=village), PartyDraft(partner=partner)],
        by=by,
        paper=True,
    )
    dispute = Dispute.objects.create(
        agreement=agreement, subject=say("disputed"), forum="hukum", opened_on=date(2026, 3, 1)
    )
    file = CheckedFile(f"{say('scan')}.pdf", b"%PDF-", "application/pdf")
    scan = attach(agreement=drafted, file=file, by=by)
    return {"paper": (agreement.pk,), "dispute": (dispute.pk,), "scan": (scan.pk,)}


def _meeting(village, agreement, groups, by, say):
    """A meeting to which too few came, with everything that can be kept of one."""
    meeting = arrange_meeting(
        villages=[village],
        agenda=[say("gathered")],
        agreement=agreement,
        by=by,
        kind=Meeting.Kind.MUSDES,
        title=say("gathered"),
        held_on=date(2026, 3, 1),
    )
    offered = [group.pk for group in groups]
    base = seen_of(meeting, ("invited",)).digest
    told = {"meeting": meeting, "offered": offered, "by": by}
    invite(counts={"women": [0, 9]}, groups=offered, base=base, **told)
    counted = dict.fromkeys(SITTING) | {
        "held_on": date(2026, 3, 1),
        "place": "",
        "present": {"women": [0, 2]},
    }
    base = seen_of(planned_sitting(meeting, 1), SITTING).digest
    attend(stage=1, values=counted, groups=offered[:1], base=base, **told)
    item = meeting.agenda.get()
    AgendaItem.objects.filter(pk=item.pk).update(
        discussion=say("spoken"), outcome="agreed", decision=say("decided")
    )
    task = FollowUp.objects.create(meeting=meeting, text=say("promised"), who="Ketua BPD")
    content = f"%PDF-1.4 {say('filed')}".encode()
    file = keep_file(meeting=meeting, content=content, label=say("filed"), by=by)
    MeetingRules.objects.get_or_create(regency_id=village.pk[:5])
    return {
        "meeting": (meeting.pk,),
        "sitting": (meeting.pk, 1),
        "agenda item": (item.pk,),
        "follow up": (task.pk,),
        "meeting file": (file.pk,),
    }


def _papers(scope, village, agreement, by, say):
    """A file that was issued, what stands at its head, and a template of the kabupaten."""
    content = example_template(Kind.CONTRACT)
    file = {"sha256": sha256_of(content), "name": keep(content, "docx")}
    document = IssuedDocument.objects.create(
        agreement=agreement,
        kind=Kind.CONTRACT,
        label=say("issued"),
        format="docx",
        paper="f4",
        head=agreement.head,
        basis="x",
        size=len(content),
        file_name="perjanjian.docx",
        issued_by=by,
        **file,
    )
    Letterhead.objects.create(region=village, address=say("letterhead"))
    # One kabupaten has one template of a kind, and two of the villages are neighbours.
    kind = dict(zip(VILLAGES, (Kind.CONTRACT, Kind.OFFER, Kind.CONTRACT), strict=True))[scope]
    template = DocumentTemplate.objects.create(
        regency_id=village.pk[:5],
        kind=kind,
        file_name=say("template"),
        uploaded_by=by,
        sha256=file["sha256"],
        name=keep(content, "docx"),
    )
    return {"document": (document.pk,), "template": (template.pk,)}


def _body(village, agreement, by, say):
    """A body of one village, reviewed and reported on, and the intervals of its kabupaten."""
    body = found_body(
        kind="village_body",
        name=say("body"),
        decree_number=say("decree"),
        term_until=date(2026, 3, 1),
        agreement=agreement,
        villages=[village],
        by=by,
    )
    count_members(
        body=body, seen=1, village=village, counts={"bpd": (1, 1)}, offices={"chair": "f"}, by=by
    )
    told = {"planned": say("review"), "happened": say("review")}
    review_body(body=body, seen=0, held_on=date(2026, 3, 1), by=by, **told)
    handed = {"covers_until": date(2026, 2, 1), "handed_on": date(2026, 3, 1)}
    hand_report(body=body, letter=say("letter"), by=by, **handed)
    RegencyCalendar.objects.get_or_create(
        regency_id=village.code[:5], defaults={"basis": "Perbup", "review_months": 6}
    )
    return body


def _reviewed(agreement, by, say):
    """A comment with its answer, and a link with what came through it."""
    text = agreement.texts.get()
    comment = write_comment(
        text=text,
        part="scope",
        passage=passage_at(say("draft"), 0, 5),
        words=say("comment"),
        suggestion=say("suggested"),
        by=by,
    )
    answer_comment(comment=comment, words=say("replied"), by=by)
    link, _token = make_link(text=text, party=agreement.parties.last(), by=by)
    answer_through_link(link=link, consent="change", reason=say("throughlink"))
    return {"comment": (comment.pk,), "review link": (link.pk,)}


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


def _cross_borders(world):
    """The own map knows of the sibling: a tie to a group there that is not present here."""
    own, sibling = (Stakeholder.objects.get(pk=world.things[s]["group"][0]) for s in NEAR)
    factories.tie(own, sibling, "supports")
    guest = factories.group(sibling.village, name="Kelompok Tamu")
    Presence.objects.create(stakeholder=guest, region=own.village)
    words = factories.tie(guest, sibling, "supports")
    TieWords.objects.create(tie=words, step=5, reason=canary("words", "sibling"))


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


def _own_view(owner):
    """A view of the person who walks; another cannot throw it away."""
    village = Region.objects.get(pk=VILLAGES["own"][1])
    view = SavedView.objects.create(village=village, owner=owner, name="Peta awal", query="?")
    return {"map view": (view.pk,)}


def _people(world) -> dict[str, User | None]:
    own = VILLAGES["own"][1]
    group = Stakeholder.objects.get(pk=world.things["own"]["group"][0])
    people = {
        "facilitator": factories.user(Role.FACILITATOR, own),
        "official": factories.user(Role.OFFICIAL, own),
        "village_head": factories.user(Role.VILLAGE_HEAD, own),
        "village_secretary": factories.user(Role.VILLAGE_SECRETARY, own),
        "bpd": factories.user(Role.BPD, own),
        "coordinator": factories.user(Role.COORDINATOR, "33.08"),
        "operator": factories.user(Role.GROUP_OPERATOR, own, group=group),
        "administrator": factories.user(Role.ADMINISTRATOR, ""),
        "revoked": factories.user(Role.FACILITATOR, own),
        "stranger": factories.user(role=None),
        "anonymous": None,
    }
    services.end_membership(
        membership=people["revoked"].memberships.get(), by=people["administrator"]
    )
    return people


def _people_things(scope) -> dict[str, tuple]:
    """A membership, an invitation and a wish in the village, for those who manage people."""
    code = VILLAGES[scope][1]
    administrator = factories.user(Role.ADMINISTRATOR, "")
    invitation, _token = _invitation(scope, administrator, canary("invitee", scope))
    wish = services.request_access(region_code=code, by=factories.user(region_code="11"))
    return {
        "membership": (factories.user(region_code=code).memberships.get().pk,),
        "invitation": (invitation.pk,),
        "wish": (wish.pk,),
    }


def _invitation(scope, by, invitee):
    return services.invite_person(
        invitee=invitee,
        role=Role.FACILITATOR,
        region_code=VILLAGES[scope][1],
        by=by,
    )


def _missing(own) -> dict[str, tuple]:
    """The same shapes of address, with nothing behind them."""
    return {
        name: tuple(
            uuid7() if isinstance(part, UUID) else NO_VILLAGE if "." in str(part) else part
            for part in parts
        )
        for name, parts in own.items()
    }
