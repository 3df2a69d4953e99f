"""Whether the counts of a deliberation that was held on paper allow a decision."""

from django.utils.translation import gettext as _

from cooperation.lifecycle.quorum import DEFAULTS, Rules

FIRST_SITTING = 1


def is_quorate(*, invited: int, present: int, sitting: int, rules: Rules = DEFAULTS) -> bool:
    """Whether enough of those invited have signed, or it is a second sitting."""
    return sitting > FIRST_SITTING or rules.is_met(invited=invited, present=present)


def quorum_fault(said: dict, rules: Rules = DEFAULTS) -> str:
    """Why the numbers of a meeting do not allow a decision, or an empty text."""
    invited, present, sitting = (said.get(name) for name in ("invited", "present", "sitting"))
    if not invited or not present or not sitting:
        return ""
    if is_quorate(invited=invited, present=present, sitting=sitting, rules=rules):
        return ""
    return _(
        "Kuorum belum tercapai: dari %(invited)d orang yang diundang, sedikitnya %(least)d harus "
        "hadir. Musyawarah ditunda dan diadakan lagi sebagai sidang kedua."
    ) % {"invited": invited, "least": rules.least(invited)}
