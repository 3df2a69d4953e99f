"""Three villages in which every protected field carries a word that stands nowhere else.

``own`` is the village of the people of the walk, ``sibling`` its neighbour in the same
kecamatan, ``other`` one in another province. A canary is written like "zqpatronA": the field,
and the letter of the village.

A new kind of thing goes into the module of its app, under the name that the table of routes
gives it; its canary into the set in ``canaries`` that says who may read it.
"""

from dataclasses import dataclass, field
from uuid import UUID

from cooperation.models import SentReminder
from cooperation.services.calendar.feeds import renew_feed
from jejaring import services
from jejaring.ids import uuid7
from jejaring.models import User
from tests import factories
from tests.guards.world import cooperation, core, numbers, stakeholders
from tests.guards.world.canaries import VILLAGES, canary
from villages.tallies.keeping import count_all_marked
from villages.tallies.marking import mark

NO_VILLAGE = "33.08.06.2999"


@dataclass
class World:
    """Ids for addresses by scope and kind of thing, and the people who walk."""

    things: dict[str, dict[str, tuple]] = field(default_factory=dict)
    people: dict[str, User | None] = field(default_factory=dict)
    token: str = ""
    feed_token: str = ""


def make_world() -> World:
    """Fill all three villages, then send people into the first."""
    world = World()
    for scope in VILLAGES:
        world.things[scope] = _fill(scope)
    stakeholders.cross_borders(world)
    world.people = core.people(world)
    world.things["own"] |= stakeholders.own_view(world.people["facilitator"])
    world.token = core.invitation("own", world.people["coordinator"], "Tamu")[1]
    # Everybody who holds the address reads it: this one belongs to somebody who sees nothing.
    world.feed_token = renew_feed(by=world.people["administrator"])
    SentReminder.objects.create(user=world.people["facilitator"], key="x")
    numbers.shown(world.people["coordinator"])
    for scope in VILLAGES:
        world.things[scope] |= core.people_things(scope)
    services.request_access(region_code=VILLAGES["other"][1], by=world.people["facilitator"])
    world.things["missing"] = _missing(world.things["own"])
    count_all_marked()
    mark([VILLAGES["own"][1]], ["villages"])  # one that waits
    return world


def _fill(scope) -> dict[str, tuple]:
    """Everything a village can hold, each thing under the name the table of routes calls it."""
    _letter, code, name = VILLAGES[scope]
    village = factories.village(code, name)
    by = factories.user(region_code=village.code)

    def say(field):
        return canary(field, scope)

    groups = stakeholders.two_groups(village, say)
    return {
        "village": (village.code,),
        **stakeholders.fill(village, groups, by, say),
        **cooperation.fill(scope, village, groups, by, say),
        **numbers.fill(village, by, say),
    }


def _missing(own) -> dict[str, tuple]:
    """The same shapes of address, with nothing behind them."""
    return {
        name: tuple(
            uuid7() if isinstance(part, UUID) else NO_VILLAGE if "." in str(part) else part
            for part in parts
        )
        for name, parts in own.items()
    }
