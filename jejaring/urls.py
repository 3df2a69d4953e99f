"""The site map."""

from django.urls import include, path

from jejaring.views import health, home, language

urlpatterns = [
    path("", home.home, name="home"),
    path("akun/", include("allauth.account.urls")),
    path("bahasa/", language.set_language, name="set_language"),
    path("kesehatan/", health.health, name="health"),
    path("", include("villages.urls")),
    path("", include("stakeholders.urls")),
]
