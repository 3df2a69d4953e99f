"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import (
    agreements,
    meeting_files,
    meeting_parts,
    meeting_rules,
    meetings,
)

urlpatterns = [
    path("kerja-sama/", agreements.agreement_list, name="agreement_list"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
    path("kerja-sama/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/naskah/", agreements.agreement_text, name="agreement_text"),
    path("kerja-sama/<uuid:pk>/tulis/", agreements.agreement_write, name="agreement_write"),
    path("kerja-sama/<uuid:pk>/langkah/<act>/", agreements.agreement_act, name="agreement_act"),
    # meetings
    path("desa/<code>/catatan-musyawarah/", meetings.meeting_list, name="meeting_list"),
    path("desa/<code>/catatan-musyawarah/tambah/", meetings.meeting_create, name="meeting_create"),
    path("musyawarah/<uuid:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("musyawarah/<uuid:pk>/ubah/", meetings.meeting_edit, name="meeting_edit"),
    path("musyawarah/<uuid:pk>/undangan/", meeting_parts.meeting_invite, name="meeting_invite"),
    path(
        "musyawarah/<uuid:pk>/hadir/<int:stage>/",
        meeting_parts.meeting_attend,
        name="meeting_attend",
    ),
    path("musyawarah/<uuid:pk>/sidang/", meeting_parts.meeting_next, name="meeting_next"),
    path("musyawarah/<uuid:pk>/pokok/", meeting_parts.agenda_add, name="agenda_add"),
    path("pokok-bahasan/<uuid:pk>/", meeting_parts.agenda_edit, name="agenda_edit"),
    path("musyawarah/<uuid:pk>/tindak-lanjut/", meeting_parts.follow_up_add, name="follow_up_add"),
    path("tindak-lanjut/<uuid:pk>/", meeting_parts.follow_up_edit, name="follow_up_edit"),
    path("musyawarah/<uuid:pk>/berkas/", meeting_files.meeting_file_add, name="meeting_file_add"),
    path("berkas-musyawarah/<uuid:pk>/", meeting_files.meeting_file, name="meeting_file"),
    path("musyawarah/<uuid:pk>/berita-acara/", meetings.meeting_minutes, name="meeting_minutes"),
    path("musyawarah/<uuid:pk>/daftar-hadir/", meetings.meeting_sheet, name="meeting_sheet"),
    path("kabupaten/<code>/musyawarah/", meeting_rules.meeting_rules, name="meeting_rules"),
]
