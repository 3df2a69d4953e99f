"""Papers of a deliberation: the list to sign, the minutes, and the signed statement of decision."""

from cooperation.lifecycle import Ground
from cooperation.papers import words
from cooperation.papers.blocks import (
    Centred,
    Crest,
    Facts,
    Grid,
    Lines,
    Listed,
    Signature,
    Signatures,
    Words,
    columns_for,
    marked,
)
from cooperation.papers.facts import Deliberation, Matter, Meeting
from cooperation.papers.letters import letterhead

# The elements of society of PP 47/2015 art. 80; others are written by hand.
ELEMENTS = (
    "Pemerintah Desa", "BPD", "Tokoh adat", "Tokoh agama", "Tokoh masyarakat",
    "Tokoh pendidikan", "Perwakilan petani", "Perwakilan nelayan", "Perwakilan perajin",
    "Perwakilan perempuan", "Pemerhati dan pelindung anak", "Perwakilan warga miskin",
)  # fmt: skip
USUAL_SEATS, MOST_SEATS = 30, 400
SITTINGS = {1: "pertama", 2: "kedua, setelah sidang pertama ditunda"}
NAMES = {
    "deliberate": "Musyawarah Desa",
    "agree_together": "Musyawarah Antar-Desa",
    "agree_in_village": "Musyawarah Desa",
    "postpone": "Musyawarah Para Pihak",
    "resume": "Musyawarah Para Pihak",
    "amend": "Musyawarah Para Pihak",
    "end": "Musyawarah Para Pihak",
}


def attendance(matter: Matter, meeting: Meeting) -> dict[str, list]:
    """The slots of a list to sign, as many lines as people were invited."""
    seats = min(meeting.invited or USUAL_SEATS, MOST_SEATS)
    rows = tuple((f"{n}.", "", "", "", "", f"{n}." if n % 2 else f"      {n}.")
                 for n in range(1, seats + 1))  # fmt: skip
    head = ("No.", "Nama", "L/P", "Mewakili unsur", "Alamat", "Tanda tangan")
    return {
        **_headed(matter, meeting, "DAFTAR HADIR"),
        "isi": [
            _when_and_where(matter, meeting),
            Grid(head, rows, (0.055, 0.27, 0.06, 0.21, 0.2, 0.205), tall=True),
            Words(
                "Unsur masyarakat: " + ", ".join(meeting.elements or ELEMENTS) + ", dan lainnya.",
                align="left",
            ),
        ],
        "tanda_tangan": [_chair(meeting)],
    }


def minutes(matter: Matter, meeting: Meeting) -> dict[str, list]:
    """The slots of minutes to write during a meeting."""
    agenda = meeting.agenda or (f"Kerja sama tentang {matter.about}",)
    isi = [
        _when_and_where(matter, meeting),
        Facts(
            (
                ("Dibuka pukul", words.DOTS),
                ("Ditutup pukul", words.DOTS),
                ("Pimpinan musyawarah", words.LONG_DOTS),
                ("Notulis", words.LONG_DOTS),
                ("Diundang / hadir", f"{meeting.invited or words.DOTS} / "
                 f"{meeting.present or words.DOTS} orang"),
            )
        ),
    ]  # fmt: skip
    for number, item in enumerate(agenda, 1):
        isi += [
            Centred((f"{number}. {item}",), bold=True, tight=True),
            Words("Jalannya pembicaraan:", align="left"),
            Lines(5),
            Words("Keputusan (disepakati / tidak disepakati / ditunda):", align="left"),
            Lines(3),
        ]
    isi += [
        Words("Tindak lanjut:", align="left"),
        Grid(
            ("No.", "Apa", "Siapa", "Paling lambat"),
            tuple((f"{n}.", "", "", "") for n in range(1, 6)),
            (0.07, 0.48, 0.25, 0.2),
            tall=True,
        ),
    ]
    return {
        **_headed(matter, meeting, "NOTULEN"),
        "isi": isi,
        "tanda_tangan": [Signatures((Signature("PIMPINAN MUSYAWARAH,"), Signature("NOTULIS,")), 2)],
    }


