"""What this app counts of each village for dashboards. Numbers only: no name leaves a village.

A group counts in its home village alone, however many villages it is present in, so that sums
count it once. ``until`` gives every number as it stood then, as far as the rows still tell.
"""

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from stakeholders.models import (
    GroupKind,
    Participation,
    PatronClientTie,
    PlanTask,
    Stakeholder,
    Tie,
    Worksheet,
)
from stakeholders.models.kinds import Family
from stakeholders.models.participation import EXPECTED_ROLES, VillageRole
from villages.models import Region
from villages.tallies.counting import counted, dated, key, latest, once, once_a_month
from villages.tallies.measures import (
    REGENCY_LENGTH,
    Axis,
    Counting,
    Measure,
    Privacy,
    Source,
    Time,
)

KIND = Axis("family", _("Jenis kelompok"), dict(Family.choices))
ROLE = Axis("role", _("Peran di desa"), dict(VillageRole.choices))
ANSWER = Axis(
    "value",
    _("Keadaan peran"),
    {code: Participation.Value(code).label for code in ("yes", "name_only", "no")},
)
RELATION = Axis(
    "kind",
    _("Hubungan"),
    {code: Tie.Kind(code).label for code in ("supports", "competes", "unrelated")},
)
STANCE = Axis("stance", _("Sikap pemerintah desa"), dict(Tie.Stance.choices))

# --- Measures ---------------------------------------------------------------------------------

GROUPS = Measure(
    "groups",
    _("Kelompok"),
    _("kelompok"),
    _("Kelompok yang tercatat dan tidak diarsipkan, dihitung di desa asalnya."),
    axes=(KIND,),
)
MET = Measure(
    "met",
    _("Desa yang memetakan jenis kelompok ini"),
    _("desa"),
    _("Desa dengan sedikitnya satu kelompok dari jenis ini."),
    _("Desa tanpa kelompok perempuan di peta mungkin belum menanyakannya."),
    axes=(KIND,),
)
MAPPED = Measure(
    "mapped",
    _("Desa yang sudah dipetakan"),
    _("desa"),
    _("Desa dengan sedikitnya satu kelompok."),
)
INTERVIEWED = Measure(
    "interviewed",
    _("Kelompok yang sudah diwawancarai"),
    _("kelompok"),
    _("Kelompok dengan lembar kerja yang dinyatakan selesai."),
    axes=(KIND,),
)
UNFINISHED = Measure(
    "unfinished",
    _("Lembar kerja yang belum selesai"),
    _("lembar kerja"),
    _("Lembar kerja yang dimulai dan belum dinyatakan selesai."),
)
PEOPLE = Measure(
    "people",
    _("Orang atau peran"),
    _("orang"),
    _("Orang atau peran yang tercatat dan tidak diarsipkan."),
    privacy=Privacy.GUARDED,
)
INSTITUTIONS = Measure(
    "institutions",
    _("Lembaga"),
    _("lembaga"),
    _("Lembaga yang tercatat dan tidak diarsipkan."),
)
PARTICIPATION = Measure(
    "participation",
    _("Peran kelompok"),
    _("kelompok"),
    _("Kelompok menurut jawaban terakhir tentang perannya di desa asalnya."),
    axes=(KIND, ROLE, ANSWER),
    privacy=Privacy.SEALED,
    whole=GROUPS,
    makes_sense=lambda values: values[1] in EXPECTED_ROLES[values[0]],
    # All answers of few groups would give each other away, and with the roles that are filled.
    is_shown=lambda values: values[2] == Participation.Value.YES,
    finest=REGENCY_LENGTH,
)
ASKED = Measure(
    "asked",
    _("Desa yang perannya sudah ditanyakan"),
    _("desa"),
    _("Desa dengan sedikitnya satu kelompok yang ditanya tentang peran ini."),
    axes=(ROLE,),
)
FILLED = Measure(
    "filled",
    _("Desa yang perannya terisi"),
    _("desa"),
    _("Desa dengan sedikitnya satu kelompok yang menjalankan peran ini."),
    axes=(ROLE,),
    privacy=Privacy.SEALED,
    whole=ASKED,
    least_whole=2,
)
TIES = Measure(
    "ties",
    _("Hubungan"),
    _("hubungan"),
    _("Keterangan yang berlaku tentang hubungan antarkelompok dan lembaga."),
    _("Sedikit hubungan bisa berarti belum banyak yang ditanya."),
    axes=(RELATION,),
    privacy=Privacy.GUARDED,
)
UNCONNECTED = Measure(
    "unconnected",
    _("Kelompok yang belum terhubung"),
    _("kelompok"),
    _("Kelompok tanpa satu pun hubungan yang berlaku di desa asalnya."),
    _("Bisa jadi hanya belum ditanya."),
    privacy=Privacy.GUARDED,
    whole=GROUPS,
)
GOVERNMENT = Measure(
    "government",
    _("Hubungan dengan pemerintah desa"),
    _("kelompok"),
    _("Keterangan yang berlaku tentang sikap pemerintah desa."),
    axes=(STANCE,),
    privacy=Privacy.SEALED,
)
DEPENDENCY = Measure(
    "dependency",
    _("Hubungan ketergantungan"),
    _("hubungan"),
    _("Hubungan patron dan klien yang berlaku."),
    privacy=Privacy.SEALED,
)
NO_WAY_OUT = Measure(
    "no_way_out",
    _("Ketergantungan tanpa pilihan lain"),
    _("hubungan"),
    _("Hubungan patron dan klien yang kliennya tidak punya pilihan lain."),
    privacy=Privacy.SEALED,
)
VISITS = Measure(
    "visits",
    _("Kunjungan wawancara"),
    _("wawancara"),
    _("Wawancara menurut tanggalnya."),
    time=Time.DATED,
)
VISITED = Measure(
    "visited",
    _("Desa yang dikunjungi"),
    _("desa"),
    _("Desa dengan sedikitnya satu wawancara pada bulan itu."),
    time=Time.DATED,
)
LAST_VISIT = Measure(
    "last_visit",
    _("Kunjungan terakhir"),
    _("desa"),
    _("Desa menurut bulan wawancara terakhirnya."),
    time=Time.DATED,
    all_months=True,
)
LAST_WORKSHEET = Measure(
    "last_worksheet",
    _("Lembar kerja terakhir"),
    _("desa"),
    _("Desa menurut bulan lembar kerja terakhir dinyatakan selesai."),
    time=Time.DATED,
    all_months=True,
)
TASKS_DUE = Measure(
    "tasks_due",
    _("Tugas dan janji yang terbuka"),
    _("tugas"),
    _("Tugas dan janji yang belum selesai, menurut bulan paling lambat."),
    time=Time.DATED,
    all_months=True,
)
TASKS_DONE = Measure(
    "tasks_done",
    _("Tugas dan janji yang selesai"),
    _("tugas"),
    _("Tugas dan janji menurut bulan selesainya."),
    time=Time.DATED,
)

