"""The sample district: Kecamatan Dukun, with three villages mapped over a year.

The codes are real; every group, person and tie is invented and marked as an example. It is
loaded through the same services that people use, act by act in the order of their dates, so
the sample has a true history and breaks when a service does.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.models import Event, Membership, User
from jejaring.roles import Role
from stakeholders.models import (
    AgreedMap,
    ApproachPlan,
    DependencyStep,
    GroupKind,
    Issue,
    Participation,
    PatronClientTie,
    PlanTask,
    PlanVersion,
    Position,
    Stakeholder,
    StepAnswer,
    Tie,
    Worksheet,
)
from stakeholders.questions import LAST_STEP, RELATIONS
from stakeholders.services.agreed_maps import record_agreed_map
from stakeholders.services.approach import record_plan
from stakeholders.services.dependency import NewParty, record_dependency, revise_dependency
from stakeholders.services.groups import record_stakeholder, village_government
from stakeholders.services.issues import last_number, place_party, record_issue
from stakeholders.services.officers import record_officer
from stakeholders.services.participation import readings_of, record_readings
from stakeholders.services.steps import agree_step, update_step
from stakeholders.services.tasks import record_task
from stakeholders.services.worksheets import complete_worksheet, record_step, start_worksheet
from villages.models import Region, VillageProfile

VILLAGES = ("krinjing", "paten", "sengi")
SUBDISTRICT = "33.08.06"
FIRST_DAY = date(2026, 1, 12)
PASSWORD = "contoh-jejaring"  # noqa: S105 -- printed on the sign-in page of a local try-out


@dataclass(frozen=True)
class Account:
    """One sample sign-in."""

    username: str
    full_name: str
    role: Role
    region_code: str
    group: str = ""  # of Sengi, for the operator of one group
    offered: bool = True  # on the sign-in page, for one tap


ACCOUNTS = (
    Account("pendamping", "Sri Contoh", Role.FACILITATOR, SUBDISTRICT),
    Account("kades-sengi", "Kepala Desa Sengi (contoh)", Role.VILLAGE_HEAD, "33.08.06.2012"),
    Account(
        "sekdes-sengi",
        "Sekretaris Desa Sengi (contoh)",
        Role.VILLAGE_SECRETARY,
        "33.08.06.2012",
        offered=False,
    ),
    Account("bpd-sengi", "Ketua BPD Sengi (contoh)", Role.BPD, "33.08.06.2012"),
    Account(
        "kades-paten",
        "Kepala Desa Paten (contoh)",
        Role.VILLAGE_HEAD,
        "33.08.06.2013",
        offered=False,
    ),
    Account(
        "sekdes-paten",
        "Sekretaris Desa Paten (contoh)",
        Role.VILLAGE_SECRETARY,
        "33.08.06.2013",
        offered=False,
    ),
    Account(
        "bpd-paten",
        "Ketua BPD Paten (contoh)",
        Role.BPD,
        "33.08.06.2013",
        offered=False,
    ),
    Account(
        "kwt-melati",
        "Pengelola KWT Melati (contoh)",
        Role.GROUP_OPERATOR,
        "33.08.06.2012",
        group="kwt",
    ),
    Account("camat", "Camat Dukun (contoh)", Role.COORDINATOR, SUBDISTRICT),
    Account("koordinator", "Koordinator Magelang (contoh)", Role.COORDINATOR, "33.08"),
    Account("admin", "Administrator (contoh)", Role.ADMINISTRATOR, ""),
)

# Where services write the time: what they wrote since an act began is moved to the act's day.
TIMES = (
    (VillageProfile, "started_at"),
    (Stakeholder, "created_at"),
    (Worksheet, "started_at"),
    (Worksheet, "completed_at"),
    (StepAnswer, "recorded_at"),
    (Tie, "recorded_at"),
    (Tie, "closed_at"),
    (Participation, "recorded_at"),
    (PatronClientTie, "recorded_at"),
    (PatronClientTie, "closed_at"),
    (DependencyStep, "recorded_at"),
    (ApproachPlan, "created_at"),
    (PlanVersion, "recorded_at"),
    (PlanTask, "recorded_at"),
    (Issue, "recorded_at"),
    (AgreedMap, "recorded_at"),
    (Position, "recorded_at"),
    (Event, "at"),
)


def is_loaded() -> bool:
    """Whether the sample is there already."""
    return User.objects.filter(username=ACCOUNTS[0].username, is_example=True).exists()


def sign_ins() -> list[dict]:
    """The sample accounts that are there: username, name, role in words, password."""
    names = dict(User.objects.filter(is_example=True).values_list("username", "full_name"))
    return [
        {
            "username": account.username,
            "name": names[account.username],
            "role": account.role.label,
            "password": PASSWORD,
        }
        for account in ACCOUNTS
        if account.offered and account.username in names
    ]


@transaction.atomic
def load_sample():
    """Fill the sample district; the regions must be there. Raises Region.DoesNotExist."""
    by = _sign_up(ACCOUNTS[0])
    stories = [_Story(json.loads(_read(name)), by) for name in VILLAGES]
    for story in stories:
        _on(FIRST_DAY, story.meet_groups)
    # A group of one village is known in others too, so all are met before anybody is asked.
    known = {key: group for story in stories for key, group in story.groups.items()}
    acts = [act for story in stories for act in story.acts(known)]
    for day, act in sorted(acts, key=lambda dated: dated[0]):
        _on(day, act)
    codes = [story.village.pk for story in stories]
    Stakeholder.objects.filter(village__in=codes).update(is_example=True)
    VillageProfile.objects.filter(pk__in=codes).update(is_example=True)
    for account in ACCOUNTS[1:]:
        _sign_up(account, group=stories[VILLAGES.index("sengi")].groups.get(account.group))


def _read(name):
    return files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8")


def _sign_up(account, group=None):
    user = User.objects.create_user(
        username=account.username,
        full_name=account.full_name,
        password=PASSWORD,
        is_example=True,
    )
    Membership.objects.create(
        user=user,
        role=account.role,
        region_code=account.region_code,
        group_id=group and group.pk,
    )
    return user


def _on(day, act):
    """Do an act as if it were that day, late in the morning."""
    began = timezone.now()
    act()
    Tie.objects.filter(closed_at__gte=began).update(until=day)
    Tie.objects.filter(recorded_at__gte=began, since__gt=day).update(since=day)
    moment = timezone.make_aware(datetime.combine(day, time(10, 30)))
    for model, field in TIMES:
        model.objects.filter(**{f"{field}__gte": began}).update(**{field: moment})


class _Story:
    """What happened in one village."""

    def __init__(self, script, by):
        self.script = script
        self.by = by
        self.village = Region.objects.get(pk=script["village"])
        self.groups = {}
        self.parties = {}

    def meet_groups(self):
        """Begin the village and put its groups and their officers on the map."""
        VillageProfile.objects.create(region=self.village, started_by=self.by)
        for key, told in self.script["groups"].items():
            self.groups[key] = group = record_stakeholder(
                village=self.village,
                by=self.by,
                kind=Stakeholder.Kind.GROUP,
                name=told["name"],
                group_kind=GroupKind.objects.get(pk=told["kind"]),
                hamlet=told["hamlet"],
                since_year=told.get("since_year"),
                members_approx=told.get("members_approx"),
                source=told["source"],
                confirmed_on=told.get("confirmed_on"),
                presences=Region.objects.filter(pk__in=told.get("presences", ())),
            )
            for officer in told.get("officers", ()):
                self._meet(officer, group)

    def _meet(self, officer, group):
        named = None
        if "name" in officer:
            named = {"name": officer["name"], "lawful_basis": officer["basis"], "basis_note": ""}
        record_officer(
            group=group,
            office=officer["office"],
            role=officer["role"],
            residence=officer.get("residence", ""),
            named=named,
            since=date.fromisoformat(officer.get("since", str(FIRST_DAY))),
            by=self.by,
        )

    def acts(self, known):
        """Every later act with its day: ``(date, function without arguments)``."""
        self.known = {**known, **self.groups}
        for told in self.script["worksheets"]:
            yield date.fromisoformat(told["held_on"]), lambda told=told: self._interview(told)
            for correction in told.get("corrections", ()):
                day = date.fromisoformat(correction["on"])
                yield day, lambda t=told, c=correction: self._correct(t["group"], c)
        for told in self.script["participation"]:
            day = date.fromisoformat(told["as_of"])
            # What a group tells of last year is written down on the day it tells it.
            told_on = date.fromisoformat(told.get("on", told["as_of"]))
            yield told_on, lambda told=told, day=day: self._read_roles(told, day)
        for told in self.script["dependency"]:
            yield date.fromisoformat(told["on"]), lambda told=told: self._record_dependency(told)
            for later in told.get("later", ()):
                day = date.fromisoformat(later["on"])
                yield day, lambda told=told, later=later: self._follow(told, later)
        yield from self._approaches()
        for told in self.script.get("agreed_maps", ()):
            day = date.fromisoformat(told["agreed_on"])
            yield day, lambda told=told: self._agree(told)
        for told in self.script.get("issues", ()):
            yield date.fromisoformat(told["on"]), lambda told=told: self._record_issue(told)
            for said in told["positions"]:
                day = date.fromisoformat(said["on"])
                yield day, lambda told=told, said=said, day=day: self._place(told, said, day)

    def _interview(self, told):
        sheet = start_worksheet(group=self.groups[told["group"]], village=self.village, by=self.by)
        opening = {key: told[key] for key in ("informant", "held_on", "place")}
        self._answer(sheet, 0, {**opening, "consent_read": True})
        for step, content in told["steps"].items():
            self._answer(sheet, int(step), content)
        if told["completed_on"]:
            sheet.refresh_from_db()
            complete_worksheet(worksheet=sheet, by=self.by)

    def _correct(self, key, correction):
        sheet = Worksheet.objects.get(group=self.groups[key], village=self.village)
        self._answer(sheet, correction["step"], correction["content"])

    def _answer(self, sheet, step, content):
        """Save an answer over the one before; what a correction does not mention stays."""
        before = StepAnswer.objects.current().filter(worksheet=sheet, step=step).first()
        if step == RELATIONS:
            relations = {
                str(self.known[key].pk): said for key, said in content["relations"].items()
            }
            earlier = before.content.get("relations", {}) if before else {}
            content = {"relations": {**earlier, **relations}}
        record_step(
            worksheet=sheet,
            step=step,
            content=content,
            base_version=before.version if before else 0,
            by=self.by,
            pk=uuid7(),
            resume_at=min(step + 1, LAST_STEP),
        )

    def _read_roles(self, told, day):
        group = self.groups[told["group"]]
        current = readings_of(group=group, village=self.village)
        record_readings(
            village=self.village,
            group=group,
            readings={
                role: {
                    "value": value,
                    "reason": reason,
                    "as_of": day,
                    "base_version": current[role].version if current[role] else 0,
                }
                for role, (value, reason) in told["roles"].items()
            },
            by=self.by,
        )

    def _record_dependency(self, told):
        about = ("on", "patron", "client", "later")
        described = {key: told[key] for key in told if key not in about}
        tie = record_dependency(
            village=self.village,
            patron=self.parties.get(told["patron"]) or NewParty(told["patron"]),
            client=self.parties.get(told["client"]) or NewParty(told["client"]),
            by=self.by,
            **described,
        )
        self.parties[told["patron"]] = tie.patron
        self.parties[told["client"]] = tie.client

    def _follow(self, told, later):
        """What happened to a dependency afterwards: seen anew, a step agreed, a step followed."""
        ties = PatronClientTie.objects.current().filter(village=self.village)
        tie = ties.get(patron__name=told["patron"], client__name=told["client"])
        if "seen" in later:
            revise_dependency(tie=tie, by=self.by, **later["seen"])
        if "agreed" in later:
            agreed = {"agreed_on": date.fromisoformat(later["on"]), **later["agreed"]}
            due_on = date.fromisoformat(agreed.pop("due_on"))
            agree_step(tie=tie, by=self.by, due_on=due_on, **agreed)
        if "followed" in later:
            steps = DependencyStep.objects.current()
            step = steps.get(village=self.village, tie__client=tie.client)
            update_step(step=step, by=self.by, **later["followed"])

    def _approaches(self):
        """Plans and promises, each on its day."""
        for told in self.script.get("plans", ()):
            yield date.fromisoformat(told["on"]), lambda told=told: self._plan(told)
        for told in self.script.get("tasks", ()):
            yield date.fromisoformat(told["on"]), lambda told=told: self._promise(told)

    def _plan(self, told):
        columns = dict(told["columns"])
        if "key_figure" in columns:
            columns["key_figure"] = self._known(columns["key_figure"])
            columns["chosen_on"] = date.fromisoformat(told["on"])
        record_plan(
            village=self.village,
            way=told["way"],
            columns=columns,
            parties=[self._known(key) for key in told.get("parties", ())],
            steps=[
                {
                    "stakeholder": self._known(key),
                    "strength": strength,
                    "met_on": date.fromisoformat(met_on) if met_on else None,
                }
                for key, strength, met_on in told.get("steps", ())
            ],
            by=self.by,
        )

    def _known(self, key):
        """A group of the sample, or the village government."""
        return village_government(self.village) if key == "government" else self.known[key]

    def _promise(self, told):
        record_task(
            village=self.village,
            text=told["text"],
            who=told["who"],
            party=self._known(told["party"]),
            due_on=date.fromisoformat(told["due_on"]),
            is_promise=told["is_promise"],
            by=self.by,
        )

    def _agree(self, told):
        record_agreed_map(village=self.village, by=self.by, **told)

    def _record_issue(self, told):
        record_issue(village=self.village, name=told["name"], question=told["question"], by=self.by)

    def _place(self, told, said, day):
        issue = Issue.objects.get(village=self.village, name=told["name"])
        reading = {key: said[key] for key in said if key not in ("on", "party")}
        place_party(
            issue=issue,
            stakeholder=self.groups[said["party"]],
            seen=last_number(issue),
            as_of=day,
            by=self.by,
            **reading,
        )
