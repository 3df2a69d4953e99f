"""What a code says by itself."""

import pytest

from villages.codes import (
    LEVELS,
    VILLAGE_KINDS,
    BadCode,
    ancestors_of,
    dotted,
    level_and_kind,
    parent_of,
)
from villages.models import Region


@pytest.mark.parametrize(
    ("code", "level", "kind"),
    [
        ("33", "province", "province"),
        ("33.01", "regency", "regency"),
        ("33.69", "regency", "regency"),
        ("33.71", "regency", "city"),
        ("33.99", "regency", "city"),
        ("33.08.06", "subdistrict", "subdistrict"),
        ("33.08.06.1001", "village", "ward"),
        ("33.08.06.2012", "village", "desa"),
        ("91.03.01.3001", "village", "desa_adat"),
    ],
)
def test_level_and_kind_follow_from_the_code(code, level, kind):
    assert level_and_kind(code) == (level, kind)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", "kosong"),
        ("3", "bukan PP"),
        ("33.8", "kehilangan nol"),
        ("33.08.06.212", "bukan PP"),
        ("33.08.06.20123", "bukan PP"),
        ("33-08", "bukan PP"),
        ("٣٣", "bukan PP"),
        ("33\n", "bukan PP"),
        ("3308062012", "33.08.06.2012"),
        ("330806", "33.08.06"),
        ("33.00", "01–69"),
        ("33.70", "71–99"),
        ("33.08.06.4001", "angka pertama"),
        ("33.08.06.0001", "angka pertama"),
    ],
)
def test_a_wrong_code_is_refused_with_the_reason(code, why):
    with pytest.raises(BadCode, match=why):
        level_and_kind(code)


def test_levels_and_kinds_are_those_of_the_model():
    assert set(LEVELS.values()) == set(Region.Level)
    assert set(VILLAGE_KINDS.values()) < set(Region.Kind)


def test_a_village_knows_what_lies_above_it():
    assert parent_of("33.08.06.2012") == "33.08.06"
    assert ancestors_of("33.08.06.2012") == ["33.08.06", "33.08", "33"]
    assert ancestors_of("33") == []


@pytest.mark.parametrize(
    ("digits", "code"),
    [("33", "33"), ("330", "33.0"), ("3308062", "33.08.06.2"), ("33080620129", "33.08.06.2012")],
)
def test_bare_digits_get_their_dots(digits, code):
    assert dotted(digits) == code
