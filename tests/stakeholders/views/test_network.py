"""The village page, its map and its ties: for the team, for those who only read, for strangers."""

import html
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.models import (
    Participation,
    PatronClientTie,
    PersonName,
    Stakeholder,
    Tie,
    VillageNetwork,
)
from stakeholders.services.groups import village_government
from stakeholders.services.ties import state_tie
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db

PAGES = ("village_detail", "village_map")
# Words that stand in one place only, so that a page that shows them has shown that place.
REASON, PERSON, STANCE = "kanari-alasan", "Kanari Orang", "menghambat"
PATRON, FLOW = "kanari pengepul", "kanari-utang"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def facilitator(sengi):
    return factories.user()


@pytest.fixture
def official(sengi):
    return factories.user(Role.OFFICIAL)


@pytest.fixture
def secrets(sengi, facilitator):
    """A village with something of everything that not everybody may read. Returns its ties."""
    farmers, women = factories.group(name="Tani"), factories.group(name="KWT", kind="perempuan")
    head = factories.person(name="Ketua KWT")
    PersonName.objects.create(stakeholder=head, name=PERSON, lawful_basis="consent")
    patron = factories.person(name=PATRON, restricted=True)

    def say(source, target, kind, **fields):
        said = {"source": source, "target": target, "kind": kind, **fields}
        return state_tie(village=sengi, by=facilitator, reason=REASON, step=5, **said)

    ties = {
        "disputed": say(farmers, women, "supports"),
        "other side": say(women, farmers, "competes"),
        "membership": say(head, women, "membership", office="ketua"),
        "government": say(farmers, village_government(sengi), "government", stance="hinder"),
        "secret": say(patron, farmers, "membership", office="pembina"),
    }
    PatronClientTie.objects.create(
        village=sengi, patron=patron, client=farmers, forms=["capital"], to_client=FLOW,
        frequency="weekly", tightness="binding", recorded_by=facilitator,
    )  # fmt: skip
    Participation.objects.create(
        village=sengi, group=women, role="deliberation", value="no", reason=REASON,
        as_of=date(2026, 9, 1), recorded_by=facilitator,
    )  # fmt: skip
    VillageNetwork.objects.outdate(SENGI)
    return ties


def get(client, user, page, *args, query="", **extra):
    client.force_login(user)
    return client.get(reverse(page, args=args or [SENGI]) + query, **extra)


def text(response):
    return response.content.decode()


