"""The words for what is on the map: sorts of party, kinds of tie, and what was said."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from stakeholders.models import PatronClientTie
from stakeholders.models.kinds import Family

KINDS = {
    "supports": gettext_lazy("Saling mendukung"),
    "competes": gettext_lazy("Bersaing"),
    "disputed": gettext_lazy("Belum sepakat"),
    "government": gettext_lazy("Dengan pemerintah desa"),
    "membership": gettext_lazy("Pengurus atau anggota"),
    "depends": gettext_lazy("Ketergantungan"),
}
SORTS = {
    **{family.value: family.label for family in Family},
    "institution": gettext_lazy("Lembaga"),
    "person": gettext_lazy("Orang atau peran"),
    "government": gettext_lazy("Pemerintah desa"),
    "outside": gettext_lazy("Pihak di luar desa"),
}
SAID = {
    "supports": pgettext_lazy("kata seorang narasumber", "saling mendukung"),
    "competes": pgettext_lazy("kata seorang narasumber", "bersaing"),
    "unrelated": pgettext_lazy("kata seorang narasumber", "tidak ada kaitan"),
    "support": gettext_lazy("pemerintah desa memberi dukungan nyata"),
    "passive": gettext_lazy("pemerintah desa bersikap pasif"),
    "hinder": gettext_lazy("pemerintah desa menghambat"),
}


def sort_of(party) -> str:
    """The code of what a party is: the family of a group, else its kind."""
    return party["hue"] if party["kind"] == "group" else party["kind"]


def differing(line, names) -> str:
    """What the two sides of a disputed tie say."""
    (a, b), (said_a, said_b) = (names[line["a"]], names[line["b"]]), line["says"]
    return _("%(a)s berkata “%(said_a)s”, %(b)s berkata “%(said_b)s”") % {
        "a": a,
        "b": b,
        "said_a": SAID[said_a],
        "said_b": SAID[said_b],
    }


def describe(line, names) -> str:
    """What was said about the tie between two parties, and by whom, in half a sentence.

    ``names``: id -> name.
    """
    kind, (a, b) = line["kind"], (names[line["a"]], names[line["b"]])
    if kind == "membership":
        return line["office"] or _("pengurus atau anggota")
    if kind == "depends":
        tightness = PatronClientTie.Tightness(line["tightness"]).label
        return _("%(client)s bergantung pada %(patron)s. %(tightness)s") % {
            "client": b,
            "patron": a,
            "tightness": tightness,
        }
    if kind == "disputed":
        return differing(line, names)
    said = [SAID[word] if word else "" for word in line["says"]]
    if line["both"]:
        return _("%(said)s, menurut kedua pihak") % {"said": said[0]}
    speaker, words = (a, said[0]) if said[0] else (b, said[1])
    return _("%(said)s, menurut %(speaker)s") % {"said": words, "speaker": speaker}
