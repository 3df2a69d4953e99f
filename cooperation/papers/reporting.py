"""What a joint body reports to the village heads (Permendagri 96/2017): a skeleton to fill in."""

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
    marked,
)
from cooperation.papers.facts import Matter, Report

EMPTY_ROWS = 6


def body_report(matter: Matter, report: Report) -> dict[str, list]:
    """The slots of a report: what was done, what came of it, the money, what is next."""
    where = words.listed(matter.subdistricts)
    heads = [village.head for village in matter.villages]
    blanks = tuple(("",) * 4 for _ in range(EMPTY_ROWS))
    done = tuple((f"{n}.", *row) for n, row in enumerate(report.activities, 1)) or blanks
    money = tuple((f"{n}.", *row) for n, row in enumerate(report.finances, 1)) or blanks
    return {
        "kop": [
            Crest(
                (
                    report.body.upper(),
                    *((f"KECAMATAN {where.upper()}",) if where else ()),
                    (matter.regency or f"Kabupaten {words.DOTS}").upper(),
                ),
                matter.regency_emblem,
            )
        ],
        "judul": [
            Centred(("LAPORAN PELAKSANAAN KERJA SAMA",), bold=True, tight=True),
            Centred((matter.about.upper(),), bold=True),
        ],
        "isi": [
            Facts(
                (
                    ("Masa laporan", report.period or words.LONG_DOTS),
                    ("Desa yang bekerja sama", words.listed(v.name for v in matter.villages)),
                    ("Berlaku", _term(matter)),
                )
            ),
            Centred(("A. Kegiatan",), bold=True, tight=True),
            Grid(("No.", "Kegiatan", "Rencana", "Hasil"), done, (0.07, 0.41, 0.26, 0.26),
                 tall=True),
            Centred(("B. Keuangan",), bold=True, tight=True),
            Grid(("No.", "Uraian", "Masuk (Rp)", "Keluar (Rp)"), money, (0.07, 0.49, 0.22, 0.22),
                 tall=True),
            Centred(("C. Manfaat bagi tiap Desa",), bold=True, tight=True),
            Lines(5),
            Centred(("D. Masalah dan tindak lanjut",), bold=True, tight=True),
            Lines(5),
            Words("Disampaikan kepada:", align="left"),
            Listed(marked([f"{head};" for head in heads], "figure")),
            Words(
                "Tembusan: Badan Permusyawaratan Desa tiap Desa, dan Bupati melalui Camat.",
                align="left",
            ),
        ],
        "tanda_tangan": [
            Signatures(
                (
                    Signature(""),
                    Signature(f"KETUA {report.body.upper()},",
                              above=(f"{words.DOTS}, {words.LONG_DOTS}",)),
                ),
                2,
            )
        ],
    }  # fmt: skip


def _term(matter):
    return f"{words.day(matter.starts_on)} sampai {words.day(matter.ends_on)}"
