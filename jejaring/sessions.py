"""How long somebody stays signed in."""

import time
from datetime import timedelta

ON_OWN_PHONE = timedelta(days=14)
ON_SHARED_COMPUTER = timedelta(hours=12)
# An idle limit needs the session written again; once in a while is enough.
REFRESH_AFTER = timedelta(minutes=15)


def remember(request, own_phone: bool):
    """Bound the session: 14 days from now on one's own phone, 12 hours idle elsewhere."""
    if own_phone:
        request.session.set_expiry(ON_OWN_PHONE)
    else:
        request.session.set_expiry(int(ON_SHARED_COMPUTER.total_seconds()))
        request.session["busy_at"] = int(time.time())


class IdleSessionMiddleware:
    """Push the end of a session on a shared computer ahead while somebody works."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # Only a session that was read anyway: a page that needs none costs no query.
        if request.session.accessed:
            now, busy_at = int(time.time()), request.session.get("busy_at")
            if busy_at is not None and now - busy_at > REFRESH_AFTER.total_seconds():
                request.session["busy_at"] = now
        return response
