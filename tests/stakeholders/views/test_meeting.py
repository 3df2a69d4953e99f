"""The findings of a village for everybody in the room: nothing private, whoever opens it."""

import html
import re

import pytest
from django.urls import reverse

from jejaring.roles import Role
from stakeholders.models import PatronClientTie, PersonName, VillageNetwork
from stakeholders.services.groups import village_government
from stakeholders.services.marks import mark_finding
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db

SECRETS = ("kanari-alasan", "Kanari Orang", "menghambat", "Kanari Patron", "Pemerintah Desa")


@pytest.fixture
def facilitator():
    return factories.user()


@pytest.fixture
def village(facilitator):
    """Two who contradict each other, one who knows both, and everything that is not for all."""
    farmers, women, youth, choir = (
        factories.group(name=name) for name in ("Tani", "KWT", "Pemuda", "Paduan Suara")
    )
    village = farmers.village
    factories.tie(farmers, women, "supports", reason="kanari-alasan", by=facilitator)
    factories.tie(women, farmers, "competes", by=facilitator)
    factories.tie(youth, farmers, "supports", by=facilitator)
    factories.tie(youth, choir, "supports", by=facilitator)
    government = village_government(village)
    for group in (farmers, women, youth):
        factories.tie(group, government, "government", stance="hinder", by=facilitator)
        factories.worksheet(group, by=facilitator, completed_at="2026-03-01T00:00Z")
    head = factories.person(name="Ketua KWT")
    PersonName.objects.create(stakeholder=head, name="Kanari Orang", lawful_basis="consent")
    factories.tie(head, women, "membership", office="Ketua", by=facilitator)
    patron = factories.person(name="Kanari Patron", restricted=True)
    PatronClientTie.objects.create(
        village=village,
        patron=patron,
        client=farmers,
        forms=["capital"],
        frequency="daily",
        tightness="binding",
        recorded_by=facilitator,
    )
    VillageNetwork.objects.outdate(village.pk)
    return village


def page(client, person, query="", status=200):
    client.force_login(person)
    response = client.get(reverse("village_meeting", args=[SENGI]) + query)
    assert response.status_code == status
    return html.unescape(response.content.decode())


def slides(seen):
    return re.findall(r'<section class="slide( now)?"', seen)


def shown(seen):
    """The number of the slide that is shown without a script."""
    return int(re.search(r'class="slide now"\s+data-slide="(\d+)"', seen)[1])


def test_every_finding_is_a_slide_with_a_sentence_and_a_question(client, village, facilitator):
    seen = page(client, facilitator)

    assert "Peta ini dibuat dari cerita 3 dari 4 kelompok." in seen
    assert "Yang belum sempat kami temui: Paduan Suara." in seen
    assert "melihat hubungan mereka dengan cara yang berbeda" in seen
    assert "Apa yang sudah baik di antara keduanya" in seen
    count = int(re.search(r"1 / (\d+)", seen)[1])
    assert len(slides(seen)) == count > 3
    assert "<svg" in seen


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OFFICIAL, Role.BPD])
def test_nothing_private_is_in_it_even_when_the_team_opens_it(client, village, role):
    seen = page(client, factories.user(role))

    for secret in SECRETS:
        assert secret not in seen


@pytest.mark.parametrize(
    "blame", ["berkata “", "bersaing", "Bila ", "titik tegang", "Satu langkah"]
)
def test_nobody_is_blamed(client, village, facilitator, blame):
    main = page(client, facilitator).split("<main", 1)[1].lower()
    assert blame.lower() not in main


def test_it_looks_the_same_for_all_but_for_noting_what_came_of_it(client, village, facilitator):
    team, official = page(client, facilitator), page(client, factories.user(Role.OFFICIAL))

    assert "/temuan/" in team
    assert "/temuan/" not in official
    assert slides(team) == slides(official)
    assert re.findall(r'<p class="slide-say">(.*?)</p>', team, re.S) == re.findall(
        r'<p class="slide-say">(.*?)</p>', official, re.S
    )


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), ("?hal=2", 2), ("?hal=0", 1), ("?hal=-1", 1), ("?hal=x", 1), ("?hal=²", 1)],
)
def test_without_a_script_the_address_says_which_slide(client, village, facilitator, query, number):
    seen = page(client, facilitator, query)
    assert shown(seen) == number
    assert "?hal=2" in seen


def test_past_the_end_is_the_end(client, village, facilitator):
    seen = page(client, facilitator, "?hal=999")
    assert shown(seen) == len(slides(seen))
    assert shown(page(client, facilitator, "?hal=99999")) == 1


def test_findings_can_be_chosen_and_the_choice_goes_along(client, village, facilitator):
    everything = page(client, facilitator)
    key = re.search(r'name="pilih"\s+value="(\w+)"', everything)[1]

    one = page(client, facilitator, f"?pilih={key}")

    assert len(slides(one)) == 3
    assert f"?pilih={key}&hal=2" in one
    assert len(slides(page(client, facilitator, "?pilih=tidak-ada"))) == len(slides(everything))


def test_what_was_settled_is_not_told_again(client, village, facilitator):
    before = page(client, facilitator)
    url = re.search(r'href="([^"]*/temuan/\w+/)"', before)[1]
    key = url.split("/")[-2]
    state = re.search(
        r'name="state" value="(\w+)"', client.get(url).content.decode()
    )[1]  # fmt: skip

    mark_finding(
        village=village, key=key, kind="x", state=state, verdict="discussed", by=facilitator
    )

    assert len(slides(page(client, facilitator))) == len(slides(before)) - 1


def test_a_village_without_findings_still_meets(client, facilitator):
    factories.village()
    assert len(slides(page(client, facilitator))) == 2


def test_strangers_find_nothing(client, village):
    page(client, factories.user(region_code="33.08.07.2003"), status=404)
    page(client, factories.user(Role.COORDINATOR, "33.08"), status=403)
