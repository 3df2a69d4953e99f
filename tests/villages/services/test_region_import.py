"""Making the tables say what the list says."""

from datetime import date
from functools import partial

import pytest

from jejaring.roles import Role
from tests import factories
from tests.races import together
from villages.models import Region, RegionWord
from villages.services.regions import (
    PACKAGED_REGIONS,
    Changes,
    compare,
    import_regions,
    read_regions,
)

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 2)
JUNE = date(2026, 6, 1)

NAMES = {
    "33": "Jawa Tengah",
    "33.08": "Kabupaten Magelang",
    "33.08.06": "Dukun",
    "33.08.06.2012": "Sengi",
    "33.08.06.2013": "Sewukan",
}


def load(names=NAMES, on=MAY, **options):
    return import_regions(names, on=on, **options)


def words_of(code):
    return set(RegionWord.objects.filter(region_id=code).values_list("key", flat=True))


def test_compare_says_what_becomes_of_each_code():
    current = {
        "11": ("Aceh", True),
        "12": ("Lama", True),
        "13": ("Hilang", False),
        "14": ("x", True),
    }
    wanted = {"11": "Aceh", "12": "Baru", "13": "Hilang", "15": "Muncul"}
    assert compare(current, wanted) == Changes(
        new=["15"], renamed=["12"], returned=["13"], vanished=["14"]
    )


def test_the_first_load_writes_every_row_with_level_kind_and_decree():
    outcome = load(decree="Kepmendagri 1/2025")
    assert len(outcome.changes.new) == Region.objects.count() == 5
    assert outcome.counts == {"province": 1, "regency": 1, "subdistrict": 1, "village": 2}
    sengi = Region.objects.get(pk="33.08.06.2012")
    assert (sengi.name, sengi.level, sengi.kind) == ("Sengi", "village", "desa")
    assert sengi.decree == "Kepmendagri 1/2025"
    # Nobody said since when the codes of the first list are in force.
    assert (sengi.valid_from, sengi.inactive_since) == (None, None)


def test_loading_the_same_again_changes_nothing(django_assert_max_num_queries):
    load(decree="Kepmendagri 1/2025")
    before = list(Region.objects.order_by("pk").values())
    with django_assert_max_num_queries(8):
        outcome = load(decree="Kepmendagri 2/2026", on=JUNE)
    assert outcome.changes == Changes()
    assert list(Region.objects.order_by("pk").values()) == before


def test_a_vanished_code_becomes_inactive_and_cannot_be_found_but_stays():
    load()
    outcome = load({k: v for k, v in NAMES.items() if v != "Sewukan"}, on=JUNE)
    assert outcome.changes.vanished == ["33.08.06.2013"]
    gone = Region.objects.get(pk="33.08.06.2013")
    assert gone.inactive_since == JUNE
    assert words_of(gone.pk) == set()
    assert Region.objects.in_force().count() == 4


def test_the_date_of_vanishing_is_not_moved_by_later_imports():
    load()
    fewer = {k: v for k, v in NAMES.items() if v != "Sewukan"}
    load(fewer, on=MAY)
    assert load(fewer, on=JUNE).changes == Changes()
    assert Region.objects.get(pk="33.08.06.2013").inactive_since == MAY


def test_a_code_that_returns_is_in_force_again():
    load()
    load({k: v for k, v in NAMES.items() if v != "Sewukan"}, on=MAY)
    Region.objects.filter(pk="33.08.06.2013").update(successor_code="33.08.06.2012")
    outcome = load(on=JUNE)
    assert outcome.changes.returned == ["33.08.06.2013"]
    back = Region.objects.get(pk="33.08.06.2013")
    assert (back.inactive_since, back.successor_code) == (None, "")
    assert words_of(back.pk) == {"sewukan"}