# --- Rows -------------------------------------------------------------------------------------


def _present(asked: Counting):
    """Stakeholders at home there that were on the map at that time."""
    then = asked.by_then("created_at") & asked.not_yet("archived_at")
    return Stakeholder.objects.filter(asked.inside("village_id") & then, restricted=False)


def _holding(rows, asked: Counting):
    """Statements that held at that time."""
    then = asked.by_then("recorded_at") & asked.not_yet("closed_at")
    return rows.filter(asked.inside("village_id") & then)


def _groups(asked):
    return counted(_present(asked).groups(), key("groups", "group_kind__family"))


def _met(asked):
    groups = _present(asked).groups().filter(asked.in_force("village__"))
    return once(groups, key("met", "group_kind__family"))


def _mapped(asked):
    return once(_present(asked).groups().filter(asked.in_force("village__")), key("mapped"))


def _interviewed(asked):
    done = Worksheet.objects.filter(
        asked.by_then("completed_at"), group=OuterRef("pk"), village=OuterRef("village")
    )
    groups = _present(asked).groups().filter(Exists(done))
    return counted(groups, key("interviewed", "group_kind__family"))


def _unfinished(asked):
    then = asked.by_then("started_at") & asked.not_yet("completed_at")
    sheets = Worksheet.objects.filter(asked.inside("village_id") & then)
    return counted(sheets, key("unfinished"))


def _people(asked):
    return counted(_present(asked).filter(kind=Stakeholder.Kind.PERSON), key("people"))


def _institutions(asked):
    there = _present(asked).filter(kind=Stakeholder.Kind.INSTITUTION)
    return counted(there, key("institutions"))


def _readings(asked):
    """The last reading of each group at home and role that was known then, if it says anything."""
    later = Participation.objects.filter(
        asked.by_then("recorded_at"),
        village=OuterRef("village"),
        group=OuterRef("group"),
        role=OuterRef("role"),
        version__gt=OuterRef("version"),
    )
    then = asked.by_then("recorded_at") & asked.not_yet("group__archived_at")
    return Participation.objects.filter(
        asked.inside("village_id") & then & ~Exists(later),
        group__village=F("village"),
        value__in=ANSWER.values,
    )


