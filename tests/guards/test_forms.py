"""Every form, built for a stranger, offers no rows."""

from datetime import date

import pytest
from django import forms
from django.forms.models import ModelChoiceField

from cooperation.drafts.parts import Part
from cooperation.forms import appraisals, attendance, benefits, meetings, resources
from cooperation.forms.act_meetings import MeetingActForm
from cooperation.forms.acts import ActForm
from cooperation.forms.agreements import AgreementForm, PartyJoinForm
from cooperation.forms.bodies import BodyForm, MembersForm, ReportForm, ReviewForm
from cooperation.forms.disputes import DisputeForm, SettlementForm
from cooperation.forms.documents import DocumentForm, EmblemForm, LetterheadForm, TemplateForm
from cooperation.forms.matching import MatchDecisionForm
from cooperation.forms.meeting_files import MeetingFileForm
from cooperation.forms.meeting_rules import MeetingRulesForm
from cooperation.forms.papers import PaperForm
from cooperation.forms.parties import PartiesForm, VillagesForm
from cooperation.forms.partners import PartnerForm
from cooperation.forms.regency_rules import RulesForm
from cooperation.forms.requirements import FulfilForm, RequirementForm
from cooperation.forms.review import CommentForm, LinkAnswerForm, ReplyForm, ReviewLinkForm
from cooperation.forms.signatories import ForgetForm
from cooperation.forms.texts import TextForm
from cooperation.lifecycle import ACTS
from cooperation.lifecycle.quorum import DEFAULTS
from cooperation.models import (
    Agreement,
    Appraisal,
    Attachment,
    Dispute,
    JointBody,
    Meeting,
    MeetingRules,
    Requirement,
)
from cooperation.services.meeting_decisions import Decision
from jejaring.forms import InvitationForm, JoinForm, KindForm
from jejaring.models import User
from stakeholders.forms import (
    approach,
    arrangement,
    dependency,
    duplicates,
    exchange,
    finding_mark,
    groups,
    issues,
    map_keeping,
    participation,
    people,
    period,
    steps,
    tasks,
    worksheet,
)
from stakeholders.models import (
    GroupKind,
    Issue,
    PatronClientTie,
    Stakeholder,
    StepAnswer,
    Tie,
    Worksheet,
)
from stakeholders.presenters.findings import Worded
from stakeholders.services.importing.rows import Plan
from stakeholders.services.participation import readings_of
from tests.guards.found import forms as our_forms
from tests.guards.world.canaries import VILLAGES
from villages.models import Matter, Region

# Lists that are the same for everybody who has signed in.
REFERENCE = {GroupKind, Matter, Region}
TODAY = date(2026, 11, 2)
# Their template draws the fields one by one, for a table of steppers.
DRAWN_BY_HAND = (attendance.CountsForm,)


def rows_offered(form) -> set[str]:
    """The fields of a form in which there is a row to choose."""
    fields = form.fields.items()
    chosen_from = {name: field for name, field in fields if isinstance(field, ModelChoiceField)}
    return {
        name
        for name, field in chosen_from.items()
        if field.queryset.model not in REFERENCE and field.queryset.exists()
    }


def built_for(user) -> list[forms.BaseForm]:
    """One form of each class, as a page about the own village would build it."""
    village = Region.objects.get(pk=VILLAGES["own"][1])
    group = Stakeholder.objects.groups().filter(village=village).first()
    person = Stakeholder.objects.office_holders().filter(village=village).first()
    sheet = Worksheet.objects.filter(village=village).first()
    held = StepAnswer.objects.filter(worksheet=sheet, version=None).first()
    tie = Tie.objects.offices().filter(village=village).first()
    dependence = PatronClientTie.objects.filter(village=village).first()
    readings = readings_of(group=group, village=village)
    issue = Issue.objects.filter(village=village).first()
    body = JointBody.objects.filter(villages=village).first()
    party = {"names": {}, "heading": "", "example": ""}
    return [
        InvitationForm(user=user, region_code=village.pk),
        JoinForm(),
        KindForm(),
        *(form(user=user, village=village) for form in approach.FORMS.values()),
        ActForm(act=ACTS["offer"], seen=0),
        *meeting_forms(user, village),
        AgreementForm(user=user, village=village),
        DocumentForm(choices=[]),
        EmblemForm(),
        LetterheadForm(),
        TemplateForm(),
        PartnerForm(),
        TextForm(seen=0),
        *_fairness_forms(village),
        MatchDecisionForm(numbers="", said=""),
        resources.MatterForm(),
        resources.PartnerResourceForm(user=user, village=village),
        resources.ResourceFileForm(),
        resources.ResourceForm(user=user, village=village),
        PaperForm(village=village),
        PartiesForm(user=user, village=village),
        PartyJoinForm(
            user=user, village=village, agreement=Agreement(flow="village_led"), there=[], seen=0
        ),
        VillagesForm(village=village),
        DisputeForm(parties=[], seen=0),
        SettlementForm(dispute=Dispute(), seen=0),
        BodyForm(user=user, village=village),
        MembersForm(body=body, village=village),
        ReportForm(today=TODAY),
        ReviewForm(seen=0, today=TODAY),
        RulesForm(),
        RequirementForm(),
        ForgetForm(),
        *_fulfilling(user),
        CommentForm(part=Part("scope", "", "Mata air.")),
        LinkAnswerForm(),
        ReplyForm(),
        ReviewLinkForm(user=user, agreement=Agreement.objects.filter(parties__village=village)[0]),
        approach.PlanForm(user=user, village=village),
        approach.RouteForm(user=user, village=village),
        arrangement.PlaceForm(),
        dependency.DependencyEditForm(tie=dependence),
        dependency.DependencyForm(),
        dependency.NewDependencyForm(user=user, village=village, names={}),
        dependency.PartyForm(user=user, village=village, **party),
        exchange.ExportForm(user=user, village=village),
        exchange.MeaningForm(plan=Plan(), kinds=[]),
        exchange.UploadForm(),
        finding_mark.FindingMarkForm(finding=Worded("coverage", "", "")),
        finding_mark.FindingReopenForm(),
        duplicates.AgreedMapForm(),
        duplicates.OtherPartyForm(user=user, party=group),
        groups.GroupEditForm(instance=group, user=user, village=village),
        groups.GroupForm(user=user, village=village),
        groups.NewGroupForm(user=user, village=village),
        issues.IssueForm(),
        issues.PositionForm(user=user, issue=issue, seen=0),
        map_keeping.NoteForm(user=user, village=village),
        map_keeping.ViewForm(),
        participation.ParticipationForm(reading=None),
        participation.RowForm(readings=readings, seen={}, with_reasons=False),
        people.InstitutionForm(),
        people.NamedForm(),
        people.OfficeEndForm(tie=tie),
        people.OfficerForm(user=user, group=group),
        people.PersonForm(person=person, named=None),
        period.DayForm(),
        period.PeriodForm(),
        period.SinceForm(),
        steps.DependencyStepForm(),
        tasks.TaskForm(user=user, village=village, titles={}),
        worksheet.NewcomerForm(worksheet=sheet, user=user),
        worksheet.SettleForm(step=1, base={}, current={}, held=held.content, user=user),
        worksheet.StepForm(step=5, user=user),
    ]


