"""XML from strangers, element by element: nothing is built that could grow with the file.

No document type, no entity and no outside reference is ever followed.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.exchange import FormatError
from stakeholders.graph.formats.values import cell_value, marked, short, without_control

PIECE = 1 << 16
# A program that wrote the file leaves its name here; our own files are read to the letter.
OURS = "Jejaring"
# The one attribute in another namespace that is read: how a workbook points to its sheets.
RELATION = "r:id"


class Handler(Protocol):
    """What is told of each element, by its name without namespace."""

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None: ...

    def end(self, tag: str, text: str, line: int) -> None: ...


class _Found(Exception):
    pass


def walk(content: bytes, handler: Handler) -> None:
    """Tell ``handler`` of every element.

    Raises
    ------
    FormatError
        When this is not well-formed XML, or not harmless.
    """
    for _ in fed(_pieces(content), handler):
        pass


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + PIECE] for start in range(0, len(content), PIECE))


def fed(pieces: Iterable[bytes], handler: Handler, *, part: str = "") -> Iterator[None]:
    """``walk``, piece by piece: whoever reads on decides when; ``part`` names it in messages."""
    walker = _Walker(handler)
    parser = DefusedXMLParser(target=walker, forbid_dtd=True)
    walker.expat = parser.parser
    seen = 0
    try:
        for piece in pieces:
            parser.feed(piece)
            seen += len(piece)
            if seen - walker.expat.CurrentByteIndex > 2 * limits.MIB:
                raise _broken_off(walker, "satu bagian XML terlalu panjang.")
            yield
        parser.close()
        yield
    except DefusedXmlException as error:
        raise FormatError(
            "Berkas XML ini memuat DOCTYPE, entitas, atau rujukan ke luar, yang tidak dibuka demi "
            "keamanan. Simpan ulang dari program asalnya tanpa bagian itu, atau hapus baris "
            "<!DOCTYPE …>."
        ) from error
    except ParseError as error:
        line, column = error.position
        raise FormatError.at(
            line,
            f"bukan XML yang utuh (huruf ke-{column + 1}); berkasnya mungkin terpotong atau "
            "diubah dengan tangan. Simpan ulang dari program asalnya.",
            sheet=part,
        ) from error
    except (LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, FormatError) or "encoding" not in f"{error}":
            raise
        raise FormatError(
            "Pengodean huruf berkas XML ini tidak dikenal; simpan ulang sebagai UTF-8."
        ) from error


def root(content: bytes) -> str:
    """The name of the outermost element, in small letters without namespace; ``""`` if none."""
    found = _Root()
    try:
        walk(content[: 4 * PIECE], found)
    except _Found:
        return found.tag
    except FormatError:
        return found.tag
    return found.tag


class _Root:
    tag = ""

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag = tag.lower()
        raise _Found

    def end(self, tag: str, text: str, line: int) -> None:
        raise NotImplementedError


class _Walker:
    """The target of the parser: keeps depth, counts names, gathers the text of one element."""

    def __init__(self, handler: Handler) -> None:
        self.expat: Any = None
        self._handler = handler
        self._texts: list[list[str]] = []
        self._local: dict[str, str] = {}  # of every tag and attribute, without its namespace
        self._foreign: set[str] = set()  # attributes in a namespace

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._texts) >= limits.DEPTH:
            raise _broken_off(self, "XML ini bertingkat terlalu dalam.")
        for name in (tag, *attributes):
            if name not in self._local:
                self._meet(name, name is not tag)
        self._texts.append([])
        if not self._foreign.isdisjoint(attributes):
            attributes = {
                RELATION if name.endswith("/relationships}id") else name: value
                for name, value in attributes.items()
                if name not in self._foreign or name.endswith("/relationships}id")
            }
        self._handler.start(self._local[tag], attributes, self.expat.CurrentLineNumber)

    def _meet(self, name: str, is_attribute: bool) -> None:
        if len(self._local) >= limits.NAMES:
            raise _broken_off(self, "XML ini memuat terlalu banyak nama unsur yang berbeda.")
        self._local[name] = name.rpartition("}")[2]
        if is_attribute and name[0] == "{":
            self._foreign.add(name)

    def end(self, tag: str) -> None:
        text = "".join(self._texts.pop())
        self._handler.end(self._local[tag], text, self.expat.CurrentLineNumber)

    def data(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def close(self) -> None:
        pass


def _broken_off(walker: _Walker, reason: str) -> FormatError:
    line = walker.expat.CurrentLineNumber
    return FormatError.at(line, f"{reason} Simpan ulang dari program asalnya.")


# The type of an attribute of ours that holds texts and numbers.
MIXED = "mixed"


class BadValue(ValueError):
    """A text that is not of the type its attribute declares."""


_TRUTH = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
_WHOLE = frozenset({"int", "integer", "long", "short", "byte", "biginteger"})
_BROKEN = frozenset({"float", "double", "bigdecimal", "decimal", "real"})


def typed(text: str, kind: str, *, exact: bool) -> str | int | float | bool | None:
    """The value that ``text`` spells for an attribute of type ``kind``; None for an empty number.

    Parameters
    ----------
    exact : keep the blanks of a text as they are, and an empty text too.

    Raises
    ------
    BadValue
    """
    kind = kind.strip().lower()
    if kind == MIXED:
        return cell_value(text)
    if kind not in _WHOLE and kind not in _BROKEN and kind != "boolean":
        return text if exact else (text.strip() or None)
    text = text.strip()
    if not text:
        return None
    if kind == "boolean":
        if text.lower() not in _TRUTH:
            raise BadValue(f"'{short(text)}' bukan nilai benar atau salah; tulis true atau false.")
        return _TRUTH[text.lower()]
    return _typed_number(text, whole=kind in _WHOLE)


def _typed_number(text: str, *, whole: bool) -> int | float:
    try:
        if len(text) > limits.DIGITS:
            raise ValueError
        try:
            return int(text) if whole else float(text)
        except ValueError:
            if not whole or not float(text).is_integer():
                raise
            return int(float(text))
    except (ValueError, OverflowError) as error:
        raise BadValue(f"'{short(text)}' bukan angka; tulis misalnya 12 atau 0.5.") from error


# --- writing ---------------------------------------------------------------------------------

_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = _TEXT | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_IN_TEXT = str.maketrans(_TEXT)
_IN_ATTRIBUTE = str.maketrans(_ATTRIBUTE)


def escaped(text: str) -> str:
    """Text between two tags."""
    return text.translate(_IN_TEXT)


def attributes(**values: str) -> str:
    """Attributes of a tag; a ``_`` at the end of a name is dropped, one within is a full stop."""
    return "".join(
        f' {name.rstrip("_").replace("_", ".")}="{value.translate(_IN_ATTRIBUTE)}"'
        for name, value in values.items()
    )


def spelled(value: str | float | bool) -> str:
    """A value as XML spells it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


