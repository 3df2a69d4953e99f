"""From the text of a cell to a value and back, without loss and without formulas.

A spreadsheet runs a text that begins with ``=``. Such a text is written with ``'`` before it, and
so is any other that would come back as something else: a text that looks like a number where
numbers stand too, one with blanks at its ends, an empty one. Reading takes away exactly what
writing added: a ``'`` counts as a mark only before a text that needs one, so "'Aisyiyah" keeps
hers.
"""

import math
import re
from datetime import date, datetime, time
from typing import Any

from stakeholders.graph.formats import limits

Value = str | int | float | bool | None

MARK = "'"
_FORMULA = re.compile(r"[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]|\s+[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_TRUTH = {"true": True, "false": False}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def control_character(text: str) -> str:
    """The first character in ``text`` that no text of people holds, or ``""``.

    NUL and its kin, and halves of characters: XML cannot carry them and databases refuse them.
    """
    found = _CONTROL.search(text)
    return found.group() if found else ""


def without_control(text: str) -> str:
    """The text with a visible sign in place of each such character."""
    return _CONTROL.sub("\ufffd", text)


def marked(text: str, *, typed: bool = False) -> str:
    """The text as a cell may hold it; ``typed`` where a number there would be read as one."""
    return MARK + text if _needs_mark(text, typed) else text


def unmarked(cell: str, *, typed: bool = False) -> str:
    """The text behind a cell: ``marked`` undone, blanks at the ends of other cells dropped."""
    if cell.startswith(MARK) and _needs_mark(cell[1:], typed):
        return cell[1:]
    return cell.strip()


def _needs_mark(text: str, typed: bool) -> bool:
    # Of marks before a mark only the innermost text matters: "''=" is the mark of "'=".
    bare = text.lstrip(MARK)
    if bare != text and not bare:
        return True
    return bool(
        not bare or bare != bare.strip() or _FORMULA.match(bare) or (typed and _is_typed(bare))
    )


def _is_typed(text: str) -> bool:
    return not isinstance(guessed(text), str)


def guessed(text: str) -> Value:
    """The number or truth value that a text spells in the plainest way, else the text itself.

    "007", "1,5" and "+62" are texts: they may be codes and telephone numbers.
    """
    lowered = text.lower()
    if lowered in _TRUTH:
        return _TRUTH[lowered]
    if len(text) > limits.DIGITS or not (found := _NUMBER.fullmatch(text)):
        return text
    if found.group(2) or found.group(3):
        number = float(text)
        return number if math.isfinite(number) else text
    return int(text)


def cell_value(cell: str) -> Value:
    """What a cell says where texts and numbers may stand; None when it is empty."""
    text = unmarked(cell, typed=True)
    if not text:
        return "" if cell.strip() else None
    return text if text != cell.strip() else guessed(text)


def number(value: Value) -> int | float | None:
    """The finite number in a cell, with a decimal point or comma; None when it is not one."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        plain = guessed(value.strip().removeprefix("+").replace(",", "."))
        value = plain if not isinstance(plain, str | bool) else _lenient(value)
    if isinstance(value, str) or value is None or not _finite(value):
        return None
    return value


def _lenient(text: str) -> float | None:
    """What Python takes for a number beyond the plain form: ".5", "01", "1e3"."""
    if len(text) > limits.DIGITS or "_" in text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond the floats
        return False


def text_of(value: Any) -> str:
    """A cell as the text of an id or a name: ``1.0`` is "1", a date is its ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def short(value: Any) -> str:
    """A value as a message shows it: one line, not too long."""
    text = " ".join(without_control(value if isinstance(value, str) else _shown(value)).split())
    return text if len(text) <= 60 else f"{text[:60]}…"


def _shown(value: Any) -> str:
    try:
        return str(value)
    except ValueError:  # a whole number of more digits than Python spells out
        return "angka yang terlalu panjang"
