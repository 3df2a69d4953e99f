"""The network while it is being read: every row is checked once, whatever file it came from."""

import math
from typing import Any

from stakeholders.graph.formats import limits, names
from stakeholders.graph.formats.exchange import Exchange, FormatError, Problem
from stakeholders.graph.formats.values import control_character, number, short, text_of

_UUID_LENGTH = 36


class Draft:
    """Gathers nodes and ties, and everything that is wrong with them."""

    def __init__(self, format: str) -> None:
        self.format = format
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.nodes: dict[str, dict[str, Any]] = {}
        self.ties: list[dict[str, Any]] = []
        self._lines: list[tuple[int | None, str]] = []
        self._node_lines: dict[str, tuple[int | None, str]] = {}
        self._places: dict[tuple[int | None, str], tuple[int | None, str]] = {}
        self._unlisted = self._values = 0
        self._names: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def problem(
        self, line: int | None, column: str, value: Any, reason: str, sheet: str = ""
    ) -> None:
        """Note what is wrong; beyond the limit problems are only counted."""
        if len(self.problems) < limits.PROBLEMS:
            self.problems.append(Problem(line, column, short(value), reason, sheet))
            return
        self._unlisted += 1
        if self._unlisted >= limits.UNLISTED:
            rest = f"dan lebih dari {self._unlisted} masalah lain; periksa apakah berkasnya benar."
            raise FormatError([*self.problems, Problem(None, "", "", rest)])

    def note(self, line: int | None, column: str, reason: str, sheet: str = "") -> None:
        """Say something once that is worth reading and stands in nobody's way."""
        if (reason, sheet) not in self._told and len(self.notes) < limits.PROBLEMS:
            self._told.add((reason, sheet))
            self.notes.append(Problem(line, column, "", reason, sheet))

    # --- rows ------------------------------------------------------------------------------

    def add_node(
        self,
        id: str,
        label: str = "",
        attributes: dict[str, Any] | None = None,
        line: int | None = None,
        sheet: str = "",
    ) -> None:
        """One node, or the problems it has."""
        if not id:
            self.problem(
                line, "id", id, "id pihak kosong; beri setiap pihak id atau nama sendiri.", sheet
            )
            return
        row = {"id": id, "label": label or id}
        good = self._copy(attributes or {}, row, ("x", "y"), line, sheet)
        good = self._text("id", id, line, sheet) and good
        good = self._text("label", row["label"], line, sheet) and good
        good = self._coordinates(row, line, sheet) and good
        if id in self.nodes:
            self.problem(
                line,
                "id",
                id,
                f"'{short(id)}' tercantum lebih dari sekali; sisakan satu baris, "
                "atau beri id yang berbeda bila pihaknya memang berbeda.",
                sheet,
            )
        elif good:
            if len(self.nodes) >= limits.NODES:
                raise limits.too_many("pihak", limits.NODES)
            self.nodes[id] = row
            self._node_lines[id] = (line, sheet)

    def add_tie(
        self,
        source: str,
        target: str,
        attributes: dict[str, Any] | None = None,
        line: int | None = None,
        sheet: str = "",
    ) -> None:
        """One tie, or the problems it has. Whether its ends exist is asked when all is read."""
        row: dict[str, Any] = {"source": source, "target": target}
        good = self._ends(source, target, line, sheet)
        good = self._copy(attributes or {}, row, ("weight", "sign"), line, sheet) and good
        for key, check in (("weight", self._weight), ("sign", self._sign)):
            if key in row:
                good = check(row, line, sheet) and good
        if good:
            if len(self.ties) >= limits.TIES:
                raise limits.too_many("hubungan", limits.TIES)
            self.ties.append(row)
            place = (line, sheet)
            self._lines.append(place)

    def _ends(self, source: str, target: str, line: int | None, sheet: str) -> bool:
        good = True
        for column, end in (("source", source), ("target", target)):
            if not end:
                self.problem(
                    line,
                    column,
                    "",
                    f"kolom {column} ({_END[column]}) kosong; isi id atau nama pihaknya.",
                    sheet,
                )
                good = False
            else:
                good = self._text(column, end, line, sheet) and good
        if good and source == target:
            self.problem(
                line,
                "target",
                target,
                f"'{short(source)}' dihubungkan dengan dirinya sendiri; hapus baris ini atau "
                "perbaiki salah satu ujungnya.",
                sheet,
            )
            return False
        return good

    def _copy(
        self,
        attributes: dict[str, Any],
        row: dict[str, Any],
        numbers: tuple[str, str],
        line: int | None,
        sheet: str,
    ) -> bool:
        """Put checked attributes into the row, without None; ``numbers`` are checked later."""
        good, taken = True, tuple(row)
        for name, value in attributes.items():
            if value is None:
                continue
            if name not in self._names:
                good = self._text("", name, line, sheet) and good
                self._names.add(name)
            if name in numbers:
                pass
            elif isinstance(value, str):
                good = self._text(name, value, line, sheet) and good
            elif isinstance(value, float) and not math.isfinite(value):
                # How igraph writes that there is no number, and what no number can be drawn with.
                if not math.isnan(value):
                    self.note(
                        line, name, f"Nilai tak hingga pada '{short(name)}' dikosongkan.", sheet
                    )
                continue
            if name in _TEXTS and not isinstance(value, str):
                value = text_of(value)
            row[f"{name} (atribut)" if name in taken else name] = value
        self._count(row)
        return good

    def _count(self, row: dict[str, Any]) -> None:
        self._values += len(row)
        if len(row) > limits.ATTRIBUTES:
            raise limits.too_many("atribut pada satu baris", limits.ATTRIBUTES)
        if len(self._names) > limits.NAMES:
            raise limits.too_many("nama atribut", limits.NAMES)
        if self._values > limits.VALUES:
            raise limits.too_many("nilai", limits.VALUES)

    def _text(self, column: str, value: str, line: int | None, sheet: str) -> bool:
        if found := control_character(value):
            self.problem(
                line,
                column,
                value,
                f"ada karakter yang bukan huruf (U+{ord(found):04X}); hapus atau ketik ulang "
                "isinya.",
                sheet,
            )
            return False
        if len(value) > limits.TEXT:
            self.problem(
                line,
                column,
                value,
                f"isinya {len(value)} huruf; paling panjang {limits.TEXT}. Ringkas isinya.",
                sheet,
            )
            return False
        return True

    def _coordinates(self, row: dict[str, Any], line: int | None, sheet: str) -> bool:
        good = True
        for key in ("x", "y"):
            if key not in row:
                continue
            if (place := number(row[key])) is None:
                self.problem(line, key, row[key], f"{key} bukan angka; tulis misalnya 12.5.", sheet)
                good = False
            else:
                row[key] = place
        return good

    def _weight(self, row: dict[str, Any], line: int | None, sheet: str) -> bool:
        if (weight := number(row["weight"])) is not None:
            row["weight"] = weight
            return True
        self.problem(
            line,
            "weight",
            row["weight"],
            f"bobot '{short(row['weight'])}' bukan angka; tulis misalnya 2 atau 0.5, atau "
            "kosongkan.",
            sheet,
        )
        return False

    def _sign(self, row: dict[str, Any], line: int | None, sheet: str) -> bool:
        value = row["sign"]
        as_number = number(value)
        text = str(int(as_number)) if as_number in (-1, 0, 1) else str(value).strip().casefold()
        if text in names.SIGNS:
            row["sign"] = names.SIGNS[text]
            return True
        self.problem(
            line,
            "sign",
            value,
            f"tanda '{short(value)}' tidak dikenal; tulis + atau -, 1 atau -1.",
            sheet,
        )
        return False

    def rename_nodes(self, ids: dict[str, str]) -> None:
        """Give every node another id, in the ties too."""
        self.nodes = {ids[id]: node | {"id": ids[id]} for id, node in self.nodes.items()}
        self._node_lines = {ids[id]: place for id, place in self._node_lines.items() if id in ids}
        for id, node in self.nodes.items():
            if node["label"] in ids and ids[node["label"]] == id:
                node["label"] = id
        for tie in self.ties:
            for end in ("source", "target"):
                tie[end] = ids.get(tie[end], tie[end])

    # --- the whole -------------------------------------------------------------------------

    def finish(self, *, directed: bool | None = None, implied: bool = False) -> Exchange:
        """The network as it stands.

        Parameters
        ----------
        directed : the direction of ties that say nothing; None where the file says nothing either.
        implied : an end that no list of nodes names is a node all the same.

        Raises
        ------
        FormatError
            When there is neither a node nor a tie, but problems.
        """
        self._resolve(implied)
        # Where nothing is said, A,B and B,A may be the two answers of a directed network.
        known = directed is not None or any("directed" in tie for tie in self.ties)
        default = self._one_direction(directed)
        self._unique_ids()
        self._contradictions(default or not known)
        if self._unlisted:
            self.problems.append(
                Problem(None, "", "", f"dan {self._unlisted} masalah lain yang serupa.")
            )
        if self.problems and not self.nodes:
            raise FormatError(self.problems)
        if not self.nodes:
            self.note(None, "", "Tidak ada pihak atau hubungan di dalam berkas ini.")
        return Exchange(
            list(self.nodes.values()),
            self.ties,
            default,
            self.format,
            self.problems,
            self.notes,
            node_places=[self._node_lines.get(id, (None, "")) for id in self.nodes],
            tie_places=self._lines,
            direction_told=known,
        )

    def _keep(self, kept: list[bool]) -> None:
        if not all(kept):
            self.ties = [tie for tie, good in zip(self.ties, kept, strict=True) if good]
            self._lines = [place for place, good in zip(self._lines, kept, strict=True) if good]

    def _resolve(self, implied: bool) -> None:
        """Let every end be a node: by id, else by a name that only one node has."""
        if implied:
            for tie in self.ties:
                for end in (tie["source"], tie["target"]):
                    self.nodes.setdefault(end, {"id": end, "label": end})
            if len(self.nodes) > limits.NODES:
                raise limits.too_many("pihak", limits.NODES)
        by_label: dict[str, str | None] = {}
        for id, node in self.nodes.items():
            by_label[node["label"]] = None if node["label"] in by_label else id
        kept = []
        for tie, (line, sheet) in zip(self.ties, self._lines, strict=True):
            good = True
            for column in ("source", "target"):
                good = self._end(tie, column, by_label, line, sheet) and good
            if good and tie["source"] == tie["target"]:
                good = self._ends(tie["source"], tie["target"], line, sheet)
            kept.append(good)
        self._keep(kept)

    def _end(
        self,
        tie: dict[str, Any],
        column: str,
        by_label: dict[str, str | None],
        line: int | None,
        sheet: str,
    ) -> bool:
        end = tie[column]
        if node := self.nodes.get(end):
            tie[column] = node["id"]  # the same text once in memory
            return True
        if id := by_label.get(end):
            tie[column] = id
            return True
        reason = (
            f"ada beberapa pihak bernama '{short(end)}'; pakai id-nya."
            if end in by_label
            else f"pihak '{short(end)}' tidak ada dalam daftar pihak; tambahkan pihaknya atau "
            "perbaiki ejaannya."
        )
        self.problem(line, column, end, reason, sheet)
        return False

    def _one_direction(self, directed: bool | None) -> bool:
        """The default, and ``directed`` left only on the ties that differ from it."""
        said = {tie["directed"] for tie in self.ties if "directed" in tie}
        unsaid = any("directed" not in tie for tie in self.ties)
        default = directed
        if default is None or (not unsaid and len(said) == 1):
            default = True in said
            if unsaid and said == {False}:
                default = False
        for tie in self.ties:
            if tie.get("directed") == default:
                del tie["directed"]
            elif directed is None and default and "directed" not in tie:
                tie["directed"] = False
        return default

    def _unique_ids(self) -> None:
        """Ids of ties, each once. networkx numbers anew for each pair: that is no id."""
        seen: dict[str, tuple[str, str]] = {}
        per_pair = False
        for tie in self.ties:
            if "id" in tie:
                pair = (tie["source"], tie["target"])
                per_pair |= seen.setdefault(tie["id"], pair) != pair
        if per_pair and self.format in ("graphml", "json"):
            for tie in self.ties:
                if "id" in tie:
                    tie.setdefault("key", tie["id"])
                    del tie["id"]
            return
        taken: set[str] = set()
        kept = []
        for tie, (line, sheet) in zip(self.ties, self._lines, strict=True):
            kept.append(tie.get("id") not in taken)
            if "id" not in tie:
                continue
            if tie["id"] in taken:
                self.problem(
                    line,
                    "id",
                    tie["id"],
                    f"id hubungan '{short(tie['id'])}' tercantum lebih dari sekali; beri id yang "
                    "berbeda atau kosongkan kolom id.",
                    sheet,
                )
            taken.add(tie["id"])
        self._keep(kept)

    def _contradictions(self, directed: bool) -> None:
        """Ties stated twice that differ in nothing but their weight."""
        first: dict[tuple[str, str, Any], int] = {}
        for place, tie in enumerate(self.ties):
            ends = (tie["source"], tie["target"])
            if not tie.get("directed", directed) and ends[0] > ends[1]:
                ends = ends[::-1]
            key = (*ends, tie.get("kind"))
            other = self.ties[first.setdefault(key, place)]
            if other is tie or self._apart(other, tie) or not _contradict(other, tie):
                continue
            line, sheet = self._lines[place]
            earlier = self._lines[first[key]][0]
            self.problem(
                line,
                "weight",
                tie.get("weight", ""),
                f"hubungan '{short(tie['source'])}' dan '{short(tie['target'])}' tercantum dua kali"
                f"{f' (juga baris {earlier})' if earlier is not None else ''} dengan bobot "
                f"{short(other.get('weight', 1))} dan {short(tie.get('weight', 1))}; sisakan satu, "
                "atau beri nama hubungan yang berbeda.",
                sheet,
            )

    def _apart(self, one: dict[str, Any], other: dict[str, Any]) -> bool:
        """Two ties that were given ids on purpose: one tie stated twice would have one.

        Spreadsheets and GEXF number every row; GraphML needs no ids, so there they mean something,
        as does anywhere an id that is unique in the world.
        """
        ids = [str(tie.get("id", "")) for tie in (one, other)]
        return all(ids) and (self.format == "graphml" or all(len(id) == _UUID_LENGTH for id in ids))


# Known keys that are text, also where a file holds a number or a truth value there.
_TEXTS = frozenset({"id", "kind", "group_kind", "hamlet", "village", "since", "until"})
_END = {"source": "dari", "target": "ke"}


def _contradict(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one.get("weight", 1) == other.get("weight", 1):
        return False
    apart = {"id", "key", "weight", "source", "target"}
    return {key: value for key, value in one.items() if key not in apart} == {
        key: value for key, value in other.items() if key not in apart
    }
