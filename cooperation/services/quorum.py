"""Whether a deliberation may decide (PP 43/2014 art. 80; Permendesa 16/2019, annex).

Opened when two thirds of those invited have signed; put off otherwise; a second sitting goes
ahead whatever the attendance.
"""

from django.utils.translation import gettext as _

# Shares of those invited; a kabupaten may settle on another.
QUORUM = (2, 3)
FIRST_SITTING = 1


def is_quorate(*, invited: int, present: int, sitting: int, share=QUORUM) -> bool:
    """Whether enough of those invited have signed, or it is a second sitting."""
    part, whole = share
    return sitting > FIRST_SITTING or present * whole >= invited * part


def quorum_fault(said: dict) -> str:
    """Why the numbers of a meeting do not allow a decision, or an empty text."""
    invited, present, sitting = (said.get(name) for name in ("invited", "present", "sitting"))
    if not invited or not present or not sitting:
        return ""
    if is_quorate(invited=invited, present=present, sitting=sitting):
        return ""
    least = -(-invited * QUORUM[0] // QUORUM[1])
    return _(
        "Kuorum belum tercapai: dari %(invited)d orang yang diundang, sedikitnya %(least)d harus "
        "hadir. Musyawarah ditunda dan diadakan lagi sebagai sidang kedua."
    ) % {"invited": invited, "least": least}
