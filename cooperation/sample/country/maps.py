"""Who is on the map of a village, and what is said of each other."""

from cooperation.sample.country import words
from cooperation.sample.country.dice import iso
from cooperation.sample.country.places import Party, Village
from stakeholders.models import PatronClientTie, Stakeholder, Tie, TieWords
from villages.models import VillageProfile

GROUPS = 20
OTHERS_FOR_A_GROUP = 3
_INSTITUTIONS_OF_OTHERS = 0.12
_STATEMENTS_OF_A_GROUP = 4
_OFFICES_OF_A_GROUP = 2
_WITH_WORDS = 0.2
_CLOSED, _REOPENED, _ARCHIVED = 0.1, 0.6, 0.05
_RELATIONS = {"supports": 0.62, "competes": 0.14, "unrelated": 0.24}
_STANCES = {"support": 0.45, "passive": 0.42, "hinder": 0.13}
_CERTAINTY = {"told": 0.75, "seen": 0.15, "heard": 0.1}
_WAYS_OUT = {"yes": 0.25, "partly": 0.3, "no": 0.3, "unknown": 0.15}


def draw_map(village: Village) -> None:
    """The village is opened, its nodes and ties recorded."""
    dice = village.dice
    village.tables.add(
        *(VillageProfile, village.code, village.facilitator, dice.moment(village.first), True)
    )
    number = village.many(GROUPS)
    village.groups = [_group(village) for _each in range(number)]
    others = number * OTHERS_FOR_A_GROUP - 1
    institutions = round(others * _INSTITUTIONS_OF_OTHERS)
    village.institutions = [_other(village, "institution") for _each in range(institutions)]
    village.persons = [_other(village, "person") for _each in range(others - institutions)]
    government = _node(village, "government", "Pemerintah desa", village.first)
    _state(village, government)
    _hold_offices(village)
    _depend(village)


def _node(village, kind, name, since, group_kind=None, archived=None) -> Party:
    dice = village.dice
    party = Party(dice.key(since), since, group_kind or "", archived)
    is_group = kind == "group"
    village.tables.add(
        *(Stakeholder, party.key, village.code, kind, name, group_kind),
        dice.choice(words.HAMLETS) if is_group else "",
        dice.randint(1985, 2024) if is_group else None,
        int(8 + dice.expovariate(1 / 25)) if is_group else None,
        *("Data contoh", iso(since), dice.moment(since)),
        dice.moment(archived) if archived else None,
        *(1, "", False, True),
    )
    return party


def _group(village) -> Party:
    dice = village.dice
    kind = dice.one(words.KIND_SHARES)
    name = f"{words.KINDS[kind][0]} {dice.choice(words.BYNAMES)} {dice.choice(words.SECOND)}"
    since = dice.early(village.first, village.last)
    archived = None
    if dice.happens(_ARCHIVED) and since + 60 < village.until:
        archived = dice.day(since + 60, village.until)
    return _node(village, "group", name, since, kind, archived)


def _other(village, kind) -> Party:
    dice = village.dice
    names = words.INSTITUTIONS if kind == "institution" else words.ROLES
    name = f"{dice.choice(names)} {dice.choice(words.HAMLETS)}"
    return _node(village, kind, name, dice.early(village.first, village.last))


def _state(village, government):
    """What groups say of each other, of institutions and of the village government."""
    dice, targets = village.dice, village.groups + village.institutions
    for group in village.groups:
        _say(village, group, government, "government", stance=dice.one(_STANCES))
        asked = dice.sample(targets, min(len(targets), dice.randint(2, 2 * _STATEMENTS_OF_A_GROUP)))
        for target in asked:
            if target is not group:
                _say(village, group, target, dice.one(_RELATIONS))


def _say(village, source, target, kind, *, stance=""):
    """A statement; some are closed later, and some of those said anew and otherwise."""
    dice = village.dice
    day = dice.early(max(source.since, target.since), max(village.last, source.since))
    closed = 0
    if dice.happens(_CLOSED) and day + 30 < village.last:
        closed = dice.day(day + 30, village.last)
    at = _tie(village, source, target, kind, day, closed, stance=stance)
    if closed and dice.happens(_REOPENED):
        kind = kind if stance else dice.one(_RELATIONS)
        stance = dice.one(_STANCES) if stance else ""
        _tie(village, source, target, kind, closed, 0, stance=stance, at=at)


def _tie(village, source, target, kind, day, closed, *, stance="", office="", at=None):
    """One row; returns the moment at which it was closed, if it was."""
    dice, by = village.dice, village.facilitator
    key = dice.key(day)
    ended = dice.moment(closed) if closed else None
    village.tables.add(
        *(Tie, key, village.code, source.key, target.key, kind, stance, office),
        *(dice.one(_CERTAINTY), iso(day), iso(closed) if closed else None),
        *(by, at or dice.moment(day), by if closed else None, ended, None, None),
    )
    if not office and dice.happens(_WITH_WORDS):
        village.tables.add(TieWords, key, 5, dice.choice(words.REASONS))
    return ended


def _hold_offices(village):
    """The officers of each group."""
    dice = village.dice
    for group in village.groups:
        for office in words.OFFICES[: dice.randint(1, 2 * _OFFICES_OF_A_GROUP - 1)]:
            if not village.persons:
                return
            person = dice.choice(village.persons)
            day = max(group.since, person.since)
            _tie(village, person, group, "membership", day, 0, office=office)


def _depend(village):
    """Who depends on whom; some readings are replaced by later ones."""
    dice, done = village.dice, set()
    if not village.persons:
        return
    for _each in range(village.many(6)):
        patron, client = dice.choice(village.persons), dice.choice(village.groups)
        if (patron.key, client.key) in done:
            continue
        done.add((patron.key, client.key))
        day = dice.early(max(patron.since, client.since), village.last)
        closed = 0
        if dice.happens(0.2) and day + 60 < village.last:
            closed = dice.day(day + 60, village.last)
        first, at = _bond(village, patron, client, day, closed)
        if closed and dice.happens(_REOPENED):
            _bond(village, patron, client, closed, 0, replaces=first, at=at)


def _bond(village, patron, client, day, closed, *, replaces=None, at=None):
    dice, by = village.dice, village.facilitator
    key, ended = dice.key(day), dice.moment(closed) if closed else None
    forms = '["' + '", "'.join(dice.sample(words.FORMS, dice.randint(1, 3))) + '"]'
    village.tables.add(
        *(PatronClientTie, key, village.code, patron.key, client.key, forms),
        *("Pinjaman tanpa agunan", "Hasil panen", dice.choice(("monthly", "seasonal", "weekly"))),
        dice.choice(("loose", "medium", "medium", "binding")),
        dice.one(_WAYS_OUT),
        dice.choice(("patron", "patron", "even", "unknown")),
        dice.choice(("helps", "neutral", "harms", "unknown")),
        *("", "", iso(day - dice.randint(30, 3000)), by, at or dice.moment(day), replaces),
        *(by if closed else None, ended),
    )
    return key, ended
