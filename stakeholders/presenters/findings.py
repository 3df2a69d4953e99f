"""What the graph noticed, in sentences: what, why we say so, why it may be wrong, one step.

A number is only a question to ask, so every finding ends in something to do or to ask.
"""

from dataclasses import dataclass
from itertools import islice

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.models.participation import VillageRole
from stakeholders.presenters.selection import Selection
from stakeholders.presenters.wording import differing

MOST = 8  # nobody acts on more


@dataclass(frozen=True)
class Worded:
    """A finding as it stands on a card."""

    kind: str
    title: str
    sentence: str
    why: str = ""
    doubt: str = ""
    step: str = ""
    step_url: str = ""
    step_label: str = ""


def worded(reading) -> list[Worded]:
    """The findings of a reading in words, in their order.

    A finding about somebody this viewer does not see is left out, and so is a role nobody was
    asked about: that is no finding yet.
    """
    say = _Say(reading)
    told = (
        getattr(say, found["kind"])(found)
        for found in reading.findings
        if say.knows(found["subjects"]) and not _is_unasked_role(found)
    )
    return list(islice(told, MOST))


def _is_unasked_role(found):
    numbers = found["numbers"]
    return found["kind"] == "empty_role" and not (numbers["no"] or numbers["name_only"])


def _lower(label):
    """A label as part of a sentence; what is written in capitals stays so."""
    return label[:1].lower() + label[1:]


