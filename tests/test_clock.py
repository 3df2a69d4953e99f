"""The clock the tests live by."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.template import Context, Template
from django.utils import timezone

from tests.clock import morning_of, turning

COLLECTED_ON = timezone.localdate()


def test_what_was_written_when_tests_were_found_holds_when_they_run(request):
    assert timezone.localdate() == COLLECTED_ON == request.config.option.on_day
    assert timezone.now() >= morning_of(COLLECTED_ON)


def test_everything_reads_the_same_clock():
    with turning(datetime(2026, 3, 31, 16, 59, tzinfo=UTC)) as clock:
        before = time.time()
        clock.shift(timedelta(minutes=2))
        assert timezone.localdate().isoformat() == "2026-04-01"
        assert 120 <= time.time() - before < 180


def test_times_are_told_in_the_zone_of_the_app():
    at = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
    assert Template("{{ at|time:'H.i' }}").render(Context({"at": at})) == "14.05"


@pytest.mark.django_db
def test_what_is_kept_for_a_while_is_not_over_at_once():
    """The cache in the database asks two clocks."""
    caches["default"].set("kept", 1, 60)
    assert caches["default"].get("kept") == 1
