"""What taking a file over would do to the network of a village: pure, no queries.

The rows of the file stand on one side, what the village holds now on the other, and between them
what a person said the words of the file mean. The same three give the same plan, so its digest
tells whether what was shown is what will be done.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from stakeholders.models import PatronClientTie, Stakeholder, Tie
from stakeholders.models.dependency import Form
from stakeholders.services.importing.words import (
    SKIP,
    folded,
    guess_by_name,
    guess_party,
    guess_tie,
    sounds_like_a_role,
)

ADD, CHANGE, SAME = "add", "change", "same"  # and SKIP
PERSON, GROUP = Stakeholder.Kind.PERSON.value, Stakeholder.Kind.GROUP.value
INSTITUTION, GOVERNMENT = Stakeholder.Kind.INSTITUTION.value, Stakeholder.Kind.GOVERNMENT.value
OUTSIDE, DEPENDS, MEMBERSHIP = "outside", "depends", Tie.Kind.MEMBERSHIP.value
STATEMENTS = (Tie.Kind.SUPPORTS, Tie.Kind.COMPETES, Tie.Kind.UNRELATED)
# How a party stands to the village government, where the file uses the word for any two parties.
STANCE_OF = {"supports": "support", "competes": "hinder"}
LENGTHS = {"name": 80, "hamlet": 60, "residence": 80, "office": 60}
NUMBERS = {"since_year": (1800, 2200), "members_approx": (0, 100_000)}
DEPENDENCY_CHOICES = {
    "frequency": PatronClientTie.Frequency.values,
    "tightness": PatronClientTie.Tightness.values,
    "alternative": PatronClientTie.Alternative.values,
    "gains_more": PatronClientTie.Gain.values,
    "effect_on_poor": PatronClientTie.Effect.values,
}
# What files call these columns, ours and the lists of groups of OpenSID.
COUNTED = {
    "since_year": "since_year",
    "members": "members_approx",
    "members_approx": "members_approx",
}
_IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d[ .-]?){15}\d(?!\d)")


@dataclass
class Existing:
    """The village as it is: parties as dicts of columns, current ties likewise.

    ``elsewhere`` of a party: it is at home in another village, so nothing of it changes here.
    """

    parties: list[dict]
    ties: list[dict]
    kinds: dict[str, str]  # code of a kind of group -> its name
    secret: list[dict] = field(default_factory=list)  # parties known from a dependency alone
    dependencies: frozenset[tuple[str, str]] = frozenset()  # patron and client, of current ones

    @cached_property
    def _by_name(self):
        found = defaultdict(list)
        for row in self.parties:
            found[folded(row["name"])].append(row)
        return found

    def called(self, node) -> dict | None:
        """The only party of the village with the name of a node, whatever its form."""
        found = self._by_name.get(folded(node.get("label") or node["id"]), ())
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Wrong:
    """A row that cannot be taken: where, what stands there, why and what helps."""

    where: str
    column: str
    value: str
    reason: str


@dataclass
class Word:
    """A word of the file, what it may mean, and what was chosen (``""``: not yet)."""

    code: str
    shown: str
    count: int
    example: str
    chosen: str


@dataclass
class Party:
    """One party of the file and what becomes of it."""

    key: str
    name: str
    kind: str = ""
    group_kind: str = ""
    guessed: bool = False  # the form is ours, not the file's
    restricted: bool = False  # known from a dependency alone, here as where it came from
    action: str = SKIP
    why: str = ""
    pk: str = ""
    fields: dict = field(default_factory=dict)
    changes: list = field(default_factory=list)  # (column, old, new)

    @property
    def unclear_name(self) -> bool:
        """Whether a new person is called by what may be a personal name."""
        return self.action == ADD and self.kind == PERSON and not sounds_like_a_role(self.name)


@dataclass
class Link:
    """One tie of the file and what becomes of it; ``source`` and ``target`` are keys of parties."""

    source: str
    target: str
    kind: str = ""
    stance: str = ""
    office: str = ""
    since: str = ""
    certainty: str = Tie.Certainty.HEARD.value
    action: str = SKIP
    why: str = ""
    replaces: str = ""
    before: str = ""


@dataclass
class Dependence:
    """Who depends on whom, as a file of ours says it: all that is coded, no words."""

    patron: str
    client: str
    columns: dict = field(default_factory=dict)
    action: str = SKIP
    why: str = ""


@dataclass
class Plan:
    """Everything that would happen, and everything that stands in its way."""

    parties: list[Party] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    dependencies: list[Dependence] = field(default_factory=list)
    party_words: list[Word] = field(default_factory=list)
    tie_words: list[Word] = field(default_factory=list)
    problems: list[Wrong] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def undecided(self) -> bool:
        """Whether a word still waits for its meaning."""
        return any(not word.chosen for word in self.party_words + self.tie_words)

    @property
    def changes_nothing(self) -> bool:
        """Whether all is there already."""
        return not any(row.action in (ADD, CHANGE) for row in self._rows)

    @property
    def _rows(self):
        return [*self.parties, *self.links, *self.dependencies]

    @property
    def can_apply(self) -> bool:
        return not (self.problems or self.undecided or self.changes_nothing)

    @property
    def new_people(self) -> list[Party]:
        """Persons who would be added: each must be called by an office or role."""
        return [row for row in self.parties if row.action == ADD and row.kind == PERSON]

    @property
    def digest(self) -> str:
        """The same for the same deeds."""
        deeds = [asdict(row) for row in self._rows]
        text = json.dumps([deeds, [asdict(wrong) for wrong in self.problems]], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def make_plan(content: dict, choices: dict, existing: Existing, today: date) -> Plan:
    """Compare the rows of a file with the village.

    ``content``: ``nodes``, ``ties``, ``directed``, ``problems`` and ``notes`` as they were read;
    ``choices``: ``parties`` and ``ties``, each word -> meaning.
    """
    plan = Plan(problems=[Wrong(**wrong) for wrong in content.get("problems", [])])
    plan.notes = list(content.get("notes", []))
    nodes, ties = content.get("nodes", []), content.get("ties", [])
    plan.party_words = _party_words(nodes, choices.get("parties", {}), existing)
    plan.tie_words = _tie_words(nodes, ties, choices.get("ties", {}))
    depend = [tie for tie in ties if _text(tie.get("kind")) == DEPENDS]
    ties = [tie for tie in ties if _text(tie.get("kind")) != DEPENDS]
    _Parties(plan, existing, _ends_of_dependencies(depend)).take(nodes)
    _Links(plan, existing, content.get("directed", False), today).take(ties)
    parties = {row.key: row for row in plan.parties}
    seen = set(existing.dependencies)
    plan.dependencies = [_dependence(tie, parties, seen) for tie in depend]
    return plan


# --- words ------------------------------------------------------------------------------------


def party_word(node, existing) -> str:
    """The word by which a party's form is decided; beginning with "~" where the file has none.

    ``""`` where the file says it in our codes, or names somebody whom we know.
    """
    kind, group_kind = _text(node.get("kind")), _text(node.get("group_kind"))
    if _coded(kind, group_kind, existing.kinds):
        return ""
    if told := " / ".join(word for word in (kind, group_kind) if word):
        return told
    return "" if existing.called(node) else f"~{guess_by_name(node.get('label', ''))}"


def _coded(kind, group_kind, kinds):
    """Whether the file speaks our own codes."""
    if kind == GROUP:
        return group_kind in kinds
    return kind in (PERSON, INSTITUTION, GOVERNMENT, OUTSIDE)


def _party_words(nodes, chosen, existing):
    counts, examples, guesses = Counter(), {}, {}
    for node in nodes:
        word = party_word(node, existing)
        if not word:
            continue
        counts[word] += 1
        examples.setdefault(word, _text(node.get("label"))[:60])
        if word not in guesses:
            guesses[word] = _guessed(node, word, existing.kinds)
    return [
        Word(
            code=word,
            shown="" if word.startswith("~") else word,
            count=count,
            example=examples[word],
            chosen=chosen.get(word, guesses[word]),
        )
        for word, count in sorted(counts.items())
    ]


def _guessed(node, word, kinds):
    if word.startswith("~"):
        return word[1:]
    names = {folded(name): code for code, name in kinds.items()}
    for told in (node.get("group_kind"), node.get("kind")):
        text = folded(told or "")
        if text in kinds:
            return f"group:{text}"
        if text in names:
            return f"group:{names[text]}"
    return guess_party(node.get("group_kind") or "", node.get("kind") or "")


def tie_word(tie) -> str:
    """The word by which a tie's kind is decided; ``""`` where the file says it in our codes."""
    kind = _text(tie.get("kind"))
    if kind in Tie.Kind.values and (kind != GOVERNMENT or tie.get("stance") in Tie.Stance.values):
        return ""
    sign = {1: " (+)", -1: " (−)"}.get(tie.get("sign"), "")
    return f"{kind}{sign}".strip() or "~"


