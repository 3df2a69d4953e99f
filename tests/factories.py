"""Small makers of rows for tests: each takes what matters and invents the rest."""

from datetime import date
from itertools import count

from jejaring.models import Membership, User
from jejaring.roles import Role
from stakeholders.models import GroupKind, Stakeholder, StepAnswer, Tie, TieWords, Worksheet
from villages.models import Region, VillageProfile

SENGI = "33.08.06.2012"
NUMBERS = count(1)

SAMPLE_VILLAGES = {SENGI: "Sengi", "33.08.06.2013": "Paten", "33.08.06.2014": "Krinjing"}

LEVELS = {
    2: ("province", "Jawa Tengah"),
    5: ("regency", "Kabupaten Magelang"),
    8: ("subdistrict", "Dukun"),
}
VILLAGE_KINDS = {"1": "ward", "2": "desa", "3": "desa_adat"}


def village(code=SENGI, name="Sengi", *, begun=True) -> Region:
    """A village with the regions above it; begun: somebody works there."""
    for length, (level, above) in LEVELS.items():
        Region.objects.get_or_create(
            code=code[:length], defaults={"name": above, "level": level, "kind": level}
        )
    region, _ = Region.objects.get_or_create(
        code=code,
        defaults={"name": name, "level": "village", "kind": VILLAGE_KINDS[code[9]]},
    )
    if begun:
        VillageProfile.objects.get_or_create(region=region)
    return region


def sample_villages():
    """The regions that the sample district needs, in which nobody has begun."""
    for code, name in SAMPLE_VILLAGES.items():
        village(code, name, begun=False)


def user(role=Role.FACILITATOR, region_code=SENGI, *, group=None, **fields) -> User:
    """A person with one membership; ``role=None`` for a person with none."""
    number = next(NUMBERS)
    fields = {"username": f"orang{number}", "full_name": f"Orang {number}", **fields}
    person = User.objects.create_user(password="rahasia-sekali", **fields)
    if role:
        Membership.objects.create(
            user=person, role=role, region_code=region_code, group_id=group and group.pk
        )
    return person


def group(home=None, *, kind="otl", **fields) -> Stakeholder:
    """A social group."""
    fields = {"name": f"Kelompok {next(NUMBERS)}", **fields}
    return Stakeholder.objects.create(
        village=home or village(),
        kind=Stakeholder.Kind.GROUP,
        group_kind=GroupKind.objects.get(pk=kind),
        **fields,
    )


def person(home=None, **fields) -> Stakeholder:
    """A person, known by a role."""
    fields = {"name": f"Tokoh {next(NUMBERS)}", **fields}
    return Stakeholder.objects.create(
        village=home or village(), kind=Stakeholder.Kind.PERSON, **fields
    )


def worksheet(of=None, *, by=None, **fields) -> Worksheet:
    """An open worksheet about a group."""
    of = of or group()
    return Worksheet.objects.create(
        group=of, village=of.village, facilitator=by or user(region_code=of.village_id), **fields
    )


def answer(sheet, step, content, *, version=1, by=None) -> StepAnswer:
    """A saved answer to one step."""
    return StepAnswer.objects.create(
        worksheet=sheet,
        step=step,
        version=version,
        content=content,
        recorded_by=by or sheet.facilitator,
    )


def tie(source, target, kind="supports", *, reason="", by=None, **fields) -> Tie:
    """A current tie, with its words if a reason is given."""
    fields = {"since": date(2026, 1, 5), "village": source.village, **fields}
    row = Tie.objects.create(
        source=source,
        target=target,
        kind=kind,
        recorded_by=by or user(region_code=source.village_id),
        **fields,
    )
    if reason:
        TieWords.objects.create(tie=row, step=5, reason=reason)
    return row
