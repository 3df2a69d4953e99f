"""Whether a cooperation makes a village dependent anew: warnings to talk about, never a veto."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

# From half of all income or input on, one partner decides for the village. A line drawn by us, to
# begin a talk; no law and no study names it.
MUCH = 50


class Exit(TextChoices):
    """Whether a party may leave, and whether the paper says so."""

    WRITTEN = "written", _("Tertulis dalam naskah")
    SPOKEN = "spoken", _("Disepakati, tetapi tidak tertulis")
    NONE = "none", _("Tidak ada")


class Owner(TextChoices):
    """Whose the assets are when the cooperation ends."""

    VILLAGE = "village", _("Desa")
    TOGETHER = "together", _("Desa-desa bersama")
    PARTNER = "partner", _("Mitra")
    UNSAID = "unsaid", _("Belum dibicarakan")
    NO_ASSETS = "no_assets", _("Tidak ada aset")


class Alone(IntegerChoices):
    """What the village can do without the others once it ends."""

    NOTHING = 1, _("Tidak bisa melanjutkan")
    LITTLE = 2, _("Sebagian kecil")
    MOST = 3, _("Sebagian besar")
    ALL = 4, _("Semuanya")


class Part(IntegerChoices):
    """How large the part of one of the three actors is."""

    NONE = 1, _("Tidak ikut")
    SMALL = 2, _("Kecil")
    FAIR = 3, _("Sedang")
    LARGE = 4, _("Besar")


class Actor(TextChoices):
    """The three who are needed: none of them alone (blog of 2017, three actors)."""

    COMMUNITY = "community", _("Warga")
    PRIVATE = "private", _("Swasta")
    GOVERNMENT = "government", _("Pemerintah di tiap tingkat")


class Risk(TextChoices):
    """What could make the village dependent."""

    ONE_PARTNER_NO_EXIT = "one_partner_no_exit", _("Bergantung pada satu mitra, tanpa jalan keluar")
    ONE_BUYER = "one_buyer", _("Penghasilan bertumpu pada satu mitra")
    ONE_SUPPLIER = "one_supplier", _("Bahan atau modal bertumpu pada satu mitra")
    NO_EXIT = "no_exit", _("Tidak ada jalan keluar yang tertulis")
    ASSETS_LOST = "assets_lost", _("Aset menjadi milik mitra")
    ASSETS_UNSAID = "assets_unsaid", _("Belum jelas aset milik siapa setelah berakhir")
    NOTHING_ALONE = "nothing_alone", _("Desa belum bisa berjalan sendiri setelah berakhir")
    NO_COMMUNITY = "no_community", _("Warga tidak ikut berperan")
    NOT_ASKED = "not_asked", _("Kemandirian desa belum dibicarakan")


WHY = {
    Risk.ONE_PARTNER_NO_EXIT: _(
        "Separuh atau lebih datang dari satu mitra, dan naskah tidak mengatur cara berhenti. "
        "Bila mitra menurunkan harga, desa sulit menolak."
    ),
    Risk.ONE_BUYER: _("Separuh atau lebih penghasilan datang dari satu mitra."),
    Risk.ONE_SUPPLIER: _("Separuh atau lebih bahan atau modal datang dari satu mitra."),
    Risk.NO_EXIT: _("Tanpa cara berhenti yang tertulis, pihak yang dirugikan tetap terikat."),
    Risk.ASSETS_LOST: _("Yang dibangun bersama akan pergi bersama mitra."),
    Risk.ASSETS_UNSAID: _("Yang tidak dibicarakan di awal sering menjadi perselisihan di akhir."),
    Risk.NOTHING_ALONE: _("Bila mitra pergi, kegiatan berhenti."),
    Risk.NO_COMMUNITY: _("Kerja sama tanpa warga sulit bertahan setelah pengurus berganti."),
    Risk.NOT_ASKED: _("Perjanjian dengan satu mitra bisa membuat desa bergantung tanpa disadari."),
}
STEPS = {
    Risk.ONE_PARTNER_NO_EXIT: _(
        "Tulis cara berhenti dalam pasal perubahan dan pembatalan, dan cari satu pembeli atau "
        "pemasok lain."
    ),
    Risk.ONE_BUYER: _("Cari pembeli kedua, atau sisakan sebagian untuk pasar lain."),
    Risk.ONE_SUPPLIER: _("Cari pemasok kedua, atau sepakati batas harga."),
    Risk.NO_EXIT: _("Tambahkan cara berhenti dan jangka pemberitahuannya ke dalam naskah."),
    Risk.ASSETS_LOST: _("Minta penyerahan aset kepada desa saat berakhir, atau harga belinya."),
    Risk.ASSETS_UNSAID: _("Sepakati milik siapa aset itu nanti, lalu tulis."),
    Risk.NOTHING_ALONE: _("Masukkan alih pengetahuan: siapa dilatih, kapan bisa sendiri."),
    Risk.NO_COMMUNITY: _("Undang kelompok warga yang terkait ke musyawarah berikutnya."),
    Risk.NOT_ASKED: _("Jawab lima pertanyaan kemandirian dalam rencana manfaat."),
}


@dataclass(frozen=True)
class Answers:
    """What was said of dependence; None and "" where nobody has said anything.

    ``income`` and ``inputs``: percent of income and of input that come from one partner.
    """

    income: int | None = None
    inputs: int | None = None
    exit: str = ""
    assets: str = ""
    alone: int | None = None
    community: int | None = None

    @property
    def is_empty(self) -> bool:
        return self == Answers()


def risks(said: Answers, *, with_partner: bool) -> list[Risk]:
    """What should be talked about before anybody consents, the gravest first.

    ``with_partner``: a third party takes part. Between villages nobody is asked to have answered.
    """
    if said.is_empty:
        return [Risk.NOT_ASKED] if with_partner else []
    return list(_risks(said))


def _risks(said) -> Iterator[Risk]:
    much = [share is not None and share >= MUCH for share in (said.income, said.inputs)]
    unwritten = said.exit in {Exit.SPOKEN, Exit.NONE}
    if any(much) and unwritten:
        yield Risk.ONE_PARTNER_NO_EXIT
    elif unwritten:
        yield Risk.NO_EXIT
    found = {
        Risk.ONE_BUYER: much[0] and not unwritten,
        Risk.ONE_SUPPLIER: much[1] and not unwritten,
        Risk.ASSETS_LOST: said.assets == Owner.PARTNER,
        Risk.ASSETS_UNSAID: said.assets == Owner.UNSAID,
        Risk.NOTHING_ALONE: said.alone == Alone.NOTHING,
        Risk.NO_COMMUNITY: said.community == Part.NONE,
    }
    yield from (risk for risk, holds in found.items() if holds)
