"""What the words of a file may mean here: guesses for a person to confirm, never a decision.

A party becomes ``group:<kind of group>``, ``person``, ``institution``, ``government`` or ``skip``;
a tie becomes a kind of ``Tie``, ``government:<stance>`` or ``skip``.
"""

import re
import unicodedata

SKIP = "skip"
UNKNOWN_GROUP = "group:lainnya"

# The first that fits decides, so the narrow ones stand above the wide ones.
_PARTIES = (
    ("group:kwt", r"kwt|wanita tani"),
    ("group:gapoktan", r"gapoktan|gabungan kelompok tani"),
    ("group:p3a", r"p3a|hippa|pemakai air|irigasi"),
    ("group:lmdh", r"lmdh|desa hutan|perhutanan"),
    ("group:ternak", r"ternak|peternak|livestock"),
    ("group:pokdakan", r"pokdakan|pembudi ?daya ikan"),
    ("group:poklahsar", r"poklahsar"),
    ("group:pokmaswas", r"pokmaswas"),
    ("group:garam", r"garam"),
    ("group:kub", r"kub|usaha bersama nelayan"),
    ("group:nelayan", r"nelayan|fish(er|ing|ers|ermen)?"),
    ("group:subak", r"subak"),
    ("group:lembaga-adat", r"lembaga adat"),
    ("group:adat", r"adat|paguyuban|customary|indigenous"),
    ("group:majelis-taklim", r"majelis taklim|majlis taklim|pengajian|yasin(an)?"),
    ("group:remaja-masjid", r"remaja (masjid|musala)|risma"),
    ("group:takmir", r"takmir|ta'mir|dkm|masjid|musala|mushola"),
    ("group:jemaat", r"jemaat|gereja|church"),
    ("group:pesantren", r"pesantren|ponpes"),
    ("group:keagamaan", r"keagamaan|agama|religious|religion|faith"),
    ("group:dasawisma", r"dasa ?wisma"),
    ("group:spp", r"spp|simpan pinjam perempuan"),
    ("group:pkk", r"pkk"),
    ("group:perempuan", r"perempuan|wanita|ibu-ibu|women|woman"),
    ("group:karang-taruna", r"karang ?taruna|katar"),
    ("group:olahraga", r"olah ?raga|sepak ?bola|voli|sport(s)?"),
    ("group:sanggar", r"sanggar|seni|kesenian|arts?"),
    ("group:pemuda", r"pemuda|kepemudaan|youth"),
    ("group:posyandu", r"posyandu"),
    ("group:rt-rw", r"rt|rw|rukun (tetangga|warga)"),
    ("group:lpm", r"lpm|lpmd|lkmd"),
    ("group:pokdarwis", r"pokdarwis|wisata|tourism"),
    ("group:bank-sampah", r"bank sampah"),
    ("group:kpspams", r"kpspams|kp-spams|pamsimas|air bersih|tirta"),
    ("group:kdmp", r"kdmp|merah putih"),
    ("group:bumdesma", r"bumdesma|bum ?desa bersama"),
    ("group:bumdes", r"bumdes|bum ?desa"),
    ("group:koperasi", r"koperasi|kud|cooperative"),
    ("group:satlinmas", r"satlinmas|linmas"),
    ("group:relawan-bencana", r"relawan|destana|tanggap bencana"),
    ("group:arisan", r"arisan"),
    ("group:perajin", r"perajin|pengrajin|craft(s|ers)?"),
    ("group:disabilitas", r"disabilitas|difabel|disabled"),
    ("group:kelompok-tani", r"kelompok tani|poktan"),
    ("group:otl", r"tani|petani|pertanian|farm(er|ers|ing)?|agricultur\w*"),
    ("group:ngo", r"ngo|lsm|swadaya masyarakat|nonprofit|civil society"),
    ("person", r"orang|tokoh|perseorangan|individu|warga|pribadi|person|people|individual|actor"),
    ("person", r"ketua|wakil|kepala|sekretaris|bendahara|anggota|pengepul|juragan|tengkulak|"
               r"bidan|guru|kader|ustad[z]?|kiai|kyai|pendeta|pendamping|penyuluh|pembina|leader"),
    ("government", r"pemerintah(an)? desa|pemdes|village government"),
    ("institution", r"lembaga|instansi|dinas|kantor|badan|balai|puskesmas|sekolah|universitas|"
                    r"bank|pasar|perusahaan|pt|cv|uptd|bpp|institution|agency|company|school|"
                    r"office|government|pemerintah|organi[sz]ation|organisasi"),
    (UNKNOWN_GROUP, r"kelompok|group|komunitas|community|perkumpulan|himpunan|forum"),
)  # fmt: skip
_TIES = (
    ("unrelated", r"tidak ada (kaitan|hubungan)|tak ada (kaitan|hubungan)|unrelated|no relation"),
    (SKIP, r"bergantung|ketergantungan|patron|klien|client|utang|hutang|debt|depend\w*|depends on"),
    ("government:hinder", r"menghambat|hambat|hinder\w*|obstruct\w*"),
    ("government:passive", r"pasif|passive"),
    ("competes", r"saing|bersaing|pesaing|saingan|konflik|sengketa|berselisih|lawan|menentang|"
                 r"compet\w*|rival\w*|conflict\w*|oppos\w*|dispute\w*|negati[fv]e?|enem(y|ies)"),
    ("membership", r"anggota|keanggotaan|pengurus|kepengurusan|ketua|sekretaris|bendahara|pembina|"
                   r"bagian dari|member\w*|belongs to|part of|leads?|leader|chair|affiliat\w*"),
    ("supports", r"dukung|mendukung|dukungan|kerja ?sama|bekerja ?sama|mitra|bermitra|kemitraan|"
                 r"bantu|membantu|bantuan|gotong royong|support\w*|cooperat\w*|collaborat\w*|"
                 r"partner\w*|help\w*|alli\w+|friend\w*|positi[fv]e?"),
)  # fmt: skip

