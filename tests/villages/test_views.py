"""The pages on which regions are found and villages opened."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from jejaring.models import AccessRequest, Membership
from jejaring.roles import Role
from tests import factories
from villages.models import Region, VillageProfile
from villages.services.regions import import_regions

pytestmark = pytest.mark.django_db

SENGI = factories.SENGI
WARD = "33.71.03.1004"
ELSEWHERE = "35.02.01.2001"

NAMES = {
    "33": "Jawa Tengah",
    "33.08": "Kabupaten Magelang",
    "33.08.06": "Dukun",
    SENGI: "Sengi",
    "33.08.06.2013": "Sewukan",
    "33.71": "Kota Magelang",
    "33.71.03": "Magelang Tengah",
    WARD: "Senganan",
    "35": "Jawa Timur",
    "35.02": "Kabupaten Ponorogo",
    "35.02.01": "Slahung",
    ELSEWHERE: "Sengon <b>&",
}

ADD = reverse("village_add")
SEARCH = reverse("region_search")
TYPING = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _regions(settings):
    settings.SELF_ASSIGN_VILLAGES = False
    import_regions(NAMES, on=date(2026, 1, 1))


@pytest.fixture(autouse=True)
def _page_of_a_village(monkeypatch):
    """The page itself belongs to a storey above; here it is enough to be sent there."""
    monkeypatch.setattr(Region, "get_absolute_url", lambda region: f"/desa/{region.code}/")


@pytest.fixture
def facilitator(client):
    """Signed in, in Kecamatan Dukun."""
    person = factories.user(region_code="33.08.06", full_name="Bu Wulan")
    client.force_login(person)
    return person


def page(response, status=200):
    assert response.status_code == status, response.content.decode()[:500]
    return unescape(response.content.decode())


# --- Searching --------------------------------------------------------------------------------


@pytest.mark.usefixtures("facilitator")
def test_without_script_the_search_is_a_whole_page(client):
    said = page(client.get(SEARCH, {"q": "seng"}))
    assert "<html" in said
    assert 'value="seng"' in said
    assert "Kecamatan Dukun, Kabupaten Magelang, Jawa Tengah" in said
    assert SENGI in said


@pytest.mark.usefixtures("facilitator")
def test_while_typing_only_what_was_found_is_sent(client):
    response = client.get(SEARCH, {"q": "seng"}, headers=TYPING)
    said = page(response)
    assert "<html" not in said
    assert SENGI in said
    # A cache may not hand the fragment to somebody who wants the page.
    assert "HX-Request" in response["Vary"]


@pytest.mark.usefixtures("facilitator")
def test_the_back_button_gets_a_whole_page(client):
    headers = TYPING | {"HX-History-Restore-Request": "true"}
    assert "<html" in page(client.get(SEARCH, {"q": "seng"}, headers=headers))


@pytest.mark.usefixtures("facilitator")
def test_a_kelurahan_is_shown_and_marked(client):
    said = page(client.get(ADD, {"q": "seng"}))
    assert "kelurahan, tidak dapat bekerja sama sebagai desa" in said
    assert WARD in said


@pytest.mark.usefixtures("facilitator")
def test_names_are_written_as_text(client):
    response = client.get(ADD, {"q": "sengon"})
    assert b"Sengon &lt;b&gt;&amp;" in response.content
    response = client.get(ADD, {"q": '"><script>alert(1)</script>'})
    assert b"<script>alert" not in response.content


@pytest.mark.usefixtures("facilitator")
def test_before_anything_is_typed_the_own_villages_not_yet_open_are_offered(client):
    factories.village(SENGI)
    said = page(client.get(ADD))
    assert "Desa di wilayah Anda yang belum dibuka" in said
    assert "33.08.06.2013" in said
    assert SENGI not in said
    assert ELSEWHERE not in said


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize("text", ["s", "zzzz", "%", "x" * 5000])
def test_nothing_found_says_what_to_do(client, text):
    for address in (ADD, SEARCH):
        said = page(client.get(address, {"q": text}))
        assert "Ketik paling sedikit dua huruf" in said or "Periksa ejaannya" in said


@pytest.mark.usefixtures("facilitator")
def test_adding_offers_villages_only_and_marks_those_that_are_open(client):
    factories.village(SENGI)
    said = page(client.get(ADD, {"q": "33.08"}))
    assert "Kabupaten Magelang ·" not in said
    assert said.count("sudah dibuka") == 1


def test_villages_open_elsewhere_are_not_told(client):
    factories.village(ELSEWHERE)
    client.force_login(factories.user(region_code="33.08.06"))
    assert "sudah dibuka" not in page(client.get(ADD, {"q": ELSEWHERE}))


@pytest.mark.usefixtures("facilitator")
def test_a_search_costs_the_same_however_much_it_finds(client, django_assert_max_num_queries):
    for text in ("sengi", "33", "zzz"):
        with django_assert_max_num_queries(7):
            client.get(ADD, {"q": text}, headers=TYPING)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_signed_in_may_search_and_those_who_record_may_add(client, role):
    group = factories.group(factories.village()) if role == Role.GROUP_OPERATOR else None
    client.force_login(factories.user(role, SENGI, group=group))
    assert client.get(SEARCH, {"q": "sengi"}).status_code == 200
    expected = 200 if role == Role.FACILITATOR else 403
    assert client.get(ADD, {"q": "sengi"}).status_code == expected
    assert client.post(ADD, {"code": SENGI}).status_code == (302 if expected == 200 else 403)


def test_strangers_are_sent_to_the_door(client):
    for address in (SEARCH, ADD, reverse("village_requested", args=[SENGI])):
        assert client.get(address).status_code == 302
        assert client.get(address)["Location"].startswith(reverse("account_login"))


@pytest.mark.usefixtures("facilitator")
def test_other_methods_are_refused(client):
    assert client.post(SEARCH).status_code == 405
    assert client.delete(ADD).status_code == 405
    assert client.post(reverse("village_requested", args=[SENGI])).status_code == 405


# --- Opening ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("facilitator")
def test_choosing_a_village_of_ones_own_opens_it(client):
    for _ in range(2):
        response = client.post(ADD, {"code": SENGI})
        assert (response.status_code, response["Location"]) == (302, f"/desa/{SENGI}/")
    assert VillageProfile.objects.filter(pk=SENGI).count() == 1


@pytest.mark.usefixtures("facilitator")
def test_searching_opens_nothing(client):
    client.get(ADD, {"q": SENGI, "code": SENGI})
    assert not VillageProfile.objects.exists()


@pytest.mark.usefixtures("facilitator")
def test_a_kelurahan_is_refused_with_the_way_on(client):
    said = page(client.post(ADD, {"code": WARD}), 422)
    assert "Senganan adalah kelurahan, bukan desa" in said
    assert "Desa di Kecamatan Magelang Tengah" in said
    assert f"{ADD}?q=33.71.03" in said
    assert not VillageProfile.objects.exists()


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize("code", ["33.08.06", "33.08.06.2999", "nonsense"])
def test_an_address_with_no_open_wish_is_not_found(client, code):
    assert client.get(f"/desa/tambah/{code}/").status_code == 404


@pytest.mark.usefixtures("facilitator")
@pytest.mark.parametrize("code", ["", "33.08.06", "33.08.06.2999", "nonsense", "\x00"])
def test_a_code_that_is_no_village_is_not_found(client, code):
    assert client.post(ADD, {"code": code}).status_code == 404


def test_a_village_outside_is_asked_for_and_the_page_says_whom(client, facilitator):
    factories.user(Role.COORDINATOR, "35.02", full_name="Pak Koordinator")
    response = client.post(ADD, {"code": ELSEWHERE}, follow=True)
    said = page(response)
    assert response.redirect_chain == [(reverse("village_requested", args=[ELSEWHERE]), 302)]
    assert "Pak Koordinator" in said
    assert "Saya Bu Wulan ingin mendampingi Desa Sengon <b>&" in said
    assert "https://wa.me/?text=Saya%20Bu%20Wulan%20ingin" in said
    assert not VillageProfile.objects.exists()
    assert AccessRequest.objects.get().user == facilitator


@pytest.mark.usefixtures("facilitator")
def test_when_nobody_decides_there_the_page_says_so(client):
    said = page(client.post(ADD, {"code": ELSEWHERE}, follow=True))
    assert "Belum ada koordinator untuk wilayah ini" in said


def test_the_wish_of_another_is_not_found(client):
    asker = factories.user(region_code="33.08.06")
    client.force_login(asker)
    client.post(ADD, {"code": ELSEWHERE})
    client.force_login(factories.user(region_code="33.08.06"))
    assert client.get(reverse("village_requested", args=[ELSEWHERE])).status_code == 404


def test_a_village_nobody_looks_after_is_taken_on_where_allowed(client, facilitator, settings):
    settings.SELF_ASSIGN_VILLAGES = True
    response = client.post(ADD, {"code": ELSEWHERE})
    assert response["Location"] == f"/desa/{ELSEWHERE}/"
    assert Membership.objects.filter(user=facilitator, region_code=ELSEWHERE).exists()
