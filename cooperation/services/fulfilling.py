"""Putting on record that something the kabupaten asks for was met."""

from cooperation.models import AgreementEvent
from cooperation.services.agreements import Deed, perform

ACT = "fulfil"


def fulfil(
    *, agreement, requirement, party, on, seen, by, number="", scan=None, paper=None, pk=None
) -> AgreementEvent:
    """One act, one event: the id of the requirement, its words as they were read, day and number.

    ``party``: the village that met it; None where it is met once for the agreement. ``scan``: a
    CheckedFile; ``paper``: an attachment that is there already. Raises what ``perform`` raises.
    """
    content = {
        "requirement": str(requirement.pk),
        "name": requirement.name,
        "basis": requirement.basis,
        "on": on.isoformat(),
    }
    if number:
        content["number"] = number
    if paper is not None:
        content["paper"] = paper.digest
    deed = Deed(ACT, party, content, pk=pk, scan=scan)
    return perform(agreement=agreement, deed=deed, seen=seen, by=by)
