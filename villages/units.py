"""Amounts, units and months as villages say them (no database).

Units of one dimension convert into each other; those of two dimensions never meet.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

MONTHS = 12
ALL_YEAR = (1 << MONTHS) - 1


@dataclass(frozen=True)
class Unit:
    """One unit: ``factor`` of it make one of the dimension's base unit."""

    code: str
    label: str
    dimension: str
    factor: Decimal
    words: tuple[str, ...] = ()


def _unit(code, label, dimension, factor, *words) -> Unit:
    return Unit(code, label, dimension, Decimal(factor), (code, *words))


UNITS: dict[str, Unit] = {
    unit.code: unit
    for unit in (
        _unit("kg", _("kg"), "mass", 1, "kilo", "kilogram"),
        _unit("kwintal", _("kwintal"), "mass", 100, "kuintal", "kw", "ku"),
        _unit("ton", _("ton"), "mass", 1000, "t"),
        _unit("liter", _("liter"), "volume", 1, "l", "ltr"),
        _unit("m3", _("meter kubik"), "volume", 1000, "m³", "kubik", "meter kubik"),
        _unit("m2", _("meter persegi"), "area", 1, "m²", "meter persegi"),
        _unit("ha", _("hektare"), "area", 10_000, "hektar", "hektare"),
        _unit("m", _("meter"), "length", 1, "meter"),
        _unit("km", _("kilometer"), "length", 1000, "kilometer"),
        _unit("orang", _("orang"), "people", 1, "org", "jiwa"),
        _unit("jam", _("jam"), "work", 1),
        # A working day of the public works wage tables is eight hours.
        _unit("hok", _("hari kerja"), "work", 8, "hari kerja", "hari orang kerja"),
        _unit("unit", _("unit"), "count", 1, "buah", "bh", "set", "paket"),
        _unit("ekor", _("ekor"), "animals", 1),
        _unit("batang", _("batang"), "plants", 1, "bibit", "pohon"),
        _unit("rupiah", _("rupiah"), "money", 1, "rp", "idr"),
        _unit("juta", _("juta rupiah"), "money", 1_000_000, "juta rupiah", "jt"),
    )
}
_BY_WORD = {word: unit for unit in UNITS.values() for word in unit.words}
CHOICES = [(unit.code, unit.label) for unit in UNITS.values()]


def unit_called(words: str) -> Unit | None:
    """The unit a person means: ``Kw``, ``hektar``, ``Rp``; None for a word nobody knows."""
    return _BY_WORD.get(" ".join(words.casefold().replace(".", " ").split()))


def in_base(amount, unit: str) -> tuple[float, str]:
    """An amount in the base unit of its dimension, and the dimension.

    ``(nan, "")`` for an amount or a unit that is not known.
    """
    if amount is None or unit not in UNITS:
        return float("nan"), ""
    found = UNITS[unit]
    return float(Decimal(amount) * found.factor), found.dimension


def in_largest(amount: float, dimension: str) -> tuple[float, Unit]:
    """An amount of base units in the largest unit that leaves at least one whole.

    Raises KeyError for an unknown dimension.
    """
    own = sorted(
        (unit for unit in UNITS.values() if unit.dimension == dimension),
        key=lambda unit: unit.factor,
    )
    if not own:
        raise KeyError(dimension)
    fitting = [unit for unit in own if amount >= unit.factor] or own[:1]
    return amount / float(fitting[-1].factor), fitting[-1]


# --- numbers -----------------------------------------------------------------------------------

_THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_amount(written) -> Decimal:
    """A number as Indonesians write it: ``1.500,5`` is one thousand five hundred and a half.

    A point before three digits parts thousands, any other point is that of a fraction. Raises
    ValueError for what is no number.
    """
    if isinstance(written, int | float | Decimal) and not isinstance(written, bool):
        number = Decimal(str(written))
        if not number.is_finite():
            raise ValueError(written)
        return number
    text = re.sub(r"^rp\.?", "", str(written).casefold().strip()).replace(" ", "")
    if "," in text or _THOUSANDS.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    # Decimal also takes "1_0", "1e9" and digits of other scripts, which nobody means here.
    if not _PLAIN.fullmatch(text):
        raise ValueError(written)
    return Decimal(text)


# --- months ------------------------------------------------------------------------------------

_NAMES = (
    ("januari", "jan", "january"),
    ("februari", "feb", "pebruari", "february"),
    ("maret", "mar", "march"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("agustus", "agu", "ags", "agt", "august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov", "nopember", "nop"),
    ("desember", "des", "december", "dec"),
)
_MONTH_OF = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
_WHOLE_YEAR = {"sepanjang tahun", "setahun", "tiap bulan", "semua", "12 bulan", "setiap bulan"}


def mask_of(months) -> int:
    """Months (1 to 12) as bits: January is 1, December 2048."""
    mask = 0
    for month in months:
        mask |= 1 << (int(month) - 1)
    return mask


def months_in(mask: int) -> list[int]:
    """The months (1 to 12) of a mask."""
    return [month for month in range(1, MONTHS + 1) if mask >> (month - 1) & 1]


def read_months(text: str) -> int:
    """The mask of ``Jan-Mar, Juli`` or ``11-2`` (over the new year); 0 for nothing.

    Raises ValueError for a word that is no month.
    """
    words = " ".join(text.casefold().replace("–", "-").replace("s/d", "-").split())
    if words in _WHOLE_YEAR:
        return ALL_YEAR
    mask = 0
    for piece in filter(None, re.split(r"\s*(?:,|;|/|\bdan\b)\s*", words)):
        ends = re.split(r"\s*(?:-|\b(?:sampai|sd)\b)\s*", piece)
        if len(ends) > 2:
            raise ValueError(piece)
        first, last = _month(ends[0]), _month(ends[-1])
        span = (last - first) % MONTHS + 1
        mask |= mask_of((first - 1 + step) % MONTHS + 1 for step in range(span))
    return mask


def _month(word: str) -> int:
    if word.isdecimal() and word.isascii() and 1 <= int(word[:3]) <= MONTHS:
        return int(word)
    if word.strip(".") not in _MONTH_OF:
        raise ValueError(word)
    return _MONTH_OF[word.strip(".")]


def spans(mask: int) -> list[tuple[int, int]]:
    """The runs of months in a mask, first and last, joined over the new year."""
    if mask == ALL_YEAR:
        return [(1, MONTHS)]
    inside = set(months_in(mask))
    found = []
    for month in sorted(inside):
        if (month - 2) % MONTHS + 1 in inside:
            continue
        last = month
        while last % MONTHS + 1 in inside:
            last = last % MONTHS + 1
        found.append((month, last))
    return found
