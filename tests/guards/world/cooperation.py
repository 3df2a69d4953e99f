"""What a village agrees on with others, each thing under the name the table of routes calls it."""

from datetime import date

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
    Signatory,
)
from cooperation.papers import Kind
from cooperation.papers.word_template import example_template
from cooperation.services.agreements import PartyDraft, begin_agreement
from cooperation.services.appraisals import add_reflection, open_plan, open_review
from cooperation.services.attachments import attach
from cooperation.services.bodies import count_members, found_body, hand_report, review_body
from cooperation.services.comments import answer_comment, write_comment
from cooperation.services.keeping import DOCUMENTS, sha256_of
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
from cooperation.services.scans import checked
from cooperation.services.texts import write_text
from tests.guards.world.canaries import VILLAGES
from villages.models import Resource


def fill(scope, village, groups, by, say) -> dict[str, tuple]:
    """Agreements of a village, and what lies before and after one."""
    agreement = _agreement(village, by, say)
    body = _body(village, agreement, by, say)
    return {
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
        **_meeting(village, agreement, groups, by, say),
        "partner": (agreement.parties.get(village=None).partner_id,),
    }


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
    file = checked(b"%PDF-", f"{say('scan')}.pdf")
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
    file = {"sha256": sha256_of(content), "name": DOCUMENTS.keep_new(content, "docx")}
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
        name=DOCUMENTS.keep_new(content, "docx"),
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