def _participation(asked):
    cell = key("participation", "group__group_kind__family", "role", "value")
    return counted(_readings(asked), cell)


def _filled(asked):
    readings = _readings(asked).filter(asked.in_force("village__"))
    return once(readings.filter(value=Participation.Value.YES), key("filled", "role"))


def _asked(asked):
    return once(_readings(asked).filter(asked.in_force("village__")), key("asked", "role"))


def _ties(asked):
    ties = _holding(Tie.objects.filter(kind__in=RELATION.values), asked)
    return counted(ties, key("ties", "kind"))


def _unconnected(asked):
    then = asked.by_then("recorded_at") & asked.not_yet("closed_at")
    told = Tie.objects.filter(then, village=OuterRef("village")).exclude(kind=Tie.Kind.UNRELATED)
    groups = _present(asked).groups()
    groups = groups.filter(
        ~Exists(told.filter(source=OuterRef("pk"))), ~Exists(told.filter(target=OuterRef("pk")))
    )
    return counted(groups, key("unconnected"))


def _government(asked):
    ties = _holding(Tie.objects.filter(kind=Tie.Kind.GOVERNMENT), asked)
    return counted(ties, key("government", "stance"))


def _dependency(asked):
    return counted(_holding(PatronClientTie.objects.all(), asked), key("dependency"))


def _no_way_out(asked):
    bound = PatronClientTie.objects.filter(alternative=PatronClientTie.Alternative.NO)
    return counted(_holding(bound, asked), key("no_way_out"))


def _interviews(asked):
    return Worksheet.objects.filter(asked.inside("village_id"))


def _visits(asked):
    return dated(_interviews(asked), key("visits"), "held_on")


def _visited(asked):
    return once_a_month(_interviews(asked), key("visited"), "held_on")


def _last_visit(asked):
    return latest(_interviews(asked), key("last_visit"), "held_on")


def _last_worksheet(asked):
    return latest(_interviews(asked), key("last_worksheet"), "completed_at")


def _tasks(asked):
    return PlanTask.objects.current().filter(asked.inside("village_id"))


def _tasks_due(asked):
    return dated(_tasks(asked).filter(done_on=None), key("tasks_due"), "due_on")


def _tasks_done(asked):
    return dated(_tasks(asked), key("tasks_done"), "done_on")


# --- Sources ----------------------------------------------------------------------------------

_HOME = {Stakeholder: "village_id"}
_OF_KINDS = {**_HOME, GroupKind: "stakeholder__village_id"}
_SHEETS = {Worksheet: "village_id"}
_READINGS = {Participation: "village_id", **_HOME}
# A village that leaves the official list is no longer counted among villages.
_LISTED = {Region: "code"}
_TIES = {Tie: "village_id"}
_BONDS = {PatronClientTie: "village_id"}
_TASKS = {PlanTask: "village_id"}

SOURCES = (
    Source("groups", (GROUPS,), _groups, _OF_KINDS),
    Source("met", (MET,), _met, {**_OF_KINDS, **_LISTED}),
    Source("mapped", (MAPPED,), _mapped, {**_HOME, **_LISTED}),
    Source("interviewed", (INTERVIEWED,), _interviewed, {**_OF_KINDS, **_SHEETS}),
    Source("unfinished", (UNFINISHED,), _unfinished, _SHEETS),
    Source("people", (PEOPLE,), _people, _HOME),
    Source("institutions", (INSTITUTIONS,), _institutions, _HOME),
    Source("participation", (PARTICIPATION,), _participation, {**_OF_KINDS, **_READINGS}),
    Source("filled", (FILLED,), _filled, {**_READINGS, **_LISTED}),
    Source("asked", (ASKED,), _asked, {**_READINGS, **_LISTED}),
    Source("ties", (TIES,), _ties, _TIES),
    Source("unconnected", (UNCONNECTED,), _unconnected, {**_HOME, Tie: "village_id"}),
    Source("government", (GOVERNMENT,), _government, _TIES),
    Source("dependency", (DEPENDENCY,), _dependency, _BONDS),
    Source("no_way_out", (NO_WAY_OUT,), _no_way_out, _BONDS),
    Source("visits", (VISITS,), _visits, _SHEETS),
    Source("visited", (VISITED,), _visited, _SHEETS),
    Source("last_visit", (LAST_VISIT,), _last_visit, _SHEETS),
    Source("last_worksheet", (LAST_WORKSHEET,), _last_worksheet, _SHEETS),
    Source("tasks_due", (TASKS_DUE,), _tasks_due, _TASKS),
    Source("tasks_done", (TASKS_DONE,), _tasks_done, _TASKS),
)
