"""Finding regions by typing."""

from datetime import date

import pytest
from django.db import connection

from villages.models import Region
from villages.services.regions import PACKAGED_REGIONS, import_regions, read_regions
from villages.services.search import _query, hits_of, search_regions

pytestmark = pytest.mark.django_db

VILLAGES = [Region.Level.VILLAGE]

NAMES = {
    "33": "Jawa Tengah",
    "33.08": "Kabupaten Magelang",
    "33.08.01": "Salaman",
    "33.08.01.2006": "Sidomulyo",
    "33.08.06": "Dukun",
    "33.08.06.2012": "Sengi",
    "33.08.06.2013": "Sido Mulyo",
    "33.08.06.2014": "Mulyo Jaya",
    "33.08.06.2015": "Suka Sukamaju",
    "33.71": "Kota Magelang",
    "33.71.03": "Magelang Tengah",
    "33.71.03.1004": "Magelang",
    "34": "Daerah Istimewa Yogyakarta",
    "34.02": "Kabupaten Bantul",
    "34.02.01": "Sidomulyo",
    "34.02.01.2001": "Sidomulyo Barat",
    "35": "Jawa Timur",
    "35.29": "Kabupaten Sumenep",
    "35.29.22": "Ra'as",
    "35.29.22.2001": "Sengi",
    "91": "Papua",
    "91.03": "Kabupaten Jayapura",
    "91.03.01": "Sentani",
    "91.03.01.3001": "Desa Adat Yoboi",
}


@pytest.fixture(autouse=True)
def _regions():
    import_regions(NAMES, on=date(2026, 1, 1))


def codes(text, **options):
    return [hit.code for hit in search_regions(text, **options)]


@pytest.mark.parametrize(
    "text", ["Sidomulyo", "sido mulyo", "SIDO-MULYO", " sidomulyo ", "sído mulyo"]
)
def test_blanks_case_and_accents_do_not_matter(text):
    assert codes(text) == ["33.08.01.2006", "33.08.06.2013", "34.02.01", "34.02.01.2001"]


def test_any_word_of_the_name_may_begin_it():
    assert codes("jaya", levels=VILLAGES) == ["33.08.06.2014"]
    assert codes("yoboi") == ["91.03.01.3001"]
    assert codes("adat yob") == ["91.03.01.3001"]
    assert codes("raas") == codes("ra'as") == codes("Ra’as") == ["35.29.22"]


def test_the_words_together_are_tried_as_a_name_first():
    # Then "mulyo" in Jawa Tengah is tried.
    assert codes("mulyo ja") == ["33.08.06.2014", "33.08.06.2013"]


def test_the_middle_of_a_word_does_not():
    assert codes("domulyo") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sengi dukun", ["33.08.06.2012"]),
        ("sengi sumenep", ["35.29.22.2001"]),
        ("sengi jawa tengah", ["33.08.06.2012"]),
        ("sengi dukun magelang", ["33.08.06.2012"]),
        ("Desa Sengi, Kec. Dukun, Kab. Magelang", ["33.08.06.2012"]),
        ("sido mulyo salaman", ["33.08.01.2006"]),
        ("sengi bantul", []),
        ("sengi sengi", []),
    ],
)
def test_words_that_follow_name_what_lies_above(text, found):
    assert codes(text, levels=VILLAGES) == found


def test_whole_names_come_first_then_names_from_a_later_word_then_the_rest():
    assert codes("magelang") == ["33.08", "33.71", "33.71.03.1004", "33.71.03"]
    assert codes("mulyo") == ["33.08.06.2013", "33.08.06.2014"]


def test_among_equals_the_own_territory_comes_first():
    assert codes("sengi") == ["33.08.06.2012", "35.29.22.2001"]
    assert codes("sengi", near=["35.29"]) == ["35.29.22.2001", "33.08.06.2012"]
    assert codes("sengi", near=["", "35.29.22.2001"]) == ["35.29.22.2001", "33.08.06.2012"]
    assert codes("sengi", near=[""]) == ["33.08.06.2012", "35.29.22.2001"]


def test_a_whole_name_far_away_beats_a_beginning_nearby():
    assert codes("sidomulyo", near=["34.02"], levels=VILLAGES)[-1] == "34.02.01.2001"


@pytest.mark.parametrize("text", ["33.08.06.2012", "3308062012", "33 08 06 2012", "33.08.06.2012."])
def test_a_code_finds_its_region_with_or_without_dots(text):
    assert codes(text) == ["33.08.06.2012"]


