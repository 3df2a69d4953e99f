"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from villages import views

urlpatterns = [
    path("wilayah/cari/", views.region_search, name="region_search"),
    path("desa/tambah/", views.village_add, name="village_add"),
    path("desa/tambah/<str:code>/", views.village_requested, name="village_requested"),
]
