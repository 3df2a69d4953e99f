"""Words of a draft as HTML: passages with comments marked, differences shown."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cooperation.drafts.differences import ADDED, GONE, SAME, Change
from cooperation.drafts.parts import parts_of
from cooperation.drafts.passages import Passage, find_again


@dataclass(frozen=True)
class ShownPart:
    """A part of a text on its page.

    ``html``: its words, passages with open comments as links to them; ``count``: how many
    comments are open on it, of which ``lost`` are on words that changed.
    """

    code: str
    label: str
    html: str
    is_quotable: bool
    is_missing: bool
    count: int
    lost: int


def shown_parts(content, comments=(), address="") -> list[ShownPart]:
    """The parts of a text with its comments. ``address``: of the list of comments."""
    by_part = {}
    for comment in comments:
        by_part.setdefault(comment.part, []).append(comment)
    return [
        _shown(part, by_part.get(part.code, []), address)
        for part in parts_of(content)
        if not part.is_told_beneath or part.code in by_part
    ]


def _shown(part, comments, address) -> ShownPart:
    quoting = [comment for comment in comments if comment.quote]
    places = [
        find_again(part.words, Passage(each.quote, each.offset, each.before, each.after))
        for each in quoting
    ]
    spans = sorted((place.offset, place.end) for place in places if place)
    return ShownPart(
        code=part.code,
        label=part.label,
        html=_marked(part.words, _merged(spans), f"{address}?isi={part.code}"),
        is_quotable=part.is_quotable,
        is_missing=part.is_missing,
        count=len(comments),
        lost=sum(place is None for place in places),
    )


def _merged(spans) -> list[tuple[int, int]]:
    """Spans that overlap as one: a passage commented on twice is marked once."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _marked(words, spans, address) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces.append(format_html("{}", words[at:start]))
        link = '<a class="noted" href="{}">{}</a>'
        pieces.append(format_html(link, address, words[start:end]))
        at = end
    pieces.append(format_html("{}", words[at:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def quoted(words, passage) -> str:
    """A part with one passage marked."""
    return format_html(
        "{}<mark>{}</mark>{}",
        words[: passage.offset],
        passage.quote,
        words[passage.end :],
    )


def difference(pieces) -> str:
    """Runs of words with what went and what came, said as well as coloured."""
    shapes = {
        SAME: "{1}",
        GONE: '<del><span class="visually-hidden">{0}</span>{1}</del>',
        ADDED: '<ins><span class="visually-hidden">{0}</span>{1}</ins>',
    }
    spoken = {SAME: "", GONE: _("[dihapus:] "), ADDED: _("[ditambah:] ")}
    return format_html_join(
        "",
        "{}",
        ((format_html(shapes[piece.kind], spoken[piece.kind], piece.words),) for piece in pieces),
    )


def sides(change: Change) -> dict:
    """A change for its page: the older words, the newer words, and both in one."""
    old = [piece for piece in change.pieces if piece.kind != ADDED]
    new = [piece for piece in change.pieces if piece.kind != GONE]
    return {
        "code": change.code,
        "label": change.label,
        "is_new": change.is_new,
        "is_gone": change.is_gone,
        "old": difference(old),
        "new": difference(new),
        "both": difference(change.pieces),
    }
