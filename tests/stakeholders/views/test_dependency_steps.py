"""The balance page and the steps that were agreed: for the facilitators of that village alone."""

import pytest
from django.urls import reverse

from jejaring.ids import uuid7
from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.models import DependencyStep
from stakeholders.services.dependency import (
    NewParty,
    close_dependency,
    record_dependency,
    revise_dependency,
)
from stakeholders.services.steps import agree_step, update_step
from tests import factories

pytestmark = pytest.mark.django_db

SEEN = {"forms": ["market"], "frequency": "weekly", "tightness": "binding", "alternative": "no"}


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def tie(village):
    return record_dependency(
        village=village,
        patron=NewParty("Pengepul"),
        client=NewParty("Petani"),
        by=factories.user(),
        **SEEN,
    )


@pytest.fixture
def step(tie):
    return agree_step(
        tie=tie,
        by=factories.user(),
        text="CANARY-step",
        who="CANARY-who",
        note="CANARY-note",
        agreed_on="2026-07-15",
    )


@pytest.fixture
def insider(client, village):
    client.force_login(factories.user(full_name="Bu Sri"))
    return client


def add_url(tie):
    return reverse("dependency_step_add", args=[tie.pk])


def list_url():
    return reverse("dependency_list", args=[factories.SENGI])


def agreed(**fields):
    return {
        "id": uuid7(),
        "text": "Menimbang bersama",
        "who": "Pengepul dan ketua kelompok",
        "agreed_on": "2026-07-15",
        "due_on": "2026-10-15",
        "state": "planned",
        **fields,
    }


def plain(answer):
    return " ".join(answer.content.decode().split())


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
def test_nobody_but_the_villages_facilitators_passes(client, tie, step, role, code, status):
    client.force_login(factories.user(role, code))
    for door in (add_url(tie), step.get_absolute_url()):
        for answer in (client.get(door), client.post(door, agreed())):
            assert answer.status_code == status
            assert "CANARY" not in answer.content.decode()
    assert DependencyStep.objects.get() == step


def test_looking_is_written_down(insider, tie, step):
    for door in (add_url(tie), step.get_absolute_url()):
        insider.get(door)
    assert Event.objects.filter(verb="read_dependency", subject_id=str(tie.pk)).count() == 2


def test_no_page_of_it_is_printed(insider, tie, step):
    for door in (add_url(tie), step.get_absolute_url()):
        assert "private" in plain(insider.get(door)).split("<main", 1)[1].split(">", 1)[0]


# --- the balance ---------------------------------------------------------------------------------


def test_the_balance_asks_and_draws(insider, village, tie):
    record_dependency(
        village=village,
        patron=tie.patron,
        client=NewParty("Pedagang"),
        by=factories.user(),
        **SEEN | {"alternative": "partly"},
    )
    page = plain(insider.get(list_url()))
    for words in (
        "Tanpa pilihan lain",
        "Pengepul menopang 2 klien dalam hal pasar dan harga jual",
        "Hanya satu patron",
        "Pilihan lain yang bisa dijajaki",
        'class="flows"',
        "belum ditanyakan",
    ):
        assert words in page


def test_what_changed_stands_with_the_pair(insider, tie):
    revise_dependency(tie=tie, by=factories.user(), tightness="loose", alternative="yes")
    page = plain(insider.get(list_url()))
    assert "ikatan melonggar; kini ada pilihan lain." in page


def test_a_dependency_that_ended_is_out_of_the_balance(insider, tie, step):
    close_dependency(tie=tie, by=factories.user())
    page = plain(insider.get(list_url()))
    assert "Belum ada yang dicatat" in page
    assert "CANARY" not in page
    assert "CANARY-step" in plain(insider.get(tie.get_absolute_url()))


def test_a_step_goes_on_when_the_dependency_is_read_anew(insider, tie, step):
    newer = revise_dependency(tie=tie, by=factories.user(), tightness="medium")
    assert "CANARY-step" in plain(insider.get(list_url()))
    assert "CANARY-step" in plain(insider.get(newer.get_absolute_url()))


def test_the_balance_costs_the_same_however_many_steps(insider, tie, django_assert_max_num_queries):
    for number in range(20):
        agree_step(
            tie=tie, by=factories.user(), text=f"L{number}", who="Kita", agreed_on="2026-07-15"
        )
    with django_assert_max_num_queries(13):
        insider.get(list_url())


# --- recording and following ---------------------------------------------------------------------


def test_a_step_is_agreed_and_followed(insider, tie):
    assert insider.post(add_url(tie), agreed()).url == tie.get_absolute_url()
    step = DependencyStep.objects.get()
    insider.post(step.get_absolute_url(), agreed(state="doing", note="dua kali panen"))
    page = plain(insider.get(tie.get_absolute_url()))
    assert "Sedang dijalankan" in page
    assert "dua kali panen" in page
    assert '<span class="was">Direncanakan</span>' in page
    assert insider.get(step.get_absolute_url()).url == step.replaced_by.get_absolute_url()


def test_an_old_address_of_the_dependency_adds_to_the_newest(insider, tie):
    newer = revise_dependency(tie=tie, by=factories.user(), tightness="medium")
    insider.post(add_url(tie), agreed())
    assert DependencyStep.objects.get().tie == newer


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": ""}, "wajib"),
        ({"text": "x" * 201}, "200"),
        ({"who": "   "}, "wajib"),
        ({"who": "KK 3308061203450001"}, "NIK"),
        ({"agreed_on": "2999-01-01"}, "belum tiba"),
        ({"agreed_on": "besok"}, "tanggal"),
        ({"due_on": "2026-07-14"}, "sesudah hari kesepakatan"),
        ({"state": "lupa"}, "Pilih"),
        ({"note": "\0"}, "is-invalid"),
        ({"id": "bukan"}, ""),
    ],
)
def test_bad_input_is_told_and_nothing_is_saved(insider, tie, fields, words):
    answer = insider.post(add_url(tie), agreed(**fields))
    assert answer.status_code == 422
    assert words.lower() in answer.content.decode().lower()
    assert not DependencyStep.objects.exists()


def test_a_double_click_makes_one_step(insider, tie):
    form = agreed()
    assert insider.post(add_url(tie), form).url == insider.post(add_url(tie), form).url
    assert DependencyStep.objects.count() == 1


def test_the_form_sent_anew_with_other_words_asks_first(insider, tie):
    form = agreed()
    insider.post(add_url(tie), form)
    answer = insider.post(add_url(tie), form | {"text": "Yang lain"})
    assert answer.status_code == 409
    assert "Yang lain" in answer.content.decode()
    assert f'value="{form["id"]}"' not in answer.content.decode()


def test_an_ended_dependency_takes_no_step(insider, tie):
    close_dependency(tie=tie, by=factories.user())
    answer = insider.post(add_url(tie), agreed(), follow=True)
    assert "langkah baru tidak dicatat" in answer.content.decode()
    assert not DependencyStep.objects.exists()


def test_two_versions_are_shown_side_by_side(insider, step):
    theirs = factories.user(full_name="Pak Yanto")
    newer = update_step(step=step, by=theirs, state="done", note="sudah selesai")
    answer = insider.post(step.get_absolute_url(), agreed(state="dropped"))
    page = plain(answer)
    assert answer.status_code == 409
    assert "Pak Yanto" in page
    assert "sudah selesai" in page
    assert f'action="{newer.get_absolute_url()}"' in page
    assert DependencyStep.objects.current().get() == newer
