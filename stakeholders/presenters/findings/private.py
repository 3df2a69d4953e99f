"""What rests on dependencies, in words, for the team alone: numbers, and no name."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.presenters.findings.say import Worded


def one_patron(counted, village) -> Worded | None:
    """The finding that some depend on a single patron; ``counted`` may be None."""
    if counted is None:
        return None
    sentence = ngettext(
        "%(count)s pihak bergantung pada satu patron saja.",
        "%(count)s pihak bergantung pada satu patron saja.",
        counted.clients,
    ) % {"count": counted.clients}
    if counted.no_choice:
        sentence += " " + ngettext(
            "%(count)s di antaranya tidak punya pilihan lain.",
            "%(count)s di antaranya tidak punya pilihan lain.",
            counted.no_choice,
        ) % {"count": counted.no_choice}
    return Worded(
        "one_patron",
        _("Satu patron saja"),
        sentence,
        why=_("Dihitung dari ketergantungan yang tercatat di desa ini."),
        doubt=_(
            "Pilihan lain mungkin ada tetapi belum diceritakan, dan satu patron yang baik bisa juga"
            " terasa aman."
        ),
        step=_(
            "Tanyakan kepada mereka sendiri: pilihan apa yang diinginkan, dan siapa yang bisa"
            " membuka jalan?"
        ),
        step_url=reverse("dependency_list", args=[village.pk]),
        step_label=_("Lihat ketergantungan"),
    )
