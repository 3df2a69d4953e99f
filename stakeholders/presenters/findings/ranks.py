"""Who stands out, in words; one function a kind of finding."""

from django.utils.translation import gettext as _

from stakeholders.presenters.findings.say import Worded


def hub(say, found):
    numbers, (group,) = found["numbers"], found["subjects"]
    words = {"group": say.name(group), "most": numbers["most"], "others": numbers["others"]}
    return Worded(
        "hub",
        _("Bertumpu pada satu"),
        _(
            "Hubungan antarkelompok bertumpu pada %(group)s, yang terhubung dengan %(most)s dari"
            " %(others)s kelompok lain."
        )
        % words,
        why=_(
            "Kelompok lain jarang berhubungan langsung. Kalau %(group)s sedang sibuk, banyak kabar"
            " ikut berhenti."
        )
        % words,
        doubt=_("Di awal itu wajar: sering satu kelompok yang membuka jalan bagi yang lain."),
        step=_("Tanyakan kepada %(group)s: urusan mana yang bisa dibagi dengan kelompok lain?")
        % words,
        **say.to_map(group),
        spoken=_("%(group)s terhubung dengan %(most)s kelompok lain dan banyak membuka jalan.")
        % words,
        question=_("Urusan apa yang bisa dipegang bersama, supaya bebannya terbagi?"),
    )


def most_tied(say, found):
    numbers, groups = found["numbers"], found["subjects"]
    words = {
        "groups": say.all_of(groups),
        "most": numbers["most"],
        "least": numbers["least"],
    }
    sentence = _(
        "%(groups)s berhubungan langsung dengan %(most)s kelompok lain, terbanyak di sini."
    )
    if len(groups) > 1:
        sentence = _(
            "%(groups)s setara: masing-masing berhubungan langsung dengan %(most)s kelompok lain,"
            " terbanyak di sini."
        )
    if numbers["least"] < numbers["most"]:
        sentence = _(
            "%(groups)s setara: masing-masing berhubungan langsung dengan %(least)s sampai %(most)s"
            " kelompok lain, terbanyak di sini."
        )
    return Worded(
        "most_tied",
        _("Penghubung terdekat"),
        sentence % words,
        why=_("Yang dihitung kelompok yang berbeda, bukan seberapa sering bertemu."),
        doubt=_("Kelompok yang diwawancarai dan suka bercerita tampak lebih terhubung."),
        step=_("Tanyakan apakah %(groups)s bersedia ikut meneruskan kabar ke kelompok lain.")
        % words,
        **say.to_map(groups[0]),
        question=_("Siapa lagi yang bisa ikut meneruskan kabar antarkelompok?"),
    )


def between(say, found):
    groups = found["subjects"]
    words = {"groups": say.all_of(groups)}
    sentence = _("Jalan dari satu kelompok ke kelompok lain paling sering melewati %(groups)s.")
    if len(groups) > 1:
        sentence = _(
            "Jalan dari satu kelompok ke kelompok lain paling sering melewati %(groups)s, yang"
            " setara."
        )
    return Worded(
        "between",
        _("Jembatan"),
        sentence % words,
        why=_("Dari jalan terpendek di antara kelompok, paling banyak yang lewat sana."),
        doubt=_("Masih ada jalan lain, dan di peta kecil satu hubungan baru mengubah urutan ini."),
        step=_("Tanyakan kepada %(groups)s: siapa yang sering minta dihubungkan, dan ke mana?")
        % words,
        **say.to_map(groups[0]),
        question=_("Siapa yang masih ingin dihubungkan, dan dengan siapa?"),
    )


def clusters(say, found):
    numbers, firsts = found["numbers"], found["subjects"]
    words = {
        "count": numbers["clusters"],
        "sides": "; ".join(say.sides(firsts, numbers["sizes"])),
    }
    return Worded(
        "clusters",
        _("Gugus yang rapat"),
        _("Tampak %(count)s gugus yang di dalamnya rapat: %(sides)s.") % words,
        why=_("Di dalam tiap gugus lebih banyak hubungan daripada ke gugus lain."),
        doubt=_(
            "Gugus ini hasil hitungan, belum tentu terasa oleh warga. Pakailah untuk bertanya,"
            " bukan untuk membagi orang."
        ),
        step=_(
            "Tanyakan di tiap gugus: apa yang membuat mereka dekat, dan siapa yang biasa ke gugus"
            " lain?"
        ),
        **say.to_map(firsts[0], steps=2),
        question=_("Siapa yang bisa menghubungkan gugus yang satu dengan yang lain?"),
    )
