"""The official list of regions: read a file, and make the tables say the same."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from jejaring.models import Membership
from villages.codes import LEVELS, BadCode, level_and_kind, parent_of, well_formed
from villages.models import SNAPSHOT, Region, Tally, VillageProfile
from villages.names import search_keys
from villages.services.bulk import insert_rows, run, staged
from villages.services.tables import Problem, Tick, no_tick, read_table, ticking
from villages.tallies.marking import mark
from villages.tallies.measures import watching
from villages.tallies.rebuilding import recount

PACKAGED_REGIONS = Path(__file__).parents[1] / "data" / "regions.csv.gz"
PACKAGED_DECREE = "Kepmendagri 300.2.2-2430/2025"

LONGEST_NAME = Region._meta.get_field("name").max_length
VILLAGE_LENGTH = 13
REGION_FIELDS = ("code", "name", "level", "kind", "decree", "successor_code", "valid_from")
WORD_FIELDS = ("key", "region_id", "level", "whole")


# --- Reading ----------------------------------------------------------------------------------


@dataclass
class Reading:
    """What a file says: the name of each code, what is wrong, and what was put right."""

    names: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


def read_regions(path: Path, tick: Tick = no_tick) -> Reading:
    """Read the list of all regions, a CSV of code and name, and judge every line of it.

    ``names`` comes sorted, so parents first. Stray blanks are taken away and noted; everything
    else that is wrong is a problem, and a file with a problem must not be applied.
    Raises OSError when the file cannot be opened.
    """
    reading = Reading()
    lines: dict[str, int] = {}
    rows = read_table(path, ("code", "name"), reading.problems)
    for line, (raw_code, raw_name) in ticking(rows, _("Membaca"), tick):
        code, name = raw_code.strip(), " ".join(raw_name.split())
        if reason := _why_refused(code, name, raw_name, lines):
            reading.problems.append(Problem(line, reason))
        elif (code, name) != (raw_code, raw_name):
            reason = _("spasi berlebih dirapikan: %(code)s %(name)s") % {"code": code, "name": name}
            reading.notes.append(Problem(line, reason))
        # A bad line still counts as a parent, so that its mistake is reported once only.
        lines.setdefault(code, line)
        reading.names.setdefault(code, name)
    reading.problems += _orphans(lines)
    if not lines and not reading.problems:
        reading.problems.append(Problem(1, _("berkas tidak memuat satu wilayah pun")))
    reading.problems.sort(key=lambda problem: problem.line)
    reading.names = dict(sorted(reading.names.items()))
    return reading


def _why_refused(code, name, raw_name, lines) -> str | None:
    """What is wrong with one line, in words; None when nothing is."""
    try:
        level_and_kind(code)
    except BadCode as error:
        return str(error)
    if code in lines:
        return _("kode %(code)s sudah ada di baris %(line)d") % {"code": code, "line": lines[code]}
    if not name:
        return _("kode %(code)s tidak bernama") % {"code": code}
    if "\n" in raw_name or "\r" in raw_name:
        return _("nama memuat pergantian baris; apakah tanda kutip tidak ditutup?")
    if not name.isprintable():
        return _("nama memuat tanda yang tidak terlihat: %(name)s") % {"name": ascii(name)}
    if len(name) > LONGEST_NAME:
        return _("nama lebih panjang dari %(longest)d huruf") % {"longest": LONGEST_NAME}
    return None


def _orphans(lines) -> list[Problem]:
    """One problem for each code whose parent the file does not name."""
    return [
        Problem(
            line,
            _("kode %(code)s: induknya %(parent)s tidak ada dalam berkas")
            % {"code": code, "parent": parent_of(code)},
        )
        for code, line in lines.items()
        if len(code) > 2 and parent_of(code) not in lines and well_formed(code)
    ]


# --- Importing --------------------------------------------------------------------------------


@dataclass
class Changes:
    """Codes by what becomes of them, each list sorted."""

    new: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)

    @property
    def changed(self) -> list[str]:
        """The codes of rows that stand already and take over what the file says."""
        return sorted(self.renamed + self.returned)


@dataclass
class Outcome:
    """What an import did, and what needs a person's attention after it."""

    changes: Changes
    counts: dict[str, int]  # regions in force by level
    blind_memberships: list[Membership]  # their code opens nothing any more
    orphaned_profiles: list[VillageProfile]  # mapped villages whose code is gone


def compare(current: dict[str, tuple[str, bool]], wanted: dict[str, str]) -> Changes:
    """What must change so that ``current``, code to (name, in force), says what ``wanted`` does."""
    changes = Changes()
    for code, name in wanted.items():
        before = current.get(code)
        if before is None:
            changes.new.append(code)
        elif not before[1]:
            changes.returned.append(code)
        elif before[0] != name:
            changes.renamed.append(code)
    changes.vanished = sorted(
        code for code, (_name, in_force) in current.items() if in_force and code not in wanted
    )
    return changes