def plain(response):
    """The page without what differs from one request to the next: the address, and tokens."""
    page = text(response).replace(response.wsgi_request.get_full_path(), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def shapes(response):
    """What is drawn on the map: nodes with their ``name``, ties with their ``kind``."""
    drawn = {"node": [], "tie": []}
    pattern = r'<a class="(node|tie) ([^"]*)" href="([^"]*)"[^>]*><title>([^<]*)</title>'
    for what, classes, url, title in re.findall(pattern, text(response)):
        kind = classes.split()[0]
        shape = {"classes": classes.split(), "url": url, "name": html.unescape(title), "kind": kind}
        drawn[what].append(shape)
    return drawn


# --- who may come in ------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_learns_nothing_not_even_that_it_exists(client, sengi, page):
    elsewhere = factories.user(region_code="33.08.06.2001")

    here = get(client, elsewhere, page)
    nowhere = get(client, elsewhere, page, "99.99.99.9999")

    assert here.status_code == nowhere.status_code == 404
    assert plain(here) == plain(nowhere)


@pytest.mark.parametrize("page", PAGES)
def test_a_coordinator_sees_no_village(client, sengi, page):
    assert get(client, factories.user(Role.COORDINATOR, "33.08"), page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_the_operator_of_one_group_does_not_see_the_village(client, sengi, page):
    operator = factories.user(Role.GROUP_OPERATOR, group=factories.group())

    assert get(client, operator, page).status_code == 404


def test_a_tie_is_for_those_who_may_see_its_village(client, secrets):
    pk = secrets["disputed"].pk

    assert (
        get(client, factories.user(region_code="33.08.06.2001"), "tie_detail", pk).status_code
        == 404
    )
    assert (
        get(client, factories.user(Role.COORDINATOR, "33.08"), "tie_detail", pk).status_code == 403
    )


# --- what the team sees ---------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_the_team_sees_government_ties_and_no_dependency_until_asked(
    client, secrets, facilitator, page
):
    response = get(client, facilitator, page)

    assert response.status_code == 200
    assert {tie["kind"] for tie in shapes(response)["tie"]} == {
        "disputed",
        "membership",
        "government",
    }
    assert PATRON not in text(response)


def test_the_layer_of_dependencies_is_drawn_when_asked_for_and_never_printed(
    client, secrets, facilitator
):
    response = get(client, facilitator, "village_map", query="?lapis=ketergantungan")

    drawn = shapes(response)
    [arrow, *_] = [tie for tie in drawn["tie"] if tie["kind"] == "depends"]
    assert "private" in arrow["classes"]
    patron = [node for node in drawn["node"] if node["name"] == PATRON]
    assert all("private" in node["classes"] for node in patron)
    assert FLOW not in text(response)


def test_looking_at_dependencies_is_written_down(client, secrets, facilitator, official):
    for user, query in [(facilitator, ""), (official, "?lapis=ketergantungan")]:
        get(client, user, "village_map", query=query)
    assert not Event.objects.filter(verb="read_dependency").exists()

    get(client, facilitator, "village_map", query="?lapis=ketergantungan")

    assert Event.objects.get(verb="read_dependency").actor == facilitator


def test_the_layer_is_not_kept_for_the_next_who_looks(client, secrets, facilitator):
    get(client, facilitator, "village_map", query="?lapis=ketergantungan")

    assert PATRON not in text(get(client, facilitator, "village_map"))


def test_an_empty_map_offers_no_question(client, facilitator):
    page = text(get(client, facilitator, "village_map"))

    assert "Siapa jembatan?" not in page
    assert "Atur tampilan" not in page


def test_a_question_is_answered_above_the_map_and_not_kept_for_the_next(
    client, secrets, facilitator
):
    factories.group(name="Taklim")
    VillageNetwork.objects.outdate(SENGI)

    asked = text(get(client, facilitator, "village_map", query="?tanya=belum-terhubung"))

    assert "Tani dan Taklim belum terhubung" not in asked
    assert "Taklim belum terhubung" in asked
    assert "belum terhubung:" not in text(get(client, facilitator, "village_map"))


def test_the_question_of_dependency_is_answered_off_paper_and_written_down(
    client, secrets, facilitator
):
    page = text(get(client, facilitator, "village_map", query="?tanya=bergantung"))

    assert re.search(r'class="map-answer private">\s*<p class="finding-say">Tani bergantung', page)
    assert Event.objects.get(verb="read_dependency").actor == facilitator


def test_a_tie_shows_both_sides_with_their_words_and_their_history(client, secrets, facilitator):
    tie = secrets["disputed"]
    state_tie(village=tie.village, source=tie.source, target=tie.target, kind="unrelated",
              by=facilitator, reason="kini tidak lagi", step=5)  # fmt: skip

    page = text(get(client, facilitator, "tie_detail", tie.pk))

    assert page.count(REASON) == 2
    assert "kini tidak lagi" in page
    assert str(facilitator) in page


# --- what others see ------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD])
@pytest.mark.parametrize(
    "query",
    [
        "",
        "?lapis=ketergantungan",
        "?jenis=pemerintah",
        "?cari=kanari",
        "?tanya=bergantung",
        "?tanya=belum-terhubung&ukuran=jembatan&warna=dusun",
    ],
)
@pytest.mark.parametrize("page", PAGES)
def test_nothing_that_is_not_theirs_reaches_others(client, secrets, facilitator, role, query, page):
    """Nowhere in the page: not in a title, an attribute, a script, or what was stored before."""
    get(client, facilitator, page)
    reader = factories.user(role)

    found = plain(get(client, reader, page, query=query))

    for secret in (REASON, PERSON, STANCE, FLOW, str(secrets["government"].pk)):
        assert secret not in found
    assert PATRON not in found
    assert "etergantungan" not in found
    assert {tie["kind"] for tie in shapes(get(client, reader, page))["tie"]} == {
        "disputed",
        "membership",
    }


@pytest.mark.parametrize("focus", ["patron", "government"])
def test_others_cannot_look_round_a_party_they_do_not_see(client, secrets, official, focus):
    pk = {
        "patron": Stakeholder.objects.get(name=PATRON).pk,
        "government": Stakeholder.objects.get(kind="government").pk,
    }[focus]

    response = get(client, official, "village_map", query=f"?fokus={pk}&langkah=3")

    assert len(shapes(response)["node"]) == len(
        shapes(get(client, official, "village_map"))["node"]
    )


@pytest.mark.parametrize(
    ("tie", "status"),
    [
        ("disputed", 200),
        ("other side", 200),
        ("membership", 200),
        ("government", 404),
        ("secret", 404),
    ],
)
def test_others_read_ties_without_words(client, secrets, official, tie, status):
    response = get(client, official, "tie_detail", secrets[tie].pk)

    assert response.status_code == status
    for secret in (REASON, PERSON, PATRON, FLOW):
        assert secret not in text(response)


@pytest.mark.parametrize("tie", ["government", "secret"])
def test_a_hidden_tie_looks_like_none_at_all(client, secrets, official, tie):
    hidden = get(client, official, "tie_detail", secrets[tie].pk)
    missing = get(client, official, "tie_detail", "01a2018f-8e09-7329-a627-35900b765cbb")

    assert plain(hidden) == plain(missing)


def test_others_get_no_button_to_change_anything(client, secrets, official):
    for page in PAGES:
        found = text(get(client, official, page))
        assert "rapikan" not in found
        assert reverse("group_create", args=[SENGI]) not in found


# --- states of a village --------------------------------------------------------------------


def test_a_village_nobody_began_offers_to_begin(client, facilitator, official):
    code = factories.village("33.08.06.2003", "Baru", begun=False).pk
    user = factories.user(region_code=code)

    page = text(get(client, user, "village_detail", code))

    assert re.search(rf'name="code"\s+value="{code}"', page)
    assert get(client, user, "village_map", code).status_code == 404
    reader = factories.user(Role.OFFICIAL, code)
    assert 'name="code"' not in text(get(client, reader, "village_detail", code))


def test_a_kelurahan_is_not_offered_to_begin(client):
    code = factories.village("33.08.06.1001", "Kota", begun=False).pk

    page = text(get(client, factories.user(region_code=code), "village_detail", code))

    assert 'name="code"' not in page


def test_a_village_without_any_group_offers_the_first(client, facilitator):
    page = text(get(client, facilitator, "village_detail"))

    assert reverse("group_create", args=[SENGI]) in page
    assert '<svg class="map' not in page
    assert get(client, facilitator, "village_map").status_code == 200


def test_a_village_with_one_group_offers_its_worksheet(client, facilitator):
    group = factories.group()
    VillageNetwork.objects.outdate(SENGI)

    page = text(get(client, facilitator, "village_detail"))

    assert f'formaction="{reverse("worksheet_start", args=[group.pk])}"' in page


def crowd(count):
    """That many groups in a row, each tied to the next and to every seventh."""
    village, by = factories.village(), factories.user()
    kind = factories.group().group_kind
    groups = Stakeholder.objects.bulk_create(
        Stakeholder(village=village, kind="group", group_kind=kind, name=f"Kelompok {n}")
        for n in range(count - 1)
    )
    pairs = [(n, n + step) for step in (1, 7) for n in range(len(groups) - step)]
    Tie.objects.bulk_create(
        Tie(village=village, source=groups[a], target=groups[b], kind="supports",
            since=date(2026, 1, 5), recorded_by=by)
        for a, b in pairs
    )  # fmt: skip
    VillageNetwork.objects.outdate(village.pk)
    return by


@pytest.mark.parametrize(
    ("count", "glance", "large", "words"),
    [
        (12, 12, 12, None),
        (300, 30, 300, "30 dari 300 pihak digambar"),
        # How so many are drawn is mathematics.
        pytest.param(
            *(3000, 30, 150, "150 dari 3.000 pihak digambar"), marks=pytest.mark.any_database
        ),
    ],
)
def test_maps_of_every_size(client, count, glance, large, words):
    user = crowd(count)

    overview, whole = (get(client, user, page) for page in PAGES)

    sheets = 2 if count <= 60 else 1
    assert len(shapes(overview)["node"]) == glance * 2
    assert len(shapes(whole)["node"]) == large * sheets
    if words:
        assert words in text(overview) + text(whole)


def test_focus_and_search_reach_those_who_are_not_drawn(client):
    user = crowd(500)
    last = Stakeholder.objects.get(name="Kelompok 498")

    found = get(client, user, "village_map", query="?cari=kelompok+498")
    near = get(client, user, "village_map", query=f"?fokus={last.pk}")

    assert f"fokus={last.pk}" in text(found)
    assert {node["name"] for node in shapes(near)["node"]} == {
        "Kelompok 498", "Kelompok 497", "Kelompok 491"
    }  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_as_many_queries_whatever_the_number_of_actors(client, page):
    few = queries_of(client, page, count=25)
    VillageNetwork.objects.all().delete()
    cache.clear()
    many = queries_of(client, page, count=150)

    assert few == many


def queries_of(client, page, count):
    """The numbers of queries of the first look at a village and of the next one."""
    user = crowd(count)
    client.force_login(user)
    looks = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(page, args=[SENGI]))
        looks.append(len(queries))
    return looks


