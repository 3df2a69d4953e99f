"""The shape of the network in words; one function a kind of finding."""

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.presenters.findings.say import Worded


def none_yet(say, found):
    numbers, groups = found["numbers"], found["subjects"]
    if found["about"] == "add_group":
        return Worded(
            "none_yet",
            _("Mulai di sini"),
            _("Belum ada kelompok yang dicatat di desa ini."),
            step=_("Mulai dari satu kelompok yang paling Anda kenal."),
            step_url=reverse("group_create", args=[say.village.pk]),
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
        step=_("Temui %(group)s dan ajukan tujuh pertanyaan.") % {"group": say.name(groups[0])},
        **say.to_group(groups[0]),
    )


def coverage(say, found):
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
            question=_("Apa yang keliru atau kurang di peta ini?"),
        )
    return Worded(
        "coverage",
        _("Belum semua ditanya"),
        _("%(missing)s dari %(groups)s kelompok belum diwawancarai: %(names)s.")
        % {
            "missing": len(missing),
            "groups": numbers["groups"],
            "names": say.several(missing),
        },
        why,
        doubt,
        step=_("Temui %(group)s lebih dulu.") % {"group": say.name(missing[0])},
        **say.to_group(missing[0]),
        question=_("Siapa yang mengenal mereka dan bisa mengantar kami ke sana?"),
    )


def sole_link(say, found):
    numbers, (actor, *sides) = found["numbers"], found["subjects"]
    told = say.sides(sides, numbers["sizes"])
    words = {
        "link": say.name(actor),
        "sides": get_text_list(told, _("dan")),
        "rest": told[0],
        "lost": get_text_list(told[1:], _("dan")),
    }
    return Worded(
        "sole_link",
        _("Penghubung tunggal"),
        _("%(sides)s hanya bertemu lewat %(link)s.") % words,
        why=_(
            "Semua jalan yang tercatat di antara mereka melewati %(link)s. Tanpa itu,"
            " %(pairs)s pasang kelompok tidak punya jalan lain."
        )
        % {**words, "pairs": numbers["pairs"]},
        doubt=say.unasked_doubt(numbers),
        step=_("Tanyakan kepada %(link)s: siapa lagi yang bisa memperkenalkan mereka?") % words,
        **say.to_map(actor),
        question=_("Siapa lagi yang bisa menghubungkan mereka?"),
        what_if=_("Bila %(link)s berhenti: %(lost)s terputus dari %(rest)s.") % words,
    )


def parts(say, found):
    numbers, firsts = found["numbers"], found["subjects"]
    told = say.sides(firsts, numbers["sizes"])
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
        say.unasked_doubt(numbers),
        step=_(
            "Cari satu urusan yang penting bagi semuanya, dan satu orang yang dikenal semuanya."
        ),
        **say.to_map(firsts[0], steps=2),
        question=_("Urusan apa yang penting bagi semua bagian itu?"),
    )


def unconnected(say, found):
    numbers, (group,) = found["numbers"], found["subjects"]
    words = {"group": say.name(group)}
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
            **say.to_group(group),
            spoken=_("%(group)s belum sempat kami temui.") % words,
            question=_("Siapa yang mengenal %(group)s dan bisa mengantar kami ke sana?") % words,
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
        **say.to_group(group),
        question=_("Siapa yang mengenal %(group)s, dan kegiatan apa yang bisa diikuti bersama?")
        % words,
    )
