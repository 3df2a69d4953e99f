"""Gathering the duties of one person, and choosing from them."""

from datetime import date, timedelta

from cooperation.services.calendar.duty import Duty, Gathered
from cooperation.services.calendar.of_agreements import agreement_duties
from cooperation.services.calendar.of_bodies import body_duties
from cooperation.services.calendar.of_requirements import requirement_duties
from jejaring.roles import Permission

# Every subject that knows a date: a function of the reader and of today.
SOURCES = (agreement_duties, body_duties, requirement_duties)

# Days ahead by the word in the address; what is overdue belongs to each of them.
PERIODS = {"7-hari": 7, "30-hari": 30, "90-hari": 90, "1-tahun": 366}
OVERDUE, UNDATED = "lewat", "tanpa-tanggal"
# Whose own work it is; a coordinator reads along.
WORKING = (Permission.DRAFT_AGREEMENT, Permission.CONVENE)


def duties_of(reader, today: date, sources=SOURCES) -> Gathered:
    """Everything that is due for whoever reads, overdue first and undated last."""
    gathered = Gathered()
    for source in sources:
        for found in source(reader, today):
            (gathered.duties if isinstance(found, Duty) else gathered.unset).append(found)
    gathered.duties = in_order(gathered.duties)
    gathered.unset = sorted(set(gathered.unset))
    return gathered


def in_order(duties) -> list[Duty]:
    """The most urgent first, those without a date last."""
    return sorted(duties, key=lambda duty: (duty.due_on or date.max, duty.about, duty.kind))


def in_period(duties, period: str, today: date) -> list[Duty]:
    """The duties of a period; an unknown word is no period, so all of them."""
    if period == OVERDUE:
        return [duty for duty in duties if is_overdue(duty, today)]
    if period == UNDATED:
        return [duty for duty in duties if duty.due_on is None]
    if period not in PERIODS:
        return list(duties)
    last = today + timedelta(days=PERIODS[period])
    return [duty for duty in duties if duty.due_on and duty.due_on <= last]


def is_overdue(duty, today: date) -> bool:
    """Whether its day has gone by; on the day itself there is still time."""
    return duty.due_on is not None and duty.due_on < today


def works_on(person, duty) -> bool:
    """Whether it is this person's own work, over one of the villages whose turn it is."""
    return any(person.holds_over(each, code) for each in WORKING for code in duty.codes)


def coming(reader, today: date, days: int) -> list[Duty]:
    """What is overdue or due within ``days``, of the person's own work."""
    last = today + timedelta(days=days)
    duties = duties_of(reader, today).duties
    return [d for d in duties if d.due_on and d.due_on <= last and works_on(reader, d)]
