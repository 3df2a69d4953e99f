"""The pages of numbers, for a coordinator and for whoever looks at the whole country."""

from tests.browser.places.at import at
from tests.factories import SENGI

# Files, and an address that takes a post.
NOT_PAGES = {"dashboard_picture", "dashboard_question", "dashboard_table"}

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
    yield at("dashboard", "", who="admin")
    yield at("dashboard", "33", who="admin")
    for code in ("33.08", "33.08.06", SENGI):
        yield at("dashboard", code, who="koordinator")
        yield at("dashboard_questions", code, who="koordinator")
    for key in KEYS:
        yield at("dashboard_part", "33.08.06", key, who="koordinator")
    yield at("dashboard_part", "33.08", "kelompok", who="koordinator", query="?jenis=perempuan")
    yield at("dashboard_part", SENGI, "peran", who="koordinator")
    yield at("dashboard", "33.08.06", who="koordinator", query="?bulan=2024-01")
    yield at("dashboard", "33.08.06", who="koordinator", query="?bulan=x", status=400)
    yield at("dashboard", "33.09", who="koordinator", status=404)


PARTS = {"numbers": _numbers}
