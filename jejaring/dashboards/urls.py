"""Addresses of dashboards; what is chosen stands in the query."""

from django.urls import path, register_converter

from jejaring.dashboards import views
from villages.converters import RegionCodeConverter

register_converter(RegionCodeConverter, "region")

urlpatterns = [
    path("", views.dashboards, name="dashboards"),
    path("<region:code>/", views.dashboard, name="dashboard"),
    path("<region:code>/pertanyaan/", views.dashboard_questions, name="dashboard_questions"),
    path(
        "<region:code>/pertanyaan/<slug:key>/",
        views.dashboard_question,
        name="dashboard_question",
    ),
    path("<region:code>/banding/", views.dashboard_compare, name="dashboard_compare"),
    path("<region:code>/laporan/", views.dashboard_report, name="dashboard_report"),
    path("<region:code>/laporan/simpan.html", views.dashboard_copy, name="dashboard_copy"),
    path("<region:code>/ringkasan/", views.dashboard_summary, name="dashboard_summary"),
    path("<region:code>/terbuka/", views.open_numbers_set, name="open_numbers_set"),
    path("<region:code>/<slug:key>/", views.dashboard_part, name="dashboard_part"),
    path(
        "<region:code>/<slug:key>/tabel.<str:format>",
        views.dashboard_table,
        name="dashboard_table",
    ),
    path(
        "<region:code>/<slug:key>/<slug:chart>.<str:format>",
        views.dashboard_picture,
        name="dashboard_picture",
    ),
]

# For everybody, and so under an address of its own.
open_patterns = [
    path("<region:code>/", views.open_numbers_page, name="open_numbers_page"),
    path("<region:code>/angka.<str:format>", views.open_numbers_file, name="open_numbers_file"),
]
