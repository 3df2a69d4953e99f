"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path, register_converter

from villages import views
from villages.converters import VillageCodeConverter

register_converter(VillageCodeConverter, "village")

urlpatterns = [
    path("wilayah/cari/", views.region_search, name="region_search"),
    path("desa/tambah/", views.village_add, name="village_add"),
    path("desa/tambah/<village:code>/", views.village_requested, name="village_requested"),
]
