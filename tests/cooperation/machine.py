"""Random acts by random people on agreements of every flow, held against the oracle."""

from collections import Counter
from datetime import date
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from cooperation.lifecycle import Clause, Flow, Impossible
from cooperation.models import AgreementEvent, Partner
from cooperation.services.agreements import (
    Deed,
    Moved,
    NotTheirs,
    PartyDraft,
    Refused,
    begin_agreement,
    perform,
)
from cooperation.services.chain import first_break, standing_of
from cooperation.services.disputes import open_dispute, settle_dispute
from cooperation.services.texts import write_text
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import asked
from tests.cooperation.oracle import FINE, NEVER, NOT_YOU, WAIT, WHEN, Ask, Member, Rules

CODES = ("33.08.06.2012", "33.08.06.2013", "33.08.06.2014")
OFFICES = {
    "head": Role.VILLAGE_HEAD,
    "secretary": Role.VILLAGE_SECRETARY,
    "bpd": Role.BPD,
}
# What the kabupaten asks for: before which act, of each village, in which flows.
ASKED = (
    ("sign", True, ["between"]),
    ("end", True, ["between"]),
    ("offer", False, ["village_led"]),
    ("start", False, ["village_led", "partner_led"]),
)
ACTS = sorted(WHEN)
# The way to a running agreement, the last step first: whoever goes on takes the first that is due.
AHEAD = (
    "start",
    "promulgate",
    "sign",
    "declare_ready",
    "agree_together",
    "agree_in_village",
    "consent",
    "write",
    "answer",
    "offer",
    "receive_offer",
    "plan",
    "deliberate",
)
MOST_AHEAD = 12
DAY = date(2026, 11, 2)
GIVEN = {Impossible: NEVER, NotTheirs: NOT_YOU, Refused: WAIT}


class People:
    """Everybody who tries: an office, its villages, and the account."""

    def __init__(self):
        self.villages = [
            factories.village(code, name)
            for code, name in zip(CODES, ("Sengi", "Paten", "Krinjing"), strict=True)
        ]
        self.all = [("facilitator", CODES, factories.user(Role.FACILITATOR, "33.08.06"))]
        for code in (*CODES, "33.08.07.2003"):
            for office, role in OFFICES.items():
                self.all.append((office, (code,), factories.user(role, code)))
        self.asked = [
            asked(before=before, each_village=each, flows=flows) for before, each, flows in ASKED
        ]
        for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
            self.all.append(("other", CODES, factories.user(role, "33.08")))
        self.all.append(("official", CODES[:1], factories.user(Role.OFFICIAL, CODES[0])))


class Pair:
    """An agreement and what the oracle makes of it."""

    def __init__(self, people, flow, seats, *, paper=False):
        """``seats``: (village number or None for a partner, "begins" | "joins" | "looks on")."""
        drafts = []
        for village, part in seats:
            who = {"village": people.villages[village]} if village is not None else {}
            if village is None:
                name = f"Mitra {uuid7()}"
                who["partner"] = Partner(region=people.villages[0], name=name, kind="company")
            marks = {"is_initiator": part == "begins", "is_witness": part == "looks on"}
            drafts.append(PartyDraft(**who, **marks))
        self.agreement = begin_agreement(
            flow=flow, title="Coba", parties=drafts, by=people.all[0][2], paper=paper
        )
        rows = self.agreement.parties.order_by("position")
        self.rows = [row for row in rows if not row.is_witness]
        self.rules = Rules(
            flow=str(flow),
            members=[
                Member(village=row.village_id or "", begins=row.is_initiator) for row in self.rows
            ],
            witnesses=[row.village_id for row in rows if row.is_witness],
        )
        if self.rules.villages:
            self.rules.asked = [
                Ask(str(each.pk), each.before, each.each_village)
                for each in people.asked
                if str(flow) in each.flows
            ]
        if paper:
            self.rules.state = "running"
            for member in self.rules.members:
                member.signed = True