def test_a_new_name_is_taken_over_and_the_old_one_no_longer_found():
    load(decree="lama")
    outcome = load({**NAMES, "33.08.06.2013": "Sewukan Jaya"}, decree="baru", on=JUNE)
    assert outcome.changes.renamed == ["33.08.06.2013"]
    assert words_of("33.08.06.2013") == {"sewukanjaya", "jaya"}
    renamed = Region.objects.get(pk="33.08.06.2013")
    assert (renamed.name, renamed.decree, renamed.valid_from) == ("Sewukan Jaya", "baru", None)
    assert Region.objects.get(pk="33.08.06.2012").decree == "lama"


def test_a_code_added_later_is_valid_from_the_date_of_its_list():
    load()
    load({**NAMES, "33.08.06.2016": "Baru"}, on=JUNE)
    assert Region.objects.get(pk="33.08.06.2016").valid_from == JUNE


def test_coordinates_outlive_an_import():
    load()
    Region.objects.filter(pk="33.08.06.2013").update(latitude=-7.5, longitude=110.3)
    load({**NAMES, "33.08.06.2013": "Sewukan Jaya"}, on=JUNE)
    assert Region.objects.get(pk="33.08.06.2013").latitude == -7.5


def test_odd_names_arrive_unchanged():
    odd = {
        "33.08.06.2014": 'Ra"as',
        "33.08.06.2015": "Lubuk Pakam I,II",
        "33.08.06.2016": "Miring \\ Balik \\N",
        "33.08.06.2017": "Nuapu’u %s",
    }
    load({**NAMES, **odd})
    stored = dict(Region.objects.filter(pk__in=odd).values_list("code", "name"))
    assert stored == odd


def test_memberships_whose_code_opens_nothing_are_reported():
    factories.user(region_code="33.08.06.2013", full_name="Bu Wulan")
    factories.user(region_code="33.08.06")
    factories.user(Role.ADMINISTRATOR, "")
    factories.user(region_code="99", full_name="Pak Salah")
    outcome = load({k: v for k, v in NAMES.items() if v != "Sewukan"})
    assert [str(m.user) for m in outcome.blind_memberships] == ["Bu Wulan", "Pak Salah"]


def test_ended_memberships_are_not_reported():
    person = factories.user(region_code="99")
    person.memberships.update(ended_at="2026-01-01T00:00Z")
    assert load().blind_memberships == []


def test_mapped_villages_whose_code_is_gone_are_reported_and_kept():
    load()
    factories.village("33.08.06.2013", "Sewukan")
    outcome = load({k: v for k, v in NAMES.items() if v != "Sewukan"}, on=JUNE)
    assert [profile.pk for profile in outcome.orphaned_profiles] == ["33.08.06.2013"]


def test_a_failure_halfway_leaves_everything_as_it_was(monkeypatch):
    load()
    monkeypatch.setattr("villages.services.regions._write_words", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load({"33": "Lain", "34": "Baru"}, on=JUNE)
    assert dict(Region.objects.in_force().values_list("code", "name")) == NAMES
    assert words_of("33.08.06.2013") == {"sewukan"}


def test_progress_is_told_at_the_end_of_each_stage():
    told = []
    load(tick=lambda label, done: told.append((label, done)))
    assert [done for _label, done in told] == [5, 7]


def test_the_packaged_list_fills_the_tables():
    outcome = load(read_regions(PACKAGED_REGIONS).names)
    assert outcome.counts == {
        "province": 38,
        "regency": 514,
        "subdistrict": 7285,
        "village": 83762,
    }
    kinds = {kind: Region.objects.filter(kind=kind).count() for kind in Region.Kind}
    assert kinds == {
        "province": 38,
        "regency": 416,
        "city": 98,
        "subdistrict": 7285,
        "ward": 8496,
        "desa": 75252,
        "desa_adat": 14,
    }
    assert Region.objects.villages().filter(name="Sidomulyo").count() == 98
    assert not Region.objects.exclude(pk__in=RegionWord.objects.values("region")).exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_wait_for_each_other():
    for number in range(5):
        more = {**NAMES, f"33.08.06.2{number:03}": "Baru"}
        outcomes = together(partial(load, more), partial(load, more))
        assert sorted(len(outcome.changes.new) for outcome in outcomes)[0] == 0
        assert Region.objects.in_force().count() == len(more)