def test_the_beginning_of_a_code_finds_what_lies_beneath_in_order():
    assert codes("33.08.06.", levels=VILLAGES) == [
        "33.08.06.2012",
        "33.08.06.2013",
        "33.08.06.2014",
        "33.08.06.2015",
    ]
    assert codes("330") == codes("33.0") == [code for code in NAMES if code.startswith("33.0")]
    assert codes("99") == []


@pytest.mark.parametrize(
    "text", ["", " ", "s", "3", "..", "'", "☺", "\x00", "٣٣", "%", "' or 1=1 --"]
)
def test_too_little_or_nothing_sensible_finds_nothing(text):
    assert codes(text) == []


def test_very_long_input_is_cut():
    assert codes("sengi " * 10_000) == []
    assert codes("9" * 10_000) == []


def test_a_region_with_two_like_words_is_shown_once():
    assert codes("suka") == ["33.08.06.2015"]


def test_the_limit_holds():
    assert len(codes("33", limit=3)) == 3
    assert len(codes("sidomulyo", limit=2)) == 2


def test_levels_limit_what_is_found():
    assert codes("sidomulyo", levels=[Region.Level.SUBDISTRICT]) == ["34.02.01"]
    assert codes("33.08", levels=[Region.Level.REGENCY]) == ["33.08"]


def test_what_is_no_longer_in_force_is_not_found():
    import_regions({k: v for k, v in NAMES.items() if k != "33.08.06.2012"}, on=date(2026, 2, 1))
    assert codes("sengi") == ["35.29.22.2001"]
    assert codes("33.08.06.2012") == []


def test_a_hit_says_where_it_lies_and_whether_it_may_cooperate():
    (desa,) = search_regions("sengi dukun")
    assert (desa.name, desa.subdistrict, desa.regency, desa.province) == (
        "Sengi",
        "Dukun",
        "Kabupaten Magelang",
        "Jawa Tengah",
    )
    assert (desa.kind_label, desa.may_cooperate) == ("Desa", True)
    ward, adat, regency = hits_of(["33.71.03.1004", "91.03.01.3001", "33.08", "99"])
    assert (ward.kind_label, ward.may_cooperate) == ("Kelurahan", False)
    assert adat.may_cooperate
    assert (regency.subdistrict, regency.regency, regency.province) == ("", "", "Jawa Tengah")
    assert (regency.place, desa.place) == (
        "Jawa Tengah",
        "Kecamatan Dukun, Kabupaten Magelang, Jawa Tengah",
    )


def plan_of(sql, values) -> str:
    """How the database means to find the rows, from its own mouth."""
    explain = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", values)
        return "\n".join(str(row) for row in cursor.fetchall()).upper()


@pytest.fixture
def _all_regions():
    """The whole list: an empty table is always scanned."""
    import_regions(read_regions(PACKAGED_REGIONS).names, on=date(2026, 1, 1))


@pytest.mark.usefixtures("_all_regions")
def test_no_search_ever_scans_a_table():
    scan = {"sqlite": "SCAN ", "postgresql": "SEQ SCAN"}[connection.vendor]
    for name in ("ka", "su", "sidomulyo", "qq"):
        for above in ([], ["magelang"], ["ma", "ja"]):
            for levels in (None, VILLAGES):
                plan = plan_of(*_query(name, above, levels, 20, ["33.08.06"]))
                assert scan not in plan, plan
                assert "REGION_WORD_KEY" in plan
    codes = Region.objects.in_force().filter(code__gte="33.08", code__lt="33.08:").order_by("code")
    assert scan not in codes[:20].explain().upper()
    assert scan not in Region.objects.filter(pk__in=list(NAMES)).explain().upper()


@pytest.mark.usefixtures("_all_regions")
def test_all_98_sidomulyo_are_there_and_the_near_one_first():
    found = search_regions("sidomulyo", levels=VILLAGES, limit=200, near=["33.08.15"])
    assert [hit.name for hit in found].count("Sidomulyo") == 98
    assert found[0].code.startswith("33.08.15.")


def test_typing_costs_a_handful_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        search_regions("sengi")
    with django_assert_max_num_queries(4):
        search_regions("sengi dukun magelang")
    with django_assert_max_num_queries(7):
        search_regions("aa bb cc dd ee ff gg hh ii jj")


def test_a_single_letter_does_not_yet_say_what_lies_above():
    assert codes("sengi d") == codes("sengi")


def test_a_facilitator_of_many_villages_may_search():
    near = [f"35.29.22.2{number:03}" for number in range(900)]
    assert codes("sengi", near=near) == ["35.29.22.2001", "33.08.06.2012"]
