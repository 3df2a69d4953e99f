"""The table of acts: who may do what, from which state, under which guards, and what it changes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle import changes, guards
from cooperation.lifecycle import standing as stands
from cooperation.lifecycle.standing import Fact, Impossible, Side, Standing
from cooperation.lifecycle.states import BEFORE_SIGNING, BINDING, Flow, State
from jejaring.roles import Permission

WITH_THIRD = frozenset({Flow.VILLAGE_LED, Flow.PARTNER_LED})
ALL = frozenset(Flow)


@dataclass(frozen=True)
class Act:
    """One row of the table.

    ``whose``: which sides do it ("" for the agreement as a whole, "village", "party", "other":
    whoever the offer went to, "any": a village, or the agreement as a whole). ``fields``: what the
    form asks for. ``change``: what it makes of the standing. ``amending``: only while a signed text
    is being changed (True) or only before the first signing (False). ``when``: what else must be
    so. ``by_initiator``: of the villages only the one that began it does it. ``terms``: guards over
    what is said, not over how things stand. ``also``: a second permission that is enough.
    ``answered``: whether a side has done what it may do again, so that nobody waits for it.
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
    when: Callable[[Standing], bool] | None = None
    by_initiator: bool = False
    terms: tuple = ()
    also: Permission | None = None
    answered: Callable[[Standing, Side], bool] | None = None

    @property
    def permissions(self) -> list[Permission]:
        """Those of which one is enough."""
        return [self.permission, *([self.also] if self.also else [])]

    @property
    def takes_meeting(self) -> bool:
        """Whether it records what a deliberation decided."""
        return "sitting" in self.fields

    def fits(self, standing: Standing, key: str = "") -> bool:
        """Whether flow, state and side allow it at all; what is still missing is for guards."""
        if standing.flow not in self.flows or standing.state not in self.sources:
            return False
        if self.amending is not None and self.amending != standing.is_amending:
            return False
        if self.when is not None and not self.when(standing):
            return False
        if not key:
            return self.whose in {"", "any"}
        return key in {side.key for side in self.sides(standing)}

    def sides(self, standing: Standing) -> list[Side]:
        """The sides that may do it, of those that have not left."""
        return {
            "": [],
            "village": standing.villages,
            "any": standing.villages,
            "party": standing.present,
            "other": [side for side in standing.present if not side.is_initiator],
        }[self.whose]

    def obstacles(self, standing: Standing, key: str = "", actor: str = "") -> list:
        """What is in the way, each obstacle once."""
        side = standing.sides.get(key)
        found = (o for guard in self.guards for o in guard(standing, side, actor))
        return list(dict.fromkeys(found))

    def is_done(self, standing: Standing, key: str) -> bool:
        """Whether the side has done what it may do again; what cannot be has an obstacle."""
        side = standing.sides.get(key)
        return bool(self.answered and side and self.answered(standing, side))

    def unmet(self, standing: Standing, content, key: str = "") -> list:
        """What is wrong with what is said."""
        return [obstacle for term in self.terms for obstacle in term(standing, content, key)]

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
        if fact.act not in changes.OPENINGS:
            raise Impossible(fact.act, standing.state)
        standing = changes.OPENINGS[fact.act](standing, fact)
    else:
        act = ACTS.get(fact.act)
        if act is None or not act.fits(standing, fact.side):
            raise Impossible(fact.act, standing.state)
        standing = act.apply(standing, fact)
    return replace(standing, number=standing.number + 1)


# --- The table ----------------------------------------------------------------------------------