class Columns:
    """The attributes of nodes or of ties, each declared once under an id of its own.

    Whole and broken numbers in one attribute are broken numbers all. Programs refuse an attribute
    declared twice, so one that holds texts and numbers is text, its texts ``marked`` where they
    look like numbers; an id that begins with "m" says so.
    """

    def __init__(self, rows: list[dict[str, Any]], without: frozenset[str], prefix: str) -> None:
        found: dict[str, set[type]] = {}
        for row in rows:
            for name, value in row.items():
                if name not in without and value is not None:
                    found.setdefault(name, set()).add(type(value))
        self.types = {
            name: types.pop() if len(types) == 1 else float if types == {int, float} else None
            for name, types in found.items()
        }
        self.ids = {
            name: f"{'m' if kind is None else ''}{prefix}{place}"
            for place, (name, kind) in enumerate(self.types.items())
        }

    def declared(self, types: dict[type, str]) -> Iterator[tuple[str, str, str]]:
        """Id, name and type of each, the types as the format calls them."""
        for name, kind in self.types.items():
            yield self.ids[name], without_control(name), types[kind or str]

    def values(self, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """The id and the text of each value of a row."""
        for name, value in row.items():
            if name in self.ids and value is not None:
                yield self.ids[name], without_control(self._spelled(value, self.types[name]))

    @staticmethod
    def _spelled(value: Any, kind: type | None) -> str:
        if kind is None and isinstance(value, str):
            return marked(value, typed=True)
        return spelled(float(value) if kind is float else value)
