"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import agreements, lists, partners

urlpatterns = [
    path("kerja-sama/", lists.agreement_list, name="agreement_list"),
    path("kerja-sama/unduh/", lists.agreement_sheet, name="agreement_sheet"),
    path("kerja-sama/peta/<code>/", lists.cooperation_network, name="cooperation_network"),
    path("mitra/", partners.partner_list, name="partner_list"),
    path("mitra/unduh/", partners.partner_sheet, name="partner_sheet"),
    path("mitra/<uuid:pk>/", partners.partner_detail, name="partner_detail"),
    path("mitra/<uuid:pk>/ubah/", partners.partner_edit, name="partner_edit"),
    path("desa/<code>/mitra/tambah/", partners.partner_create, name="partner_create"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
    path("kerja-sama/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/naskah/", agreements.agreement_text, name="agreement_text"),
    path("kerja-sama/<uuid:pk>/tulis/", agreements.agreement_write, name="agreement_write"),
    path("kerja-sama/<uuid:pk>/langkah/<act>/", agreements.agreement_act, name="agreement_act"),
]
