"""Cards that apps above put on our pages: they register here, for we never import them.

A card is a template and what it needs; the maker looks at who asks and says None where there is
nothing to show.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

PAGES = ("village", "subdistrict", "plan", "issue")
_makers: dict[str, list[tuple[str, Callable[..., dict[str, Any] | None]]]] = {
    page: [] for page in PAGES
}


class Card(NamedTuple):
    """A template and its context."""

    template: str
    about: dict[str, Any]


def put_card(page: str, template: str, maker: Callable[..., dict[str, Any] | None]) -> None:
    """Show ``template`` on ``page`` with what ``maker(user=…, **what the page is about)`` gives."""
    if (template, maker) not in _makers[page]:
        _makers[page].append((template, maker))


def cards(page: str, **about) -> list[Card]:
    """The cards of a page for whoever looks at it."""
    made = ((template, maker(**about)) for template, maker in _makers[page])
    return [Card(template, context) for template, context in made if context is not None]
