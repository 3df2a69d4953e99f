"""What stands before the data of a UCINET DL file: sizes, the shape of the data, and labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.exchange import FormatError
from stakeholders.graph.formats.values import short

Lines = Iterator[tuple[int, str]]

MATRICES = ("fullmatrix", "lowerhalf", "upperhalf")
LISTS = ("edgelist1", "edgelist2", "nodelist1", "nodelist2", "nodelist1b", "nodelist2b")
_OTHER_NAMES = {"fm": "fullmatrix", "lh": "lowerhalf", "uh": "upperhalf", "edgelist": "edgelist1",
                "nodelist": "nodelist1", "el1": "edgelist1", "el2": "edgelist2",
                "nl1": "nodelist1", "nl2": "nodelist2"}  # fmt: skip
LABEL = re.compile(r'[\s,=]*(?:"([^"]*)"|([^\s,="]+))')
# UCINET knows these words by their beginnings: NR is also NROW, NM is also NREL.
_COUNTED = r"(n(?:r(?:ow\w*)?|c(?:ol\w*)?|i|j|m\w*|l\w*|rel\w*|resp\w*)?)"
_PHRASES = {
    "embedded": re.compile(r"(?:(row|col|column|matrix|level)\s+)?labels?\s+embedded\b\s*:?"),
    "labels": re.compile(r"(?:(row|col|column|matrix|level)\s+)?labels?\s*:"),
    "count": re.compile(rf"{_COUNTED}\s*=\s*(\w+)"),
    "bare count": re.compile(rf"{_COUNTED}\s+(\d+)\b"),
    "format": re.compile(r"format\s*=\s*(\w+)"),
    "diagonal": re.compile(r"diagonal\s*=?\s*(absent|present)"),
    "elsewhere": re.compile(r"(?:data|label)\s*file\s*="),
    "title": re.compile(r'title\s*=\s*(?:"[^"]*"|\S+)'),
}
_PHRASES = {
    name: re.compile(rf"[\s,;]*{phrase.pattern}", re.IGNORECASE)
    for name, phrase in _PHRASES.items()
}
# What ends a list of labels that does not say how long it is; "n 5" may be two of them.
_AFTER_LABELS = [phrase for name, phrase in _PHRASES.items() if name != "bare count"]
_DATA = re.compile(r"(?:^|(?<=[\s,]))data\s*:", re.IGNORECASE)


@dataclass
class Header:
    """What stands before ``data:``. Sides are "" (both), "row", "col" and "matrix"."""

    counts: dict[str, int] = field(default_factory=dict)
    format: str = "fullmatrix"
    diagonal: bool = True
    labels: dict[str, list[str]] = field(default_factory=dict)
    embedded: set[str] = field(default_factory=set)
    _line: int = 1

    def read(self, lines: Lines) -> Lines:
        """Read the header; what is left of the lines is data."""
        parts: list[str] = []
        size = 0
        for line, text in lines:
            self._line = line
            found = _DATA.search(text)
            parts.append(text[: found.start()] if found else text)
            size += len(text)
            if size > 4 * limits.MIB:
                break
            if found:
                self._read("".join(parts).lstrip("\ufeff \t\r\n")[2:])
                return _chained((line, text[found.end() :]), lines)
        raise FormatError.at(
            self._line, "berkas DL ini tidak memuat 'data:'; simpan ulang dari UCINET."
        )

    def _read(self, text: str) -> None:
        place = 0
        while place < len(text):
            name, found = next(
                (
                    (name, hit)
                    for name, phrase in _PHRASES.items()
                    if (hit := phrase.match(text, place))
                ),
                ("", None),
            )
            if found is None:
                skipped = re.compile(r"[\s,;]*\S*[\s,;]*").match(text, place)
                place = max(skipped.end() if skipped else 0, place + 1)
                continue
            place = found.end()
            if name == "labels":
                place = self._labels(_side(found.group(1)), text, place)
            else:
                self._phrase(name, found)
        self._check()

    def _phrase(self, name: str, found: re.Match[str]) -> None:
        if name == "embedded":
            self.embedded.add(_side(found.group(1)))
        elif name in ("count", "bare count"):
            self._count(found.group(1).lower(), found.group(2))
        elif name == "format":
            said = found.group(1).lower()
            self.format = _OTHER_NAMES.get(said, said)
        elif name == "diagonal":
            self.diagonal = found.group(1).lower() == "present"
        elif name == "elsewhere":
            raise FormatError(
                "Berkas DL ini menunjuk ke berkas lain; gabungkan datanya ke dalam satu berkas."
            )

    def _count(self, word: str, said: str) -> None:
        if not said.isdecimal() or len(said) > 9:
            raise FormatError(f"'{word}' pada berkas DL harus diikuti angka; tulis {word}=12.")
        if int(said) > limits.NODES:
            raise limits.too_many("pihak", limits.NODES)
        self.counts[_count_of(word)] = int(said)

    def _labels(self, side: str, text: str, place: int) -> int:
        """Take as many labels as there must be; where they end."""
        wanted = self._wanted(side)
        found: list[str] = []
        while wanted is None or len(found) < wanted:
            if any(phrase.match(text, place) for phrase in _AFTER_LABELS):
                break
            if not (label := LABEL.match(text, place)):
                break
            found.append(label.group(1) if label.group(1) is not None else label.group(2))
            place = label.end()
        if wanted is not None and len(found) != wanted:
            raise FormatError(
                f"Berkas DL ini memuat {len(found)} nama, padahal seharusnya {wanted}; samakan "
                "angka n dengan banyaknya nama."
            )
        self.labels[side] = found
        return place

    def _wanted(self, side: str) -> int | None:
        if side == "matrix":
            return self.counts.get("nm")
        return self.counts.get({"row": "nr", "col": "nc"}.get(side, "n"), self.counts.get("n"))

    def _check(self) -> None:
        if self.format not in MATRICES + LISTS:
            raise FormatError(
                f"Format DL '{short(self.format)}' tidak dibaca; di UCINET ekspor sebagai "
                "fullmatrix atau edgelist1."
            )
        if self.rows < 1 or self.columns < 1:
            raise FormatError(
                "Jumlah pihak (n=…) tidak disebut pada berkas DL; tulis misalnya n=12."
            )

    @property
    def rows(self) -> int:
        return self.counts.get("nr", self.counts.get("n", 0))

    @property
    def columns(self) -> int:
        return self.counts.get("nc", self.counts.get("n", 0))

    @property
    def two_modes(self) -> bool:
        sides = [
            [label.casefold() for label in self.labels.get(side, [])] for side in ("row", "col")
        ]
        return (
            self.format in ("edgelist2", "nodelist2", "nodelist2b")
            or self.rows != self.columns
            or (all(sides) and sides[0] != sides[1])
        )


def _count_of(word: str) -> str:
    """What a word counts: "n" actors, "nr" rows, "nc" columns or "nm" matrices."""
    if word.startswith(("nm", "nl", "nrel", "nresp")):
        return "nm"
    return {"nr": "nr", "ni": "nr", "nc": "nc", "nj": "nc"}.get(word[:2], "n")


def _side(word: str | None) -> str:
    return {"column": "col", "level": "matrix"}.get((word or "").lower(), (word or "").lower())


def _chained(first: tuple[int, str], lines: Lines) -> Lines:
    yield first
    yield from lines
