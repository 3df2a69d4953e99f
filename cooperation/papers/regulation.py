"""Peraturan Bersama Kepala Desa, and the Peraturan Desa that a village's cooperation rests on."""

from cooperation.papers import law, words
from cooperation.papers.blocks import (
    Centred,
    Crest,
    Numbers,
    Recital,
    Signature,
    Signatures,
    Words,
    columns_for,
    marked,
)
from cooperation.papers.clauses import Body
from cooperation.papers.facts import Matter, Party

# Above this many, numbers stand in two columns beside the names of their villages.
FEW_NUMBERS = 3
GRACE = "DENGAN RAHMAT TUHAN YANG MAHA ESA"


def joint_regulation(matter: Matter) -> dict[str, list]:
    """The slots of a joint regulation of village heads (UU 6/2014 art. 92; PP 43/2014 art. 143)."""
    heads = [village.head for village in matter.villages]
    about = matter.about.upper()
    body = Body()
    body.chapter("KETENTUAN UMUM", _terms(matter))
    body.contents(matter.content)
    body.chapter("KETENTUAN PENUTUP", (("", _IN_FORCE),))
    return {
        "kop": [Crest(_above(matter), matter.regency_emblem)],
        "judul": [Centred(("PERATURAN BERSAMA", *_title_lines(heads)), bold=True)],
        "nomor": _numbers(matter),
        "tentang": [Centred(("TENTANG", about), bold=True)],
        "pembukaan": [
            Centred((GRACE,), tight=True),
            Centred((f"{words.listed(heads).upper()},",)),
        ],
        "menimbang": [Recital("Menimbang", marked(_considering(matter)))],
        "mengingat": [Recital("Mengingat", marked(_rules(matter), "figure"))],
        "menetapkan": [
            Centred(("MEMUTUSKAN:",), bold=True, tight=True),
            Recital("Menetapkan", (("", f"PERATURAN BERSAMA KEPALA DESA TENTANG {about}."),)),
        ],
        "isi": body.blocks,
        "penutup": [Words(_publish(matter), indent=True)],
        "tanda_tangan": [_signatures(matter)],
        "pengundangan": [_promulgation(matter)],
    }


def umbrella(matter: Matter, village: Party) -> dict[str, list]:
    """The slots of a Peraturan Desa on cooperation: the village's own ground to stand on."""
    about = "KERJA SAMA DESA"
    name = village.whole.upper()
    body = Body()
    for title, articles in _umbrella_chapters(matter, village):
        body.chapter(title, *articles)
    return {
        "kop": [Crest((name, _regency(matter)), matter.regency_emblem)],
        "judul": [Centred((f"PERATURAN {name}",), bold=True, tight=True)],
        "nomor": [Centred((words.number_line(),), bold=True)],
        "tentang": [Centred(("TENTANG", about), bold=True)],
        "pembukaan": [Centred((GRACE,), tight=True), Centred((f"{village.head.upper()},",))],
        "menimbang": [Recital("Menimbang", marked(_why_umbrella(matter, village)))],
        "mengingat": [
            Recital(
                "Mengingat",
                marked(law.sorted_basis("", usual=(*law.USUAL, law.DRAFTING_RULE))[1], "figure"),
            )
        ],
        "menetapkan": [
            Centred(
                (
                    "Dengan Kesepakatan Bersama",
                    f"BADAN PERMUSYAWARATAN {name}",
                    "dan",
                    village.head.upper(),
                ),
            ),
            Centred(("MEMUTUSKAN:",), bold=True, tight=True),
            Recital("Menetapkan", (("", f"PERATURAN DESA TENTANG {about}."),)),
        ],
        "isi": body.blocks,
        "penutup": [
            Words(
                "Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Desa ini "
                f"dengan penempatannya dalam Berita {village.whole}.",
                indent=True,
            )
        ],
        "tanda_tangan": [Signatures((Signature(""), _place(village, None)), 2)],
        "pengundangan": [Signatures((_gazette(village, known=False), Signature("")), 2)],
    }


_IN_FORCE = (
    "Peraturan Bersama Kepala Desa ini mulai berlaku pada tanggal diundangkan dalam Berita Desa "
    "masing-masing Desa."
)


def _above(matter):
    districts = matter.subdistricts
    if len(districts) == 1:
        return (f"KECAMATAN {districts[0].upper()}", _regency(matter))
    return (_regency(matter),)


def _regency(matter):
    name = matter.regency or f"Kabupaten {words.DOTS}"
    return name.upper()


