"""Two people at the same moment: a few rounds here, 200 each in ``prove cooperation``."""

import pytest

from tests.cooperation.clashes import CLASHES, clash
from tests.cooperation.clashes_beside import CONTESTS, contest

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 4


@pytest.mark.parametrize("what", CLASHES, ids=lambda what: what.name)
def test_of_two_at_once_one_is_told_and_no_state_is_impossible(what):
    assert clash(what, ROUNDS) == []


@pytest.mark.parametrize("what", CONTESTS, ids=lambda what: what.name)
def test_of_two_at_once_beside_the_chain_what_stands_is_what_one_of_them_said(what):
    assert contest(what, ROUNDS) == []
