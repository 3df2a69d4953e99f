"""Letters of a village: the offer of a cooperation, and the invitation to a deliberation."""

from cooperation.papers import words
from cooperation.papers.blocks import Facts, Kop, Listed, Signature, Signatures, Words, marked
from cooperation.papers.clauses import articles_of
from cooperation.papers.facts import Matter, Meeting, Party


def letterhead(matter: Matter, village: Party, *, office: str = "") -> Kop:
    """The head of a letter of a village."""
    lines = [f"PEMERINTAH {(matter.regency or 'Kabupaten ' + words.DOTS).upper()}"]
    if village.subdistrict:
        lines.append(f"KECAMATAN {village.subdistrict.upper()}")
    lines.append((office or f"Pemerintah {village.whole}").upper())
    head = village.letterhead
    address = " · ".join(part for part in (head.address, head.contact) if part)
    emblem = head.emblem or matter.regency_emblem
    return Kop(tuple(lines), address or f"Alamat: {words.LONG_DOTS * 2}", emblem)


def offer(matter: Matter, village: Party) -> dict[str, list]:
    """The slots of a letter that offers a cooperation, with its eight contents."""
    others = [party for party in matter.signers if party.key != village.key]
    contents = [
        f"{heading.capitalize()}: {' '.join(lines)}"
        for heading, lines in articles_of({"clauses": matter.content.get("clauses", {})})
    ]
    return {
        "kop": [letterhead(matter, village)],
        "tempat_tanggal": [Words(f"{village.name}, {words.day(matter.letter_on)}", align="right")],
        "nomor": [
            Facts(
                (
                    ("Nomor", matter.letter or words.LONG_DOTS),
                    ("Lampiran", "–" if not matter.version else "1 (satu) berkas rancangan"),
                    ("Hal", f"Penawaran kerja sama tentang {matter.about}"),
                )
            )
        ],
        "pihak": [_to([_address(party) for party in others])],
        "isi": [
            Words("Dengan hormat,"),
            Words(_why(matter, village), indent=True),
            Words("Pokok-pokok kerja sama yang kami tawarkan adalah sebagai berikut:", indent=True),
            Listed(marked(contents, "figure")),
            Words(
                "Mohon jawaban tertulis setelah dibahas dalam musyawarah. Rancangannya disusun "
                "dan diperiksa bersama oleh semua pihak. Atas perhatian dan kesediaannya kami "
                "mengucapkan terima kasih.",
                indent=True,
            ),
        ],
        "tanda_tangan": [_signed_right(f"{village.head},".upper())],
        "tembusan": _copies(village),
    }


def invitation(matter: Matter, meeting: Meeting) -> dict[str, list]:
    """The slots of an invitation.

    BPD convenes a village deliberation (UU 6/2014 art. 54); the heads call the one of all villages
    together (PP 11/2021 art. 1), and the village that began it writes the letter.
    """
    village = meeting.village
    office = "" if meeting.of_all else f"Badan Permusyawaratan {village.whole}"
    who = village.head if meeting.of_all else f"Ketua BPD {village.whole}"
    agenda = [point.title for point in meeting.agenda]
    about = meeting.title or f"Membahas kerja sama tentang {matter.about}"
    return {
        "kop": [letterhead(matter, village, office=office)],
        "tempat_tanggal": [Words(f"{village.name}, {words.LONG_DOTS}", align="right")],
        "nomor": [
            Facts(
                (
                    ("Nomor", words.LONG_DOTS),
                    ("Lampiran", "–"),
                    ("Hal", f"Undangan {meeting.name}"),
                )
            )
        ],
        "pihak": [_to([words.LONG_DOTS * 2])],
        "isi": [
            Words("Dengan hormat,"),
            Words(
                f"Kami mengundang Bapak/Ibu/Saudara menghadiri {meeting.name} pada:", indent=True
            ),
            Facts(
                (
                    ("Hari, tanggal", words.weekday(meeting.on)),
                    ("Pukul", meeting.at or words.LONG_DOTS),
                    ("Tempat", meeting.place or words.LONG_DOTS),
                    ("Acara", about),
                )
            ),
            *([Listed(marked(agenda, "figure"))] if agenda else []),
            *_what_makes_it_valid(meeting),
            Words(
                "Kehadiran Bapak/Ibu/Saudara mewakili kelompoknya menentukan sah tidaknya "
                "keputusan. Bila berhalangan, mohon mengirim wakil dari kelompok yang sama.",
                indent=True,
            ),
        ],
        "tanda_tangan": [_signed_right(f"{who},".upper())],
        "tembusan": [],
    }


def _what_makes_it_valid(meeting):
    if not meeting.least or not meeting.invited:
        return []
    said = f"sedikitnya {meeting.least} dari {meeting.invited} orang yang diundang hadir"
    return [Words(f"Musyawarah sah bila {said}.", indent=True)]


def _to(names):
    lines = ["Kepada", *(f"Yth. {name}" for name in names), "di tempat"]
    return Words("\n".join(lines), align="left")


def _address(party):
    return party.head if party.is_village else f"Pimpinan {party.name}"


def _why(matter, village):
    aim = matter.purpose.rstrip(".")
    why = f" untuk menjawab kebutuhan berikut: {aim}" if aim else ""
    met = [d for d in matter.deliberations if d.act == "deliberate" and d.village == village]
    ground = ""
    if met:
        ground = (
            f"Berdasarkan Musyawarah {village.whole} tanggal {words.day(met[-1].on)} (Berita Acara "
            f"Nomor {met[-1].minutes or words.DOTS}), "
        )
    opening = f"{ground}kami menawarkan kerja sama tentang {matter.about}{why}."
    return opening[0].upper() + opening[1:]


def _copies(village):
    camat = f"Camat {village.subdistrict}" if village.subdistrict else "Camat"
    return [
        Words("Tembusan:", align="left"),
        Listed(marked((f"{camat};", f"Ketua BPD {village.whole}."), "figure")),
    ]


def _signed_right(who):
    return Signatures((Signature(who=""), Signature(who=who)), 2)
