"""Reading files that people hand in: every bad line is named, none stops the reading."""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

GZIP_MAGIC = b"\x1f\x8b"

# What people call the columns: the names we write ourselves first.
HEADINGS = {
    "code": ("code", "kode"),
    "name": ("name", "nama"),
    "latitude": ("latitude", "lat", "lintang"),
    "longitude": ("longitude", "lon", "lng", "bujur"),
}

Tick = Callable[[str, int], None]


@dataclass(frozen=True)
class Problem:
    """Something wrong, or worth a note, in one line of a file (the first is 1)."""

    line: int
    reason: str

    def __str__(self):
        return _("baris %(line)d: %(reason)s") % {"line": self.line, "reason": self.reason}


def no_tick(label: str, done: int) -> None:
    """Show no progress."""


def ticking(rows: Iterable, label: str, tick: Tick) -> Iterator:
    """Pass ``rows`` on, telling ``tick`` after every few thousand and at the end."""
    done = 0
    for done, row in enumerate(rows, start=1):
        if done % 5_000 == 0:
            tick(label, done)
        yield row
    tick(label, done)


@contextmanager
def open_file(path: Path) -> Iterator[io.BufferedIOBase]:
    """The bytes of a file, unpacked when it is gzip (whatever it is called)."""
    with path.open("rb") as packed:
        magic = packed.read(2)
        packed.seek(0)
        if magic != GZIP_MAGIC:
            yield packed
            return
        with io.BufferedReader(gzip.GzipFile(fileobj=packed), 1 << 16) as plain:
            yield plain


def read_table(
    path: Path, columns: Iterable[str], problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """The line number and the values of ``columns`` of each row of a CSV file, UTF-8, maybe gzip.

    The header may name more columns, in any order, in English or Indonesian, parted by commas or
    semicolons (what a spreadsheet set to Indonesian writes). Lines that cannot be read go to
    ``problems``, the others are passed on untouched. Raises OSError when there is no such file.
    """
    with open_file(path) as stream:
        lines = _decoded(stream, problems)
        header = next(lines, "")
        delimiter = ";" if ";" in header and "," not in header else ","
        headings = [heading.strip('" \r\n').casefold() for heading in header.split(delimiter)]
        places = [_place(column, headings) for column in columns]
        if None in places:
            wanted = ",".join(columns)
            problems.append(
                Problem(1, _("baris pertama harus memuat kolom %(wanted)s") % {"wanted": wanted})
            )
            return
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        for line, row in _rows(reader, len(headings), problems):
            yield line, [row[place] for place in places]


def _place(column: str, headings: list[str]) -> int | None:
    """Where ``column`` stands in the header, or None."""
    return next((headings.index(name) for name in HEADINGS[column] if name in headings), None)


def _rows(reader, width, problems):
    """The rows of the right width, each with the line it begins on."""
    while True:
        line = reader.line_num + 2  # the header is line 1 and was read apart
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problems.append(Problem(line, _("tanda kutip tidak ditutup atau salah tempat")))
            continue
        if len(row) == width:
            yield line, row
        elif row:
            problems.append(Problem(line, _why_wide(len(row), width)))


def _why_wide(found, wanted):
    return _(
        "ada %(found)d kolom, seharusnya %(wanted)d; nilai yang memuat koma harus diapit "
        "tanda kutip"
    ) % {"found": found, "wanted": wanted}


def _decoded(stream, problems) -> Iterator[str]:
    """The lines of ``stream`` as text; what is not UTF-8 or cut off becomes a problem."""
    number = 0
    encoding = "utf-8-sig"
    try:
        for number, line in enumerate(stream, start=1):
            try:
                yield line.decode(encoding)
            except UnicodeDecodeError:
                problems.append(
                    Problem(number, _("bukan UTF-8; simpan ulang berkas sebagai CSV UTF-8"))
                )
                yield line.decode(encoding, "replace")
            encoding = "utf-8"
    except (EOFError, zlib.error, gzip.BadGzipFile):
        problems.append(
            Problem(number + 1, _("berkas terkompresi terpotong atau rusak; unduh ulang"))
        )