class Agreements(RuleBasedStateMachine):
    """``tally`` counts over all runs: steps, and how each was answered."""

    people = None
    tally = Counter()

    @initialize()
    def begin(self):
        cls = type(self)
        if cls.people is None:
            cls.people = People()
        b, j, w = "begins", "joins", "looks on"
        seats = (
            (Flow.BETWEEN, ((0, b), (1, j), (2, j)), False),
            (Flow.BETWEEN, ((1, b), (2, j)), False),
            (Flow.VILLAGE_LED, ((0, b), (1, j), (None, j), (2, w)), False),
            (Flow.PARTNER_LED, ((None, b), (0, j), (2, j)), False),
            (Flow.BETWEEN, ((0, j), (1, j), (2, j)), True),
            (Flow.VILLAGE_LED, ((None, j), (None, j), (0, w)), True),
        )
        self.pairs = [Pair(cls.people, flow, them, paper=paper) for flow, them, paper in seats]

    @rule(which=st.integers(0, 5), choice=st.integers(0, 10**6), yes=st.integers(0, 5))
    def somebody_does_what_is_due(self, which, choice, yes):
        """Of all that the oracle finds fine, one: otherwise hardly anything gets anywhere."""
        pair = self.pairs[which]
        said = self._said(pair, yes, stale=False)
        if due := [each for act in ACTS for each in self._due(pair, act, said)]:
            self._try(pair, *due[choice % len(due)], said)

    @rule(which=st.integers(0, 5), choices=st.lists(st.integers(0, 10**6), max_size=MOST_AHEAD))
    def somebody_goes_on(self, which, choices):
        """Step by step towards a running agreement: the way is longer than chance would go."""
        pair = self.pairs[which]
        for choice in choices:
            said = self._said(pair, 5, stale=False)
            ways = (self._due(pair, act, said, again=False) for act in AHEAD)
            due = next(filter(None, ways), None)
            if not due:
                return
            self._try(pair, *due[choice % len(due)], said)

    def _due(self, pair, act, said, *, again=True) -> list:
        """Where and by whom the oracle finds the act fine; ``again``: also what is done already."""
        return [
            (act, place, person)
            for place in (None, *range(len(pair.rows)))
            if again or not pair.rules.is_done(act, place)
            for person in self.people.all
            if self._judge(pair, act, place, person, said) == FINE
        ]

    @rule(
        which=st.integers(0, 5),
        act=st.sampled_from(ACTS),
        place=st.integers(-1, 3),
        person=st.integers(0, 15),
        yes=st.integers(0, 5),
        stale=st.booleans(),
    )
    def somebody_tries_anything(self, which, act, place, person, yes, stale):
        pair = self.pairs[which]
        place = place if 0 <= place < len(pair.rows) else None
        said = self._said(pair, yes, stale=stale)
        self._try(pair, act, place, self.people.all[person], said)

    @rule(which=st.integers(0, 5), person=st.integers(0, 15))
    def somebody_saw_an_older_state(self, which, person):
        pair = self.pairs[which]
        before = AgreementEvent.objects.filter(agreement=pair.agreement).count()
        try:
            perform(
                agreement=pair.agreement,
                deed=Deed("withdraw", content={"reason": "-"}),
                seen=before - 1,
                by=self.people.all[person][2],
            )
        except Moved:
            return
        raise AssertionError("an older state was accepted")

    def _said(self, pair, yes, *, stale):
        """What is said with the act; the higher ``yes``, the more often it is a yes."""
        disputes = list(pair.rules.disputes)
        asked = [each.name for each in pair.rules.asked] or ["0"]
        return {
            "requirement": asked[yes % len(asked)],
            "notice_on": "2030-01-01",
            "invited": 30,
            "present": 30 if yes else 10,
            "sitting": 1,
            # A no counts only where enough came: the least "yes" brings too few.
            "outcome": "agreed" if yes > 1 else "refused",
            "answer": "accepted" if yes else "declined",
            "consent": "accepted" if yes else "change",
            "text": "0" * 64 if stale else pair.rules.text,
            "whole": yes > 1,
            "dispute": disputes[-1] if disputes else str(uuid4()),
            "new": str(uuid4()),
        }

    def _judge(self, pair, act, place, person, said):
        office, territory, user = person
        said = said | {"by": str(user.pk)}
        return pair.rules.judge(act, place, office, territory, said)

    def _try(self, pair, act, place, person, said):
        said = dict(said)
        if act == "dispute":
            said["dispute"] = said["new"]
        expected = self._judge(pair, act, place, person, said)
        pair.agreement.refresh_from_db()
        before = pair.agreement.events_count
        given = self._do(pair, act, place, person[2], said)
        assert given == expected, f"{act} at {place} by {person[0]}: {given}, not {expected}"
        if expected == FINE:
            pair.rules.follow(act, place, said | {"by": str(person[2].pk)})
        pair.agreement.refresh_from_db()
        assert pair.agreement.events_count == before + (expected == FINE)
        assert pair.agreement.state == pair.rules.state, f"{act}: {pair.agreement.state}"
        type(self).tally.update(["steps", expected, f"state {pair.rules.state}"])

    def _do(self, pair, act, place, user, said):
        """The act through the services; how it was answered."""
        row = None if place is None else pair.rows[place]
        seen = pair.agreement.events_count
        try:
            if act == "write" and row is None:
                words = {c.value: said["new"] if said["whole"] else "" for c in Clause}
                text = write_text(
                    agreement=pair.agreement,
                    content={"title": said["new"], "basis": "", "clauses": words},
                    seen=seen,
                    by=user,
                )
                said["text"] = text.digest
            elif act == "dispute" and row is None:
                self._open_dispute(pair, user, said, seen)
            elif act == "settle" and row is None and said["dispute"] in pair.rules.disputes:
                self._settle(pair, user, said, seen)
            else:
                content = {k: v for k, v in said.items() if k not in {"whole", "new"}}
                perform(agreement=pair.agreement, deed=Deed(act, row, content), seen=seen, by=user)
        except tuple(GIVEN) as refused:
            return GIVEN[type(refused)]
        return FINE

    def _open_dispute(self, pair, user, said, seen):
        open_dispute(
            agreement=pair.agreement,
            parties=pair.rows,
            subject=said["new"],
            opened_on=DAY,
            seen=seen,
            by=user,
            pk=UUID(said["dispute"]),
        )

    def _settle(self, pair, user, said, seen):
        dispute = pair.agreement.disputes.get(pk=said["dispute"])
        dispute.agreement = pair.agreement
        settle_dispute(
            dispute=dispute,
            way="musyawarah",
            settled_on=DAY,
            minutes="1/BA",
            settlement=said["new"],
            seen=seen,
            by=user,
        )

    def teardown(self):
        for pair in getattr(self, "pairs", ()):
            pair.agreement.refresh_from_db()
            found = first_break(pair.agreement, pair.agreement.head)
            assert found is None, found
            assert standing_of(pair.agreement).state == pair.rules.state
