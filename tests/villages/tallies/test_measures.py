"""What is declared is whole: keys, words, and what a source may be."""

import pytest

from cooperation.models import Meeting
from stakeholders.models import Tie
from stakeholders.tallies import GROUPS, PARTICIPATION, TIES, UNCONNECTED
from villages.tallies import measures
from villages.tallies.measures import Source, register


def test_no_two_numbers_are_kept_under_one_key():
    keys = measures.keys()
    assert len(keys) > 200
    assert len(keys) == len(set(keys))
    assert max(map(len, keys)) <= 60
    assert {measures.measure_of(key).code for key in keys} == set(measures.measures())


def test_every_measure_says_what_it_is():
    for each in measures.measures().values():
        assert each.label
        assert each.unit
        assert each.formula


def test_a_value_that_no_axis_has_is_refused():
    assert TIES.key("supports") == "ties.supports"
    with pytest.raises(KeyError):
        TIES.key(Tie.Kind.MEMBERSHIP)
    with pytest.raises(ValueError, match="zip"):
        TIES.key()


def test_every_kind_of_meeting_is_counted():
    kinds = {key.partition(".")[2] for key in measures.measure("meetings").keys}
    assert kinds == set(Meeting.Kind.values)


def test_the_whole_of_a_part():
    assert PARTICIPATION.whole_keys("participation.otl.bpd.yes") == ["groups.otl"]
    assert UNCONNECTED.whole_keys("unconnected") == GROUPS.keys
    assert TIES.whole_keys("ties.supports") == []


def test_a_source_that_mixes_states_and_dated_numbers_is_refused():
    mixed = [measures.measure("groups"), measures.measure("visits")]
    with pytest.raises(ValueError, match="mixes"):
        register([Source("mixed", tuple(mixed), list)])
    assert "mixed" not in measures.sources()
