"""Opening a village."""

from datetime import date
from functools import partial

import pytest

from jejaring.models import AccessRequest, Event, Membership
from jejaring.roles import Permission, Role
from jejaring.services import NotAllowed, decide_access
from tests import factories
from tests.races import together
from villages.models import Region, VillageProfile
from villages.services.start import (
    NoSuchVillage,
    NotADesa,
    Outcome,
    Started,
    people_asked,
    start_village,
)

SENGI = factories.SENGI
ELSEWHERE = "35.02.01.2001"


@pytest.fixture
def self_assign(settings):
    settings.SELF_ASSIGN_VILLAGES = True


@pytest.fixture(autouse=True)
def _asks_first(settings):
    settings.SELF_ASSIGN_VILLAGES = False


def fresh(user):
    """The same person as the next request sees them."""
    return type(user).objects.get(pk=user.pk)


def verbs():
    return sorted(Event.objects.values_list("verb", flat=True))


@pytest.mark.django_db
def test_inside_the_own_territory_the_village_opens():
    village = factories.village(begun=False)
    facilitator = factories.user(region_code="33.08.06")
    assert start_village(code=SENGI, by=facilitator) == Started(village, Outcome.STARTED)
    profile = VillageProfile.objects.get(pk=SENGI)
    assert profile.started_by == facilitator
    assert verbs() == ["started"]


@pytest.mark.django_db
def test_opening_it_again_leads_there_and_changes_nothing():
    factories.village(begun=False)
    first, second = (factories.user(region_code="33.08.06") for _ in range(2))
    start_village(code=SENGI, by=first)
    assert start_village(code=SENGI, by=second).outcome == Outcome.STANDING
    assert VillageProfile.objects.get(pk=SENGI).started_by == first
    assert verbs() == ["started"]


@pytest.mark.django_db
def test_outside_others_are_asked_and_nothing_opens():
    factories.village(ELSEWHERE, begun=False)
    facilitator = factories.user()
    for _ in range(2):
        assert start_village(code=ELSEWHERE, by=facilitator).outcome == Outcome.ASKED
    assert AccessRequest.objects.get().region_code == ELSEWHERE
    assert not VillageProfile.objects.filter(pk=ELSEWHERE).exists()
    assert not fresh(facilitator).holds_over(Permission.VIEW, ELSEWHERE)
    assert verbs() == ["asked"]


@pytest.mark.django_db
def test_once_allowed_it_opens():
    factories.village(ELSEWHERE, begun=False)
    facilitator, coordinator = factories.user(), factories.user(Role.COORDINATOR, "35.02")
    start_village(code=ELSEWHERE, by=facilitator)
    decide_access(request=AccessRequest.objects.get(), granted=True, by=coordinator)
    assert start_village(code=ELSEWHERE, by=fresh(facilitator)).outcome == Outcome.STARTED


@pytest.mark.django_db
@pytest.mark.usefixtures("self_assign")
def test_a_village_nobody_looks_after_can_be_taken_on_where_the_site_allows_it():
    factories.village(ELSEWHERE, begun=False)
    facilitator = factories.user()
    assert start_village(code=ELSEWHERE, by=facilitator).outcome == Outcome.TOOK_ON
    assert fresh(facilitator).territories(Permission.RECORD) == [SENGI, ELSEWHERE]
    membership = Membership.objects.get(region_code=ELSEWHERE)
    assert (membership.role, membership.granted_by) == (Role.FACILITATOR, None)
    assert verbs() == ["started", "took_on"]


@pytest.mark.django_db
@pytest.mark.usefixtures("self_assign")
def test_a_double_click_with_old_memberships_in_hand_takes_it_on_once():
    factories.village(ELSEWHERE, begun=False)
    facilitator = factories.user()
    stale = fresh(facilitator)
    assert stale.territories(Permission.RECORD) == [SENGI]  # read and remembered
    start_village(code=ELSEWHERE, by=facilitator)
    assert start_village(code=ELSEWHERE, by=stale).outcome == Outcome.STANDING
    assert not AccessRequest.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("self_assign")
@pytest.mark.parametrize("territory", ["", "35", "35.02", "35.02.01", ELSEWHERE])
def test_a_village_somebody_looks_after_is_asked_for(territory):
    factories.village(ELSEWHERE, begun=False)
    factories.user(region_code=territory)
    assert start_village(code=ELSEWHERE, by=factories.user()).outcome == Outcome.ASKED
    assert not VillageProfile.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("self_assign")
