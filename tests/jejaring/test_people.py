"""Pages about people: members, invitations, wishes."""

import re
from urllib.parse import unquote

import pytest
from django.urls import reverse

from jejaring import services
from jejaring.ids import uuid7
from jejaring.models import Invitation, Membership
from jejaring.roles import MAY_INVITE, Role
from tests.factories import SENGI, group, user, village

pytestmark = pytest.mark.django_db

DUKUN = "33.08.06"
MAGELANG = "33.08"
STRANGERS = [role for role in Role if role not in MAY_INVITE]


@pytest.fixture
def coordinator():
    village()
    return user(Role.COORDINATOR, MAGELANG, full_name="Koordinator Kita")


@pytest.fixture
def signed_in(client, coordinator):
    client.force_login(coordinator)
    return client


def text_of(response, status=200) -> str:
    assert response.status_code == status
    return response.content.decode()


def invite(client, wilayah=DUKUN, **fields):
    sent = {"pk": uuid7(), "invitee": "Bu Sri", "role": Role.FACILITATOR, **fields}
    return client.post(f"{reverse('person_invite')}?wilayah={wilayah}", sent)


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("name", ["people", "person_invite"])
def test_only_those_who_manage_people_come_in(client, role, name):
    home = village()
    client.force_login(user(role, group=group(home) if role == Role.GROUP_OPERATOR else None))
    assert client.get(reverse(name)).status_code == 403


def test_the_list_shows_the_people_of_the_own_territory_only(signed_in):
    user(full_name="Sri Lestari", region_code=DUKUN)
    user(full_name="Orang Jauh", region_code="34.01")
    body = text_of(signed_in.get(reverse("people")))
    assert "Sri Lestari" in body
    assert "Kecamatan Dukun" in body
    assert "Orang Jauh" not in body


def test_people_are_found_by_name(signed_in):
    user(full_name="Sri Lestari", region_code=DUKUN)
    user(full_name="Budi Santosa", region_code=DUKUN)
    body = text_of(signed_in.get(reverse("people"), {"cari": "lest"}))
    assert "Sri Lestari" in body
    assert "Budi Santosa" not in body
    assert "Tidak ada yang cocok" in text_of(signed_in.get(reverse("people"), {"cari": "zzz"}))


@pytest.mark.parametrize("text", ["%", "_", "'", "🌾", "x" * 5_000])
def test_whatever_is_searched_for_is_only_text(signed_in, text):
    user(full_name="Sri Lestari", region_code=DUKUN)
    body = text_of(signed_in.get(reverse("people"), {"cari": text}))
    assert "Sri Lestari" not in body
    assert signed_in.get(reverse("person_invite"), {"q": text}).status_code == 200
    assert signed_in.get(reverse("person_invite"), {"wilayah": text}).status_code == 404


def test_a_long_list_is_paged_and_costs_the_same_queries(signed_in, django_assert_max_num_queries):
    for number in range(60):
        user(full_name=f"Warga {number:02}", region_code=DUKUN)
    with django_assert_max_num_queries(10):
        body = text_of(signed_in.get(reverse("people")))
    assert "halaman 1 dari 2" in body


def test_a_membership_is_ended_from_the_list(signed_in):
    person = user(full_name="Sri Lestari", region_code=DUKUN)
    membership = person.memberships.get()
    body = text_of(signed_in.get(reverse("people")))
    assert reverse("membership_end", args=[membership.pk]) in body
    response = signed_in.post(reverse("membership_end", args=[membership.pk]), follow=True)
    assert "Akses Sri Lestari diakhiri" in text_of(response)
    assert not Membership.objects.in_force().filter(user=person).exists()


def test_the_own_membership_and_those_of_equals_cannot_be_ended(signed_in, coordinator):
    equal = user(Role.COORDINATOR, MAGELANG)
    body = text_of(signed_in.get(reverse("people")))
    for person in (coordinator, equal):
        address = reverse("membership_end", args=[person.memberships.get().pk])
        assert address not in body
        assert signed_in.post(address).status_code == 404
    assert Membership.objects.in_force().count() == 2


def test_a_membership_elsewhere_is_not_there(signed_in):
    person = user(region_code="34.01")
    address = reverse("membership_end", args=[person.memberships.get().pk])
    assert signed_in.post(address).status_code == 404
    assert signed_in.get(address).status_code == 405


def test_a_region_is_found_inside_the_own_territory_only(signed_in):
    village()
    village("34.01.01.2001", "Sengir")
    body = text_of(signed_in.get(reverse("person_invite"), {"q": "dukun"}))
    assert "Tidak ada wilayah" in body  # the words of regions are written by the import alone
    body = text_of(signed_in.get(reverse("person_invite"), {"q": "33.08.06"}))
    assert f"?wilayah={SENGI}" in body
    assert "?wilayah=34" not in text_of(signed_in.get(reverse("person_invite"), {"q": "34.01"}))


