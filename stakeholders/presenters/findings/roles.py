"""Roles in words; one function a kind of finding."""

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.models.participation import VillageRole
from stakeholders.presenters.findings.say import Worded


def lowered(label):
    """A label as part of a sentence; what is written in capitals stays so."""
    return label[:1].lower() + label[1:]


def empty_role(say, found):
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
        _("Belum ada kelompok yang %(role)s.") % {"role": lowered(str(role))},
        why=_("Dari %(count)s kelompok yang diharapkan, %(answers)s.")
        % {"count": len(found["subjects"]), "answers": get_text_list(told, _("dan"))},
        doubt=doubt,
        step=_("Bawa ke musyawarah: apa yang menghalangi, dan siapa yang bisa mulai?"),
        **say.to_roles(),
        question=_("Apa yang menghalangi, dan siapa yang bisa mulai?"),
    )


def role_model(say, found):
    numbers = found["numbers"]
    words = {"groups": say.several(found["subjects"])}
    return Worded(
        "role_model",
        _("Bisa dicontoh"),
        _("%(groups)s menjalankan semua peran yang diharapkan di desa.") % words,
        why=ngettext(
            "Di tabel peran semua jawabannya “ya”, sedangkan %(count)s kelompok lain belum.",
            "Di tabel peran semua jawabannya “ya”, sedangkan %(count)s kelompok lain belum.",
            numbers["short"],
        )
        % {"count": numbers["short"]},
        doubt=_("“Ya” adalah jawaban saat ditanya; yang menjalankannya bisa satu orang saja."),
        step=_("Mintalah %(groups)s bercerita: bagaimana mulainya, dan apa yang menolong?") % words,
        **say.to_roles(),
        question=_("Apa yang bisa kita tiru dari %(groups)s?") % words,
    )
