"""Who is silent and since when: what a coordinator asks about first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from jejaring.dashboards.state import State
from jejaring.models import Membership, inside
from jejaring.roles import Role
from villages.codes import ancestors_of, parent_of
from villages.models import Region, Tally
from villages.tallies.months import in_words, months_between
from villages.tallies.reading import Figures

# Ages in whole months: the first class that a village fits.
AGES = (
    (0, _lazy("Bulan ini")),
    (3, _lazy("1–3 bulan lalu")),
    (6, _lazy("4–6 bulan lalu")),
    (12, _lazy("7–12 bulan lalu")),
    (10_000, _lazy("Lebih dari setahun")),
)
NEVER = _lazy("Belum pernah")
MOST_NAMED = 20  # villages in one message
LISTED_FROM = 5  # length of the code of a kabupaten: above it numbers alone


@dataclass(frozen=True)
class Age:
    """How many villages fall into a class of age."""

    words: str
    number: int


@dataclass
class Silent:
    """A village in which nothing was recorded in the chosen month, and whom to ask."""

    code: str
    name: str
    subdistrict: str
    last: int | None
    in_charge: list = field(default_factory=list)
    people: list["Contact"] = field(default_factory=list)

    @property
    def last_words(self) -> str:
        """When something happened there last."""
        return in_words(self.last) if self.last else str(NEVER)


@dataclass(frozen=True)
class Contact:
    """A facilitator in charge of so many silent villages, with the words to remind them."""

    name: str
    whatsapp: str
    text: str
    villages: int = 1


def ages(figures: Figures, of: str, state: State, code: str | None = None) -> list[Age]:
    """How long ago: villages by the age of what ``of`` dates, seen from the chosen month."""
    villages = figures.number("villages", code=code)
    counts = dict.fromkeys(range(len(AGES)), 0)
    for month, number in figures.months_of(of, code=code).items():
        age = max(months_between(month, state.month), 0)
        counts[next(at for at, (most, _words) in enumerate(AGES) if age <= most)] += number
    found = [Age(str(words), counts[at]) for at, (_most, words) in enumerate(AGES)]
    all_of_them = villages if isinstance(villages, int) else 0
    return [*found, Age(str(NEVER), max(all_of_them - sum(counts.values()), 0))]


def silent_villages(code: str, state: State, user) -> list[Silent]:
    """The villages there in which nothing is recorded for the month.

    The longest silent first; at the end those of which nothing was ever recorded.

    Tallies, the list of regions and the people in charge are read; three queries.
    """
    within = inside("region_code", [code])
    active = Tally.objects.filter(within, measure="active", number__gt=0)
    last: dict[str, int] = {}
    busy = set()
    rows = active.filter(month__lte=state.month).values_list("region_code", "month")
    for village, month in rows:
        if len(village) == 13:
            last[village] = max(last.get(village, 0), month)
            if month == state.month:
                busy.add(village)
    regions = Region.objects.in_force().filter(inside("code", [code]))
    above = {r.code: r.name for r in regions if r.level == Region.Level.SUBDISTRICT}
    found = [
        Silent(row.code, row.name, above.get(parent_of(row.code), ""), last.get(row.code))
        for row in regions
        if row.may_cooperate and row.level == Region.Level.VILLAGE and row.code not in busy
    ]
    found.sort(key=lambda village: (village.last is None, village.last or 0, village.code))
    _add_people(found, state, user)
    return found


def _add_people(villages: Iterable[Silent], state, user):
    """The facilitators in charge whom this person may know."""
    wanted = {code for v in villages for code in (v.code, *ancestors_of(v.code))}
    rows = (
        Membership.objects.visible_to(user)
        .in_force()
        .filter(role=Role.FACILITATOR, region_code__in=wanted)
        .select_related("user")
    )
    by_code: dict[str, list] = {}
    for row in rows:
        by_code.setdefault(row.region_code, []).append(row.user)
    for village in villages:
        people = [
            p for at in (village.code, *ancestors_of(village.code)) for p in by_code.get(at, [])
        ]
        village.in_charge = list(dict.fromkeys(people))
        village.people = [_contact(person, [village], state) for person in village.in_charge]


def together(villages: Iterable[Silent], state: State) -> list[Contact]:
    """Whoever looks after several of these villages, each once, with the words for all of them."""
    theirs: dict[object, list[Silent]] = {}
    for village in villages:
        for person in village.in_charge:
            theirs.setdefault(person, []).append(village)
    found = [
        _contact(person, several, state) for person, several in theirs.items() if len(several) > 1
    ]
    return sorted(found, key=lambda contact: (-contact.villages, contact.name))


def _contact(person, villages: list[Silent], state) -> Contact:
    text = _words(person, villages, state)
    digits = "".join(sign for sign in person.phone if sign.isdigit())
    if digits.startswith("0"):
        digits = f"62{digits[1:]}"
    link = f"https://wa.me/{digits}?text={quote(text)}"
    return Contact(str(person), link, text, len(villages))


def _words(person, villages, state) -> str:
    told = {"name": person.get_short_name(), "month": state.month_words}
    if len(villages) == 1:
        return _(
            "Halo %(name)s, untuk Desa %(village)s belum ada kegiatan yang tercatat di Jejaring "
            "pada %(month)s. Bila sudah ada wawancara atau musyawarah, mohon dicatat; bila ada "
            "kendala, mohon kabari saya."
        ) % (told | {"village": villages[0].name})
    named = ", ".join(village.name for village in villages[:MOST_NAMED])
    if left := len(villages[MOST_NAMED:]):
        named = _("%(names)s, dan %(count)s lainnya") % {"names": named, "count": left}
    return _(
        "Halo %(name)s, untuk %(count)s desa ini belum ada kegiatan yang tercatat di Jejaring pada "
        "%(month)s: %(villages)s. Bila sudah ada wawancara atau musyawarah, mohon dicatat; bila "
        "ada kendala, mohon kabari saya."
    ) % (told | {"count": len(villages), "villages": named})
