"""GeoJSON that people hand in, one feature at a time: a whole province fills a memory."""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress

from django.utils.translation import gettext as _

from villages.services.tables import Problem, open_file

CHUNK = 1 << 20
LARGEST_FEATURE = 32 * CHUNK


def is_json(path) -> bool:
    """Whether the file begins like JSON, packed or not."""
    with open_file(path) as stream, suppress(EOFError, zlib.error, gzip.BadGzipFile):
        return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    return False  # broken: the reader of tables says so


def features(path, problems, most=None) -> Iterator[tuple[int, object]]:
    """The members of "features", numbered; read piece by piece, as a province fills a memory.

    What stands before the list (name, crs) is passed over; its end is the end of the reading.
    ``most``: characters that may be read, however well a file is packed.
    """
    number = 0
    try:
        with open_file(path) as stream:
            text = _Text(io.TextIOWrapper(stream, encoding="utf-8-sig"), most)
            if not (text.skip_past('"features"') and text.skip_past("[")):
                problems.append(Problem(1, _("bukan GeoJSON FeatureCollection")))
                return
            for number, feature in enumerate(text.values(), start=1):
                yield number, feature
    except TooLong as error:
        problems.append(Problem(number + 1, str(error)))
    except (ValueError, EOFError, RecursionError, zlib.error, gzip.BadGzipFile) as error:
        reason = _("GeoJSON terpotong atau rusak: %(error)s") % {"error": error}
        problems.append(Problem(number + 1, reason))


class TooLong(Exception):
    """More than may be read; says so to a person."""


class _Text:
    """The text of a JSON file, of which one value at a time is in memory."""

    def __init__(self, stream, most=None):
        self.stream = stream
        self.left = most
        self.text = ""
        self.place = 0
        self.decode = json.JSONDecoder().raw_decode

    def skip_past(self, mark) -> bool:
        """Go to just after ``mark``; False when it never comes."""
        while (found := self.text.find(mark, self.place)) < 0:
            self.place = max(self.place, len(self.text) - len(mark))
            if not self._read_on():
                return False
        self.place = found + len(mark)
        return True

    def values(self) -> Iterator[object]:
        """The values of the list we stand in. Raises ValueError where it breaks off."""
        while self._next_mark() != "]":
            try:
                value, self.place = self.decode(self.text, self.place)
            except json.JSONDecodeError:
                # Half a value looks like a broken one: read on, as far as is decent.
                if len(self.text) > LARGEST_FEATURE or not self._read_on():
                    raise
            else:
                yield value

    def _next_mark(self) -> str:
        """The first character that is no blank and no comma."""
        while True:
            while self.place < len(self.text):
                if self.text[self.place] not in " \t\r\n,":
                    return self.text[self.place]
                self.place += 1
            if not self._read_on():
                raise EOFError(_("daftar tidak ditutup"))

    def _read_on(self) -> bool:
        """Forget what was read and read as much again as is left; False at the end."""
        rest = self.text[self.place :]
        more = self.stream.read(max(CHUNK, len(rest)))
        self._count(len(more))
        self.text, self.place = rest + more, 0
        return bool(more)

    def _count(self, read):
        if self.left is None:
            return
        self.left -= read
        if self.left < 0:
            raise TooLong(_("berkas terlalu besar; pecah per kabupaten lalu muat satu per satu"))
