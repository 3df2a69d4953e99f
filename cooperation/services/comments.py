"""Comments on a passage of the draft: writing, answering, settling, taking a suggestion over."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from cooperation.drafts.parts import part_of, with_words
from cooperation.drafts.passages import Passage, find_again
from cooperation.lifecycle import ACTS
from cooperation.lifecycle.acts import BEFORE_SIGNING
from cooperation.models import Agreement, Comment, CommentReply
from cooperation.services.agreements import acting_codes, village_codes
from cooperation.services.chain import standing_of
from cooperation.services.texts import write_text
from jejaring.roles import Permission
from jejaring.services import id_for, record_event

# Whoever holds a link has no account that could be closed; every comment costs every reader.
MOST_THROUGH_A_LINK = 200
OPEN, SETTLED, ALL = "terbuka", "selesai", "semua"


class NotReviewer(Exception):
    """The person neither reviews nor drafts for a village that is still a party."""


class Closed(Exception):
    """The text is signed or given up: nothing is commented on any more."""


class Full(Exception):
    """As much came through a link as may."""


class PassageGone(Exception):
    """The newest version no longer holds the words that a suggestion would replace."""


class NothingSuggested(Exception):
    """The comment says no other wording, or it was settled already."""


def takes_comments(agreement) -> bool:
    """Whether the text can still change."""
    return agreement.state in BEFORE_SIGNING


def reviewed_villages(user, parties) -> list:
    """The parties for whose village the person reviews or drafts."""
    ways = (Permission.REVIEW_AGREEMENT, Permission.DRAFT_AGREEMENT)
    return [
        party
        for party in parties
        if party.village_id and any(user.holds_over(way, party.village_id) for way in ways)
    ]


def may_review(user, parties) -> bool:
    return bool(reviewed_villages(user, parties))


def at_the_table(parties, standing) -> list:
    """The parties that draft together; who has left reads along, and neither talks nor settles."""
    codes = acting_codes(act=ACTS["write"], standing=standing, parties=parties)
    return [party for party in parties if party.village_id in codes]


def _own_party(user, agreement):
    """The party somebody speaks for; who works for several speaks for none of them."""
    there = at_the_table(list(agreement.parties.all()), standing_of(agreement))
    own = reviewed_villages(user, there)
    if not own:
        raise NotReviewer
    return own[0] if len(own) == 1 else None


@transaction.atomic
def write_comment(
    *, text, part, passage: Passage | None, words, suggestion="", by=None, link=None, pk=None
) -> Comment:
    """Comment on a passage of ``text``, or on a whole part when ``passage`` is None.

    ``by`` a person, or ``link`` the door a party without account came through. The same ``pk``
    again returns the first. Raises NotReviewer, Closed and Full.
    """
    agreement = Agreement.objects.select_for_update().get(pk=text.agreement_id)
    if not takes_comments(agreement):
        raise Closed
    if link and link.comments.count() >= MOST_THROUGH_A_LINK:
        raise Full
    party = link.party if link else _own_party(by, agreement)
    pk = id_for(Comment, pk, text=text, written_by=by, link=link)
    passage = passage or Passage("", 0)
    comment, is_new = Comment.objects.get_or_create(
        pk=pk,
        defaults={
            "agreement": agreement,
            "text": text,
            "part": part,
            "quote": passage.quote,
            "offset": passage.offset,
            "before": passage.before,
            "after": passage.after,
            "words": words,
            "suggestion": suggestion if passage.quote else "",
            "party": party,
            "link": link,
            "written_by": by,
        },
    )
    if is_new:
        _note(agreement, by, "commented", comment)
    return comment


@transaction.atomic
def answer_comment(*, comment, words, by, pk=None) -> CommentReply:
    """Answer a comment. Raises NotReviewer and Closed."""
    agreement = _writable(comment)
    party = _own_party(by, agreement)
    pk = id_for(CommentReply, pk, comment=comment, written_by=by)
    reply, is_new = CommentReply.objects.get_or_create(
        pk=pk, defaults={"comment": comment, "words": words, "party": party, "written_by": by}
    )
    if is_new:
        _note(agreement, by, "answered_comment", comment)
    return reply


@transaction.atomic
def settle_comment(*, comment, settled: bool, by) -> None:
    """Settle a comment or open it again; what is so already stays as it is.

    Raises NotReviewer and Closed.
    """
    agreement = _writable(comment)
    _own_party(by, agreement)
    rows = Comment.objects.filter(pk=comment.pk, settled_at__isnull=settled)
    now = timezone.now() if settled else None
    who = by if settled else None
    if rows.update(settled_at=now, settled_by=who):
        _note(agreement, by, "settled_comment" if settled else "reopened_comment", comment)


@transaction.atomic
def apply_suggestion(*, comment, seen, by):
    """Write a version in which the passage reads as suggested, and settle the comment.

    Raises NotReviewer, Closed, NothingSuggested, PassageGone, and what ``write_text`` raises.
    """
    agreement = _writable(comment)
    _own_party(by, agreement)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not comment.suggestion or comment.settled_at:
        raise NothingSuggested
    last = agreement.texts.order_by("-number").first()
    part = part_of(last.content, comment.part)
    found = find_again(part.words, comment.passage) if part else None
    if found is None:
        raise PassageGone
    words = part.words[: found.offset] + comment.suggestion + part.words[found.end :]
    content = with_words(last.content, comment.part, words)
    text = write_text(agreement=agreement, content=content, seen=seen, by=by)
    Comment.objects.filter(pk=comment.pk).update(
        settled_at=timezone.now(), settled_by=by, applied_in=text
    )
    _note(agreement, by, "applied_suggestion", comment)
    return text


def _writable(comment) -> Agreement:
    agreement = Agreement.objects.select_for_update().get(pk=comment.agreement_id)
    if not takes_comments(agreement):
        raise Closed
    return agreement


def _note(agreement, by, verb, comment):
    codes = village_codes(agreement.parties.order_by("position"))
    record_event(by=by, verb=verb, subject=comment, region_code=codes[0] if codes else "")


def comments_like(rows, asked) -> tuple:
    """The comments that fit ``asked`` (``keadaan`` and ``isi``), and what was understood of it."""
    state = asked.get("keadaan", OPEN)
    state = state if state in {OPEN, SETTLED, ALL} else OPEN
    part = asked.get("isi", "")[:60].replace("\x00", "")
    if state != ALL:
        rows = rows.filter(settled_at__isnull=state == OPEN)
    if part:
        rows = rows.filter(part=part)
    rows = rows.select_related(
        "text", "party__village", "party__partner", "written_by", "applied_in"
    ).defer("text__content", "applied_in__content")
    rows = rows.annotate(answers=Count("replies")).order_by("written_at", "pk")
    return rows, {"keadaan": state, "isi": part}


def open_counts(agreement) -> dict[str, int]:
    """How many comments are open on each part. One query."""
    rows = agreement.comments.open().values("part").annotate(count=Count("pk")).order_by()
    return {row["part"]: row["count"] for row in rows}


def counts(agreement) -> dict[str, int]:
    """How many comments there are: open, settled, and all. One query."""
    found = agreement.comments.aggregate(
        open=Count("pk", filter=Q(settled_at=None)), all=Count("pk")
    )
    return {OPEN: found["open"], SETTLED: found["all"] - found["open"], ALL: found["all"]}
