"""The signed statement of what a deliberation decided: by its record, or by the event it became."""

from cooperation.lifecycle import Ground
from cooperation.papers import words
from cooperation.papers.blocks import (
    Centred,
    Lines,
    Listed,
    Signature,
    Signatures,
    Words,
    columns_for,
    marked,
)
from cooperation.papers.facts import Deliberation, Matter, Meeting
from cooperation.papers.meetings import kop, or_dots, outcome, recap, sessions

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


def record(matter: Matter, met: Deliberation | Meeting) -> dict[str, list]:
    """The slots of the statement of what a deliberation decided.

    Told by its own record where there is one, else by the event of the agreement.
    """
    if isinstance(met, Meeting):
        return _recorded(matter, met)
    name = f"Musyawarah {met.village.whole}" if met.village else NAMES[met.act]
    held = (
        f"Pada {words.day_in_words(met.on)} telah diselenggarakan {name} tentang kerja "
        f"sama {matter.about}, yang diikuti oleh {_parties(matter)}."
    )
    isi = [
        Words(held, indent=True),
        Words(_attended(met), indent=True),
        Words("Musyawarah memutuskan:", indent=True),
        Listed(marked(_decisions(matter, met), "figure")),
    ]
    head, signers = kop(matter, met.village), _signers(met.village, matter.signers)
    return _statement(head, name, met.minutes, matter.about, isi, signers)


def _recorded(matter, meeting):
    where = words.listed(village.whole for village in meeting.villages)
    decided = [_decided_on(point) for point in meeting.agenda if point.outcome]
    held = (
        f"Pada {words.day_in_words(meeting.last_session.on)} telah diselenggarakan {meeting.name} "
        f"tentang {meeting.title or matter.about}, bertempat di "
        f"{meeting.last_session.place or words.LONG_DOTS}, "
        f"dipimpin oleh {meeting.chair or words.LONG_DOTS}, yang diikuti oleh {where}."
    )
    isi = [
        Words(held, indent=True),
        Words(_came(meeting), indent=True),
        *sessions(meeting),
        *recap(meeting),
        Words("Musyawarah memutuskan:", indent=True),
        Listed(marked(decided, "figure")) if decided else Lines(4),
    ]
    village = None if meeting.of_all else meeting.village
    signers = _signers(village, meeting.villages)
    about = meeting.title or matter.about
    head = kop(matter, meeting.village)
    return _statement(head, meeting.name, meeting.minutes, about, isi, signers)


def _statement(head, name, number, about, isi, signers):
    return {
        "kop": [head],
        "judul": [
            Centred(("BERITA ACARA",), bold=True, tight=True, underlined=True),
            Centred((name.upper(),), bold=True, tight=True),
        ],
        "nomor": [Centred((f"NOMOR {number or words.LONG_DOTS}",))],
        "tentang": [Centred(("TENTANG", about.upper()), bold=True)],
        "isi": [
            *isi,
            Words(
                "Demikian berita acara ini dibuat dengan sebenarnya dan ditandatangani untuk "
                "dilaksanakan.",
                indent=True,
            ),
        ],
        "tanda_tangan": [signers],
    }


def _decided_on(point):
    return f"{point.title}: {outcome(point)}"


def _came(meeting):
    if not meeting.is_counted:
        return (
            f"Musyawarah dihadiri {words.DOTS} dari {or_dots(meeting.invited)} orang yang "
            "diundang, menurut daftar hadir terlampir."
        )
    said = (
        f"Musyawarah dihadiri {meeting.present} ({words.spelled(meeting.present)}) orang dari "
        f"{meeting.invited} orang yang diundang, menurut daftar hadir terlampir"
    )
    result = meeting.last_session.result
    return f"{said}; {result[0].lower() + result[1:]}." if result else f"{said}."


# --- What an event says -------------------------------------------------------------------------


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


def _signers(village, parties):
    """BPD, head and those who took part, of one village; else whoever speaks for each party."""
    if village:
        name = village.whole.upper()
        cells = (
            Signature(f"KETUA BPD {name},"),
            Signature(f"{village.head.upper()},"),
            Signature("WAKIL PESERTA MUSYAWARAH,"),
        )
        return Signatures(cells, len(cells))
    cells = tuple(
        Signature(f"{party.head},".upper() if party.is_village else f"{party.name},".upper())
        for party in parties
    )
    return Signatures(cells, columns_for(len(cells)))
