"""The switch between Indonesian and English."""

from django.views import i18n
from django.views.decorators.http import require_POST

from jejaring.access import public


@public  # The sign-in page is read in one's own language as well.
@require_POST
def set_language(request):
    """Keep the chosen language in a cookie and go back to the page."""
    return i18n.set_language(request)
