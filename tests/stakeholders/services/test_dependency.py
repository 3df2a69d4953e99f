"""Acts on patron and client: a description that is revised, never overwritten."""

import pytest
from django.db import IntegrityError, transaction

from jejaring.ids import uuid7
from jejaring.models import Event
from stakeholders.models import PatronClientTie, PersonName, Stakeholder
from stakeholders.services import dependency
from stakeholders.services.dependency import NewParty
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from tests import factories
from tests.races import together

pytestmark = pytest.mark.django_db

SEEN = {"forms": ["market", "capital"], "frequency": "seasonal", "tightness": "binding"}
COLLECTOR, GROWERS = NewParty("Pengepul salak"), NewParty("Petani salak Dusun Gowok")


def record(patron=COLLECTOR, client=GROWERS, *, village=None, by=None, **fields):
    return dependency.record_dependency(
        village=village or factories.village(),
        patron=patron,
        client=client,
        by=by or factories.user(),
        **{**SEEN, **fields},
    )


def test_new_parties_are_roles_that_only_dependency_knows():
    tie = record()
    assert (tie.patron.name, tie.patron.kind) == ("Pengepul salak", "person")
    assert tie.patron.restricted
    assert tie.client.restricted
    assert not PersonName.objects.exists()


def test_a_named_party_carries_the_basis_for_the_name():
    named = {"name": "Haji Karno", "lawful_basis": "legitimate", "basis_note": "disebut petani"}
    tie = record(NewParty("Pengepul salak", named=named))
    assert tie.patron.person_name.lawful_basis == "legitimate"


def test_a_party_already_on_the_map_stays_as_public_as_it_was():
    group = factories.group()
    tie = record(client=group)
    group.refresh_from_db()
    assert tie.client == group
    assert not group.restricted


def test_nobody_is_their_own_patron():
    group = factories.group()
    with pytest.raises(dependency.SameParty):
        record(group, group)
    with pytest.raises(dependency.SameParty):
        record(COLLECTOR, NewParty("Pengepul salak"))
    assert not Stakeholder.objects.filter(kind="person").exists()


def test_a_form_sent_twice_makes_one_tie_and_two_parties():
    pk, village = uuid7(), factories.village()
    assert record(pk=pk, village=village) == record(pk=pk, village=village)
    assert Stakeholder.objects.filter(kind="person").count() == 2


def test_a_pair_is_tied_once():
    patron, client = factories.person(), factories.group()
    first = record(patron, client)
    with pytest.raises(AlreadyRecorded) as refusal:
        record(patron, client)
    assert refusal.value.earlier == first
    with pytest.raises(IntegrityError), transaction.atomic():
        PatronClientTie.objects.create(
            village=first.village, patron=patron, client=client, recorded_by=first.recorded_by,
            **SEEN,
        )  # fmt: skip


def test_a_form_sent_again_with_other_parties_is_no_silent_loss():
    pk, village = uuid7(), factories.village()
    record(pk=pk, village=village)
    with pytest.raises(AlreadyRecorded):
        record(client=NewParty("Petani cabai"), pk=pk, village=village)


def test_a_revision_closes_the_reading_and_opens_the_next():
    first, by = record(alternative="no"), factories.user()
    second = dependency.revise_dependency(tie=first, by=by, tightness="loose")
    first.refresh_from_db()
    assert (first.tightness, first.closed_by) == ("binding", by)
    assert (second.tightness, second.alternative) == ("loose", "no")
    assert dependency.history_of(second) == [first]
    assert list(PatronClientTie.objects.current()) == [second]


def test_a_revision_that_changes_nothing_is_none():
    tie = record()
    assert dependency.revise_dependency(tie=tie, by=factories.user(), **SEEN) == tie


def test_a_revision_of_what_was_revised_meanwhile_is_refused_with_the_newest():
    first, by = record(), factories.user()
    second = dependency.revise_dependency(tie=first, by=by, tightness="loose")
    third = dependency.revise_dependency(tie=second, by=by, tightness="medium")
    with pytest.raises(StaleVersion) as stale:
        dependency.revise_dependency(tie=first, by=by, frequency="daily")
    assert stale.value.current == third


def test_a_revision_sent_twice_is_one():
    first, by, pk = record(), factories.user(), uuid7()
    answers = [
        dependency.revise_dependency(tie=first, by=by, pk=pk, tightness="loose") for _ in range(2)
    ]
    assert [tie.pk for tie in answers] == [pk, pk]
    assert PatronClientTie.objects.count() == 2


def test_a_closed_dependency_is_kept_and_cannot_be_closed_again():
    tie = record()
    dependency.close_dependency(tie=tie, by=factories.user())
    assert PatronClientTie.objects.count() == 1
    assert not PatronClientTie.objects.current().exists()
    with pytest.raises(StaleVersion):
        dependency.close_dependency(tie=tie, by=factories.user())


def test_the_record_says_who_and_when_but_never_what():
    by = factories.user()
    tie = record(by=by, to_client="CANARY", contribution="CANARY")
    dependency.revise_dependency(tie=tie, by=by, to_client="CANARY baru")
    dependency.note_reading(subject=tie, village_code=tie.village_id, by=by)
    events = list(Event.objects.filter(actor=by).values("verb", "detail", "region_code"))
    assert {event["verb"] for event in events} >= {"recorded_dependency", "read_dependency"}
    assert "CANARY" not in str(events)
    assert "salak" not in str(events)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_revisions_at_once_never_fork_the_history():
    tie, by = record(), factories.user()

    def revise(tightness):
        fresh = PatronClientTie.objects.get(pk=tie.pk)
        return dependency.revise_dependency(tie=fresh, by=by, tightness=tightness)

    answers = together(lambda: revise("loose"), lambda: revise("medium"))
    assert {type(answer) for answer in answers} == {PatronClientTie, StaleVersion}
    assert PatronClientTie.objects.current().count() == 1
