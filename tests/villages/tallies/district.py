"""Random people in a small district, through the services that pages use.

Two kecamatan with five desa, a third in another kabupaten with one. Each act is one transaction as
a request would make it, and may be refused like one.
"""

import random

from django.db import transaction

from cooperation.lifecycle import Impossible
from cooperation.services.agreements import Moved, NotTheirs
from jejaring.roles import Role
from stakeholders.services.dependency import SameParty
from stakeholders.services.groups import AlreadyRecorded
from stakeholders.services.kinds import add_kind
from stakeholders.services.party_merging import CannotMerge, MergedOn
from stakeholders.services.worksheets import ConsentNotRead
from tests import factories
from tests.villages.tallies.acts_of_cooperation import CooperationActs
from tests.villages.tallies.acts_of_people import PartyActs
from tests.villages.tallies.makers import CODES

REFUSED = (
    Impossible,
    AlreadyRecorded,
    CannotMerge,
    ConsentNotRead,
    MergedOn,
    Moved,
    NotTheirs,
    SameParty,
)


class District(PartyActs, CooperationActs):
    """Who lives there, and what they do: ``act()`` does one thing at random."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311 -- a walk to repeat, not a secret
        with transaction.atomic():
            for code in CODES:
                factories.village(code, f"Desa {code[-4:]}")
            self.by = factories.user(Role.FACILITATOR, "33")
        self.own_kind = add_kind(by=self.by, name="Kelompok kambing", family="otl", mark="KT")
        self.done: dict[str, int] = {}
        self.casts = []

    def act(self):
        """One act; whether it was refused is of no matter, that numbers follow is."""
        [name] = self.random.choices([*WEIGHTS], [*WEIGHTS.values()])
        try:
            getattr(self, name)()
        except REFUSED:
            name = "refused"
        self.done[name] = self.done.get(name, 0) + 1


WEIGHTS = {
    "record": 16,
    "record_file": 2,
    "update": 4,
    "archive": 6,
    "restore": 4,
    "move": 3,
    "merge": 4,
    "separate": 3,
    "change_kind": 1,
    "tie": 14,
    "untie": 3,
    "tie_again": 1,
    "forget_tie": 1,
    "depend": 5,
    "revise": 3,
    "set_free": 2,
    "read_roles": 12,
    "interview": 6,
    "answer": 10,
    "complete": 4,
    "forget_interview": 1,
    "task": 4,
    "tick": 4,
    "agree": 0.3,
    "review": 1,
    "end": 0.2,
    "dispute": 0.5,
    "settle": 0.5,
    "meet": 3,
    "change_meeting": 2,
    "count_who_came": 3,
    "change_host": 1,
    "forget_meeting": 1,
    "promise": 3,
    "fulfil": 2,
    "found": 0.5,
    "change_body": 1,
    "decree": 0.3,
}
