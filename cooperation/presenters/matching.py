"""Matches in words: why they are proposed, part by part, and what the best set brings."""

import math
from collections import defaultdict
from dataclasses import dataclass

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.matching import WEIGHTS, Part, Risk
from cooperation.models import Partner
from cooperation.services.matching import GET, Match
from villages.matters import FREE
from villages.units import in_largest, spans

PART_NAMES = {
    Part.MATTER: gettext_lazy("Barang"),
    Part.QUANTITY: gettext_lazy("Jumlah"),
    Part.SEASON: gettext_lazy("Musim"),
    Part.DISTANCE: gettext_lazy("Jarak"),
    Part.TIES: gettext_lazy("Hubungan kelompok"),
    Part.EARLIER: gettext_lazy("Kerja sama sebelumnya"),
    Part.SUSTAINABLE: gettext_lazy("Keberlanjutan"),
}
# A second match in the other direction weighs half: giving and getting make a pair stronger.
BACK = 0.5


@dataclass(frozen=True)
class PartLine:
    """One part of a score: its name, points got of points there are, and a sentence."""

    name: str
    points: int
    most: int
    sentence: str
    known: bool


@dataclass(frozen=True)
class Shown:
    """One match in words. ``score``: of one hundred."""

    match: Match
    what: str
    sentence: str
    score: int
    parts: list
    warning: str
    url_args: tuple


@dataclass(frozen=True)
class Pairing:
    """One possible partner of a village with everything that could pass between the two."""

    name: str
    above: str
    is_agency: bool
    is_mutual: bool
    gets: list
    gives: list
    warning: str  # what holds for all of its matches, said once


class Words:
    """Says matches of ``village``. ``names``: owner -> Place or Partner; ``matters``: by key."""

    def __init__(self, village, names, matters):
        self.village, self.names, self.matters = village, names, matters

    def pairings(self, matches) -> list[Pairing]:
        """Possible partners, the best first: of each the best match counts, and the way back."""
        by_other = defaultdict(list)
        for match in matches:
            by_other[match.other].append(match)
        found = [
            (self._standing(each), other, self._pairing(other, each))
            for other, each in by_other.items()
        ]
        return [pairing for *_, pairing in sorted(found, key=lambda each: (-each[0], each[1]))]

    @staticmethod
    def _standing(matches) -> float:
        ways = defaultdict(float)
        for match in matches:
            ways[match.way] = max(ways[match.way], match.fact.total)
        first, *second = sorted(ways.values(), reverse=True)
        return first + BACK * sum(second)

    def _pairing(self, other, matches) -> Pairing:
        shown = [self.shown(match) for match in matches]
        gets = [each for each in shown if each.match.way == GET]
        gives = [each for each in shown if each.match.way != GET]
        owner = self.names[other]
        return Pairing(
            name=owner.name,
            above=_above(owner),
            is_agency=isinstance(owner, Partner) and not owner.may_be_party,
            is_mutual=bool(gets and gives),
            gets=gets,
            gives=gives,
            warning=shown[0].warning if matches[0].risk == Risk.ONLY else "",
        )

    def shown(self, match) -> Shown:
        """One match with its reasons."""
        fact = match.fact
        what, other = self.what(fact.key), self.names[match.other].name
        if match.way == GET:
            said = _("%(other)s punya lebih %(what)s yang dibutuhkan %(village)s.")
        else:
            said = _("%(other)s membutuhkan %(what)s yang lebih di %(village)s.")
        words = {"other": other, "what": what, "village": self.village.titled}
        return Shown(
            match=match,
            what=what,
            sentence=said % words,
            score=round(fact.total * 100),
            parts=self.parts(fact),
            warning=_warning(match, other),
            url_args=(self.village.pk, match.way, match.other, fact.key),
        )

    def what(self, key) -> str:
        """The name of a matter; words outside the vocabulary are as the village wrote them."""
        return what_of(key, self.matters)

    def parts(self, fact) -> list[PartLine]:
        """The score of a fact, part by part, the largest share first."""
        sentences = sentences_of(fact, self.what(fact.key))
        lines = [
            PartLine(
                name=str(PART_NAMES[part]),
                points=round(fact.parts[part] * WEIGHTS[part] * 100),
                most=round(WEIGHTS[part] * 100),
                sentence=sentences[part],
                known=fact.known[part],
            )
            for part in Part
        ]
        return sorted(lines, key=lambda line: -line.most)


def what_of(key, matters) -> str:
    """The name of a matter by key, in small letters as inside a sentence."""
    return matters.get(key, key.removeprefix(FREE)).lower()


def _above(owner) -> str:
    return owner.get_kind_display() if isinstance(owner, Partner) else owner.above


def _warning(match, other) -> str:
    if match.risk == Risk.ONLY:
        return _(
            "%(other)s sudah satu-satunya mitra desa ini. Satu kerja sama lagi memperdalam "
            "ketergantungan: cari juga mitra lain."
        ) % {"other": other}
    if match.risk == Risk.DOMINANT:
        return _(
            "%(other)s sudah ikut dalam separuh kerja sama desa ini atau lebih, dan akan memegang "
            "lebih dari separuh kebutuhan ini. Bagi ke beberapa mitra bila bisa."
        ) % {"other": other}
    return ""


def sentences_of(fact, what) -> dict:
    """A sentence for each part of a score."""
    return {
        Part.MATTER: _matter(fact, what),
        Part.QUANTITY: _quantity(fact),
        Part.SEASON: _season(fact),
        Part.DISTANCE: _distance(fact),
        Part.TIES: _ties(fact),
        Part.EARLIER: _earlier(fact),
        Part.SUSTAINABLE: _sustainable(fact),
    }


