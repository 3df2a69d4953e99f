"""The table of acts: who may do what, from which state, under which guards, and what it changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle import guards
from cooperation.lifecycle.standing import (
    LEAST_PARTIES,
    REFUSED,
    Fact,
    Impossible,
    Side,
    Standing,
    with_side,
)
from cooperation.lifecycle.states import Flow, State
from jejaring.roles import Permission

WITH_THIRD = frozenset({Flow.VILLAGE_LED, Flow.PARTNER_LED})
ALL = frozenset(Flow)
BEFORE_SIGNING = frozenset(
    {State.PREPARING, State.OFFERED, State.DRAFTING, State.AGREED, State.READY}
)


@dataclass(frozen=True)
class Act:
    """One row of the table.

    ``whose``: which sides do it ("" for the agreement as a whole, "village", "party", "other":
    whoever the offer went to). ``fields``: what the form asks for. ``change``: what it makes of
    the standing. ``amending``: only while a signed text is being changed (True) or only before the
    first signing (False).
    """

    code: str
    label: Promise
    done: Promise
    permission: Permission
    sources: frozenset[State]
    change: Callable[[Standing, Fact], Standing]
    whose: str = ""
    flows: frozenset[Flow] = ALL
    guards: tuple = ()
    fields: tuple[str, ...] = ()
    amending: bool | None = None

    @property
    def takes_meeting(self) -> bool:
        """Whether it records what a deliberation decided."""
        return "sitting" in self.fields

    def fits(self, standing: Standing, key: str = "") -> bool:
        """Whether flow, state and side allow it at all; what is still missing is for guards."""
        if standing.flow not in self.flows or standing.state not in self.sources:
            return False
        if self.amending is not None and self.amending != (standing.amendment > 0):
            return False
        return not key if not self.whose else key in {side.key for side in self.sides(standing)}

    def sides(self, standing: Standing) -> list[Side]:
        """The sides that may do it, of those that have not left."""
        return {
            "": [],
            "village": standing.villages,
            "party": standing.present,
            "other": [side for side in standing.present if not side.is_initiator],
        }[self.whose]

    def obstacles(self, standing: Standing, key: str = "", actor: str = "") -> list:
        """What is in the way, each obstacle once."""
        side = standing.sides.get(key)
        found = (o for guard in self.guards for o in guard(standing, side, actor))
        return list(dict.fromkeys(found))

    def apply(self, standing: Standing, fact: Fact) -> Standing:
        return self.change(standing, fact)


def standing_after(flow: Flow, facts: Iterable[Fact]) -> Standing:
    """The standing after ``facts`` in their order. Raises Impossible for one out of place."""
    standing = Standing(flow=Flow(flow))
    for fact in facts:
        standing = one_more(standing, fact)
    return standing


def one_more(standing: Standing, fact: Fact) -> Standing:
    """The standing after one fact more. Raises Impossible."""
    if standing.number == 0:
        if fact.act not in OPENINGS:
            raise Impossible(fact.act, standing.state)
        standing = OPENINGS[fact.act](standing, fact)
    else:
        act = ACTS.get(fact.act)
        if act is None or not act.fits(standing, fact.side):
            raise Impossible(fact.act, standing.state)
        standing = act.apply(standing, fact)
    return replace(standing, number=standing.number + 1)


# --- What acts change ---------------------------------------------------------------------------


def _join(standing, fact):
    joined = {
        each["key"]: Side(each["key"], each["is_village"], each["is_initiator"])
        for each in fact.content["sides"]
    }
    return replace(standing, sides={**standing.sides, **joined})


def _register(standing, fact):
    """An agreement that was signed on paper before it came here."""
    standing = _join(standing, fact)
    sides = {key: replace(side, signed=True) for key, side in standing.sides.items()}
    return replace(standing, sides=sides, state=State.RUNNING)


OPENINGS = {"begin": _join, "register": _register}


def _to(state):
    return lambda standing, fact: replace(standing, state=state)


def _deliberate(standing, fact):
    standing = with_side(standing, fact.side, deliberated=fact.content["outcome"])
    side = standing.sides[fact.side]
    if side.deliberated != REFUSED:
        return standing
    if side.is_initiator or len(standing.present) < LEAST_PARTIES:
        return replace(standing, state=State.REFUSED)
    return _after_answers(standing) if standing.state == State.OFFERED else standing


def _plan(standing, fact):
    return with_side(standing, fact.side, planned=True)


def _answer(standing, fact):
    return _after_answers(with_side(standing, fact.side, answer=fact.content["answer"]))


def _after_answers(standing):
    """Once everybody asked has answered, drafting begins, or there is nobody to draft with."""
    waiting = [side for side in standing.others if not side.answer and not side.has_left]
    if waiting:
        return standing
    enough = len(standing.present) >= LEAST_PARTIES
    return replace(standing, state=State.DRAFTING if enough else State.DECLINED)


def _write(standing, fact):
    return replace(
        standing,
        state=State.DRAFTING if standing.state == State.AGREED else standing.state,
        text=fact.content["text"],
        author=fact.actor,
        lacking=tuple(fact.content.get("lacking", ())),
    )


def _consent(standing, fact):
    said = fact.content["consent"]
    return with_side(standing, fact.side, consent=said, consent_text=fact.content["text"])


def _agree_text(standing, fact):
    return replace(standing, state=State.AGREED, agreed_text=standing.text)


def _sign(standing, fact):
    standing = with_side(standing, fact.side, signed=True)
    if not all(side.signed for side in standing.present):
        return standing
    return replace(standing, state=State.SIGNED, in_force=standing.text)


def _promulgate(standing, fact):
    standing = with_side(standing, fact.side, promulgated=True)
    done = all(side.promulgated for side in standing.villages)
    return replace(standing, state=State.PROMULGATED) if done else standing


def _amend(standing, fact):
    """A new version is deliberated, consented to and signed like the first."""
    sides = {
        key: replace(side, consent="", consent_text="", signed=False, promulgated=False)
        for key, side in standing.sides.items()
    }
    return replace(
        standing,
        state=State.DRAFTING,
        sides=sides,
        agreed_text="",
        amendment=standing.amendment + 1,
    )


def _abandon(standing, fact):
    sides = {key: replace(side, signed=True) for key, side in standing.sides.items()}
    return replace(standing, state=State.RUNNING, sides=sides, text=standing.in_force, lacking=())


# --- The table ----------------------------------------------------------------------------------

_ROWS = (
    Act(
        "deliberate",
        _("Catat hasil musyawarah desa"),
        _("musyawarah desa dicatat"),
        Permission.CONVENE,
        frozenset({State.PREPARING, State.OFFERED, State.DRAFTING}),
        _deliberate,
        whose="village",
        fields=("outcome", "invited", "present", "sitting", "minutes", "on", "reason"),
    ),
    Act(
        "plan",
        _("Catat dalam RPJM Desa atau RKP Desa"),
        _("dicantumkan dalam rencana desa"),
        Permission.DRAFT_AGREEMENT,
        frozenset({State.PREPARING, State.OFFERED, State.DRAFTING}),
        _plan,
        whose="village",
        guards=(guards.deliberated,),
        fields=("plan", "number", "year"),
    ),
    Act(
        "offer",
        _("Kirim surat penawaran"),
        _("penawaran dikirim"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.PREPARING}),
        _to(State.OFFERED),
        flows=frozenset({Flow.BETWEEN, Flow.VILLAGE_LED}),
        guards=(guards.enough_parties, guards.initiator_ready),
        fields=("letter", "on"),
    ),
    Act(
        "receive_offer",
        _("Catat penawaran yang masuk"),
        _("penawaran pihak ketiga diterima"),
        Permission.DRAFT_AGREEMENT,
        frozenset({State.PREPARING}),
        _to(State.OFFERED),
        flows=frozenset({Flow.PARTNER_LED}),
        guards=(guards.enough_parties,),
        fields=("letter", "on"),
    ),
    Act(
        "answer",
        _("Jawab penawaran"),
        _("penawaran dijawab"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.OFFERED}),
        _answer,
        whose="other",
        guards=(guards.not_answered_yet,),
        fields=("answer", "on", "reason"),
    ),
    Act(
        "write",
        _("Tulis rancangan"),
        _("rancangan ditulis"),
        Permission.DRAFT_AGREEMENT,
        frozenset({State.PREPARING, State.OFFERED, State.DRAFTING, State.AGREED}),
        _write,
        fields=("text",),
    ),
    Act(
        "consent",
        _("Beri jawaban atas rancangan"),
        _("rancangan diperiksa"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.DRAFTING, State.AGREED}),
        _consent,
        whose="party",
        guards=(guards.has_text, guards.not_own_draft),
        fields=("consent", "reason"),
    ),
    Act(
        "agree_together",
        _("Catat kesepakatan musyawarah antar-desa"),
        _("musyawarah antar-desa menyepakati rancangan"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.DRAFTING}),
        _agree_text,
        flows=frozenset({Flow.BETWEEN}),
        guards=(
            guards.enough_parties,
            guards.has_text,
            guards.complete_text,
            guards.all_villages_ready,
        ),
        fields=("invited", "present", "sitting", "minutes", "on"),
    ),
    Act(
        "agree_in_village",
        _("Catat kesepakatan musyawarah desa atas rancangan"),
        _("musyawarah desa menyepakati rancangan"),
        Permission.CONVENE,
        frozenset({State.DRAFTING}),
        _agree_text,
        flows=WITH_THIRD,
        guards=(
            guards.enough_parties,
            guards.has_text,
            guards.complete_text,
            guards.all_villages_ready,
        ),
        fields=("invited", "present", "sitting", "minutes", "on"),
    ),
    Act(
        "declare_ready",
        _("Nyatakan siap ditandatangani"),
        _("dinyatakan siap ditandatangani"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.AGREED}),
        _to(State.READY),
        guards=(guards.text_as_agreed, guards.complete_text, guards.all_consent),
    ),
    Act(
        "reopen",
        _("Buka lagi rancangannya"),
        _("rancangan dibuka lagi"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.AGREED, State.READY}),
        _to(State.DRAFTING),
        guards=(guards.nobody_signed,),
        fields=("reason",),
    ),
    Act(
        "sign",
        _("Catat tanda tangan"),
        _("ditandatangani"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.READY}),
        _sign,
        whose="party",
        guards=(guards.not_signed_yet,),
        fields=("number", "year", "on", "signatory", "office"),
    ),
    Act(
        "promulgate",
        _("Undangkan dalam Berita Desa"),
        _("diundangkan"),
        Permission.PROMULGATE,
        frozenset({State.SIGNED}),
        _promulgate,
        whose="village",
        flows=frozenset({Flow.BETWEEN}),
        guards=(guards.not_promulgated_yet,),
        fields=("number", "year", "on"),
    ),
    Act(
        "start",
        _("Mulai jalankan"),
        _("mulai berjalan"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.SIGNED, State.PROMULGATED}),
        _to(State.RUNNING),
        guards=(guards.promulgated_between_villages,),
        fields=("on",),
    ),
    Act(
        "postpone",
        _("Tunda sementara"),
        _("ditunda"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.RUNNING}),
        _to(State.POSTPONED),
        fields=("reason", "minutes", "on", "until"),
    ),
    Act(
        "resume",
        _("Lanjutkan"),
        _("dilanjutkan"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.POSTPONED}),
        _to(State.RUNNING),
        fields=("minutes", "on"),
    ),
    Act(
        "amend",
        _("Ubah perjanjiannya"),
        _("perubahan dibicarakan"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.RUNNING, State.POSTPONED}),
        _amend,
        fields=("reason", "minutes", "on"),
    ),
    Act(
        "end",
        _("Akhiri kerja sama"),
        _("diakhiri"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.RUNNING, State.POSTPONED}),
        _to(State.ENDED),
        fields=("ground", "minutes", "on", "reason"),
    ),
    Act(
        "withdraw",
        _("Tarik kembali usulan"),
        _("usulan ditarik kembali"),
        Permission.DECIDE_AGREEMENT,
        BEFORE_SIGNING,
        _to(State.WITHDRAWN),
        guards=(guards.nobody_signed,),
        fields=("reason",),
        amending=False,
    ),
    Act(
        "abandon",
        _("Batalkan perubahan"),
        _("perubahan dibatalkan, naskah lama tetap berlaku"),
        Permission.DECIDE_AGREEMENT,
        BEFORE_SIGNING,
        _abandon,
        guards=(guards.nobody_signed,),
        fields=("reason",),
        amending=True,
    ),
    Act(
        "join",
        _("Tambah pihak"),
        _("pihak ditambahkan"),
        Permission.DRAFT_AGREEMENT,
        frozenset({State.PREPARING}),
        _join,
        fields=("parties",),
    ),
)
ACTS: dict[str, Act] = {row.code: row for row in _ROWS}
