"""The site map."""

from django.urls import include, path

from jejaring.dashboards.urls import open_patterns
from jejaring.views import health, home, invitations, kinds, language, people, sign_in

people_urls = [
    path("", people.people, name="people"),
    path("undang/", people.person_invite, name="person_invite"),
    path("undangan/<uuid:pk>/batal/", people.invitation_withdraw, name="invitation_withdraw"),
    path("keanggotaan/<uuid:pk>/akhiri/", people.membership_end, name="membership_end"),
    path("permintaan/<uuid:pk>/", people.access_decide, name="access_decide"),
]

kind_urls = [
    path("", kinds.kinds, name="kinds"),
    path("tambah/", kinds.kind_add, name="kind_add"),
    path("<slug:code>/", kinds.kind_edit, name="kind_edit"),
]

urlpatterns = [
    path("", home.home, name="home"),
    # Before allauth's own, so that there is one door only; the last of a name is the one linked to.
    path("akun/login/", sign_in.sign_in),
    path("akun/", include("allauth.account.urls")),
    path("masuk/", sign_in.sign_in, name="account_login"),
    path("undangan/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("bahasa/", language.set_language, name="set_language"),
    path("kesehatan/", health.health, name="health"),
    path("orang/", include(people_urls)),
    path("jenis/", include(kind_urls)),
    path("angka/", include("jejaring.dashboards.urls")),
    path("terbuka/", include(open_patterns)),
    path("", include("villages.urls")),
    path("", include("stakeholders.urls")),
    path("", include("cooperation.urls")),
]
