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
    """A deliberation as the chain of events keeps it; ``village`` is empty for one of all.

    ``decision``: the digest of the decision of a recorded meeting, where the act took one over.
    """

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
    decision: str = ""


@dataclass(frozen=True)
class Point:
    """A point of the agenda; what is empty is still to be written by hand."""

    title: str
    discussion: str = ""
    outcome: str = ""
    decision: str = ""


@dataclass(frozen=True)
class Presence:
    """An element of society: men and women who were invited, and who came."""

    label: str
    invited: tuple[int, int] = (0, 0)
    present: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Session:
    """One sitting of a meeting, and what came of it in words."""

    name: str
    on: date | None = None
    opens: str = ""
    closes: str = ""
    place: str = ""
    present: int | None = None
    result: str = ""


@dataclass(frozen=True)
class Task:
    """What somebody does after a meeting; ``who`` is an office or a role."""

    what: str
    who: str
    due_on: date | None = None


@dataclass(frozen=True)
class Meeting:
    """A meeting to come, or one that was recorded.

    ``village`` writes the letters; ``of_all``: called by all the heads; ``villages``: whoever takes
    part. ``least``: how many of those invited make it valid, where it needs that.
    """

    name: str = "Musyawarah Desa"
    village: Party | None = None
    of_all: bool = False
    villages: tuple[Party, ...] = ()
    title: str = ""
    on: date | None = None
    at: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    note_taker: str = ""
    minutes: str = ""
    agenda: tuple[Point, ...] = ()
    presences: tuple[Presence, ...] = ()
    sessions: tuple[Session, ...] = ()
    tasks: tuple[Task, ...] = ()
    invited: int | None = None
    present: int | None = None
    least: int | None = None

    @property
    def is_counted(self) -> bool:
        """Whether anybody wrote down who came."""
        return self.present is not None

    @property
    def last_session(self) -> Session:
        """The sitting that counts; before one was held, the one that is called for."""
        called = Session("", self.on, self.at, "", self.place)
        return self.sessions[-1] if self.sessions else called


@dataclass(frozen=True)
class Members:
    """How many women and men of one category sit in a body."""

    label: str
    women: int = 0
    men: int = 0


@dataclass(frozen=True)
class Gathering:
    """A meeting as a report lists it: no word of what was said, only what was decided."""

    on: date
    name: str
    present: int | None
    decided: tuple[str, ...] = ()


@dataclass(frozen=True)
class Benefit:
    """What a party gave and got in a year, in rupiah, and to which side that leans, in words."""

    party: str
    gave: int
    got: int
    leans: str = ""


@dataclass(frozen=True)
class Report:
    """What a joint body reports; empty parts are printed as lines to fill in.

    ``since``: the first day it has to tell of; ``activities``: what was looked back on, planned and
    happened; ``lessons``: why so, what was learnt and what is next; ``benefits_on``: the day of the
    review they come from; ``shares``: a source of revenue and who gets which part.
    """

    body: str = "Badan Kerja Sama Antar-Desa"
    since: date | None = None
    last_letter: str = ""
    decree: str = ""
    decree_on: date | None = None
    term_from: date | None = None
    term_until: date | None = None
    offices: tuple[tuple[str, str], ...] = ()
    members: tuple[Members, ...] = ()
    activities: tuple[tuple[str, str, str], ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    worth: int | None = None
    shares: tuple[tuple[str, str], ...] = ()
    benefits: tuple[Benefit, ...] = ()
    benefits_on: date | None = None
    lessons: tuple[str, ...] = ()


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