def record(matter: Matter, met: Deliberation) -> dict[str, list]:
    """The slots of the statement of what a deliberation decided, as the events tell it."""
    name = f"Musyawarah {met.village.whole}" if met.village else NAMES[met.act]
    return {
        "kop": [_kop(matter, met.village)],
        "judul": [
            Centred(("BERITA ACARA",), bold=True, tight=True, underlined=True),
            Centred((name.upper(),), bold=True, tight=True),
        ],
        "nomor": [Centred((f"NOMOR {met.minutes or words.LONG_DOTS}",))],
        "tentang": [Centred(("TENTANG", matter.about.upper()), bold=True)],
        "isi": [
            Words(
                f"Pada {words.day_in_words(met.on)} telah diselenggarakan {name} tentang kerja "
                f"sama {matter.about}, yang diikuti oleh {_parties(matter)}.",
                indent=True,
            ),
            Words(_attended(met), indent=True),
            Words("Musyawarah memutuskan:", indent=True),
            Listed(marked(_decisions(matter, met), "figure")),
            Words(
                "Demikian berita acara ini dibuat dengan sebenarnya dan ditandatangani untuk "
                "dilaksanakan.",
                indent=True,
            ),
        ],
        "tanda_tangan": [_signers(matter, met)],
    }


def _kop(matter, village):
    """Of the village, else of the one that began it; no village may be a party at all."""
    started = [each for each in matter.villages if each.is_initiator]
    host = village or next(iter(started or matter.villages), None)
    return letterhead(matter, host) if host else Crest((matter.regency.upper(),))


def _headed(matter, meeting, title):
    return {
        "kop": [_kop(matter, meeting.village)],
        "judul": [
            Centred((title,), bold=True, tight=True, underlined=True),
            Centred((meeting.name.upper(),), bold=True),
        ],
    }


def _when_and_where(matter, meeting):
    return Facts(
        (
            ("Hari, tanggal", words.weekday(meeting.on)),
            ("Pukul", meeting.at or words.LONG_DOTS),
            ("Tempat", meeting.place or words.LONG_DOTS),
            ("Tentang", f"Kerja sama {matter.about}"),
        )
    )


def _parties(matter):
    return words.listed(party.whole for party in matter.signers)


def _attended(met):
    if met.present is None:
        return (
            f"Musyawarah dihadiri {words.DOTS} dari {words.DOTS} orang yang diundang, menurut "
            "daftar hadir terlampir."
        )
    said = (
        f"Musyawarah dihadiri {met.present} ({words.spelled(met.present)}) orang dari "
        f"{met.invited or words.DOTS} orang yang diundang, menurut daftar hadir terlampir"
    )
    return f"{said}, dan dibuka sebagai sidang {SITTINGS.get(met.sitting, met.sitting)}."


def _decisions(matter, met):
    decisions = [_decided(matter, met)]
    if met.reason:
        decisions.append(f"Pertimbangannya: {met.reason.rstrip('.')}.")
    if met.ground:
        decisions.append(f"Alasan berakhirnya: {Ground(met.ground).label}.")
    if met.until:
        decisions.append(f"Penundaan berlaku sampai {words.day(met.until)}.")
    return decisions


def _decided(matter, met):
    about = matter.about
    if met.act == "deliberate":
        said = "Menyepakati" if met.outcome == "agreed" else "Tidak menyepakati"
        return f"{said} kerja sama tentang {about}."
    return {
        "agree_together": f"Menyepakati rancangan Peraturan Bersama Kepala Desa tentang {about}.",
        "agree_in_village": f"Menyepakati rancangan perjanjian kerja sama tentang {about}.",
        "postpone": f"Menunda pelaksanaan kerja sama tentang {about}.",
        "resume": f"Melanjutkan lagi kerja sama tentang {about}.",
        "amend": f"Mengubah naskah kerja sama tentang {about}.",
        "end": f"Mengakhiri kerja sama tentang {about}.",
    }[met.act]


def _signers(matter, met):
    if met.village:
        name = met.village.whole.upper()
        cells = (
            Signature(f"KETUA BPD {name},"),
            Signature(f"{met.village.head.upper()},"),
            Signature("WAKIL PESERTA MUSYAWARAH,"),
        )
        return Signatures(cells, len(cells))
    cells = tuple(
        Signature(f"{party.head},".upper() if party.is_village else f"{party.name},".upper())
        for party in matter.signers
    )
    return Signatures(cells, columns_for(len(cells)))


def _chair(meeting):
    one_village = meeting.village and not meeting.of_all
    who = f"KETUA BPD {meeting.village.whole.upper()}," if one_village else "PIMPINAN MUSYAWARAH,"
    return Signatures((Signature(""), Signature(who)), 2)
