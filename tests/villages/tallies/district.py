"""Random people in a small district, through the services that pages use.

Two kecamatan with five desa, a third in another kabupaten with one. Each act is one transaction as
a request would make it, and may be refused like one.
"""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cooperation.lifecycle import Impossible, State
from cooperation.models import Agreement, Dispute, FollowUp, JointBody, Meeting, MeetingVillage
from cooperation.services.agreements import Deed, Moved, NotTheirs, perform
from cooperation.services.bodies import change_body, found_body
from cooperation.services.disputes import open_dispute, settle_dispute
from cooperation.services.meetings import add_part, arrange_meeting, keep, seen_of
from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import (
    GroupKind,
    PartyMerge,
    PatronClientTie,
    PlanTask,
    Stakeholder,
    Tie,
    Worksheet,
)
from stakeholders.models.kinds import Family
from stakeholders.models.participation import Participation
from stakeholders.services.dependency import (
    SameParty,
    close_dependency,
    record_dependency,
    revise_dependency,
)
from stakeholders.services.groups import (
    AlreadyRecorded,
    archive_many,
    archive_stakeholder,
    record_many,
    record_stakeholder,
    restore_stakeholder,
    update_stakeholder,
)
from stakeholders.services.kinds import add_kind, update_kind
from stakeholders.services.participation import expected_roles, readings_of, record_readings
from stakeholders.services.party_merging import (
    CannotMerge,
    MergedOn,
    merge_parties,
    separate_parties,
)
from stakeholders.services.tasks import record_task, tick_task
from stakeholders.services.ties import close_tie, reopen_tie, state_tie
from stakeholders.services.worksheets import (
    ConsentNotRead,
    complete_worksheet,
    record_step,
    start_worksheet,
)
from tests import factories
from tests.cooperation.makers import between_villages, lead_to
from tests.cooperation.services.test_appraisals import reviewed
from villages.models import Region
from villages.services.regions import import_regions

SENGI, PATEN = "33.08.06.2012", "33.08.06.2013"
CODES = (SENGI, PATEN, "33.08.06.2014", "33.08.07.2001", "33.08.07.2002", "33.09.01.2001")
REFUSED = (
    Impossible,
    AlreadyRecorded,
    CannotMerge,
    ConsentNotRead,
    MergedOn,
    Moved,
    NotTheirs,
    SameParty,
)
KINDS = ("otl", "perempuan", "pemuda", "adat")


