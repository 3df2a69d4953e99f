"""What other apps say on the page of a village: they register from above, the page asks below."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A sentence that a village should see, and where more is said. ``tone``: bad or warn."""

    text: str
    url: str
    tone: str = "warn"


Teller = Callable[..., list[Notice]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Let ``teller(user, village)`` speak on the pages of villages; twice registered is once."""
    if teller not in _tellers:
        _tellers.append(teller)


def notices_of(user, village) -> list[Notice]:
    """All there is to say to this person about the village."""
    return [notice for teller in _tellers for notice in teller(user, village)]
