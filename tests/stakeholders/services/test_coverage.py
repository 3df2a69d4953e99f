"""The coverage of villages, against hand-made cases and a slow second way of counting."""

import random
from datetime import date, timedelta

import pytest
from django.utils import timezone

from stakeholders.models import Presence, Stakeholder, StepAnswer, Worksheet
from stakeholders.services.coverage import Coverage, Known, Part, Resume, coverage, reach
from tests.factories import answer, group, user, village, worksheet

pytestmark = pytest.mark.django_db

NGARGOMULYO = "33.08.06.2001"


def test_a_village_without_groups_asks_for_the_first():
    covered = coverage([village().code])[village().code]
    assert covered == Coverage()
    assert covered.next_step == "add_group"


def test_a_village_nobody_knows_is_covered_by_nothing():
    assert coverage(["99.99.99.2999"]) == {"99.99.99.2999": Coverage()}


def test_the_first_group_recorded_is_the_first_to_interview():
    first, second = group(name="Zaitun"), group(name="Anggrek")
    covered = coverage([first.village_id])[first.village_id]
    assert covered.unanswered == (Known(first.pk, "Zaitun"), Known(second.pk, "Anggrek"))
    assert covered.next_step == "interview"


def test_an_open_worksheet_is_resumed_where_somebody_left_it():
    sheet = worksheet(held_on=date(2026, 11, 14), resume_step=5)
    answer(sheet, 0, {})
    covered = coverage([sheet.village_id])[sheet.village_id]
    assert covered.resume == Resume(sheet.pk, Known(sheet.group_id, sheet.group.name), 5)
    assert (covered.in_progress, covered.interviewed) == (1, 0)
    assert covered.last_visit == date(2026, 11, 14)
    assert covered.next_step == "resume"


def test_an_answer_that_lost_a_race_does_not_count_as_answered():
    sheet = worksheet(resume_step=7)
    for step in range(8):
        answer(sheet, step, {}, version=1 if step else None)
    assert coverage([sheet.village_id])[sheet.village_id].resume.step == 7


def test_a_worksheet_with_every_step_answered_waits_to_be_finished():
    sheet = worksheet()
    for step in range(8):
        answer(sheet, step, {})
    covered = coverage([sheet.village_id])[sheet.village_id]
    assert covered.resume.step is None
    assert covered.next_step == "finish"


def test_the_worksheet_touched_last_is_resumed():
    older, newer = worksheet(), worksheet()
    StepAnswer.objects.filter(pk=answer(newer, 0, {}).pk).update(
        recorded_at=timezone.now() + timedelta(hours=1)
    )
    StepAnswer.objects.filter(pk=answer(older, 0, {}).pk).update(
        recorded_at=timezone.now() + timedelta(hours=2)
    )
    assert coverage([older.village_id])[older.village_id].resume.worksheet == older.pk


def test_when_every_group_was_interviewed_the_findings_are_discussed():
    sheet = worksheet(completed_at=timezone.now())
    covered = coverage([sheet.village_id])[sheet.village_id]
    assert (covered.known, covered.interviewed, covered.unanswered) == (1, 1, ())
    assert covered.next_step == "discuss"


def test_a_group_interviewed_again_stays_interviewed():
    first = worksheet(completed_at=timezone.now())
    worksheet(first.group)
    covered = coverage([first.village_id])[first.village_id]
    assert (covered.interviewed, covered.in_progress) == (1, 0)


def test_a_group_present_from_elsewhere_is_known_and_interviewed_village_by_village():
    sheet = worksheet(completed_at=timezone.now())
    other = village(NGARGOMULYO, "Ngargomulyo")
    Presence.objects.create(stakeholder=sheet.group, region=other)
    covered = coverage([sheet.village_id, other.code])
    assert covered[sheet.village_id].interviewed == 1
    assert (covered[other.code].known, covered[other.code].interviewed) == (1, 0)


def test_archived_and_restricted_groups_are_not_counted_but_the_visit_happened():
    archived = worksheet(held_on=date(2026, 3, 1), completed_at=timezone.now()).group
    Stakeholder.objects.filter(pk=archived.pk).update(archived_at=timezone.now())
    group(restricted=True)
    covered = coverage([archived.village_id])[archived.village_id]
    assert covered == Coverage(last_visit=date(2026, 3, 1))


def test_the_number_of_queries_does_not_grow_with_the_villages(django_assert_num_queries):
    codes = [village(f"33.08.06.20{n:02}", f"Desa {n}").code for n in range(1, 13)]
    for code in codes:
        worksheet(group(village(code)))
    with django_assert_num_queries(4):
        coverage(codes[:1])
    with django_assert_num_queries(4):
        coverage(codes)


@pytest.mark.parametrize(
    ("territory", "parts"),
    [
        ("", (Part("33", 2, 3), Part("34", 0, 1))),
        ("33", (Part("33.08", 2, 3),)),
        ("33.08", (Part("33.08.06", 1, 2), Part("33.08.07", 1, 1))),
        ("33.08.06", (Part("33.08.06", 1, 2),)),
        (NGARGOMULYO, (Part(NGARGOMULYO, 0, 1),)),
        ("99", ()),
    ],
)
def test_the_reach_counts_desa_one_level_beneath(territory, parts, django_assert_num_queries):
    village()
    village(NGARGOMULYO, begun=False)
    village("33.08.06.1001", "Kota Dukun", begun=False)
    village("33.08.07.2001")
    village("34.01.01.2001", begun=False)
    with django_assert_num_queries(1):
        reached = reach(territory)
    assert reached.parts == parts
    assert reached.desa == sum(part.desa for part in parts)


@pytest.mark.parametrize("seed", range(5))
def test_a_slow_second_way_counts_the_same(seed):
    chance = random.Random(seed)  # noqa: S311 -- a draw, not a secret
    codes = _scatter(chance)
    for code, covered in coverage(codes).items():
        assert covered.known == len(_slowly_known(code))
        assert covered.interviewed == sum(
            _has_sheet(pk, code, done=True) for pk in _slowly_known(code)
        )
        assert covered.in_progress == sum(
            _has_sheet(pk, code, done=False) and not _has_sheet(pk, code, done=True)
            for pk in _slowly_known(code)
        )
        assert covered.known == (
            covered.interviewed + covered.in_progress + len(covered.unanswered)
        )


def _scatter(chance):
    """Four villages with random groups, presences, archives and worksheets; their codes."""
    villages = [village(f"33.08.06.20{n:02}", f"Desa {n}") for n in range(1, 5)]
    by = user(region_code="33.08.06")
    for home in villages:
        for _n in range(chance.randrange(6)):
            one = group(home, archived_at=chance.choice([None, None, timezone.now()]))
            for region in chance.sample(villages, chance.randrange(3)):
                if region != home:
                    Presence.objects.create(stakeholder=one, region=region)
                if chance.random() < 0.6:
                    Worksheet.objects.create(
                        group=one,
                        village=region,
                        facilitator=by,
                        completed_at=chance.choice([None, timezone.now()]),
                    )
    return [one.code for one in villages]


def _slowly_known(code):
    known = set()
    for one in Stakeholder.objects.filter(kind="group"):
        here = one.village_id == code or one.presences.filter(region_id=code).exists()
        if here and one.archived_at is None:
            known.add(one.pk)
    return known


def _has_sheet(pk, code, *, done):
    sheets = Worksheet.objects.filter(group_id=pk, village_id=code)
    return any((sheet.completed_at is not None) == done for sheet in sheets)