def _tie_words(nodes, ties, chosen):
    counts, examples, guesses = Counter(), {}, {}
    names = {node["id"]: _text(node.get("label"))[:40] for node in nodes}
    for tie in ties:
        if not (word := tie_word(tie)):
            continue
        counts[word] += 1
        examples.setdefault(word, f"{names[tie['source']]} – {names[tie['target']]}")
        if word not in guesses:
            by_sign = {1: "supports", -1: "competes"}.get(tie.get("sign"), "")
            guesses[word] = by_sign or guess_tie(_text(tie.get("kind")))
    return [
        Word(
            code=word,
            shown="" if word == "~" else word,
            count=count,
            example=examples[word],
            chosen=chosen.get(word, guesses[word]),
        )
        for word, count in sorted(counts.items())
    ]


# --- parties ----------------------------------------------------------------------------------


class _Parties:
    """Finds for each party of the file the one it is here, if there is one."""

    def __init__(self, plan, existing, in_dependencies):
        self.plan, self.existing, self.in_dependencies = plan, existing, in_dependencies
        self.meaning = {word.code: word.chosen for word in plan.party_words}
        self.secret_ids = {row["id"] for row in existing.secret}
        self.by_id, self.by_name = {}, defaultdict(list)
        for restricted, rows in ((False, existing.parties), (True, existing.secret)):
            for row in rows:
                self.by_id[restricted, row["id"]] = row
                self.by_name[restricted, row["kind"], folded(row["name"])].append(row)
        self.taken = set()

    def take(self, nodes):
        rows = [self._party(node) for node in nodes]
        # Whoever is told by an id comes first: a name alone may fit two.
        for row in rows:
            if row.kind and (known := self._known_by_id(row)):
                self._settle(row, known)
        for row, node in zip(rows, nodes, strict=True):
            if row.kind and not row.pk and row.action != SKIP:
                self._by_name(row, node)
        self.plan.parties = rows

    def _party(self, node):
        row = Party(key=node["id"], name=_line(node.get("label") or node["id"]))
        row.restricted = bool(node.get("restricted"))
        unbound = row.restricted and row.key not in self.in_dependencies
        if unbound or (not row.restricted and row.key in self.secret_ids):
            row.why = _("hanya diketahui dari ketergantungan; catat di halaman ketergantungan")
            return row
        self._form(row, node)
        if not row.kind:
            return row
        row.action = ADD
        row.fields = self._fields(row, node)
        return row

    def _form(self, row, node):
        """Kind and kind of group, as the file says or as its word was understood."""
        word = party_word(node, self.existing)
        if word:
            meaning = self.meaning.get(word, "")
            if meaning in ("", SKIP):
                row.why = _("jenis ini dipilih untuk tidak diimpor") if meaning else ""
                return
            row.kind, _colon, row.group_kind = meaning.partition(":")
            row.guessed = word.startswith("~")
        elif not node.get("kind"):
            row.kind, row.guessed = self.existing.called(node)["kind"], True
        elif node["kind"] == OUTSIDE:
            row.why = _("pihak di luar desa, tanpa nama")
        else:
            row.kind = _text(node["kind"])
            row.group_kind = _text(node.get("group_kind")) if row.kind == GROUP else ""

    def _fields(self, row, node):
        """The columns that the file fills, checked."""
        fields = {"name": row.name}
        for column in ("hamlet", "residence"):
            if text := _line(_text(node.get(column))):
                fields[column] = text
        for key, column in COUNTED.items():
            number = node.get(key)
            low, high = NUMBERS[column]
            if isinstance(number, int) and not isinstance(number, bool) and low <= number <= high:
                fields[column] = number
        for column, text in fields.items():
            if isinstance(text, str):
                self._check(node, column, text)
        if day := _day(node.get("confirmed_on")):
            fields["confirmed_on"] = day.isoformat()
        return fields

    def _check(self, node, column, text):
        shown = "label" if column == "name" else column
        most = LENGTHS[column]
        if len(text) > most:
            reason = _("paling panjang %(most)s huruf; ringkas isinya.") % {"most": most}
        elif _IDENTITY_NUMBER.search(text):
            reason = _("jangan menulis NIK atau nomor kartu keluarga; hapus nomornya.")
        elif not text.strip():
            reason = _("nama kosong; isi nama kelompok, lembaga, atau perannya.")
        else:
            return
        self.plan.problems.append(Wrong(_place(node), shown, text[:60], reason))

    def _known_by_id(self, row):
        """The party that this very id stands for: from a file of ours."""
        known = self.by_id.get((row.restricted, row.key))
        return known if known and known["kind"] == row.kind else None

    def _by_name(self, row, node):
        if row.kind == GOVERNMENT:
            found = [party for party in self.existing.parties if party["kind"] == GOVERNMENT]
            if GOVERNMENT in self.taken:
                row.kind, row.action = "", SKIP
                row.why = _("pemerintah desa sudah disebut di baris lain")
                return
            self.taken.add(GOVERNMENT)
        else:
            found = self.by_name[row.restricted, row.kind, folded(row.name)]
        found = [party for party in found if party["id"] not in self.taken]
        if len(found) > 1 and (hamlet := row.fields.get("hamlet")):
            found = [p for p in found if folded(p["hamlet"]) == folded(hamlet)] or found
        if len(found) > 1:
            reason = _(
                "ada %(count)s pihak dengan nama ini di desa; tulis id-nya di kolom id "
                "(lihat berkas unduhan)."
            ) % {"count": len(found)}
            self.plan.problems.append(Wrong(_place(node), "label", row.name[:60], reason))
        elif found:
            self._settle(row, found[0])

    def _settle(self, row, known):
        """This party of the file is ``known``: changed where the file says something else."""
        self.taken.add(known["id"])
        row.pk, row.action = known["id"], SAME
        if known["elsewhere"] or row.restricted or row.kind == GOVERNMENT:
            return
        for column, new in row.fields.items():
            if column == "name":
                continue
            old = known[column]
            if old != new:
                row.changes.append([column, old, new])
        told = row.group_kind and not row.guessed
        if told and row.group_kind != known["group_kind"]:
            row.changes.append(["group_kind_id", known["group_kind"], row.group_kind])
        if row.changes:
            row.action = CHANGE


