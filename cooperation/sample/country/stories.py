"""One agreement told act by act: each event sealed over the last and folded by the rules of life.

Whatever the table of acts does not allow cannot be told here either: ``Impossible`` is raised.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

from cooperation.lifecycle import Fact, Flow, Standing
from cooperation.lifecycle.acts import one_more
from cooperation.models import Agreement, AgreementEvent, AgreementParty, AgreementText
from cooperation.sample.country import words
from cooperation.sample.country.dice import iso
from cooperation.sample.country.places import Village
from cooperation.services.chain import seal
from cooperation.services.digests import digest_of
from cooperation.services.parties import sides_of


class OutOfTime(Exception):
    """The next act would lie in the future: this is how the agreement stands."""


@dataclass
class Seat:
    """A party, with what its row says; ``pk`` with dashes, as events say it."""

    pk: UUID
    village_id: str | None
    partner_id: UUID | None
    is_initiator: bool
    name_as_written: str = ""
    is_witness: bool = False
    number: str = ""
    year: int | None = None
    signed_on: date | None = None

    @property
    def key(self) -> str:
        return str(self.pk)


class Story:
    """An agreement, its events, texts and how it stands; ``day`` is that of the last event."""

    def __init__(self, host: Village, flow: Flow, title: str, seats: list[Seat], day: int):
        self.host, self.dice, self.tables = host, host.dice, host.tables
        self.flow, self.title, self.seats, self.day = flow, title, seats, day
        self.began = day
        self.key = UUID(self.dice.key(day))
        self.standing = Standing(flow=flow)
        self.pace = self.dice.uniform(0.5, 2.0)
        self.head, self.at, self.texts = "", "", 0
        self.term: dict[str, str] = {}
        self.reviews = 0

    def begin(self, act="begin", **content):
        content = {"flow": self.flow.value, "title": self.title} | content
        self.record(act, None, content | sides_of(self.seats))

    def wait(self, most=20):
        """Some days pass. Raises OutOfTime."""
        self.day += 1 + int(self.dice.random() * most * self.pace)
        if self.day > self.host.until:
            raise OutOfTime

    def act(self, act, seat: Seat | None = None, /, **content):
        """One act, some days after the last. Raises OutOfTime."""
        self.wait()
        content = {"on": iso(self.day)} | content
        if act in {"agree_together", "agree_in_village", "declare_ready", "promulgate", "sign"}:
            content["text"] = self.standing.text
        self.record(act, seat, content)

    def record(self, act, seat: Seat | None, content: dict):
        """Seal one event of this day over the last."""
        self.at = self.dice.moment(self.day)
        number = self.standing.number + 1
        # By another than the text: nobody consents to what they wrote themselves.
        actor = UUID(self.host.facilitator) if act != "consent" else None
        event = SimpleNamespace(
            agreement_id=self.key,
            number=number,
            act=act,
            party_id=seat.pk if seat else None,
            content=content,
            actor=actor,
            at=datetime.fromisoformat(self.at).replace(tzinfo=UTC),
            previous=self.head,
        )
        digest = seal(event)
        side, who = seat.key if seat else "", str(actor or "")
        self.standing = one_more(self.standing, Fact(act, side, content, who))
        self.tables.add(
            *(AgreementEvent, self.key.hex, number, act, seat.pk.hex if seat else None),
            *(json.dumps(content), actor.hex if actor else None, self.at, self.head, digest),
        )
        self.head = digest

    def text(self, starts: int, ends: int) -> dict:
        """Write a version of the text; returns what an event says of it."""
        self.texts += 1
        self.term = {
            "starts_on": iso(starts),
            "ends_on": iso(ends),
            "notice_on": iso(max(starts, ends - 180)),
        }
        content = {"title": self.title, "basis": "Undang-Undang 6/2014 tentang Desa"}
        content |= {"clauses": words.CLAUSES, "term": self.term}
        digest = digest_of(content)
        self.tables.add(
            *(AgreementText, self.dice.key(self.day), self.key.hex, self.texts),
            *(json.dumps(content), digest, self.host.facilitator, self.dice.moment(self.day)),
        )
        return {"text": digest, "number": self.texts, "lacking": []}

    def write(self):
        self.wait()
        starts = self.day + self.dice.randint(60, 180)
        said = self.text(starts, starts + self.dice.choice((365, 730, 1095, 1825)))
        self.record("write", None, said)

    def sign(self, seat: Seat):
        self.wait()
        seat.number, seat.year = f"{self.dice.randint(1, 90)}", int(iso(self.day)[:4])
        seat.signed_on = date.fromordinal(self.day)
        said = {"number": seat.number, "year": seat.year, "on": iso(self.day)}
        said |= {"office": "Kepala Desa" if seat.village_id else "Pimpinan"}
        self.record("sign", seat, said | {"text": self.standing.text})

    def present(self) -> list[Seat]:
        """The parties that have not left."""
        there = {side.key for side in self.standing.present}
        return [seat for seat in self.seats if seat.key in there]

    def villages(self) -> list[Seat]:
        return [seat for seat in self.present() if seat.village_id]

    def close(self):
        """The rows of the agreement itself, which repeat what the events say."""
        dice, term = self.dice, self.term
        instrument = "permakades" if self.flow == Flow.BETWEEN else dice.choice(("pks", "mou"))
        amount = None if dice.happens(0.5) else dice.randint(5, 400) * 1_000_000
        self.tables.add(
            *(Agreement, self.key.hex, self.flow.value, self.title),
            dice.choice(("enterprise", "community", "security")),
            *('["development"]', "", term.get("starts_on"), term.get("ends_on")),
            *(term.get("notice_on"), instrument, amount, None, dice.moment(self.began)),
            *(self.standing.state.value, self.standing.number, self.head),
        )
        for position, seat in enumerate(self.seats, 1):
            self.tables.add(
                *(AgreementParty, seat.pk.hex, self.key.hex, position, seat.village_id),
                *(seat.partner_id.hex if seat.partner_id else None, seat.name_as_written),
                *(seat.is_initiator, False, False, seat.number, seat.year, seat.signed_on),
            )
