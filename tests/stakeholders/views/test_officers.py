"""Officers of a group, and the names that only some may write and read."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import PersonName, Stakeholder, Tie
from stakeholders.services.officers import record_officer
from tests import factories

pytestmark = pytest.mark.django_db


def office(**fields):
    return {"id": uuid7(), "office": "Ketua"} | fields


@pytest.fixture
def group():
    return factories.group(factories.village(), name="KWT Melati", kind="kwt")


@pytest.fixture
def insider(client):
    client.force_login(factories.user())
    return client


def add_url(group):
    return reverse("officer_add", args=[group.pk])


def test_an_office_alone_is_enough_and_names_itself(insider, group):
    answer = insider.post(add_url(group), office())
    assert answer.url == group.get_absolute_url()
    tie = Tie.objects.get()
    assert (tie.office, tie.source.name) == ("Ketua", "Ketua KWT Melati")
    assert not PersonName.objects.exists()


def test_a_group_with_a_very_long_name_still_gets_a_role_that_fits(insider):
    group = factories.group(factories.village(), name="K" * 80)
    insider.post(add_url(group), office(office="Penasihat bidang pengolahan hasil"))
    assert len(Tie.objects.get().source.name) == 80


def test_somebody_outside_the_village_with_name_and_basis(insider, group):
    insider.post(
        add_url(group),
        office(
            role="Penasihat, guru di Muntilan",
            residence="Muntilan",
            person_name="Bu D'Arc 🌷",
            lawful_basis="consent",
            since="2021-03-01",
        ),
    )
    tie = Tie.objects.get()
    assert tie.source.residence == "Muntilan"
    assert tie.since == date(2021, 3, 1)
    assert PersonName.objects.get().name == "Bu D'Arc 🌷"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"office": ""}, "wajib"),
        ({"person_name": "Sri"}, "bila ada dasarnya"),
        ({"person_name": "Sri", "lawful_basis": "legitimate"}, "kepentingan apa"),
        ({"person_name": "Sri", "lawful_basis": "karena"}, "Pilih"),
        ({"person_name": "3308 0612 0345 0001", "lawful_basis": "consent"}, "NIK"),
        ({"since": str(timezone.localdate() + timedelta(days=1))}, "belum tiba"),
        ({"person": str(uuid7())}, "Pilih"),
    ],
)
def test_bad_input_is_told_and_nothing_is_saved(insider, group, fields, words):
    answer = insider.post(add_url(group), office(**fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Tie.objects.exists()


def test_a_person_already_on_the_map_can_hold_another_office(insider, group):
    person = factories.person(group.village, name="Ketua Karang Taruna")
    assert "Ketua Karang Taruna" in insider.get(add_url(group)).content.decode()
    insider.post(add_url(group), office(person=str(person.pk)))
    assert Tie.objects.get().source == person
    assert insider.post(
        add_url(group), office(person=str(person.pk), role="Lain")
    ).status_code == 422  # fmt: skip


def test_an_institution_guides_a_group(insider, group):
    agency = factories.person(group.village, name="Puskesmas Dukun")
    agency.kind = Stakeholder.Kind.INSTITUTION
    agency.save()
    insider.post(add_url(group), office(office="Pembina", person=str(agency.pk)))
    tie = Tie.objects.get()
    insider.post(reverse("officer_end", args=[tie.pk]), {"on": timezone.localdate().isoformat()})
    assert Stakeholder.objects.present().filter(pk=agency.pk).exists()


def test_who_is_known_from_dependency_alone_is_not_offered(insider, group):
    factories.person(group.village, name="CANARY-patron", restricted=True)
    assert "CANARY" not in insider.get(add_url(group)).content.decode()


def test_a_double_click_makes_one_officer(insider, group):
    form = office()
    insider.post(add_url(group), form)
    insider.post(add_url(group), form)
    assert Stakeholder.objects.filter(kind="person").count() == 1
    assert insider.post(add_url(group), form | {"office": "Bendahara"}).status_code == 409


def test_an_operator_writes_offices_and_never_names(client, group):
    record_officer(
        group=group,
        office="Sekretaris",
        role="Sekretaris KWT",
        named={"name": "CANARY-name", "lawful_basis": "consent", "basis_note": ""},
        by=factories.user(),
    )
    client.force_login(factories.user(Role.GROUP_OPERATOR, group=group))
    page = client.get(add_url(group)).content.decode()
    assert "person_name" not in page
    assert "CANARY" not in page
    client.post(add_url(group), office(person_name="Sri", lawful_basis="consent"))
    assert Tie.objects.filter(office="Ketua").exists()
    assert PersonName.objects.count() == 1
    page = client.get(group.get_absolute_url()).content.decode()
    assert "Ketua KWT Melati" in page


def test_an_office_ends_on_a_day(insider, group):
    tie = record_officer(
        group=group, office="Ketua", role="Ketua", since=date(2020, 1, 1), by=factories.user()
    )
    url = reverse("officer_end", args=[tie.pk])
    assert insider.get(url).status_code == 200
    assert insider.post(url, {"on": "2019-12-31"}).status_code == 422
    assert insider.post(url, {"on": "2999-01-01"}).status_code == 422
    assert insider.post(url, {"on": "2026-06-30"}).status_code == 302
    tie.refresh_from_db()
    assert tie.until == date(2026, 6, 30)
    assert insider.get(url).status_code == 404


def test_only_those_who_record_there_change_officers(client, group):
    tie = record_officer(group=group, office="Ketua", role="Ketua", by=factories.user())
    for person, status in [
        (factories.user(Role.OFFICIAL), 403),
        (factories.user(Role.COORDINATOR, "33.08"), 403),
        (factories.user(region_code="33.08.07"), 404),
        (factories.user(Role.GROUP_OPERATOR, group=factories.group(group.village)), 404),
    ]:
        client.force_login(person)
        assert client.post(add_url(group), office()).status_code == status
        assert client.post(reverse("officer_end", args=[tie.pk]), {}).status_code == status
    assert Tie.objects.current().count() == 1


def test_an_archived_group_gets_no_new_officers(insider, group):
    group.archived_at = timezone.now()
    group.save()
    assert insider.post(add_url(group), office()).status_code == 404
