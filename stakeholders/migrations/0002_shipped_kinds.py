"""The kinds of groups that ship: the protected seven and those common in villages.

Sources: the seven are the table of social groups in Arsyad (2015), "Membangun Jaringan Sosial
dan Kemitraan"; the others are groups named in UU 7/2016 art. 55, UU 19/2013, Permendagri
18/2018 art. 6 and in village practice.
"""

from django.db import migrations
from django.utils.translation import gettext_noop as _

# code, name, mark, family; a protected kind has the code of its family.
PROTECTED = (
    ("otl", _("Organisasi tani lokal (OTL)"), "OT"),
    ("nelayan", _("Kelompok nelayan"), "NL"),
    ("adat", _("Organisasi masyarakat adat"), "AD"),
    ("keagamaan", _("Organisasi keagamaan"), "KG"),
    ("perempuan", _("Organisasi perempuan"), "PR"),
    ("pemuda", _("Organisasi kepemudaan"), "PM"),
    ("ngo", _("Lembaga swadaya masyarakat (NGO)"), "NG"),
)

COMMON = (
    ("kelompok-tani", _("Kelompok tani"), "KT", "otl"),
    ("gapoktan", _("Gabungan kelompok tani (Gapoktan)"), "GP", "otl"),
    ("p3a", _("Perkumpulan petani pemakai air (P3A)"), "P3", "otl"),
    ("asosiasi-tani", _("Asosiasi petani"), "AS", "otl"),
    ("lmdh", _("Lembaga masyarakat desa hutan (LMDH)"), "LM", "otl"),
    ("ternak", _("Kelompok ternak"), "TK", "otl"),
    ("kub", _("Kelompok usaha bersama nelayan (KUB)"), "KU", "nelayan"),
    ("pokdakan", _("Kelompok pembudi daya ikan (Pokdakan)"), "PD", "nelayan"),
    ("poklahsar", _("Kelompok pengolah dan pemasar ikan (Poklahsar)"), "PL", "nelayan"),
    ("garam", _("Kelompok petambak garam"), "GR", "nelayan"),
    ("pokmaswas", _("Kelompok masyarakat pengawas (Pokmaswas)"), "PW", "nelayan"),
    ("lembaga-adat", _("Lembaga adat"), "LA", "adat"),
    ("subak", _("Subak atau lembaga air adat"), "SB", "adat"),
    ("majelis-taklim", _("Majelis taklim"), "MT", "keagamaan"),
    ("takmir", _("Takmir masjid atau musala"), "TM", "keagamaan"),
    ("jemaat", _("Jemaat gereja"), "JG", "keagamaan"),
    ("pesantren", _("Pesantren"), "PS", "keagamaan"),
    ("kwt", _("Kelompok wanita tani (KWT)"), "KW", "perempuan"),
    ("pkk", _("PKK"), "PK", "perempuan"),
    ("spp", _("Simpan pinjam perempuan (SPP)"), "SP", "perempuan"),
    ("dasawisma", _("Dasawisma"), "DW", "perempuan"),
    ("karang-taruna", _("Karang Taruna"), "KR", "pemuda"),
    ("remaja-masjid", _("Remaja masjid"), "RM", "pemuda"),
    ("olahraga", _("Klub olahraga"), "OR", "pemuda"),
    ("sanggar", _("Sanggar seni"), "SG", "pemuda"),
    ("posyandu", _("Posyandu"), "PY", "other"),
    ("rt-rw", _("RT atau RW"), "RT", "other"),
    ("lpm", _("Lembaga pemberdayaan masyarakat (LPM)"), "LP", "other"),
    ("pokdarwis", _("Kelompok sadar wisata (Pokdarwis)"), "WS", "other"),
    ("mpa", _("Masyarakat peduli api (MPA)"), "MP", "other"),
    ("bank-sampah", _("Bank sampah"), "BS", "other"),
    ("kpspams", _("Pengelola air bersih (KPSPAMS)"), "AB", "other"),
    ("bumdes", _("BUM Desa"), "BD", "other"),
    ("bumdesma", _("BUM Desa bersama"), "BB", "other"),
    ("koperasi", _("Koperasi"), "KO", "other"),
    ("kdmp", _("Koperasi Desa Merah Putih"), "KM", "other"),
    ("ksm", _("Kelompok swadaya masyarakat (KSM)"), "KS", "other"),
    ("lkm", _("Lembaga keuangan mikro (LKM)"), "LK", "other"),
    ("uep", _("Usaha ekonomi produktif (UEP)"), "UE", "other"),
    ("arisan", _("Arisan"), "AR", "other"),
    ("perajin", _("Kelompok perajin"), "PJ", "other"),
    ("satlinmas", _("Satlinmas"), "SL", "other"),
    ("relawan-bencana", _("Relawan bencana"), "RB", "other"),
    ("kader", _("Kader desa"), "KD", "other"),
    ("disabilitas", _("Kelompok penyandang disabilitas"), "DS", "other"),
    ("lainnya", _("Kelompok lain"), "LL", "other"),
)


def shipped_kinds() -> list[dict]:
    """The rows of ``GroupKind`` that ship, in the order in which they are offered."""
    families = [code for code, _name, _mark in PROTECTED] + ["other"]
    rows = [
        {"code": code, "name": name, "mark": mark, "family": code, "protected": True}
        for code, name, mark in PROTECTED
    ] + [
        {"code": code, "name": name, "mark": mark, "family": family, "protected": False}
        for code, name, mark, family in COMMON
    ]
    for row in rows:
        row["position"] = families.index(row["family"])
    return rows


def add_kinds(apps, schema_editor):
    """The seven kinds of the source and the common ones; an edited row is left alone."""
    GroupKind = apps.get_model("stakeholders", "GroupKind")
    for row in shipped_kinds():
        GroupKind.objects.get_or_create(code=row["code"], defaults=row)


class Migration(migrations.Migration):
    dependencies = [("stakeholders", "0001_stakeholders_and_ties")]

    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
