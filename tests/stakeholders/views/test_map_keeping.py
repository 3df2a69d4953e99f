"""Notes pinned to the map and views kept under a name: for whom, where, and the way back."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.models import MapNote, SavedView, VillageNetwork
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
WORDS = "kanari-catatan"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def facilitator():
    factories.village()
    return factories.user()


@pytest.fixture
def official(facilitator):
    return factories.user(Role.OFFICIAL)


@pytest.fixture
def groups(facilitator):
    """Tani – KWT – Taruna in a row."""
    groups = [factories.group(name=name) for name in ("Tani", "KWT", "Taruna")]
    for other in (0, 2):
        factories.tie(groups[1], groups[other], by=facilitator)
    VillageNetwork.objects.outdate(SENGI)
    return groups


def at(name, *args):
    return reverse(name, args=args or [SENGI])


def read(client, user, query=""):
    client.force_login(user)
    return client.get(at("village_map") + query).content.decode()


def pins(page):
    """Number and place of the marks on the wide sheet."""
    found = re.findall(
        r'class="pin" [^>]*transform="translate\(([\d.]+) ([\d.]+)\)".*?<text>(\d+)</text>',
        page[page.index('class="map wide') :],
    )
    return {int(number): (float(x), float(y)) for x, y, number in found}


# --- notes ----------------------------------------------------------------------------------


def write(client, user, **fields):
    client.force_login(user)
    return client.post(at("note_write"), {"text": WORDS, "id": str(uuid7()), **fields})


def test_a_note_is_pinned_beside_its_party_with_author_and_date(client, facilitator, groups):
    answer = write(client, facilitator, party=str(groups[0].pk), lihat="?jenis=mendukung")

    assert answer["Location"] == at("village_map") + "?jenis=mendukung#peta"
    page = read(client, facilitator)
    assert set(pins(page)) == {1}
    assert WORDS in page
    assert str(facilitator) in page
    assert Event.objects.get(verb="noted_on_map").detail == {}


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD])
def test_nobody_but_the_team_reads_a_note_or_learns_that_there_is_one(
    client, facilitator, groups, role
):
    reader = factories.user(role)
    before = plain(read(client, reader))
    write(client, facilitator, party=str(groups[0].pk))
    read(client, facilitator)

    assert plain(read(client, reader)) == before
    assert WORDS not in read(client, reader, "?jenis=mendukung")


def plain(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|value="[0-9a-f-]{36}"', "", page)


def test_a_note_at_a_point_of_the_map_stays_there(client, facilitator, groups):
    write(client, facilitator, x="300.5", y="70", lembar="wide")

    assert pins(read(client, facilitator))[1] == pytest.approx((300.5, 70), abs=12)
    note = MapNote.objects.get()
    assert note.party is None
    assert note.x is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "x" * 281},
        {"text": "NIK 3308061234567890"},
        {"party": "siapa"},
        {"party": str(uuid7())},
        {"x": "nan"},
        {"lembar": "besar"},
        {"id": "x"},
    ],
)
def test_a_note_that_makes_no_sense_is_refused_and_shown_again(client, facilitator, groups, wrong):
    answer = write(client, facilitator, **wrong)

    assert answer.status_code == 422
    assert "is-invalid" in answer.content.decode() or "alert" in answer.content.decode()
    assert not MapNote.objects.exists()


def test_a_note_is_not_pinned_to_whom_only_a_dependency_made_known(client, facilitator, groups):
    patron = factories.person(name="Pengepul", restricted=True)

    assert write(client, facilitator, party=str(patron.pk)).status_code == 422
    assert "Pengepul" not in read(client, facilitator)


def test_the_same_note_sent_twice_is_one(client, facilitator, groups):
    pk = str(uuid7())
    for _ in range(2):
        assert write(client, facilitator, id=pk).status_code == 302

    assert MapNote.objects.count() == 1


def test_a_note_is_taken_off_and_undone(client, facilitator, groups):
    write(client, facilitator, party=str(groups[0].pk))
    note = MapNote.objects.get()

    client.post(at("note_archive", note.pk))
    assert pins(read(client, facilitator)) == {}
    assert client.post(at("note_archive", note.pk)).status_code == 404

    client.post(at("network_undo"))
    assert set(pins(read(client, facilitator))) == {1}
    client.post(at("network_undo"))
    assert pins(read(client, facilitator)) == {}


def test_a_note_taken_off_lies_in_the_bin_for_thirty_days(client, facilitator, groups):
    write(client, facilitator, party=str(groups[0].pk))
    note = MapNote.objects.get()
    client.post(at("note_archive", note.pk))
    client.session.flush()
    assert "Tempel lagi" in read(client, facilitator)

    MapNote.objects.update(archived_at=timezone.now() - timedelta(days=31))
    assert "Tempel lagi" not in read(client, facilitator)
    assert client.post(at("note_restore", note.pk)).status_code == 404

    MapNote.objects.update(archived_at=timezone.now() - timedelta(days=29))
    assert client.post(at("note_restore", note.pk)).status_code == 302
    assert set(pins(read(client, facilitator))) == {1}


def test_others_take_no_note_off(client, facilitator, official, groups):
    write(client, facilitator)
    note = MapNote.objects.get()
    for user, status in [
        (official, 403),
        (factories.user(region_code="33.08.06.2001"), 404),
    ]:
        client.force_login(user)
        assert client.post(at("note_archive", note.pk)).status_code == status
        assert client.post(at("note_write"), {"text": "x"}).status_code == status
    assert MapNote.objects.kept().count() == 1


def test_notes_are_off_paper(client, facilitator, groups):
    write(client, facilitator, party=str(groups[0].pk))

    page = read(client, facilitator)

    assert '<g class="pins private">' in page
    assert re.search(r'<section class="card private map-notes"', page)


# --- views ----------------------------------------------------------------------------------


def save(client, user, name="Air", lihat="?jenis=mendukung&selubung=dusun", **fields):
    client.force_login(user)
    sent = {"name": name, "lihat": lihat, "id": str(uuid7()), **fields}
    return client.post(at("view_save"), sent)


def links(page):
    """Addresses of the saved views by name."""
    part = page[page.find('class="map-views') : page.index("data-map")]
    found = re.findall(r'<a class="chip"\s+href="([^"]+)"[^>]*>\s*([^<]*?)\s*<', part)
    return {name: url.replace("&amp;", "&") for url, name in found}


def test_a_view_is_kept_under_its_name_and_leads_back_to_what_was_seen(client, facilitator, groups):
    save(client, facilitator, lihat="?jenis=mendukung&selubung=dusun&apa=lain&cari=%20%20")

    url = links(read(client, facilitator))["Air"]

    assert url == at("village_map") + "?jenis=mendukung&selubung=dusun"
    assert client.get(url).status_code == 200


def test_a_view_of_ones_own_is_seen_by_nobody_else_until_it_is_shared(
    client, facilitator, official, groups
):
    colleague = factories.user()
    save(client, facilitator, name="Milik sendiri")
    save(client, facilitator, name="Bersama", is_shared="on")

    assert set(links(read(client, facilitator))) == {"Milik sendiri", "Bersama"}
    for other in (colleague, official):
        assert set(links(read(client, other))) == {"Bersama"}
        view = SavedView.objects.get(name="Bersama")
        assert client.post(at("view_archive", view.pk)).status_code == 404
    assert "Hapus “Bersama”" not in read(client, colleague)


@pytest.mark.parametrize(
    "query",
    ["?lapis=ketergantungan", "?tanya=bergantung", "?jenis=pemerintah", "?golongan=government"],
)
def test_a_shared_view_of_what_is_private_stays_with_the_team(
    client, facilitator, official, groups, query
):
    save(client, facilitator, lihat=query, is_shared="on")

    assert "Air" in links(read(client, factories.user()))
    assert links(read(client, official)) == {} or "Air" not in links(read(client, official))


def test_a_shared_view_round_somebody_hidden_stays_with_the_team(
    client, facilitator, official, groups
):
    patron = factories.person(name="Pengepul", restricted=True)
    save(client, facilitator, lihat=f"?fokus={patron.pk}", is_shared="on")
    save(client, facilitator, name="Tani", lihat=f"?fokus={groups[0].pk}", is_shared="on")

    assert set(links(read(client, official))) == {"Tani"}
    assert str(patron.pk) not in read(client, official)


def test_a_shared_view_that_searches_for_somebody_hidden_stays_with_the_team(
    client, facilitator, official, groups
):
    factories.person(name="Pengepul salak", restricted=True)
    save(client, facilitator, lihat="?cari=Pengepul", is_shared="on")
    save(client, facilitator, name="Tani", lihat="?cari=Tani", is_shared="on")

    assert set(links(read(client, official))) == {"Tani"}
    assert "Pengepul" not in read(client, official)
    assert set(links(read(client, facilitator))) == {"Air", "Tani"}


def test_who_only_reads_keeps_views_too_and_takes_them_back(client, official, groups):
    save(client, official)
    assert set(links(read(client, official))) == {"Air"}

    client.post(at("network_undo"))
    assert links(read(client, official)) == {}
    assert SavedView.objects.get().archived_at


def test_a_view_is_thrown_away_and_undone(client, facilitator, groups):
    save(client, facilitator)
    view = SavedView.objects.get()

    client.post(at("view_archive", view.pk))
    assert links(read(client, facilitator)) == {}
    client.post(at("network_undo"))

    assert set(links(read(client, facilitator))) == {"Air"}


def test_a_view_never_grows_beyond_its_column(client, facilitator, groups):
    """Every letter from afar is written with many signs in an address."""
    words = "\N{GRINNING FACE}" * 80
    save(client, facilitator, lihat=f"?jenis=mendukung&fokus={words}&cari={words}")

    view = SavedView.objects.get()
    view.clean_fields()
    assert view.query == "?jenis=mendukung"


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 61}, {"id": "x"}])
def test_a_view_without_a_proper_name_is_refused(client, facilitator, groups, wrong):
    answer = save(client, facilitator, **wrong)

    assert answer.status_code == 422
    assert 'value="?jenis=mendukung&amp;selubung=dusun"' in answer.content.decode()
    assert not SavedView.objects.exists()


def test_the_name_of_a_view_is_text(client, facilitator, groups):
    save(client, facilitator, name="<b>&Air")

    assert "&lt;b&gt;&amp;Air" in read(client, facilitator)