_ROWS = (
    Act(
        "deliberate",
        _("Catat hasil musyawarah desa"),
        _("musyawarah desa dicatat"),
        Permission.CONVENE,
        frozenset({State.PREPARING, State.OFFERED, State.DRAFTING}),
        changes.deliberate,
        whose="village",
        fields=("outcome", "invited", "present", "sitting", "minutes", "on", "reason"),
        terms=(guards.quorate,),
        answered=lambda _standing, side: side.deliberated == stands.AGREED,
    ),
    Act(
        "plan",
        _("Catat dalam RPJM Desa atau RKP Desa"),
        _("dicantumkan dalam rencana desa"),
        Permission.DRAFT_AGREEMENT,
        frozenset({State.PREPARING, State.OFFERED, State.DRAFTING}),
        changes.plan,
        whose="village",
        guards=(guards.deliberated,),
        fields=("plan", "number", "year"),
        answered=lambda _standing, side: side.planned,
    ),
    Act(
        "offer",
        _("Kirim surat penawaran"),
        _("penawaran dikirim"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.PREPARING}),
        changes.to(State.OFFERED),
        flows=frozenset({Flow.BETWEEN, Flow.VILLAGE_LED}),
        guards=(guards.enough_parties, guards.initiator_ready, guards.met_before("offer")),
        fields=("letter", "on"),
        by_initiator=True,
    ),
    Act(
        "receive_offer",
        _("Catat penawaran yang masuk"),
        _("penawaran pihak ketiga diterima"),
        Permission.DRAFT_AGREEMENT,
        frozenset({State.PREPARING}),
        changes.to(State.OFFERED),
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
        changes.answer,
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
        changes.write,
        fields=("text",),
    ),
    Act(
        "consent",
        _("Beri jawaban atas rancangan"),
        _("rancangan diperiksa"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.DRAFTING, State.AGREED}),
        changes.consent,
        whose="party",
        guards=(guards.has_text, guards.has_change, guards.not_own_draft),
        fields=("consent", "reason"),
        terms=(guards.of_newest_text,),
        answered=lambda standing, side: standing.has_answered(side),
    ),
    Act(
        "agree_together",
        _("Catat kesepakatan musyawarah antar-desa"),
        _("musyawarah antar-desa menyepakati rancangan"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.DRAFTING}),
        changes.agree_together,
        flows=frozenset({Flow.BETWEEN}),
        guards=(
            guards.enough_parties,
            guards.has_text,
            guards.has_change,
            guards.complete_text,
            guards.all_villages_ready,
        ),
        fields=("invited", "present", "sitting", "minutes", "on"),
        terms=(guards.quorate,),
    ),
    Act(
        "agree_in_village",
        _("Catat kesepakatan musyawarah desa atas rancangan"),
        _("musyawarah desa menyepakati rancangan"),
        Permission.CONVENE,
        frozenset({State.DRAFTING}),
        changes.agree_in_village,
        whose="village",
        flows=WITH_THIRD,
        guards=(
            guards.enough_parties,
            guards.has_text,
            guards.has_change,
            guards.complete_text,
            guards.all_villages_ready,
            guards.not_agreed_yet,
        ),
        fields=("invited", "present", "sitting", "minutes", "on"),
        terms=(guards.quorate,),
    ),
    Act(
        "declare_ready",
        _("Nyatakan siap ditandatangani"),
        _("dinyatakan siap ditandatangani"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.AGREED}),
        changes.to(State.READY),
        guards=(
            guards.text_as_agreed,
            guards.complete_text,
            guards.all_consent,
            guards.met_before("declare_ready"),
        ),
    ),
    Act(
        "reopen",
        _("Buka lagi rancangannya"),
        _("rancangan dibuka lagi"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.AGREED, State.READY}),
        changes.reopen,
        guards=(guards.nobody_signed,),
        fields=("reason",),
    ),
    Act(
        "sign",
        _("Catat tanda tangan"),
        _("ditandatangani"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.READY}),
        changes.sign,
        whose="party",
        guards=(guards.not_signed_yet, guards.met_before("sign")),
        fields=("number", "year", "on", "signatory", "office", "scan"),
    ),
    Act(
        "promulgate",
        _("Undangkan dalam Berita Desa"),
        _("diundangkan"),
        Permission.PROMULGATE,
        frozenset({State.SIGNED}),
        changes.promulgate,
        whose="village",
        flows=frozenset({Flow.BETWEEN}),
        guards=(guards.not_promulgated_yet, guards.met_before("promulgate")),
        fields=("number", "year", "on"),
    ),
    Act(
        "start",
        _("Mulai jalankan"),
        _("mulai berjalan"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.SIGNED, State.PROMULGATED}),
        changes.to(State.RUNNING),
        guards=(guards.promulgated_between_villages, guards.met_before("start")),
        fields=("on",),
    ),
    Act(
        "review",
        _("Tinjau kerja samanya"),
        _("kerja sama ditinjau"),
        Permission.DRAFT_AGREEMENT,
        frozenset({State.RUNNING, State.POSTPONED}),
        changes.keep,
        fields=("appraisal",),
        also=Permission.REVIEW_AGREEMENT,
    ),
    Act(
        "postpone",
        _("Tunda sementara"),
        _("ditunda"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.RUNNING}),
        changes.to(State.POSTPONED),
        fields=("reason", "minutes", "on", "until"),
    ),
    Act(
        "resume",
        _("Lanjutkan"),
        _("dilanjutkan"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.POSTPONED}),
        changes.to(State.RUNNING),
        fields=("minutes", "on"),
    ),
    Act(
        "amend",
        _("Ubah perjanjiannya"),
        _("perubahan dibicarakan"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.RUNNING, State.POSTPONED}),
        changes.amend,
        fields=("reason", "minutes", "on"),
    ),
    Act(
        "end",
        _("Akhiri kerja sama"),
        _("diakhiri"),
        Permission.DECIDE_AGREEMENT,
        BINDING,
        changes.to(State.ENDED),
        guards=(guards.met_before("end"),),
        fields=("ground", "minutes", "on", "reason"),
    ),
    Act(
        "withdraw",
        _("Tarik kembali usulan"),
        _("usulan ditarik kembali"),
        Permission.DECIDE_AGREEMENT,
        BEFORE_SIGNING,
        changes.to(State.WITHDRAWN),
        guards=(guards.nobody_signed,),
        fields=("reason",),
        amending=False,
        by_initiator=True,
    ),
    Act(
        "leave",
        _("Mundur dari kerja sama ini"),
        _("mundur dari kerja sama"),
        Permission.DECIDE_AGREEMENT,
        frozenset({State.OFFERED, State.DRAFTING, State.AGREED, State.READY}),
        changes.leave,
        whose="party",
        guards=(guards.enough_stay_bound,),
        fields=("reason", "minutes"),
    ),
    Act(
        "abandon",
        _("Batalkan perubahan"),
        _("perubahan dibatalkan, naskah lama tetap berlaku"),
        Permission.DECIDE_AGREEMENT,
        BEFORE_SIGNING,
        changes.abandon,
        fields=("reason",),
        amending=True,
    ),
    Act(
        "join",
        _("Tambah pihak"),
        _("pihak ditambahkan"),
        Permission.DRAFT_AGREEMENT,
        frozenset({State.PREPARING}),
        changes.join,
        fields=("parties",),
    ),
    Act(
        "dispute",
        _("Catat perselisihan"),
        _("perselisihan dicatat"),
        Permission.DECIDE_AGREEMENT,
        BINDING | BEFORE_SIGNING,
        changes.dispute,
        when=lambda standing: standing.is_binding,
        fields=("dispute",),
    ),
    Act(
        "settle",
        _("Catat penyelesaian perselisihan"),
        _("perselisihan diselesaikan"),
        Permission.DECIDE_AGREEMENT,
        BINDING | BEFORE_SIGNING | {State.ENDED},
        changes.settle,
        when=lambda standing: bool(standing.open_disputes),
        fields=("dispute",),
        terms=(guards.open_dispute,),
    ),
    Act(
        "fulfil",
        _("Catat pemenuhan"),
        _("syarat kabupaten terpenuhi"),
        Permission.DRAFT_AGREEMENT,
        BEFORE_SIGNING | BINDING,
        changes.fulfil,
        whose="any",
        fields=("requirement", "name", "on", "number", "scan"),
        terms=(guards.asked_for,),
    ),
    Act(
        "schedule",
        _("Tetapkan kapan dibicarakan lagi"),
        _("waktu untuk membicarakannya lagi ditetapkan"),
        Permission.DECIDE_AGREEMENT,
        BINDING,
        changes.keep,
        fields=("notice_on", "reason"),
        terms=(guards.within_text,),
    ),
)
ACTS: dict[str, Act] = {row.code: row for row in _ROWS}