def test_while_typing_the_hits_alone_are_sent(signed_in):
    response = signed_in.get(
        reverse("person_invite"), {"q": "33.08.06"}, headers={"HX-Request": "true"}
    )
    body = text_of(response)
    assert f"?wilayah={DUKUN}" in body
    assert "<html" not in body


@pytest.mark.parametrize("wilayah", ["34", "99.99", "", "33.08.06x", "33.08.06.2999"])
def test_a_region_that_is_not_mine_is_not_there(signed_in, wilayah):
    assert invite(signed_in, wilayah).status_code == 404
    assert not Invitation.objects.exists()


def test_an_administrator_of_the_whole_country_may_choose_all_of_it(client):
    client.force_login(user(Role.ADMINISTRATOR, ""))
    body = text_of(client.get(reverse("person_invite")))
    assert "Seluruh Indonesia" in body
    assert "Undang orang untuk Seluruh Indonesia" in text_of(
        client.get(reverse("person_invite") + "?wilayah=")
    )


def test_a_coordinator_is_offered_no_role_that_is_not_theirs_to_give(signed_in):
    body = text_of(signed_in.get(reverse("person_invite"), {"wilayah": SENGI}))
    assert 'value="facilitator"' in body
    assert 'value="official"' in body
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        assert f'value="{role}"' not in body


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, "owner", ""])
def test_a_smuggled_role_is_refused(signed_in, role):
    assert invite(signed_in, role=role).status_code == 422
    assert not Invitation.objects.exists()


def test_an_invitation_shows_its_link_once_with_words_to_send(signed_in, client):
    response = invite(signed_in)
    body = text_of(response)
    link = re.search(r"http://testserver(/undangan/\S+/)", body)[1]
    assert "Bu Sri, Anda diundang ke Jejaring sebagai Pendamping desa" in body
    assert link in unquote(re.search(r"https://wa\.me/\?text=([^\"]+)", body)[1])
    assert "no-store" in response.headers["Cache-Control"]
    assert link not in text_of(signed_in.get(reverse("people")))
    client.logout()
    assert text_of(client.get(link))


def test_a_second_click_makes_no_second_invitation(signed_in):
    pk = uuid7()
    invite(signed_in, pk=pk)
    response = invite(signed_in, pk=pk)
    assert response.url == reverse("people")
    assert "tautannya sudah ditampilkan" in text_of(signed_in.get(response.url))
    assert Invitation.objects.count() == 1


def test_an_operator_is_invited_by_the_link_of_their_group(signed_in):
    home = group()
    address = f"https://jejaring.example/kelompok/{home.pk}/"
    assert invite(signed_in, SENGI, role=Role.GROUP_OPERATOR, group_link=address).status_code == 200
    assert Invitation.objects.get().group_id == home.pk


@pytest.mark.parametrize("link", ["", "kelompok melati", "elsewhere", "archived"])
def test_a_link_that_is_no_group_of_that_village_is_refused(signed_in, link):
    if link == "elsewhere":
        link = str(group(village("33.08.07.2001", "Kembaran")).pk)
    elif link == "archived":
        link = str(group(archived_at="2026-01-01T00:00Z").pk)
    response = invite(signed_in, SENGI, role=Role.GROUP_OPERATOR, group_link=link)
    assert "Tidak ada kelompok dengan tautan itu" in text_of(response, 422)


def test_an_open_invitation_is_listed_and_withdrawn(signed_in, coordinator):
    invitation, _token = services.invite_person(
        invitee="Bu Sri", role=Role.FACILITATOR, region_code=DUKUN, by=coordinator
    )
    body = text_of(signed_in.get(reverse("people")))
    assert "Bu Sri" in body
    signed_in.post(reverse("invitation_withdraw", args=[invitation.pk]))
    assert not Invitation.objects.open().exists()
    assert signed_in.post(reverse("invitation_withdraw", args=[invitation.pk])).status_code == 404


@pytest.mark.parametrize(("answer", "granted"), [("ya", True), ("tidak", False)])
def test_a_wish_is_answered(signed_in, answer, granted):
    person = user(full_name="Sri Lestari", region_code="34.01")
    wish = services.request_access(region_code=SENGI, by=person)
    assert "Sri Lestari" in text_of(signed_in.get(reverse("people")))
    signed_in.post(reverse("access_decide", args=[wish.pk]), {"granted": answer})
    assert person.memberships.filter(region_code=SENGI).exists() == granted


def test_a_wish_of_another_territory_is_not_there(signed_in):
    wish = services.request_access(region_code="34.01.01.2001", by=user())
    address = reverse("access_decide", args=[wish.pk])
    assert signed_in.post(address, {"granted": "ya"}).status_code == 404
