"""The sheet of power and interest: who may look, moving a party, and what bad input meets."""

import pytest
from django.urls import reverse

from jejaring.ids import uuid7
from jejaring.roles import Role
from stakeholders.models import Issue, Position
from stakeholders.services.issues import last_number, place_party, record_issue
from tests import factories

pytestmark = pytest.mark.django_db

NOWHERE = "01890000-0000-7000-8000-000000000000"


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def facilitator():
    return factories.user(full_name="Bu Sri")


@pytest.fixture
def issue(village, facilitator):
    return record_issue(village=village, name="CANARY-air", by=facilitator)


@pytest.fixture
def party(village):
    return factories.group(village, name="Tirta Sengi")


@pytest.fixture
def insider(client, facilitator):
    client.force_login(facilitator)
    return client


def said(issue, party, **fields):
    return {
        "id": uuid7(),
        "seen": last_number(issue),
        "stakeholder": party.pk,
        "power": 4,
        "interest": 1,
        "stance": "opposes",
        "as_of": "2026-03-01",
        "reason": "CANARY-reason",
    } | fields


def place(issue, party, by, **fields):
    reading = {"power": 2, "power_source": "", "interest": 3, "stance": "supports"}
    reading |= {"closeness": 3, "as_of": "2026-02-01", "reason": "CANARY-old"}
    return place_party(
        issue=issue, stakeholder=party, seen=last_number(issue), by=by, **reading | fields
    )


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        (Role.OFFICIAL, factories.SENGI, 403),
        (Role.BPD, factories.SENGI, 403),
        (Role.COORDINATOR, "33.08", 403),
        (Role.ADMINISTRATOR, "", 403),
        (None, "", 403),
        (Role.FACILITATOR, "33.08.06.2013", 404),
    ],
)
def test_nobody_but_the_villages_facilitators_reads_a_sheet(
    client, issue, party, facilitator, role, code, status
):
    position = place(issue, party, facilitator)
    client.force_login(factories.user(role, code))
    for name in ("issue_detail", "issue_venn", "issue_blank", "issue_edit"):
        answer = client.get(reverse(name, args=[issue.pk]))
        assert answer.status_code == status, name
        assert "CANARY" not in answer.content.decode()
    assert client.get(reverse("issue_list", args=[factories.SENGI])).status_code == status
    assert client.post(reverse("position_undo", args=[position.pk])).status_code == status
    assert Position.objects.count() == 1


def test_an_issue_is_added_and_its_sheet_opens(insider, village):
    url = reverse("issue_list", args=[village.pk])
    answer = insider.post(url, {"id": uuid7(), "version": 0, "name": "Jalan"}, follow=True)
    assert answer.redirect_chain[-1][0] == Issue.objects.get().get_absolute_url()
    assert "Jalan" in answer.content.decode()


def test_a_nameless_issue_is_refused_by_name(insider, village):
    answer = insider.post(reverse("issue_list", args=[village.pk]), {"id": uuid7(), "name": " "})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"name"}


