"""The rules for every test bite."""

import socket

import pytest
from django.template import Context, Engine
from django.utils import translation

from stakeholders.models import GroupKind
from tests.strictness import UndefinedVariable


def rendered(folder, text, ours, **values):
    (folder / "page.html").write_text(text)
    engine = Engine(dirs=[folder], string_if_invalid=UndefinedVariable(ours))
    return engine.get_template("page.html").render(Context(values))


def test_a_variable_that_is_not_there_fails_with_its_place(tmp_path):
    with pytest.raises(pytest.fail.Exception, match=r"page.html, line 2: the variable 'nama'"):
        rendered(tmp_path, "<p>\n{{ nama }}", tmp_path)


def test_a_variable_that_is_there_or_only_asked_for_is_fine(tmp_path):
    text = "{{ nama }}{% if bila %}x{% endif %}"
    assert rendered(tmp_path, text, tmp_path, nama="Sengi") == "Sengi"


def test_templates_of_the_libraries_may_lean_on_emptiness(tmp_path):
    assert rendered(tmp_path, "-{{ nama }}-", tmp_path / "ours") == "--"


def test_the_network_is_out_of_reach():
    with socket.socket() as client, pytest.raises(pytest.fail.Exception, match="without the net"):
        client.connect(("192.0.2.1", 80))


def test_this_machine_is_within_reach():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_what_migrations_wrote_survives_tests_that_commit(turn):
    assert GroupKind.objects.filter(protected=True).count() == 7
    GroupKind.objects.all().delete()


@pytest.mark.parametrize("turn", [1, 2])
def test_a_language_left_behind_does_not_reach_the_next_test(turn):
    assert translation.get_language() == "id"
    translation.activate("en")
