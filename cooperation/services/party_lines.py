"""Parties written one a line, as somebody copies them from a paper.

A line is a village's code, its name, or both, and may go on with a number and a year:
``35.07.21.2005; Gondowangi; 11; 2015``. Inside one kabupaten a name is looked up in the official
list; a name that means several villages is refused with their codes.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from cooperation.services.agreements import PartyDraft
from jejaring.models import inside
from villages.models import Region
from villages.services.places import places

MOST_LINES = 120
MOST_LIKE, LEAST_LIKENESS = 3, 0.75
CODE = re.compile(r"^\s*(\d{2}\.\d{2}\.\d{2}\.\d{4})\b[\s,.:-]*(.*)$")
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_NAME, LONGEST_NUMBER = 160, 60


@dataclass(frozen=True)
class LineFault:
    """A line that cannot be taken: its number, what it says, and why."""

    line: int
    text: str
    reason: str

    def __str__(self):
        return _("Baris %(line)d (%(text)s): %(reason)s") % {
            "line": self.line,
            "text": self.text[:60],
            "reason": self.reason,
        }


def read_party_lines(text: str, *, regency: str) -> tuple[list[PartyDraft], list[LineFault]]:
    """The villages of ``text``, and the lines that could not be read.

    ``regency``: the kabupaten in which a name without a code is looked up.
    """
    lines = [line for line in enumerate(text.splitlines(), 1) if line[1].strip()]
    if len(lines) > MOST_LINES:
        reason = _("terlalu banyak baris, paling banyak %(most)d.") % {"most": MOST_LINES}
        return [], [LineFault(MOST_LINES + 1, lines[MOST_LINES][1].strip(), reason)]
    known = _Villages(regency, [line for _number, line in lines])
    drafts, faults = [], []
    for number, line in lines:
        cells = [cell.strip() for cell in line.split(";")]
        try:
            drafts.append(_draft(cells, known))
        except ValueError as fault:
            faults.append(LineFault(number, line.strip(), str(fault)))
    return drafts, faults


def villages_of_subdistrict(code: str) -> list[Region]:
    """All desa of a kecamatan that may be parties, by code."""
    return list(Region.objects.in_force().desa().filter(inside("code", [code])).order_by("pk"))


class _Villages:
    """The villages that lines may mean, in two queries."""

    def __init__(self, regency, lines):
        codes = {match[1] for line in lines if (match := CODE.match(line))}
        self.by_code = Region.objects.villages().in_bulk(codes)
        self.by_name: dict[str, list[Region]] = {}
        for village in Region.objects.in_force().desa().filter(inside("code", [regency])):
            self.by_name.setdefault(_squeezed(village.name), []).append(village)

    def like(self, name) -> list[Region]:
        """Villages whose names are nearly so written, a few."""
        names = get_close_matches(_squeezed(name), self.by_name, MOST_LIKE, LEAST_LIKENESS)
        return [village for each in names for village in self.by_name[each]][:MOST_LIKE]


def _draft(cells, known) -> PartyDraft:
    match = CODE.match(cells[0])
    if match:
        village = known.by_code.get(match[1])
        if village is None:
            raise ValueError(_("kode ini tidak ada dalam daftar resmi."))
        name, rest = match[2].strip(), cells[1:]
        if not name and rest and not _is_number(rest[0]):
            name, rest = rest[0], rest[1:]
    else:
        name, rest = cells[0], cells[1:]
        village = _named(name, known)
    number, year = _number_and_year(rest)
    written = "" if name in {village.name, village.titled} else name
    if len(written) > LONGEST_NAME:
        raise ValueError(_("nama seperti tertulis paling panjang 160 huruf."))
    return PartyDraft(village=village, name_as_written=written, number=number, year=year)


def _named(name, known) -> Region:
    found = known.by_name.get(_squeezed(name), [])
    if len(found) == 1:
        return found[0]
    if found:
        words = _("ada beberapa desa bernama ini. Tulis kodenya: %(codes)s.")
        raise ValueError(words % {"codes": _told(found)})
    if near := known.like(name):
        words = _("desa ini tidak ditemukan. Mungkin maksudnya: %(codes)s.")
        raise ValueError(words % {"codes": _told(near)})
    raise ValueError(_("desa ini tidak ditemukan di kabupaten ini. Tulis kodenya."))


def _told(villages) -> str:
    """With kecamatan and code: neither tells alone which village it is."""
    where = places({village.parent_code for village in villages})
    return "; ".join(
        f"{village.name}, {where[village.parent_code].name} ({village.pk})" for village in villages
    )


def _number_and_year(cells) -> tuple[str, int | None]:
    number, year, *rest = [*cells, "", ""][: max(2, len(cells))]
    if any(rest):
        raise ValueError(_("terlalu banyak bagian. Tulis kode; nama; nomor; tahun."))
    if len(number) > LONGEST_NUMBER:
        raise ValueError(_("nomor paling panjang 60 huruf."))
    if not year:
        return number, None
    if not re.fullmatch(r"[0-9]{4}", year) or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(_("tahun harus empat angka, misalnya 2015."))
    return number, int(year)


def _is_number(cell) -> bool:
    return bool(re.match(r"^(no\.?\s*|nomor\s*)?\d", cell, re.IGNORECASE))


def _squeezed(name) -> str:
    words = re.sub(r"^(desa|kelurahan)\s+", "", name.strip(), flags=re.IGNORECASE)
    return re.sub(r"[\W_]+", "", words).casefold()
