"""How far the worksheet of each group has come."""

import pytest

from stakeholders.services.progress import progress
from tests import factories

pytestmark = pytest.mark.django_db

DONE = "2026-10-01T00:00:00Z"


def progress_of(group):
    return progress(group.village, [group.pk])[group.pk]


def test_a_group_nobody_asked_has_nothing_yet():
    done = progress_of(factories.group())

    assert (done.worksheet, done.completed, done.answered, done.step) == (None, False, 0, 0)


def test_the_first_step_without_an_answer_is_the_next():
    sheet = factories.worksheet()
    for step in (0, 1, 2, 4):
        factories.answer(sheet, step, {})

    done = progress_of(sheet.group)

    assert (done.worksheet, done.answered, done.step) == (sheet.pk, 3, 3)


def test_an_answer_given_twice_counts_once():
    sheet = factories.worksheet()
    for version in (1, 2):
        factories.answer(sheet, 1, {}, version=version)

    assert progress_of(sheet.group).answered == 1


def test_with_every_question_answered_no_step_is_left():
    sheet = factories.worksheet()
    for step in range(8):
        factories.answer(sheet, step, {})

    done = progress_of(sheet.group)

    assert (done.answered, done.step, done.unasked) == (7, None, True)


def test_a_completed_worksheet_makes_the_group_interviewed():
    sheet = factories.worksheet(completed_at=DONE)

    assert not progress_of(sheet.group).unasked


def test_a_worksheet_opened_again_counts_before_the_completed_one():
    group = factories.group()
    factories.worksheet(group, completed_at=DONE)
    reopened = factories.worksheet(group)

    assert progress_of(group).worksheet == reopened.pk


@pytest.mark.parametrize("count", [1, 12])
def test_two_queries_whatever_the_number_of_groups(count, django_assert_num_queries):
    sheets = [factories.worksheet() for _ in range(count)]

    with django_assert_num_queries(2):
        progress(sheets[0].village, [sheet.group_id for sheet in sheets])
