"""Pages of people by their role, institutions, and the village government."""

import pytest
from django.urls import reverse

from jejaring.ids import uuid7
from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.models import PersonName, Stakeholder
from stakeholders.services.groups import village_government
from stakeholders.services.officers import record_officer, update_person
from tests import factories

pytestmark = pytest.mark.django_db

CONSENT = {"name": "CANARY-name", "lawful_basis": "consent", "basis_note": ""}


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def chair(village):
    """The chair of a group, with a name on record."""
    group = factories.group(village, name="KWT Melati")
    tie = record_officer(
        group=group, office="Ketua", role="Ketua KWT", named=CONSENT, by=factories.user()
    )
    return tie.source


def page_of(client, stakeholder):
    return client.get(reverse("stakeholder_detail", args=[stakeholder.pk]))


def edit_url(person):
    return reverse("person_edit", args=[person.pk])


def test_names_are_for_those_who_may_read_names(client, village, chair):
    client.force_login(factories.user())
    page = page_of(client, chair).content.decode()
    assert "CANARY-name" in page
    assert "Ketua · KWT Melati" in page
    client.force_login(factories.user(Role.OFFICIAL))
    page = page_of(client, chair).content.decode()
    assert "Ketua KWT" in page
    assert "CANARY" not in page
    assert edit_url(chair) not in page


def test_the_government_shows_no_judgement_to_itself(client, village):
    group = factories.group(village, name="KWT Melati")
    government = village_government(village)
    factories.tie(group, government, "government", stance="hinder", reason="CANARY-reason")
    client.force_login(factories.user(Role.OFFICIAL))
    page = page_of(client, government).content.decode()
    assert "Menghambat" not in page
    assert "CANARY" not in page
    client.force_login(factories.user())
    assert "CANARY-reason" in page_of(client, government).content.decode()


def test_a_group_has_its_own_page(client, village):
    group = factories.group(village)
    client.force_login(factories.user())
    assert page_of(client, group).url == group.get_absolute_url()


def test_reading_a_party_of_dependency_is_written_down(client, village):
    patron = factories.person(village, restricted=True, name="CANARY-patron")
    client.force_login(factories.user())
    answer = page_of(client, patron)
    assert "CANARY-patron" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert Event.objects.filter(verb="read_dependency").count() == 1


def test_a_name_is_corrected_or_forgotten(client, village, chair):
    client.force_login(factories.user())
    form = {"version": 1, "name": "Ketua KWT Melati", "residence": ""}
    named = form | {"person_name": "Sri", "lawful_basis": "public_task"}
    assert client.post(edit_url(chair), named).status_code == 302
    assert PersonName.objects.get().lawful_basis == "public_task"
    assert client.post(edit_url(chair), form | {"version": 2}).status_code == 302
    assert not PersonName.objects.exists()


def test_two_people_at_one_person_see_both_versions(client, village, chair):
    update_person(person=chair, base_version=1, data={"name": "Ketua lama"}, by=factories.user())
    client.force_login(factories.user())
    answer = client.post(edit_url(chair), {"version": 1, "name": "Ketua baru"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ketua lama" in page
    assert "Ketua baru" in page


def test_who_may_not_change_a_person(client, village, chair):
    for person, status in [
        (factories.user(Role.OFFICIAL), 403),
        (factories.user(Role.COORDINATOR, "33.08"), 403),
        (factories.user(region_code="33.08.07"), 404),
        (factories.user(Role.GROUP_OPERATOR, group=factories.group(village)), 404),
    ]:
        client.force_login(person)
        answer = client.get(edit_url(chair))
        assert answer.status_code == status
        assert "CANARY" not in answer.content.decode()


def test_an_institution_comes_onto_the_map(client, village):
    client.force_login(factories.user())
    url = reverse("institution_create", args=[village.pk])
    form = {"id": uuid7(), "name": "Puskesmas Dukun", "residence": "Kecamatan Dukun"}
    assert client.get(url).status_code == 200
    first, second = client.post(url, form), client.post(url, form)
    institution = Stakeholder.objects.get()
    assert first.url == second.url == institution.get_absolute_url()
    assert institution.kind == Stakeholder.Kind.INSTITUTION
    assert client.post(url, form | {"name": "PPL"}).status_code == 409
    assert client.post(url, {"id": uuid7()}).status_code == 422
    assert "Puskesmas Dukun" in page_of(client, institution).content.decode()
