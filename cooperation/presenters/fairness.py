"""Balances, shares and what is due, in words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cooperation.fairness.benefits import Balance, Verdict, gini, span
from cooperation.fairness.schedule import Due

# From where on inequality is called so: words of ours, to talk about; no norm names them.
UNEVEN = ((0.2, "even"), (0.4, "slightly"), (0.6, "uneven"), (2.0, "very"))
TONES = {Verdict.LOSES: "bad", Verdict.MIXED: "wait", Verdict.UNKNOWN: "plain"}
DUE_TONES = {Due.LATE: "bad", Due.SOON: "wait"}


def rupiah(value: int) -> str:
    """An amount as it is written in Indonesia: ``Rp 1.250.000``, ``−Rp 300.000``."""
    written = f"{abs(value):,}".replace(",", ".")
    return f"−Rp {written}" if value < 0 else f"Rp {written}"


def decimal(number: float, places: int = 1) -> str:
    """A number with a comma, without zeros at its end."""
    return f"{number:.{places}f}".rstrip("0").rstrip(".").replace(".", ",")


# --- Balances -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class BalanceLine:
    """A party and to which side its balance leans."""

    party: object
    balance: Balance
    gives: str
    gets: str
    net: str

    @property
    def verdict(self):
        return self.balance.verdict.label

    @property
    def tone(self) -> str:
        return TONES.get(self.balance.verdict, "")


def balance_lines(parties, found) -> list[BalanceLine]:
    """The balance of each party, in the order of the parties."""
    return [_balance_line(party, found[str(party.pk)]) for party in parties]


def _balance_line(party, balance) -> BalanceLine:
    net = [rupiah(balance.net_value)] if balance.gives_value or balance.gets_value else []
    if balance.gives_weight or balance.gets_weight:
        words = _("bobot %(net)+d") if balance.net_weight else _("bobot seimbang")
        net.append(words % {"net": balance.net_weight})
    return BalanceLine(
        party=party,
        balance=balance,
        gives=_amount(balance.gives_value, balance.gives_weight),
        gets=_amount(balance.gets_value, balance.gets_weight),
        net=" · ".join(net) or "–",
    )


def _amount(value, weight) -> str:
    said = [rupiah(value)] if value else []
    if weight:
        said.append(_("bobot %(weight)d") % {"weight": weight})
    return " + ".join(said) or "–"


def inequality_sentences(parties, found) -> list[str]:
    """How evenly the villages fare, in plain words; nothing where fewer than two can be compared.

    Compared is what comes back for each rupiah given, so a large village and a small one can be.
    """
    villages = {str(party.pk): party for party in parties if party.village_id}
    mine = {key: found[key] for key in villages}
    ends = span(mine)
    if ends is None:
        return []
    times = [balance.times for balance in mine.values() if balance.times is not None]
    return [_gini_sentence(gini(times)), _span_sentence(ends, villages)]


def _gini_sentence(found) -> str:
    word = next(word for limit, word in UNEVEN if found < limit)
    words = {
        "even": _("Manfaat antardesa hampir sama rata"),
        "slightly": _("Manfaat antardesa agak timpang"),
        "uneven": _("Manfaat antardesa timpang"),
        "very": _("Manfaat antardesa sangat timpang"),
    }[word]
    return _("%(words)s (Gini %(gini)s; 0 sama rata, 1 semuanya pada satu desa).") % {
        "words": words,
        "gini": decimal(found, 2),
    }


def _span_sentence(ends, villages) -> str:
    told = {
        "best": villages[ends.best].name,
        "best_times": decimal(ends.best_times, 2),
        "worst": villages[ends.worst].name,
        "worst_times": decimal(ends.worst_times, 2),
    }
    said = _(
        "Tiap Rp 1 yang diberikan, %(best)s menerima Rp %(best_times)s dan %(worst)s "
        "Rp %(worst_times)s"
    )
    if ends.ratio is None:
        return f"{said % told}."
    return _("%(said)s: %(ratio)s banding 1.") % {
        "said": said % told,
        "ratio": decimal(ends.ratio),
    }


def sentence(parties, found, watch, latest) -> str:
    """Whether the cooperation is fair, in one sentence: the gravest first."""
    if watch.losing:
        return losing_sentence(watch)
    if latest is None:
        return _("Belum ditaksir siapa memberi dan menerima apa.")
    losing = [
        party.name
        for party in parties
        if party.village_id and found[str(party.pk)].verdict == Verdict.LOSES
    ]
    when = _("Menurut rencana") if latest.is_plan else _("Pada tinjauan terakhir")
    if losing:
        words = _("%(when)s, %(names)s memberi lebih banyak daripada menerima.")
        return words % {"when": when, "names": ", ".join(losing)}
    if any(b.verdict == Verdict.UNKNOWN for b in found.values()):
        words = _("%(when)s, belum semua pihak menaksir apa yang diberi dan diterimanya.")
        return words % {"when": when}
    return _("%(when)s, tidak ada desa yang rugi.") % {"when": when}


def losing_sentence(watch) -> str:
    """Which villages lose in two reviews running."""
    names = ", ".join(party.name for party in watch.losing)
    return _("%(names)s rugi dalam dua tinjauan berturut-turut.") % {"names": names}


# --- Line by line ------------------------------------------------------------------------------


@dataclass(frozen=True)
class BenefitShown:
    """One line as it is read."""

    line: object
    amount: str
    worth: str


@dataclass(frozen=True)
class PartySheet:
    """A party with what it gives and gets in one appraisal."""

    party: object
    gives: tuple[BenefitShown, ...]
    gets: tuple[BenefitShown, ...]
    may_write: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.gives and not self.gets

    @property
    def count(self) -> int:
        return len(self.gives) + len(self.gets)


def party_sheets(parties, lines, writable=()) -> list[PartySheet]:
    """The sheet of each party; ``writable``: the ids of those the reader may write for."""
    mine = {party.pk: ([], []) for party in parties}
    for line in lines:
        mine[line.party_id][0 if line.gives else 1].append(_shown(line))
    return [
        PartySheet(party, tuple(mine[party.pk][0]), tuple(mine[party.pk][1]), party.pk in writable)
        for party in parties
    ]


def _shown(line) -> BenefitShown:
    amount = ""
    if line.quantity is not None:
        amount = f"{decimal(float(line.quantity), 2)} {line.unit}".strip()
    worth = rupiah(line.value) if line.value is not None else str(line.get_weight_display()).lower()
    return BenefitShown(line, amount, worth)


@dataclass(frozen=True)
class RevenueShown:
    """A source of revenue: pairs of party and percent."""

    line: object
    shares: tuple


def revenue_shown(lines, parties) -> list[RevenueShown]:
    """Sources of revenue with the parties that have a share."""
    names = {str(party.pk): party for party in parties}
    return [
        RevenueShown(
            line,
            tuple(
                (names[key].name, decimal(float(share), 2))
                for key, share in sorted(
                    line.shares.items(), key=lambda pair: names[pair[0]].position
                )
            ),
        )
        for line in lines
    ]


def called(appraisal) -> str:
    """What an appraisal is called."""
    if appraisal.is_plan:
        return _("Rencana")
    if not appraisal.held_on:
        return _("Tinjauan %(number)d") % {"number": appraisal.number}
    told = {"number": appraisal.number, "day": date_format(appraisal.held_on, "j M Y")}
    return _("Tinjauan %(number)d (%(day)s)") % told


# --- Lists --------------------------------------------------------------------------------------


def due_words(watch) -> tuple[str, str]:
    """When it is looked at again, and the tone of the tag; empty where there is nothing to say."""
    tone = DUE_TONES.get(watch.due, "plain")
    if watch.next_on is None:
        return "", tone
    day = date_format(watch.next_on, "DATE_FORMAT")
    words = {
        Due.LATE: _("Tinjauan terlambat: seharusnya %(day)s"),
        Due.SOON: _("Tinjauan sudah dekat: %(day)s"),
    }.get(watch.due, _("Tinjauan berikutnya %(day)s"))
    return words % {"day": day}, tone
