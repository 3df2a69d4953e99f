"""What a page makes of the numbers of a region."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from jejaring.dashboards.cells import HIDDEN, NOT_APPLICABLE, portion
from jejaring.dashboards.figures import BY_KEY
from jejaring.dashboards.pages import Page, way_to
from jejaring.dashboards.questions import MEASURES, questions
from jejaring.dashboards.state import State
from stakeholders.models import Participation
from stakeholders.models.participation import EXPECTED_ROLES
from tests import factories
from tests.clock import turning
from tests.cooperation.meetings import arrange, call, count
from tests.factories import SENGI
from villages.tallies.keeping import count_all_marked
from villages.tallies.months import in_words, this_month
from villages.tallies.reading import place_of
from villages.tallies.rebuilding import rebuild

pytestmark = pytest.mark.django_db


def page_of(code, key):
    part = BY_KEY[key]
    return Page(place_of(code), State(this_month()), [part]), part


def role(village, kind, value):
    """A village whose group of this kind was asked about planning."""
    group = factories.group(factories.village(village, village), kind=kind)
    answer(group, "planning", value)


def answer(group, role, value):
    Participation.objects.create(
        village_id=group.village_id,
        group=group,
        role=role,
        value=value,
        as_of="2026-01-01",
        recorded_by=factories.user(region_code=group.village_id),
    )


def test_a_role_that_a_kind_of_group_never_has_does_not_apply():
    role(SENGI, "otl", "yes")
    count_all_marked()
    page, part = page_of("33.08", "peran")
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
    page, part = page_of("33.08", "kelompok")
    drawn = page.map(part.figure("met.otl", page.state), part)
    assert [(key.label, key.count) for key in drawn.legend] == [("67%", 1), ("100%", 1)]


def test_roles_tell_nothing_of_a_village():
    """One village with one group would tell what that group said."""
    with turning(datetime(2026, 1, 10, tzinfo=UTC)):
        role(SENGI, "otl", "yes")
        count_all_marked()
    with turning(datetime(2026, 2, 10, tzinfo=UTC)):
        page, part = page_of("33.08.06", "peran")
        table = page.table(part)
        assert [column.key for column in table.columns] == ["name", "code"]
        assert page.map(part.figure("", page.state), part) is None
        assert page.named_charts(part, part.figure("", page.state)) == {}
        assert {told.text for told in page.told(part)} == {HIDDEN.mark}
        village, part = page_of(SENGI, "peran")
        assert village.parts == []
        assert way_to(village.place, part, village.state) == f"/angka/{SENGI}/"


def test_a_role_that_is_empty_in_every_village_is_asked_about():
    with turning(datetime(2026, 1, 10, tzinfo=UTC)):
        for number in range(6):
            group = factories.group(factories.village(f"33.08.06.200{number}", "Desa"), kind="otl")
            answer(group, "planning", "no")
            answer(group, "bpd", "yes" if number < 2 else "no")
        count_all_marked()
    with turning(datetime(2026, 2, 10, tzinfo=UTC)):
        state = State(this_month())
        page = Page(place_of("33.08.06"), state, [], also=MEASURES)
        assert page.figures.number("filled", "bpd") is HIDDEN
        found = [each for each in questions(page.figures, state) if each.part == "peran"]
        assert [(each.key, each.state, len(each.places)) for each in found] == [
            ("role-planning", "6", 6)
        ]


def test_meetings_without_women_are_asked_about_where_they_were():
    villages = [factories.village(), factories.village("33.08.06.2013", "Paten")]
    by = factories.user(region_code="33.08.06")
    for village, present in zip(villages, ({"poor": [4, 0]}, {"poor": [4, 2]}), strict=True):
        meeting = arrange(by, codes=(village.code,), held_on=timezone.localdate())
        call(meeting, by)
        count(meeting, by, present)
    rebuild()
    state = State(this_month())
    page = Page(place_of("33.08.06"), state, [BY_KEY["pertemuan"]], also=MEASURES)
    (found,) = [each for each in questions(page.figures, state) if each.key == "women"]
    month = in_words(state.month)
    assert found.sentence == f"Pada 1 dari 2 pertemuan {month} tidak ada perempuan yang hadir."
    # What is chosen beside the month moves no mark that was set on it.
    year = State(state.month, span=12)
    longer = Page(place_of("33.08.06"), year, [BY_KEY["pertemuan"]], also=MEASURES)
    assert [q.state for q in questions(longer.figures, year) if q.key == "women"] == [found.state]
    assert [place.code for place in found.places] == [villages[0].code]
    told = {each.figure.key: each.text for each in page.told(BY_KEY["pertemuan"])}
    assert (told["women.third"], told["women.none"]) == ("50%", "1")


def test_a_rounded_part_is_never_more_than_the_whole():
    assert portion(10, 9) == 100
    assert portion(HIDDEN, 9) is HIDDEN
