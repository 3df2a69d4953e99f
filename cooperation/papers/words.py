"""Dates, numbers and lists as Indonesian regulations write them."""

from datetime import date

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_UNITS = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ORDINALS = ("kesatu", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan",
             "kesembilan", "kesepuluh")  # fmt: skip
DOTS = "…" * 4
LONG_DOTS = "…" * 10
_THOUSAND, _HUNDRED = 1000, 100


def spelled(number: int) -> str:
    """A number from 0 to 999,999 in words: 2026 is "dua ribu dua puluh enam"."""
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    if number < _HUNDRED:
        return _joined(_UNITS[number // 10] + " puluh", number % 10)
    if number < _THOUSAND:
        hundreds = number // _HUNDRED
        said = "seratus" if hundreds == 1 else _UNITS[hundreds] + " ratus"
        return _joined(said, number % _HUNDRED)
    thousands = number // _THOUSAND
    said = "seribu" if thousands == 1 else spelled(thousands) + " ribu"
    return _joined(said, number % _THOUSAND)


def _joined(said, rest):
    return f"{said} {spelled(rest)}" if rest else said


def day(on: date | None) -> str:
    """As in "6 April 2026", or a dotted line."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}" if on else LONG_DOTS


def day_in_words(on: date | None) -> str:
    """The opening of a deed: day of the week, date, month and year in words, figures behind."""
    if on is None:
        return (
            f"hari ini {DOTS} tanggal {DOTS} bulan {DOTS} tahun {DOTS} "
            "(……-……-………)"
        )  # fmt: skip
    return (
        f"hari ini {DAYS[on.weekday()]} tanggal {spelled(on.day)} bulan {MONTHS[on.month - 1]} "
        f"tahun {spelled(on.year)} ({on:%d-%m-%Y})"
    )


def weekday(on: date | None) -> str:
    return f"{DAYS[on.weekday()]}, {day(on)}" if on else LONG_DOTS


def number_line(number: str = "", year: int | None = None) -> str:
    """The line of number and year; dots stand for what is not known yet."""
    return f"NOMOR {number or DOTS} TAHUN {year or DOTS}"


def roman(number: int) -> str:
    """1 to 39 in Roman figures."""
    said = ""
    for value, letters in _ROMAN:
        while number >= value:
            said, number = said + letters, number - value
    return said


def ordinal(number: int) -> str:
    """How a party of a contract is called, from 1: "kesatu"."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    return "ke" + spelled(number).replace(" ", "-")


def letter(number: int) -> str:
    """a, b … z, aa, ab …, from 0."""
    first, last = divmod(number, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)


def listed(names, *, also="dan") -> str:
    """As in "A, B, dan C"; two are "A dan B"."""
    names = list(names)
    if len(names) < 3:
        return f" {also} ".join(names)
    return f"{', '.join(names[:-1])}, {also} {names[-1]}"


def sentence(text: str) -> str:
    """One sentence of a list: no full stop, small first letter unless it is an abbreviation."""
    text = " ".join(text.split()).rstrip(".;,")
    if len(text) > 1 and text[0].isupper() and text[1].islower():
        first = text.split()[0]
        if first in _OPENERS:
            text = text[0].lower() + text[1:]
    return text


# Words that are capital only because a sentence began with them.
_OPENERS = frozenset(
    (
        "Bahwa", "Untuk", "Dalam", "Dengan", "Dua", "Tiga", "Karena", "Agar", "Supaya", "Para",
        "Setiap", "Tiap", "Warga", "Petani", "Harga", "Masyarakat", "Kebutuhan", "Ada", "Belum",
        "Sudah", "Banyak",
    )
)  # fmt: skip
