"""Finding a region by what somebody types: a code, or the beginning of any word of its name.

Regions are public reference data: the search shows them to everybody who has signed in.
"""

import re
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Substr

from jejaring.models import inside
from villages.codes import dotted
from villages.models import Region, RegionWord
from villages.names import words

SHORTEST = 2
LONGEST = 100
MOST_WORDS = 6
MOST_HITS = 20

# What people write before a name to say what kind of place they mean.
TITLES = {
    "desa",
    "ds",
    "kelurahan",
    "kel",
    "kecamatan",
    "kec",
    "kabupaten",
    "kab",
    "provinsi",
    "prov",
}

# The characters just after those that can follow in a code (digits, dot) and in a key (a–z, 0–9).
AFTER_CODE = ":"
AFTER_KEY = "{"

_code_like = re.compile(r"[\d.\s]*").fullmatch


@dataclass(frozen=True)
class RegionHit:
    """A region as found: enough to tell it from the 97 others of the same name."""

    code: str
    name: str
    kind: str
    subdistrict: str
    regency: str
    province: str

    @property
    def kind_label(self) -> str:
        """ "Desa", "Kelurahan", "Kota" and so on."""
        return Region.Kind(self.kind).label

    @property
    def may_cooperate(self) -> bool:
        """Whether it is a desa by law; a kelurahan is not."""
        return self.kind in Region.COOPERATING_KINDS


def search_regions(text: str, *, levels=None, limit: int = MOST_HITS, near=()) -> list[RegionHit]:
    """The regions in force that ``text`` may mean, at most ``limit``, the likeliest first.

    Digits, with or without dots, are the beginning of a code. Anything else is the beginning of
    a name from one of its words on, with or without blanks; words that follow may name what lies
    above ("sidomulyo magelang"). Whole names come first, then regions inside the territories
    ``near`` (codes), then the order of codes. ``levels`` limits the levels. Fewer than two
    letters find nothing.
    """
    text = text.strip()[:LONGEST]
    if _code_like(text):
        codes = _codes_from(text, levels, limit)
    else:
        codes = _codes_named(text, levels, limit, near)
    return _hits(codes)


def found_by_code(code: str) -> RegionHit | None:
    """The region ``code``, in force or not, as the search would show it."""
    return next(iter(_hits([code])), None)


def _codes_from(text, levels, limit) -> list[str]:
    """Codes that begin with the digits of ``text``, in order."""
    digits = "".join(filter(str.isascii, filter(str.isdigit, text)))
    if len(digits) < SHORTEST:
        return []
    prefix = dotted(digits)
    found = Region.objects.in_force().filter(code__gte=prefix, code__lt=prefix + AFTER_CODE)
    if levels is not None:
        found = found.filter(level__in=levels)
    return list(found.order_by("code").values_list("code", flat=True)[:limit])


def _codes_named(text, levels, limit, near) -> list[str]:
    """Codes of regions called so: the first words name the region, the others what is above.

    All words are tried as the name first, then one fewer, and so on.
    """
    typed = words(text)[:MOST_WORDS]
    typed = [word for word in typed if word not in TITLES] or typed
    codes: dict[str, None] = {}
    for split in range(len(typed), 0, -1):
        name = "".join(typed[:split])
        if len(name) >= SHORTEST and len(codes) < limit:
            codes.update(dict.fromkeys(_matches(name, typed[split:], levels, limit, near)))
    return list(codes)[:limit]


def _matches(name, above, levels, limit, near):
    """One query: a range of the index on keys, sorted and cut inside the database."""
    found = _range(name)
    if levels is not None:
        found = found.filter(level__in=levels)
    if above:
        found = found.annotate(**_CODES_ABOVE)
    for word in above:
        higher = _range(word).exclude(level=Region.Level.VILLAGE).values("region_id")
        found = found.filter(
            Q(in_subdistrict__in=higher) | Q(in_regency__in=higher) | Q(in_province__in=higher)
        )
    ranked = found.annotate(rank=_rank(name, near)).order_by("rank", "region_id")
    # A region stands here twice when two of its words begin alike ("Suka Sukamaju").
    return ranked.values_list("region_id", flat=True)[: 2 * limit]


_CODES_ABOVE = {
    "in_subdistrict": Substr("region_id", 1, 8),
    "in_regency": Substr("region_id", 1, 5),
    "in_province": Substr("region_id", 1, 2),
}


def _range(prefix):
    return RegionWord.objects.filter(key__gte=prefix, key__lt=prefix + AFTER_KEY)


def _rank(name, near):
    """Whole name 0 or 1, name from a later word on 2 or 3, the rest 4 or 5; near: the lower."""
    territories = [code for code in near if code]
    exact = Case(
        When(key=name, whole=True, then=Value(0)),
        When(key=name, then=Value(2)),
        default=Value(4),
        output_field=IntegerField(),
    )
    if not territories:
        return exact
    distance = Case(
        When(inside("region_id", territories), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return exact + distance


def _hits(codes) -> list[RegionHit]:
    """The regions of ``codes`` in that order, with the names of what lies above them."""
    wanted = {code[:length] for code in codes for length in (2, 5, 8, 13)}
    names = {
        code: (name, kind)
        for code, name, kind in Region.objects.filter(pk__in=wanted).values_list(
            "code", "name", "kind"
        )
    }

    def above(code, length):
        return names[code[:length]][0] if len(code) > length else ""

    return [
        RegionHit(code, *names[code], above(code, 8), above(code, 5), above(code, 2))
        for code in codes
        if code in names
    ]