# --- ties -------------------------------------------------------------------------------------


class _Links:
    """Says for each tie of the file whether it is new, says something else, or is there."""

    def __init__(self, plan, existing, directed, today):
        self.plan, self.directed, self.today = plan, directed, today
        self.meaning = {word.code: word.chosen for word in plan.tie_words}
        self.parties = {row.key: row for row in plan.parties}
        self.stated, self.offices = {}, set()
        for tie in existing.ties:
            ends = tie["source"], tie["target"]
            if tie["kind"] == MEMBERSHIP:
                self.offices.add((*ends, folded(tie["office"])))
            else:
                self.stated[ends] = tie
        self.in_file = {}
        self.unread_days = 0

    def take(self, ties):
        self.plan.links = [self._link(tie) for tie in ties]
        if self.unread_days:
            self.plan.notes.append(
                _("%(count)s tanggal tidak terbaca; dipakai tanggal hari ini.")
                % {"count": self.unread_days}
            )

    def _link(self, tie):
        link = Link(source=tie["source"], target=tie["target"])
        link.why = self._kind(link, tie) or self._ends(link)
        if link.why or not link.kind:
            return link
        link.since = self._since(tie)
        if tie.get("certainty") in Tie.Certainty.values:
            link.certainty = tie["certainty"]
        if link.kind == MEMBERSHIP:
            self._office(link, tie)
        else:
            self._statement(link, tie)
        return link

    def _kind(self, link, tie):
        """Set kind and stance; a reason to pass the tie over, or None."""
        if (until := _day(tie.get("until"))) and until <= self.today:
            return _("sudah berakhir menurut berkas")
        if word := tie_word(tie):
            meaning = self.meaning.get(word, "")
            if meaning == SKIP:
                return _("hubungan ini dipilih untuk tidak diimpor")
            link.kind, _colon, link.stance = meaning.partition(":")
        else:
            link.kind = _text(tie["kind"])
            link.stance = _text(tie.get("stance")) if link.kind == GOVERNMENT else ""
        return None

    def _ends(self, link):
        """Put the ends the way round that the kind asks for; a reason to pass over, or None."""
        first, second = self.parties.get(link.source), self.parties.get(link.target)
        if not (first and second and first.kind and second.kind):
            return _("salah satu ujungnya tidak diimpor")
        kinds = first.kind, second.kind
        if GOVERNMENT in kinds and kinds.count(GOVERNMENT) == 1:
            return self._with_government(link, first)
        if link.kind == GOVERNMENT:
            return _("tidak ada pemerintah desa di salah satu ujungnya")
        if link.kind != MEMBERSHIP:
            return None
        if second.kind != GROUP:
            link.source, link.target = link.target, link.source
            first, second = second, first
        if second.kind != GROUP or first.kind not in (PERSON, INSTITUTION):
            return _("keanggotaan hanya dicatat antara orang atau lembaga dan kelompok")
        return None

    def _with_government(self, link, first):
        """A tie to the village government is what the other side says of its stance."""
        if link.kind in STANCE_OF:
            link.kind, link.stance = GOVERNMENT, STANCE_OF[link.kind]
        if link.kind != GOVERNMENT:
            return _("hubungan dengan pemerintah desa hanya mendukung, pasif, atau menghambat")
        if first.kind == GOVERNMENT:
            link.source, link.target = link.target, link.source
        return None

    def _since(self, tie):
        told = tie.get("since")
        day = _day(told)
        if told not in (None, "") and (day is None or day > self.today):
            self.unread_days += 1
            day = None
        return (day or self.today).isoformat()

    def _office(self, link, tie):
        link.office = _line(_text(tie.get("office")))
        if len(link.office) > LENGTHS["office"] or _IDENTITY_NUMBER.search(link.office):
            reason = _("paling panjang %(most)s huruf; ringkas isinya.") % {
                "most": LENGTHS["office"]
            }
            self.plan.problems.append(Wrong(_place(tie), "office", link.office[:60], reason))
            return
        held = (*self._pks(link), folded(link.office))
        link.action = SAME if held in self.offices else ADD
        self.offices.add(held)

    def _pks(self, link):
        """The two parties here: their ids, or for new ones their keys in the file."""
        ends = (self.parties[link.source], self.parties[link.target])
        return tuple(end.pk or f"new:{end.key}" for end in ends)

    def _statement(self, link, tie):
        pair = self._pks(link)
        said = {"kind": link.kind, "stance": link.stance}
        twin = self.in_file.get(pair)
        if not tie.get("directed", self.directed):
            other = self._same(self.stated.get(pair[::-1]) or self.in_file.get(pair[::-1]), said)
            if other and pair not in self.stated and not twin:
                link.action = SAME
                return
        if twin:
            if not self._same(twin, said):
                self._contradicts(tie, pair)
            link.action = SAME
            return
        self.in_file[pair] = said
        now = self.stated.get(pair)
        if now is None:
            link.action = ADD
        elif self._same(now, said):
            link.action = SAME
        else:
            link.action, link.replaces = CHANGE, now["id"]
            link.before, link.since = now["stance"] or now["kind"], self.today.isoformat()

    @staticmethod
    def _same(tie, said):
        return tie is not None and all(tie[key] == said[key] for key in ("kind", "stance"))

    def _contradicts(self, tie, pair):
        names = " → ".join(self.parties[tie[end]].name for end in ("source", "target"))
        reason = _("dua baris menyebut pasangan ini dengan hubungan yang berbeda; sisakan satu.")
        self.plan.problems.append(Wrong(_place(tie), "relation", names[:80], reason))


