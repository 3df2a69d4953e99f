"""The pages of numbers, for a coordinator and for whoever looks at the whole country."""

from jejaring.dashboards.opening import open_numbers
from jejaring.models import Membership, User
from jejaring.roles import Role
from tests import factories
from tests.browser.places.at import at
from tests.factories import SENGI
from villages.models import Region

# Files, and an address that takes a post.
NOT_PAGES = {
    "dashboard_copy",
    "dashboard_picture",
    "dashboard_question",
    "dashboard_table",
    "open_numbers_file",
}

KEYS = (
    "cakupan",
    "kelompok",
    "peran",
    "hubungan",
    "ketergantungan",
    "kerja-sama",
    "pertemuan",
    "tindak-lanjut",
)


def _numbers():
    several = factories.user(Role.COORDINATOR, "33.08", username="dua-kabupaten")
    Membership.objects.create(user=several, role=Role.COORDINATOR, region_code="33.09")
    yield at("dashboards", who=several.username)
    yield at("dashboard", "", who="admin")
    yield at("dashboard", "33", who="admin")
    for code in ("33.08", "33.08.06", SENGI):
        yield at("dashboard", code, who="koordinator")
        yield at("dashboard_questions", code, who="koordinator")
        yield at("dashboard_report", code, who="koordinator")
        yield at("dashboard_summary", code, who="koordinator")
        yield at("dashboard_compare", code, who="koordinator")
    for key in KEYS:
        yield at("dashboard_part", "33.08.06", key, who="koordinator")
    yield at("dashboard_part", "33.08", "kelompok", who="koordinator", query="?jenis=perempuan")
    yield at("dashboard_part", SENGI, "kelompok", who="koordinator")
    yield at("dashboard_compare", "33.08.06", who="koordinator", query="?dengan=33.08.07")
    open_numbers(
        regency=Region.objects.get(pk="33.08"), by=User.objects.get(username="koordinator")
    )
    yield at("open_numbers_page", "33.08", who="")
    yield at("open_numbers_set", "33.08", who="koordinator")
    yield at("dashboard", "33.08.06", who="koordinator", query="?bulan=2024-01")
    yield at("dashboard", "33.08.06", who="koordinator", query="?bulan=x", status=400)
    yield at("dashboard", "33.09", who="koordinator", status=404)


PARTS = {"numbers": _numbers}
