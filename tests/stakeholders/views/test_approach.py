"""Pages of approach plans, tasks and promises: who may look, what is refused, nothing is lost."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from jejaring.ids import uuid7
from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.models import ApproachPlan, PlanTask, Stakeholder, VillageNetwork, Worksheet
from stakeholders.services.approach import record_plan, update_plan
from stakeholders.services.dependency import record_dependency
from stakeholders.services.tasks import record_task, tick_task, update_task
from tests import factories

pytestmark = pytest.mark.django_db

WAYS = ("narahubung", "kerja-sama", "aliansi", "koalisi")


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def groups(village):
    return [factories.group(village, name=f"CANARY {letter}") for letter in "ABC"]


@pytest.fixture
def insider(client, village):
    client.force_login(factories.user(full_name="Bu Sri"))
    return client


@pytest.fixture
def alliance(village, groups):
    return record_plan(
        village=village,
        way="alliance",
        columns={"issue": "CANARY-issue", "state": "running"},
        parties=groups,
        by=factories.user(),
    )


@pytest.fixture
def promise(village, groups):
    return record_task(
        village=village,
        by=factories.user(),
        text="CANARY-promise",
        who="Pendamping",
        party=groups[0],
        due_on=date(2026, 1, 1),
        is_promise=True,
    )


def list_url(code=factories.SENGI):
    return reverse("approach_list", args=[code])


def add_url(slug, code=factories.SENGI):
    return reverse("approach_create", args=[code, slug])


def edit_url(plan):
    return reverse("approach_edit", args=[plan.pk])


def plain(answer):
    return " ".join(answer.content.decode().split())


def coalition(groups, **fields):
    return {
        "id": uuid7(),
        "base_version": 0,
        "name": "Koalisi Jalan Tani",
        "aim": "Jalan ke lahan",
        "parties": [str(group.pk) for group in groups],
        "coordinator_role": "Guru SD",
        "ends_on": "2027-06-30",
        "state": "running",
        **fields,
    }


def contact(key, *between, **fields):
    rows = {f"via_{n}": str(party.pk) for n, party in enumerate(between, 1)}
    rows |= {f"strength_{n}": "strong" for n, _party in enumerate(between, 1)}
    return {
        "id": uuid7(),
        "base_version": 0,
        "key_figure": str(key.pk),
        "purpose": "Izin warung",
        "chosen_on": "2026-10-01",
        "strength_key": "weak",
        "state": "walking",
        **rows,
        **fields,
    }


# --- who may look --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "code", "status"),
    [
        (Role.OFFICIAL, factories.SENGI, 403),
        (Role.BPD, factories.SENGI, 403),
        (Role.COORDINATOR, "33.08", 403),
        (Role.ADMINISTRATOR, "", 403),
        (None, "", 403),
        (Role.FACILITATOR, "33.08.07", 404),
    ],
)
def test_nobody_but_the_villages_facilitators_passes(
    client, alliance, promise, groups, role, code, status
):
    client.force_login(factories.user(role, code))
    doors = [list_url(), *map(add_url, WAYS), alliance.get_absolute_url(), edit_url(alliance)]
    doors += [promise.get_absolute_url(), reverse("task_create", args=[factories.SENGI])]
    for door in doors:
        answers = [client.get(door), client.post(door, coalition(groups))]
        assert {answer.status_code for answer in answers} - {405} == {status}
        assert all("CANARY" not in answer.content.decode() for answer in answers)
    tick = reverse("task_tick", args=[promise.pk])
    assert client.post(tick).status_code == status
    assert PlanTask.objects.get() == promise


def test_an_operator_does_not_pass(client, alliance, groups):
    client.force_login(factories.user(Role.GROUP_OPERATOR, group=groups[0]))
    for door in (list_url(), alliance.get_absolute_url(), add_url("aliansi")):
        assert client.get(door).status_code == 403


def test_promises_are_told_to_the_team_alone(client, village, promise, groups):
    group_url = groups[0].get_absolute_url()
    village_url = reverse("village_detail", args=[village.pk])
    client.force_login(factories.user())
    for door in (village_url, group_url, list_url()):
        assert "1 janji belum ditepati" in plain(client.get(door))
    assert "janji belum ditepati" not in plain(client.get(groups[1].get_absolute_url()))
    client.force_login(factories.user(Role.OFFICIAL))
    for door in (village_url, group_url):
        assert "janji" not in plain(client.get(door))
        assert list_url() not in plain(client.get(door))


def test_an_unknown_way_is_no_page(insider, village):
    assert insider.get(add_url("merger")).status_code == 404


# --- the four ways -------------------------------------------------------------------------------


def test_an_empty_village_shows_what_each_way_is_for(insider, village):
    page = plain(insider.get(list_url()))
    assert all(add_url(slug) in page for slug in WAYS)
    assert page.count("Contoh:") == 4


def test_a_coalition_without_coordinator_or_end_is_kept_but_incomplete(insider, groups):
    form = coalition(groups, coordinator_role="", ends_on="", state="planned")
    answer = insider.post(add_url("koalisi"), form)
    page = plain(insider.get(answer.url))
    assert "belum lengkap: koordinator, tanggal berakhir" in page
    assert "belum lengkap: koordinator, tanggal berakhir" in plain(insider.get(list_url()))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "satu nama"),
        ({"coordinator_role": ""}, "satu koordinator"),
        ({"ends_on": ""}, "sementara"),
        ({"parties": []}, "sedikitnya dua"),
        ({"ends_on": "kapan-kapan"}, "tanggal"),
        ({"aim": ""}, "wajib"),
        ({"state": "lupa"}, "Pilih"),
        ({"aim": "x" * 201}, "200"),
        ({"parties": ["bukan"]}, "valid"),
        ({"base_version": "-1"}, ""),
        ({"id": "bukan"}, ""),
    ],
)
def test_a_coalition_that_lacks_something_cannot_run(insider, groups, fields, words):
    answer = insider.post(add_url("koalisi"), coalition(groups, **fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ApproachPlan.objects.exists()


def test_a_coalition_has_one_coordinator(insider, groups):
    form = coalition(groups, coordinator=str(groups[0].pk))
    answer = insider.post(add_url("koalisi"), form)
    assert answer.status_code == 422
    assert "Satu koordinator saja" in plain(answer)


def test_a_coalition_past_its_day_asks_for_a_decision(insider, groups):
    answer = insider.post(add_url("koalisi"), coalition(groups, ends_on="2026-01-01"))
    assert "Masa koalisi ini habis" in plain(insider.get(answer.url))
    assert "masanya habis, perlu keputusan" in plain(insider.get(list_url()))


def test_a_cooperation_that_is_ready_leads_on(insider, groups):
    form = {
        "id": uuid7(),
        "base_version": 0,
        "title": "Kemasan keripik",
        "need": "Masuk toko",
        "partner": "Perguruan tinggi",
        "parties": [str(groups[0].pk)],
        "first_talk_on": "2026-10-01",
        "state": "ready",
    }
    answer = insider.post(add_url("kerja-sama"), form)
    assert "Lanjutkan di Kerja sama" in plain(insider.get(answer.url))
    refused = insider.post(add_url("kerja-sama"), form | {"id": uuid7(), "partner": ""})
    assert refused.status_code == 422


def test_parties_of_another_village_cannot_be_chosen(insider, groups):
    stranger = factories.group(factories.village("33.08.07.2001", "Jauh"))
    form = coalition([*groups, stranger])
    assert insider.post(add_url("koalisi"), form).status_code == 422


def test_who_is_known_from_a_dependency_alone_cannot_be_chosen(insider, groups, village):
    secret = factories.person(village, name="Rahasia", restricted=True)
    assert insider.post(add_url("narahubung"), contact(secret)).status_code == 422
    assert "Rahasia" not in plain(insider.get(add_url("narahubung")))


# --- the contact path ----------------------------------------------------------------------------


def test_a_path_is_shown_as_a_chain(insider, groups):
    a, b, key = groups
    answer = insider.post(add_url("narahubung"), contact(key, a, b, met_1="2026-10-02"))
    page = plain(insider.get(answer.url))
    chain = page.split('<ol class="chain">')[1].split("</ol>")[0]
    assert chain.index("Anda") < chain.index(a.name) < chain.index(b.name) < chain.index(key.name)
    assert "kedekatan kuat" in chain
    assert "kedekatan lemah" in chain
    assert "bertemu 2 Oktober 2026" in chain


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"strength_key": ""}, "id_strength_key"),
        ({"strength_1": ""}, "id_strength_1"),
        ({"via_2": "same"}, "id_via_2"),
        ({"via_2": "key"}, "id_via_2"),
        ({"met_1": "2999-01-01"}, "id_met_1"),
        ({"purpose": " "}, "id_purpose"),
    ],
)
def test_a_path_that_does_not_hold_names_the_field(insider, groups, change, field):
    a, _b, key = groups
    change = {k: {"same": str(a.pk), "key": str(key.pk)}.get(v, v) for k, v in change.items()}
    answer = insider.post(add_url("narahubung"), contact(key, a) | change)
    assert answer.status_code == 422
    refused = plain(answer).split(f'id="{field}"')[0].rsplit("<", 1)[1]
    assert "is-invalid" in refused + plain(answer).split(f'id="{field}"')[1].split(">")[0]
    assert not ApproachPlan.objects.exists()


def _known(village, groups):
    """A was interviewed and gets on with B, who gets on with C."""
    a, b, c = groups
    sheet = factories.worksheet(a)
    Worksheet.objects.filter(pk=sheet.pk).update(completed_at=timezone.now())
    factories.tie(a, b)
    factories.tie(b, c)
    VillageNetwork.objects.outdate(village.pk)


def test_the_map_proposes_and_the_form_takes_it_over(insider, village, groups):
    _known(village, groups)
    a, b, c = groups
    asked = f"{add_url('narahubung')}?tokoh={c.pk}&mulai="
    page = plain(insider.get(asked))
    assert "Pakai jalur ini" in page
    taken = plain(insider.get(asked + "&jalur=1"))
    assert f'<option value="{a.pk}" selected' in taken
    assert f'<option value="{b.pk}" selected' in taken
    for odd in ("&jalur=99", "&jalur=x", "&jalur=²", "&jalur=-1", f"&jalur={'9' * 5000}"):
        assert insider.get(asked + odd).status_code == 200
    assert insider.get(f"{add_url('narahubung')}?tokoh=bukan").status_code == 200


def test_nobody_is_sent_to_a_patron_unprepared(client, village, groups):
    _known(village, groups)
    _a, b, c = groups
    record_dependency(
        village=village,
        patron=c,
        client=b,
        by=factories.user(),
        forms=["market"],
        frequency="weekly",
        tightness="binding",
    )
    person = factories.user()
    client.force_login(person)
    asked = f"{add_url('narahubung')}?tokoh={c.pk}"
    assert "Tanyakan dulu berdua" in plain(client.get(asked))
    plan = client.post(add_url("narahubung"), contact(c, b))
    assert "Tanyakan dulu berdua" in plain(client.get(plan.url))
    assert Event.objects.filter(actor=person, verb="read_dependency").count() == 2


def test_ways_that_put_nobody_into_a_difficult_place_come_first(insider, village, groups):
    """A - B - C is short, but B leans on C; A - D - E - C is longer."""
    _known(village, groups)
    a, b, c = groups
    d, e = factories.group(village, name="D"), factories.group(village, name="E")
    for pair in ((a, d), (d, e), (e, c)):
        factories.tie(*pair)
    record_dependency(
        village=village,
        patron=c,
        client=b,
        by=factories.user(),
        forms=["market"],
        frequency="weekly",
        tightness="binding",
    )
    page = plain(insider.get(f"{add_url('narahubung')}?tokoh={c.pk}"))
    first, second = page.split('<ol class="chain">')[1:]
    assert "Tanyakan dulu" not in first
    assert "Tanyakan dulu" in second


def test_from_a_key_figure_one_comes_to_the_question(client, village):
    figure = factories.person(village, name="Kepala pasar")
    door = f"{add_url('narahubung')}?tokoh={figure.pk}"
    client.force_login(factories.user())
    assert door in plain(client.get(figure.get_absolute_url()))
    client.force_login(factories.user(Role.OFFICIAL))
    assert "narahubung" not in plain(client.get(figure.get_absolute_url()))


def test_without_a_way_one_can_write_it_oneself(insider, village, groups):
    page = plain(insider.get(f"{add_url('narahubung')}?tokoh={groups[2].pk}"))
    assert "belum ada jalur yang tercatat" in page
    assert "Simpan" in page


# --- versions ------------------------------------------------------------------------------------


def test_a_double_click_makes_one_plan(insider, groups):
    form = coalition(groups)
    first, second = (insider.post(add_url("koalisi"), form) for _click in range(2))
    assert first.url == second.url
    changed = insider.post(add_url("koalisi"), form | {"aim": "Yang lain"})
    assert changed.status_code == 409
    assert "Yang lain" in plain(changed)


def test_a_change_keeps_what_stood(insider, alliance, groups):
    form = {
        "id": uuid7(),
        "base_version": 1,
        "issue": "Air bersih",
        "parties": [str(group.pk) for group in groups[:2]],
        "state": "running",
    }
    answer = insider.post(edit_url(alliance), form)
    page = plain(insider.get(answer.url))
    assert "Air bersih" in page
    assert '<span class="was">CANARY-issue</span>' in page
    assert '<span class="was">CANARY A, CANARY B, CANARY C</span>' in page


def test_two_versions_are_shown_side_by_side(insider, alliance, groups):
    theirs = factories.user(full_name="Pak Yanto")
    update_plan(
        plan=alliance,
        base_version=1,
        columns={"issue": "Pasar", "state": "ended"},
        parties=groups,
        by=theirs,
    )
    form = {"id": uuid7(), "base_version": 1, "issue": "Jalan", "parties": [], "state": "planned"}
    answer = insider.post(edit_url(alliance), form)
    page = plain(answer)
    assert answer.status_code == 409
    assert "Pak Yanto" in page
    assert "Pasar" in page
    assert "Jalan" in page
    assert 'name="base_version" value="2"' in page


def test_two_versions_of_a_path_differ_step_by_step(insider, groups):
    a, b, key = groups
    form = contact(key, a)
    insider.post(add_url("narahubung"), form)
    plan = ApproachPlan.objects.get()
    insider.post(edit_url(plan), contact(key, b, base_version=1))
    answer = insider.post(edit_url(plan), contact(key, a, base_version=1, strength_1="weak"))
    page = plain(answer)
    assert answer.status_code == 409
    assert "Perantara 1" in page
    assert "Perantara 2" not in page.split("conflict-field", 1)[1].split("<form", 1)[0]
    saved = insider.post(edit_url(plan), contact(key, a, base_version=2, strength_1="weak"))
    assert saved.status_code == 302


def test_the_pages_cost_the_same_however_much_there_is(
    insider, village, groups, alliance, django_assert_max_num_queries
):
    for number in range(10):
        record_task(village=village, by=factories.user(), text=f"T{number}", who="x")
        record_plan(
            village=village,
            way="alliance",
            columns={"issue": f"I{number}", "state": "planned"},
            parties=groups,
            by=factories.user(),
        )
    with django_assert_max_num_queries(14):
        insider.get(list_url())


# --- tasks and promises --------------------------------------------------------------------------


def task(**fields):
    return {"id": uuid7(), "text": "Datang lagi", "who": "Pendamping", **fields}


def test_a_promise_is_written_down_kept_and_taken_back(insider, village, groups):
    form = task(is_promise="on", party=str(groups[0].pk), due_on="2026-01-01")
    insider.post(reverse("task_create", args=[village.pk]), form)
    promise = PlanTask.objects.get()
    page = plain(insider.get(list_url()))
    assert "lewat waktu" in page
    insider.post(reverse("task_tick", args=[promise.pk]))
    page = plain(insider.get(list_url()))
    assert "Baru selesai" in page
    assert "Batalkan" in page
    done = PlanTask.objects.current().get()
    insider.post(reverse("task_tick", args=[done.pk]), {"batal": "1"})
    assert PlanTask.objects.open().promises().exists()


def test_overdue_tasks_come_first(insider, village, promise):
    record_task(village=village, by=factories.user(), text="Kapan saja", who="x", is_promise=True)
    record_task(
        village=village,
        by=factories.user(),
        text="Lebih lama",
        who="x",
        is_promise=True,
        due_on=date(2025, 1, 1),
    )
    page = plain(insider.get(list_url()))
    assert page.index("Lebih lama") < page.index("CANARY-promise") < page.index("Kapan saja")


@pytest.mark.parametrize(
    "fields",
    [{"text": ""}, {"who": ""}, {"due_on": "x"}, {"party": "x"}, {"plan": "x"}, {"text": "\0"}],
)
def test_a_task_that_says_nothing_is_refused(insider, village, fields):
    answer = insider.post(reverse("task_create", args=[village.pk]), task(**fields))
    assert answer.status_code == 422
    assert not PlanTask.objects.exists()


def test_a_task_of_a_plan_stands_with_it(insider, village, alliance):
    door = reverse("task_create", args=[village.pk])
    assert f'value="{alliance.pk}" selected' in plain(insider.get(f"{door}?rencana={alliance.pk}"))
    answer = insider.post(door, task(plan=str(alliance.pk)))
    assert answer.url == alliance.get_absolute_url()
    assert "Datang lagi" in plain(insider.get(answer.url))


def test_an_old_address_of_a_task_leads_to_the_newest(insider, promise):
    newer = update_task(task=promise, by=factories.user(), text="Lain")
    assert insider.get(promise.get_absolute_url()).url == newer.get_absolute_url()


def test_two_changes_of_a_task_are_shown_side_by_side(insider, promise):
    theirs = factories.user(full_name="Pak Yanto")
    update_task(task=promise, by=theirs, text="Kata mereka")
    answer = insider.post(promise.get_absolute_url(), task())
    assert answer.status_code == 409
    assert "Kata mereka" in plain(answer)
    assert "Pak Yanto" in plain(answer)


def test_a_task_that_moved_on_is_not_ticked_unseen(insider, promise):
    update_task(task=promise, by=factories.user(), text="Kata mereka")
    answer = insider.post(reverse("task_tick", args=[promise.pk]), follow=True)
    assert "baru saja diubah orang lain" in plain(answer)
    assert PlanTask.objects.open().exists()


def test_ticking_twice_is_no_conflict(insider, promise):
    tick_task(task=promise, done=True, by=factories.user())
    answer = insider.post(reverse("task_tick", args=[promise.pk]), follow=True)
    assert "Janji ditepati" in plain(answer)


def test_an_archived_party_stays_in_its_plan(insider, alliance, groups):
    Stakeholder.objects.filter(pk=groups[0].pk).update(archived_at=timezone.now())
    assert f'value="{groups[0].pk}"' in plain(insider.get(edit_url(alliance)))
    assert f'value="{groups[0].pk}"' not in plain(insider.get(add_url("aliansi")))