# --- dependencies -----------------------------------------------------------------------------


def _columns_of(tie) -> dict | None:
    """What is coded of a dependency; None where a file does not say enough to record one."""
    forms = [form for form in _text(tie.get("forms")).split(";") if form]
    if not forms or set(forms) - set(Form.values):
        return None
    columns = {"forms": forms}
    for column, choices in DEPENDENCY_CHOICES.items():
        if (said := _text(tie.get(column))) in choices:
            columns[column] = said
    if not {"frequency", "tightness"} <= columns.keys():
        return None
    if day := _day(tie.get("since")):
        columns["since"] = day.isoformat()
    return columns


def _ends_of_dependencies(ties) -> set[str]:
    return {tie[end] for tie in ties if _columns_of(tie) for end in ("source", "target")}


def _dependence(tie, parties, seen):
    """From patron to client, if both come along and nothing of it is recorded yet."""
    row = Dependence(patron=tie["source"], client=tie["target"])
    patron, client = parties[row.patron], parties[row.client]
    if (columns := _columns_of(tie)) is None:
        row.why = _("ketergantungan dicatat di halamannya sendiri")
    elif not (patron.kind and client.kind):
        row.why = _("salah satu ujungnya tidak diimpor")
    else:
        pair = patron.pk or f"new:{patron.key}", client.pk or f"new:{client.key}"
        row.columns, row.action = columns, SAME if pair in seen else ADD
        seen.add(pair)
    return row


# --- cells ------------------------------------------------------------------------------------


def _text(value) -> str:
    return "" if value is None else str(value).strip()


def _line(text):
    """One line of words, as the forms keep it."""
    return " ".join(text.split())


def _place(row) -> str:
    return row.get("place", "")


def _day(value):
    """A day as files write it (2026-03-01, also with a time behind it), or a bare year."""
    text = _text(value)
    if re.fullmatch(r"(1[89]|20)\d\d", text):
        text = f"{text}-01-01"
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
