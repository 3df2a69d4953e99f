"""What the three sample villages have and need, and what outside parties offer: all invented.

Numbers are made up so that every kind of match occurs: one that covers a need, one that covers a
part, one whose season does not meet, and one that would lean on the only partner.
"""

from cooperation.models import Partner
from cooperation.services.resources import Matters, record_partner_resource, record_resource
from stakeholders.models import Stakeholder
from villages.models import Region
from villages.units import read_months

SENGI, PATEN, KRINJING = "33.08.06.2012", "33.08.06.2013", "33.08.06.2014"

# side, name, amount, unit, per, months, surplus, more
RESOURCES = {
    SENGI: (
        ("potential", "Cabai rawit", 14, "ton", "year", "Jul-Sep", True,
         {"quality": "Segar, sortir A", "strength": "Petani sudah biasa menyortir",
          "weakness": "Harga jatuh saat panen raya", "holder": "family",
          "marks": ["economy", "community"]}),
        ("potential", "Mata air Tlogo Pucang", 900, "m3", "month", "sepanjang tahun", True,
         {"strength": "Debit tetap di musim kemarau", "marks": ["ecology", "community",
                                                                 "institution"]}),
        ("potential", "Rumput gajah", 20, "ton", "month", "Nov-Apr", True, {"holder": "family"}),
        ("need", "Pupuk kandang", 40, "ton", "year", "Sep-Nov", False, {}),
        ("need", "Gudang pendingin", 1, "unit", "once", "Jul-Sep", False, {}),
        ("need", "Pembeli cabai tetap", None, "", "year", "Jul-Sep", False, {}),
    ),
    PATEN: (
        ("potential", "Pupuk kandang sapi", 65, "ton", "year", "sepanjang tahun", True,
         {"quality": "Sudah matang tiga bulan", "holder": "group", "marks": ["ecology",
                                                                            "economy"]}),
        ("potential", "Susu segar", 300, "liter", "month", "sepanjang tahun", False, {}),
        ("need", "Air bersih untuk dua dusun", 400, "m3", "month", "Agu-Okt", False, {}),
        ("need", "Hijauan pakan ternak", 60, "ton", "year", "Mei-Sep", False, {}),
        ("need", "Pelatih pengolahan susu", 2, "orang", "once", "", False, {}),
    ),
    KRINJING: (
        ("potential", "Traktor tangan", 2, "unit", "once", "Okt-Nov", True,
         {"holder": "village", "weakness": "Suku cadang harus dari kota"}),
        ("potential", "Pupuk kandang kambing", 15, "ton", "year", "Jan-Jun", True, {}),
        ("potential", "Tenaga panen", 600, "hok", "year", "Jul-Sep", True, {"holder": "family"}),
        ("need", "Cabe", 3, "ton", "year", "Agu-Des", False, {}),
        ("need", "Air minum", 250, "m3", "month", "Jul-Nov", False, {}),
    ),
}  # fmt: skip
OUTSIDE = (
    ("Koperasi Tani Merapi (contoh)", "cooperative", "potential", "Pembeli hasil panen", None, "",
     "year", "sepanjang tahun"),
    ("Koperasi Tani Merapi (contoh)", "cooperative", "need", "Cabai merah", 30, "ton", "year",
     "Jun-Okt"),
    ("Kampus Peternakan Kota (contoh)", "university", "potential", "Pelatihan pengolahan susu", 6,
     "orang", "year", ""),
)  # fmt: skip


def load_resources(by):
    """Write them down as a facilitator would."""
    matters = Matters()
    for code, rows in RESOURCES.items():
        village = Region.objects.get(pk=code)
        for side, name, amount, unit, per, months, surplus, more in rows:
            said = {"side": side, "name": name, "per": per, "is_surplus": surplus, **more}
            said |= {"amount": amount, "unit": unit, "months": _months(months)}
            said |= _group(village, more)
            record_resource(village=village, by=by, **matters.complete(said))
    sengi = Region.objects.get(pk=SENGI)
    for name, kind, side, what, amount, unit, per, months in OUTSIDE:
        said = {"side": side, "name": what, "amount": amount, "unit": unit, "per": per}
        said["months"] = _months(months)
        partner = Partner(region=sengi, name=name, kind=kind)
        record_partner_resource(partner=partner, by=by, **matters.complete(said))


def _months(words) -> int:
    return read_months(words) if words else 0


def _group(village, more) -> dict:
    """The group that holds it: the first of the village in the sample."""
    if more.get("holder") != "group":
        return {}
    group = Stakeholder.objects.groups().filter(village=village, archived_at=None).order_by("pk")
    return {"group_id": group.values_list("pk", flat=True).first()}
