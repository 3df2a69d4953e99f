"""Which names are offered as one: spellings, short forms, offices; and which never are."""

import pytest

from jejaring.roles import Role
from stakeholders.models import PersonName
from stakeholders.services.lookalikes import ALIKE, Spelling, lookalikes
from stakeholders.services.party_merging import tell_apart
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KWT Melati", "Kelompok Wanita Tani Melati"),
        ("KWT Melati", "K W T  melati".replace(" W T ", "WT ")),
        ("Karang Taruna Muda Sengi", "Karang Taruna Muda Senggi"),
        ("Pengepul salak Soeparman", "Pengepul salak Suparman"),
        ("Ketua KWT Melati", "Ketua Kelompok Wanita Tani Mlati"),
        ("Paguyuban Sedekah Gunung", "Paguyuban Sedekah Gunung."),
        ("Gapoktan Merapi Makmur", "Gabungan Kelompok Tani Merapi Makmur"),
    ],
)
def test_different_hands_write_one_name(one, other):
    assert Spelling(one).likeness(Spelling(other)) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tani Gowok 1", "Tani Gowok 2"),
        ("Tani Gowok I", "Tani Gowok II"),
        ("Ketua KWT Melati", "Sekretaris KWT Melati"),
        ("KWT Melati", "KWT Mawar"),
        ("Tani Maju", "Tani Makmur"),
        ("Tirta Sengi", "Karang Taruna Muda Sengi"),
    ],
)
def test_two_names_are_two(one, other):
    first, second = Spelling(one), Spelling(other)
    assert first.likeness(second) < ALIKE
    assert not first.shortens(second)


def test_what_people_call_it_is_offered():
    assert Spelling("Paguyuban Sedekah").shortens(Spelling("Paguyuban Sedekah Gunung"))
    assert not Spelling("Tani").shortens(Spelling("Tani Lereng Merapi Makmur Jaya"))


def found(village, user):
    return [({p.one.name, p.other.name}, p.reasons) for p in lookalikes(village, user=user)]


def test_a_womens_and_a_farmers_group_of_like_name_are_not_offered():
    village, user = factories.village(), factories.user()
    factories.group(village, name="Tani Melati", kind="otl")
    factories.group(village, name="Melati", kind="kwt")
    assert found(village, user) == []


def test_two_chairs_of_one_group_are_offered():
    village, user = factories.village(), factories.user()
    group = factories.group(village)
    for name in ("Bu Lurah", "Sarinah dari Candi"):
        person = factories.person(village, name=name)
        factories.tie(person, group, "membership", office="Ketua", by=user)
    assert found(village, user) == [({"Bu Lurah", "Sarinah dari Candi"}, ("office",))]


def test_names_are_compared_for_those_alone_who_may_read_them():
    village, user = factories.village(), factories.user()
    for role in ("Pengepul salak", "Juragan truk"):
        person = factories.person(village, name=role)
        PersonName.objects.create(stakeholder=person, name="Pak Soeparman", lawful_basis="consent")
    assert [reasons for _names, reasons in found(village, user)] == [("person",)]
    assert found(village, factories.user(Role.OFFICIAL)) == []


def test_a_pair_told_apart_is_not_offered_again():
    village, user = factories.village(), factories.user()
    one = factories.group(village, name="KWT Melati", kind="kwt")
    other = factories.group(village, name="KWT Mlati", kind="kwt")
    assert len(found(village, user)) == 1
    tell_apart(one=other, other=one, by=user)
    assert found(village, user) == []


def test_three_hundred_parties_are_compared_in_a_few_queries(django_assert_max_num_queries):
    village, user = factories.village(), factories.user()
    for number in range(60):
        factories.group(village, name=f"Kelompok Sumber Rejeki {number}")
    with django_assert_max_num_queries(12):
        assert lookalikes(village, user=user) == []
