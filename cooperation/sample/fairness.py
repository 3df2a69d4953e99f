"""What the running sample agreement was to bring each village, and what half a year showed."""

from datetime import date, datetime, time

from django.utils import timezone

from cooperation.models import Appraisal, Reflection
from cooperation.services.appraisals import (
    add_reflection,
    open_plan,
    open_review,
    schedule_first,
    seal_review,
    write_line,
    write_part,
    write_revenue,
)
from jejaring.ids import uuid7

SENGI, PATEN = "33.08.06.2012", "33.08.06.2013"
WATER_MEETING = date(2026, 7, 14)
REVIEWED_ON, NEXT_ON = date(2026, 10, 21), date(2027, 4, 20)

# gives, kind, what, quantity, unit, rupiah a year, weight
PLANNED = {
    SENGI: [
        (True, "labour", "Jaga hutan dan sumber air", 48, "hari orang", 3_600_000, None),
        (True, "goods", "Tanah untuk bak bagi", None, "", None, 2),
        (False, "money", "Bagian iuran air, 40 persen", 12, "bulan", 4_800_000, None),
        (False, "service", "Pipa dusun atas ikut dirawat", None, "", None, 2),
    ],
    PATEN: [
        (True, "goods", "Pipa induk dan sambungan", 600, "meter", 6_000_000, None),
        (True, "labour", "Regu perawatan pipa", 24, "hari orang", 1_800_000, None),
        (False, "money", "Bagian iuran air, 40 persen", 12, "bulan", 4_800_000, None),
        (False, "service", "Air untuk dua dusun", 85, "rumah", 4_500_000, None),
    ],
}
FOUND = {
    SENGI: [
        (True, "labour", "Jaga hutan dan sumber air", 52, "hari orang", 3_900_000, None),
        (True, "goods", "Tanah untuk bak bagi", None, "", None, 2),
        (False, "money", "Bagian iuran air, 40 persen", 6, "bulan", 4_500_000, None),
        (False, "service", "Pipa dusun atas ikut dirawat", None, "", None, 2),
    ],
    PATEN: [
        (True, "goods", "Pipa induk, termasuk yang pecah", 710, "meter", 7_100_000, None),
        (True, "labour", "Regu perawatan pipa", 30, "hari orang", 2_250_000, None),
        (False, "money", "Bagian iuran air, 40 persen", 6, "bulan", 4_500_000, None),
        (False, "service", "Air untuk dua dusun", 82, "rumah", 4_350_000, None),
    ],
}
DEPENDENCE = {
    "income": 0,
    "inputs": 30,
    "exit": "written",
    "assets": "together",
    "assets_words": "pipa induk dan bak bagi",
    "alone": 3,
    "alone_words": "membeli pipa baru",
    "community": 4,
    "community_words": "regu air dan pelanggan",
    "private": 2,
    "private_words": "toko bahan bangunan di Dukun",
    "government": 3,
    "government_words": "kedua pemerintah desa",
}
WERE = {
    "ecology": {"state": 3, "recovery": 3, "waste": 3, "reason": "Debit kemarau lalu 4 liter."},
    "economy": {"income": 2, "poor": 3, "costs": 2, "reason": "Iuran baru disepakati."},
    "community": {"voice": 2, "harmony": 3, "known": 2, "reason": "Baru dibahas di dua dusun."},
    "institution": {"tasks": 3, "books": 2, "successors": 2, "reason": "Regu baru dibentuk."},
}
ARE = {
    "ecology": {
        "state": 2,
        "recovery": 2,
        "waste": 3,
        "reason": "Debit kemarau ini 3 liter; dua pohon besar tumbang.",
    },
    "economy": {"income": 3, "poor": 3, "costs": 2, "reason": "Iuran masuk, pipa pecah mahal."},
    "community": {"voice": 3, "harmony": 3, "known": 3, "reason": "Laporan ditempel di dusun."},
    "institution": {"tasks": 3, "books": 3, "successors": 2, "reason": "Buku iuran lengkap."},
}
FIRST = {
    "planned": "Pipa induk diperiksa tiap bulan oleh regu dari dua desa.",
    "happened": "Dua bulan pertama berjalan. Bulan ketiga hanya regu Paten yang datang.",
    "why": "Jadwal jatuh pada musim tanam di Sengi.",
    "learnt": "Jadwal harus mengikuti kalender tanam kedua desa.",
    "next_step": "Pemeriksaan dipindah ke pekan pertama setelah panen, bergilir.",
    "who": "managers",
    "next_on": "2026-10-01",
}
SECOND = {
    "planned": FIRST["next_step"],
    "happened": "Regu kedua desa hadir lagi. Pipa di tikungan Gowok pecah dua kali.",
    "why": "Pipa lama di tikungan tertimpa tanah longsor.",
    "learnt": "Biaya pipa pecah belum diatur, sehingga Paten menanggung sendiri.",
    "next_step": "Usulkan biaya pipa pecah diambil dari 20 persen iuran untuk perbaikan.",
    "who": "meeting",
    "next_on": "2026-12-15",
}


