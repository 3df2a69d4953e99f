"""Agreements for tests: two villages, their people, and an agreement led to a state."""

from dataclasses import dataclass
from datetime import date

from cooperation.lifecycle import Clause, Flow, State
from cooperation.models import Agreement, AgreementParty, Partner, Requirement
from cooperation.services.agreements import Deed, PartyDraft, begin_agreement, perform
from cooperation.services.texts import write_text
from jejaring.models import User
from jejaring.roles import Role
from tests import factories
from tests.factories import SENGI

PATEN = "33.08.06.2013"
COUNTED = {"invited": 30, "present": 24, "sitting": 1}
MINUTES = {"minutes": "01/BA/2026", "on": "2026-11-02"}
SIGNED = {"number": "7", "year": 2026, "on": "2026-11-20"}


@dataclass
class Cast:
    """An agreement and everybody who acts on it, by office and village."""

    agreement: Agreement
    parties: list[AgreementParty]
    people: dict[str, User]

    def act(self, code, who, party=None, *, signatory=None, **content):
        """Do one act as ``who``; ``party``: its place in the list."""
        self.agreement.refresh_from_db()
        row = None if party is None else self.parties[party]
        return perform(
            agreement=self.agreement,
            deed=Deed(code, row, content, signatory),
            seen=self.agreement.events_count,
            by=self.people[who],
        )

    def write(self, who="facilitator", **clauses):
        self.agreement.refresh_from_db()
        words = {each.value: f"Isi {each.value}." for each in Clause} | clauses
        content = {"title": "Air bersama", "basis": "", "clauses": words}
        return write_text(
            agreement=self.agreement,
            content=content,
            seen=self.agreement.events_count,
            by=self.people[who],
        )

    @property
    def text(self):
        return self.agreement.texts.latest("number").digest


def people_of_two_villages() -> dict[str, User]:
    people = {"facilitator": factories.user(Role.FACILITATOR, "33.08.06")}
    for name, code in (("sengi", SENGI), ("paten", PATEN)):
        people |= {
            f"head-{name}": factories.user(Role.VILLAGE_HEAD, code),
            f"secretary-{name}": factories.user(Role.VILLAGE_SECRETARY, code),
            f"bpd-{name}": factories.user(Role.BPD, code),
        }
    return people


def between_villages(people=None) -> Cast:
    """Sengi proposes to Paten; ``people``: those of an earlier cast."""
    sengi, paten = factories.village(), factories.village(PATEN, "Paten")
    people = people or people_of_two_villages()
    agreement = begin_agreement(
        flow=Flow.BETWEEN,
        title="Merawat mata air bersama",
        parties=[PartyDraft(village=sengi, is_initiator=True), PartyDraft(village=paten)],
        by=people["facilitator"],
    )
    return Cast(agreement, list(agreement.parties.order_by("position")), people)


def with_partner(flow=Flow.VILLAGE_LED) -> Cast:
    """Sengi and a company; the company began it when the flow is partner-led."""
    sengi = factories.village()
    people = people_of_two_villages()
    partner = Partner.objects.create(region=sengi, name="PT Salak Makmur", kind="company")
    led = flow == Flow.PARTNER_LED
    agreement = begin_agreement(
        flow=flow,
        title="Menjual salak",
        parties=[
            PartyDraft(village=sengi, is_initiator=not led),
            PartyDraft(partner=partner, is_initiator=led),
        ],
        by=people["facilitator"],
    )
    return Cast(agreement, list(agreement.parties.order_by("position")), people)


def lead_to(cast: Cast, state: State) -> Cast:
    """Walk an agreement between villages on to ``state``, each act by whoever may do it."""
    for at, step in _WAY:
        cast.agreement.refresh_from_db()
        if cast.agreement.state == state:
            return cast
        if cast.agreement.state == at:
            step(cast)
    cast.agreement.refresh_from_db()
    assert cast.agreement.state == state, cast.agreement.state
    return cast


def _prepare(cast):
    for number, name in enumerate(("sengi", "paten")):
        cast.act("deliberate", f"bpd-{name}", number, outcome="agreed", **COUNTED, **MINUTES)
        cast.act("plan", f"secretary-{name}", number, plan="rkp", number="3", year=2026)
    cast.act("offer", "head-sengi", letter="140/1", on="2026-11-03")


def _answer(cast):
    cast.act("answer", "head-paten", 1, answer="accepted", on="2026-11-05")


def _agree(cast):
    cast.write()
    cast.act("agree_together", "head-sengi", **COUNTED, **MINUTES)


def _ready(cast):
    for number, name in enumerate(("sengi", "paten")):
        cast.act("consent", f"head-{name}", number, consent="accepted", text=cast.text)
    cast.act("declare_ready", "head-sengi")


def _sign(cast):
    for number, name in enumerate(("sengi", "paten")):
        cast.act("sign", f"head-{name}", number, signatory=("Pak Lurah", "Kepala Desa"), **SIGNED)


def _promulgate(cast):
    for number, name in enumerate(("sengi", "paten")):
        cast.act("promulgate", f"secretary-{name}", number, number="7", year=2026, on="2026-11-21")


def _start(cast):
    cast.act("start", "head-sengi", on="2026-11-22")


_WAY = (
    (State.PREPARING, _prepare),
    (State.OFFERED, _answer),
    (State.DRAFTING, _agree),
    (State.AGREED, _ready),
    (State.READY, _sign),
    (State.SIGNED, _promulgate),
    (State.PROMULGATED, _start),
)


def asked(**columns) -> Requirement:
    """Something that the kabupaten of Sengi asks for: once, before the signing, by default."""
    told = {"kind": "step", "name": "Rekomendasi camat", "basis": "Perbup 12/2024 pasal 7"}
    told |= {"before": "sign", "flows": list(Flow.values), "active_from": date(2026, 1, 1)}
    told |= {"regency_id": factories.village().pk[:5]}
    return Requirement.objects.create(**told | columns)
