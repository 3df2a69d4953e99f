"""What a paper is made of: plain data, told by whoever knows it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Letterhead:
    """What stands above a letter of a village; ``emblem``: PNG of its kabupaten, or nothing."""

    address: str = ""
    contact: str = ""
    emblem: bytes = b""


@dataclass(frozen=True)
class Party:
    """A village or a third party, and what its event of signing and promulgating says.

    ``name`` without its title ("Sengi"); ``title`` is "Desa", "Desa Adat", or empty for a third
    party. Whatever is not known is empty and printed as a dotted line.
    """

    key: str
    name: str
    title: str = ""
    subdistrict: str = ""
    address: str = ""
    is_initiator: bool = False
    is_witness: bool = False
    number: str = ""
    year: int | None = None
    signed_on: date | None = None
    gazette_number: str = ""
    gazette_year: int | None = None
    promulgated_on: date | None = None
    letterhead: Letterhead = Letterhead()

    @property
    def is_village(self) -> bool:
        return bool(self.title)

    @property
    def whole(self) -> str:
        """With its title: "Desa Sengi"; a third party as it is."""
        return f"{self.title} {self.name}".strip()

    @property
    def head(self) -> str:
        """Who speaks for it."""
        return f"Kepala {self.whole}" if self.is_village else f"Pimpinan {self.name}"


@dataclass(frozen=True)
class Deliberation:
    """A deliberation as the chain of events keeps it; ``village`` is empty for one of all."""

    number: int
    act: str
    village: Party | None = None
    on: date | None = None
    minutes: str = ""
    invited: int | None = None
    present: int | None = None
    sitting: int = 1
    outcome: str = ""
    reason: str = ""
    ground: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Meeting:
    """A meeting to come, or one to write the minutes of; ``of_all``: called by all the heads."""

    name: str = "Musyawarah Desa"
    village: Party | None = None
    of_all: bool = False
    on: date | None = None
    at: str = ""
    place: str = ""
    agenda: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    invited: int | None = None
    present: int | None = None


@dataclass(frozen=True)
class Report:
    """What a joint body reports; empty parts are printed as lines to fill in."""

    body: str = "Badan Kerja Sama Antar-Desa"
    period: str = ""
    activities: tuple[tuple[str, str, str], ...] = ()
    finances: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Matter:
    """An agreement, as far as papers tell of it.

    ``content``: a version of the text, ``{"title", "basis", "clauses", "articles"}``; ``head``:
    the digest of the last event; ``version`` 0 when no text is written; ``is_signed`` whether
    everybody signed it.
    """

    title: str
    parties: tuple[Party, ...]
    regency: str = ""
    regency_code: str = ""
    regency_emblem: bytes = b""
    purpose: str = ""
    content: dict = field(default_factory=dict)
    version: int = 0
    head: str = ""
    is_signed: bool = False
    is_between: bool = True
    starts_on: date | None = None
    ends_on: date | None = None
    letter: str = ""
    letter_on: date | None = None
    deliberations: tuple[Deliberation, ...] = ()

    @property
    def about(self) -> str:
        return self.content.get("title") or self.title

    @property
    def villages(self) -> list[Party]:
        return [party for party in self.parties if party.is_village and not party.is_witness]

    @property
    def signers(self) -> list[Party]:
        return [party for party in self.parties if not party.is_witness]

    @property
    def subdistricts(self) -> list[str]:
        """The kecamatan of the villages, each once."""
        return list(dict.fromkeys(v.subdistrict for v in self.villages if v.subdistrict))

    @property
    def joint_deliberation(self) -> Deliberation | None:
        """The last deliberation of all, which agreed on the text."""
        found = [d for d in self.deliberations if d.act == "agree_together"]
        return found[-1] if found else None


@dataclass(frozen=True)
class Paper:
    """A composed paper: what is printed, and the words that templates put in their places.

    ``head_blocks``: letterhead or emblem; ``slots``: blocks by the name of the placeholder;
    ``words``: single values by placeholder; ``order``: the slots in the order of a paper made
    without a template.
    """

    name: str
    file_name: str
    slots: dict
    order: tuple[str, ...]
    words: dict[str, str]
    digest: str
    is_draft: bool = False
    version: int = 0

    @property
    def blocks(self) -> list:
        return [block for slot in self.order for block in self.slots[slot]]
