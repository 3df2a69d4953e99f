"""Questions put to the map in plain words, each answered in a sentence with names.

A number is only a reason to ask on: every answer says how it could be wrong.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stakeholders.presenters.ranking import LEAST, can_rank, ranked

QUESTIONS = {
    "bridges": gettext_lazy("Siapa jembatan?"),
    "unconnected": gettext_lazy("Siapa belum terhubung?"),
    "most": gettext_lazy("Siapa paling banyak hubungan?"),
    "core": gettext_lazy("Inti dan pinggir"),
    "depends": gettext_lazy("Siapa bergantung?"),
}
MOST = 4  # names in a sentence


@dataclass(frozen=True)
class Answer:
    """A sentence, what to keep in mind with it, and the ids of the parties it names."""

    sentence: str
    doubt: str = ""
    parties: tuple[str, ...] = ()


def answer(question: str, reading, lines) -> Answer | None:
    """What the network of ``reading`` says to a question; None for no question.

    ``lines``: dependencies among others, where the viewer has asked for them.
    """
    if question not in QUESTIONS:
        return None
    say = _Say(reading, lines)
    if not reading.parties:
        return Answer(_("Belum ada pihak di peta ini."))
    return getattr(say, question)()


class _Say:
    """One method a question."""

    def __init__(self, reading, lines):
        self.parties = reading.parties
        self.measures = reading.measures
        self.lines = lines
        everybody = [*reading.parties, *reading.private_parties]
        self.names = {party["id"]: party["name"] for party in everybody}

    def several(self, parties):
        """Names in a row: "A, B, dan 4 pihak lain"."""
        most = MOST if len(parties) > MOST + 1 else len(parties)
        named = [self.names[party] for party in parties[:most]]
        if more := len(parties) - most:
            named.append(ngettext("%(n)s pihak lain", "%(n)s pihak lain", more) % {"n": more})
        return get_text_list(named, _("dan"))

    def too_few(self):
        return Answer(
            _(
                "Baru ada %(count)s pihak di peta. Urutan baru berarti bila ada sedikitnya"
                " %(least)s; sekarang lebih baik membaca hubungannya satu per satu."
            )
            % {"count": len(self.parties), "least": LEAST}
        )

    def bridges(self):
        """Who stands between others most often, and without whom a part falls off."""
        if not can_rank(self.parties):
            return self.too_few()
        groups = ranked(self.measures["betweenness"], of=self.parties)
        cuts = [party for party in self.measures["cuts"] if party in self.names]
        if not groups:
            return Answer(_("Belum ada yang menjadi jembatan: tidak ada pihak di antara dua lain."))
        words = {"names": self.several(groups[0])}
        if len(groups[0]) == 1:
            sentence = _("%(names)s paling sering berada di antara pihak lain.") % words
        else:
            sentence = _("%(names)s setara: paling sering berada di antara pihak lain.") % words
        doubt = _("Jembatan di peta bisa berubah begitu satu kelompok lagi diwawancarai.")
        if cuts:
            doubt = (
                _("Tanpa %(names)s, ada kelompok yang tidak lagi bertemu kelompok lain.")
                % {"names": self.several(cuts)}
                + " "
                + doubt
            )
        return Answer(sentence, doubt, tuple(dict.fromkeys([*groups[0], *cuts])))

    def unconnected(self):
        """Who is tied to nobody, the village government aside."""
        degree = self.measures["degree"]
        known = [p["id"] for p in self.parties if p["kind"] != "outside" and p["id"] in degree]
        alone = [party for party in known if not degree[party]]
        if not alone:
            return Answer(_("Semua pihak di peta ini punya hubungan yang tercatat."))
        count = {"names": self.several(alone), "count": len(alone), "all": len(known)}
        return Answer(
            _("%(names)s belum terhubung: %(count)s dari %(all)s pihak.") % count,
            _("Belum terhubung di peta tidak berarti sendirian; mungkin hanya belum ditanya."),
            tuple(alone),
        )

    def most(self):
        """Who is tied to most others."""
        if not can_rank(self.parties):
            return self.too_few()
        groups = ranked(self.measures["degree"], of=self.parties)
        if not groups:
            return Answer(_("Belum ada hubungan yang tercatat di peta ini."))
        most = self.measures["degree"][groups[0][0]]
        words = {"names": self.several(groups[0]), "count": most}
        if len(groups[0]) == 1:
            sentence = _("%(names)s punya hubungan paling banyak: dengan %(count)s pihak.") % words
        else:
            sentence = (
                _("%(names)s setara: masing-masing berhubungan dengan %(count)s pihak.") % words
            )
        doubt = _("Yang sudah diwawancarai selalu tampak lebih banyak hubungannya.")
        return Answer(sentence, doubt, tuple(groups[0]))

    def core(self):
        """Who is in the circle where most are tied to each other, and how many are at its edge."""
        if not can_rank(self.parties):
            return self.too_few()
        layer = self.measures["core"]
        inside = [p["id"] for p in self.parties if layer.get(p["id"]) == "core"]
        if not inside:
            return Answer(_("Belum ada lingkaran inti: belum ada yang saling terhubung bertiga."))
        count = Counter(layer.get(party["id"]) for party in self.parties)
        words = {
            "names": self.several(inside),
            "middle": count["middle"],
            "edge": count["edge"],
        }
        return Answer(
            _("Lingkaran inti: %(names)s. Di tengah %(middle)s pihak, di pinggir %(edge)s.")
            % words,
            _("Pinggir bukan kegagalan: dari sana datang kabar dan gagasan baru."),
            tuple(inside),
        )

    def depends(self):
        """Who depends on somebody, as the facilitators of the village have written down."""
        found = [line for line in self.lines if line["kind"] == "depends"]
        if not found:
            return Answer(_("Belum ada ketergantungan yang dicatat."))
        clients = list(dict.fromkeys(line["b"] for line in found))
        patrons = {line["a"] for line in found}
        words = {"names": self.several(clients), "count": len(patrons)}
        sentence = ngettext(
            "%(names)s bergantung pada %(count)s pihak.",
            "%(names)s bergantung pada %(count)s pihak.",
            len(patrons),
        )
        doubt = _("Bergantung belum tentu buruk: tanyakan apa yang mengalir ke kedua arah.")
        return Answer(sentence % words, doubt, tuple(clients))
