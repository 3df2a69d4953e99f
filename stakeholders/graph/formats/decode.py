"""From bytes to lines of text, in whichever of the usual encodings they were saved."""

import codecs
import io
import re
from collections.abc import Iterator

from stakeholders.graph.formats import limits
from stakeholders.graph.formats.exchange import FormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Western letters stand alone or in twos among ASCII; whole runs of high bytes are another script.
_RUN = re.compile(rb"[\x80-\xff]{4}")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_BINARY = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_PIECE = 1 << 16

CP1252_NOTE = (
    "Berkas ini tidak disimpan sebagai UTF-8 dan dibaca sebagai Windows-1252; periksa huruf "
    "beraksen, atau simpan ulang sebagai 'CSV UTF-8'."
)


def encoding_of(content: bytes) -> str:
    """The encoding of a text: by its byte-order mark, else UTF-8, UTF-16 or Windows-1252.

    Raises
    ------
    FormatError
        When it is none of these, with the line where UTF-8 breaks off.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            _check(content, name)
            return name
    if b"\0" in content[:4096]:
        return _unmarked_utf16(content)
    try:
        _check(content, "utf-8")
    except FormatError:
        if _may_be_western(content):
            return "cp1252"
        raise
    return "utf-8"


def lines_of(content: bytes, encoding: str) -> Iterator[str]:
    """The lines with their ends, decoded piece by piece; none longer than the limit."""
    stream = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    number = 0
    while line := stream.readline(limits.LINE + 1):
        number += 1
        if number > limits.LINES:
            raise limits.too_many("baris", limits.LINES)
        if len(line) > limits.LINE:
            raise FormatError.at(
                number,
                "baris ini terlalu panjang untuk sebuah tabel; periksa apakah berkasnya "
                "benar, lalu simpan ulang dengan satu hubungan atau satu pihak tiap baris.",
            )
        yield line


def text_of_file(content: bytes, encoding: str) -> str:
    """The whole text, without a byte-order mark."""
    return content.decode(encoding).removeprefix("\ufeff")


def _check(content: bytes, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        try:
            text = decoder.decode(piece, final=start + _PIECE >= len(content))
        except UnicodeDecodeError as error:
            line += error.object.count(b"\n", 0, error.start)
            raise FormatError.at(
                line,
                "huruf tidak terbaca; simpan ulang berkas dengan pengodean UTF-8 "
                "(di Excel: 'CSV UTF-8').",
            ) from error
        line += text.count("\n")


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without its mark: every second byte of Western text is zero."""
    head = content[:4096]
    for name, zeros, letters in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        if zeros.count(0) > 0.6 * len(zeros) and letters.count(0) == 0 and len(content) % 2 == 0:
            _check(content, name)
            return name
    if head.count(0) < 0.1 * len(head) and not _BINARY.search(head):
        _check(content, "utf-8")
        return "utf-8"  # a text with stray NULs, each of which is named in its row
    raise FormatError(
        "Berkas ini bukan teks (ada karakter NUL di dalamnya); simpan ulang sebagai CSV UTF-8 atau "
        "XLSX."
    )


def _may_be_western(content: bytes) -> bool:
    if _UNDEFINED.search(content) or _RUN.search(content):
        return False
    # Broken UTF-8 also decodes as Windows-1252, into nonsense: whole letters of it give it away.
    return not re.search(rb"[\xc3-\xf4][\x80-\xbf]", content)
