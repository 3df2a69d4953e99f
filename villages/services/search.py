"""Finding a region by what somebody types: a code, or the beginning of any word of its name.

Regions are public reference data: the search shows them to everybody who has signed in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from jejaring.models import just_after
from villages.codes import dotted
from villages.models import Region
from villages.names import words

SHORTEST = 2
LONGEST = 100
MOST_WORDS = 6
MOST_HITS = 15
MOST_TERRITORIES = 20

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
        """Desa, Kelurahan, Kota and so on."""
        return Region.Kind(self.kind).label

    @property
    def place(self) -> str:
        """What lies above, the nearest first."""
        subdistrict = self.subdistrict and _("Kecamatan %(name)s") % {"name": self.subdistrict}
        return ", ".join(filter(None, (subdistrict, self.regency, self.province)))

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
    return hits_of(codes)


def hits_of(codes: Iterable[str]) -> list[RegionHit]:
    """The regions ``codes``, in force or not, in that order; unknown codes are left out."""
    codes = list(codes)
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
        # A single letter says nothing yet about what lies above.
        above = [word for word in typed[split:] if len(word) >= SHORTEST]
        if len(name) >= SHORTEST and len(codes) < limit:
            codes.update(dict.fromkeys(_matches(name, above, levels, limit, near)))
    return list(codes)[:limit]


def _matches(name, above, levels, limit, near) -> list[str]:
    """Codes of the regions of that name, the likeliest first."""
    with connection.cursor() as cursor:
        cursor.execute(*_query(name, above, levels, limit, near))
        return [code for (code,) in cursor.fetchall()]


# What lies above a region is told by the front of its code.
_LIES_BENEATH = " OR ".join(
    f"substr(region_id, 1, {length}) IN "  # noqa: S608 -- no input comes in here
    "(SELECT region_id FROM villages_regionword WHERE key >= %s AND key < %s "
    f"AND level <> '{Region.Level.VILLAGE}')"
    for length in (8, 5, 2)
)


def _query(name, above, levels, limit, near) -> tuple[str, list]:
    """A range of the index on keys, sorted and cut in the database: the SQL and its values.

    Written out, because it runs at every key that is pressed and the ORM would take longer to
    build it than the database to answer it.
    """
    where, values = ["key >= %s AND key < %s"], [name, name + AFTER_KEY]
    if levels is not None:
        where.append(f"level IN ({', '.join(['%s'] * len(levels))})")
        values += levels
    for word in above:
        where.append(f"({_LIES_BENEATH})")
        values += [word, word + AFTER_KEY] * 3
    rank, rank_values = _rank(name, near)
    sql = (
        f"SELECT region_id FROM villages_regionword WHERE {' AND '.join(where)} "  # noqa: S608
        f"ORDER BY {rank}, region_id LIMIT %s"
    )
    # A region stands here twice when two of its words begin alike ("Suka Sukamaju").
    return sql, [*values, *rank_values, 2 * limit]


def _rank(name, near) -> tuple[str, list]:
    """Whole name 0 or 1, name from a later word on 2 or 3, the rest 4 or 5; near: the lower."""
    rank = "CASE WHEN key = %s AND whole THEN 0 WHEN key = %s THEN 2 ELSE 4 END"
    # The kecamatan is near enough, and makes one of a facilitator's many villages.
    territories = sorted({code[:8] for code in near if code})[:MOST_TERRITORIES]
    if not territories:
        return rank, [name, name]
    inside = " OR ".join(["region_id >= %s AND region_id < %s"] * len(territories))
    ranges = [bound for code in territories for bound in (code, just_after(code))]
    return f"{rank} + CASE WHEN {inside} THEN 0 ELSE 1 END", [name, name, *ranges]