def _title_lines(heads):
    """Each head on a line of their own while there are few; then one running text."""
    if len(heads) <= FEW_NUMBERS:
        lines = []
        for head in heads[:-1]:
            lines += [head.upper(), "DAN"]
        return [*lines, heads[-1].upper()] if heads else []
    return [words.listed(heads).upper()]


def _numbers(matter):
    lines = [(v.whole, words.number_line(v.number, v.year)) for v in matter.villages]
    if len(lines) <= FEW_NUMBERS:
        return [Centred(tuple(line for _name, line in lines), bold=True)]
    return [Numbers(tuple(lines))]


def _considering(matter):
    own, _rules_of = law.sorted_basis(matter.content.get("basis", ""))
    found = []
    if matter.purpose:
        found.append(
            f"bahwa {words.sentence(matter.purpose)}, sehingga perlu ditangani bersama oleh "
            f"{_these(matter)}"
        )
    found += [_that(line) for line in own]
    if not found:
        found.append(
            "bahwa ada kebutuhan dan kepentingan yang sama di antara Desa-Desa yang lebih baik "
            f"ditangani bersama, yaitu {words.sentence(matter.about)}"
        )
    found.append(_deliberated(matter))
    found.append(
        "bahwa kerja sama antar-Desa dituangkan dalam Peraturan Bersama Kepala Desa sebagaimana "
        "dimaksud dalam Pasal 92 ayat (2) dan ayat (3) Undang-Undang Nomor 6 Tahun 2014 tentang "
        "Desa"
    )
    found.append(_therefore(len(found), "Peraturan Bersama Kepala Desa tentang " + matter.about))
    return [f"{line};" for line in found]


def _these(matter):
    """The villages by name while they are few; the title names them all anyway."""
    if len(matter.villages) > FEW_NUMBERS:
        return "Desa-Desa yang menetapkan peraturan ini"
    return words.listed(village.whole for village in matter.villages)


def _therefore(count, what):
    letters = words.listed(f"huruf {words.letter(number)}" for number in range(count))
    return f"bahwa berdasarkan pertimbangan dalam {letters}, perlu menetapkan {what}"


def _that(line):
    line = words.sentence(line)
    return line if line.lower().startswith("bahwa") else f"bahwa {line}"


def _deliberated(matter):
    met = matter.joint_deliberation
    on = words.day(met.on if met else None)
    minutes = (met.minutes if met else "") or words.DOTS
    return (
        f"bahwa Musyawarah Antar-Desa pada tanggal {on}, yang hasilnya tertulis dalam Berita "
        f"Acara Nomor {minutes}, telah menyepakati kerja sama ini"
    )


def _rules(matter):
    _own, rules = law.sorted_basis(
        matter.content.get("basis", ""), usual=(*law.USUAL, law.DRAFTING_RULE)
    )
    return [f"{rule};" for rule in rules]


def _terms(matter):
    terms = (
        f"Desa adalah {_these(matter)}.",
        "Kepala Desa adalah kepala dari tiap Desa sebagaimana dimaksud pada angka 1.",
        "Kerja Sama Antar-Desa adalah kesepakatan Desa-Desa tersebut untuk mengerjakan bersama "
        "urusan yang diatur dalam peraturan ini.",
        "Musyawarah Antar-Desa adalah pertemuan yang dihadiri Badan Permusyawaratan Desa, "
        "Pemerintah Desa, dan unsur masyarakat dari tiap Desa untuk memutuskan urusan kerja sama.",
        "Badan Kerja Sama Antar-Desa adalah badan yang dibentuk Desa-Desa tersebut untuk "
        "melaksanakan kerja sama dan bertanggung jawab kepada para Kepala Desa.",
    )
    return (("", "Dalam Peraturan Bersama ini yang dimaksud dengan:"), *marked(terms, "figure"))


def _publish(matter):
    return (
        "Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Bersama Kepala "
        "Desa ini dengan penempatannya dalam Berita Desa di tiap Desa."
    )


# --- signing ------------------------------------------------------------------------------------


def _signatures(matter):
    """Where and when stand once when they are the same for all, else above each signature."""
    villages, days = matter.villages, {village.signed_on for village in matter.villages}
    together = len(days) == 1
    cells = tuple(_place(village, village.signed_on, with_day=not together) for village in villages)
    return Signatures(
        cells,
        columns_for(len(cells)),
        above=_enacted(words.DOTS * 2, days.pop()) if together else (),
    )


