"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import agreements

urlpatterns = [
    path("kerja-sama/", agreements.agreement_list, name="agreement_list"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
    path("kerja-sama/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/naskah/", agreements.agreement_text, name="agreement_text"),
    path("kerja-sama/<uuid:pk>/tulis/", agreements.agreement_write, name="agreement_write"),
    path("kerja-sama/<uuid:pk>/langkah/<act>/", agreements.agreement_act, name="agreement_act"),
]
