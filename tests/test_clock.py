"""The clock the tests live by."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from tests.clock import morning_of, turning

COLLECTED_ON = timezone.localdate()


def test_what_was_written_when_tests_were_found_holds_when_they_run(request):
    assert timezone.localdate() == COLLECTED_ON == request.config.option.on_day
    assert timezone.now() >= morning_of(COLLECTED_ON)


def test_a_clock_turned_within_another_goes_on_from_it():
    with turning(datetime(2026, 3, 10, 3, tzinfo=UTC)) as outer:
        outer.turned_by += timedelta(days=1)
        with turning() as inner:
            inner.turned_by += timedelta(days=1)
            assert timezone.localdate().isoformat() == "2026-03-12"
        assert timezone.localdate().isoformat() == "2026-03-11"
