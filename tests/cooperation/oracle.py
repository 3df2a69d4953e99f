"""The rules of an agreement told a second time, plainly, from the law and not from the table.

Sources: UU 6/2014 arts. 54, 91-93; PP 43/2014 arts. 143-148; Permendagri 96/2017 arts. 13-15. It
imports nothing of the app, so that the two can disagree.
"""

from copy import deepcopy
from dataclasses import dataclass, field

FINE, NEVER, NOT_YOU, WAIT = "fine", "never", "not you", "wait"

# Which office does it. A facilitator drafts, and so do the officials of a village; only a head
# decides; the council convenes.
DRAFTERS = {"facilitator", "head", "secretary", "official"}
OFFICE = {
    "plan": DRAFTERS,
    "receive_offer": DRAFTERS,
    "write": DRAFTERS,
    "deliberate": {"bpd"},
    "agree_in_village": {"bpd"},
    "promulgate": {"secretary"},
    "fulfil": DRAFTERS,
}
HEADS = {"head"}
DRAFTABLE = {"preparing", "offered", "drafting", "agreed"}
UNSIGNED = DRAFTABLE | {"ready"}
IN_FORCE = {"signed", "promulgated", "running", "postponed"}
# Acts of one party; the others are of the agreement as a whole.
OF_VILLAGE = {"deliberate", "plan", "promulgate", "agree_in_village"}
OF_PARTY = {"consent", "sign", "leave", "answer"}
WHEN = {
    "deliberate": {"preparing", "offered", "drafting"},
    "plan": {"preparing", "offered", "drafting"},
    "offer": {"preparing"},
    "receive_offer": {"preparing"},
    "answer": {"offered"},
    "write": DRAFTABLE,
    "consent": {"drafting", "agreed"},
    "agree_together": {"drafting"},
    "agree_in_village": {"drafting"},
    "declare_ready": {"agreed"},
    "reopen": {"agreed", "ready"},
    "sign": {"ready"},
    "promulgate": {"signed"},
    "start": {"signed", "promulgated"},
    "postpone": {"running"},
    "resume": {"postponed"},
    "amend": {"running", "postponed"},
    "end": IN_FORCE,
    "withdraw": UNSIGNED,
    "abandon": UNSIGNED,
    "leave": {"offered", "drafting", "agreed", "ready"},
    "dispute": IN_FORCE | UNSIGNED,
    "settle": IN_FORCE | UNSIGNED | {"ended"},
    "fulfil": IN_FORCE | UNSIGNED,
    "schedule": IN_FORCE,
}
# As long as the act can still come, what a kabupaten asks for before it is asked.
AHEAD = {
    "offer": {"preparing"},
    "sign": UNSIGNED,
    "start": UNSIGNED | {"signed", "promulgated"},
    "end": UNSIGNED | IN_FORCE,
}
ONLY_BETWEEN = {"agree_together", "promulgate"}
NEVER_BETWEEN = {"agree_in_village"}


@dataclass
class Member:
    """A party: its village (empty for a partner), and what it has done."""

    village: str
    begins: bool = False
    yes: bool | None = None
    planned: bool = False
    reply: str = ""
    accepts: object = None
    agreed: object = None
    signed: bool = False
    published: bool = False
    gone: bool = False


@dataclass(frozen=True)
class Ask:
    """What a kabupaten asks for before an act: of each village, or once."""

    name: str
    before: str
    each: bool


