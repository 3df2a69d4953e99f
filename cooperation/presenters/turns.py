"""Whose turn it is: what a reader can do now, whom the agreement waits for, what comes after."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.lifecycle import ACTS, Act, Clause, Obstacle, Standing, State
from cooperation.lifecycle import standing as stands
from cooperation.services.agreements import acting_codes, may_act, may_now, village_codes
from jejaring.roles import Permission

# What goes on beside the main way; offered below it.
ASIDE = {"reopen", "withdraw", "leave", "abandon", "postpone", "amend", "end", "schedule"}
# Acts with pages of their own.
NOT_BUTTONS = {"write", "join", "review", "dispute", "settle", "fulfil"}
# The board of a draft offers it beside each answer.
ON_BOARD = {"consent"}
UNDER_REVIEW = {State.DRAFTING, State.AGREED}
MOST_NAMES, FIRST_NAMES = 6, 2
# Who does it in a village, as people there call them.
OFFICES = {
    Permission.CONVENE: gettext_lazy("BPD"),
    Permission.DECIDE_AGREEMENT: gettext_lazy("kepala desa"),
    Permission.PROMULGATE: gettext_lazy("sekretaris desa"),
    Permission.DRAFT_AGREEMENT: gettext_lazy("pendamping, sekretaris, atau perangkat desa"),
}
# A third party has no account: a village head records what it said.
OF_PARTNERS = {
    "answer": gettext_lazy("Catat jawaban pihak ketiga atas penawaran"),
    "consent": gettext_lazy("Catat jawaban pihak ketiga atas rancangan"),
    "sign": gettext_lazy("Catat tanda tangan pihak ketiga"),
    "leave": gettext_lazy("Catat mundurnya pihak ketiga"),
}


@dataclass(frozen=True)
class Step:
    """An act that can be done now, or has to wait for something."""

    act: Act
    party: object = None
    obstacles: tuple = ()
    mine: bool = False
    is_done: bool = False

    @property
    def is_open(self) -> bool:
        return self.mine and not self.obstacles

    @property
    def label(self):
        return label_of(self.act, self.party)


@dataclass(frozen=True)
class Waiting:
    """An act that somebody owes: who, whose it is, how many more, and what it has to wait for."""

    label: str
    names: tuple
    more: int
    obstacles: tuple = ()
    office: str = ""
    reason: str = ""

    @property
    def who(self) -> str:
        """In few words, for a list: the office, and the first of the villages."""
        if not self.names:
            return self.office
        named = ", ".join(self.names[:FIRST_NAMES])
        if len(self.names) + self.more > FIRST_NAMES:
            named += ", …"
        return f"{self.office} ({named})"


@dataclass(frozen=True)
class Turns:
    """``mine``: what the reader can do; ``waited``: what others owe now; ``later``: what is still
    in the way of the rest; ``aside``: what goes on beside the main way; ``draft``: why the draft
    has to be written or changed, and ``writes`` whether the reader is asked to."""

    mine: list[Step]
    waited: list[Waiting]
    later: list[Waiting]
    aside: list[Step]
    draft: Waiting | None
    writes: bool


def turns(standing: Standing, parties, user) -> Turns:
    """Everything that can happen next, sorted by whose turn it is."""
    found = steps(standing, parties, user)
    main = [step for step in found if not is_aside(step)]
    return Turns(
        mine=[step for step in main if step.is_open],
        waited=waited_for([step for step in main if not step.mine and not step.obstacles]),
        later=waited_for([step for step in main if step.obstacles]),
        aside=[
            step
            for step in found
            if step.is_open and is_aside(step) and step.act.code not in ON_BOARD
        ],
        draft=draft_call(standing, parties),
        writes=_is_asked_to_write(standing, parties, user),
    )


def awaited(standing: Standing, parties) -> list[Waiting]:
    """What the agreement waits for now, whoever reads it: the draft first, then acts."""
    draft = draft_call(standing, parties)
    open_now = [step for step in steps(standing, parties) if not step.obstacles]
    acts = waited_for([step for step in open_now if not is_aside(step)])
    return [draft, *acts] if draft else acts


def steps(standing: Standing, parties, user=None) -> list[Step]:
    """What can happen next, the user's own first."""
    by_key = {str(party.pk): party for party in parties}
    found = [
        _step(act, by_key.get(key), standing, codes, user)
        for act in ACTS.values()
        if act.code not in NOT_BUTTONS
        for codes in [acting_codes(act=act, standing=standing, parties=parties)]
        for key in ([side.key for side in act.sides(standing)] if act.whose else [""])
        if act.fits(standing, key)
    ]
    found = [step for step in found if Obstacle.ALREADY_DONE not in step.obstacles]
    return sorted(found, key=lambda step: (not step.is_open, not step.mine))


def _step(act, party, standing, codes, user) -> Step:
    key = str(party.pk) if party else ""
    return Step(
        act=act,
        party=party,
        obstacles=tuple(act.obstacles(standing, key, str(user.pk) if user else "")),
        mine=bool(user) and may_act(user=user, act=act, party=party, codes=codes),
        is_done=act.is_done(standing, key),
    )


def label_of(act, party) -> str:
    """The act as a button says it; of a third party it is recorded, not done."""
    if party is not None and not party.village_id:
        return OF_PARTNERS.get(act.code, act.label)
    return act.label


def is_aside(step: Step) -> bool:
    return step.act.code in ASIDE or step.is_done


def waited_for(steps) -> list[Waiting]:
    """What is owed, one line an act however many parties owe it."""
    owed = {}
    for step in steps:
        owed.setdefault((str(step.label), step.obstacles), []).append(step)
    return [
        Waiting(
            label=label,
            names=tuple(step.party.name for step in same[:MOST_NAMES] if step.party),
            more=max(0, len(same) - MOST_NAMES),
            obstacles=obstacles,
            office=str(OFFICES[same[0].act.permission]),
        )
        for (label, obstacles), same in owed.items()
    ]


def draft_call(standing: Standing, parties) -> Waiting | None:
    """What the draft waits for, if anything."""
    reason = _why_write(standing, parties)
    if not reason:
        return None
    label = _("Ubah rancangan") if standing.text else _("Tulis rancangan")
    office = str(OFFICES[Permission.DRAFT_AGREEMENT])
    return Waiting(label, (), 0, office=office, reason=reason)


def _is_asked_to_write(standing, parties, user) -> bool:
    """Whoever decides for a village is not asked: nobody may consent to their own draft."""
    codes = village_codes(parties)
    decides = any(user.holds_over(Permission.DECIDE_AGREEMENT, code) for code in codes)
    return not decides and may_now(code="write", user=user, standing=standing, parties=parties)


def _why_write(standing, parties) -> str:
    if standing.state not in UNDER_REVIEW:
        return ""
    if not standing.text:
        return _("Rancangan belum ditulis.")
    if standing.is_amending and standing.text == standing.in_force:
        return _("Perubahannya belum ditulis.")
    names = [party.name for party in parties if _asks_for_change(standing, party)]
    if names:
        return _("Belum setuju dengan versi ini: %(names)s.") % {"names": ", ".join(names)}
    if standing.lacking:
        labels = ", ".join(str(Clause(code).label) for code in standing.lacking)
        return _("Masih kosong: %(names)s.") % {"names": labels}
    return ""


def _asks_for_change(standing, party) -> bool:
    side = standing.sides.get(str(party.pk))
    if side is None or side.has_left or side.consent_text != standing.text:
        return False
    return side.consent not in {"", stands.ACCEPTED}
