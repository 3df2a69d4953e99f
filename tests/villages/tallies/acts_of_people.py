"""What people of a random district record: parties, what is said of them, interviews."""

from jejaring.ids import uuid7
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
from stakeholders.services.dependency import close_dependency, record_dependency, revise_dependency
from stakeholders.services.groups import (
    archive_many,
    archive_stakeholder,
    record_many,
    record_stakeholder,
    restore_stakeholder,
    update_stakeholder,
)
from stakeholders.services.kinds import update_kind
from stakeholders.services.participation import expected_roles, readings_of, record_readings
from stakeholders.services.party_merging import merge_parties, separate_parties
from stakeholders.services.tasks import record_task, tick_task
from stakeholders.services.ties import close_tie, reopen_tie, state_tie
from stakeholders.services.worksheets import complete_worksheet, record_step, start_worksheet
from tests.villages.tallies.makers import KINDS, Makers


class PartyActs(Makers):
    """Acts of facilitators; each may be refused."""

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
