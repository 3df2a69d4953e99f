"""Forms that were sent before: the second time they are answered like the first."""

from uuid import UUID

from cooperation.services.agreements import already_done


def was_sent_before(request, agreement) -> bool:
    """Whether this very form was recorded already: sent twice it is one act."""
    if request.method != "POST":
        return False
    try:
        pk = UUID(request.POST.get("id", ""))
    except ValueError:
        return False
    return already_done(agreement=agreement, pk=pk, by=request.user) is not None
