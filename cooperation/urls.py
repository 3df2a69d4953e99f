"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import agreements, matching, matters, partner_resources, resources

urlpatterns = [
    path("kerja-sama/", agreements.agreement_list, name="agreement_list"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
    path("kerja-sama/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/naskah/", agreements.agreement_text, name="agreement_text"),
    path("kerja-sama/<uuid:pk>/tulis/", agreements.agreement_write, name="agreement_write"),
    path("kerja-sama/<uuid:pk>/langkah/<act>/", agreements.agreement_act, name="agreement_act"),
    # what villages have and need, and who complements whom
    path("desa/<code>/potensi/", resources.village_potentials, name="village_potentials"),
    path("desa/<code>/potensi/impor/", resources.resource_import, name="resource_import"),
    path("potensi/<uuid:pk>/", resources.resource_edit, name="resource_edit"),
    path("potensi/<uuid:pk>/arsip/", resources.resource_archive, name="resource_archive"),
    path(
        "desa/<code>/pihak-luar/tambah/",
        partner_resources.partner_resource_add,
        name="partner_resource_add",
    ),
    path(
        "pihak-luar/<uuid:pk>/",
        partner_resources.partner_resource_edit,
        name="partner_resource_edit",
    ),
    path(
        "pihak-luar/<uuid:pk>/arsip/",
        partner_resources.partner_resource_archive,
        name="partner_resource_archive",
    ),
    path("desa/<code>/pasangan/", matching.village_matches, name="village_matches"),
    path("desa/<code>/pasangan/<way>/<other>/<key>/", matching.match_decide, name="match_decide"),
    path("pasangan/<uuid:pk>/ulang/", matching.match_reconsider, name="match_reconsider"),
    path("kecamatan/<code>/pasangan/", matching.subdistrict_matches, name="subdistrict_matches"),
    path("golongan/", matters.matters, name="matters"),
    path("golongan/tambah/", matters.matter_add, name="matter_add"),
    path("golongan/<slug:code>/", matters.matter_edit, name="matter_edit"),
]
