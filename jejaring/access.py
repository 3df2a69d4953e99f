"""The doors: every view of ours says who may pass, or nobody passes."""

import logging
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.utils.cache import add_never_cache_headers

logger = logging.getLogger("jejaring.access")

OUR_PACKAGES = ("jejaring", "villages", "stakeholders", "cooperation")


def needs(permission):
    """Let only people pass who hold ``permission`` somewhere.

    Over which rows they hold it is the queryset's business (``visible_to``): a row out of
    scope is 404, a permission held nowhere is 403.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.holds(permission):
                logger.warning(
                    "refused: %s lacks %s for %s", request.user.pk, permission, request.path
                )
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access_mark = permission
        return guarded

    return decorate


def signed_in(view):
    """Let everybody pass who has signed in, whatever they may do."""
    view.access_mark = "signed in"
    return view


def public(view):
    """Let everybody pass. Write the reason beside each use."""
    view.access_mark = "public"
    return login_not_required(view)


class AccessMarkMiddleware:
    """Refuse a view of ours that carries no access mark: a forgotten door stays shut."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        package = view.__module__.partition(".")[0]
        if package in OUR_PACKAGES and not hasattr(view, "access_mark"):
            logger.error("view without access mark: %s.%s", view.__module__, view.__name__)
            raise PermissionDenied


class PersonalPageMiddleware:
    """Keep what a signed-in person reads out of every cache: phones and computers are shared."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
