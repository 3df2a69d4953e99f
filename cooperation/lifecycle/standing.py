"""How an agreement stands, told from its facts alone: the state is derived, never set."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cooperation.lifecycle.states import BINDING, OVER, Flow, State

AGREED, REFUSED = "agreed", "refused"
ACCEPTED, DECLINED = "accepted", "declined"
LEAST_PARTIES = 2


class Impossible(Exception):
    """An act that the state of the agreement does not allow; ``act`` and ``state`` say which."""

    def __init__(self, act, state):
        super().__init__(f"{act} in {state}")
        self.act, self.state = act, state


@dataclass(frozen=True)
class Fact:
    """One event, as the rules see it. ``side``: the key of the party it is about, or empty."""

    act: str
    side: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    actor: str = ""


@dataclass(frozen=True)
class Side:
    """How one party stands.

    ``consent_text``: the digest of the text it answered; an answer to another text is stale.
    ``agreed_text``: the one its village deliberation agreed to. ``left``: it walked away.
    """

    key: str
    is_village: bool
    is_initiator: bool
    deliberated: str = ""
    planned: bool = False
    answer: str = ""
    consent: str = ""
    consent_text: str = ""
    signed: bool = False
    promulgated: bool = False
    agreed_text: str = ""
    left: bool = False

    @property
    def has_left(self) -> bool:
        """Declined, refused in its village deliberation, or walked away: no party any more."""
        refused = self.deliberated == REFUSED and not self.is_initiator
        return self.left or refused or self.answer == DECLINED


@dataclass(frozen=True)
class Standing:
    """The agreement after all its facts.

    ``text`` is the digest of the newest version and ``author`` who wrote it; ``agreed_text`` the
    one a deliberation agreed to; ``in_force`` the one that was signed. ``lacking``: contents that
    are empty in the newest version. ``kept``: how it stood before the amendment under way, to
    which it returns when that comes to nothing. ``disputes``: whether each is settled. ``met``:
    which demand of a kabupaten was met by which side ("" for all of them).

    Handed in when somebody acts, never told by events: ``demands`` of the kabupaten (``Demand``
    each), and ``last_notice``, the last day on which the text in force lets them talk anew.
    """

    flow: Flow
    state: State = State.PREPARING
    sides: Mapping[str, Side] = field(default_factory=dict)
    text: str = ""
    author: str = ""
    lacking: tuple[str, ...] = ()
    agreed_text: str = ""
    in_force: str = ""
    amendment: int = 0
    number: int = 0
    kept: "Standing | None" = None
    disputes: Mapping[str, bool] = field(default_factory=dict)
    met: frozenset[tuple[str, str]] = frozenset()
    demands: tuple = ()
    last_notice: str = ""

    @property
    def present(self) -> list[Side]:
        """The parties that have not left."""
        return [side for side in self.sides.values() if not side.has_left]

    @property
    def villages(self) -> list[Side]:
        """The villages among them."""
        return [side for side in self.present if side.is_village]

    @property
    def others(self) -> list[Side]:
        """Whoever the offer went to."""
        return [side for side in self.sides.values() if not side.is_initiator]

    @property
    def has_enough(self) -> bool:
        """Two villages for a regulation of heads; a village and a third party otherwise."""
        if self.flow == Flow.BETWEEN:
            return len(self.villages) >= LEAST_PARTIES
        return 0 < len(self.villages) < len(self.present)

    @property
    def is_amending(self) -> bool:
        """Whether a change of a signed text is under way."""
        return self.kept is not None

    @property
    def is_binding(self) -> bool:
        """Whether a signed text holds, be it while a change of it is talked about."""
        return self.state in BINDING or self.is_amending

    @property
    def open_disputes(self) -> list[str]:
        return [key for key, is_settled in self.disputes.items() if not is_settled]

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    def has_answered(self, side: Side) -> bool:
        """Whether the party has said something of the newest text: yes, no, or otherwise."""
        return bool(self.text) and side.consent_text == self.text

    def consents(self, side: Side) -> bool:
        """Whether the party has accepted the newest text, not an earlier one."""
        return side.consent == ACCEPTED and self.has_answered(side)


def with_side(standing: Standing, key: str, **changes) -> Standing:
    """The standing with one party changed."""
    return replace(standing, sides={**standing.sides, key: replace(standing.sides[key], **changes)})
