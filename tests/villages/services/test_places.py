"""Regions in words."""

import pytest

from tests.factories import SENGI, village
from villages.models import Region
from villages.services.places import place_in_force, places

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions():
    village()
    village("33.08.06.1001", "Kota Dukun", begun=False)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (SENGI, "Desa Sengi, Kec. Dukun, Kabupaten Magelang"),
        ("33.08.06.1001", "Kelurahan Kota Dukun, Kec. Dukun, Kabupaten Magelang"),
        ("33.08.06", "Kecamatan Dukun, Kabupaten Magelang"),
        ("33.08", "Kabupaten Magelang, Jawa Tengah"),
        ("33", "Provinsi Jawa Tengah"),
        ("", "Seluruh Indonesia"),
        ("99.01", "Wilayah 99.01"),
    ],
)
def test_a_region_is_said_with_what_lies_above_it(code, words):
    assert str(places([code])[code]) == words


def test_all_are_read_in_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(places([SENGI, "33", "", "33.08.06.1001", SENGI])) == 4


@pytest.mark.parametrize("code", ["99", "33.08.06.2999", "33.", " 33", "'", "\0", "33\0"])
def test_a_code_that_is_no_region_has_no_place(code):
    assert place_in_force(code) is None


def test_a_region_that_is_no_longer_in_force_has_no_place():
    Region.objects.filter(pk=SENGI).update(inactive_since="2026-01-01")
    assert place_in_force(SENGI) is None
    assert place_in_force("").name == "Seluruh Indonesia"
