"""A counted district for the pages of numbers: two kecamatan here, one village elsewhere."""

from datetime import timedelta

from django.utils import timezone

from jejaring.roles import Role
from stakeholders.models import Participation
from tests import factories
from tests.clock import turning
from villages.tallies.keeping import count_all_marked
from villages.tallies.rebuilding import rebuild

REGENCY, SUBDISTRICT, VILLAGE = "33.08", "33.08.06", "33.08.06.2012"
NEIGHBOUR, BESIDE = "33.08.06.2013", "33.08.07"
ASKED = {VILLAGE: "Sengi", NEIGHBOUR: "Paten", "33.08.06.2014": "Krinjing"}
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


def asked(**answers):
    """Three villages whose groups were asked about these roles, counted in a month that is over."""
    with turning(timezone.now() - timedelta(days=45)):
        for code, name in ASKED.items():
            group = factories.group(factories.village(code, name), kind="otl")
            for role, value in answers.items():
                Participation.objects.create(
                    village_id=code,
                    group=group,
                    role=role,
                    value=value,
                    as_of="2026-01-01",
                    recorded_by=factories.user(region_code=code),
                )
        count_all_marked()
