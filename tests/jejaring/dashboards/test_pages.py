"""What a page makes of the numbers of a region."""

import pytest

from jejaring.dashboards.cells import NOT_APPLICABLE
from jejaring.dashboards.figures import BY_KEY
from jejaring.dashboards.pages import Page
from jejaring.dashboards.state import State
from stakeholders.models import Participation
from stakeholders.models.participation import EXPECTED_ROLES
from tests import factories
from tests.factories import SENGI
from villages.tallies.keeping import count_all_marked
from villages.tallies.months import this_month
from villages.tallies.reading import place_of

pytestmark = pytest.mark.django_db


def page_of(code, key):
    part = BY_KEY[key]
    return Page(place_of(code), State(this_month()), [part]), part


def role(village, kind, value):
    """A village whose group of this kind was asked about planning."""
    group = factories.group(factories.village(village, village), kind=kind)
    Participation.objects.create(
        village_id=village,
        group=group,
        role="planning",
        value=value,
        as_of="2026-01-01",
        recorded_by=factories.user(region_code=village),
    )


def test_a_role_that_a_kind_of_group_never_has_does_not_apply():
    role(SENGI, "otl", "yes")
    count_all_marked()
    page, part = page_of("33.08.06", "peran")
    chart = page.named_charts(part, part.figure("", page.state))["peran-kelompok"]
    kinds = list(EXPECTED_ROLES)
    for kind, row in zip(kinds, chart.rows, strict=True):
        foreign = [square.text == NOT_APPLICABLE.mark for square in row.squares]
        assert foreign.count(False) == len(EXPECTED_ROLES[kind])


def test_a_map_parts_whole_percents_only():
    for number, (kind, value) in enumerate([("otl", "yes"), ("otl", "no"), ("kwt", "yes")], 1):
        role(f"33.08.06.200{number}", kind, value)
    role("33.08.07.2001", "otl", "yes")
    count_all_marked()
    page, part = page_of("33.08", "peran")
    drawn = page.map(part.figure("filled.planning", page.state), part)
    assert [(key.label, key.count) for key in drawn.legend] == [("67%", 1), ("100%", 1)]
