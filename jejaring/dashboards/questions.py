"""What deserves a question this month: rules over numbers, each with its reason and a next step.

A number is only a question to ask: it never says who is good or bad. Rules read open
figures, and of roles that are filled only whether it is nought.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.dashboards.cells import shown
from jejaring.dashboards.state import State
from villages.tallies.measures import measure
from villages.tallies.months import in_words, later
from villages.tallies.reading import Figures, Place

SOON = 6  # months within which an ending agreement should be talked about


@dataclass(frozen=True)
class Question:
    """A finding for a district.

    ``key`` tells it from others and ``state`` how it stands, so that a mark set on it falls when
    the numbers move on. ``weight`` ranks: how many villages it touches, by how much it matters.
    ``where`` finds the regions beneath that it is about, which few pages ask for.
    """

    key: str
    state: str
    sentence: str
    why: str
    step: str
    part: str
    weight: float
    where: Callable[[], list[Place]] = list

    @property
    def places(self) -> list[Place]:
        """The regions beneath that it is about."""
        return self.where()


Rule = Callable[[Figures, State], Iterator[Question]]


def questions(figures: Figures, state: State) -> list[Question]:
    """What deserves a question, what weighs most first; nothing where nothing was counted."""
    if not figures.is_known:
        return []
    found = [each for rule in _RULES for each in rule(figures, state)]
    return sorted(found, key=lambda each: (-each.weight, each.key))


def _with(figures, holds) -> Callable[[], list[Place]]:
    return lambda: [child for child in figures.children if holds(child.code)]


def _known(number) -> int:
    """A number to reason with: what was not counted is nought."""
    return number if isinstance(number, int) else 0


def _unmapped_kind(figures, state):
    """A kind of group that some villages have mapped and others have not."""
    kinds = measure("met").axes[0].values
    mapped = _known(figures.number("mapped"))
    for code in ("perempuan", "pemuda", "adat", "otl", "keagamaan"):
        missing = mapped - _known(figures.number("met", code))
        if not mapped or missing <= 0:
            continue
        yield Question(
            key=f"met-{code}",
            state=str(missing),
            sentence=ngettext(
                "%(count)s dari %(all)s desa yang dipetakan belum memetakan %(kind)s.",
                "%(count)s dari %(all)s desa yang dipetakan belum memetakan %(kind)s.",
                missing,
            )
            % {"count": shown(missing), "all": shown(mapped), "kind": _lowered(kinds[code])},
            why=_("Kelompok yang tidak ada di peta tidak ikut dihitung saat desa bermusyawarah."),
            step=_("Tanyakan: apakah memang tidak ada, atau belum ditanyakan?"),
            part="kelompok",
            weight=missing * (2 if code == "perempuan" else 1.5 if code == "pemuda" else 1),
            where=_with(
                figures,
                lambda at, kind=code: (
                    _known(figures.number("mapped", code=at))
                    > _known(figures.number("met", kind, code=at))
                ),
            ),
        )


def _empty_role(figures, state):
    """A role that is empty in every village that was asked."""
    roles = measure("filled").axes[0].values
    for code, words in roles.items():
        asked = _known(figures.whole("filled", code))
        # What is hidden is not nought.
        if not asked or figures.number("filled", code) != 0:
            continue
        yield Question(
            key=f"role-{code}",
            state=str(asked),
            sentence=ngettext(
                "Peran “%(role)s” kosong di satu-satunya desa yang ditanya.",
                "Peran “%(role)s” kosong di semua %(count)s desa yang ditanya.",
                asked,
            )
            % {"count": shown(asked), "role": _lowered(words)},
            why=_(
                "Peran yang kosong di mana-mana jarang kebetulan: mungkin ada aturan atau "
                "kebiasaan yang menghalangi."
            ),
            step=_("Bawa ke pertemuan antardesa: apa yang menghalangi, dan desa mana bisa mulai?"),
            part="peran",
            weight=3 * asked + 1,
            where=_with(
                figures, lambda at, role=code: _known(figures.whole("filled", role, code=at))
            ),
        )


def _silent(figures, state):
    begun = _known(figures.number("begun"))
    active = _known(figures.dated("active", state.month))
    silent = max(begun - active, 0)
    if not silent:
        return
    yield Question(
        key="silent",
        state=f"{state.month}-{silent}",
        sentence=ngettext(
            "%(count)s dari %(all)s desa yang dimulai diam pada %(month)s.",
            "%(count)s dari %(all)s desa yang dimulai diam pada %(month)s.",
            silent,
        )
        % {"count": shown(silent), "all": shown(begun), "month": state.month_words},
        why=_(
            "Diam berarti tidak ada wawancara atau musyawarah yang tercatat. Bisa jadi memang "
            "tidak ada, belum dicatat, atau pendampingnya berhalangan."
        ),
        step=_("Hubungi pendamping yang bertugas; daftarnya ada di cakupan."),
        part="cakupan",
        weight=1.2 * silent,
        where=_with(
            figures,
            lambda at: (
                _known(figures.number("begun", code=at))
                > _known(figures.dated("active", state.month, code=at))
            ),
        ),
    )


def _not_begun(figures, state):
    villages, begun = _known(figures.number("villages")), _known(figures.number("begun"))
    if not villages or begun >= villages:
        return
    left = villages - begun
    yield Question(
        key="not-begun",
        state=str(left),
        sentence=_("%(count)s dari %(all)s desa belum dimulai.")
        % {"count": shown(left), "all": shown(villages)},
        why=_("Angka wilayah ini hanya menceritakan desa yang sudah dimulai."),
        step=_("Tentukan desa mana yang dimulai berikutnya, dan siapa pendampingnya."),
        part="cakupan",
        weight=0.05 * left,
        where=_with(
            figures,
            lambda at: (
                _known(figures.number("villages", code=at))
                > _known(figures.number("begun", code=at))
            ),
        ),
    )


def _ending(figures, state):
    for ahead in range(SOON + 1):
        month = later(state.month, ahead)
        number = _known(figures.dated("ends", month))
        if not number:
            continue
        yield Question(
            key="ends",
            state=f"{month}-{number}",
            sentence=ngettext(
                "%(count)s kerja sama berakhir pada %(month)s.",
                "%(count)s kerja sama berakhir pada %(month)s.",
                number,
            )
            % {"count": shown(number), "month": in_words(month)},
            why=_("Setelah berakhir, hak dan kewajiban para pihak tidak lagi berlaku."),
            step=_("Tanyakan kepada desanya: diteruskan, diubah, atau diakhiri dengan musyawarah?"),
            part="kerja-sama",
            weight=4 * number + SOON - ahead,
            where=_with(figures, lambda at, m=month: _known(figures.dated("ends", m, code=at))),
        )
        return  # the next one is the one to talk about


def _losing(figures, state):
    number = _known(figures.number("balance", "loses"))
    if number:
        yield Question(
            key="loses",
            state=str(number),
            sentence=ngettext(
                "Pada tinjauan terakhir, %(count)s desa rugi dalam kerja samanya.",
                "Pada tinjauan terakhir, %(count)s desa rugi dalam kerja samanya.",
                number,
            )
            % {"count": shown(number)},
            why=_("Kerja sama yang merugikan satu desa tidak bertahan lama."),
            step=_("Pertemukan para pihak: apa yang bisa diubah supaya adil?"),
            part="kerja-sama",
            weight=5 * number,
            where=_with(figures, lambda at: _known(figures.number("balance", "loses", code=at))),
        )


def _disputes(figures, state):
    number = _known(figures.number("disputes"))
    if number:
        yield Question(
            key="disputes",
            state=str(number),
            sentence=ngettext(
                "%(count)s perselisihan kerja sama belum selesai.",
                "%(count)s perselisihan kerja sama belum selesai.",
                number,
            )
            % {"count": shown(number)},
            why=_("Camat, lalu bupati, memfasilitasi perselisihan yang tidak selesai antardesa."),
            step=_("Tanyakan sampai mana, dan apakah perlu difasilitasi."),
            part="kerja-sama",
            weight=4 * number,
            where=_with(figures, lambda at: _known(figures.number("disputes", code=at))),
        )


def _without_women(figures, state):
    """Meetings of the month at which no woman was, of those at which somebody was counted."""

    def at(code=None):
        return _known(figures.dated("women", state.month, "none", code=code))

    number = at()
    if number:
        held = figures.dated_total("women", [state.month])
        yield Question(
            key="women",
            state=f"{state.month}-{number}",
            sentence=ngettext(
                "Pada %(count)s dari %(all)s pertemuan %(month)s tidak ada perempuan yang hadir.",
                "Pada %(count)s dari %(all)s pertemuan %(month)s tidak ada perempuan yang hadir.",
                number,
            )
            % {"count": shown(number), "all": shown(held), "month": state.month_words},
            why=_("Yang tidak hadir tidak ikut memutuskan, juga tentang hal yang ia tanggung."),
            step=_("Tanyakan: siapa yang diundang, dan apakah jam dan tempatnya bisa diubah?"),
            part="pertemuan",
            weight=2 * number,
            where=_with(figures, at),
        )


def _overdue(figures, state):
    months = figures.months_of("followups_due")
    number = sum(count for month, count in months.items() if month < state.month)
    if number:
        yield Question(
            key="followups",
            state=str(number),
            sentence=ngettext(
                "%(count)s tindak lanjut musyawarah lewat waktu.",
                "%(count)s tindak lanjut musyawarah lewat waktu.",
                number,
            )
            % {"count": shown(number)},
            why=_("Janji yang tidak ditepati membuat orang enggan bermusyawarah lagi."),
            step=_("Tanyakan mana yang selesai tetapi belum dicatat, dan mana yang tersendat."),
            part="tindak-lanjut",
            weight=number,
            where=_with(
                figures,
                lambda at: any(
                    month < state.month for month in figures.months_of("followups_due", code=at)
                ),
            ),
        )


def _late(figures, state):
    active = _known(figures.dated("active", state.month))
    late = active - _known(figures.dated("on_time", state.month))
    if late > 0 and not state.is_now:
        yield Question(
            key="late",
            state=f"{state.month}-{late}",
            sentence=ngettext(
                "%(count)s desa baru mencatat kegiatannya setelah tanggal 10 bulan berikutnya.",
                "%(count)s desa baru mencatat kegiatannya setelah tanggal 10 bulan berikutnya.",
                late,
            )
            % {"count": shown(late)},
            why=_("Catatan yang terlambat membuat angka bulan itu terlihat lebih kecil."),
            step=_("Tanyakan kendalanya: sinyal, waktu, atau terlalu banyak laporan?"),
            part="cakupan",
            weight=0.5 * late,
            where=_with(
                figures,
                lambda at: (
                    _known(figures.dated("active", state.month, code=at))
                    > _known(figures.dated("on_time", state.month, code=at))
                ),
            ),
        )


def _lowered(words) -> str:
    """As it stands within a sentence; abbreviations keep their capitals."""
    words = str(words)
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


_RULES: tuple[Rule, ...] = (
    _empty_role,
    _unmapped_kind,
    _silent,
    _not_begun,
    _ending,
    _losing,
    _disputes,
    _without_women,
    _overdue,
    _late,
)
MEASURES = (
    "mapped",
    "met",
    "filled",
    "villages",
    "begun",
    "active",
    "on_time",
    "ends",
    "balance",
    "disputes",
    "women",
    "followups_due",
)