def test_a_village_somebody_has_opened_is_asked_for_even_when_nobody_is_left():
    factories.village(ELSEWHERE)
    assert start_village(code=ELSEWHERE, by=factories.user()).outcome == Outcome.ASKED


@pytest.mark.django_db
@pytest.mark.usefixtures("self_assign")
def test_officials_and_ended_facilitators_do_not_look_after_a_village():
    factories.village(ELSEWHERE, begun=False)
    factories.user(Role.OFFICIAL, ELSEWHERE)
    factories.user(region_code=ELSEWHERE).memberships.update(ended_at="2026-01-01T00:00Z")
    assert start_village(code=ELSEWHERE, by=factories.user()).outcome == Outcome.TOOK_ON


@pytest.mark.django_db
@pytest.mark.usefixtures("self_assign")
def test_somebody_bound_to_one_group_can_neither_open_nor_ask():
    factories.village(ELSEWHERE, begun=False)
    operator = factories.user(Role.GROUP_OPERATOR, SENGI, group=factories.group())
    for code in (ELSEWHERE, SENGI):
        with pytest.raises(NotAllowed):
            start_village(code=code, by=operator)
    assert not AccessRequest.objects.exists()
    assert Membership.objects.filter(user=operator).count() == 1


@pytest.mark.django_db
def test_a_kelurahan_is_refused_and_a_desa_adat_is_not():
    factories.village("33.08.06.1001", "Kota Lama", begun=False)
    factories.village("33.08.06.3001", "Yoboi", begun=False)
    facilitator = factories.user(region_code="33.08.06")
    with pytest.raises(NotADesa) as refused:
        start_village(code="33.08.06.1001", by=facilitator)
    assert refused.value.region.name == "Kota Lama"
    assert start_village(code="33.08.06.3001", by=facilitator).outcome == Outcome.STARTED


@pytest.mark.django_db
@pytest.mark.parametrize(
    "code", ["", "33", "33.08.06", "33.08.06.2999", "x" * 500, "33.08.06.2012 "]
)
def test_what_is_no_village_in_force_is_refused(code):
    factories.village(begun=False)
    with pytest.raises(NoSuchVillage):
        start_village(code=code, by=factories.user(region_code="33.08.06"))


@pytest.mark.django_db
def test_a_code_no_longer_in_force_is_refused():
    factories.village(begun=False)
    Region.objects.filter(pk=SENGI).update(inactive_since=date(2026, 1, 1))
    with pytest.raises(NoSuchVillage):
        start_village(code=SENGI, by=factories.user())


@pytest.mark.django_db
def test_those_who_decide_are_named_the_nearest_first():
    factories.user(Role.ADMINISTRATOR, "", full_name="Admin")
    factories.user(Role.COORDINATOR, "35", full_name="Provinsi")
    factories.user(Role.COORDINATOR, "35.02", full_name="Kabupaten B")
    factories.user(Role.COORDINATOR, "35.02", full_name="Kabupaten A")
    factories.user(Role.COORDINATOR, "33.08", full_name="Lain")
    factories.user(Role.FACILITATOR, "35.02", full_name="Pendamping")
    asker = factories.user(Role.COORDINATOR, "35.02", full_name="Penanya")
    named = [str(membership.user) for membership in people_asked(ELSEWHERE, by=asker)]
    assert named == ["Kabupaten A", "Kabupaten B", "Provinsi", "Admin"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("self_assign")
def test_of_two_who_take_on_a_village_at_once_one_gets_it_and_the_other_asks():
    for number in range(10):
        code = f"35.02.01.2{number:03}"
        factories.village(code, begun=False)
        one, two = factories.user(), factories.user()
        started = together(
            partial(start_village, code=code, by=one), partial(start_village, code=code, by=two)
        )
        assert sorted(s.outcome for s in started) == [Outcome.ASKED, Outcome.TOOK_ON]
        assert Membership.objects.filter(region_code=code).count() == 1
        assert VillageProfile.objects.filter(pk=code).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("self_assign")
def test_a_double_click_at_once_takes_a_village_on_once():
    for number in range(10):
        code = f"35.02.01.2{number:03}"
        factories.village(code, begun=False)
        one = factories.user()
        two = fresh(one)
        started = together(
            partial(start_village, code=code, by=one), partial(start_village, code=code, by=two)
        )
        assert sorted(s.outcome for s in started) == [Outcome.STANDING, Outcome.TOOK_ON]
        assert not AccessRequest.objects.exists()