def _matter(fact, what):
    if fact.parts[Part.MATTER] == 1:
        return _("Sama-sama disebut dengan kata yang sama.")
    return _("Sama-sama %(what)s, tetapi disebut dengan kata yang berbeda: periksa jenisnya.") % {
        "what": what
    }


def _quantity(fact):
    if math.isnan(fact.covered):
        return _("Jumlahnya belum bisa dibandingkan: belum ditulis, atau satuannya berbeda jenis.")
    words = {
        "need": amount_in_words(fact.need),
        "give": amount_in_words(fact.give),
        "share": round(min(fact.covered, 1) * 100),
    }
    if fact.covered >= 1:
        return _("Dibutuhkan %(need)s, tersedia %(give)s: cukup.") % words
    return _("Dibutuhkan %(need)s, tersedia %(give)s: menutup %(share)s persen.") % words


def amount_in_words(bundle) -> str:
    """An amount in the unit that reads best, for a year."""
    amount, unit = in_largest(bundle.amount, bundle.dimension)
    places = 0 if amount == int(amount) else 1
    number = number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{number} {unit.label}"


def _season(fact):
    if not fact.known[Part.SEASON]:
        return _("Bulannya belum ditulis di salah satu pihak.")
    common = fact.need.months & fact.give.months
    if not common:
        return _("Musimnya tidak bertemu: perlu disimpan, atau dicari waktu lain.")
    if common == fact.need.months:
        return _("Tersedia pada semua bulan yang dibutuhkan (%(months)s).") % {
            "months": months_in_words(common)
        }
    return _("Musimnya bertemu pada %(months)s.") % {"months": months_in_words(common)}


def months_in_words(mask) -> str:
    """Runs of months: ``Januari–Maret, Juli``."""
    if not mask:
        return ""
    runs = spans(mask)
    if runs == [(1, 12)]:
        return _("sepanjang tahun")
    return ", ".join(
        str(MONTHS[first]) if first == last else f"{MONTHS[first]}–{MONTHS[last]}"
        for first, last in runs
    )


def _distance(fact):
    if math.isnan(fact.km):
        return _("Jaraknya belum diketahui, jadi tidak menambah atau mengurangi.")
    return _("Jarak lurus kira-kira %(km)s km.") % {
        "km": number_format(fact.km, decimal_pos=0 if fact.km >= 10 else 1, use_l10n=True)
    }


def _ties(fact):
    if not fact.ties:
        return _("Belum ada hubungan antarkelompok yang tercatat.")
    return ngettext(
        "Sudah ada %(count)d hubungan atau kelompok yang menyambungkan keduanya.",
        "Sudah ada %(count)d hubungan atau kelompok yang menyambungkan keduanya.",
        fact.ties,
    ) % {"count": fact.ties}


def _earlier(fact):
    if not fact.earlier:
        return _("Belum pernah bekerja sama lewat Jejaring.")
    return ngettext(
        "Sudah %(count)d kali bekerja sama.", "Sudah %(count)d kali bekerja sama.", fact.earlier
    ) % {"count": fact.earlier}


def _sustainable(fact):
    if not fact.known[Part.SUSTAINABLE]:
        return _("Keberlanjutannya belum dibicarakan.")
    return _("%(count)d dari empat segi keberlanjutan terpenuhi di pihak yang memberi.") % {
        "count": fact.give.marks
    }


# --- a kecamatan -------------------------------------------------------------------------------


@dataclass(frozen=True)
class PairLine:
    """One pair of the best set."""

    sentence: str
    share: str
    score: int
    km: str


def gain_in_words(together) -> str:
    """What choosing together brings over taking the best one by one."""
    if not together.pairs:
        return _("Belum ada kebutuhan yang bertemu dengan kelebihan di kecamatan ini.")
    more = together.met_whole - together.greedy_whole
    percent = (
        round((together.value / together.greedy_value - 1) * 100) if together.greedy_value else 0
    )
    words = {
        "needs": together.needs,
        "met": together.met_whole,
        "greedy": together.greedy_whole,
        "percent": percent,
    }
    if more > 0:
        return (
            _(
                "Bila dipilih satu-satu dari nilai tertinggi, %(greedy)d kebutuhan terpenuhi "
                "penuh. Bila dipilih bersama-sama, %(met)d dari %(needs)d."
            )
            % words
        )
    if percent > 0:
        return (
            _(
                "Dipilih bersama-sama, nilainya %(percent)d persen lebih tinggi daripada dipilih "
                "satu-satu; %(met)d dari %(needs)d kebutuhan terpenuhi penuh."
            )
            % words
        )
    return (
        _(
            "Di sini memilih satu-satu dari nilai tertinggi sudah sama baiknya: %(met)d dari "
            "%(needs)d kebutuhan terpenuhi penuh."
        )
        % words
    )


def pair_line(fact, share, names, matters) -> PairLine:
    """One pair in words."""
    what = what_of(fact.key, matters)
    words = {"giver": names[fact.giver].name, "needer": names[fact.needer].name, "what": what}
    return PairLine(
        sentence=_("%(giver)s memberi %(what)s kepada %(needer)s.") % words,
        share=_share(fact, share),
        score=round(fact.total * 100),
        km="" if math.isnan(fact.km) else _distance(fact),
    )


def _share(fact, share) -> str:
    if math.isnan(fact.covered):
        return _("Jumlahnya belum bisa dibandingkan.")
    part = fact.need.amount * share
    number, unit = in_largest(part, fact.need.dimension)
    places = 0 if number == int(number) else 1
    amount = number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)
    words = {"amount": f"{amount} {unit.label}", "share": round(share * 100)}
    return _("%(amount)s, %(share)s persen dari yang dibutuhkan.") % words
