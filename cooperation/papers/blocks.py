"""The pieces a paper is set from; both printers know each of them."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Block:
    """A piece. ``as_data``: the same as JSON, under its name in small letters."""

    def as_data(self) -> dict:
        data = {"block": type(self).__name__.lower(), **asdict(self)}
        if isinstance(data.get("emblem"), bytes):
            data["emblem"] = list(data["emblem"])
        return data


@dataclass(frozen=True)
class Crest(Block):
    """The head of a regulation: emblem and the names of the regions, in the middle."""

    lines: tuple[str, ...]
    emblem: bytes = b""


@dataclass(frozen=True)
class Kop(Block):
    """The head of a letter: emblem on the left, the offices, the address, a double line."""

    lines: tuple[str, ...]
    address: str = ""
    emblem: bytes = b""


@dataclass(frozen=True)
class Centred(Block):
    """Lines in the middle. ``bold``; ``tight``: no room below, they belong to what follows."""

    lines: tuple[str, ...]
    bold: bool = False
    tight: bool = False
    underlined: bool = False


@dataclass(frozen=True)
class Numbers(Block):
    """A number for each village, in two columns: pairs of who and the line."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Recital(Block):
    """Menimbang and its sisters, label, colon, items; ``items``: pairs of mark and words."""

    label: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chapter(Block):
    number: str
    title: str


@dataclass(frozen=True)
class Article(Block):
    """A Pasal and its ayat: pairs of mark and words; an empty mark is running text."""

    number: str
    items: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True)
class Words(Block):
    """A paragraph."""

    text: str
    align: str = "justify"
    indent: bool = False


@dataclass(frozen=True)
class Listed(Block):
    """Items under their marks: "a.", "1."."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Facts(Block):
    """Label, colon, value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Grid(Block):
    """A table with lines. ``widths``: shares of the width; ``tall``: rows to write into."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    tall: bool = False


@dataclass(frozen=True)
class Signature(Block):
    """One place to sign. ``above``: place and date; ``who``: the office; ``below``: what follows.

    ``stamp``: room for a duty stamp.
    """

    who: str
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    stamp: bool = False


@dataclass(frozen=True)
class Signatures(Block):
    """Places to sign side by side, in ``columns``; ``above``: place and date, said once."""

    cells: tuple[Signature, ...]
    columns: int
    heading: str = ""
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lines(Block):
    """Dotted lines to write on."""

    count: int = 3


@dataclass(frozen=True)
class Break(Block):
    """A new page."""


def marked(texts, style="letter") -> tuple[tuple[str, str], ...]:
    """Words under running marks: a., b. … or 1., 2. … or (1), (2) …."""
    from cooperation.papers.words import letter

    marks = {
        "letter": lambda n: f"{letter(n)}.",
        "figure": lambda n: f"{n + 1}.",
        "ayat": lambda n: f"({n + 1})",
    }[style]
    return tuple((marks(number), text) for number, text in enumerate(texts))


def columns_for(count: int) -> int:
    """Two places to sign side by side, three from five on."""
    return 1 if count == 1 else 2 if count <= FEW else 3


FEW = 4
