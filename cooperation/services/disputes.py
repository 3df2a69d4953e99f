"""Disputes: opened beside the agreement, before the forum that the law names, settled for good."""

from django.db import transaction

from cooperation.models import Dispute
from cooperation.services.agreements import Deed, perform
from cooperation.services.digests import digest_of
from jejaring.services import id_for

SUBDISTRICT, REGENCY = len("33.08.06"), len("33.08")


def forum_of(parties) -> str:
    """Who settles a dispute among these, by their codes (PP 43/2014 art. 148).

    Among villages of one kecamatan the camat, of one kabupaten the bupati or wali kota. With a
    third party, or beyond a kabupaten, what is not solved in talks goes the way of law.
    """
    parties = list(parties)
    codes = [party.village_id for party in parties if party.village_id]
    if len(codes) < len(parties):
        return Dispute.Forum.LEGAL
    if len({code[:SUBDISTRICT] for code in codes}) == 1:
        return Dispute.Forum.SUBDISTRICT
    if len({code[:REGENCY] for code in codes}) == 1:
        return Dispute.Forum.REGENCY
    return Dispute.Forum.LEGAL


@transaction.atomic
def open_dispute(*, agreement, parties, subject, opened_on, seen, by, pk=None) -> Dispute:
    """Record a dispute; the same ``pk`` again returns the first. Raises what ``perform`` raises."""
    pk = id_for(Dispute, pk, agreement=agreement)
    if earlier := agreement.disputes.filter(pk=pk).first():
        return earlier
    forum = forum_of(parties)
    keys = [str(party.pk) for party in parties]
    content = {"dispute": str(pk), "parties": keys, "forum": str(forum)}
    content |= {"on": opened_on.isoformat(), "subject": digest_of(subject)}
    perform(agreement=agreement, deed=Deed("dispute", content=content, pk=pk), seen=seen, by=by)
    if earlier := agreement.disputes.filter(pk=pk).first():  # the same form, at the same moment
        return earlier
    return Dispute.objects.create(
        pk=pk,
        agreement=agreement,
        subject=subject,
        parties=keys,
        forum=forum,
        opened_on=opened_on,
    )


@transaction.atomic
def settle_dispute(*, dispute, way, settled_on, minutes, settlement, seen, by, pk=None) -> None:
    """Record how it was settled; that is final. Raises what ``perform`` raises."""
    content = {
        "dispute": str(dispute.pk),
        "way": way,
        "minutes": minutes,
        "on": settled_on.isoformat(),
        "settlement": digest_of(settlement),
    }
    deed = Deed("settle", content=content, pk=pk)
    event = perform(agreement=dispute.agreement, deed=deed, seen=seen, by=by)
    if event.content["settlement"] == content["settlement"]:
        Dispute.objects.filter(pk=dispute.pk, settled_on=None).update(
            way=way, settled_on=settled_on, minutes=minutes, settlement=settlement
        )
