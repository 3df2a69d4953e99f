"""What we write we read again, every value of it."""

import pytest
from hypothesis import given, settings

from stakeholders.graph.formats import read, write
from tests.stakeholders.graph.formats.networks import VILLAGE, networks, plain

WHOLE = ["csv", "gexf", "graphml", "json", "xlsx"]


@pytest.mark.parametrize("format", WHOLE)
def test_a_village_comes_back_as_it_was(format):
    again = read(write(VILLAGE, format=format), name=f"peta.{format}")
    assert again.problems == []
    assert plain(again) == plain(VILLAGE)


@pytest.mark.parametrize("format", WHOLE)
def test_the_same_network_gives_the_same_bytes(format):
    if format != "xlsx":  # which says when it was written
        assert write(VILLAGE, format=format) == write(VILLAGE, format=format)
    again = read(write(VILLAGE, format=format), name="")
    assert plain(read(write(again, format=format), name="")) == plain(VILLAGE)


@pytest.mark.parametrize("format", WHOLE)
@given(networks())
@settings(max_examples=40, deadline=None)
def test_any_network_comes_back_as_it_was(format, network):
    again = read(write(network, format=format), name="")
    assert plain(again) == plain(network)
