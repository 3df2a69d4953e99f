"""GeoJSON of boundaries that people hand in: every bad feature is named with its remedy."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from villages.codes import LEVELS, BadCode, dotted, level_and_kind
from villages.geography import LATITUDES, LONGITUDES
from villages.models import Region
from villages.services.geojson import features, is_json
from villages.services.tables import Problem, Tick, no_tick, ticking
from villages.shapes import FINENESS, BadShape, Drawn, moved, read_shape, simplified

# What people call the code; the finest level first, where a feature names all above it too.
CODE_NAMES = (
    *("code", "kode", "kodewilayah", "kodekemendagri", "kodedagri"),
    *("kodedesa", "kodekel", "kodekelurahan", "kddesa", "kdepum", "iddesa"),
    *("kodekec", "kodekecamatan", "kdkec", "kdcpum"),
    *("kodekab", "kodekabkota", "kodekabupaten", "kdkab", "kdpkab"),
    *("kodeprov", "kodeprovinsi", "kdprov", "kdppum"),
)
NAME_NAMES = ("name", "nama", "desa", "namobj", "namadesa")
DIGITS = (2, 4, 6, 10)

LARGEST_FILE = 400_000_000  # characters
MOST_FEATURES = 20_000
MUCH_MOVED = 0.1


@dataclass(frozen=True)
class FeatureProblem(Problem):
    """Something wrong, or worth a note, in one feature of a file (the first is 1)."""

    name: str = ""

    def __str__(self):
        if self.name:
            return _("objek %(line)d (%(name)s): %(reason)s") % vars(self)
        return _("objek %(line)d: %(reason)s") % vars(self)


@dataclass
class BoundaryFile:
    """What a file says: the simplified area of each code, what is wrong, what was put right."""

    shapes: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    level: str = ""


def read_boundaries(path: Path, tick: Tick = no_tick) -> BoundaryFile:
    """Read a GeoJSON FeatureCollection of areas of one level, maybe gzip, and simplify them.

    What can be put right is, and is noted: rings that cross themselves, latitude before
    longitude. Everything else that is wrong is a problem, and a file with a problem must not be
    applied. Raises OSError when the file cannot be opened.
    """
    reading = _Reading(BoundaryFile())
    if not is_json(path):
        reading.file.problems.append(
            Problem(1, _("bukan GeoJSON; simpan sebagai GeoJSON FeatureCollection (WGS 84)"))
        )
        return reading.file
    rows = features(path, reading.file.problems, LARGEST_FILE)
    for number, feature in ticking(rows, _("Membaca"), tick):
        if number > MOST_FEATURES:
            reading.refuse(number, _("berkas memuat terlalu banyak objek; pecah per kabupaten"))
            break
        reading.take(number, feature)
    reading.finish()
    return reading.file


class _Reading:
    """The features of one file, judged one by one and then together."""

    def __init__(self, file):
        self.file = file
        self.drawn: dict[str, Drawn] = {}
        self.numbers: dict[str, int] = {}
        self.labels: dict[str, str] = {}
        self.regions: dict[str, object] = dict(
            Region.objects.values_list("code", "inactive_since").iterator()
        )

    def refuse(self, number, reason, name=""):
        self.file.problems.append(FeatureProblem(number, reason, name))

    def note(self, code, reason):
        self.file.notes.append(FeatureProblem(self.numbers[code], reason, self.labels[code]))

    def take(self, number, feature):
        """Judge one feature by itself."""
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, Mapping):
            self.refuse(number, _("bukan Feature GeoJSON dengan properties dan geometry"))
            return
        code, label = _code_and_label(properties)
        reason = self.why_refused(code, properties)
        if reason:
            self.refuse(number, reason, label)
            return
        self.numbers[code], self.labels[code] = number, label
        try:
            self.drawn[code] = read_shape(feature.get("geometry"))
        except BadShape as bad:
            self.refuse(number, _why_bad(bad), label)

    def why_refused(self, code, properties) -> str | None:
        """What is wrong with the code of a feature, in words; None when nothing is."""
        if not code:
            there = ", ".join(sorted(str(key) for key in properties)[:8])[:120] or "–"
            return _("tanpa kode wilayah; beri properti code (yang ada: %(there)s)") % {
                "there": there
            }
        try:
            level_and_kind(code)
        except BadCode as error:
            return str(error)
        if code not in self.regions:
            return _(
                "kode %(code)s tidak ada dalam daftar wilayah; pakai kode Kemendagri, "
                "bukan kode BPS"
            ) % {"code": code}
        if self.regions[code]:
            return _("kode %(code)s tidak berlaku lagi sejak %(date)s; pakai kode penggantinya") % {
                "code": code,
                "date": self.regions[code].isoformat(),
            }
        if code in self.numbers:
            return _(
                "kode %(code)s sudah dipakai objek %(first)d; hapus salah satu, atau gabungkan "
                "keduanya menjadi satu MultiPolygon"
            ) % {"code": code, "first": self.numbers[code]}
        return None

    def finish(self):
        """Judge the features together, and simplify them when nothing is wrong."""
        if not self.numbers and not self.file.problems:
            self.file.problems.append(
                Problem(1, _("berkas tidak memuat satu wilayah pun; features kosong"))
            )
        self._one_level()
        if not self.file.problems:
            self._note_repairs()
            self._simplify()
        self.file.problems.sort(key=lambda problem: problem.line)
        self.file.notes.sort(key=lambda problem: problem.line)

    def _one_level(self):
        counts = Counter(LEVELS[len(code)] for code in self.numbers)
        if not counts:
            return
        self.file.level = counts.most_common(1)[0][0]
        for code, number in self.numbers.items():
            level = LEVELS[len(code)]
            if level != self.file.level:
                reason = _(
                    "kode %(code)s setingkat %(level)s, sedangkan berkas ini memuat %(most)s; "
                    "satu berkas untuk satu tingkat"
                ) % {
                    "code": code,
                    "level": Region.Level(level).label,
                    "most": Region.Level(self.file.level).label,
                }
                self.refuse(number, reason, self.labels[code])

    def _note_repairs(self):
        for code, drawn in self.drawn.items():
            if drawn.swapped:
                self.note(code, _("lintang dan bujur tertukar; sudah dibalik"))
            if drawn.repaired:
                self.note(code, _("garis batasnya memotong dirinya sendiri; sudah diperbaiki"))
            if drawn.dropped:
                self.note(code, _("titik atau garis di luar bidangnya tidak diambil"))

    def _simplify(self):
        codes = list(self.drawn)
        before = [self.drawn[code].shape for code in codes]
        after = simplified(before, FINENESS[self.file.level])
        for code, old, new in zip(codes, before, after, strict=True):
            if new.is_empty:
                reason = _("bidangnya habis tertutup wilayah lain di berkas ini; periksa bentuknya")
                self.refuse(self.numbers[code], reason, self.labels[code])
                continue
            self.file.shapes[code] = new
            part = moved(old, new)
            if part > MUCH_MOVED:
                self.note(
                    code,
                    _("%(percent)d%% bidangnya diklaim juga oleh tetangganya, lalu dibagi")
                    % {"percent": round(part * 100)},
                )


def _code_and_label(properties) -> tuple[str, str]:
    """The code with its dots, empty when there is none, and what to call the feature."""
    squeezed = {_squeezed(key): value for key, value in properties.items()}
    code = next((_as_code(squeezed[name]) for name in CODE_NAMES if squeezed.get(name)), "")
    name = next((str(squeezed[name]) for name in NAME_NAMES if squeezed.get(name)), "")
    return code, " ".join(f"{code} {name}".split())[:60]


def _squeezed(key) -> str:
    return "".join(letter for letter in str(key).casefold() if letter.isalnum())


def _as_code(value) -> str:
    """A code as it is written in the list: 33.08.06.2012, from digits or a number too."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()[:40]
    if text.isascii() and text.isdigit() and len(text) in DIGITS:
        return dotted(text)
    return text


