"""The doors from the map to cooperation: village, kecamatan, plans and issues."""

from datetime import date

import pytest
from django.urls import reverse

from cooperation.lifecycle import State
from cooperation.models import Agreement, Partner
from cooperation.services.chain import standing_of
from cooperation.services.owed import held_by, next_act
from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import Issue
from stakeholders.services.approach import record_plan
from tests import factories
from tests.cooperation.makers import PATEN, between_villages, lead_to
from tests.factories import SENGI

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def insider(client):
    client.force_login(factories.user(Role.FACILITATOR, "33.08.06"))
    return client


def idea(village, *, state="ready", way="cooperation", parties=None, **columns):
    if way == "cooperation":
        columns = {
            "title": "Pasar bersama",
            "need": "Menjual salak",
            "first_talk_on": date(2026, 11, 1),
            **columns,
        }
    return record_plan(
        village=village,
        way=way,
        columns={**columns, "state": state},
        parties=parties or [factories.group(village), factories.group(village)],
        by=factories.user(),
    )


def owed(cast, position):
    act = next_act(standing_of(cast.agreement), str(cast.parties[position].pk))
    return act and act.code


@pytest.mark.parametrize(
    ("state", "first", "second"),
    [
        (State.PREPARING, "deliberate", None),
        (State.OFFERED, None, "answer"),
        (State.AGREED, "consent", "consent"),
        (State.READY, "sign", "sign"),
        (State.SIGNED, "promulgate", "promulgate"),
        (State.PROMULGATED, "start", None),
        (State.RUNNING, None, None),
    ],
)
def test_each_village_owes_the_next_act_of_the_table(state, first, second):
    cast = lead_to(between_villages(), state)
    assert (owed(cast, 0), owed(cast, 1)) == (first, second)


def test_the_village_page_shows_counts_and_what_is_owed(client):
    cast = lead_to(between_villages(), State.READY)
    client.force_login(cast.people["head-sengi"])
    body = client.get(reverse("village_detail", args=[SENGI])).content.decode()
    assert "Ditunggu dari desa ini" in body
    assert "Catat tanda tangan" in body
    assert f"{reverse('agreement_list')}?desa={SENGI}&amp;keadaan=disusun" in body
    assert held_by(SENGI).counts == {"disusun": 1}


def test_the_operator_of_a_group_sees_no_cooperation(client, village):
    group = factories.group(village)
    client.force_login(factories.user(Role.GROUP_OPERATOR, SENGI, group=group))
    body = client.get(reverse("home"), follow=True).content.decode()
    assert reverse("agreement_list") not in body


def test_the_kecamatan_leads_to_its_network(insider, village):
    body = insider.get(reverse("subdistrict_detail", args=["33.08.06"])).content.decode()
    assert reverse("cooperation_network", args=["33.08.06"]) in body


def test_an_official_finds_cooperation_in_the_dock_and_nobody_more_than_five(client, village):
    for role, there in ((Role.VILLAGE_HEAD, True), (Role.FACILITATOR, False)):
        client.force_login(factories.user(role, SENGI))
        body = client.get(reverse("village_detail", args=[SENGI])).content.decode()
        nav = body[body.index('<nav class="nav"') :]
        nav = nav[: nav.index("</nav>")]
        assert nav.count("<a ") == 5
        assert (reverse("agreement_list") in nav) is there


def sent(client, address):
    form = client.get(address).context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    said["fields_of_authority"] = []
    return {name: value for name, value in said.items() if value}


def test_a_ready_idea_goes_on_as_an_agreement_once(insider, village):
    neighbour = factories.village(PATEN, "Paten")
    plan = idea(village, parties=[factories.group(village), factories.group(neighbour)])
    address = f"{reverse('agreement_create', args=[SENGI])}?gagasan={plan.pk}"
    assert address in insider.get(plan.get_absolute_url()).content.decode()
    said = sent(insider, address)
    assert said["title"] == "Pasar bersama"
    assert said["purpose"] == "Menjual salak"
    assert said["others"] == f"{PATEN} Paten"
    assert insider.post(address, said).status_code == 302
    agreement = Agreement.objects.get(idea_id=plan.pk)
    page = insider.get(plan.get_absolute_url()).content.decode()
    assert agreement.get_absolute_url() in page
    assert address not in page
    assert insider.get(address).url == agreement.get_absolute_url()
    again = insider.post(address, said | {"id": uuid7()})
    assert again.url == agreement.get_absolute_url()
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("known", [True, False])
def test_an_idea_with_a_partner_brings_the_partner_along(insider, village, known):
    if known:
        Partner.objects.create(region=village, name="PT Salak", kind="company")
    plan = idea(village, partner="PT Salak")
    form = insider.get(f"{reverse('agreement_create', args=[SENGI])}?gagasan={plan.pk}").context[
        "form"
    ]
    assert form["flow"].value() == "village_led"
    assert bool(form["partner"].value()) is known
    assert (form["partner_name"].value() or "") == ("" if known else "PT Salak")


def test_an_idea_that_is_not_ready_or_not_ones_own_fills_nothing_in(client, insider, village):
    for plan in (idea(village, state="talking"), idea(factories.village("34.01.01.2001", "Jauh"))):
        address = f"{reverse('agreement_create', args=[SENGI])}?gagasan={plan.pk}"
        assert insider.get(address).context["begun"] is None
    ready = idea(village)
    client.force_login(factories.user(Role.VILLAGE_HEAD, SENGI))
    address = f"{reverse('agreement_create', args=[SENGI])}?gagasan={ready.pk}"
    assert "Pasar bersama" not in client.get(address).content.decode()


def test_alliance_and_issue_fill_the_form_in(insider, village):
    plan = idea(village, way="alliance", state="planned", issue="Sampah sungai")
    issue = Issue.objects.create(
        village=village, name="Air", question="Siapa mengatur air?", recorded_by=factories.user()
    )
    for page, name, pk, title in (
        (plan, "aliansi", plan.pk, "Sampah sungai"),
        (issue, "urusan", issue.pk, "Air"),
    ):
        address = f"{reverse('agreement_create', args=[SENGI])}?{name}={pk}"
        assert address in insider.get(page.get_absolute_url()).content.decode()
        assert insider.get(address).context["form"]["title"].value() == title


@pytest.mark.parametrize("query", ["gagasan=x", "aliansi=-", "urusan=1", "gagasan="])
def test_a_broken_address_is_an_empty_form(insider, village, query):
    answer = insider.get(f"{reverse('agreement_create', args=[SENGI])}?{query}")
    assert answer.status_code == 200
    assert answer.context["begun"] is None
