"""Words of the invented country. Of persons there are roles only."""

KINDS = {
    "kelompok-tani": ("Kelompok Tani", "otl", 0.17),
    "gapoktan": ("Gapoktan", "otl", 0.05),
    "ternak": ("Kelompok Ternak", "otl", 0.06),
    "kub": ("KUB Nelayan", "nelayan", 0.04),
    "pokdakan": ("Pokdakan", "nelayan", 0.04),
    "lembaga-adat": ("Lembaga Adat", "adat", 0.04),
    "majelis-taklim": ("Majelis Taklim", "keagamaan", 0.09),
    "takmir": ("Takmir Masjid", "keagamaan", 0.07),
    "kwt": ("KWT", "perempuan", 0.08),
    "pkk": ("PKK Dusun", "perempuan", 0.06),
    "karang-taruna": ("Karang Taruna", "pemuda", 0.06),
    "olahraga": ("Klub Olahraga", "pemuda", 0.03),
    "ngo": ("Yayasan", "ngo", 0.02),
    "posyandu": ("Posyandu", "other", 0.08),
    "bank-sampah": ("Bank Sampah", "other", 0.03),
    "pokdarwis": ("Pokdarwis", "other", 0.03),
    "arisan": ("Arisan", "other", 0.05),
}
KIND_SHARES = {code: share for code, (_name, _family, share) in KINDS.items()}
BYNAMES = [
    "Melati",
    "Mawar",
    "Anggrek",
    "Kenanga",
    "Cempaka",
    "Teratai",
    "Dahlia",
    "Makmur",
    "Sejahtera",
    "Subur",
    "Lestari",
    "Mandiri",
    "Maju",
    "Rukun",
    "Mekar",
    "Bersama",
    "Karya",
    "Harapan",
    "Bahagia",
    "Sentosa",
    "Barokah",
    "Tunas",
    "Cahaya",
    "Bina",
]
SECOND = [
    "Jaya",
    "Tani",
    "Sari",
    "Muda",
    "Indah",
    "Baru",
    "Raya",
    "Utama",
    "Abadi",
    "Makmur",
    "Mulya",
    "Asri",
]
HAMLETS = ["Krajan", "Kidul", "Lor", "Wetan", "Kulon", "Tengah", "Gunung", "Sawah", "Kali", "Baru"]
OFFICES = ("Ketua", "Sekretaris", "Bendahara", "Anggota")
ROLES = (
    "Tokoh masyarakat",
    "Pengepul hasil panen",
    "Kader kesehatan",
    "Guru",
    "Pemilik penggilingan",
    "Penyuluh",
    "Pemilik warung",
    "Tokoh agama",
    "Pemilik lahan",
    "Bidan desa",
    "Pelepas uang",
    "Ketua RT",
)
INSTITUTIONS = (
    "Puskesmas pembantu",
    "Sekolah dasar",
    "BPP kecamatan",
    "Koperasi simpan pinjam",
    "Pasar desa",
    "KUA kecamatan",
    "Bank daerah unit desa",
)
FORMS = ("capital", "input", "market", "land", "gear", "job", "emergency", "information")
REASONS = (
    "Sering kerja bakti bersama.",
    "Memakai saluran air yang sama.",
    "Rebutan anggota dan bantuan yang sama.",
    "Belum pernah bertemu.",
    "Pengurusnya bersaudara.",
    "Menjual hasil ke pembeli yang sama.",
)
TASKS = (
    "Mengundang kelompok yang belum pernah hadir",
    "Mengantar surat ke dinas pertanian",
    "Mempertemukan dua kelompok tani",
    "Memeriksa pipa air bersih",
    "Menyusun daftar kebutuhan bibit",
    "Mengabarkan hasil musyawarah ke dusun",
)
WHO = ("Pendamping desa", "Sekretaris desa", "Ketua kelompok tani", "Kader PKK", "Kepala dusun")
MATTERS = (
    "Air bersih",
    "Pasar sayur",
    "Pengolahan sampah",
    "Jalan usaha tani",
    "Desa wisata",
    "Lumbung pangan",
    "Pupuk organik",
    "Keamanan malam",
    "Irigasi",
    "Pengolahan hasil panen",
)
COMPANIES = {
    "PT Contoh Pangan": "company",
    "Koperasi Contoh Sejahtera": "cooperative",
    "Universitas Contoh": "university",
    "Yayasan Contoh Lestari": "ngo",
    "Bank Contoh": "bank",
}
CLAUSES = {
    "scope": "Pengelolaan bersama oleh para pihak di wilayah masing-masing.",
    "field": "Pembangunan desa.",
    "procedure": "Dijalankan regu bersama dan dilaporkan tiap tiga bulan.",
    "term": "Sesuai tanggal dalam naskah ini.",
    "rights": "Tiap pihak menerima manfaat dan menanggung tugas menurut lampiran.",
    "funding": "Anggaran desa masing-masing dan iuran pemakai.",
    "change": "Diusulkan dengan surat dan diputuskan dalam musyawarah.",
    "dispute": "Musyawarah kekeluargaan lebih dulu.",
}