class _Say:
    """One method a kind of finding: its sentences."""

    def __init__(self, reading):
        self.village = reading.village
        self.names = {party["id"]: party["name"] for party in reading.parties}
        self.lines = {
            frozenset((line["a"], line["b"])): line
            for line in reading.lines
            if line["kind"] == "disputed"
        }

    def knows(self, subjects):
        return self.names.keys() >= set(subjects)

    def name(self, party):
        return self.names[party]

    def several(self, parties, most=3):
        """Names in a row: "A, B, dan 4 kelompok lain"."""
        named = [self.names[party] for party in parties[:most]]
        if more := len(parties) - len(named):
            rest = ngettext("%(count)s kelompok lain", "%(count)s kelompok lain", more)
            named.append(rest % {"count": more})
        return get_text_list(named, _("dan"))

    def on_map(self, party, steps=1):
        """The address of the map round one party."""
        query = Selection(focus=party, steps=steps).query()
        return reverse("village_map", args=[self.village.pk]) + query + "#peta"

    def unasked_doubt(self, numbers):
        """Why a missing tie may only be a missing interview."""
        if not numbers["unasked_pairs"]:
            return _(
                "Yang tidak disebut dalam wawancara tidak ada di peta; hubungan sehari-hari"
                " mudah terlupa."
            )
        return ngettext(
            "%(count)s dari %(pairs)s pasang kelompok itu belum ada yang ditanya sama sekali.",
            "%(count)s dari %(pairs)s pasang kelompok itu belum ada yang ditanya sama sekali.",
            numbers["unasked_pairs"],
        ) % {"count": numbers["unasked_pairs"], "pairs": numbers["pairs"]}

    # --- one method a kind -----------------------------------------------------------------

    def none_yet(self, found):
        numbers, groups = found["numbers"], found["subjects"]
        if found["about"] == "add_group":
            return Worded(
                "none_yet",
                _("Mulai di sini"),
                _("Belum ada kelompok yang dicatat di desa ini."),
                step=_("Mulai dari satu kelompok yang paling Anda kenal."),
                step_url=reverse("group_create", args=[self.village.pk]),
                step_label=_("Tambah kelompok"),
            )
        return Worded(
            "none_yet",
            _("Mulai di sini"),
            _("Belum ada kelompok yang diwawancarai, jadi peta ini belum banyak bercerita."),
            why=ngettext(
                "%(count)s kelompok sudah dicatat, tetapi lembar kerjanya belum selesai.",
                "%(count)s kelompok sudah dicatat, tetapi belum satu pun lembar kerjanya selesai.",
                numbers["groups"],
            )
            % {"count": numbers["groups"]},
            step=_("Temui %(group)s dan ajukan tujuh pertanyaan.")
            % {"group": self.name(groups[0])},
            step_url=reverse("group_detail", args=[groups[0]]),
            step_label=_("Buka kelompok ini"),
        )

    def coverage(self, found):
        numbers, missing = found["numbers"], found["subjects"]
        why = _(
            "Peta hanya tahu apa yang dikatakan %(asked)s kelompok yang lembar kerjanya selesai."
        ) % {"asked": numbers["interviewed"]}
        doubt = _("Kelompok yang belum pernah disebut siapa pun tidak ikut dihitung.")
        if not missing:
            return Worded(
                "coverage",
                _("Sudah lengkap"),
                _("Semua kelompok yang dicatat sudah diwawancarai."),
                why,
                doubt,
                step=_("Perlihatkan peta ini kepada kelompok-kelompoknya: apa yang keliru?"),
            )
        return Worded(
            "coverage",
            _("Belum semua ditanya"),
            _("%(missing)s dari %(groups)s kelompok belum diwawancarai: %(names)s.")
            % {
                "missing": len(missing),
                "groups": numbers["groups"],
                "names": self.several(missing),
            },
            why,
            doubt,
            step=_("Temui %(group)s lebih dulu.") % {"group": self.name(missing[0])},
            step_url=reverse("group_detail", args=[missing[0]]),
            step_label=_("Buka kelompok ini"),
        )

    def sole_link(self, found):
        numbers, (actor, *sides) = found["numbers"], found["subjects"]
        told = [self._side(*side) for side in zip(sides, numbers["sizes"], strict=True)]
        words = {"link": self.name(actor), "sides": get_text_list(told, _("dan"))}
        return Worded(
            "sole_link",
            _("Penghubung tunggal"),
            _("%(sides)s hanya bertemu lewat %(link)s.") % words,
            why=_(
                "Semua jalan yang tercatat di antara mereka melewati %(link)s. Tanpa itu,"
                " %(pairs)s pasang kelompok tidak punya jalan lain."
            )
            % {**words, "pairs": numbers["pairs"]},
            doubt=self.unasked_doubt(numbers),
            step=_("Tanyakan kepada %(link)s: siapa lagi yang bisa memperkenalkan mereka?") % words,
            step_url=self.on_map(actor),
            step_label=_("Lihat di peta"),
        )

    def _side(self, group, size):
        """One side by its best-known group."""
        if size == 1:
            return self.name(group)
        return ngettext(
            "%(group)s bersama %(count)s kelompok lain",
            "%(group)s bersama %(count)s kelompok lain",
            size - 1,
        ) % {"group": self.name(group), "count": size - 1}

    def disputed(self, found):
        a, b = found["subjects"]
        words = {"a": self.name(a), "b": self.name(b)}
        sentence = _("%(a)s dan %(b)s berkata lain tentang hubungan mereka.") % words
        url = self.on_map(a)
        if line := self.lines.get(frozenset((a, b))):
            sentence = differing(line, self.names) + "."
            url = reverse("tie_detail", args=[line["id"]])
        return Worded(
            "disputed",
            _("Belum sepakat"),
            sentence,
            why=_(
                "Begitulah jawaban kedua pihak. Peta menggambarnya terbelah dan tidak"
                " merata-ratakannya."
            ),
            doubt=_(
                "Yang menjawab bisa orang yang berbeda pengalamannya, atau jawabannya sudah lama."
            ),
            step=_("Pertemukan keduanya: apa yang sudah baik, dan apa yang mengganjal?"),
            step_url=url,
            step_label=_("Baca kedua jawaban"),
        )

    def tension(self, found):
        a, b, *allies = found["subjects"]
        words = {"a": self.name(a), "b": self.name(b), "allies": self.several(allies)}
        return Worded(
            "tension",
            _("Titik tegang"),
            _("%(a)s dan %(b)s bersaing, padahal keduanya berhubungan baik dengan %(allies)s.")
            % words,
            why=_(
                "%(allies)s saling mendukung dengan keduanya, sedangkan di antara keduanya"
                " tercatat persaingan."
            )
            % words,
            doubt=_("Persaingan bisa juga sehat, atau hanya menyangkut satu urusan."),
            step=_("Tanyakan kepada %(allies)s: apakah bersedia menjadi penengah?") % words,
            step_url=self.on_map(allies[0]),
            step_label=_("Lihat di peta"),
        )

    def parts(self, found):
        numbers, firsts = found["numbers"], found["subjects"]
        told = [self._side(*side) for side in zip(firsts, numbers["sizes"], strict=True)]
        why = _("Di antara bagian-bagian itu tidak tercatat satu hubungan pun.")
        if numbers["parts_with_others"] < numbers["parts"]:
            why = _(
                "Antarkelompok tidak tercatat hubungan di antara bagian-bagian itu. Hanya lewat"
                " orang atau lembaga sebagian masih bertemu."
            )
        return Worded(
            "parts",
            _("Jaringan terpisah"),
            _("Kelompok terbagi menjadi %(count)s bagian yang tidak berhubungan: %(sides)s.")
            % {"count": numbers["parts"], "sides": "; ".join(told)},
            why,
            self.unasked_doubt(numbers),
            step=_(
                "Cari satu urusan yang penting bagi semuanya, dan satu orang yang dikenal semuanya."
            ),
            step_url=self.on_map(firsts[0], steps=2),
            step_label=_("Lihat di peta"),
        )

    def unconnected(self, found):
        numbers, (group,) = found["numbers"], found["subjects"]
        words = {"group": self.name(group)}
        to_group = {
            "step_url": reverse("group_detail", args=[group]),
            "step_label": _("Buka kelompok ini"),
        }
        if found["about"] == "not_asked":
            return Worded(
                "unconnected",
                _("Belum terhubung"),
                _("%(group)s belum ditanya, dan belum disebut kelompok mana pun.") % words,
                why=_("Belum ada lembar kerja yang menyebutnya."),
                doubt=_(
                    "Belum terhubung di peta tidak berarti sendirian; mungkin hanya belum ditanya."
                ),
                step=_("Temui %(group)s dan ajukan tujuh pertanyaan.") % words,
                **to_group,
            )
        why = _("Tidak ada kelompok yang menyebut hubungan dengan %(group)s.") % words
        if numbers["interviewed"]:
            why = (
                _(
                    "%(group)s sudah ditanya dan tidak menyebut hubungan apa pun, begitu pula"
                    " kelompok lain."
                )
                % words
            )
        if numbers["denied"]:
            why += " " + ngettext(
                "Dengan %(count)s kelompok dikatakan tidak ada kaitan.",
                "Dengan %(count)s kelompok dikatakan tidak ada kaitan.",
                numbers["denied"],
            ) % {"count": numbers["denied"]}
        return Worded(
            "unconnected",
            _("Belum terhubung"),
            _("%(group)s belum terhubung dengan kelompok lain.") % words,
            why,
            doubt=_("Hubungan dengan orang, lembaga, atau kelompok di luar desa bisa tetap ada."),
            step=_("Siapa yang mengenal %(group)s dan bisa memperkenalkannya?") % words,
            **to_group,
        )

    def empty_role(self, found):
        numbers, role = found["numbers"], VillageRole(found["about"]).label
        answers = [
            (numbers["no"], _("%(count)s menjawab belum")),
            (numbers["name_only"], _("%(count)s sekadar nama")),
            (numbers["unknown"], _("%(count)s belum ditanya")),
        ]
        told = [words % {"count": count} for count, words in answers if count]
        doubt = _("Peran bisa dijalankan perorangan, bukan atas nama kelompok.")
        if numbers["unknown"]:
            doubt = ngettext(
                "%(count)s kelompok belum ditanya tentang peran ini.",
                "%(count)s kelompok belum ditanya tentang peran ini.",
                numbers["unknown"],
            ) % {"count": numbers["unknown"]}
        return Worded(
            "empty_role",
            _("Peran yang kosong"),
            _("Belum ada kelompok yang %(role)s.") % {"role": _lower(str(role))},
            why=_("Dari %(count)s kelompok yang diharapkan, %(answers)s.")
            % {"count": len(found["subjects"]), "answers": get_text_list(told, _("dan"))},
            doubt=doubt,
            step=_("Bawa ke musyawarah: apa yang menghalangi, dan siapa yang bisa mulai?"),
            step_url=reverse("participation_matrix", args=[self.village.pk]),
            step_label=_("Lihat tabel peran"),
        )
