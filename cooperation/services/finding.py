"""The people who acted on agreements."""

from jejaring.models import User


def people_of(events) -> dict:
    """Full names of whoever acted, by id; an account that is gone is left out."""
    return dict(
        User.objects.filter(pk__in={event.actor for event in events}).values_list("pk", "full_name")
    )
