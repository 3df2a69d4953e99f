"""The pages of a village and of the regions above it."""

from jejaring.models import User
from stakeholders.graph.findings.identity import key_of
from stakeholders.models import Stakeholder, Tie
from stakeholders.services.importing.applying import apply_batch
from stakeholders.services.importing.staging import choose, plan_of, stage_file
from tests.browser.places.at import at
from tests.browser.places.furnished import ELSEWHERE, EMPTY, UNOPENED, WARD
from tests.factories import SENGI
from villages.models import Region

# The finding that nobody takes part in village regulations, as it is known by.
EMPTY_ROLE = key_of({"kind": "empty_role", "subjects": [], "about": "regulation", "numbers": {}})

NOT_PAGES = set()


def _village():
    closed = Tie.objects.filter(village=SENGI, kind="competes").exclude(closed_at=None).first()
    air = Tie.objects.get(source__name="Tirta Sengi", target__name="Pengelola Embung Gowok")
    office = Tie.objects.filter(village=SENGI, kind="membership").first()
    yield at("region_search", query="?q=sengi")
    yield at("village_add")
    yield at("village_add", query="?q=tidak+ada")
    yield at("village_requested", ELSEWHERE)
    for who in ("pendamping", "kades-sengi"):
        yield at("village_detail", SENGI, who=who)
        yield at("village_meeting", SENGI, who=who)
        yield at("village_changes", SENGI, who=who, query="?sejak=2026-03-01")
        yield at("village_export", SENGI, who=who)
        yield at("tie_detail", air.pk, who=who)
    yield at("village_import", SENGI)
    yield at("import_preview", _imported(SENGI).pk)
    yield at("import_preview", _imported(SENGI, taken_over=True).pk)
    yield at("village_detail", EMPTY)
    yield at("village_detail", UNOPENED)
    yield at("village_detail", WARD)
    yield at("finding_mark", SENGI, EMPTY_ROLE)
    yield at("village_meeting", SENGI, query="?hal=3")
    yield at("village_changes", SENGI)
    yield at("village_changes", SENGI, query="?sejak=kapan-kapan", status=422)
    yield at("village_changes", EMPTY)
    yield at("tie_detail", closed.pk)
    yield at("tie_detail", office.pk)


def _maps():
    kwt = Stakeholder.objects.get(name="KWT Melati")
    water = Stakeholder.objects.get(name="Tirta Sengi")
    for who in ("pendamping", "kades-sengi"):
        yield at("village_map", SENGI, who=who)
        yield at("village_ways", SENGI, who=who)
        yield at("subdistrict_detail", SENGI[:8], who=who)
        yield at("subdistrict_map", SENGI[:8], who=who)
    yield at("village_map", SENGI, query=f"?fokus={kwt.pk}&langkah=2")
    yield at("village_map", SENGI, query="?cari=melati")
    yield at("village_ways", SENGI, query=f"?dari={kwt.pk}&ke={water.pk}")
    yield at("subdistrict_detail", SENGI[:8], query="?sejak=2026-03")
    yield at("subdistrict_map", SENGI[:8], query="?menurut=golongan")
    yield at("subdistrict_map", SENGI[:8], query="?menurut=semua")
    yield at("regency_map", SENGI[:5])
    yield at("village_map", SENGI, query="?tanggal=2026-03-01")
    yield at("village_map", SENGI, query="?tanggal=kapan-kapan", status=422)


def _imported(code, *, taken_over=False):
    """A file that somebody brought, with words to be understood."""
    facilitator = User.objects.get(username="pendamping")
    rows = "dari;ke;hubungan\nKWT Melati;Pemuda Baru;mendukung\nKetua RT 03;Pemuda Baru;xyz\n"
    batch = stage_file(
        village=Region.objects.get(pk=code),
        content=(rows + "\n" * taken_over).encode(),
        name="daftar.csv",
        by=facilitator,
    )
    if taken_over:
        choose(batch=batch, choices={"ties": {"xyz": "skip"}})
        apply_batch(batch=batch, shown=plan_of(batch).digest, by=facilitator)
    return batch


PARTS = {
    "village": _village,
    "maps": _maps,
}
