"""What a facilitator does in a village: interviews, readings of participation, tasks."""

import json

from cooperation.sample.country import words
from cooperation.sample.country.dice import iso
from cooperation.sample.country.places import YEAR, Village
from stakeholders.models import Participation, PlanTask, StepAnswer, Worksheet
from stakeholders.models.participation import EXPECTED_ROLES

_INTERVIEWED, _AGAIN, _COMPLETED = 0.85, 0.25, 0.85
_LAGS = {0: 0.6, 3: 0.2, 20: 0.1, 45: 0.1}  # days until it was recorded
_VALUES = ({"yes": 0.4, "name_only": 0.22, "no": 0.33, "not_applicable": 0.05},)
_LATER = {"yes": 0.6, "name_only": 0.2, "no": 0.18, "not_applicable": 0.02}
_ASKED, _READ_AGAIN = 0.9, 0.3
_ACTIVITY = json.dumps({"activity": "Bertemu tiap bulan, kerja bakti, dan menabung bersama."})


def work_in(village: Village) -> None:
    """Worksheets, participation and tasks of a village."""
    for group in village.groups:
        last = min(village.last, (group.archived or village.last + 1) - 1)
        _interview(village, group, last)
        _read(village, group, last)
    for _each in range(village.many(6)):
        _task(village)


def _interview(village, group, last):
    dice = village.dice
    if not dice.happens(_INTERVIEWED):
        return
    day = dice.early(group.since, last)
    again = day + dice.randint(YEAR // 2, YEAR)
    if again < last and dice.happens(_AGAIN):
        _sheet(village, group, day, is_open=False)
        day = again
    _sheet(village, group, day, is_open=not dice.happens(_COMPLETED))


def _sheet(village, group, held, *, is_open):
    dice, by = village.dice, village.facilitator
    started = min(held + dice.one(_LAGS), village.until)
    completed = None if is_open else min(started + dice.randint(1, 14), village.until)
    key, at = dice.key(started), dice.moment(started)
    # Not before it was begun, on whatever hour of the same day.
    ended = max(at, dice.moment(completed)) if completed else None
    informant = f"{dice.choice(words.OFFICES)} kelompok"
    village.tables.add(
        *(Worksheet, key, village.code, group.key, informant, iso(held), "Balai dusun", True),
        *(by, 1 if is_open else 7, at, ended, by if completed else None),
    )
    opening = json.dumps(
        {"consent_read": True, "informant": informant, "held_on": iso(held), "place": "Balai dusun"}
    )
    for step, content in ((0, opening), (1, _ACTIVITY)):
        village.tables.add(
            *(StepAnswer, dice.key(started), key, step, 1, 0, None, "", content, by, at, None)
        )


def _read(village, group, last):
    """Readings of each role expected of the group; some change with time."""
    dice = village.dice
    for role in EXPECTED_ROLES[words.KINDS[group.kind][1]]:
        if not dice.happens(_ASKED):
            continue
        day, version, shares = dice.early(group.since, last), 1, _VALUES[0]
        while True:
            village.tables.add(
                *(Participation, dice.key(day), village.code, group.key, role.value, version),
                *(dice.one(shares), "", iso(day), village.facilitator, dice.moment(day)),
            )
            day, version, shares = day + dice.randint(60, 240), version + 1, _LATER
            if day > last or not dice.happens(_READ_AGAIN):
                break


def _task(village):
    """A task or promise; of those that were done the open row stays beneath."""
    dice, by = village.dice, village.facilitator
    day = dice.day(village.first, village.last)
    due, done = day + dice.randint(14, 200), day + dice.randint(7, 220)
    key, text, who = dice.key(day), dice.choice(words.TASKS), dice.choice(words.WHO)
    party, is_promise = dice.choice(village.groups).key, dice.happens(0.35)
    said = (village.code, None, text, who, party, iso(due))
    village.tables.add(PlanTask, key, *said, None, is_promise, None, by, dice.moment(day))
    if done <= village.until and dice.happens(0.65):
        later = dice.key(done)
        at = dice.moment(done)
        village.tables.add(PlanTask, later, *said, iso(done), is_promise, key, by, at)
