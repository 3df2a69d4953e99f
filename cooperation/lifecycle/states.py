"""The words of the life of an agreement: flows, states, contents, grounds for ending."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Flow(TextChoices):
    """Who cooperates, and who came first (Permendagri 96/2017 arts. 3, 5, 13-15)."""

    BETWEEN = "between", _("Antar-Desa")
    VILLAGE_LED = "village_led", _("Dengan pihak ketiga, atas prakarsa desa")
    PARTNER_LED = "partner_led", _("Dengan pihak ketiga, atas prakarsa pihak ketiga")


class State(TextChoices):
    """Where an agreement stands."""

    PREPARING = "preparing", _("Persiapan")
    OFFERED = "offered", _("Menunggu jawaban penawaran")
    DRAFTING = "drafting", _("Penyusunan rancangan")
    AGREED = "agreed", _("Rancangan disepakati musyawarah")
    READY = "ready", _("Siap ditandatangani")
    SIGNED = "signed", _("Ditandatangani")
    PROMULGATED = "promulgated", _("Diundangkan")
    RUNNING = "running", _("Berjalan")
    POSTPONED = "postponed", _("Ditunda")
    ENDED = "ended", _("Berakhir")
    REFUSED = "refused", _("Tidak disepakati musyawarah desa")
    DECLINED = "declined", _("Penawaran tidak diterima")
    WITHDRAWN = "withdrawn", _("Ditarik kembali")


BEFORE_SIGNING = frozenset(
    {State.PREPARING, State.OFFERED, State.DRAFTING, State.AGREED, State.READY}
)
# A signed text holds.
BINDING = frozenset({State.SIGNED, State.PROMULGATED, State.RUNNING, State.POSTPONED})
# Nothing follows any more.
OVER = frozenset({State.ENDED, State.REFUSED, State.DECLINED, State.WITHDRAWN})


class Clause(TextChoices):
    """The eight contents every instrument must have (PP 43/2014 art. 143(4))."""

    SCOPE = "scope", _("Ruang lingkup")
    FIELD = "field", _("Bidang kerja sama")
    PROCEDURE = "procedure", _("Tata cara dan ketentuan pelaksanaan")
    TERM = "term", _("Jangka waktu")
    RIGHTS = "rights", _("Hak dan kewajiban")
    FUNDING = "funding", _("Pendanaan")
    CHANGE = "change", _("Tata cara perubahan, penundaan, dan pembatalan")
    DISPUTE = "dispute", _("Penyelesaian perselisihan")


CLAUSES = tuple(Clause.values)


class Ground(TextChoices):
    """Why a cooperation ends (PP 43/2014 art. 147)."""

    PROCEDURE = "a", _("Para pihak sepakat mengakhirinya menurut tata cara dalam perjanjian")
    ACHIEVED = "b", _("Tujuan kerja sama sudah tercapai")
    CIRCUMSTANCES = "c", _("Ada keadaan luar biasa sehingga tidak dapat dilaksanakan")
    BREACH = "d", _("Salah satu pihak tidak melaksanakan atau melanggar ketentuan")
    REPLACED = "e", _("Dibuat perjanjian baru yang menggantikannya")
    UNLAWFUL = "f", _("Bertentangan dengan peraturan perundang-undangan")
    OBJECT_LOST = "g", _("Objek kerja sama hilang")
    HARMFUL = "h", _("Merugikan kepentingan warga desa, daerah, atau nasional")
    EXPIRED = "i", _("Jangka waktunya habis")