class District:
    """Who lives there, and what they do: ``act()`` does one thing at random."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311 -- a walk to repeat, not a secret
        with transaction.atomic():
            for code in CODES:
                factories.village(code, f"Desa {code[-4:]}")
            self.by = factories.user(Role.FACILITATOR, "33")
        self.own_kind = add_kind(by=self.by, name="Kelompok kambing", family="otl", mark="KT")
        self.done: dict[str, int] = {}
        self.casts = []

    def act(self):
        """One act; whether it was refused is of no matter, that numbers follow is."""
        [name] = self.random.choices([*WEIGHTS], [*WEIGHTS.values()])
        try:
            getattr(self, name)()
        except REFUSED:
            name = "refused"
        self.done[name] = self.done.get(name, 0) + 1

    # --- Choosing -----------------------------------------------------------------------------

    def one(self, rows):
        """A row at random, or None."""
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.model.objects.get(pk=self.random.choice(pks)) if pks else None

    def village(self):
        return Region.objects.get(pk=self.random.choice(CODES))

    def today(self):
        return timezone.localdate()

    def day(self):
        """A day of the months around."""
        return self.today() + timedelta(days=self.random.randint(-80, 40))

    def group(self, village=None):
        rows = Stakeholder.objects.present().groups()
        return self.one(rows.filter(village=village) if village else rows)

    def pair(self):
        """Two parties at home in one village."""
        village = self.village()
        there = Stakeholder.objects.present().filter(village=village, restricted=False)
        return village, self.one(there), self.one(there)

    # --- Parties ------------------------------------------------------------------------------

    def record(self):
        kind = self.random.choices(("group", "person", "institution"), (5, 2, 1))[0]
        kinds = (*KINDS, self.own_kind.pk)
        fields = {"kind": kind, "name": f"{kind} {uuid7().hex[-9:]}"}
        if kind == "group":
            fields["group_kind"] = GroupKind.objects.get(pk=self.random.choice(kinds))
        record_stakeholder(village=self.village(), by=self.by, **fields)

    def record_file(self):
        rows = [{"kind": "institution", "name": f"Lembaga {n}"} for n in range(3)]
        there = record_many(village=self.village(), by=self.by, rows=rows)
        if self.random.random() < 0.7:
            pks = [row.pk for row in there]
            archive_many(village=there[0].village, pks=pks, by=self.by)

    def update(self):
        if party := self.group():
            kind = GroupKind.objects.get(pk=self.random.choice(KINDS))
            update_stakeholder(
                stakeholder=party,
                base_version=party.version,
                data={"group_kind": kind},
                by=self.by,
            )

    def archive(self):
        if party := self.one(Stakeholder.objects.present().exclude(kind="government")):
            archive_stakeholder(stakeholder=party, by=self.by)

    def restore(self):
        merged = PartyMerge.objects.standing().values("absorbed")
        gone = Stakeholder.objects.exclude(archived_at=None).exclude(pk__in=merged)
        if party := self.one(gone):
            restore_stakeholder(stakeholder=party, by=self.by)

    def move(self):
        """No page does; whoever runs the server may."""
        if party := self.one(Stakeholder.objects.filter(kind="institution")):
            party.village = self.village()
            if self.random.random() < 0.5:
                party.save()
            else:
                Stakeholder.objects.filter(pk=party.pk).update(village=party.village)

    def merge(self):
        _village, one, other = self.pair()
        if one and other:
            merge_parties(kept=one, absorbed=other, by=self.by)

    def separate(self):
        if merge := self.one(PartyMerge.objects.standing()):
            separate_parties(merge=merge, by=self.by)

    def change_kind(self):
        kind = GroupKind.objects.get(pk=self.own_kind.pk)
        family = self.random.choice(Family.values)
        if self.random.random() < 0.5:
            GroupKind.objects.filter(pk=kind.pk).update(family=family)
            return
        said = {"name": kind.name, "family": family, "mark": "KT", "active": True}
        update_kind(kind=kind, by=self.by, **said)

    # --- What is said of them -------------------------------------------------------------------

    def tie(self):
        village, one, other = self.pair()
        if not one or not other or one.pk == other.pk:
            return
        kind = self.random.choice(("supports", "competes", "unrelated", "membership", "government"))
        said = {"kind": kind}
        if kind == "government":
            said["stance"] = self.random.choice(("support", "passive", "hinder"))
        if kind == "membership":
            said["office"] = "Ketua"
        state_tie(village=village, source=one, target=other, by=self.by, **said)

    def untie(self):
        if tie := self.one(Tie.objects.current()):
            close_tie(tie=tie, by=self.by)

    def tie_again(self):
        tie = self.one(Tie.objects.filter(kind="membership").exclude(closed_at=None))
        if tie:
            reopen_tie(tie=tie, by=self.by)

    def forget_tie(self):
        if tie := self.one(Tie.objects.exclude(closed_at=None)):
            tie.delete()

    def depend(self):
        village, one, other = self.pair()
        if one and other:
            record_dependency(
                village=village,
                patron=one,
                client=other,
                by=self.by,
                forms=["capital"],
                frequency="monthly",
                tightness="loose",
                alternative=self.random.choice(("no", "yes")),
            )

    def revise(self):
        if tie := self.one(PatronClientTie.objects.current()):
            answer = self.random.choice(("no", "yes"))
            revise_dependency(tie=tie, by=self.by, alternative=answer)

    def set_free(self):
        if tie := self.one(PatronClientTie.objects.current()):
            close_dependency(tie=tie, by=self.by)

    def read_roles(self):
        group = self.group()
        if group is None:
            return
        village = group.village
        role = self.random.choice(expected_roles(group))
        now = readings_of(group=group, village=village)[role]
        reading = {
            "value": self.random.choice(Participation.Value.values),
            "reason": uuid7().hex,
            "as_of": self.today(),
            "base_version": now.version if now else 0,
        }
        record_readings(village=village, group=group, readings={role: reading}, by=self.by)

    # --- Worksheets and tasks -------------------------------------------------------------------

    def interview(self):
        if group := self.group():
            start_worksheet(group=group, village=group.village, by=self.by)

    def answer(self):
        sheet = self.one(Worksheet.objects.open())
        if sheet is None:
            return
        others = Stakeholder.objects.present().groups().exclude(pk=sheet.group_id)
        others = list(others.filter(village=sheet.village_id).order_by("pk")[:3])
        said = {str(other.pk): {"kind": "supports", "reason": "x"} for other in others}
        step, content = self.random.choice(
            (
                (0, {"informant": "ketua", "held_on": str(self.day()), "consent_read": True}),
                (
                    5,
                    {"relations": said},
                ),
                (6, {"stance": self.random.choice(("support", "passive")), "why": "x"}),
            )
        )
        last = sheet.answers.filter(step=step).order_by("-version").first()
        record_step(
            worksheet=sheet,
            step=step,
            content=content,
            base_version=last.version or 0 if last else 0,
            by=self.by,
            pk=uuid7(),
        )

    def complete(self):
        if sheet := self.one(Worksheet.objects.open()):
            complete_worksheet(worksheet=sheet, by=self.by)

    def forget_interview(self):
        sheet = self.one(Worksheet.objects.filter(answers=None))
        if sheet:
            sheet.delete()

    def task(self):
        due = self.random.choice((None, self.day()))
        said = {"text": "Menemui", "who": "Kami", "due_on": due}
        record_task(village=self.village(), by=self.by, **said)

    def tick(self):
        if task := self.one(PlanTask.objects.current()):
            tick_task(task=task, done=not task.done_on, by=self.by)

    # --- Cooperation ----------------------------------------------------------------------------

    def agree(self):
        """Two desa, led some way."""
        people = self.casts[0].people if self.casts else None
        with transaction.atomic():
            cast = between_villages(people)
        self.casts.append(cast)
        lead_to(cast, self.random.choice((State.PREPARING, State.DRAFTING, State.RUNNING)))

    def review(self):
        running = set(Agreement.objects.filter(state=State.RUNNING).values_list("pk", flat=True))
        if there := [cast for cast in self.casts if cast.agreement.pk in running]:
            cast = self.random.choice(there)
            cast.agreement.refresh_from_db()
            reviewed(cast, self.random.choice((-5, 0, 5)), on=self.today())

    def end(self):
        running = set(Agreement.objects.filter(state=State.RUNNING).values_list("pk", flat=True))
        if there := [cast for cast in self.casts if cast.agreement.pk in running]:
            cast = self.random.choice(there)
            cast.agreement.refresh_from_db()
            perform(
                agreement=cast.agreement,
                deed=Deed("end", None, {"reason": "other", "on": str(self.today())}),
                seen=cast.agreement.events_count,
                by=cast.people["head-sengi"],
            )

    def dispute(self):
        if not self.casts:
            return
        cast = self.random.choice(self.casts)
        cast.agreement.refresh_from_db()
        open_dispute(
            agreement=cast.agreement,
            parties=cast.parties,
            subject="Air",
            opened_on=self.today(),
            seen=cast.agreement.events_count,
            by=cast.people["head-sengi"],
        )

    def settle(self):
        dispute = self.one(Dispute.objects.filter(settled_on=None))
        if dispute:
            settle_dispute(
                dispute=dispute,
                way="musyawarah",
                settled_on=self.today(),
                minutes="1",
                settlement="Damai.",
                seen=dispute.agreement.events_count,
                by=self.casts[0].people["head-sengi"],
            )

    def meet(self):
        villages = [self.village(), self.village()]
        arrange_meeting(
            villages=villages,
            by=self.by,
            kind=self.random.choice(("musdes", "mad", "talk")),
            title="Air",
            held_on=self.day(),
        )

    def change_meeting(self):
        if meeting := self.one(Meeting.objects.all()):
            values = {"held_on": self.day()}
            base = seen_of(meeting, values).digest
            keep(row=meeting, values=values, base=base, by=self.by, verb="changed_meeting")

    def change_host(self):
        """No page does."""
        if meeting := self.one(Meeting.objects.all()):
            with transaction.atomic():
                meeting.villages.update(is_host=False)
                guest = self.one(meeting.villages.all())
                MeetingVillage.objects.filter(pk=guest.pk).update(is_host=True)

    def forget_meeting(self):
        if meeting := self.one(Meeting.objects.filter(agreement=None)):
            meeting.delete()

    def promise(self):
        if meeting := self.one(Meeting.objects.all()):
            due = self.random.choice((None, self.day()))
            values = {"text": "Undangan", "who": "Sekretaris", "due_on": due}
            add_part(model=FollowUp, meeting=meeting, pk=None, values=values, by=self.by, verb="x")

    def fulfil(self):
        if row := self.one(FollowUp.objects.all()):
            values = {"done_on": None if row.done_on else self.day()}
            base = seen_of(row, values).digest
            keep(row=row, values=values, base=base, by=self.by, verb="x")

    def found(self):
        villages = list({self.random.choice(CODES[:5]) for _ in range(3)})
        villages = list(Region.objects.filter(pk__in=villages).order_by("pk"))
        found_body(kind="bkad", name="BKAD", villages=villages, by=self.by)

    def change_body(self):
        if body := self.one(JointBody.objects.at_work()):
            chosen = self.random.sample(CODES[:5], 2)
            villages = list(Region.objects.filter(pk__in=chosen).order_by("pk"))
            over = self.today() if self.random.random() < 0.3 else None
            change_body(
                body=body, seen=body.version, villages=villages, by=self.by, dissolved_on=over
            )

    # --- The official list ------------------------------------------------------------------------

    def decree(self):
        """A desa leaves the list, or comes back."""
        names = dict(Region.objects.in_force().values_list("code", "name"))
        code = CODES[2]
        if code in names:
            del names[code]
        else:
            names[code] = "Krinjing"
        import_regions(dict(sorted(names.items())), on=self.today())


WEIGHTS = {
    "record": 16,
    "record_file": 2,
    "update": 4,
    "archive": 6,
    "restore": 4,
    "move": 3,
    "merge": 4,
    "separate": 3,
    "change_kind": 1,
    "tie": 14,
    "untie": 3,
    "tie_again": 1,
    "forget_tie": 1,
    "depend": 5,
    "revise": 3,
    "set_free": 2,
    "read_roles": 12,
    "interview": 6,
    "answer": 10,
    "complete": 4,
    "forget_interview": 1,
    "task": 4,
    "tick": 4,
    "agree": 0.3,
    "review": 1,
    "end": 0.2,
    "dispute": 0.5,
    "settle": 0.5,
    "meet": 3,
    "change_meeting": 2,
    "change_host": 1,
    "forget_meeting": 1,
    "promise": 3,
    "fulfil": 2,
    "found": 0.5,
    "change_body": 1,
    "decree": 0.3,
}