@transaction.atomic
def import_regions(
    names: dict[str, str],
    *,
    decree: str = "",
    on: datetime.date,
    tick: Tick = no_tick,
) -> Outcome:
    """Make the regions in force those of ``names``, code to name, parents included.

    Nothing is deleted: a code that is not named becomes inactive since ``on``, and one that is
    named again returns. New and changed rows cite ``decree``; a new row is valid from ``on``,
    unless the list is loaded for the first time, when nobody has said since when.
    """
    _keep_others_out()
    current = {
        code: (name, inactive_since is None)
        for code, name, inactive_since in Region.objects.values_list(
            "code", "name", "inactive_since"
        ).iterator()
    }
    changes = compare(current, names)
    _add_regions(changes.new, names, decree, on.isoformat() if current else None, tick)
    _change_regions(changes.changed, names, decree)
    _retire_regions(changes.vanished, on)
    _write_words(sorted(changes.new + changes.changed), names, tick)
    _count_again(changes)
    return Outcome(
        changes=changes,
        counts=_count_by_level(names),
        blind_memberships=_blind_memberships(),
        orphaned_profiles=list(
            VillageProfile.objects.filter(region__inactive_since__isnull=False)
            .select_related("region")
            .order_by("region_id")
        ),
    )


def _keep_others_out():
    """Let no other import run meanwhile; people go on reading (SQLite has one writer anyway)."""
    if connection.vendor == "postgresql":
        run("LOCK TABLE villages_region IN SHARE ROW EXCLUSIVE MODE")


def _add_regions(codes, names, decree, valid_from, tick):
    rows = ((code, names[code], *level_and_kind(code), decree, "", valid_from) for code in codes)
    rows = ticking(rows, _("Menyimpan wilayah"), tick)
    insert_rows("villages_region", REGION_FIELDS, rows)


def _change_regions(codes, names, decree):
    if not codes:
        return
    with staged(Region, ("code", "name"), ((code, names[code]) for code in codes)):
        run(
            "UPDATE villages_region SET name = staged.name, decree = %s, "
            "inactive_since = NULL, successor_code = '' "
            "FROM staged WHERE villages_region.code = staged.code",
            [decree],
        )
        _forget_words_of_staged()


def _retire_regions(codes, on):
    if not codes:
        return
    with staged(Region, ("code",), ((code,) for code in codes)):
        run(
            "UPDATE villages_region SET inactive_since = %s "
            "WHERE code IN (SELECT code FROM staged)",
            [on.isoformat()],
        )
        _forget_words_of_staged()


def _forget_words_of_staged():
    run("DELETE FROM villages_regionword WHERE region_id IN (SELECT code FROM staged)")


def _write_words(codes, names, tick):
    """Make the named regions findable; sorted by key, so that the index grows at its end."""
    rows = sorted(
        (key, code, LEVELS[len(code)], whole)
        for code in codes
        for key, whole in search_keys(names[code], titled=len(code) == 5)
    )
    insert_rows("villages_regionword", WORD_FIELDS, ticking(rows, _("Menyusun pencarian"), tick))
    if rows and connection.vendor == "postgresql":
        # The planner knows nothing of new tables until it has looked at them.
        run("ANALYZE villages_region, villages_regionword")


def _count_again(changes):
    """Rows were written past everybody who listens, so have the villages concerned counted.

    The list is counted at once, however long; what else is counted of a village changes only where
    somebody has recorded something.
    """
    if changes.new or changes.returned or changes.vanished:
        recount("villages")
    moved = {code for code in changes.returned + changes.vanished if len(code) == VILLAGE_LENGTH}
    if not moved:
        return
    numbers = Tally.objects.exclude(measure=SNAPSHOT).exclude(number=0)
    counted = numbers.order_by().values_list("region_code", flat=True).distinct()
    begun = VillageProfile.objects.values_list("pk", flat=True)
    sources = [source.name for model, _lookup, source in watching() if model is Region]
    mark(moved.intersection([*counted, *begun]), sources)


def _count_by_level(names) -> dict[str, int]:
    lengths = Counter(map(len, names))
    return {level: lengths[length] for length, level in LEVELS.items()}


def _blind_memberships() -> list[Membership]:
    """Memberships in force whose code is not, or no longer, the code of a region."""
    region = Region.objects.in_force().filter(code=OuterRef("region_code"))
    return list(
        Membership.objects.in_force()
        .exclude(region_code="")
        .exclude(Exists(region))
        .select_related("user")
        .order_by("region_code", "user__full_name")
    )