def _fulfilling(user):
    """As its page builds it: with the files of agreements that the person may read."""
    scans = Attachment.objects.visible_to(user)
    return [FulfilForm(requirement=Requirement.objects.first(), seen=0, scans=scans)]


def _fairness_forms(village):
    review = Appraisal.objects.reviews().filter(agreement__parties__village=village).first()
    return [
        appraisals.ActorsForm(appraisal=review),
        appraisals.AspectForm(appraisal=review, aspect="ecology"),
        appraisals.CycleForm(),
        appraisals.DependenceForm(appraisal=review),
        appraisals.FirstReviewForm(appraisal=review),
        appraisals.PartForm(),
        appraisals.ReflectionForm(),
        appraisals.SealForm(review=review, seen=0),
        benefits.BenefitForm(),
        benefits.RevenueForm(parties=[]),
    ]


def meeting_forms(user, village):
    """One form of each class that keeps a meeting."""
    meeting = Meeting.objects.get(agreement__parties__village=village)
    sitting = meeting.sittings.get()
    told = {"user": user, "meeting": meeting}
    decided = Decision(meeting.agenda.first(), meeting, "0" * 64)
    return [
        MeetingActForm(act=ACTS["agree_together"], seen=0),
        MeetingActForm(act=ACTS["deliberate"], seen=0, decisions=[decided]),
        MeetingFileForm(),
        MeetingRulesForm(row=MeetingRules()),
        attendance.AttendanceForm(sitting=sitting, **told),
        attendance.CountsForm(counts={}, **told),
        attendance.InvitationCountsForm(**told),
        meetings.AgendaForm(),
        meetings.FollowUpForm(),
        meetings.MeetingForm(),
        meetings.NewMeetingForm(user=user, village=village),
        meetings.NextSittingForm(latest=sitting, rules=DEFAULTS),
        meetings.PartForm(),
    ]


def test_every_form_offers_no_rows_to_a_stranger(world):
    built = built_for(User(username="asing"))
    assert {type(form) for form in built} == set(our_forms())
    assert {type(form).__name__: rows for form in built if (rows := rows_offered(form))} == {}


def test_the_same_forms_offer_rows_to_a_facilitator(world):
    """Otherwise their emptiness would prove nothing."""
    built = built_for(world.people["facilitator"])
    assert sum(bool(rows_offered(form)) for form in built) > 1


def test_what_a_form_needs_is_on_its_page(world):
    """A needed field left out of the layout is one that nobody can ever send."""
    built = built_for(world.people["facilitator"])
    assert {
        type(form).__name__: lost for form in built if (lost := needed_and_not_shown(form))
    } == {}


def needed_and_not_shown(form) -> set[str]:
    layout = getattr(getattr(form, "helper", None), "layout", None)
    if layout is None or isinstance(form, DRAWN_BY_HAND):
        return set()
    shown = {pointer.name for pointer in layout.get_field_names()}
    return {name for name, field in form.fields.items() if field.required} - shown


@pytest.mark.django_db
def test_a_form_with_djangos_default_rows_is_seen(world):
    class Careless(forms.ModelForm):
        class Meta:
            model = Tie
            fields = ("source", "village")

    assert rows_offered(Careless()) == {"source"}