def test_two_selects_move_a_party_and_the_move_can_be_undone(insider, issue, party, facilitator):
    place(issue, party, facilitator)
    answer = insider.post(issue.get_absolute_url(), said(issue, party), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "CANARY-reason" in page
    moved = Position.objects.order_by("-number").first()
    undo = reverse("position_undo", args=[moved.pk])
    assert undo in page
    insider.post(undo)
    assert Position.objects.current().get().reason == "CANARY-old"


def test_the_old_place_is_an_arrow_and_a_sentence(insider, issue, party, facilitator):
    place(issue, party, facilitator)
    place(issue, party, facilitator, power=4, interest=1, stance="opposes")
    page = insider.get(issue.get_absolute_url()).content.decode()
    assert page.count('class="moved head"') == 2  # the narrow and the wide sheet
    assert "sikap dari mendukung menjadi keberatan" in page


def test_a_sheet_says_first_who_is_touched_and_has_no_voice(insider, issue, party, facilitator):
    place(issue, party, facilitator, power=1, interest=4)
    page = insider.get(issue.get_absolute_url()).content.decode()
    assert "Paling berkepentingan, tetapi suaranya kecil: Tirta Sengi." in page


def test_two_people_at_once_see_both_readings(insider, issue, party, facilitator):
    sent = said(issue, party)
    place(issue, party, facilitator)
    answer = insider.post(issue.get_absolute_url(), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "CANARY-old" in page
    assert "CANARY-reason" in page
    again = sent | {"id": uuid7(), "seen": last_number(issue)}
    assert insider.post(issue.get_absolute_url(), again).status_code == 302


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("power", "5"),
        ("power", ""),
        ("interest", "besar"),
        ("stance", "benci"),
        ("closeness", "0"),
        ("as_of", "2999-01-01"),
        ("seen", "-1"),
        ("seen", "9" * 40),
        ("id", "x"),
        ("stakeholder", "x"),
        ("reason", "NIK 3308061201990001"),
    ],
)
def test_bad_input_is_refused_by_the_name_of_its_field(insider, issue, party, field, value):
    answer = insider.post(issue.get_absolute_url(), said(issue, party, **{field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert Position.objects.count() == 0


def test_a_party_of_another_village_cannot_be_placed(insider, issue):
    foreign = factories.group(factories.village("33.08.06.2013", "Paten"))
    answer = insider.post(issue.get_absolute_url(), said(issue, foreign))
    assert answer.status_code == 422
    assert "stakeholder" in answer.context["form"].errors


def test_who_is_known_from_a_dependency_alone_is_not_offered(insider, issue, village):
    secret = factories.person(village, name="CANARY-patron", restricted=True)
    page = insider.get(issue.get_absolute_url() + f"?pihak={secret.pk}").content.decode()
    assert "CANARY-patron" not in page


@pytest.mark.parametrize("query", ["?pihak=x", "?pihak=", "?baru=x", f"?pihak={NOWHERE}"])
def test_a_broken_address_shows_the_sheet(insider, issue, query):
    assert insider.get(issue.get_absolute_url() + query).status_code == 200


def test_the_venn_sheet_lists_whoever_it_cannot_place(insider, issue, party, facilitator):
    place(issue, party, facilitator)
    apart = factories.group(issue.village, name="Belum Dekat")
    place(issue, apart, facilitator, closeness=None)
    answer = insider.get(reverse("issue_venn", args=[issue.pk]))
    venn = answer.context["venn"]
    assert [circle.placed.now.stakeholder for circle in venn.circles] == [party]
    assert [placed.now.stakeholder for placed in venn.unplaced] == [apart]


def test_an_empty_sheet_to_print_holds_no_judgement(insider, issue, party, facilitator):
    place(issue, party, facilitator)
    page = insider.get(reverse("issue_blank", args=[issue.pk])).content.decode()
    assert "Tirta Sengi" in page
    assert "CANARY-old" not in page
    assert 'class="moved' not in page


def test_a_renamed_issue_refuses_a_version_one_has_not_seen(insider, issue):
    url = reverse("issue_edit", args=[issue.pk])
    form = {"id": uuid7(), "version": 1, "name": "Air minum", "question": ""}
    assert insider.post(url, form).status_code == 302
    late = insider.post(url, form | {"name": "Air sungai"})
    assert late.status_code == 409
    assert "Air minum" in late.content.decode()


def test_a_closed_issue_is_kept_and_opens_again(insider, issue):
    close = reverse("issue_close", args=[issue.pk])
    insider.post(close)
    assert (
        "CANARY-air" in insider.get(reverse("issue_list", args=[issue.village_id])).content.decode()
    )
    assert insider.post(close, {"buka": "1"}, follow=True).status_code == 200
    assert Issue.objects.open().get() == issue
