"""Agreements: strangers' words everywhere, by everybody who is let in, on both databases."""

import logging
import os

from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings
from django.urls import reverse

from cooperation.lifecycle import ACTS, State
from tests.cooperation.hostile import VALUES, Assault
from tests.cooperation.makers import between_villages, lead_to, people_of_two_villages
from tests.guards.matrix import COLUMNS
from tests.guards.world import make_world
from tests.prove import Proof

NAME = "cooperation"
ON = ("sqlite", "postgresql")
# JEJARING_TURNS=2 for a quick look.
TURNS = range(int(os.environ.get("JEJARING_TURNS", str(len(VALUES)))))
EACH = [list(VALUES.values())[turn] for turn in TURNS]
PEOPLE = [person for person in COLUMNS if person not in {"anonymous", "nobody"}]
WRITES_MOST = "village_head"
STATES = (
    State.PREPARING,
    State.OFFERED,
    State.DRAFTING,
    State.AGREED,
    State.READY,
    State.SIGNED,
    State.PROMULGATED,
    State.RUNNING,
)
PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def run() -> list[Proof]:
    logging.disable(logging.WARNING)  # thousands of refusals, each as it should be
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": PLAIN_FILES}):
        return [*acts(), *everybody(make_world())]


def everybody(world) -> list[Proof]:
    """Every address, field and file, by everybody."""
    assaults = [Assault(world, person) for person in PEOPLE]
    most = next(each for each in assaults if each.person == WRITES_MOST)
    return [
        _proof("Queries", assaults, [f for each in assaults for f in each.queries(TURNS)]),
        _proof("Parts of addresses", [most], most.addresses()),
        _proof("Forms", assaults, [f for each in assaults for f in each.forms(TURNS)]),
        _proof("Files", assaults, [f for each in assaults for f in each.files()]),
        _proof(
            "Each field alone",
            [most],
            [
                f
                for line in most.lines("POST")
                for f in most.one_at_a_time(most.address(line), EACH)
            ],
        ),
    ]


def acts() -> list[Proof]:
    """The form of every act, in the first state that has it, by the first who may do it."""
    people = people_of_two_villages()
    assaults = {who: Assault(None, who, user) for who, user in people.items()}
    faults, met = [], set()
    for state in STATES:
        with transaction.atomic():
            agreement = lead_to(between_villages(people), state).agreement
            for code in ACTS.keys() - met:
                if found := _form_of(agreement, code, assaults.values()):
                    met.add(code)
                    faults += found[0].one_at_a_time(found[1], EACH)
            transaction.set_rollback(True)
    return [_proof(f"Forms of {len(met)} acts", list(assaults.values()), faults)]


def _form_of(agreement, code, assaults):
    """Who is let in to an act, and where."""
    address = reverse("agreement_act", args=[agreement.pk, code])
    tried = ((each, f"{address}{of}") for of in ("", "?pihak=1", "?pihak=2") for each in assaults)
    return next(((each, where) for each, where in tried if each.fields(where)), None)


def _proof(what, assaults, faults) -> Proof:
    sent = sum(each.tally.pop("sent", 0) for each in assaults)
    taken = sum(each.tally.pop("taken", 0) for each in assaults)
    done = f"{sent} sent, {taken} taken, {len(faults)} faults {faults[:3] or ''}".strip()
    return Proof(f"{what}: hostile words break nothing", done, bool(sent) and not faults)
