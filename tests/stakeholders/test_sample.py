"""The sample district is what a newcomer sees first."""

from datetime import date

import pytest
from django.core.management import call_command

from jejaring.models import Event, User
from jejaring.roles import Permission
from stakeholders import sample
from stakeholders.models import PatronClientTie, Stakeholder, Tie, Worksheet
from stakeholders.presenters.ways import Ways
from stakeholders.services.changes import Counts, changes_since
from stakeholders.services.network import read_network
from stakeholders.services.subdistrict import across
from tests import factories
from tests.sample import sample_district
from villages.models import Region

pytestmark = pytest.mark.django_db

SENGI = factories.SENGI


@pytest.fixture
def loaded():
    """The three villages, loaded."""
    sample_district()


def test_sengi_knows_nine_groups_and_has_interviewed_six(loaded):
    known = Stakeholder.objects.groups().present().in_village(SENGI)
    interviewed = Worksheet.objects.completed().filter(village=SENGI)
    assert known.count() == 9
    assert interviewed.count() == 6
    assert Worksheet.objects.filter(village=SENGI).latest("held_on").held_on == date(2026, 11, 14)


def test_every_stakeholder_and_account_is_marked_as_an_example(loaded):
    assert not Stakeholder.objects.filter(is_example=False).exists()
    assert not User.objects.filter(is_example=False).exists()


def test_history_runs_from_january_and_nothing_is_dated_today(loaded):
    months = {day.month for day in Tie.objects.exclude(kind="membership").dates("since", "month")}
    assert months == set(range(1, 11))
    assert not Event.objects.filter(at__date__gt=date(2026, 11, 14)).exists()


def test_a_corrected_answer_closed_one_tie_and_opened_the_next(loaded):
    kwt, spp = (Stakeholder.objects.get(name=name) for name in ("KWT Melati", "SPP Kartini"))
    before, after = Tie.objects.filter(source=kwt, target=spp).order_by("since")
    assert (before.kind, before.until) == ("competes", date(2026, 9, 18))
    assert (after.kind, after.since, after.until) == ("supports", date(2026, 9, 18), None)


def test_two_groups_contradict_each_other(loaded):
    air, dam = (
        Stakeholder.objects.get(name=name) for name in ("Tirta Sengi", "Pengelola Embung Gowok")
    )
    assert Tie.objects.current().get(source=air, target=dam).kind == "supports"
    assert Tie.objects.current().get(source=dam, target=air).kind == "competes"


def test_dependency_is_seen_by_the_sample_facilitator_alone(loaded):
    seen = {
        account.username: PatronClientTie.objects.visible_to(
            User.objects.get(username=account.username)
        ).count()
        for account in sample.ACCOUNTS
    }
    assert seen.pop("pendamping") == PatronClientTie.objects.count() > 0
    assert set(seen.values()) == {0}


def test_the_group_operator_holds_one_group(loaded):
    operator = User.objects.get(username="kwt-melati")
    assert [str(g) for g in Stakeholder.objects.editable_by(operator)] == ["KWT Melati"]
    assert operator.territories(Permission.VIEW) == []


def test_loading_twice_changes_nothing(loaded, capsys):
    before = Event.objects.count()
    call_command("load_sample")
    assert Event.objects.count() == before
    assert "pendamping" in capsys.readouterr().out


def test_since_march_one_village_changed_and_two_were_only_asked_more(loaded):
    counted = changes_since(factories.SAMPLE_VILLAGES, date(2026, 3, 1))

    assert counted[SENGI] == Counts(
        added=1, removed=1, changed=1, heard=6, connected=1, interviewed=4
    )
    others = [counts for code, counts in counted.items() if code != SENGI]
    assert all(counts.is_quiet and counts.heard for counts in others)


def test_it_holds_a_group_nobody_asked_and_a_role_nobody_fills(loaded):
    found = across(factories.SAMPLE_VILLAGES)

    assert [group.name for group in found.unasked if not group.mentioned] == [
        "Paguyuban Mitra Mandiri"
    ]
    assert [str(gap.role) for gap in found.role_gaps if gap.is_everywhere] == ["adat_regulation"]


def test_it_holds_fishers_whom_one_group_connects_to_the_village_government(loaded):
    krinjing = Region.objects.get(name="Krinjing")
    reading = read_network(krinjing, User.objects.get(username="pendamping"))
    fishers = Stakeholder.objects.get(group_kind="nelayan")

    assert Ways(reading).to_government(str(fishers.pk)).through == "Ternak Mulyo Trayem"


def test_every_village_has_findings_of_several_kinds(loaded):
    facilitator = User.objects.get(username="pendamping")
    for code in factories.SAMPLE_VILLAGES:
        reading = read_network(Region.objects.get(pk=code), facilitator)
        assert len({found["kind"] for found in reading.findings}) >= 5, code
