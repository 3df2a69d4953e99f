"""In which language a page speaks."""

from django.conf import settings
from django.utils import translation


class ChosenLanguageMiddleware:
    """Speak Indonesian unless the person has chosen otherwise.

    Unlike Django's own middleware this one does not ask the browser: phones in Indonesian
    villages are often set to English by whoever sold them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
