"""How parties are told apart: what their size and their colour stand for, and the words for it.

A colour never stands alone: wherever it is not that of the kind, the two letters on a shape say
the same.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stakeholders.models.kinds import Family
from stakeholders.presenters.ranking import ranked
from stakeholders.presenters.wording import SORTS, sort_of

HUES = 8  # as many as a reader tells apart; what comes after shares one
SIZES = {
    "same": gettext_lazy("Sama besar"),
    "ties": gettext_lazy("Jumlah hubungan"),
    "bridges": gettext_lazy("Jembatan: sering berada di antara pihak lain"),
    "members": gettext_lazy("Perkiraan jumlah anggota"),
}
COLOURS = {
    "sort": gettext_lazy("Jenis"),
    "hamlet": gettext_lazy("Dusun"),
    "core": gettext_lazy("Inti, tengah, pinggir"),
    "cluster": gettext_lazy("Gugus yang rapat"),
}
HULLS = {
    "sort": gettext_lazy("Jenis"),
    "hamlet": gettext_lazy("Dusun"),
    "village": gettext_lazy("Desa asal"),
}
GATHERED = {"sort": gettext_lazy("Satu per jenis"), "hamlet": gettext_lazy("Satu per dusun")}
LAYERS = {
    "core": ("hue-core", gettext_lazy("inti")),
    "middle": ("hue-middle", gettext_lazy("tengah")),
    "edge": ("hue-edge", gettext_lazy("pinggir")),
}
LEAST_TO_CLUSTER = 12  # with fewer parties a cluster is chance


def weights(code: str, parties, measures) -> dict[str, float]:
    """Id to weight from 0 to 1; empty where sizes say nothing of the kind.

    Bridges are weighed by their place among groups of equals, never by a number to be compared.
    """
    if code == "same":
        return {party["id"]: 0.0 for party in parties}
    if code == "ties":
        return _by_root(parties, measures["degree"])
    if code == "members":
        return _by_root(parties, {party["id"]: party["members"] for party in parties})
    if code == "bridges" and (groups := ranked(measures["betweenness"], of=parties)):
        places = {
            party: 1 - place / len(groups) for place, group in enumerate(groups) for party in group
        }
        return {party["id"]: places.get(party["id"], 0.0) for party in parties}
    return {}


def _by_root(parties, counts):
    """The area of a shape grows with its count."""
    known = {party["id"]: counts.get(party["id"]) or 0 for party in parties}
    most = max(known.values(), default=0) or 1
    return {party: math.sqrt(count / most) for party, count in known.items()}


@dataclass(frozen=True, slots=True)
class Shade:
    """One colour of the legend: its class, the letters that stand with it, words, how many."""

    style: str
    mark: str
    label: str
    count: int


@dataclass(frozen=True)
class Colouring:
    """The colours of a map: those of the legend, and that of each party by id."""

    shades: list[Shade]
    of: Mapping[str, Shade]


def colours_for(parties) -> dict[str, str]:
    """What colours may stand for on this map, by code: clusters only where there are many."""
    many = sum(party["kind"] != "outside" for party in parties) >= LEAST_TO_CLUSTER
    return {code: words for code, words in COLOURS.items() if many or code != "cluster"}


def colouring(code: str, parties, measures) -> Colouring | None:
    """The colours that ``code`` asks for; None for those of the kinds, which need no words."""
    if code == "hamlet":
        return _by_hamlet(parties)
    if code == "core":
        return _by_layer(parties, measures["core"])
    if code == "cluster":
        return _by_cluster(parties, measures["clusters"])
    return None


def hull_shades(code: str, parties) -> dict[str, Shade]:
    """Id of each party to the shade of the hull it lies in; nothing private lies in one."""
    public = _public(parties)
    if code == "sort":
        counts = Counter(map(sort_of, public))
        return {
            party["id"]: Shade(f"kind-{sort}", "", str(SORTS[sort]), counts[sort])
            for party in public
            if (sort := sort_of(party)) in Family.values
        }
    if code == "hamlet":
        shades = _by_hamlet(public).of
        return {party: shade for party, shade in shades.items() if shade.style != "hue-none"}
    if code == "village":
        return _by_home([party for party in public if party["home"]])
    return {}


def _by_home(guests):
    counts = Counter(party["home"] for party in guests)
    hues = {home: f"hue-{number % HUES + 1}" for number, home in enumerate(sorted(counts))}
    return {
        party["id"]: Shade(hues[party["home"]], "", party["home"], counts[party["home"]])
        for party in guests
    }


def _by_layer(parties, layers):
    counts = Counter(layers.get(party["id"]) for party in _public(parties))
    shades = {
        layer: Shade(style, str(words)[:1].upper(), str(words), counts[layer])
        for layer, (style, words) in LAYERS.items()
    }
    none = Shade("hue-none", "–", _("tidak dihitung"), counts[None])
    of = {party["id"]: shades.get(layers.get(party["id"]), none) for party in parties}
    return Colouring([shade for shade in (*shades.values(), none) if shade.count], of)


def _by_cluster(parties, clusters):
    """Clusters of three and more, the largest first, named by whoever has most ties in them."""
    drawn = {party["id"]: party["name"] for party in parties}
    shades, of = [], {}
    for number, cluster in enumerate(clusters[:HUES], 1):
        members = [party for party in cluster if party in drawn]
        if members:
            words = _("sekitar %(name)s") % {"name": drawn[members[0]]}
            shades.append(Shade(f"hue-{number}", str(number), words, len(members)))
            of |= dict.fromkeys(members, shades[-1])
    outside = sum(party["id"] not in of for party in _public(parties))
    none = Shade("hue-none", "–", _("di luar gugus"), outside)
    shades += [none] if none.count else []
    return Colouring(shades, {party: of.get(party, none) for party in drawn})


def _public(parties):
    """Those whom a printed legend may count: it lies about, see ``docs/decisions.md`` 22."""
    return [p for p in parties if not p.get("private") and p["kind"] != "government"]


def _by_hamlet(parties):
    public = _public(parties)
    counts = Counter(party["hamlet"] for party in public if party["hamlet"])
    named = sorted(counts, key=lambda hamlet: (-counts[hamlet], hamlet))[:HUES]
    marks = _marks(sorted(named))
    shades = {
        hamlet: Shade(f"hue-{number}", marks[hamlet], hamlet, counts[hamlet])
        for number, hamlet in enumerate(named, 1)
    }
    more = sum(counts.values()) - sum(counts[hamlet] for hamlet in named)
    rest = Shade("hue-rest", "+", _("dusun lain"), more)
    none = Shade("hue-none", "–", _("dusun tidak dicatat"), len(public) - sum(counts.values()))
    of = {
        party["id"]: shades.get(party["hamlet"], rest) if party["hamlet"] else none
        for party in parties
    }
    return Colouring([shade for shade in (*shades.values(), rest, none) if shade.count], of)


def _marks(names):
    """Two letters for each name, the last of them a digit where they would repeat."""
    marks = {}
    for name in names:
        words = [word for word in name.split() if word.casefold() != "dusun"] or [name]
        mark = words[0][0] + words[1][0] if len(words) > 1 else words[0][:2].title()
        taken = sum(mark[0] == other[0] for other in marks.values())
        marks[name] = mark if mark not in marks.values() else f"{mark[0]}{taken + 1}"
    return marks
