"""Matches in words, told on the rows of the sample."""

from dataclasses import replace

import pytest

from cooperation.presenters.matching import Words, gain_in_words, months_in_words
from cooperation.sample.resources import PATEN, SENGI, load_resources
from cooperation.services.matching import (
    best_of_subdistrict,
    labels_of,
    matches_of,
)
from tests import factories
from villages.models import Region
from villages.services.places import places
from villages.units import read_months


@pytest.fixture
def sample(db):
    """The rows of the three sample villages, and the person who wrote them down."""
    factories.sample_villages()
    person = factories.user(region_code="33.08.06")
    load_resources(person)
    return person


def words_of(code, person):
    village = Region.objects.get(pk=code)
    matches = [m for m in matches_of(village, person) if "." in m.other]
    names = places({match.other for match in matches})
    return Words(village, names, labels_of({m.fact.key for m in matches})).pairings(matches)


def test_partners_are_villages_that_complement_with_both_ways_on_one_card(sample):
    paten, krinjing = words_of(SENGI, sample)
    assert (paten.name, paten.is_mutual) == ("Desa Paten", True)
    assert [shown.what for shown in paten.gets] == ["pupuk kandang dan kompos"]
    assert {shown.what for shown in paten.gives} == {"air bersih", "pakan ternak"}
    assert {shown.what for shown in krinjing.gives} == {"air bersih", "cabai"}


def test_the_shares_of_a_score_add_up_and_each_has_its_sentence(sample):
    for pairing in words_of(SENGI, sample):
        for shown in (*pairing.gets, *pairing.gives):
            assert sum(part.most for part in shown.parts) == 100
            assert sum(part.points for part in shown.parts) == pytest.approx(shown.score, abs=4)
            assert all(part.sentence.endswith(".") for part in shown.parts)


def test_seasons_that_do_not_meet_are_said(sample):
    (sengi,) = (each for each in words_of(PATEN, sample) if each.name == "Desa Sengi")
    (feed,) = (shown for shown in sengi.gets if shown.what == "pakan ternak")
    assert "Musimnya tidak bertemu: perlu disimpan, atau dicari waktu lain." in {
        part.sentence for part in feed.parts
    }


def test_the_gain_over_the_greedy_set_is_told(sample):
    found = best_of_subdistrict("33.08.06", sample)
    assert found.value >= found.greedy_value
    same = replace(found, greedy_whole=found.met_whole, greedy_value=found.value)
    assert "sudah sama baiknya" in gain_in_words(same)
    more = replace(found, greedy_whole=found.met_whole - 2)
    assert f"{more.greedy_whole} kebutuhan terpenuhi penuh" in gain_in_words(more)
    richer = replace(same, greedy_value=found.value / 1.2)
    assert "20 persen lebih tinggi" in gain_in_words(richer)
    assert "Belum ada kebutuhan" in gain_in_words(replace(found, pairs=[]))


def test_months_are_said_in_runs():
    assert months_in_words(read_months("Nov-Feb, Mei")) == "Mei, November–Februari"
    assert months_in_words(read_months("sepanjang tahun")) == "sepanjang tahun"
    assert months_in_words(0) == ""
