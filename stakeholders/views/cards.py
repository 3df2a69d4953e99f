"""Cards that apps above put on our pages: they register here, for we never import them.

A card is a template and what it needs; the maker looks at who asks and says None where there is
nothing to show.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

# The place of a card is the page it stands on; before anything else on it: ``village_top``.
PLACES = ("village_top", "village", "subdistrict", "plan", "issue")
Maker = Callable[..., dict[str, Any] | None]
_makers: dict[str, list[tuple[str, Maker]]] = {place: [] for place in PLACES}


class Card(NamedTuple):
    """A template and its context."""

    template: str
    about: dict[str, Any]


def put_card(place: str, template: str, maker: Maker) -> None:
    """Show ``template`` at ``place`` with what ``maker(user=…, **what the page is about)`` gives.

    Put twice it is shown once.
    """
    if (template, maker) not in _makers[place]:
        _makers[place].append((template, maker))


def cards(place: str, **about) -> list[Card]:
    """The cards of a place for whoever looks at it."""
    made = ((template, maker(**about)) for template, maker in _makers[place])
    return [Card(template, context) for template, context in made if context is not None]
