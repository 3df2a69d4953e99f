"""Which group fills which role: readings that are only added, and gaps that are really gaps."""

from datetime import date

import pytest

from jejaring.models import Event
from stakeholders.models import Participation, Presence, VillageNetwork
from stakeholders.models.kinds import Family
from stakeholders.models.participation import VillageRole
from stakeholders.services import participation
from tests import factories
from tests.races import together

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 1)


def say(group, role="planning", value="yes", *, base=0, village=None, by=None, **fields):
    fields = {"reason": "", "as_of": NOVEMBER, **fields}
    return participation.record_participation(
        village=village or group.village,
        group=group,
        role=role,
        value=value,
        base_version=base,
        by=by or factories.user(),
        **fields,
    )


def test_a_new_reading_leaves_the_earlier_one_in_place():
    group = factories.group()
    say(group, value="no", reason="tidak diundang")
    say(group, value="name_only", base=1)
    kept = Participation.objects.order_by("version").values_list("value", "reason")
    assert list(kept) == [("no", "tidak diundang"), ("name_only", "")]
    assert participation.readings_of(group=group, village=group.village)["planning"].version == 2


def test_the_same_reading_again_adds_nothing():
    group = factories.group()
    assert say(group) == say(group)
    assert Participation.objects.count() == 1
    assert Event.objects.filter(verb="recorded_participation").count() == 1
    assert VillageNetwork.objects.get().revision == 1


def test_a_reading_over_an_unseen_one_is_refused_with_the_unseen_one():
    group = factories.group()
    say(group, value="no")
    with pytest.raises(participation.StaleReading) as stale:
        say(group, value="yes", base=0)
    assert stale.value.current["planning"].value == "no"
    assert Participation.objects.count() == 1


def test_a_whole_row_is_saved_or_none_of_it():
    group, by = factories.group(), factories.user()
    say(group, "bpd", "no")
    new = {"value": "yes", "reason": "", "as_of": NOVEMBER, "base_version": 0}
    with pytest.raises(participation.StaleReading) as stale:
        participation.record_readings(
            village=group.village,
            group=group,
            readings={"planning": new, "bpd": new},
            by=by,
        )
    assert set(stale.value.current) == {"bpd"}
    assert Participation.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "role"),
    [("keagamaan", "regulation"), ("adat", "regulation"), ("ngo", "bpd"), ("otl", "economy")],
)
def test_a_role_outside_the_kind_cannot_be_recorded(kind, role):
    with pytest.raises(participation.RoleNotExpected):
        say(factories.group(kind=kind), role)
    assert not Participation.objects.exists()


def test_a_religious_group_never_shows_a_gap_for_village_regulations():
    village = factories.village()
    religious = factories.group(village, kind="majelis-taklim")
    farmers = factories.group(village, kind="kelompok-tani")
    say(farmers, "regulation", "no")
    table = participation.matrix(village)
    rows = {row.group: row.readings for row in table.rows}
    assert "regulation" not in rows[religious]
    assert table.counts("regulation") == {"no": 1}


def test_only_roles_that_some_group_should_fill_are_columns():
    village = factories.village()
    factories.group(village, kind="ngo")
    assert participation.matrix(village).roles == ("economy", "empowerment")


def test_a_group_from_elsewhere_has_a_row_of_its_own_in_each_village():
    home, here = factories.village(), factories.village("33.08.06.2013", "Paten")
    group = factories.group(home, kind="gapoktan")
    Presence.objects.create(stakeholder=group, region=here)
    say(group, value="yes")
    say(group, value="no", village=here)
    [at_home], [from_elsewhere] = (participation.matrix(v).rows for v in (home, here))
    assert at_home.readings["planning"].value == "yes"
    assert from_elsewhere.readings["planning"].value == "no"


def test_a_role_is_empty_when_those_asked_do_not_really_fill_it():
    village = factories.village()
    for value in ("no", "name_only"):
        say(factories.group(village), "bpd", value)
    factories.group(village)
    say(factories.group(village), "bpd", "not_applicable")
    [empty] = participation.matrix(village).empty_roles
    assert (empty.role, empty.asked, empty.expected, empty.family) == ("bpd", 2, 3, None)


def test_a_role_nobody_was_asked_about_is_no_finding():
    village = factories.village()
    factories.group(village)
    assert participation.matrix(village).empty_roles == []


def test_a_role_filled_by_others_can_be_empty_within_one_family():
    village = factories.village()
    say(factories.group(village, kind="otl"), "regulation", "yes")
    say(factories.group(village, kind="kwt"), "regulation", "no")
    [empty] = participation.matrix(village).empty_roles
    assert (empty.role, empty.family) == ("regulation", Family.PEREMPUAN)


def test_counts_of_a_group_hold_every_role_of_its_kind():
    village = factories.village()
    group = factories.group(village, kind="keagamaan")
    say(group, "bpd", "no")
    [row] = participation.matrix(village).rows
    assert row.counts == {"not_asked": 3, "no": 1}


def test_the_readings_for_the_findings_name_unasked_roles_too():
    village = factories.village()
    group = factories.group(village, kind="ngo")
    say(group, "economy", "name_only")
    values = {r["role"]: r["value"] for r in participation.role_readings(village)}
    assert values == {"economy": "name_only", "empowerment": None}
    assert {r["group"] for r in participation.role_readings(village)} == {str(group.pk)}


def test_the_matrix_costs_two_queries_however_many_groups(django_assert_num_queries):
    village, by = factories.village(), factories.user()
    for _ in range(12):
        say(factories.group(village), by=by)
    with django_assert_num_queries(2):
        table = participation.matrix(village)
        assert len([row.counts for row in table.rows]) == 12
        assert table.empty_roles == []
        assert [row.group.village.name for row in table.rows]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_readings_at_once_are_one_reading_and_one_refusal():
    group, by = factories.group(), factories.user()
    answers = together(
        lambda: say(group, value="yes", by=by), lambda: say(group, value="no", by=by)
    )
    assert {type(a) for a in answers} == {Participation, participation.StaleReading}
    assert Participation.objects.count() == 1


def test_no_role_reads_like_the_beginning_of_another():
    """Beside each other one would be taken for the other, told shorter."""
    labels = [str(role.label) for role in VillageRole]
    assert not [
        (one, other)
        for one in labels
        for other in labels
        if one != other and other.startswith(one.split(" (")[0])
    ]