def _why_bad(bad: BadShape) -> str:
    """Why a shape cannot be drawn, and what to do."""
    reasons = {
        BadShape.NOTHING: _(
            "tanpa bentuk (geometry kosong); gambar batasnya, atau hapus objek ini"
        ),
        BadShape.NO_AREA: _(
            "bentuknya %(found)s, bukan bidang; batas harus Polygon atau MultiPolygon "
            "(titik dimuat dengan import_coordinates)"
        ),
        BadShape.NO_NUMBER: _(
            "ada koordinat yang bukan pasangan angka: %(found)s; ekspor ulang berkasnya"
        ),
        BadShape.FLAT: _("bidangnya tidak punya luas; gambar ulang batasnya"),
        BadShape.TOO_MANY: _("lebih dari %(found)s titik; sederhanakan dahulu batasnya"),
        BadShape.OUTSIDE: _(
            "titik %(found)s di luar Indonesia (bujur %(west)s sampai %(east)s, lintang %(south)s "
            "sampai %(north)s); simpan ulang dalam WGS 84 (EPSG:4326)"
        ),
    }
    (west, east), (south, north) = LONGITUDES, LATITUDES
    return reasons[bad.why] % {
        "found": bad.found,
        "west": west,
        "east": east,
        "south": south,
        "north": north,
    }
