"""Rows of cooperation: agreements, their parties, texts and events."""

from cooperation.models.agreement import Agreement, AgreementParty
from cooperation.models.event import AgreementEvent, Signatory
from cooperation.models.partner import Partner
from cooperation.models.review import Comment, CommentReply, LinkAnswer, ReviewLink
from cooperation.models.text import AgreementText

__all__ = [
    "Agreement",
    "AgreementEvent",
    "AgreementParty",
    "AgreementText",
    "Comment",
    "CommentReply",
    "LinkAnswer",
    "Partner",
    "ReviewLink",
    "Signatory",
]
