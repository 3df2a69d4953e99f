"""Plans and reviews: filled in, sealed into the chain, corrected by another one, never changed."""

from datetime import date

import pytest

from cooperation.fairness.dependence import Risk
from cooperation.fairness.schedule import Due
from cooperation.lifecycle import Impossible, State
from cooperation.models import Appraisal, BenefitLine, Reflection
from cooperation.services.agreements import Moved, NotTheirs
from cooperation.services.appraisals import (
    AlreadyReplaced,
    OneIsOpen,
    Sealed,
    Stale,
    may_write_for,
    open_plan,
    open_review,
    remove_line,
    seal_review,
    write_line,
    write_part,
)
from cooperation.services.chain import first_break, standing_of
from cooperation.services.fairness import counted, risks_of, watches
from cooperation.services.review_seals import is_as_sealed
from jejaring.ids import uuid7
from tests import factories
from tests.cooperation.makers import MINUTES, between_villages, lead_to, with_partner

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


def give(cast, appraisal, party, gives, value, *, pk=None, base_version=0):
    return write_line(
        appraisal=appraisal,
        party=cast.parties[party],
        pk=pk or uuid7(),
        base_version=base_version,
        by=cast.people["facilitator"],
        gives=gives,
        kind="money",
        what="Iuran",
        quantity=None,
        unit="",
        value=value,
        weight=None,
        estimated_by="head",
    )


def seal(cast, review, *, who="head-sengi", on=date(2026, 11, 23), **told):
    cast.agreement.refresh_from_db()
    told = {"held_by": "meeting", "summary": "Cukup", "next_on": None} | told
    seen = told.pop("seen", cast.agreement.events_count)
    return seal_review(review=review, seen=seen, by=cast.people[who], held_on=on, **told)


def reviewed(cast, net_of_paten, **told):
    """A sealed review in which Sengi gains, and Paten ``net_of_paten``."""
    review = open_review(
        agreement=cast.agreement, by=cast.people["facilitator"], replaces=told.pop("replaces", None)
    )
    BenefitLine.objects.filter(appraisal=review).delete()
    give(cast, review, 0, True, 10)
    give(cast, review, 0, False, 20)
    give(cast, review, 1, True, 50)
    give(cast, review, 1, False, 50 + net_of_paten)
    return seal(cast, review, **told)


@pytest.fixture
def running():
    return lead_to(between_villages(), State.RUNNING)


def test_a_sealed_review_stands_in_the_chain_and_moves_nothing(running):
    review = reviewed(running, -1)
    running.agreement.refresh_from_db()
    event = running.agreement.events.latest("number")
    assert (event.act, event.content["appraisal"]) == ("review", review.digest)
    assert standing_of(running.agreement).state == State.RUNNING
    assert first_break(running.agreement) is None
    assert is_as_sealed(review)


def test_a_line_changed_behind_the_back_of_a_sealed_review_is_seen(running):
    review = reviewed(running, -1)
    BenefitLine.objects.filter(appraisal=review, gives=True).update(value=1)
    assert not is_as_sealed(review)


def test_a_plan_changed_behind_the_back_of_a_review_is_seen(running):
    plan = open_plan(agreement=running.agreement, by=running.people["facilitator"])
    line = give(running, plan, 0, True, 5)
    review = reviewed(running, 1)
    assert is_as_sealed(review)
    BenefitLine.objects.filter(pk=line.pk).update(value=6)
    assert not is_as_sealed(review)


def test_the_village_that_loses_in_two_reviews_running_is_flagged_and_once_is_not(running):
    def losing():
        running.agreement.refresh_from_db()
        return [p.village.name for p in watches([running.agreement], TODAY).popitem()[1].losing]

    reviewed(running, -1, on=date(2026, 11, 22))
    assert losing() == []
    reviewed(running, -1, on=date(2026, 11, 23))
    assert losing() == ["Paten"]
    reviewed(running, 0, on=date(2026, 11, 24))
    assert losing() == []


def test_a_correction_takes_the_place_of_what_it_replaces(running):
    first = reviewed(running, -1, on=date(2026, 11, 22))
    reviewed(running, -1, on=date(2026, 11, 23))
    corrected = reviewed(running, 3, on=date(2026, 11, 22), replaces=first)
    running.agreement.refresh_from_db()
    assert [row.number for row in counted(running.agreement)] == [3, 2]
    assert not watches([running.agreement], TODAY)[running.agreement.pk].losing
    event = running.agreement.events.latest("number")
    assert event.content["replaces"] == first.digest
    assert is_as_sealed(first)
    assert is_as_sealed(corrected)
    with pytest.raises(AlreadyReplaced):
        open_review(agreement=running.agreement, by=running.people["facilitator"], replaces=first)


def test_a_correction_waits_for_the_review_that_is_open(running):
    by = running.people["facilitator"]
    first = reviewed(running, 1)
    waiting = open_review(agreement=running.agreement, by=by)
    with pytest.raises(OneIsOpen):
        open_review(agreement=running.agreement, by=by, replaces=first)
    seal(running, waiting, on=date(2026, 11, 24))
    correction = open_review(agreement=running.agreement, by=by, replaces=first)
    assert open_review(agreement=running.agreement, by=by, replaces=first) == correction


def test_an_id_that_is_spoken_for_elsewhere_makes_another_line(running):
    review = open_review(agreement=running.agreement, by=running.people["facilitator"])
    mine = give(running, review, 0, True, 1)
    other = give(running, review, 1, True, 9, pk=mine.pk)
    mine.refresh_from_db()
    assert other.pk != mine.pk
    assert (mine.value, other.value) == (1, 9)


