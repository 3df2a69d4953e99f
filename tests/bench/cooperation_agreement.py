"""The page of an agreement that many share and that has a long history, to one of a small one."""

import time

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from cooperation.lifecycle import Flow
from cooperation.services.agreements import Deed, PartyDraft, begin_agreement, perform
from cooperation.services.texts import write_text
from jejaring.roles import Role
from tests import factories
from tests.bench import at_most, paired

NAME = "cooperation"
STATIC_AS_IT_IS = "django.contrib.staticfiles.storage.StaticFilesStorage"
PARTIES, EVENTS, VERSIONS = 33, 40, 20
ROUNDS = 30


def run():
    """Queries and the server's own time, as a village head and as somebody who reads along."""
    sengi = factories.village()
    people = {
        "facilitator": factories.user(Role.FACILITATOR, "33.08.06"),
        "council": factories.user(Role.BPD, sengi.pk),
        "head": factories.user(Role.VILLAGE_HEAD, sengi.pk),
        "coordinator": factories.user(Role.COORDINATOR, "33.08"),
    }
    large = agreement(sengi, people, parties=PARTIES, events=EVENTS, versions=VERSIONS)
    small = agreement(sengi, people, parties=2, events=2, versions=1)
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_AS_IT_IS}}
    with override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=storages):
        return [
            result
            for who in ("head", "coordinator")
            for result in results(who, people[who], large, small)
        ]


def results(who, person, large, small):
    """Both pages as one person opens them."""
    client = Client()
    client.force_login(person)
    ours, reference = (large.get_absolute_url(), small.get_absolute_url())
    counts = [queries(client, address) for address in (ours, reference)]
    times = paired(
        lambda: opened(client, ours),
        lambda: opened(client, reference),
        ROUNDS,
        clock=time.process_time,
    )
    note = f"{PARTIES} parties, {EVENTS} events, {VERSIONS} versions to one of each"
    return [
        at_most(1, *counts, name=f"agreement page, queries, {who}", unit="", note=note),
        at_most(3, *times, name=f"agreement page, server time, {who}", note=note),
    ]


def queries(client, address):
    opened(client, address)
    with CaptureQueriesContext(connection) as captured:
        opened(client, address)
    return len(captured)


def opened(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def agreement(sengi, people, *, parties, events, versions):
    """An agreement of so many villages, written so often, with so many events in all."""
    others = [
        factories.village(f"33.08.06.{2100 + number}", f"Desa {number}", begun=False)
        for number in range(parties - 1)
    ]
    begun = begin_agreement(
        flow=Flow.BETWEEN,
        title="Air bersama",
        parties=[
            PartyDraft(village=sengi, is_initiator=True),
            *(PartyDraft(village=each) for each in others),
        ],
        by=people["facilitator"],
    )
    for number in range(versions):
        clauses = {"scope": f"Perawatan pipa induk, rancangan ke-{number}."}
        content = {"title": "Air bersama", "basis": "", "clauses": clauses}
        write_text(agreement=begun, content=content, seen=number + 1, by=people["facilitator"])
    party = begun.parties.get(position=1)
    for seen in range(versions + 1, events):
        said = {"outcome": "agreed", "invited": 30, "present": 25, "sitting": 1}
        perform(
            agreement=begun,
            deed=Deed("deliberate", party, said | {"minutes": "1", "on": "2026-11-01"}),
            seen=seen,
            by=people["council"],
        )
    begun.refresh_from_db()
    return begun
