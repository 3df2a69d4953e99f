"""Who signed: read and erased by whoever decides for the party that they signed for."""

from django.db import transaction

from cooperation.models import Agreement, Attachment, Signatory
from cooperation.services.agreements import village_codes
from cooperation.services.attachments import discard
from jejaring.roles import Permission
from jejaring.services import record_event

__all__ = ["forget_signatory", "may_forget", "may_forget_some", "scans_with"]


def may_forget_some(user, parties) -> bool:
    """Whether the person decides for any village of the agreement."""
    return any(
        user.holds_over(Permission.DECIDE_AGREEMENT, code) for code in village_codes(parties)
    )


def may_forget(user, signatory, parties) -> bool:
    """Whether the person decides for whom they signed; for a partner, for any village.

    The village keeps the name, so its head answers the wish to have it erased (UU 27/2022 art. 43).
    """
    party = signatory.event.party
    if party is not None and party.village_id:
        return user.holds_over(Permission.DECIDE_AGREEMENT, party.village_id)
    return may_forget_some(user, parties)


def scans_with(signatory):
    """The files that show the signature: those of the same act."""
    return Attachment.objects.filter(event=signatory.event_id).order_by("added_at", "pk")


@transaction.atomic
def forget_signatory(*, signatory, by, with_scans=False) -> None:
    """Erase who signed, and the scans of that act if asked: the chain stays whole."""
    agreement = Agreement.objects.select_for_update().get(pk=signatory.event.agreement_id)
    row = Signatory.objects.filter(pk=signatory.pk).first()
    if row is None:
        return
    if with_scans:
        for scan in scans_with(row):
            discard(scan)
    record_event(by=by, verb="forgot_signatory", subject=agreement, with_scans=with_scans)
    row.delete()
