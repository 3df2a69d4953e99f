"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import agreements, attachments, disputes, parties

urlpatterns = [
    path("kerja-sama/", agreements.agreement_list, name="agreement_list"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
    path("desa/<code>/kerja-sama/catat/", parties.agreement_register, name="agreement_register"),
    path("kerja-sama/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/naskah/", agreements.agreement_text, name="agreement_text"),
    path("kerja-sama/<uuid:pk>/tulis/", agreements.agreement_write, name="agreement_write"),
    path("kerja-sama/<uuid:pk>/langkah/<act>/", agreements.agreement_act, name="agreement_act"),
    path("kerja-sama/<uuid:pk>/pihak/tambah/", parties.agreement_join, name="agreement_join"),
    path("kerja-sama/<uuid:pk>/perselisihan/", disputes.dispute_open, name="dispute_open"),
    path("perselisihan/<uuid:pk>/", disputes.dispute_detail, name="dispute_detail"),
    path("berkas-kerja-sama/<uuid:pk>/", attachments.attachment_file, name="attachment_file"),
]
