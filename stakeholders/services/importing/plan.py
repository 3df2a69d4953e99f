"""What taking a file over would do to the network of a village: pure, no queries.

The rows of the file stand on one side, what the village holds now on the other, and between them
what a person said the words of the file mean. The same three give the same plan, so its digest
tells whether what was shown is what will be done.
"""

import re
from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from stakeholders.models import PatronClientTie, Tie
from stakeholders.models.dependency import Form
from stakeholders.services.importing.meanings import party_word, party_words, tie_word, tie_words
from stakeholders.services.importing.rows import (
    ADD,
    CHANGE,
    DEPENDS,
    GOVERNMENT,
    GROUP,
    INSTITUTION,
    MEMBERSHIP,
    OUTSIDE,
    PERSON,
    SAME,
    Dependence,
    Existing,
    Link,
    Party,
    Plan,
    Wrong,
    day_of,
    line_of,
    place_of,
    text_of,
)
from stakeholders.services.importing.words import SKIP, folded

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


def make_plan(content: dict, choices: dict, existing: Existing, today: date) -> Plan:
    """Compare the rows of a file with the village.

    ``content``: ``nodes``, ``ties``, ``directed``, ``problems`` and ``notes`` as they were read;
    ``choices``: ``parties`` and ``ties``, each word -> meaning.
    """
    plan = Plan(problems=[Wrong(**wrong) for wrong in content.get("problems", [])])
    plan.notes = list(content.get("notes", []))
    nodes, ties = content.get("nodes", []), content.get("ties", [])
    # Our own word for a dependency has one meaning, whatever somebody might choose.
    depend = [tie for tie in ties if text_of(tie.get("kind")) == DEPENDS]
    ties = [tie for tie in ties if text_of(tie.get("kind")) != DEPENDS]
    plan.party_words = party_words(nodes, choices.get("parties", {}), existing)
    plan.tie_words = tie_words(nodes, ties, choices.get("ties", {}))
    _Parties(plan, existing, _ends_of_dependencies(depend)).take(nodes)
    _Links(plan, existing, content.get("directed", False), today).take(ties)
    parties = {row.key: row for row in plan.parties}
    seen = set(existing.dependencies)
    plan.dependencies = [_dependence(tie, parties, seen) for tie in depend]
    return plan


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
        row = Party(key=node["id"], name=line_of(node.get("label") or node["id"]))
        row.restricted = bool(node.get("restricted"))
        unbound = row.restricted and row.key not in self.in_dependencies
        if unbound or (not row.restricted and row.key in self.secret_ids):
            row.why = _("hanya diketahui dari ketergantungan; catat di halaman ketergantungan")
            return row
        self._form(row, node)
        if not row.kind:
            return row
        if row.restricted and row.kind != PERSON and row.key not in self.secret_ids:
            # Only of people do our files ever say so: groups and institutions are no secret.
            row.kind = ""
            row.why = _("hanya diketahui dari ketergantungan; catat di halaman ketergantungan")
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
            row.kind = text_of(node["kind"])
            row.group_kind = text_of(node.get("group_kind")) if row.kind == GROUP else ""

    def _fields(self, row, node):
        """The columns that the file fills, checked."""
        fields = {"name": row.name}
        for column in ("hamlet", "residence"):
            if text := line_of(text_of(node.get(column))):
                fields[column] = text
        for key, column in COUNTED.items():
            number = node.get(key)
            low, high = NUMBERS[column]
            if isinstance(number, int) and not isinstance(number, bool) and low <= number <= high:
                fields[column] = number
        for column, text in fields.items():
            if isinstance(text, str):
                self._check(node, column, text)
        if day := day_of(node.get("confirmed_on")):
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
        self.plan.problems.append(Wrong(place_of(node), shown, text[:60], reason))

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
            self.plan.problems.append(Wrong(place_of(node), "label", row.name[:60], reason))
        elif found:
            self._settle(row, found[0])

    def _settle(self, row, known):
        """This party of the file is ``known``: changed where the file says something else."""
        self.taken |= {known["id"]} | ({GOVERNMENT} & {known["kind"]})
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
        if (until := day_of(tie.get("until"))) and until <= self.today:
            return _("sudah berakhir menurut berkas")
        if word := tie_word(tie):
            meaning = self.meaning.get(word, "")
            if meaning == SKIP:
                return _("hubungan ini dipilih untuk tidak diimpor")
            link.kind, _colon, link.stance = meaning.partition(":")
        else:
            link.kind = text_of(tie["kind"])
            link.stance = text_of(tie.get("stance")) if link.kind == GOVERNMENT else ""
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
        day = day_of(told)
        if told not in (None, "") and (day is None or day > self.today):
            self.unread_days += 1
            day = None
        return (day or self.today).isoformat()

    def _office(self, link, tie):
        link.office = line_of(text_of(tie.get("office")))
        if len(link.office) > LENGTHS["office"] or _IDENTITY_NUMBER.search(link.office):
            reason = _("paling panjang %(most)s huruf; ringkas isinya.") % {
                "most": LENGTHS["office"]
            }
            self.plan.problems.append(Wrong(place_of(tie), "office", link.office[:60], reason))
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
        self.plan.problems.append(Wrong(place_of(tie), "relation", names[:80], reason))


# --- dependencies -----------------------------------------------------------------------------


def _columns_of(tie) -> dict | None:
    """What is coded of a dependency; None where a file does not say enough to record one."""
    forms = [form for form in text_of(tie.get("forms")).split(";") if form]
    if not forms or set(forms) - set(Form.values):
        return None
    columns = {"forms": forms}
    for column, choices in DEPENDENCY_CHOICES.items():
        if (said := text_of(tie.get(column))) in choices:
            columns[column] = said
    if not {"frequency", "tightness"} <= columns.keys():
        return None
    if day := day_of(tie.get("since")):
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
