"""Agreements: every attack on a chain is found, and no step is taken that the rules forbid."""

import os

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from cooperation.lifecycle import State
from cooperation.models import Agreement, AgreementEvent, Signatory
from cooperation.services.chain import first_break
from cooperation.services.signatories import forget_signatory
from tests import factories
from tests.cooperation.attacks import ATTACKS, another, attacked
from tests.cooperation.machine import Agreements
from tests.prove import Proof

NAME = "cooperation"
# JEJARING_STEPS=2000 for a quick look.
STEPS = int(os.environ.get("JEJARING_STEPS", "20000"))
STEPS_A_WALK = 100


def run() -> list[Proof]:
    return [*attacks(), erasure(), walks()]


def attacks() -> list[Proof]:
    """Each attack on a fresh copy, undone after it was looked for."""
    one = attacked()
    other = another(one)
    proofs = []
    for name, attack in ATTACKS.items():
        with transaction.atomic():
            attack(one, other)
            found = first_break(Agreement.objects.get(pk=one.pk), one.head)
            transaction.set_rollback(True)
        where = f"event {found.number}, {found.reason}" if found else "not found"
        proofs.append(Proof(f"Attack is found: {name}", where, found is not None))
    return proofs


def erasure() -> Proof:
    """Every name of who signed is erased; the chains stay whole."""
    by = factories.user()
    names = list(Signatory.objects.all())
    for signatory in names:
        forget_signatory(signatory=signatory, by=by)
    broken = [a.pk for a in Agreement.objects.all() if first_break(a, a.head)]
    left = "Pak Lurah" in str(list(AgreementEvent.objects.values()))
    done = f"{len(names)} names erased, {len(broken)} chains broken"
    return Proof(
        "A signatory is erased with the chain intact", done, bool(names) and not broken and not left
    )


def walks() -> Proof:
    """Random people try random acts until enough steps are taken."""
    while Agreements.tally["steps"] < STEPS:
        run_state_machine_as_test(
            Agreements,
            settings=settings(
                max_examples=max(1, STEPS // STEPS_A_WALK),
                stateful_step_count=STEPS_A_WALK,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    tally = Agreements.tally
    missed = [state for state in State if f"state {state}" not in tally]
    done = (
        f"{tally['steps']} steps: {tally['fine']} done, {tally['never']} out of place, "
        f"{tally['not you']} by the wrong person, {tally['wait']} too early; "
        f"states never reached: {', '.join(missed) or 'none'}"
    )
    return Proof("No illegal step, no wrong person, chains whole", done, not missed)