def plan(story, people):
    """What both villages expected when they signed."""
    by = people["pendamping"]
    row = open_plan(agreement=story.agreement, by=by)
    _lines(story, people, row, PLANNED)
    parties = story.parties
    shares = {str(parties[SENGI].pk): "50.00", str(parties[PATEN].pk): "50.00"}
    name = "Iuran air setelah 20 persen untuk perbaikan"
    write_revenue(appraisal=row, name=name, shares=shares, by=by)
    _parts(row, by, dependence=DEPENDENCE, aspects=WERE)
    row.refresh_from_db()
    schedule_first(plan=row, next_on=REVIEWED_ON, base_version=row.version, by=by)
    Appraisal.objects.filter(pk=row.pk).update(opened_at=_moment(date(2026, 4, 1)))


def review(story, people):
    """What half a year showed: Paten carried a broken pipe alone."""
    by = people["pendamping"]
    add_reflection(agreement=story.agreement, said=FIRST, held_on=WATER_MEETING, by=by)
    story.agreement.refresh_from_db()
    row = open_review(agreement=story.agreement, by=by)
    _lines(story, people, row, FOUND)
    _parts(row, by, dependence=DEPENDENCE, aspects=ARE, cycle=SECOND)
    seal_review(
        review=row,
        seen=story.agreement.events_count,
        by=people["sekdes-paten"],
        held_on=REVIEWED_ON,
        held_by="meeting",
        summary="Air mengalir dan iuran masuk, tetapi pipa pecah ditanggung Paten sendiri.",
        next_on=NEXT_ON,
    )
    story.days.append(REVIEWED_ON)
    Appraisal.objects.filter(pk=row.pk).update(
        opened_at=_moment(REVIEWED_ON), sealed_at=_moment(REVIEWED_ON)
    )
    for told in Reflection.objects.filter(agreement=story.agreement):
        Reflection.objects.filter(pk=told.pk).update(recorded_at=_moment(told.held_on))


def _lines(story, people, appraisal, told):
    for code, lines in told.items():
        name = {SENGI: "sengi", PATEN: "paten"}[code]
        for gives, kind, what, quantity, unit, value, weight in lines:
            write_line(
                appraisal=appraisal,
                party=story.parties[code],
                pk=uuid7(),
                base_version=0,
                by=people[f"sekdes-{name}"],
                gives=gives,
                kind=kind,
                what=what,
                quantity=quantity,
                unit=unit,
                value=value,
                weight=weight,
                estimated_by="secretary",
            )


def _parts(row, by, **parts):
    for part, said in parts.items():
        row.refresh_from_db()
        write_part(appraisal=row, part=part, said=said, base_version=row.version, by=by)


def _moment(day):
    return timezone.make_aware(datetime.combine(day, time(10, 30)))
