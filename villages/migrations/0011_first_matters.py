"""The matters that ship: what villages of Java and beyond most often have or lack.

The words are ours, gathered from common speech; administrators add to them.
"""

from django.db import migrations
from django.utils.translation import gettext_noop as _

# code, name, capital, usual unit, other words
MATTERS = (
    ("cabai", _("Cabai"), "natural", "ton", "cabe, cabai rawit, cabe rawit, lombok, cabai merah, cabai keriting, cabe keriting"),
    ("sayur", _("Sayuran"), "natural", "ton", "sayur, sayur mayur, sayur-mayur, sawi, kol, kubis, tomat, wortel, buncis, terong"),
    ("kentang", _("Kentang"), "natural", "ton", "kentang granola"),
    ("padi", _("Padi dan beras"), "natural", "ton", "padi, beras, gabah, gabah kering, beras organik"),
    ("jagung", _("Jagung"), "natural", "ton", "jagung pipil, jagung manis"),
    ("singkong", _("Singkong dan ubi"), "natural", "ton", "singkong, ketela, ubi, ubi kayu, ubi jalar, ketela pohon"),
    ("salak", _("Salak"), "natural", "ton", "salak pondoh, salak nglumut"),
    ("buah", _("Buah-buahan"), "natural", "ton", "buah, pisang, pepaya, durian, alpukat, mangga, jeruk"),
    ("kopi", _("Kopi"), "natural", "ton", "kopi arabika, kopi robusta, biji kopi"),
    ("kelapa", _("Kelapa dan gula kelapa"), "natural", "ton", "kelapa, gula kelapa, gula aren, gula jawa, kopra"),
    ("tembakau", _("Tembakau"), "natural", "ton", "mbako"),
    ("kayu", _("Kayu"), "natural", "m3", "kayu sengon, sengon, kayu bakar, kayu jati"),
    ("bambu", _("Bambu"), "natural", "batang", "pring"),
    ("sapi", _("Sapi"), "natural", "ekor", "sapi potong, sapi perah, ternak sapi, lembu"),
    ("kambing", _("Kambing dan domba"), "natural", "ekor", "kambing, domba, wedhus"),
    ("unggas", _("Ayam dan itik"), "natural", "ekor", "ayam, ayam kampung, itik, bebek, unggas"),
    ("ikan", _("Ikan"), "natural", "ton", "ikan lele, lele, nila, gurame, ikan laut, ikan tangkap"),
    ("susu", _("Susu"), "natural", "liter", "susu sapi, susu segar"),
    ("telur", _("Telur"), "natural", "kg", "telor, telur ayam"),
    ("pakan", _("Pakan ternak"), "natural", "ton", "pakan, rumput gajah, hijauan, konsentrat, dedak"),
    ("pupuk", _("Pupuk kandang dan kompos"), "natural", "ton", "pupuk, pupuk kandang, kompos, pupuk organik, pupuk kandang sapi"),
    ("benih", _("Benih dan bibit"), "natural", "batang", "benih, bibit, bibit tanaman, bibit cabai, bibit cabe, benih padi"),
    ("air", _("Air bersih"), "natural", "m3", "air, air bersih, air minum, mata air, sumber air"),
    ("irigasi", _("Air irigasi"), "natural", "liter", "irigasi, air irigasi, air sawah, pengairan"),
    ("lahan", _("Lahan"), "natural", "ha", "tanah, lahan garapan, tanah kas desa, lahan tidur, lahan parkir"),
    ("pasir-batu", _("Pasir dan batu"), "natural", "m3", "pasir, batu, galian, kerikil"),
    ("wisata", _("Tempat wisata"), "natural", "unit", "wisata, wisata alam, desa wisata, curug, bumi perkemahan"),
    ("tenaga-tani", _("Tenaga tani"), "human", "hok", "buruh tani, tenaga kerja, tenaga panen, tenaga, buruh"),
    ("tukang", _("Tukang"), "human", "orang", "tukang batu, tukang kayu, tukang las"),
    ("pelatih", _("Pelatih dan penyuluh"), "human", "orang", "pelatih, penyuluh, pendamping teknis, pelatihan, narasumber"),
    ("kader-kesehatan", _("Kader kesehatan"), "human", "orang", "kader posyandu, bidan, tenaga kesehatan"),
    ("guru", _("Guru"), "human", "orang", "guru paud, guru ngaji, pengajar"),
    ("pemandu", _("Pemandu wisata"), "human", "orang", "pemandu, guide"),
    ("modal-usaha", _("Modal usaha"), "economic", "juta", "modal, pinjaman, kredit, dana bergulir, dana, permodalan"),
    ("pasar", _("Pasar dan pembeli"), "economic", "unit", "pasar, pembeli, pemasaran, pengepul, lapak, kios"),
    ("pengolahan", _("Pengolahan hasil"), "economic", "unit", "pengolahan, rumah produksi, penggilingan, penggilingan padi"),
    ("kelompok", _("Kelompok yang berpengalaman"), "social", "unit", "kelompok berpengalaman, pengalaman berkelompok, studi banding"),
    ("gotong-royong", _("Tenaga gotong royong"), "social", "orang", "gotong royong, kerja bakti, sambatan, relawan"),
    ("kesenian", _("Kesenian"), "social", "unit", "seni, sanggar, jathilan, ketoprak, karawitan, tari"),
    ("angkutan", _("Angkutan"), "physical", "unit", "truk, mobil bak, pikap, pick up, kendaraan, ambulans"),
    ("alat-tani", _("Alat dan mesin tani"), "physical", "unit", "traktor, mesin perontok, alsintan, hand traktor, alat tani"),
    ("gudang", _("Gudang dan penyimpanan"), "physical", "unit", "gudang, lumbung, cold storage, ruang pendingin"),
    ("gedung", _("Gedung dan balai"), "physical", "unit", "gedung, balai desa, balai, aula, lapangan"),
    ("jalan", _("Jalan dan jembatan"), "physical", "km", "jalan, jalan desa, jembatan, jalan tani"),
    ("pengolah-sampah", _("Pengolahan sampah"), "physical", "ton", "sampah, tps3r, tempat sampah, bank sampah, tempat pembuangan sampah"),
    ("listrik", _("Listrik"), "physical", "unit", "mikrohidro, panel surya, biogas, plts"),
    ("internet", _("Internet"), "physical", "unit", "wifi, jaringan internet, sinyal"),
)  # fmt: skip


def add_matters(apps, schema_editor):
    """The matters that ship; an edited row is left alone."""
    matter = apps.get_model("villages", "Matter")
    for code, name, capital, unit, words in MATTERS:
        told = {"name": name, "capital": capital, "unit": unit, "words": words.split(", ")}
        matter.objects.get_or_create(code=code, defaults=told)


class Migration(migrations.Migration):
    dependencies = [("villages", "0010_potentials_and_needs")]

    operations = [migrations.RunPython(add_matters, migrations.RunPython.noop)]
