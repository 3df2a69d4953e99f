"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import agreements, review, review_links

urlpatterns = [
    path("kerja-sama/", agreements.agreement_list, name="agreement_list"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
    path("kerja-sama/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/naskah/", agreements.agreement_text, name="agreement_text"),
    path("kerja-sama/<uuid:pk>/tulis/", agreements.agreement_write, name="agreement_write"),
    path("kerja-sama/<uuid:pk>/langkah/<act>/", agreements.agreement_act, name="agreement_act"),
    path("kerja-sama/<uuid:pk>/naskah/beda/", review.agreement_compare, name="agreement_compare"),
    path("kerja-sama/<uuid:pk>/catatan/", review.comment_list, name="comment_list"),
    path("kerja-sama/<uuid:pk>/catatan/tambah/", review.comment_create, name="comment_create"),
    path("kerja-sama/catatan/<uuid:pk>/", review.comment_detail, name="comment_detail"),
    path("kerja-sama/catatan/<uuid:pk>/selesai/", review.comment_settle, name="comment_settle"),
    path("kerja-sama/catatan/<uuid:pk>/terapkan/", review.comment_apply, name="comment_apply"),
    path("kerja-sama/<uuid:pk>/tautan/", review_links.review_links, name="review_links"),
    path(
        "kerja-sama/tautan/<uuid:pk>/cabut/",
        review_links.review_link_withdraw,
        name="review_link_withdraw",
    ),
    path("periksa/<str:token>/", review_links.review_open, name="review_open"),
]
