"""The columns that are written, and rows that wait to be written together.

Every column of a table stands here but keys that the database counts; a test compares them with
the models, for nothing else would tell that a column was added.
"""

from collections import defaultdict

from cooperation import models as c
from jejaring.models import Membership, User
from stakeholders import models as s
from villages.models import VillageProfile
from villages.services.bulk import insert_rows

_KEPT = "id changed_by_id changed_at "
COLUMNS = {
    User: "id username full_name phone password last_login is_superuser is_staff is_active email "
    "date_joined is_example",
    Membership: "id user_id role region_code group_id granted_by_id created_at ended_at",
    VillageProfile: "region_id started_by_id started_at is_example",
    s.Stakeholder: "id village_id kind name group_kind_id hamlet since_year members_approx source "
    "confirmed_on created_at archived_at version residence restricted is_example",
    s.Worksheet: "id village_id group_id informant held_on place consent_read facilitator_id "
    "resume_step started_at completed_at completed_by_id",
    s.StepAnswer: "id worksheet_id step version base_version operation digest content "
    "recorded_by_id recorded_at settled_at",
    s.Tie: "id village_id source_id target_id kind stance office certainty since until "
    "recorded_by_id recorded_at closed_by_id closed_at answer_id batch_id",
    s.TieWords: "tie_id step reason",
    s.Participation: "id village_id group_id role version value reason as_of recorded_by_id "
    "recorded_at",
    s.PatronClientTie: "id village_id patron_id client_id forms to_client to_patron frequency "
    "tightness alternative gains_more effect_on_poor effect_note contribution since "
    "recorded_by_id recorded_at replaces_id closed_by_id closed_at",
    s.PlanTask: "id village_id plan_id text who party_id due_on done_on is_promise replaces_id "
    "recorded_by_id recorded_at",
    c.Partner: "id region_id name kind address created_at",
    c.Agreement: "id flow title subject fields purpose starts_on ends_on notice_on instrument "
    "amount idea_id created_at state events_count head",
    c.AgreementParty: "id agreement_id position village_id partner_id name_as_written "
    "is_initiator is_witness is_keeper number year signed_on",
    c.AgreementEvent: "agreement_id number act party_id content actor at previous digest",
    c.AgreementText: "id agreement_id number content digest written_by_id written_at",
    c.Appraisal: "id agreement_id number replaces_id held_on held_by next_on summary content "
    "verdicts version opened_by_id opened_at sealed_at digest",
    c.BenefitLine: "id appraisal_id party_id gives kind what quantity unit value weight "
    "estimated_by version",
    c.Dispute: "id agreement_id subject parties forum opened_on recorded_at way settled_on minutes "
    "settlement",
    c.JointBody: "id kind name agreement_id decree_number decree_on term_from term_until "
    "dissolved_on offices version created_at",
    c.ServedVillage: "body_id village_id",
    c.Meeting: _KEPT + "kind is_sudden title agreement_id held_on opens_at place chair secretary "
    "note_taker minutes_number invited invited_count present_count women_count "
    "result last_on created_at",
    c.MeetingVillage: "meeting_id village_id is_host",
    c.Sitting: _KEPT + "meeting_id stage held_on opens_at closes_at place present present_count "
    "result rule",
    c.AgendaItem: _KEPT + "meeting_id position title discussion outcome decision",
    c.FollowUp: _KEPT + "meeting_id text who due_on done_on created_at",
}


class Tables:
    """Rows that wait, each a tuple in the order of the columns of its table."""

    def __init__(self):
        self.waiting = defaultdict(list)

    def add(self, model, *row):
        self.waiting[model].append(row)

    def write(self) -> int:
        """Write them, what others point to first; returns how many there were."""
        count = 0
        for model, columns in COLUMNS.items():
            if rows := self.waiting.pop(model, None):
                insert_rows(model._meta.db_table, columns.split(), rows)
                count += len(rows)
        return count