@dataclass
class Rules:
    """One agreement as the law sees it. ``witnesses``: villages that only look on."""

    flow: str
    members: list[Member]
    witnesses: list[str] = field(default_factory=list)
    state: str = "preparing"
    text: object = None
    writer: str = ""
    whole: bool = True
    before: "Rules | None" = None
    disputes: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    met: set = field(default_factory=set)

    @property
    def here(self):
        return [m for m in self.members if not m.gone]

    @property
    def villages(self):
        return [m for m in self.here if m.village]

    def enough(self, without=None):
        here = [m for m in self.here if m is not without]
        villages = sum(bool(m.village) for m in here)
        if self.flow == "between":
            return villages > 1
        return villages > 0 and len(here) > villages

    # --- May it be? -----------------------------------------------------------------------------

    def judge(self, act, place, office, territory, said) -> str:
        """``place``: of the party, or None; ``territory``: the villages of whoever acts."""
        member = None if place is None else self.members[place]
        if not self._possible(act, member):
            return NEVER
        if office not in OFFICE.get(act, HEADS):
            return NOT_YOU
        if not set(self._whose(act, member)) & set(territory):
            return NOT_YOU
        waits = self._waits(act, member, said) or self._unmet(act, member)
        return WAIT if waits else FINE

    def is_done(self, act, place):
        """Whether doing it again would change nothing, though nothing forbids it."""
        if act == "write":
            return self.text is not None and self.whole and not self._unchanged()
        member = Member("") if place is None else self.members[place]
        done = {
            "deliberate": member.yes,
            "plan": member.planned,
            "consent": self.text is not None and member.accepts == self.text,
        }
        return bool(done.get(act))

    def _possible(self, act, member):
        if self.state not in WHEN[act]:
            return False
        between = self.flow == "between"
        if (act in ONLY_BETWEEN and not between) or (act in NEVER_BETWEEN and between):
            return False
        if act == "offer" and self.flow == "partner_led":
            return False
        if act == "receive_offer" and self.flow != "partner_led":
            return False
        if act == "withdraw" and self.before:
            return False
        if act == "abandon" and not self.before:
            return False
        if act == "dispute" and self.state not in IN_FORCE and not self.before:
            return False
        if act == "settle" and all(self.disputes.values()):
            return False
        return self._fits_party(act, member)

    def _fits_party(self, act, member):
        if act == "fulfil":
            return member is None or (bool(member.village) and not member.gone)
        if act not in OF_VILLAGE | OF_PARTY:
            return member is None
        if member is None or member.gone:
            return False
        if act in OF_VILLAGE and not member.village:
            return False
        return not (act == "answer" and member.begins)

    def _whose(self, act, member):
        if member is not None and member.village:
            return [member.village]
        here = [m.village for m in self.villages]
        if member is None and act in {"offer", "withdraw"}:
            here = [m.village for m in self.villages if m.begins] or here
        if not any(m.village for m in self.members):
            here = self.witnesses
        return here

    def _waits(self, act, member, said):
        check = getattr(self, f"_wait_{act}", None)
        return bool(check and check(member, said))

    def _unmet(self, act, member):
        """Whether something is owed to the kabupaten before this act."""
        before = [ask for ask in self.asked if ask.before == act]
        for ask in before:
            if not ask.each and (ask.name, "") not in self.met:
                return True
            whose = [member] if member else self.villages
            owing = [m for m in whose if m.village and (ask.name, m.village) not in self.met]
            if ask.each and owing:
                return True
        return False

    def _wait_fulfil(self, member, said):
        ask = next((each for each in self.asked if each.name == said["requirement"]), None)
        if ask is None or ask.each != (member is not None):
            return True
        if self.state not in AHEAD[ask.before] or (
            member and member.signed and ask.before == "sign"
        ):
            return True
        return (ask.name, member.village if member else "") in self.met

    def _short(self, member, said):
        return said["sitting"] == 1 and said["present"] < said["invited"] * 2 / 3

    _wait_deliberate = _short

    def _wait_plan(self, member, said):
        return not member.yes

    def _wait_offer(self, member, said):
        first = [m for m in self.villages if m.begins]
        return not self.enough() or any(not (m.yes and m.planned) for m in first)

    def _wait_receive_offer(self, member, said):
        return not self.enough()

    def _wait_answer(self, member, said):
        return bool(member.reply)

    def _unchanged(self):
        return self.before is not None and self.text == self.before.text

    def _wait_consent(self, member, said):
        if self.text is None or self._unchanged():
            return True
        return said["by"] == self.writer or said["text"] != self.text

    def _wait_agree_together(self, member, said):
        ready = all(m.yes and m.planned for m in self.villages)
        complete = self.text is not None and self.whole and not self._unchanged()
        return not (ready and complete and self.enough()) or self._short(member, said)

    def _wait_agree_in_village(self, member, said):
        return self._wait_agree_together(member, said) or member.agreed == self.text

    def _wait_declare_ready(self, member, said):
        return any(m.accepts != self.text for m in self.here)

    def _somebody_signed(self, member, said):
        return any(m.signed for m in self.here)

    _wait_reopen = _wait_withdraw = _somebody_signed

    def _wait_sign(self, member, said):
        return member.signed

    def _wait_promulgate(self, member, said):
        return member.published

    def _wait_start(self, member, said):
        return self.flow == "between" and not all(m.published for m in self.villages)

    def _wait_leave(self, member, said):
        return self.before is not None and not self.enough(without=member)

    def _wait_settle(self, member, said):
        return self.disputes.get(said["dispute"], True)

    # --- What comes of it -----------------------------------------------------------------------

    def follow(self, act, place, said):
        """Carry out what was judged fine."""
        member = None if place is None else self.members[place]
        simple = {
            "offer": "offered",
            "receive_offer": "offered",
            "declare_ready": "ready",
            "start": "running",
            "postpone": "postponed",
            "resume": "running",
            "end": "ended",
            "withdraw": "withdrawn",
        }
        if act in simple:
            self.state = simple[act]
        else:
            getattr(self, f"_do_{act}")(member, said)

    def _do_deliberate(self, member, said):
        if said["outcome"] == "agreed":
            member.yes = True
        elif self.before:
            self._do_abandon(member, said)
        elif member.begins:
            self.state = "refused"
        else:
            member.yes, member.gone = False, True
            if not self.enough():
                self.state = "refused"
            elif self.state == "offered":
                self._all_answered()
            else:
                self._loosen()

    def _do_fulfil(self, member, said):
        self.met.add((said["requirement"], member.village if member else ""))

    def _do_schedule(self, member, said):
        pass

    def _do_plan(self, member, said):
        member.planned = True

    def _do_answer(self, member, said):
        member.reply = said["answer"]
        member.gone = said["answer"] == "declined"
        self._all_answered()

    def _all_answered(self):
        if all(m.reply or m.begins for m in self.here):
            self.state = "drafting" if self.enough() else "declined"

    def _do_write(self, member, said):
        self.text, self.writer, self.whole = said["text"], said["by"], said["whole"]
        if self.state == "agreed":
            self.state = "drafting"

    def _do_consent(self, member, said):
        member.accepts = said["text"] if said["consent"] == "accepted" else None

    def _do_agree_together(self, member, said):
        self.state = "agreed"

    def _do_agree_in_village(self, member, said):
        member.agreed = self.text
        if all(m.agreed == self.text for m in self.villages):
            self.state = "agreed"

    def _loosen(self):
        for m in self.members:
            m.agreed, m.signed = None, False

    def _do_reopen(self, member, said):
        self.state = "drafting"
        self._loosen()

    def _do_leave(self, member, said):
        member.gone = True
        if member.begins and not self.before:
            self.state = "withdrawn"
        elif self.state == "offered":
            self._all_answered()
        elif not self.enough():
            self.state = "declined"
        else:
            self._do_reopen(member, said)

    def _do_sign(self, member, said):
        member.signed = True
        if all(m.signed for m in self.here):
            self.state, self.before = "signed", None

    def _do_promulgate(self, member, said):
        member.published = True
        if all(m.published for m in self.villages):
            self.state = "promulgated"

    def _do_amend(self, member, said):
        self.before = deepcopy(self)
        self.state, self.writer, self.met = "drafting", "", set()
        for m in self.members:
            m.accepts = m.agreed = None
            m.signed = m.published = False

    def _do_abandon(self, member, said):
        disputes, kept, met = self.disputes, self.before, self.met
        self.__dict__.update(deepcopy(kept.__dict__))
        self.disputes, self.met = disputes, self.met | met

    def _do_dispute(self, member, said):
        self.disputes[said["dispute"]] = False

    def _do_settle(self, member, said):
        self.disputes[said["dispute"]] = True
