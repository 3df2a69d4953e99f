"""The kinds of paper, and composing one of them."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cooperation.papers import contract, letters, meetings, regulation, reporting, statements, words
from cooperation.papers.facts import Deliberation, Matter, Meeting, Paper, Party, Report


class Kind(TextChoices):
    """What can be made."""

    REGULATION = "regulation", _("Peraturan Bersama Kepala Desa")
    CONTRACT = "contract", _("Perjanjian Kerja Sama")
    UMBRELLA = "umbrella", _("Peraturan Desa tentang Kerja Sama Desa")
    OFFER = "offer", _("Surat penawaran")
    INVITATION = "invitation", _("Undangan musyawarah")
    ATTENDANCE = "attendance", _("Daftar hadir")
    MINUTES = "minutes", _("Notulen")
    RECORD = "record", _("Berita acara")
    REPORT = "report", _("Laporan BKAD")


@dataclass(frozen=True)
class Recipe:
    """How a kind is composed, its file's first words, and the slots that people must see."""

    make: object
    file_name: str
    shows_version: bool = False


KINDS = {
    Kind.REGULATION: Recipe(
        lambda m, _v: regulation.joint_regulation(m), "peraturan-bersama", True
    ),
    Kind.CONTRACT: Recipe(lambda m, _v: contract.contract(m), "perjanjian-kerja-sama", True),
    Kind.UMBRELLA: Recipe(regulation.umbrella, "peraturan-desa-kerja-sama"),
    Kind.OFFER: Recipe(letters.offer, "surat-penawaran"),
    Kind.INVITATION: Recipe(letters.invitation, "undangan"),
    Kind.ATTENDANCE: Recipe(meetings.attendance, "daftar-hadir"),
    Kind.MINUTES: Recipe(meetings.minutes, "notulen"),
    Kind.RECORD: Recipe(statements.record, "berita-acara"),
    Kind.REPORT: Recipe(reporting.body_report, "laporan-bkad"),
}
About = Party | Deliberation | Meeting | Report | None


def compose(kind: Kind, matter: Matter, about: About = None) -> Paper:
    """The paper of this kind. ``about``: the village, deliberation, meeting or report it is of."""
    recipe = KINDS[kind]
    slots = recipe.make(matter, about)
    return Paper(
        name=str(kind.label),
        file_name=f"{recipe.file_name}-{slugify(matter.about)[:60] or 'kerja-sama'}",
        slots=slots,
        order=tuple(slots),
        words=_words(matter, about),
        digest=matter.head,
        is_draft=recipe.shows_version and not matter.is_signed,
        version=matter.version if recipe.shows_version else 0,
    )


def _words(matter, about):
    """Single values for templates."""
    village = about if isinstance(about, Party) else getattr(about, "village", None)
    return {
        "tentang_singkat": matter.about,
        "kabupaten": matter.regency,
        "kecamatan": words.listed(matter.subdistricts),
        "desa": village.whole if village else words.listed(v.whole for v in matter.villages),
        "para_kepala_desa": words.listed(v.head for v in matter.villages),
        "mulai": words.day(matter.starts_on),
        "berakhir": words.day(matter.ends_on),
        "sidik": matter.head,
    }
