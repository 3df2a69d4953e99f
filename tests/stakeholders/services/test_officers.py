"""Offices in a group, and the names of people beside them."""

from datetime import date

import pytest

from jejaring.ids import uuid7
from jejaring.models import Event
from stakeholders.models import PersonName, Stakeholder, Tie
from stakeholders.services import groups, officers
from tests import factories

pytestmark = pytest.mark.django_db
CONSENT = {"name": "Sri Wahyuni", "lawful_basis": "consent"}


def appoint(group, by=None, **fields):
    fields = {"office": "Ketua", "role": f"Ketua {group.name}", **fields}
    return officers.record_officer(group=group, by=by or factories.user(), **fields)


def test_an_officer_is_a_role_on_the_map_and_the_name_lies_apart():
    group = factories.group(name="KWT Melati")
    tie = appoint(group, named=CONSENT, residence="Muntilan")
    assert tie.source.name == "Ketua KWT Melati"
    assert tie.source.residence == "Muntilan"
    assert (tie.target, tie.office, tie.kind) == (group, "Ketua", Tie.Kind.MEMBERSHIP)
    assert PersonName.objects.get(pk=tie.source_id).name == "Sri Wahyuni"


def test_the_record_of_acts_never_holds_the_name():
    tie = appoint(factories.group(), named=CONSENT)
    officers.keep_name(person=tie.source, name="", by=factories.user())
    written = str(list(Event.objects.values("verb", "detail", "subject_id")))
    assert "kept_name" in written
    assert "forgot_name" in written
    assert "Sri" not in written
    assert not PersonName.objects.exists()


def test_one_person_can_hold_offices_in_two_groups():
    first, second = factories.group(), factories.group()
    person = appoint(first).source
    appoint(second, person=person, office="Bendahara", role="")
    assert Stakeholder.objects.filter(kind="person").count() == 1
    assert person.ties_out.current().count() == 2


def test_a_form_sent_twice_makes_one_officer_and_one_person():
    group, pk = factories.group(), uuid7()
    assert appoint(group, pk=pk) == appoint(group, pk=pk)
    assert Stakeholder.objects.filter(kind="person").count() == 1


def test_a_form_sent_again_with_another_office_is_no_silent_loss():
    group, pk = factories.group(), uuid7()
    appoint(group, pk=pk)
    with pytest.raises(groups.AlreadyRecorded):
        appoint(group, pk=pk, office="Sekretaris")


def test_a_role_that_nothing_ties_any_more_leaves_the_map_with_the_office():
    tie = appoint(factories.group(), since=date(2026, 1, 5))
    officers.end_officer(tie=tie, by=factories.user(), on=date(2026, 6, 1))
    tie.refresh_from_db()
    assert tie.until == date(2026, 6, 1)
    assert not Stakeholder.objects.present().filter(pk=tie.source_id).exists()


def test_somebody_with_another_office_stays_on_the_map():
    tie = appoint(factories.group())
    appoint(factories.group(), person=tie.source, office="Bendahara")
    officers.end_officer(tie=tie, by=factories.user())
    assert Stakeholder.objects.present().filter(pk=tie.source_id).exists()


def test_an_office_never_ends_before_it_began():
    tie = appoint(factories.group(), since=date(2026, 6, 1))
    officers.end_officer(tie=tie, by=factories.user(), on=date(2026, 1, 1))
    tie.refresh_from_db()
    assert tie.until == tie.since
