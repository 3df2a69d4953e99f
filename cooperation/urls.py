"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import (
    agreements,
    appraisals,
    attachments,
    benefits,
    disputes,
    documents,
    fairness,
    matching,
    matters,
    parties,
    partner_resources,
    resources,
)

urlpatterns = [
    path("kerja-sama/", agreements.agreement_list, name="agreement_list"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
    path("desa/<code>/kerja-sama/catat/", parties.agreement_register, name="agreement_register"),
    path("kerja-sama/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/naskah/", agreements.agreement_text, name="agreement_text"),
    path("kerja-sama/<uuid:pk>/tulis/", agreements.agreement_write, name="agreement_write"),
    path("kerja-sama/<uuid:pk>/langkah/<act>/", agreements.agreement_act, name="agreement_act"),
    path(
        "kerja-sama/<uuid:pk>/dokumen/", documents.agreement_documents, name="agreement_documents"
    ),
    path("kerja-sama/<uuid:pk>/dokumen/terbit/", documents.document_issue, name="document_issue"),
    path("dokumen/<uuid:pk>/", documents.document_download, name="document_download"),
    path("desa/<code>/kop-surat/", documents.letterhead_edit, name="letterhead_edit"),
    path("kabupaten/<code>/templat-dokumen/", documents.template_list, name="template_list"),
    path(
        "kabupaten/<code>/templat-dokumen/contoh/<kind>/",
        documents.template_example,
        name="template_example",
    ),
    path("kabupaten/<code>/lambang/", documents.emblem_set, name="emblem_set"),
    path("templat-dokumen/<uuid:pk>/", documents.template_download, name="template_download"),
    path("templat-dokumen/<uuid:pk>/lepas/", documents.template_retire, name="template_retire"),
    # Whether it is fair, and stays so.
    path("kerja-sama/<uuid:pk>/adil/", fairness.agreement_fairness, name="agreement_fairness"),
    path("kerja-sama/<uuid:pk>/manfaat/", fairness.agreement_benefits, name="agreement_benefits"),
    path("kerja-sama/<uuid:pk>/cerita/", fairness.agreement_story, name="agreement_story"),
    path("kerja-sama/<uuid:pk>/cerita/tambah/", fairness.reflection_add, name="reflection_add"),
    path("kerja-sama/<uuid:pk>/tinjau/", appraisals.appraisal_begin, name="appraisal_begin"),
    path("tinjauan/<uuid:pk>/", appraisals.appraisal_detail, name="appraisal_detail"),
    path("tinjauan/<uuid:pk>/selesai/", appraisals.appraisal_seal, name="appraisal_seal"),
    path(
        "tinjauan/<uuid:pk>/manfaat/<int:position>/", benefits.benefit_party, name="benefit_party"
    ),
    path("tinjauan/<uuid:pk>/bagi-hasil/", benefits.revenue_add, name="revenue_add"),
    path("tinjauan/<uuid:pk>/<slug:step>/", appraisals.appraisal_step, name="appraisal_step"),
    path("manfaat/<uuid:pk>/hapus/", benefits.benefit_remove, name="benefit_remove"),
    path("bagi-hasil/<uuid:pk>/hapus/", benefits.revenue_remove, name="revenue_remove"),
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
    path("kerja-sama/<uuid:pk>/pihak/tambah/", parties.agreement_join, name="agreement_join"),
    path("kerja-sama/<uuid:pk>/perselisihan/", disputes.dispute_open, name="dispute_open"),
    path("perselisihan/<uuid:pk>/", disputes.dispute_detail, name="dispute_detail"),
    path("berkas-kerja-sama/<uuid:pk>/", attachments.attachment_file, name="attachment_file"),
]
