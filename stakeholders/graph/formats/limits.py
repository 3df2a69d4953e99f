"""How much of a file is read before it is refused: memory stays under 300 MB whatever it holds."""

from stakeholders.graph.formats.exchange import FormatError

MIB = 1 << 20

CONTENT = 20 * MIB  # bytes of the file itself
NODES = 100_000
TIES = 200_000
ATTRIBUTES = 200  # of one row; so also columns of a table
NAMES = 1_000  # different attributes, tags and the like in one file
TEXT = 32_767  # characters in one value: what a cell of a spreadsheet holds
VALUES = 1_500_000  # all values of all rows together
LINES = 2_000_000  # of a text, the empty ones too
LINE = MIB  # characters of one line or one record
DEPTH = 100  # levels of nested XML or JSON
PROBLEMS = 500  # listed one by one; the rest is counted
UNLISTED = 20_000  # counted, then reading ends

STRINGS = 60 * MIB  # memory of all shared texts of a workbook
STYLES = 70_000  # of a workbook: more than any program writes
DIGITS = 400  # of one number

ZIP_MEMBERS = 1_000
ZIP_SUM = 120 * MIB  # unpacked
ZIP_RATIO = 200  # unpacked to packed, for members above a mebibyte

ROWS = 1_048_576  # of one sheet, the empty ones too
CELLS = 1_500_000  # of all sheets, the empty ones too
WIDTH = 16_384  # columns of a sheet, at the most
COLUMNS = 1_000  # of one sheet; what stands further right is not looked at
HEADER_ROWS = 20  # lines looked through for the heads of the columns


def check_size(content: bytes) -> None:
    """Refuse what is empty or too large before anything looks into it."""
    if len(content) > CONTENT:
        raise too_large()
    if not content or content.isspace():
        raise FormatError("Berkas ini kosong; pilih berkas yang berisi data jejaring.")


def too_large() -> FormatError:
    """More bytes than are read."""
    return FormatError(
        f"Berkas ini terlalu besar; paling besar {CONTENT // MIB} MB. Bagi menjadi beberapa "
        "berkas, misalnya satu berkas untuk satu kecamatan."
    )


def too_many(what: str, limit: int) -> FormatError:
    """More of something than is read."""
    shown = f"{limit:,}".replace(",", ".")
    return FormatError(
        f"Berkas ini memuat lebih dari {shown} {what}; bagi menjadi beberapa berkas yang lebih "
        "kecil, lalu impor satu per satu."
    )
