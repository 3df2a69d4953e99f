"""A counted district for the pages of numbers: two kecamatan here, one village elsewhere."""

from jejaring.roles import Role
from tests import factories
from villages.tallies.rebuilding import rebuild

REGENCY, SUBDISTRICT, VILLAGE = "33.08", "33.08.06", "33.08.06.2012"
NEIGHBOUR, BESIDE = "33.08.06.2013", "33.08.07"
LONELY = "33.09"  # a kabupaten with one village


def district():
    """Three villages here, of which two have begun, and one elsewhere; all counted."""
    here = factories.village(VILLAGE, "Sengi")
    for _number in range(2):
        factories.group(here, kind="perempuan")
    factories.person(here)  # one alone: hidden wherever persons are counted
    factories.group(factories.village(NEIGHBOUR, "Paten"), kind="otl")
    factories.village("33.08.07.2001", "Mangunsoko", begun=False)
    factories.village("33.09.01.2001", "Jatilawang")
    rebuild()


def coordinator(code=REGENCY, **fields):
    """Somebody who reads numbers there."""
    return factories.user(Role.COORDINATOR, code, **fields)
