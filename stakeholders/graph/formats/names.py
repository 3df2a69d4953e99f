"""What people and programs call the columns, in English and Indonesian."""

import re

# One row a key; the names we write ourselves stand first. Compared without case, with blanks for
# underscores and hyphens.
NODES: dict[str, tuple[str, ...]] = {
    "id": ("id", "kode", "code", "key", "node id", "id pihak", "kode pihak", "kode kelompok",
           "kode lembaga", "vertex"),
    "label": ("label", "nama", "name", "nama pihak", "pihak", "nama kelompok", "nama lembaga",
              "kelompok", "lembaga", "title", "judul", "element"),
    "kind": ("kind", "jenis", "jenis pihak", "type", "tipe", "element type"),
    "group_kind": ("group kind", "jenis kelompok", "kategori", "kategori kelompok",
                   "kategori lembaga", "category"),
    "hamlet": ("hamlet", "dusun", "dukuh", "kampung"),
    "village": ("village", "desa", "kode desa", "desa/kelurahan"),
    "x": ("x",),
    "y": ("y",),
}  # fmt: skip
TIES: dict[str, tuple[str, ...]] = {
    "id": ("id", "edge id", "kode", "kode hubungan", "id hubungan"),
    "source": ("source", "dari", "from", "asal", "sumber", "pihak 1", "pihak1", "pihak pertama",
               "dari pihak", "pihak asal", "source id", "source node", "node 1", "node1",
               "vertex 1", "ego", "sender", "pengirim"),
    "target": ("target", "ke", "to", "tujuan", "kepada", "pihak 2", "pihak2", "pihak kedua",
               "ke pihak", "pihak tujuan", "target id", "target node", "node 2", "node2",
               "vertex 2", "alter", "receiver", "penerima"),
    "kind": ("relation", "hubungan", "kind", "jenis hubungan", "relasi", "jenis relasi",
             "relationship", "interaction", "shared interaction"),
    "weight": ("weight", "bobot", "nilai", "value"),
    "sign": ("sign", "tanda"),
    "directed": ("directed", "arah", "direction", "berarah"),
    "since": ("since", "sejak", "mulai", "start", "berlaku sejak"),
    "until": ("until", "sampai", "hingga", "end", "selesai", "berlaku sampai"),
    "label": ("label",),
    # Kumu and Gephi write the relation or the direction here; the value tells which.
    "type": ("type", "tipe", "jenis", "edge type", "connection type"),
    "strength": ("strength", "kekuatan"),
}  # fmt: skip
# Only in lists of groups as OpenSID prints them.
GROUPS: dict[str, tuple[str, ...]] = {
    "number": ("no", "no.", "nomor", "#"),
    "id": ("kode", "kode kelompok", "kode lembaga"),
    "label": ("nama kelompok", "nama lembaga", "nama"),
    "leader": ("ketua", "nama ketua", "ketua kelompok", "ketua lembaga", "nama ketua kelompok",
               "nama ketua lembaga"),
    "group_kind": ("kategori", "kategori kelompok", "kategori lembaga", "jenis kelompok",
                   "master"),
    "members": ("jumlah anggota", "jumlah anggota kelompok", "jumlah anggota lembaga", "anggota",
                "jml anggota"),
    "hamlet": NODES["hamlet"],
    "village": NODES["village"],
}  # fmt: skip

DIRECTIONS: dict[str, bool] = {
    "directed": True, "undirected": False, "mutual": False, "berarah": True,
    "tidak berarah": False, "tak berarah": False, "satu arah": True, "dua arah": False,
    "searah": True, "true": True, "false": False, "ya": True, "tidak": False, "1": True,
    "0": False, "bidirectional": False, "none": False, "->": True, "<->": False, "--": False,
    "timbal balik": False,
}  # fmt: skip
# What may stand in a column that could as well hold relations.
PLAIN_DIRECTIONS = frozenset(
    {"directed", "undirected", "mutual", "berarah", "tidak berarah", "satu arah", "dua arah"}
)
SIGNS: dict[str, int] = {
    "+": 1, "-": -1, "1": 1, "+1": 1, "-1": -1, "0": 0, "positive": 1, "negative": -1,
    "positif": 1, "negatif": -1, "pos": 1, "neg": -1, "p": 1, "n": -1, "−": -1, "−1": -1,
}  # fmt: skip

# A column that would be taken for another is written with this before its name.
VERBATIM = "atribut:"

_GAPS = re.compile(r"[\s_\-]+")


def plain(heading: str) -> str:
    """A heading as it is compared."""
    return _GAPS.sub(" ", heading.strip("\ufeff\"' \t\r\n:*").casefold()).strip()


def find(headings: list[str], table: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Which key stands in which column; where several names of one key occur, the first listed."""
    places: dict[str, int] = {}
    normal = [plain(heading) for heading in headings]
    for key, names in table.items():
        place = next((normal.index(name) for name in names if name in normal), None)
        if place is not None and place not in places.values():
            places[key] = place
    return places


def canonical(name: str, table: dict[str, tuple[str, ...]]) -> str | None:
    """The key that a name stands for, or None."""
    normal = plain(name)
    return next((key for key, names in table.items() if normal in names), None)
