"""What each party gives and gets: balances, shares of revenue, inequality between villages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

WHOLE = Decimal(100)
# How many reviews in a row make a loss something that has to be talked about.
RUNNING = 2


class Kind(TextChoices):
    """What is given or got."""

    MONEY = "money", _("Uang")
    LABOUR = "labour", _("Tenaga")
    GOODS = "goods", _("Barang atau lahan")
    SERVICE = "service", _("Layanan")
    KNOWLEDGE = "knowledge", _("Pengetahuan")


class Weight(IntegerChoices):
    """How much something matters that nobody can say in rupiah: four steps, no middle."""

    SLIGHT = 1, _("Kecil")
    NOTICEABLE = 2, _("Terasa")
    LARGE = 3, _("Besar")
    DECISIVE = 4, _("Menentukan")


class Verdict(TextChoices):
    """To which side a balance leans."""

    GAINS = "gains", _("untung")
    EVEN = "even", _("seimbang")
    LOSES = "loses", _("rugi")
    MIXED = "mixed", _("untung di satu sisi, rugi di sisi lain")
    UNKNOWN = "unknown", _("belum ditaksir")


@dataclass(frozen=True)
class Estimate:
    """One thing a party gives (or gets): ``value`` in rupiah, or ``weight`` of 1 to 4."""

    party: str
    gives: bool
    value: int | None = None
    weight: int | None = None


@dataclass(frozen=True)
class Balance:
    """What a party gives and gets: sums in rupiah, and sums of weights.

    The two are never added up: nobody can say how many rupiah a lesson is worth.
    """

    gives_value: int = 0
    gets_value: int = 0
    gives_weight: int = 0
    gets_weight: int = 0
    lines: int = 0

    @property
    def net_value(self) -> int:
        """Rupiah got less rupiah given."""
        return self.gets_value - self.gives_value

    @property
    def net_weight(self) -> int:
        """Weights got less weights given."""
        return self.gets_weight - self.gives_weight

    @property
    def verdict(self) -> Verdict:
        """Gains or loses when one of the two says so and the other does not contradict it."""
        if not self.lines:
            return Verdict.UNKNOWN
        signs = {_sign(self.net_value), _sign(self.net_weight)} - {0}
        if len(signs) > 1:
            return Verdict.MIXED
        return {1: Verdict.GAINS, -1: Verdict.LOSES, 0: Verdict.EVEN}[sum(signs)]

    @property
    def times(self) -> float | None:
        """Rupiah got for each rupiah given; None for whoever gives none."""
        return self.gets_value / self.gives_value if self.gives_value else None


def balances(estimates: Iterable[Estimate], parties: Iterable[str]) -> dict[str, Balance]:
    """The balance of each of ``parties``; of one without any estimate an empty one."""
    sums = {party: dict.fromkeys(Balance.__dataclass_fields__, 0) for party in parties}
    for each in estimates:
        side = "gives" if each.gives else "gets"
        mine = sums[each.party]
        mine[f"{side}_value"] += each.value or 0
        mine[f"{side}_weight"] += each.weight or 0
        mine["lines"] += 1
    return {party: Balance(**mine) for party, mine in sums.items()}


def gini(values: Sequence[float]) -> float | None:
    """The Gini coefficient corrected for few: 0 when all are equal, 1 when one has it all.

    The sum of |x - y| over all pairs, divided by (n - 1) times the sum; that is Gini's coefficient
    times n / (n - 1), without which two villages could never be further apart than 0.5.
    None for fewer than two; 0 when every value is 0. Raises ValueError for a negative value: net
    benefits may be negative, so what is compared is what comes back for each rupiah given.

    Sources: C. Gini, Variabilità e mutabilità (1912); G. Deltas, The small-sample bias of the Gini
    coefficient, Rev. Econ. Stat. 85 (2003) 226-234.
    """
    if any(value < 0 for value in values):
        raise ValueError("a negative value")
    if len(values) < 2:
        return None
    total = sum(values)
    if not total:
        return 0.0
    apart = sum(abs(one - other) for one, other in combinations(values, 2))
    return apart / ((len(values) - 1) * total)


@dataclass(frozen=True)
class Span:
    """Who gets most and who least for each rupiah given; ``ratio`` is None when the least is 0."""

    best: str
    best_times: float
    worst: str
    worst_times: float

    @property
    def ratio(self) -> float | None:
        return self.best_times / self.worst_times if self.worst_times else None


def span(found: Mapping[str, Balance]) -> Span | None:
    """The two ends among those who give rupiah at all; None for fewer than two of them."""
    times = {party: balance.times for party, balance in found.items() if balance.times is not None}
    if len(times) < 2:
        return None
    best = max(times, key=times.get)
    worst = min(times, key=times.get)
    return Span(best, times[best], worst, times[worst])


def losing_on(verdicts: Sequence[Mapping[str, str]], running: int = RUNNING) -> list[str]:
    """The parties that lose in each of the last ``running`` reviews.

    ``verdicts``: of each review, the oldest first, the verdict by party. A party that one of these
    reviews did not estimate is not among them, and neither is anybody while reviews are too few.
    """
    last = verdicts[-running:]
    if len(last) < running:
        return []
    return [party for party in last[-1] if all(each.get(party) == Verdict.LOSES for each in last)]


def missing_from_whole(shares: Iterable[Decimal]) -> Decimal:
    """How much the percentages lack of 100; negative when they are too many."""
    return WHOLE - sum(shares, Decimal(0))


def split(amount: int, shares: Mapping[str, Decimal]) -> dict[str, int]:
    """``amount`` rupiah by percentages that add up to 100: whole rupiah that add up to it.

    What rounding down leaves goes to the largest remainders (Hamilton's method).
    """
    exact = {party: amount * share / WHOLE for party, share in shares.items()}
    parts = {party: int(part) for party, part in exact.items()}
    left = amount - sum(parts.values())
    by_rest = sorted(exact, key=lambda party: parts[party] - exact[party])
    for party in by_rest[:left]:
        parts[party] += 1
    return parts


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
