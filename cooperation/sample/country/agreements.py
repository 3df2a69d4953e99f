"""The agreements of a kecamatan: how they begin, how far they come, how some end."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from cooperation.lifecycle import Flow, State
from cooperation.models import JointBody, Partner, ServedVillage
from cooperation.sample.country import reviews, words
from cooperation.sample.country.dice import iso
from cooperation.sample.country.places import YEAR, Village
from cooperation.sample.country.stories import OutOfTime, Seat, Story

FOR_A_VILLAGE = 0.6
_FLOWS = {Flow.BETWEEN: 0.55, Flow.VILLAGE_LED: 0.25, Flow.PARTNER_LED: 0.2}
_ON_PAPER = 0.25
_WITHDRAWN, _REFUSED, _DECLINED = 0.07, 0.05, 0.06
_BODY = 0.35
_GROUNDS = ("a", "b", "c", "d", "e")


def make_agreements(villages: list[Village]) -> None:
    """Those that begin in each of the villages, with others of the kecamatan or a partner."""
    for village in villages:
        number = FOR_A_VILLAGE * village.size
        for index in range(int(number) + village.dice.happens(number % 1)):
            if village.last - village.first > 30:
                _agreement(village, villages, index)


def _agreement(host, villages, index):
    dice = host.dice
    others = [each for each in villages if each is not host]
    flow = dice.one(_FLOWS) if others else Flow.VILLAGE_LED
    day = dice.day(host.first, host.last)
    seats = [_seat(dice, day, host.code, flow != Flow.PARTNER_LED)]
    if flow == Flow.BETWEEN:
        chosen = dice.sample(others, min(len(others), dice.choice((1, 1, 2, 3))))
        seats += [_seat(dice, day, each.code, False) for each in chosen]
    else:
        seats.append(_partner(host, day, index, flow == Flow.PARTNER_LED))
    matter = dice.choice(words.MATTERS)
    story = Story(host, flow, f"{matter} bersama, {host.name} {index + 1}", seats, day)
    with suppress(OutOfTime):
        _tell(story)
    story.close()


def _seat(dice, day, code, is_initiator) -> Seat:
    return Seat(UUID(dice.key(day)), code, None, is_initiator)


def _partner(host, day, index, is_initiator) -> Seat:
    dice = host.dice
    name = dice.choice(list(words.COMPANIES))
    key = UUID(dice.key(day))
    host.tables.add(
        *(Partner, key.hex, host.code, f"{name} {index + 1}", words.COMPANIES[name], ""),
        dice.moment(day),
    )
    return Seat(UUID(dice.key(day)), None, key, is_initiator)


def _tell(story):
    if story.dice.happens(_ON_PAPER):
        _register(story)
    else:
        story.begin()
        for part in (_prepare, _draft, _sign):
            part(story)
            if story.standing.is_over:
                return
    _run(story)


def _register(story):
    """It was signed on paper before it came here."""
    dice = story.dice
    starts = story.day - dice.randint(200, 3 * YEAR)
    ends = max(starts + YEAR, story.day + dice.randint(-100, 3 * YEAR))
    for seat in story.seats:
        seat.number, seat.year = f"{dice.randint(1, 90)}", int(iso(starts)[:4])
        seat.signed_on = date.fromordinal(starts)
    story.begin("register", **story.text(starts, ends))


def _prepare(story):
    """Until everybody asked has answered."""
    dice = story.dice
    first = story.seats[0]
    if story.flow == Flow.PARTNER_LED:
        story.act("receive_offer", letter=f"{dice.randint(1, 99)}/P")
    else:
        _deliberate(story, first)
        if story.standing.is_over:
            return
        story.act("offer", letter=f"{dice.randint(1, 99)}/D")
    if dice.happens(_WITHDRAWN):
        story.act("withdraw", reason="Belum ada anggaran tahun ini.")
        return
    for seat in [each for each in story.seats if not each.is_initiator]:
        said = "declined" if dice.happens(_DECLINED) else "accepted"
        story.act("answer", seat, answer=said, reason="")


def _deliberate(story, seat):
    dice = story.dice
    invited = dice.randint(24, 60)
    present = dice.randint(-(-invited * 2 // 3), invited)
    said = {"outcome": "refused" if dice.happens(_REFUSED) else "agreed"}
    said |= {"invited": invited, "present": present, "sitting": 1, "reason": ""}
    story.act("deliberate", seat, **said, minutes=f"{dice.randint(1, 60)}/BA")
    if said["outcome"] == "agreed":
        story.act("plan", seat, plan="rkp", number="4", year=int(iso(story.day)[:4]))


def _draft(story):
    """Every village deliberates, a text is written and agreed on."""
    dice = story.dice
    told = {side.key for side in story.standing.sides.values() if side.deliberated}
    for seat in [each for each in story.villages() if each.key not in told]:
        _deliberate(story, seat)
        if story.standing.is_over:
            return
    story.write()
    for seat in story.present():
        story.act("consent", seat, consent="accepted", text=story.standing.text, reason="")
    counted = {"invited": 30, "present": dice.randint(20, 30), "sitting": 1, "minutes": "7/BA"}
    if story.flow == Flow.BETWEEN:
        story.act("agree_together", **counted)
    else:
        for seat in story.villages():
            story.act("agree_in_village", seat, **counted)
    story.act("declare_ready")


def _sign(story):
    for seat in story.present():
        story.sign(seat)
    if story.flow == Flow.BETWEEN:
        for seat in story.villages():
            story.act("promulgate", seat, number="3", year=int(iso(story.day)[:4]))
    story.act("start")


def _run(story):
    """It runs; it is reviewed, disputed, put off, and ended."""
    dice = story.dice
    if story.flow == Flow.BETWEEN and dice.happens(_BODY):
        _found_body(story)
    if dice.happens(0.5):
        for _each in range(dice.randint(1, 4)):
            story.wait(90)
            reviews.review(story)
    if dice.happens(0.12):
        reviews.dispute(story)
    if dice.happens(0.15):
        story.act("postpone", reason="Menunggu musim kering.", minutes="9/BA", until="")
        if dice.happens(0.6):
            story.act("resume", minutes="10/BA")
    _end(story)


def _end(story):
    """When its term is over, or before."""
    dice, ends = story.dice, story.term["ends_on"]
    if ends < iso(story.host.until) and dice.happens(0.75):
        while iso(story.day) < ends:
            story.day += 1
        story.act("end", ground="i", minutes="11/BA", reason="")
    elif dice.happens(0.12) and story.standing.state != State.POSTPONED:
        story.wait(150)
        story.act("end", ground=dice.choice(_GROUNDS), minutes="11/BA", reason="")


def _found_body(story):
    """A body of the villages that carries it out."""
    dice, tables, day = story.dice, story.tables, story.day
    key = dice.key(day)
    dissolved = day + dice.randint(100, 500)
    is_over = dissolved < story.host.until and dice.happens(0.2)
    tables.add(
        *(JointBody, key, "bkad", f"BKAD {story.host.name} dan tetangga", story.key.hex),
        *("12/SK", iso(day), iso(day), iso(day + 3 * YEAR), iso(dissolved) if is_over else None),
        *("{}", 1, dice.moment(day)),
    )
    for seat in story.villages():
        tables.add(ServedVillage, key, seat.village_id)
