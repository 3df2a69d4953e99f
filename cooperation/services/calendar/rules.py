"""What the kabupaten has set, by the code of the kabupaten."""

from cooperation.models import RegencyCalendar

REGENCY_LENGTH = 5


def regency_of(code: str) -> str:
    """The code of the kabupaten of a village."""
    return code[:REGENCY_LENGTH]


def rules_over(codes) -> dict[str, RegencyCalendar]:
    """The calendars of the kabupaten of these villages. One query.

    Read round the scope: an interval binds every village of the kabupaten, and is no secret.
    """
    return RegencyCalendar.objects.in_bulk({regency_of(code) for code in codes})


def interval(rules, code: str, field: str) -> int | None:
    """An interval that holds for a village, or None where the kabupaten has set none."""
    return getattr(rules.get(regency_of(code)), field, None)
