"""What must be true before an act: each guard names what is still in the way.

A guard takes the standing, the side it is about (or None) and who acts; it yields obstacles. A
term takes the standing, what is said, and the key of the side.
"""

from collections.abc import Iterator

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle import demands
from cooperation.lifecycle import standing as stands
from cooperation.lifecycle.demands import UnmetDemand
from cooperation.lifecycle.standing import Side, Standing
from cooperation.lifecycle.states import Flow


class Obstacle(TextChoices):
    """Why an act has to wait, with what removes it."""

    TOO_FEW = "too_few", _("Kerja sama antar-desa butuh sedikitnya dua desa.")
    NO_THIRD = (
        "no_third",
        _("Kerja sama dengan pihak ketiga butuh sedikitnya satu desa dan satu pihak ketiga."),
    )
    NOT_DELIBERATED = (
        "not_deliberated",
        _("Musyawarah desa belum menyepakatinya. Catat hasil musyawarah desa dulu."),
    )
    NOT_PLANNED = (
        "not_planned",
        _("Belum tercantum dalam RPJM Desa atau RKP Desa. Catat dokumennya dulu."),
    )
    OTHERS_NOT_READY = (
        "others_not_ready",
        _("Masih ada desa yang belum bermusyawarah atau belum mencantumkannya dalam rencana desa."),
    )
    NO_TEXT = "no_text", _("Rancangan belum ditulis.")
    UNCHANGED = (
        "unchanged",
        _("Belum ada yang diubah. Tulis dulu naskah perubahannya."),
    )
    LACKING = (
        "lacking",
        _("Masih ada isi wajib yang kosong. Lengkapi delapan isi wajib dalam rancangan."),
    )
    TEXT_CHANGED = (
        "text_changed",
        _("Rancangan berubah setelah disepakati musyawarah. Bawa lagi ke musyawarah."),
    )
    NOT_ALL_CONSENT = (
        "not_all_consent",
        _("Belum semua pihak menyetujui rancangan yang terakhir."),
    )
    OWN_DRAFT = (
        "own_draft",
        _("Anda yang menulis rancangan ini. Persetujuan harus dari orang lain."),
    )
    ALREADY_DONE = "already_done", _("Pihak ini sudah melakukannya.")
    SOMEBODY_SIGNED = (
        "somebody_signed",
        _("Sudah ada pihak yang menandatangani, jadi rancangan tidak dapat dibuka lagi."),
    )
    NOT_PROMULGATED = (
        "not_promulgated",
        _("Belum semua desa mengundangkannya dalam Berita Desa."),
    )
    NO_QUORUM = (
        "no_quorum",
        _("Kuorum belum tercapai. Adakan sidang kedua, lalu catat hasilnya."),
    )
    OTHER_TEXT = (
        "other_text",
        _("Rancangan yang Anda baca bukan yang terakhir. Baca yang terakhir, lalu jawab lagi."),
    )
    NOT_OPEN = "not_open", _("Perselisihan ini sudah diselesaikan. Penyelesaiannya final.")
    TOO_FEW_STAY = (
        "too_few_stay",
        _("Tanpa pihak ini perjanjian tidak dapat berlaku. Akhiri perjanjiannya secara resmi."),
    )
    NOT_ASKED = (
        "not_asked",
        _("Syarat ini tidak diminta lagi. Muat ulang halaman kerja samanya."),
    )
    AFTER_TEXT = (
        "after_text",
        _("Tanggal ini melewati tanggal dalam naskah. Naskah diubah lewat perubahan perjanjian."),
    )


Guard = Iterator[Obstacle | UnmetDemand]


def enough_parties(standing: Standing, side: Side | None, actor: str) -> Guard:
    """Two villages for a regulation of heads, a village and a third party otherwise."""
    if not standing.has_enough:
        yield Obstacle.TOO_FEW if standing.flow == Flow.BETWEEN else Obstacle.NO_THIRD


def enough_stay_bound(standing: Standing, side: Side | None, actor: str) -> Guard:
    """Out of a signed agreement one walks only while it holds without one (PP 43 art. 146)."""
    if not side or not standing.is_amending:
        return
    if not stands.with_side(standing, side.key, left=True).has_enough:
        yield Obstacle.TOO_FEW_STAY


def deliberated(standing: Standing, side: Side | None, actor: str) -> Guard:
    """The village of this side has agreed in a village deliberation (UU 6/2014 arts. 54, 93)."""
    if side and side.is_village and side.deliberated != stands.AGREED:
        yield Obstacle.NOT_DELIBERATED


def planned(standing: Standing, side: Side | None, actor: str) -> Guard:
    """It is listed in the plan documents of this side's village (Permendagri 96/2017 art. 13)."""
    if side and side.is_village and not side.planned:
        yield Obstacle.NOT_PLANNED


def initiator_ready(standing: Standing, side: Side | None, actor: str) -> Guard:
    """The village that offers has deliberated and planned it."""
    for each in standing.present:
        if each.is_initiator and each.is_village:
            yield from deliberated(standing, each, actor)
            yield from planned(standing, each, actor)


