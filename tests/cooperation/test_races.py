"""Two people at the same moment: a few rounds here, 200 each in ``prove cooperation``."""

import pytest

from tests.cooperation.clashes import CLASHES, clash

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ROUNDS = 4


@pytest.mark.parametrize("what", CLASHES, ids=lambda what: what.name)
def test_of_two_at_once_one_is_told_and_no_state_is_impossible(what):
    assert clash(what, ROUNDS) == []
