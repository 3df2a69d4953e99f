"""Potentials and needs from a table: every row is checked, and all are taken or none.

What was read travels to the person and back under a seal (``django.core.signing``), so nothing is
kept of a file that nobody decides to take over.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cooperation.services.resources import Matters
from jejaring.ids import uuid7
from stakeholders.forms.fields import no_identity_number
from stakeholders.graph.formats.rows import Table, read_table
from stakeholders.graph.formats.values import short
from villages.matters import FREE, folded
from villages.models import Resource, Side
from villages.models.resources import Capital
from villages.units import UNITS, read_amount, read_months, unit_called

MOST_ROWS = 500
MOST_PROBLEMS = 200
MOST_AMOUNT = Decimal(10) ** 12
SEAL = "cooperation.resource_files"
SEALED_FOR = 24 * 60 * 60  # seconds

HEADS = {
    "side": ("potensi atau kebutuhan", "sisi", "potensi/kebutuhan", "jenis", "ada atau perlu"),
    "name": ("nama", "apa", "potensi", "kebutuhan", "barang", "uraian", "komoditas"),
    "capital": ("modal", "jenis modal"),
    "amount": ("jumlah", "banyaknya", "volume"),
    "unit": ("satuan",),
    "per": ("dalam waktu", "tiap", "per", "waktu"),
    "months": ("bulan", "musim"),
    "quality": ("mutu", "kualitas"),
    "holder": ("pemegang", "siapa yang memegang", "dipegang oleh"),
    "holder_role": ("sebutan", "sebutannya"),
    "strength": ("kekuatan", "kekuatannya"),
    "weakness": ("kelemahan", "kelemahannya"),
    "is_surplus": ("lebih", "bisa dibagi", "lebih atau tidak", "surplus"),
}
_COLUMN_OF = {folded(word): column for column, words in HEADS.items() for word in words}
SIDES = {
    "potensi": Side.POTENTIAL, "ada": Side.POTENTIAL, "punya": Side.POTENTIAL,
    "kebutuhan": Side.NEED, "butuh": Side.NEED, "perlu": Side.NEED,
}  # fmt: skip
CAPITALS = {
    "alam": Capital.NATURAL, "manusia": Capital.HUMAN, "ekonomi": Capital.ECONOMIC,
    "keuangan": Capital.ECONOMIC, "finansial": Capital.ECONOMIC, "sosial": Capital.SOCIAL,
    "fisik": Capital.PHYSICAL,
}  # fmt: skip
PERS = {
    "setahun": "year", "tahun": "year", "per tahun": "year", "sebulan": "month",
    "bulan": "month", "per bulan": "month", "sekali": "once", "sekali saja": "once",
}  # fmt: skip
HOLDERS = {
    "desa": "village", "pemerintah desa": "village", "bum desa": "village", "bumdes": "village",
    "kelompok": "group", "keluarga": "family", "warga": "family", "pihak lain": "third",
    "pihak ketiga": "third",
}  # fmt: skip
TRUTHS = {"ya": True, "y": True, "1": True, "lebih": True, "tidak": False, "t": False, "0": False}
TEXTS = {"name": 80, "quality": 120, "strength": 300, "weakness": 300, "holder_role": 80}


@dataclass(frozen=True)
class Problem:
    """A row that cannot be taken: where it stands, what stands there, why and what helps."""

    where: str
    column: str
    value: str
    reason: str


@dataclass
class Plan:
    """What a file would add. ``rows``: columns of new rows; ``there``: names that stand already."""

    rows: list[dict] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def seal(self, village, by) -> str:
        """The rows as a text that comes back unchanged, to this person and village alone."""
        return signing.dumps(self.rows, salt=_salt(village, by), compress=True)


class Broken(Exception):
    """What came back was not ours, is too old, or belongs to another village or person."""


def unseal(text, village, by) -> list[dict]:
    """The rows of a seal, ready to be recorded. Raises Broken."""
    try:
        rows = signing.loads(text, salt=_salt(village, by), max_age=SEALED_FOR)
    except signing.BadSignature as error:
        raise Broken from error
    known = Matters().by_code
    return [_columns_of(row, known) for row in rows]


def _salt(village, by) -> str:
    return f"{SEAL}:{village.pk}:{by.pk}"


def _columns_of(row, matters) -> dict:
    matter = row["matter_id"] if row["matter_id"] in matters else None
    amount = None if row["amount"] is None else Decimal(row["amount"])
    return row | {"pk": UUID(row["pk"]), "amount": amount, "matter_id": matter}


def plan_of_file(*, village, content: bytes, name: str) -> Plan:
    """Read a file and say what it would add. Raises FormatError where nothing can be read."""
    table = read_table(content, name=name)
    if not table.rows:
        return Plan(problems=[_problem(table, None, "", "", _("Berkas ini kosong."))])
    heads, problems = _heads(table)
    if problems:
        return Plan(problems=problems)
    if len(table.rows) > MOST_ROWS + 1:
        reason = _("Terlalu banyak baris: paling banyak %(most)d. Bagi menjadi beberapa berkas.")
        return Plan(problems=[_problem(table, None, "", "", reason % {"most": MOST_ROWS})])
    return _read(village, table, heads)


def _heads(table) -> tuple[dict, list]:
    line, cells = table.rows[0]
    heads = {}
    for place, cell in enumerate(cells):
        column = _COLUMN_OF.get(folded(str(cell or "")))
        if column and column not in heads:
            heads[column] = place
    lacking = [words[0] for column, words in HEADS.items() if column in ("side", "name")
               and column not in heads]  # fmt: skip
    reason = _("Kolom ini belum ada. Tulis namanya pada baris pertama.")
    return heads, [_problem(table, line, each, "", reason) for each in lacking]


def _read(village, table, heads) -> Plan:
    plan, matters = Plan(), Matters()
    there = set(Resource.objects.current().filter(village=village).values_list("side", "name"))
    there = {(side, folded(name)) for side, name in there}
    for line, cells in table.rows[1:]:
        row = _Row(table, line, {column: _cell(cells, place) for column, place in heads.items()})
        said = row.said(matters)
        plan.problems += row.problems
        if row.problems or said is None:
            continue
        place = (said["side"], folded(said["name"]))
        if place in there:
            plan.there.append(said["name"])
            continue
        there.add(place)
        plan.rows.append(said)
    del plan.problems[MOST_PROBLEMS:]
    return plan


def _cell(cells, place):
    cell = cells[place] if place < len(cells) else None
    return "" if cell is None else cell


class _Row:
    """One row of the table, and what is wrong with it."""

    def __init__(self, table, line, cells):
        self.table, self.line, self.cells = table, line, cells
        self.problems = []

    def said(self, matters) -> dict | None:
        """The columns of the row to be; None for a row without a single word."""
        said = {column: self._text(column, most) for column, most in TEXTS.items()}
        said["side"] = self._choice("side", SIDES, needed=True)
        said["capital"] = self._choice("capital", CAPITALS)
        said["per"] = self._choice("per", PERS) or "year"
        said["holder"] = self._choice("holder", HOLDERS) or "village"
        said |= self._measure()
        said["months"] = self._months()
        lot = self._choice("is_surplus", TRUTHS)
        # Whoever lists a potential without a word about it has nothing to share.
        said["is_surplus"] = lot is True and said["side"] == Side.POTENTIAL
        if not said["name"]:
            self.wrong("name", _("Isi namanya."))
        said = matters.complete(said)
        if said["name"] and said["key"] == FREE:
            self.wrong("name", _("Tulis dengan huruf, misalnya: cabai rawit."))
        if said["name"] and not said["capital"]:
            self.wrong("capital", _("Tulis: alam, manusia, ekonomi, sosial, atau fisik."))
        matter = said.pop("matter")
        amount = said["amount"]
        return said | {
            "pk": str(uuid7()),
            "matter_id": matter.pk if matter else None,
            "amount": None if amount is None else str(amount),
        }

    def wrong(self, column, reason):
        """Note what is wrong with a cell."""
        head = HEADS[column][0]
        value = short(self.cells.get(column, ""))
        self.problems.append(_problem(self.table, self.line, head, value, reason))

    def _words(self, column) -> str:
        cell = self.cells.get(column, "")
        if isinstance(cell, bool):
            return "ya" if cell else "tidak"
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        if hasattr(cell, "reason"):  # a cell that computes
            self.wrong(column, cell.reason)
            return ""
        return " ".join(str(cell).replace("\x00", "").split())

    def _text(self, column, most) -> str:
        words = self._words(column)
        if len(words) > most:
            self.wrong(
                column, _("Terlalu panjang: paling panjang %(most)d huruf.") % {"most": most}
            )
        try:
            no_identity_number(words)
        except ValidationError as fault:
            self.wrong(column, fault.messages[0])
        return words

    def _choice(self, column, meanings, *, needed=False):
        words = self._words(column).casefold()
        if not words:
            if needed:
                self.wrong(column, _one_of(meanings))
            return ""
        if words not in meanings:
            self.wrong(column, _one_of(meanings))
        return meanings.get(words, "")

    def _measure(self) -> dict:
        """Amount and unit; a bare number is refused, for nobody can compare it."""
        written, unit = self.cells.get("amount", ""), self._words("unit")
        found = unit_called(unit) if unit else None
        if unit and found is None:
            names = ", ".join(str(each.label) for each in UNITS.values())
            self.wrong("unit", _("Satuan ini belum dikenal. Pakai: %(names)s.") % {"names": names})
        if not self._words("amount"):
            return {"amount": None, "unit": ""}
        try:
            amount = read_amount(written)
        except ValueError:
            self.wrong("amount", _("Tulis angka saja, misalnya 1.500 atau 2,5."))
            return {"amount": None, "unit": ""}
        if not unit:
            self.wrong("unit", _("Tulis satuannya, misalnya kg, ton, ha, orang."))
        return {"amount": self._rounded(amount), "unit": found.code if found else ""}

    def _rounded(self, amount) -> Decimal:
        """As many decimals as are kept; 0 for what cannot be kept."""
        if not 0 < amount < MOST_AMOUNT:
            self.wrong("amount", _("Angkanya harus lebih dari nol dan masuk akal."))
            return Decimal(0)
        rounded = amount.quantize(Decimal("0.001"))
        if not rounded:
            self.wrong("amount", _("Angkanya terlalu kecil. Pakai satuan yang lebih kecil."))
        return rounded

    def _months(self) -> int:
        try:
            return read_months(self._words("months"))
        except ValueError:
            reason = _("Tulis bulannya, misalnya Jan-Mar, atau sepanjang tahun.")
            self.wrong("months", reason)
            return 0


def _one_of(meanings) -> str:
    return _("Tulis salah satu: %(words)s.") % {"words": ", ".join(meanings)}


def _problem(table: Table, line, column, value, reason) -> Problem:
    told = [_("lembar %(sheet)s") % {"sheet": table.sheet}] if table.sheet else []
    told += [_("baris %(line)s") % {"line": line}] if line is not None else []
    return Problem(", ".join(told), column, str(value), str(reason))
