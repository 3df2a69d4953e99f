"""Meetings of villages: who was invited and came, what was decided, what follows."""

import json

from cooperation.lifecycle.quorum import DEFAULTS, Result, Stage, result_of
from cooperation.models import AgendaItem, FollowUp, Meeting, MeetingVillage, Sitting
from cooperation.sample.country import words
from cooperation.sample.country.dice import iso
from cooperation.sample.country.places import Village
from cooperation.services.meetings import women_in

_KINDS = {"musdes": 0.4, "musdesus": 0.1, "mad": 0.12, "talk": 0.25, "reflection": 0.13}
_MOST_TOGETHER = 3
_ELEMENTS = ("community", "farmers", "women", "religion", "poor", "education")
_MOST_WOMEN = (0, 1, 3, 6, 6, 6)  # of an element; to some meetings no woman is asked
_RULE = json.dumps(DEFAULTS.kept)
_STOPS = 0.35  # of those put off
_CHAIRS = {"mad": "Kepala Desa penyelenggara", "talk": "Pendamping desa"}


def hold_meetings(villages: list[Village]) -> None:
    """The meetings of a kecamatan, each invited to by one of its villages."""
    for village in villages:
        for _each in range(village.many(6)):
            _meet(village, villages, village.dice.day(village.first, village.last))
        if village.last == village.until and village.dice.happens(0.3):
            _meet(village, villages, village.until + village.dice.randint(2, 45))


def _meet(host, villages, day):
    dice, tables, by = host.dice, host.tables, host.facilitator
    kind = dice.one(_KINDS)
    is_ahead = day > host.until
    most = dice.choice(_MOST_WOMEN)
    invited = {each: [dice.randint(1, 6), dice.randint(0, most)] for each in _ELEMENTS}
    count = sum(map(sum, invited.values()))
    sittings = [] if is_ahead else _sittings(dice, kind, day, invited, count, host.until)
    last = sittings[-1] if sittings else None
    recorded = min(day - 10 if is_ahead else day + dice.choice((0, 0, 1, 4, 9, 45)), host.until)
    key, at, title = dice.key(recorded), dice.moment(recorded), dice.choice(words.MATTERS)
    tables.add(
        *(Meeting, key, by, at, kind, False, f"Musyawarah tentang {title.lower()}", None),
        *(iso(day), "09:00:00", "Balai Desa", _CHAIRS.get(kind, "Ketua BPD"), "Sekretaris Desa"),
        *("Pendamping desa", "" if is_ahead else f"{dice.randint(1, 60)}/BA/{iso(day)[:4]}"),
        *(json.dumps(invited), count, last and last[3], last and women_in(last[2])),
        last[4] if last else "",
        *(iso(last[1]) if last else None, at),
    )
    for village in _together(host, villages) if kind == "mad" else [host]:
        tables.add(MeetingVillage, key, village.code, village is host)
    for stage, on, present, number, result in sittings:
        tables.add(
            *(Sitting, dice.key(on), by, at, key, stage, iso(on), "09:00:00", "12:00:00"),
            *("Balai Desa", json.dumps(present), number, result, _RULE),
        )
    _decide(host, key, title, day, at, is_over=bool(last) and last[4] not in _PUT_OFF)


_PUT_OFF = (Result.POSTPONED.value, Result.RESCHEDULED.value)


def _sittings(dice, kind, day, invited, count, until) -> list[tuple]:
    """Stage, day, who came, how many, and what came of it, one sitting after the other."""
    found = []
    for stage, on in ((Stage.FIRST, day), (Stage.ANEW, day + 2)):
        share = dice.uniform(0.55, 1.0)
        present = {each: [round(n * share) for n in pair] for each, pair in invited.items()}
        number = sum(map(sum, present.values()))
        asked = kind in Meeting.WITH_QUORUM
        result = result_of(stage, invited=count, present=number, rules=DEFAULTS, asked=asked)
        found.append((int(stage), on, present, number, result.value))
        if result not in (Result.POSTPONED, Result.RESCHEDULED) or on + 2 > until:
            break
        if dice.happens(_STOPS):
            break
    return found


def _together(host, villages):
    others = [each for each in villages if each is not host]
    return [host, *host.dice.sample(others, min(len(others), _MOST_TOGETHER - 1))]


def _decide(host, meeting, title, day, at, *, is_over):
    dice, tables, by = host.dice, host.tables, host.facilitator
    decision = f"Menyepakati rencana {title.lower()}." if is_over else ""
    tables.add(
        *(AgendaItem, dice.key(day), by, at, meeting, 1, title, ""),
        *("agreed" if is_over else "", decision),
    )
    for _each in range(dice.choice((0, 1, 1, 2, 3)) if is_over else 0):
        due, done = day + dice.randint(14, 150), day + dice.randint(7, 160)
        is_done = done <= host.until and dice.happens(0.7)
        tables.add(
            *(FollowUp, dice.key(day), by, at, meeting, dice.choice(words.TASKS)),
            *(dice.choice(words.WHO), iso(due), iso(done) if is_done else None, at),
        )
