"""What is between two, in words; one function a kind of finding."""

from django.urls import reverse
from django.utils.translation import gettext as _

from stakeholders.presenters.findings.say import Worded
from stakeholders.presenters.wording import differing


def disputed(say, found):
    a, b = found["subjects"]
    words = {"a": say.name(a), "b": say.name(b)}
    sentence = _("%(a)s dan %(b)s berkata lain tentang hubungan mereka.") % words
    url = say.on_map(a)
    if line := say.lines.get(frozenset((a, b))):
        sentence = differing(line, say.names) + "."
        url = reverse("tie_detail", args=[line["id"]])
    return Worded(
        "disputed",
        _("Belum sepakat"),
        sentence,
        why=_(
            "Begitulah jawaban kedua pihak. Peta menggambarnya terbelah dan tidak"
            " merata-ratakannya."
        ),
        doubt=_("Yang menjawab bisa orang yang berbeda pengalamannya, atau jawabannya sudah lama."),
        step=_("Pertemukan keduanya: apa yang sudah baik, dan apa yang mengganjal?"),
        step_url=url,
        step_label=_("Baca kedua jawaban"),
        spoken=_("%(a)s dan %(b)s melihat hubungan mereka dengan cara yang berbeda.") % words,
        question=_("Apa yang sudah baik di antara keduanya, dan apa yang perlu dibicarakan?"),
    )


def tension(say, found):
    a, b, *allies = found["subjects"]
    words = {"a": say.name(a), "b": say.name(b), "allies": say.several(allies)}
    return Worded(
        "tension",
        _("Titik tegang"),
        _("%(a)s dan %(b)s bersaing, padahal keduanya berhubungan baik dengan %(allies)s.") % words,
        why=_(
            "%(allies)s saling mendukung dengan keduanya, sedangkan di antara keduanya"
            " tercatat persaingan."
        )
        % words,
        doubt=_("Persaingan bisa juga sehat, atau hanya menyangkut satu urusan."),
        step=_("Tanyakan kepada %(allies)s: apakah bersedia menjadi penengah?") % words,
        **say.to_map(allies[0]),
        spoken=_(
            "%(a)s dan %(b)s sama-sama dekat dengan %(allies)s. Di antara keduanya sendiri masih"
            " ada yang perlu dibicarakan."
        )
        % words,
        question=_("Urusan mana yang bisa diatur bersama supaya sama-sama enak?"),
    )


def introduction(say, found):
    numbers, (a, b, *introducers) = found["numbers"], found["subjects"]
    words = {
        "a": say.name(a),
        "b": say.name(b),
        "by": say.all_of(introducers),
        "first": say.name(introducers[0]),
    }
    why = [
        _(
            "%(by)s tercatat berhubungan baik dengan keduanya, sedangkan di antara keduanya tidak"
            " tercatat hubungan."
        )
        % words
    ]
    if numbers["apart"]:
        why.append(_("Keduanya berada di bagian jaringan yang belum bertemu."))
    if numbers["denied"]:
        why.append(_("Yang ditanya menjawab “tidak ada kaitan”."))
    return Worded(
        "introduction",
        _("Bisa diperkenalkan"),
        _("%(a)s dan %(b)s belum berhubungan, padahal %(by)s mengenal keduanya.") % words,
        why=" ".join(why),
        doubt=_introduction_doubt(numbers),
        step=_("Tanyakan kepada %(first)s: maukah memperkenalkan mereka, dan dalam urusan apa?")
        % words,
        **say.to_map(introducers[0]),
        question=_("Apa yang bisa dikerjakan bersama oleh %(a)s dan %(b)s?") % words,
    )


def _introduction_doubt(numbers):
    if numbers["interviewed"] < 2:
        return _("Salah satunya belum ditanya; mungkin mereka sudah lama saling kenal.")
    return _(
        "Mungkin memang belum ada urusan yang sama. Perkenalan berguna kalau ada yang dikerjakan"
        " bersama."
    )


def narrow(say, found):
    group, *circle = found["subjects"]
    words = {"group": say.name(group), "circle": say.several(circle)}
    return Worded(
        "narrow",
        _("Pilihannya sempit"),
        _("Semua kenalan %(group)s satu lingkaran: %(circle)s.") % words,
        why=_(
            "%(circle)s juga saling berhubungan. Kabar dan bantuan yang sampai ke %(group)s datang"
            " dari lingkaran yang sama; kalau di sana buntu, belum ada pintu lain."
        )
        % words,
        doubt=_(
            "Lingkaran yang rapat juga saling menguatkan. Kenalan di luar desa dan kenalan"
            " perorangan tidak ikut dihitung."
        ),
        step=_("Tanyakan kepada %(group)s: kelompok mana lagi yang ingin dikenal, dan untuk apa?")
        % words,
        **say.to_map(group, steps=2),
        spoken=_(
            "%(group)s selama ini bergaul dengan %(circle)s. Mungkin ada kelompok lain yang ingin"
            " berkenalan."
        )
        % words,
        question=_("Kelompok mana yang punya urusan dengan %(group)s?") % words,
    )
