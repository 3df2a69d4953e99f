"""What a joint body reports to the village heads (Permendagri 96/2017).

What is known of the body and its cooperation is printed; what nobody recorded is left to write in.
"""

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
    """The slots of a report: who reports, what was done, the money, the gain, what is next."""
    return {
        "kop": [_crest(matter, report)],
        "judul": [
            Centred(("LAPORAN PELAKSANAAN KERJA SAMA",), bold=True, tight=True),
            Centred((matter.about.upper(),), bold=True),
        ],
        "isi": [
            _opening(matter, report),
            *_part("A. Susunan badan", _members(report)),
            *_part("B. Kegiatan", _activities(report)),
            *_part("C. Musyawarah", _gatherings(report)),
            *_part("D. Keuangan", _money(report)),
            *_part("E. Manfaat bagi tiap pihak", _benefits(report)),
            *_part("F. Masalah dan tindak lanjut", _lessons(report)),
            Words("Disampaikan kepada:", align="left"),
            Listed(marked([f"{village.head};" for village in matter.villages], "figure")),
            Words(
                "Tembusan: Badan Permusyawaratan Desa tiap Desa, dan Bupati melalui Camat.",
                align="left",
            ),
        ],
        "tanda_tangan": [_signed(report)],
    }


def _crest(matter, report):
    where = words.listed(matter.subdistricts)
    lines = (
        report.body.upper(),
        *((f"KECAMATAN {where.upper()}",) if where else ()),
        (matter.regency or f"Kabupaten {words.DOTS}").upper(),
    )
    return Crest(lines, matter.regency_emblem)


def _part(title, blocks):
    return [Centred((title,), bold=True, tight=True), *blocks]


def _opening(matter, report):
    since = words.day(report.since) if report.since else words.LONG_DOTS
    decree = report.decree or words.LONG_DOTS
    rows = (
        ("Masa laporan", f"{since} sampai {words.LONG_DOTS}"),
        ("Laporan sebelumnya", report.last_letter),
        ("Dasar kerja sama", _basis(matter)),
        ("Keputusan pembentukan", f"Nomor {decree} tanggal {words.day(report.decree_on)}"),
        ("Masa tugas", _span(report.term_from, report.term_until)),
        ("Desa yang bekerja sama", words.listed(v.name for v in matter.villages)),
        ("Kerja sama berlaku", _span(matter.starts_on, matter.ends_on)),
    )
    return Facts(tuple(row for row in rows if row[1]))


def _span(first, last):
    return f"{words.day(first)} sampai {words.day(last)}"


def _basis(matter):
    """The number each village gave the regulation; one number once."""
    numbers = dict.fromkeys((v.number, v.year) for v in matter.villages)
    if len(numbers) == 1:
        ((number, year),) = numbers
        return f"Peraturan Bersama Nomor {number or words.DOTS} Tahun {year or words.DOTS}"
    said = (f"{v.name} Nomor {v.number or words.DOTS} Tahun {v.year or words.DOTS}"
            for v in matter.villages)  # fmt: skip
    return "Peraturan Bersama " + "; ".join(said)


def _members(report):
    if not report.members:
        return [Lines(3)]
    rows = [(each.label, str(each.women + each.men), str(each.women)) for each in report.members]
    women = sum(each.women for each in report.members)
    men = sum(each.men for each in report.members)
    rows.append(("Jumlah", str(women + men), str(women)))
    blocks = [Grid(("Unsur", "Anggota", "Perempuan"), tuple(rows), (0.6, 0.2, 0.2))]
    return blocks + ([Facts(report.offices)] if report.offices else [])


def _activities(report):
    told = tuple((f"{n}.", *row) for n, row in enumerate(report.activities, 1))
    head = ("No.", "Kegiatan", "Rencana", "Hasil")
    return [Grid(head, told or _blank(4), (0.07, 0.27, 0.33, 0.33), tall=not told)]


def _gatherings(report):
    told = tuple(
        (words.day(each.on), each.name, _or_dots(each.present), "; ".join(each.decided))
        for each in report.gatherings
    )
    if not told:
        return [Lines(3)]
    return [Grid(("Tanggal", "Musyawarah", "Hadir", "Keputusan"), told, (0.2, 0.26, 0.1, 0.44))]


def _money(report):
    """What the papers say of money; what came in and went out is nowhere recorded."""
    known = [("Nilai kerja sama", f"Rp{_figure(report.worth)}")] if report.worth else []
    known += [(f"Bagi hasil {name}", said) for name, said in report.shares]
    head = ("No.", "Uraian", "Masuk (Rp)", "Keluar (Rp)")
    return [
        *([Facts(tuple(known))] if known else []),
        Grid(head, _blank(4), (0.07, 0.49, 0.22, 0.22), tall=True),
    ]


def _benefits(report):
    if not report.benefits:
        return [Lines(5)]
    rows = tuple(
        (each.party, _figure(each.gave), _figure(each.got), each.leans) for each in report.benefits
    )
    head = ("Pihak", "Memberi (Rp/tahun)", "Menerima (Rp/tahun)", "Neraca")
    return [
        Words(f"Menurut tinjauan {words.day(report.benefits_on)}.", align="left"),
        Grid(head, rows, (0.3, 0.22, 0.22, 0.26)),
    ]


def _lessons(report):
    if not report.lessons:
        return [Lines(5)]
    return [Listed(marked(report.lessons, "figure")), Lines(2)]


def _signed(report):
    above = (f"{words.DOTS}, {words.LONG_DOTS}",)
    who = f"KETUA {report.body.upper()},"
    return Signatures((Signature(""), Signature(who, above=above)), 2)


def _blank(columns):
    return tuple(("",) * columns for _row in range(EMPTY_ROWS))


def _or_dots(number):
    return words.DOTS if number is None else str(number)


def _figure(rupiah):
    return f"{rupiah:,}".replace(",", ".")