def test_nothing_is_written_once_the_cooperation_is_over(running):
    by = running.people["facilitator"]
    plan = open_plan(agreement=running.agreement, by=by)
    running.act("end", "head-sengi", ground="b", **MINUTES)
    with pytest.raises(Sealed):
        give(running, plan, 0, True, 1)


def test_nothing_is_written_on_what_is_sealed_nor_on_its_plan(running):
    by = running.people["facilitator"]
    plan = open_plan(agreement=running.agreement, by=by)
    review = reviewed(running, 1)
    line = review.lines.first()
    for act in (
        lambda: give(running, review, 0, True, 1),
        lambda: give(running, plan, 0, True, 1),
        lambda: remove_line(line=line, by=by),
        lambda: write_part(appraisal=plan, part="cycle", said={}, base_version=1, by=by),
        lambda: seal(running, review),
    ):
        with pytest.raises(Sealed):
            act()


def test_who_saw_an_older_version_is_told_so_and_the_same_line_twice_is_one(running):
    by = running.people["facilitator"]
    review = open_review(agreement=running.agreement, by=by)
    write_part(appraisal=review, part="cycle", said={"a": 1}, base_version=1, by=by)
    with pytest.raises(Stale):
        write_part(appraisal=review, part="cycle", said={"a": 2}, base_version=1, by=by)
    pk = uuid7()
    assert give(running, review, 0, True, 1, pk=pk) == give(running, review, 0, True, 1, pk=pk)
    give(running, review, 0, True, 2, pk=pk, base_version=1)
    with pytest.raises(Stale):
        give(running, review, 0, True, 3, pk=pk, base_version=1)
    assert review.lines.get().value == 2


def test_who_seals_over_an_older_state_is_told_so(running):
    review = open_review(agreement=running.agreement, by=running.people["facilitator"])
    with pytest.raises(Moved):
        seal(running, review, seen=3)
    review.refresh_from_db()
    assert not review.is_sealed


def test_the_council_may_seal_a_review_and_the_secretary_of_another_village_may_not(running):
    review = open_review(agreement=running.agreement, by=running.people["facilitator"])
    running.people["far"] = factories.user("bpd", "33.08.06.2001")
    with pytest.raises(NotTheirs):
        seal(running, review, who="far")
    assert seal(running, review, who="bpd-paten").is_sealed


def test_only_a_running_agreement_is_reviewed_and_only_once_at_a_time(running):
    by = running.people["facilitator"]
    assert open_review(agreement=running.agreement, by=by) == open_review(
        agreement=running.agreement, by=by
    )
    fresh = between_villages()
    with pytest.raises(Impossible):
        open_review(agreement=fresh.agreement, by=fresh.people["facilitator"])


def test_each_village_estimates_for_itself_and_anybody_for_the_partner():
    cast = with_partner()
    village, partner = cast.parties
    codes = [village.village_id]
    assert may_write_for(cast.people["head-sengi"], village, codes)
    assert may_write_for(cast.people["head-sengi"], partner, codes)
    assert not may_write_for(cast.people["head-paten"], village, codes)
    assert not may_write_for(cast.people["head-paten"], partner, codes)
    assert not may_write_for(cast.people["bpd-sengi"], village, codes)


def test_an_agreement_with_one_buyer_and_no_exit_clause_is_warned_about():
    cast = with_partner()
    assert risks_of(cast.parties, []) == [Risk.NOT_ASKED]
    plan = open_plan(agreement=cast.agreement, by=cast.people["facilitator"])
    said = {"income": 100, "exit": "none"}
    write_part(
        appraisal=plan,
        part="dependence",
        said=said,
        base_version=1,
        by=cast.people["facilitator"],
    )
    assert risks_of(cast.parties, counted(cast.agreement)) == [Risk.ONE_PARTNER_NO_EXIT]


def test_a_way_out_that_is_not_in_the_text_is_none():
    cast = with_partner()
    plan = Appraisal(content={"dependence": {"income": 10, "exit": "written"}})
    assert risks_of(cast.parties, [plan]) == []
    assert risks_of(cast.parties, [plan], cast.write()) == []
    assert risks_of(cast.parties, [plan], cast.write(change=" ")) == [Risk.NO_EXIT]


def test_the_cycle_of_a_review_joins_the_story_and_its_correction_tells_none(running):
    by = running.people["facilitator"]
    said = dict.fromkeys(("planned", "happened", "learnt", "next_step"), "Zz")
    said |= {"who": "head", "next_on": "2026-12-01"}
    review = open_review(agreement=running.agreement, by=by)
    write_part(appraisal=review, part="cycle", said=said, base_version=1, by=by)
    review = seal(running, review)
    reviewed(running, 1, replaces=review)
    told = Reflection.objects.get()
    assert (told.number, told.next_on, told.appraisal_id) == (1, date(2026, 12, 1), review.pk)


def test_a_list_says_when_the_next_review_is_late(running, django_assert_num_queries):
    assert watches([running.agreement], TODAY)[running.agreement.pk].due == Due.UNSET
    reviewed(running, 1, next_on=date(2026, 11, 27))
    running.agreement.refresh_from_db()
    with django_assert_num_queries(1):
        assert watches([running.agreement], TODAY)[running.agreement.pk].due == Due.LATE
