"""The site map."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.account.urls")),
]
