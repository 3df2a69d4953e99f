"""The review of a draft as its pages show it: what is missing, who has answered, who has signed."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cooperation.lifecycle import ACTS, Clause, Standing, State
from cooperation.lifecycle import standing as stands
from cooperation.presenters.agreement import CONSENTS
from cooperation.services.agreements import may_act, village_codes
from cooperation.services.texts import cited_and_revoked

NAMES_SHOWN = 3
UNDER_REVIEW = {State.DRAFTING, State.AGREED}
AT_THE_TABLE = {State.READY, State.SIGNED, State.PROMULGATED}


@dataclass(frozen=True)
class Check:
    """One thing a draft needs: words, whether it is there, and where it is mended."""

    words: str
    is_done: bool
    url: str = ""
    mend: str = ""


@dataclass(frozen=True)
class Answer:
    """What a party has said of which version, and whether it still owes an answer.

    ``state``: accepted, change, declined or none, of the newest version; ``stale`` when it
    accepted an earlier one. ``url``: where this person answers for the party.
    """

    party: object
    state: str
    said: str = ""
    version: int | None = None
    at: datetime | None = None
    reason: str = ""
    is_own_draft: bool = False
    url: str = ""
    evidence: object = None

    @property
    def owes(self) -> bool:
        return self.state in {"none", "stale", "older"}

    @property
    def tone(self) -> str:
        tones = {"accepted": "", "declined": "bad", "none": "plain"}
        return tones.get(self.state, "wait")


@dataclass(frozen=True)
class Board:
    """Who has answered the newest version. ``since``: when it was written."""

    answers: tuple[Answer, ...]
    newest: int
    since: datetime | None

    @property
    def owing(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.owes]

    @property
    def days(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.since)).days if self.since else 0

    @property
    def sentence(self) -> str:
        """How many have accepted, in a sentence."""
        accepted = sum(answer.state == "accepted" for answer in self.answers)
        return _("%(accepted)d dari %(all)d pihak menyetujui versi %(number)d.") % {
            "accepted": accepted,
            "all": len(self.answers),
            "number": self.newest,
        }


def checklist(agreement, standing: Standing, parties, content) -> list[Check]:
    """What the draft needs before it can be agreed to (PP 43/2014 art. 143(4)), in order."""
    write = reverse("agreement_write", args=[agreement.pk])
    checks = [
        Check(
            str(clause.label),
            clause.value not in standing.lacking and bool(standing.text),
            f"{write}#id_{clause.value}",
            _("Tulis isinya"),
        )
        for clause in Clause
    ]
    villages = {str(party.pk): party for party in parties if party.village_id}
    present = [(villages[side.key], side) for side in standing.villages if side.key in villages]
    deliberated = [party for party, side in present if side.deliberated != stands.AGREED]
    planned = [party for party, side in present if not side.planned]
    checks.append(_villages(agreement, _("Musyawarah desa sah"), deliberated, "deliberate"))
    checks.append(_villages(agreement, _("Tercantum dalam rencana desa"), planned, "plan"))
    revoked = cited_and_revoked(content) if content else []
    words = _("Tidak menyebut peraturan yang sudah dicabut")
    if revoked:
        words = _("Menyebut Permendagri 38/2007, yang dicabut oleh Permendagri 96/2017")
    checks.append(Check(words, not revoked, f"{write}#id_basis", _("Ganti dasarnya")))
    return checks


def _villages(agreement, words, missing, act) -> Check:
    """A precondition of every village: which are still missing, and where it is recorded."""
    if not missing:
        return Check(words, True)
    names = ", ".join(party.name for party in missing[:NAMES_SHOWN])
    if len(missing) > NAMES_SHOWN:
        names = _("%(names)s dan %(count)d desa lain") % {
            "names": names,
            "count": len(missing) - NAMES_SHOWN,
        }
    address = agreement.get_absolute_url() + "#pihak"
    if len(missing) == 1:
        address = reverse("agreement_act", args=[agreement.pk, act])
        address += f"?pihak={missing[0].position}"
    said = _("%(words)s: belum di %(names)s") % {"words": words, "names": names}
    return Check(said, False, address, _("Catat"))


def _amended_at(events) -> int:
    """The number of the event that began the change under way: earlier answers are to the text
    in force."""
    return max((event.number for event in events if event.act == "amend"), default=0)


def board(*, agreement, standing: Standing, parties, events, texts, user, answers=None):
    """The board of a draft that is being reviewed, or None when nothing is to be answered.

    ``texts``: the versions; ``answers``: what came through links, by party.
    """
    if standing.state not in UNDER_REVIEW or not standing.text:
        return None
    if standing.is_amending and standing.text == standing.in_force:
        return None  # what there is was answered before; the change is not written yet
    numbers = {text.digest: text.number for text in sorted(texts, key=lambda each: each.number)}
    begun = _amended_at(events) if standing.is_amending else 0
    said = {e.party_id: e for e in events if e.act == "consent" and e.number > begun}
    written = [event.at for event in events if event.act == "write"]
    codes = village_codes(parties)
    present = {side.key for side in standing.present}
    lines = [
        _answer(agreement, standing, party, said.get(party.pk), numbers, user, codes, answers or {})
        for party in parties
        if str(party.pk) in present
    ]
    return Board(tuple(lines), numbers.get(standing.text, 0), written[-1] if written else None)


def _answer(agreement, standing, party, event, numbers, user, codes, answers) -> Answer:
    mine = may_act(user=user, act=ACTS["consent"], party=party, codes=codes)
    own = mine and standing.author == str(user.pk)
    url = ""
    if mine and not own:
        url = reverse("agreement_act", args=[agreement.pk, "consent"]) + f"?pihak={party.position}"
    through_link = answers.get(party.pk)
    told = {"party": party, "is_own_draft": own, "url": url, "evidence": through_link}
    if event is None:
        return Answer(state="none", **told)
    consent = event.content["consent"]
    is_newest = event.content.get("text") == standing.text
    state = consent if is_newest else "stale" if consent == stands.ACCEPTED else "older"
    return Answer(
        state=state,
        said=str(CONSENTS.get(consent, consent)),
        version=numbers.get(event.content.get("text")),
        at=event.at,
        reason=event.content.get("reason", ""),
        **told,
    )


@dataclass(frozen=True)
class Signature:
    """One place in the list of signatures."""

    party: object
    is_done: bool
    is_next: bool


def signing(standing: Standing, parties) -> list[Signature]:
    """Who has signed and who has not yet, in the order of the paper; empty before it is ready."""
    if standing.state not in AT_THE_TABLE:
        return []
    present = {side.key: side for side in standing.present}
    rows = [(party, present[key].signed) for party in parties if (key := str(party.pk)) in present]
    first = next((party for party, is_done in rows if not is_done), None)
    return [Signature(party, is_done, party is first) for party, is_done in rows]


def reminder(agreement, found: Board, link: str) -> dict | None:
    """A text that asks those who owe an answer for it, and the address that opens WhatsApp."""
    if found is None or not found.owing:
        return None
    names = ", ".join(answer.party.name for answer in found.owing)
    day = date_format(timezone.localtime(found.since), "DATE_FORMAT") if found.since else ""
    text = _(
        'Rancangan kerja sama "%(title)s" versi %(number)d menunggu jawaban sejak %(day)s dari: '
        "%(names)s. Mohon dibaca dan dijawab: menyetujui, minta perubahan, atau menolak dengan "
        "alasan. %(link)s"
    ) % {
        "title": agreement.title,
        "number": found.newest,
        "day": day,
        "names": names,
        "link": link,
    }
    return {"text": text, "whatsapp": "https://wa.me/?" + urlencode({"text": text})}


def what_changed(changes) -> str:
    """What two versions differ in, in a sentence."""
    if not changes:
        return _("Kedua versi sama.")
    count = ngettext("%(count)d isi berubah", "%(count)d isi berubah", len(changes))
    return _("%(count)s: %(names)s.") % {
        "count": count % {"count": len(changes)},
        "names": ", ".join(change.label for change in changes),
    }