# --- without script -------------------------------------------------------------------------


def test_filters_work_without_script(client, secrets, facilitator):
    response = get(client, facilitator, "village_map", query="?jenis=belum-sepakat")

    shown = {t["kind"] for t in shapes(response)["tie"] if "off" not in t["classes"]}
    assert shown == {"disputed"}
    assert re.search(r"data-shown>1</span> dari 3 hubungan", text(response))


def test_focus_works_without_script(client, secrets, facilitator):
    women = Stakeholder.objects.get(name="KWT")

    near = get(client, facilitator, "village_map", query=f"?fokus={women.pk}&langkah=1")
    far = get(client, facilitator, "village_map", query=f"?fokus={women.pk}&langkah=2")

    assert {n["name"] for n in shapes(near)["node"]} == {"KWT", "Tani", "Ketua KWT"}
    assert "Pemerintah Desa Sengi" in {n["name"] for n in shapes(far)["node"]}


def test_every_party_and_tie_of_the_map_is_a_link(client, secrets, facilitator):
    drawn = shapes(get(client, facilitator, "village_map"))

    assert drawn["node"]
    assert all(node["url"].startswith("?fokus=") for node in drawn["node"])
    assert all(tie["url"].startswith("/hubungan/") for tie in drawn["tie"])


def test_numbers_of_the_drawing_are_written_for_machines(client, secrets, facilitator):
    """Indonesian pages write 3,5; a drawing that did would be blank."""
    page = text(get(client, facilitator, "village_map"))

    assert re.search(r'transform="translate\([\d.]+ [\d.]+\)"', page)
    assert not re.search(r'(?:translate\(|x="|y="|viewBox=")-?\d+,', page)


# --- stored pictures ------------------------------------------------------------------------


def test_a_change_is_seen_at_once(client, secrets, facilitator):
    get(client, facilitator, "village_detail")
    tie = secrets["other side"]

    state_tie(
        village=tie.village, source=tie.source, target=tie.target, kind="supports", by=facilitator
    )

    kinds = {tie["kind"] for tie in shapes(get(client, facilitator, "village_detail"))["tie"]}
    assert "supports" in kinds
    assert "disputed" not in kinds


def test_what_was_stored_for_one_language_is_not_served_in_another(client, secrets, facilitator):
    get(client, facilitator, "village_detail", HTTP_ACCEPT_LANGUAGE="id")

    english = get(client, facilitator, "village_detail", HTTP_ACCEPT_LANGUAGE="en")

    assert 'lang="en"' in text(english)
