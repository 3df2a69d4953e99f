"""An id that a form made up may belong to a row of a village its sender knows nothing of."""

from datetime import date

import pytest

from stakeholders.models import GroupKind, PatronClientTie
from stakeholders.services.dependency import NewParty, record_dependency, revise_dependency
from stakeholders.services.groups import record_stakeholder
from stakeholders.services.officers import record_officer
from stakeholders.services.participation import record_participation
from stakeholders.services.worksheets import start_worksheet
from tests import factories

pytestmark = pytest.mark.django_db

SEEN = {"forms": ["market"], "frequency": "daily", "tightness": "loose"}


@pytest.fixture
def here():
    """The village of the sender."""
    return factories.village()


@pytest.fixture
def abroad():
    """A village of somebody else."""
    return factories.village("34.01.01.2001", "Jangkaran")


def dependency(village, by, pk=None):
    """A dependency between two new parties."""
    return record_dependency(
        village=village,
        patron=NewParty("Pengepul"),
        client=NewParty("Petani"),
        by=by,
        pk=pk,
        **SEEN,
    )


def act(name, village, by, pk=None):
    """Make one row of a village, under an id if given."""
    group = factories.group(village)
    if name == "group":
        kind = GroupKind.objects.get(pk="otl")
        return record_stakeholder(
            village=village, by=by, pk=pk, kind="group", group_kind=kind, name="Tani"
        )
    if name == "officer":
        return record_officer(group=group, office="Ketua", role="Ketua Tani", by=by, pk=pk)
    if name == "worksheet":
        return start_worksheet(group=group, village=village, by=by, pk=pk)
    if name == "reading":
        said = {"value": "yes", "reason": "", "as_of": date(2026, 3, 2), "base_version": 0}
        return record_participation(
            village=village, group=group, role="planning", by=by, pk=pk, **said
        )
    return dependency(village, by, pk)


@pytest.mark.parametrize("name", ["group", "officer", "worksheet", "reading", "dependency"])
def test_a_foreign_id_is_answered_like_a_free_one(name, here, abroad):
    foreign = act(name, abroad, factories.user(region_code=abroad.pk))
    made = act(name, here, factories.user(), pk=foreign.pk)
    assert made.pk != foreign.pk
    assert made.village == here
    foreign.refresh_from_db()
    assert foreign.village == abroad


def test_a_revision_under_a_foreign_id_stands_beside_it(here, abroad):
    foreign = dependency(abroad, factories.user(region_code=abroad.pk))
    tie = dependency(here, by := factories.user())
    revised = revise_dependency(tie=tie, by=by, pk=foreign.pk, tightness="binding")
    assert revised.replaces == tie
    assert PatronClientTie.objects.get(pk=foreign.pk).village == abroad


def test_a_second_reading_under_the_id_of_the_first_gets_its_own(here):
    by, group = factories.user(), factories.group(here)
    said = {"village": here, "group": group, "role": "planning", "by": by, "reason": ""}
    day = date(2026, 3, 2)
    first = record_participation(**said, value="no", as_of=day, base_version=0)
    second = record_participation(**said, value="yes", as_of=day, base_version=1, pk=first.pk)
    assert (second.version, second.value) == (2, "yes")
    assert second.pk != first.pk