def _place(village, on, *, with_day=True):
    above = _enacted(village.name if on else words.DOTS, on) if with_day else ()
    return Signature(who=f"{village.head},".upper(), above=above)


def _enacted(where, on):
    return (f"Ditetapkan di {where}", f"pada tanggal {_on(on)}")


def _on(on):
    return words.day(on) if on else words.DOTS * 2


def _promulgation(matter):
    cells = tuple(_gazette(village) for village in matter.villages)
    return Signatures(cells, columns_for(len(cells)), heading="PENGUNDANGAN")


def _gazette(village, *, known=True):
    on = village.promulgated_on if known else None
    year = (village.gazette_year if known else None) or words.DOTS
    number = (village.gazette_number if known else "") or words.DOTS
    return Signature(
        who=f"Sekretaris {village.whole},".upper(),
        above=(f"Diundangkan di {village.name}", f"pada tanggal {_on(on)}"),
        below=(f"BERITA {village.whole.upper()}", f"TAHUN {year} NOMOR {number}"),
    )


# --- the umbrella -------------------------------------------------------------------------------


def _why_umbrella(matter, village):
    found = [
        f"bahwa potensi dan kebutuhan {village.whole} dapat dikelola lebih baik bersama Desa lain "
        "dan pihak ketiga",
        "bahwa kerja sama Desa perlu berpijak pada aturan yang diketahui seluruh warga, supaya "
        "manfaat, beban, dan tanggung jawabnya jelas",
    ]
    met = [d for d in matter.deliberations if d.act == "deliberate" and d.village == village]
    if met:
        found.append(
            f"bahwa Musyawarah Desa pada tanggal {words.day(met[-1].on)} dengan Berita Acara Nomor "
            f"{met[-1].minutes or words.DOTS} telah menyepakati kerja sama tentang "
            f"{matter.title}"
        )
    found.append(_therefore(len(found), "Peraturan Desa tentang Kerja Sama Desa"))
    return [f"{line};" for line in found]


def _umbrella_chapters(matter, village):
    terms = (
        f"Desa adalah {village.whole}.",
        f"Pemerintah Desa adalah {village.head} dibantu perangkat Desa.",
        "Badan Permusyawaratan Desa, disingkat BPD, adalah lembaga perwakilan warga yang ikut "
        "menyelenggarakan pemerintahan Desa.",
        "Kerja Sama Desa adalah kesepakatan Desa dengan Desa lain atau dengan pihak ketiga untuk "
        "mengerjakan bersama urusan yang menjadi kewenangan Desa.",
    )
    opening = (("", "Dalam Peraturan Desa ini yang dimaksud dengan:"), *marked(terms, "figure"))
    yield "KETENTUAN UMUM", [opening]
    yield (
        "BENTUK DAN BIDANG",
        [
            marked(
                (
                    "Kerja sama antar-Desa ditetapkan dengan Peraturan Bersama Kepala Desa.",
                    "Kerja sama dengan pihak ketiga ditetapkan dengan Perjanjian Bersama.",
                ),
                "ayat",
            ),
            (
                ("", "Bidang kerja sama meliputi:"),
                *marked(
                    (
                        "penyelenggaraan pemerintahan Desa;",
                        "pelaksanaan pembangunan Desa;",
                        "pembinaan kemasyarakatan Desa; dan",
                        "pemberdayaan masyarakat Desa.",
                    )
                ),
            ),
        ],
    )
    yield (
        "PELAKSANAAN",
        [
            marked(
                (
                    "Setiap kerja sama dibahas dan disepakati lebih dulu dalam Musyawarah Desa "
                    "yang diselenggarakan BPD.",
                    "Kerja sama yang disepakati dicantumkan dalam RPJM Desa dan RKP Desa.",
                    f"Naskah kerja sama ditandatangani {village.head} setelah delapan isi wajibnya "
                    "lengkap.",
                ),
                "ayat",
            )
        ],
    )
    yield (
        "PENDANAAN DAN PELAPORAN",
        [
            (("", "Biaya kerja sama dibebankan pada APB Desa dan sumber lain yang sah."),),
            (
                (
                    "",
                    f"{village.head} melaporkan pelaksanaan kerja sama kepada BPD, dengan tembusan "
                    "kepada Bupati melalui Camat.",
                ),
            ),
        ],
    )
    yield (
        "KETENTUAN PENUTUP",
        [(("", "Peraturan Desa ini mulai berlaku pada tanggal diundangkan."),)],
    )
