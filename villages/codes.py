"""What an official region code says by itself (no database).

``PP`` province, ``PP.KK`` regency or city, ``PP.KK.CC`` kecamatan, ``PP.KK.CC.VVVV`` village,
as numbered by the Ministry of Home Affairs. The codes of the statistics office differ.
"""

import re

from django.utils.translation import gettext as _

LEVELS = {2: "province", 5: "regency", 8: "subdistrict", 13: "village"}
VILLAGE_KINDS = {"1": "ward", "2": "desa", "3": "desa_adat"}
FIRST_CITY = 71
FREE_NUMBERS = (0, 70)  # between the kabupaten (01–69) and the kota (71–99)

well_formed = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?").fullmatch


class BadCode(ValueError):
    """Not a code of the official list; the message says why, for a person."""


def level_and_kind(code: str) -> tuple[str, str]:
    """The level and the kind that ``code`` stands for. Raises BadCode.

    The kind of a regency follows from its number (kabupaten 01–69, kota 71–99), that of a
    village from its first digit (1 kelurahan, 2 desa, 3 desa adat).
    """
    if not well_formed(code):
        raise BadCode(_why_malformed(code))
    level = LEVELS[len(code)]
    if level == "village":
        return level, _village_kind(code)
    if level == "regency":
        return level, _regency_kind(code)
    return level, level


def _village_kind(code):
    try:
        return VILLAGE_KINDS[code[9]]
    except KeyError:
        raise BadCode(
            _("kode %(code)s: angka pertama desa harus 1 (kelurahan), 2 (desa), atau 3 (desa adat)")
            % {"code": code}
        ) from None


def _regency_kind(code):
    number = int(code[3:5])
    if number in FREE_NUMBERS:
        raise BadCode(
            _("kode %(code)s: kabupaten bernomor 01–69, kota bernomor 71–99") % {"code": code}
        )
    return "city" if number >= FIRST_CITY else "regency"


def _why_malformed(code):
    if not code:
        return _("kode kosong")
    if code.isascii() and code.isdigit() and len(code) in (4, 6, 10):
        return _("kode %(code)s: tulis dengan titik, %(dotted)s") % {
            "code": code,
            "dotted": dotted(code),
        }
    return _(
        "kode %(code)s: bukan PP, PP.KK, PP.KK.CC, atau PP.KK.CC.VVVV "
        "(berkas yang pernah dibuka sebagai angka sering kehilangan nol)"
    ) % {"code": code}


def dotted(digits: str) -> str:
    """The beginning of a code from its bare digits: ``33080620`` is ``33.08.06.20``."""
    parts = digits[:2], digits[2:4], digits[4:6], digits[6:10]
    return ".".join(part for part in parts if part)


def parent_of(code: str) -> str:
    """The code one level up; empty for a province."""
    return code.rpartition(".")[0]


def ancestors_of(code: str) -> list[str]:
    """The codes above, the nearest first: kecamatan, kabupaten, province."""
    above = []
    while code := parent_of(code):
        above.append(code)
    return above