def all_villages_ready(standing: Standing, side: Side | None, actor: str) -> Guard:
    """Every village has deliberated and planned it."""
    if any(each.deliberated != stands.AGREED or not each.planned for each in standing.villages):
        yield Obstacle.OTHERS_NOT_READY


def has_text(standing: Standing, side: Side | None, actor: str) -> Guard:
    if not standing.text:
        yield Obstacle.NO_TEXT


def has_change(standing: Standing, side: Side | None, actor: str) -> Guard:
    """A change of a signed text is another text than the one in force."""
    if standing.is_amending and standing.text and standing.text == standing.in_force:
        yield Obstacle.UNCHANGED


def complete_text(standing: Standing, side: Side | None, actor: str) -> Guard:
    """None of the eight contents is empty (PP 43/2014 art. 143(4))."""
    if standing.text and standing.lacking:
        yield Obstacle.LACKING


def text_as_agreed(standing: Standing, side: Side | None, actor: str) -> Guard:
    if standing.text != standing.agreed_text:
        yield Obstacle.TEXT_CHANGED


def all_consent(standing: Standing, side: Side | None, actor: str) -> Guard:
    if not all(standing.consents(each) for each in standing.present):
        yield Obstacle.NOT_ALL_CONSENT


def not_own_draft(standing: Standing, side: Side | None, actor: str) -> Guard:
    """Nobody consents to what they wrote themselves."""
    if actor and actor == standing.author:
        yield Obstacle.OWN_DRAFT


def not_signed_yet(standing: Standing, side: Side | None, actor: str) -> Guard:
    if side and side.signed:
        yield Obstacle.ALREADY_DONE


def not_promulgated_yet(standing: Standing, side: Side | None, actor: str) -> Guard:
    if side and side.promulgated:
        yield Obstacle.ALREADY_DONE


def not_answered_yet(standing: Standing, side: Side | None, actor: str) -> Guard:
    if side and side.answer:
        yield Obstacle.ALREADY_DONE


def not_agreed_yet(standing: Standing, side: Side | None, actor: str) -> Guard:
    if side and standing.text and side.agreed_text == standing.text:
        yield Obstacle.ALREADY_DONE


def nobody_signed(standing: Standing, side: Side | None, actor: str) -> Guard:
    if any(each.signed for each in standing.present):
        yield Obstacle.SOMEBODY_SIGNED


def promulgated_between_villages(standing: Standing, side: Side | None, actor: str) -> Guard:
    """A joint regulation is promulgated in every village before it runs (PP 43/2014 art. 88)."""
    if standing.flow == Flow.BETWEEN and not all(each.promulgated for each in standing.villages):
        yield Obstacle.NOT_PROMULGATED


def met_before(act: str):
    """Everything that the kabupaten asks for before this act is met.

    Where each party does the act by itself, it waits for its own and for what is asked once.
    """

    def met(standing: Standing, side: Side | None, actor: str) -> Guard:
        for demand in standing.demands:
            owed = demands.owing(standing, demand) if demand.before == act else []
            if any(side is None or key in {"", side.key} for key in owed):
                yield UnmetDemand(demand.name)

    return met


# --- Terms: guards over what is said ------------------------------------------------------------


def quorate(standing: Standing, content, key: str) -> Guard:
    """Enough of those invited were there, or it is a second sitting (PP 43/2014 art. 80).

    ``share`` in the content: another share than two thirds, where a kabupaten has one. A meeting
    on record was counted by the rules of its day, and only one that may decide is taken over.
    """
    if content.get("meeting"):
        return
    invited, present = content.get("invited"), content.get("present")
    part, whole = content.get("share", (2, 3))
    if invited and present and content.get("sitting", 1) == 1 and present * whole < invited * part:
        yield Obstacle.NO_QUORUM


def of_newest_text(standing: Standing, content, key: str) -> Guard:
    """An answer is an answer to the words that stand."""
    if standing.text and content.get("text") != standing.text:
        yield Obstacle.OTHER_TEXT


def open_dispute(standing: Standing, content, key: str) -> Guard:
    """A settlement is final (PP 43/2014 art. 148(4))."""
    if content.get("dispute") not in standing.open_disputes:
        yield Obstacle.NOT_OPEN


def asked_for(standing: Standing, content, key: str) -> Guard:
    """What is put on record as met is something the kabupaten asks for, of this side."""
    found = [each for each in standing.demands if each.key == content.get("requirement")]
    if not found or key not in demands.asked_of(standing, found[0]):
        yield Obstacle.NOT_ASKED
    elif demands.is_met(standing, found[0], key):
        yield Obstacle.ALREADY_DONE


def within_text(standing: Standing, content, key: str) -> Guard:
    """One may talk anew earlier than the text says, not later."""
    if standing.last_notice and content.get("notice_on", "") > standing.last_notice:
        yield Obstacle.AFTER_TEXT
