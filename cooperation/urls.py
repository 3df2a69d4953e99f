"""Addresses, by subject. The name of an address is the name of its view."""

from django.urls import path

from cooperation.views import agreements, bodies, calendar

urlpatterns = [
    path("kerja-sama/", agreements.agreement_list, name="agreement_list"),
    path("desa/<code>/kerja-sama/tambah/", agreements.agreement_create, name="agreement_create"),
    path("kerja-sama/<uuid:pk>/", agreements.agreement_detail, name="agreement_detail"),
    path("kerja-sama/<uuid:pk>/naskah/", agreements.agreement_text, name="agreement_text"),
    path("kerja-sama/<uuid:pk>/tulis/", agreements.agreement_write, name="agreement_write"),
    path("kerja-sama/<uuid:pk>/langkah/<act>/", agreements.agreement_act, name="agreement_act"),
    path("kerja-sama/<uuid:pk>/laporan/", bodies.agreement_report, name="agreement_report"),
    path("badan/", bodies.body_list, name="body_list"),
    path("desa/<code>/badan/tambah/", bodies.body_create, name="body_create"),
    path("badan/<uuid:pk>/", bodies.body_detail, name="body_detail"),
    path("badan/<uuid:pk>/ubah/", bodies.body_edit, name="body_edit"),
    path("badan/<uuid:pk>/pengurus/<code>/", bodies.body_members, name="body_members"),
    path("badan/<uuid:pk>/tinjau/", bodies.body_review, name="body_review"),
    path("badan/<uuid:pk>/laporan/", bodies.body_report, name="body_report"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("kalender/langganan/", calendar.calendar_feed, name="calendar_feed"),
    path("kalender/langganan/baru/", calendar.calendar_feed_renew, name="calendar_feed_renew"),
    path("kalender/langganan/tutup/", calendar.calendar_feed_revoke, name="calendar_feed_revoke"),
    path("kalender/<str:token>.ics", calendar.calendar_ics, name="calendar_ics"),
    path("kabupaten/<code>/tenggat/", calendar.regency_rules, name="regency_rules"),
]
