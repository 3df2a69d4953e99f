"""An agreement as its page shows it: a sentence, the parties, what happened."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.lifecycle import ACTS, Flow, Ground, Standing, State
from cooperation.lifecycle import standing as stands

SENTENCES = {
    State.PREPARING: gettext_lazy("Masih disiapkan: musyawarah desa dan rencana desa dulu."),
    State.OFFERED: gettext_lazy("Penawaran sudah dikirim; menunggu jawaban."),
    State.DRAFTING: gettext_lazy("Rancangannya sedang disusun dan diperiksa para pihak."),
    State.AGREED: gettext_lazy("Musyawarah menyepakati rancangan ini."),
    State.READY: gettext_lazy("Siap ditandatangani."),
    State.SIGNED: gettext_lazy("Semua pihak sudah menandatangani."),
    State.PROMULGATED: gettext_lazy("Sudah diundangkan di semua desa."),
    State.RUNNING: gettext_lazy("Sedang berjalan."),
    State.POSTPONED: gettext_lazy("Ditunda untuk sementara."),
    State.ENDED: gettext_lazy("Sudah berakhir."),
    State.REFUSED: gettext_lazy("Berhenti: musyawarah desa tidak menyepakatinya."),
    State.DECLINED: gettext_lazy("Berhenti: penawarannya tidak diterima."),
    State.WITHDRAWN: gettext_lazy("Berhenti: ditarik kembali oleh pemrakarsa."),
}
ANSWERS = {
    stands.AGREED: gettext_lazy("menyepakati"),
    stands.REFUSED: gettext_lazy("tidak menyepakati"),
    stands.ACCEPTED: gettext_lazy("menerima"),
    stands.DECLINED: gettext_lazy("tidak menerima"),
    "rpjm": gettext_lazy("RPJM Desa"),
    "rkp": gettext_lazy("RKP Desa"),
}
CONSENTS = {
    stands.ACCEPTED: gettext_lazy("menyetujui"),
    "change": gettext_lazy("minta perubahan"),
    stands.DECLINED: gettext_lazy("menolak"),
}
FORUMS = {
    "camat": gettext_lazy("Diselesaikan para pihak; bila tidak bisa, oleh camat."),
    "bupati": gettext_lazy("Diselesaikan para pihak; bila tidak bisa, oleh bupati atau wali kota."),
    "hukum": gettext_lazy("Diselesaikan para pihak; bila tidak bisa, lewat proses hukum."),
}
DAYS = ("on", "until", "notice_on")


@dataclass(frozen=True)
class PartyLine:
    """A party and what it has done: pairs of words and whether they are done."""

    party: object
    marks: tuple
    has_left: bool = False

    @property
    def done(self) -> list[str]:
        return [words for words, is_done in self.marks if is_done]

    @property
    def owed(self) -> list[str]:
        return [words for words, is_done in self.marks if not is_done]


@dataclass(frozen=True)
class Moment:
    """One event in words."""

    event: object
    said: str
    who: str
    party: str
    details: tuple
    taken: object = None  # meeting_decisions.Taken: the meeting it took over, edited since or not


def sentence(standing: Standing) -> str:
    """Where it stands, in a sentence."""
    said = str(SENTENCES[standing.state])
    if standing.is_amending:
        said = _("Perubahan ke-%(number)d: %(sentence)s") % {
            "number": standing.amendment,
            "sentence": said,
        }
    return said


def notices(agreement, standing, today) -> list[str]:
    """What time asks for: a term that has run out, a talk that is due."""
    said = []
    if not standing.is_binding:
        return said
    if agreement.ends_on and agreement.ends_on < today:
        words = _("Jangka waktunya habis pada %(day)s. Perpanjang lewat perubahan, atau akhiri.")
        said.append(words % {"day": _shown(agreement.ends_on)})
    elif agreement.notice_on and agreement.notice_on <= today:
        words = _("Kelanjutannya perlu dibicarakan sejak %(day)s.")
        said.append(words % {"day": _shown(agreement.notice_on)})
    return said


def party_lines(standing: Standing, parties) -> list[PartyLine]:
    """Each party with what it has done and still owes."""
    return [_party_line(standing, party) for party in parties]


def _party_line(standing, party) -> PartyLine:
    side = standing.sides.get(str(party.pk))
    if side is None:
        return PartyLine(party, (((_("hanya mencatat") if party.is_keeper else _("saksi")), True),))
    marks = []
    if side.is_village:
        marks.append((_("musyawarah desa"), side.deliberated == stands.AGREED))
        marks.append((_("rencana desa"), side.planned))
    if not side.is_initiator:
        marks.append((_("menjawab penawaran"), side.answer == stands.ACCEPTED))
    marks.append((_("menyetujui rancangan"), standing.consents(side)))
    marks.append((_("tanda tangan"), side.signed))
    if side.is_village and standing.flow == Flow.BETWEEN:
        marks.append((_("diundangkan"), side.promulgated))
    return PartyLine(party, tuple(marks), side.has_left)


def tally(lines) -> list[tuple]:
    """How many of the parties have done what: label, done and asked of each mark."""
    counts = {}
    for line in lines:
        if line.has_left or line.party.is_witness:
            continue
        for label, is_done in line.marks:
            done, asked = counts.get(label, (0, 0))
            counts[label] = (done + is_done, asked + 1)
    return [(label, done, asked) for label, (done, asked) in counts.items()]


def moments(events, people, parties, taken) -> list[Moment]:
    """What happened, the latest first.

    ``people``: full names by id, where the account is left. ``taken``: by event id, the meetings
    that acts took over.
    """
    names = {party.pk: party.name for party in parties}
    return [
        Moment(
            event=event,
            said=_said(event),
            who=people.get(event.actor, _("akun yang sudah dihapus")),
            party=names.get(event.party_id, ""),
            details=tuple(_details(event)),
            taken=taken.get(event.pk),
        )
        for event in reversed(list(events))
    ]


def scans(attachments, events, parties) -> list[tuple]:
    """Each scan with what it proves, and of whom: files are all called alike."""
    known = {event.pk: event for event in events}
    names = {party.pk: party.name for party in parties}
    found = []
    for scan in attachments:
        event = known.get(scan.event_id)
        proves = [_said(event), names.get(event.party_id, "")] if event else []
        found.append((scan, " · ".join(filter(None, proves))))
    return found


def _said(event) -> str:
    if event.act == "begin":
        return _("kerja sama diusulkan")
    if event.act == "register":
        return _("perjanjian yang sudah ada dicatat")
    return str(ACTS[event.act].done)


def done_in_words(act, content) -> str:
    """What was just recorded; of an answer also which."""
    answers = (CONSENTS.get(content.get("consent")), ANSWERS.get(content.get("answer")))
    words = {"act": act.done, "answer": next(filter(None, answers), "")}
    if words["answer"]:
        return _("Tercatat: %(act)s, %(answer)s.") % words
    return _("Tercatat: %(act)s.") % words


LABELS = {
    "number": gettext_lazy("Nomor"),
    "year": gettext_lazy("Tahun"),
    "minutes": gettext_lazy("Berita acara"),
    "letter": gettext_lazy("Surat"),
    "reason": gettext_lazy("Alasan"),
    "on": gettext_lazy("Tanggal"),
    "until": gettext_lazy("Sampai"),
    "name": gettext_lazy("Syarat"),
    "basis": gettext_lazy("Dasar"),
    "notice_on": gettext_lazy("Dibicarakan lagi paling lambat"),
}


def _details(event):
    said = event.content
    for name in ("outcome", "answer", "plan"):
        if name in said:
            yield "", str(ANSWERS.get(said[name], said[name]))
    if "consent" in said:
        yield "", str(CONSENTS.get(said["consent"], said["consent"]))
    if "forum" in said:
        yield "", FORUMS[said["forum"]]
    if "ground" in said:
        yield "", str(Ground(said["ground"]).label)
    if "present" in said:
        words = _("%(present)s dari %(invited)s undangan hadir") % {
            "present": said["present"],
            "invited": said.get("invited", "?"),
        }
        yield "", words
    if event.act in {"write", "register"} and "number" in said:
        yield _("Versi"), said["number"]
        said = {name: value for name, value in said.items() if name != "number"}
    for name, label in LABELS.items():
        if said.get(name):
            yield label, _day(said[name]) if name in DAYS else said[name]


def _day(written: str) -> str:
    return _shown(date.fromisoformat(written))


def _shown(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
