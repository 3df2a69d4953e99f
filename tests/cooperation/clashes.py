"""Two people at the same moment over one agreement: what may come of it, and what never."""

from collections.abc import Callable
from dataclasses import dataclass

from cooperation.lifecycle import State
from cooperation.models import Agreement, AgreementText
from cooperation.services.agreements import Deed, Moved, Refused, perform
from cooperation.services.chain import first_break, standing_of
from cooperation.services.texts import write_text
from tests.cooperation.makers import SIGNED, Cast, between_villages, lead_to, people_of_two_villages
from tests.races import together


@dataclass(frozen=True)
class Clash:
    """``ready``: bring an agreement there; ``acts``: who does what; ``fault``: what went wrong."""

    name: str
    ready: Callable[[Cast], None]
    acts: Callable[[Cast, int], tuple]
    fault: Callable[[object], str]


def _deed(cast, seen, who, code, place=None, **content):
    party = None if place is None else cast.parties[place]

    def do():
        agreement = Agreement.objects.get(pk=cast.agreement.pk)
        deed = Deed(code, party, content)
        return perform(agreement=agreement, deed=deed, seen=seen, by=cast.people[who])

    return do


def _edit(cast, seen):
    def do():
        return write_text(
            agreement=Agreement.objects.get(pk=cast.agreement.pk),
            content={"title": "Lain", "basis": "", "clauses": {"scope": "Lebih luas."}},
            seen=seen,
            by=cast.people["facilitator"],
        )

    return do


def _with_text(cast):
    lead_to(cast, State.DRAFTING)
    cast.write()


def _all_consent(cast):
    lead_to(cast, State.AGREED)
    for place, name in enumerate(("sengi", "paten")):
        cast.act("consent", f"head-{name}", place, consent="accepted", text=cast.text)


def _stale_consent_counts(standing):
    other = [side for side in standing.present if side.consent and side.consent_text]
    stale = any(side.consent_text != standing.text and standing.consents(side) for side in other)
    return "a consent counts for words that changed" if stale else ""


def _withdrawn_and_signed(standing):
    signed = any(side.signed for side in standing.sides.values())
    both = signed and standing.state == State.WITHDRAWN
    return "withdrawn and signed" if both else ""


def _nothing(standing):
    return ""


CLASHES = (
    Clash(
        "two officials decide at once",
        _all_consent,
        lambda cast, seen: (
            _deed(cast, seen, "head-sengi", "declare_ready"),
            _deed(cast, seen, "head-paten", "reopen", reason="Belum cocok"),
        ),
        _nothing,
    ),
    Clash(
        "an approval against an edit",
        _with_text,
        lambda cast, seen: (
            _deed(cast, seen, "head-paten", "consent", 1, consent="accepted", text=cast.text),
            _edit(cast, seen),
        ),
        _stale_consent_counts,
    ),
    Clash(
        "a withdrawal against a signature",
        lambda cast: lead_to(cast, State.READY),
        lambda cast, seen: (
            _deed(cast, seen, "head-sengi", "withdraw", reason="Batal"),
            _deed(cast, seen, "head-paten", "sign", 1, **SIGNED),
        ),
        _withdrawn_and_signed,
    ),
)


def clash(what: Clash, rounds: int) -> list[str]:
    """Let it happen so often, each time over another agreement; everything that went wrong."""
    people = people_of_two_villages()
    return [fault for _ in range(rounds) if (fault := _once(what, people))]


def _once(what, people) -> str:
    cast = between_villages(people)
    what.ready(cast)
    cast.agreement.refresh_from_db()
    seen = cast.agreement.events_count
    answers = together(*what.acts(cast, seen))
    lost = [answer for answer in answers if isinstance(answer, Exception)]
    agreement = Agreement.objects.get(pk=cast.agreement.pk)
    if len(lost) != 1 or not isinstance(lost[0], Moved | Refused):
        return f"{what.name}: {answers}"
    if agreement.events_count != seen + 1:
        return f"{what.name}: {agreement.events_count - seen} events"
    if found := first_break(agreement, agreement.head):
        return f"{what.name}: {found}"
    texts = AgreementText.objects.filter(agreement=agreement).count()
    if texts != agreement.events.filter(act="write").count():
        return f"{what.name}: {texts} texts"
    return what.fault(standing_of(agreement))
