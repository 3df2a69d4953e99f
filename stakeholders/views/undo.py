"""What somebody changed on a map a moment ago, so that it can be taken back step by step.

Kept in the session: each person takes back their own changes. A step is what was changed
(``place``, ``note``, ``view``) and the id of the row, if there is one.
"""

from django.http import QueryDict
from django.urls import reverse

from stakeholders.presenters.selection import Selection

MOST = 20
_KEY = "map_steps"


def remember(request, code, what, pk=""):
    """Write down a change that can be taken back."""
    steps = request.session.get(_KEY, {})
    steps[code] = [*steps.get(code, []), [what, str(pk)]][-MOST:]
    request.session[_KEY] = steps


def latest(request, code):
    """The step that would be taken back next: what and id, or None."""
    steps = request.session.get(_KEY, {}).get(code)
    return tuple(steps[-1]) if steps else None


def take(request, code):
    """The same, no longer to be taken back."""
    step = latest(request, code)
    if step:
        steps = request.session[_KEY]
        steps[code].pop()
        request.session[_KEY] = steps
    return step


def selection_of(request) -> Selection:
    """What of the map was looked at when a form on its page was sent."""
    return Selection.from_query(QueryDict(request.POST.get("lihat", "")[:1000].lstrip("?")))


def back_to_map(request, code) -> str:
    """The address of the map as it was looked at."""
    query = selection_of(request).query()
    return reverse("village_map", args=[code]) + (query if len(query) > 1 else "") + "#peta"
