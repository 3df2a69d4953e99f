"""What the pages with forms answer, said once."""

from django.views.decorators.http import require_http_methods

from jejaring.ids import uuid7
from jejaring.roles import Permission

form_page = require_http_methods(["GET", "HEAD", "POST"])


def form_status(form) -> int:
    """422 for a form that was refused, 200 for one that waits to be filled in."""
    return 422 if form.is_bound else 200


def fill_in(form, **values):
    """Put ``values`` into a bound form before it is shown again, beside what the person wrote."""
    form.data = form.data.copy()
    for name, value in values.items():
        form.data[form.add_prefix(name)] = str(value)


def start_anew(form):
    """Make the form one for another row: sent again it is a second row, not the first again."""
    fill_in(form, id=uuid7())


def whereabouts(user, *, group=None, place, nav="village") -> dict:
    """Where a page stands: ``place`` is the village it is about, ``village`` leads around it.

    The operator of a group may not walk through the village, so for them ``village`` is None.
    """
    may_walk = user.holds_over(Permission.VIEW, place.pk)
    return {"group": group, "place": place, "village": place if may_walk else None, "nav": nav}
