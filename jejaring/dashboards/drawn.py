"""What was drawn, kept as long as the numbers it shows stay the same.

Drawing a map and its charts takes several times as long as reading their numbers. A drawing is
found again by a digest of everything it rests on: never one of other numbers, whoever changed
them, and nothing to be thrown away. Boundaries alone are not in it, so none is kept for long.
It stays in the memory of the process and holds what everybody sees who may open the page.
"""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from jejaring.dashboards.pages import Page

CACHE = "drawn"


def drawn(template: str, page: Page, *chosen, context: Callable[[], dict]) -> SafeString:
    """The template with its context, which is made only where it was not drawn before.

    ``chosen``: plain values that decide about the context besides the figures of the page.
    """
    return told_again(template, page, *chosen, make=lambda: render_to_string(template, context()))


def told_again(what: str, page: Page, *chosen, make: Callable):
    """What is said of the page under the name ``what``, made only where it was not made before."""
    key = _key(what, page, chosen)
    kept = caches[CACHE].get(key)
    if kept is None:
        kept = make()
        caches[CACHE].set(key, kept)
    return kept


def _key(what, page, chosen) -> str:
    state = page.state
    rests_on = (
        *(what, chosen, get_language(), str(timezone.localdate())),
        *(page.links, page.lists, [part.key for part in page.parts]),
        *(state.month, state.span, state.family),
        page.figures.digest,
    )
    return hashlib.sha256(repr(rests_on).encode()).hexdigest()
