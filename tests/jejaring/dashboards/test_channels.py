"""Whatever way a number leaves by, it went through the same rules."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from jejaring.dashboards.figures import PARTS
from jejaring.dashboards.state import State
from tests.clock import turning
from tests.jejaring.dashboards.district import (
    BESIDE,
    REGENCY,
    SUBDISTRICT,
    VILLAGE,
    coordinator,
    district,
)
from villages.models import OpenNumbers, Region, Tally
from villages.tallies.measures import Privacy, measures

pytestmark = pytest.mark.django_db
TRUE = 987653  # no multiple of five: not as it is on any page
MONTH = 202601
PLACES = ("", "33", REGENCY, SUBDISTRICT, VILLAGE)


@pytest.fixture
def counted():
    """Every number that may be hidden is one that nobody may see, in every region."""
    with turning(datetime(2026, 1, 10, 3, tzinfo=UTC)):
        district()
    keys = [
        key for each in measures().values() if each.privacy is not Privacy.OPEN for key in each.keys
    ]
    assert len(keys) > 50
    codes = ["", *Region.objects.values_list("code", flat=True)]
    Tally.objects.filter(measure__in=keys).delete()
    Tally.objects.bulk_create(
        Tally(region_code=code, month=MONTH, measure=key, number=TRUE)
        for code in codes
        for key in keys
    )
    with turning(datetime(2026, 2, 10, 3, tzinfo=UTC)):
        yield


def ways(code):
    """Every address of a region."""
    for name in ("", "_questions", "_compare", "_report", "_copy", "_summary"):
        yield reverse(f"dashboard{name}", args=[code])
    yield reverse("dashboard_compare", args=[code]) + f"?dengan={BESIDE}"
    yield reverse("dashboard_compare", args=[code]) + "?bulan2=2026-01"
    for part in PARTS:
        for figure in part.figures(State(202602)):
            yield reverse("dashboard_part", args=[code, part.key]) + f"?angka={figure.key}"
        for format in ("csv", "json", "xlsx"):
            yield reverse("dashboard_table", args=[code, part.key, format])
        for chart in ("sebaran", "perjalanan", "peran-wilayah", "peran-kelompok"):
            yield reverse("dashboard_picture", args=[code, part.key, chart, "svg"])


def words(response) -> str:
    """All that stands in an answer, without what parts thousands."""
    body = response.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode().replace(".", "").replace("\N{NO-BREAK SPACE}", "")


def test_no_number_about_persons_leaves_as_it_is(client, counted):
    client.force_login(coordinator(""))
    told, rounded = 0, 0
    for code in PLACES:
        for way in ways(code):
            response = client.get(way)
            assert response.status_code in (200, 404), way
            text = words(response)
            assert str(TRUE) not in text, way
            told += response.status_code == 200
            rounded += any(str(each) in text for each in (TRUE - 3, TRUE + 2))
    assert told > 200
    assert rounded > 20


def test_no_number_about_persons_is_on_the_public_page(client, counted):
    OpenNumbers.objects.create(regency_id=REGENCY, opened_by=coordinator())
    addresses = [reverse("open_numbers_page", args=[REGENCY])]
    addresses += [
        reverse("open_numbers_file", args=[REGENCY, f]) for f in ("csv", "json", "geojson")
    ]
    for way in addresses:
        text = words(client.get(way))
        assert "Dukun" in text
        for number in (TRUE, TRUE - 3, TRUE + 2):
            assert str(number) not in text, way
