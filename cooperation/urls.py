"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import agreements, documents

urlpatterns = [
    path("kerja-sama/", agreements.agreement_list, name="agreement_list"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
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
]