_PARTY_RULES = [(choice, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for choice, words in _PARTIES]
_TIE_RULES = [(choice, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for choice, words in _TIES]
_OFFICE_FIRST = re.compile(
    r"(?:ketua|wakil|kepala|sekretaris|bendahara|penasihat|pembina|pengepul|juragan|tengkulak|"
    r"tokoh|sesepuh|camat|kades|kadus|sekdes|bidan|juru|pedagang|pemilik|penyuluh|kader|guru|"
    r"pak|bu|bapak|ibu|hj?\.)(?!\w)"
)
_ROLE = re.compile(
    r"(?<!\w)(?:ketua|wakil|kepala|sekretaris|bendahara|anggota|pengurus|penasi(?:hat|het)|pembina|"
    r"pengepul|juragan|tengkulak|pedagang|pemilik|penyuluh|ppl|bidan|perawat|dokter|guru|kader|"
    r"imam|takmir|ustad[z]?(?:ah)?|kiai|kyai|pendeta|pastor|sesepuh|tetua|tokoh|pemangku|mantan|"
    r"petani|nelayan|peternak|perajin|penggerak|operator|pendamping|koordinator|camat|lurah|kadus|"
    r"kades|sekdes|kaur|kasi|rt|rw|bpd|mantri|dukun|juru|penjaga|pengelola|manajer|direktur|sopir|"
    r"tukang|buruh|warga|staf|petugas|perwakilan|utusan)(?!\w)"
)


def folded(text) -> str:
    """A text as words are compared: no capitals, no accents, single blanks."""
    text = unicodedata.normalize("NFKC", str(text)).casefold()
    return " ".join(re.sub(r"[_\s]+", " ", text).split())


def guess_party(*words) -> str:
    """What a party may be, judged by the first of ``words`` that says anything; else ``""``."""
    return next((found for word in words if (found := _first(_PARTY_RULES, word))), "")


def guess_by_name(label) -> str:
    """What a party may be, judged by its own name: an office in front makes it a person."""
    if _OFFICE_FIRST.match(folded(label)):
        return "person"
    return guess_party(label)


def guess_tie(word) -> str:
    """What a relation may be; ``""`` when the word says nothing."""
    return _first(_TIE_RULES, word)


def sounds_like_a_role(label) -> bool:
    """Whether a person is called by an office or role; personal names mostly hold no such word."""
    return bool(_ROLE.search(folded(label)))


def _first(rules, word):
    text = folded(word)
    return next((choice for choice, pattern in rules if pattern.search(text)), "") if text else ""
