"""Refusals in words, for what comes to an end before a view of ours could word it."""

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string


class UnreadableRequestMiddleware:
    """Answer 400 to what cannot be read, before a view or the database meets it.

    PostgreSQL knows no NUL character. Words that claim to be in another encoding than UTF-8
    are an error to Django wherever it looks for the CSRF token, its own page for 400 included.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _has_nul(request) or (request.encoding or "utf-8").lower() != "utf-8":
            return HttpResponseBadRequest(render_to_string("400.html"))
        return self.get_response(request)


def _has_nul(request):
    return "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")


class TooLargeMiddleware:
    """Refuse a body larger than any form of ours by its stated length, before a byte is read.

    What states no length is read as empty, so nobody gets round this by being silent.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _stated_length(request) > settings.LARGEST_BODY:
            return render(request, "413.html", status=413)
        return self.get_response(request)


def _stated_length(request):
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


class WrongMethodMiddleware:
    """Word the refusal of a method: signing in again leads to the address a form was sent to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response
