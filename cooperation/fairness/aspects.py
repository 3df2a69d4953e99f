"""How long a cooperation can last: four aspects, three short questions each, and their trend."""

from collections.abc import Mapping
from statistics import median_low

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    """An answer, in four steps without a middle to hide in."""

    BAD = 1, _("Buruk")
    POOR = 2, _("Kurang baik")
    FAIR = 3, _("Cukup baik")
    GOOD = 4, _("Baik")


class Aspect(TextChoices):
    """The four aspects of sustainability."""

    ECOLOGY = "ecology", _("Ekologi")
    ECONOMY = "economy", _("Sosial ekonomi")
    COMMUNITY = "community", _("Masyarakat")
    INSTITUTION = "institution", _("Kelembagaan")


class Trend(TextChoices):
    """Now beside the time before."""

    BETTER = "better", _("lebih baik")
    WORSE = "worse", _("lebih buruk")
    SAME = "same", _("sama")
    MIXED = "mixed", _("sebagian membaik, sebagian memburuk")
    NEW = "new", _("belum ada pembanding")


QUESTIONS: dict[str, dict[str, object]] = {
    Aspect.ECOLOGY: {
        "state": _("Bagaimana keadaan air, tanah, atau hutan yang dipakai bersama?"),
        "recovery": _("Apakah yang diambil sempat pulih sebelum diambil lagi?"),
        "waste": _("Bagaimana sampah dan limbahnya ditangani?"),
    },
    Aspect.ECONOMY: {
        "income": _("Apakah penghasilan atau penghematan warga bisa diandalkan?"),
        "poor": _("Apakah warga miskin ikut merasakan hasilnya?"),
        "costs": _("Apakah biayanya tertutup tanpa bantuan dari luar?"),
    },
    Aspect.COMMUNITY: {
        "voice": _("Apakah perempuan dan laki-laki ikut menentukan?"),
        "harmony": _("Bagaimana kerukunan antarwarga para pihak?"),
        "known": _("Apakah warga tahu isi kerja sama dan hasilnya?"),
    },
    Aspect.INSTITUTION: {
        "tasks": _("Apakah pengelola bekerja menurut pembagian tugasnya?"),
        "books": _("Apakah catatan uang dan barang lengkap dan terbuka?"),
        "successors": _("Apakah kegiatan tetap jalan bila pengurus berganti?"),
    },
}


def level(answers: Mapping[str, int | None]) -> Level | None:
    """Where an aspect stands: the lower median of its answers; None when there is none.

    Answers are ordered, not measured, so they are not averaged.
    """
    said = [answer for answer in answers.values() if answer]
    return Level(median_low(said)) if said else None


def changes(before: Mapping[str, int | None], now: Mapping[str, int | None]) -> tuple[int, int]:
    """How many questions, of those answered both times, went up and how many down."""
    both = [key for key, answer in now.items() if answer and before.get(key)]
    up = sum(now[key] > before[key] for key in both)
    return up, sum(now[key] < before[key] for key in both)


def trend(before: Mapping[str, int | None], now: Mapping[str, int | None]) -> Trend:
    """How an aspect moved, by the questions answered both times."""
    if not any(answer and before.get(key) for key, answer in now.items()):
        return Trend.NEW
    up, down = changes(before, now)
    if up and down:
        return Trend.MIXED
    return Trend.BETTER if up else Trend.WORSE if down else Trend.SAME
