"""Links through which a party without an account reads one version and says what it thinks."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone

from cooperation.models import LinkAnswer, ReviewLink
from cooperation.services.comments import MOST_THROUGH_A_LINK, Closed, Full, takes_comments
from jejaring.ids import uuid7
from jejaring.models import Event
from jejaring.services import hash_of, id_for, record_event

OPENED = "opened_review_link"


class LinkClosed(Exception):
    """No such link, or it was withdrawn, has lapsed, or its agreement moved on without it."""


class AlreadyMade(Exception):
    """The same form was sent before; its link was shown then and is stored nowhere."""


def make_link(*, text, party, by, pk=None) -> tuple[ReviewLink, str]:
    """A link to ``text`` for ``party``, with its token, which is shown once and stored nowhere.

    Raises Closed when the text cannot change any more, and AlreadyMade for a second click.
    """
    if not takes_comments(text.agreement):
        raise Closed
    token = secrets.token_urlsafe(24)
    link = ReviewLink(
        pk=id_for(ReviewLink, pk, made_by=by),
        agreement=text.agreement,
        text=text,
        party=party,
        token_hash=hash_of(token),
        made_by=by,
    )
    try:
        with transaction.atomic():
            link.save(force_insert=True)
            record_event(by=by, verb="made_review_link", subject=link)
    except IntegrityError:
        raise AlreadyMade from None
    return link, token


@transaction.atomic
def withdraw_link(*, link, by):
    """Close a link now."""
    if ReviewLink.objects.open().filter(pk=link.pk).update(withdrawn_at=timezone.now()):
        record_event(by=by, verb="withdrew_review_link", subject=link)


def open_link(token: str) -> ReviewLink:
    """The link behind a token. Raises LinkClosed."""
    rows = ReviewLink.objects.open().select_related(
        "text", "agreement", "party__village", "party__partner"
    )
    try:
        return rows.get(token_hash=hash_of(token))
    except ReviewLink.DoesNotExist:
        raise LinkClosed from None


def note_opening(link):
    """Write into the record that somebody opened it; of the reader nothing is kept."""
    record_event(by=None, verb=OPENED, subject=link)


def openings_of(links) -> dict:
    """How often each link was opened, and when last, by id as text. One query."""
    rows = Event.objects.filter(
        verb=OPENED, subject_type="reviewlink", subject_id__in=[str(link.pk) for link in links]
    )
    rows = rows.values("subject_id").annotate(times=Count("pk"), last=Max("at")).order_by()
    return {row["subject_id"]: row for row in rows}


@transaction.atomic
def answer_through_link(*, link, consent, reason="") -> LinkAnswer:
    """Keep what a party says of the version; the latest answer counts. Raises Closed and Full."""
    if not takes_comments(link.agreement):
        raise Closed
    if link.answers.count() >= MOST_THROUGH_A_LINK:
        raise Full
    answer = LinkAnswer.objects.create(pk=uuid7(), link=link, consent=consent, reason=reason)
    record_event(by=None, verb="answered_through_link", subject=link, consent=consent)
    return answer


def latest_answers(agreement) -> dict:
    """The latest answer that came through a link, by party. One query."""
    rows = LinkAnswer.objects.filter(link__agreement=agreement).select_related("link__text")
    rows = rows.defer("link__text__content").order_by("answered_at", "pk")
    return {answer.link.party_id: answer for answer in rows}
