"""Joint bodies: who may be served, numbers by village, reviews that are only added."""

from datetime import date

import pytest

from cooperation.models import BodyReview, BodySeats, JointBody
from cooperation.presenters import body as shown
from cooperation.services.bodies import (
    BodyMoved,
    ReportedAlready,
    change_body,
    check_villages,
    count_members,
    found_body,
    hand_report,
    review_body,
)
from jejaring.ids import uuid7
from jejaring.models import Event
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import PATEN
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def paten():
    return factories.village(PATEN, "Paten")


@pytest.fixture
def head():
    return factories.user(Role.VILLAGE_HEAD, SENGI)


@pytest.fixture
def body(sengi, paten, head):
    return found_body(kind="bkad", name="BKAD Dukun", villages=[sengi, paten], by=head)


def test_which_villages_may_have_which_body(sengi, paten):
    ward = factories.village("33.08.06.1001", "Kota")
    elsewhere = factories.village("34.01.01.2001", "Jangkaran")
    assert check_villages("bkad", [sengi, paten]) == ""
    assert check_villages("bkad", [sengi]) == "few_villages"
    assert check_villages("bkad", [sengi, ward]) == "ward"
    assert check_villages("bkad", [sengi, elsewhere]) == "regencies"
    assert check_villages("bumdesma", [sengi, elsewhere]) == ""
    assert check_villages("village_body", [sengi]) == ""
    assert check_villages("village_body", [sengi, paten]) == "one_village"


def test_the_same_form_twice_makes_one_body(sengi, paten, head):
    pk = uuid7()
    told = {"kind": "bkad", "name": "BKAD Dukun", "villages": [sengi, paten], "by": head, "pk": pk}
    assert found_body(**told) == found_body(**told)
    assert JointBody.objects.count() == 1


def test_members_are_counted_by_village_and_category(body, sengi, paten, head):
    count_members(
        body=body,
        seen=1,
        village=sengi,
        counts={"government": (1, 2), "bpd": (0, 0), "figure": (0, 3)},
        offices={"chair": "m"},
        by=head,
    )
    count_members(
        body=body,
        seen=2,
        village=paten,
        counts={"community_body": (2, 1), "bpd": (1, 2)},
        offices={"chair": "f", "secretary": "f"},
        by=head,
    )
    body.refresh_from_db()
    assert body.version == 3
    # There is one chair: whoever was named last.
    assert body.offices == {
        "chair": {"village": PATEN, "sex": "f"},
        "secretary": {"village": PATEN, "sex": "f"},
    }
    lines = shown.category_lines(body.kind, body.seats.all())
    assert [(line.women, line.men) for line in lines] == [(1, 2), (1, 2), (2, 1), (0, 0), (0, 3)]
    words = "4 dari 12 pengurus perempuan; satu kategori belum terwakili."
    assert shown.balance_sentence(body.kind, lines) == words


def test_counting_anew_replaces_the_numbers_of_that_village_only(body, sengi, paten, head):
    for seen, village in enumerate((sengi, paten), 1):
        counts = {"bpd": (1, 0)}
        count_members(body=body, seen=seen, village=village, counts=counts, offices={}, by=head)
    count_members(body=body, seen=3, village=sengi, counts={}, offices={}, by=head)
    assert list(body.seats.values_list("village", flat=True)) == [PATEN]


def test_the_second_of_two_writers_is_told(body, sengi, paten, head):
    change_body(body=body, seen=1, villages=[sengi, paten], by=head, name="BKAD Baru")
    with pytest.raises(BodyMoved) as moved:
        change_body(body=body, seen=1, villages=[sengi, paten], by=head, name="BKAD Lain")
    assert (moved.value.body.version, moved.value.body.name) == (2, "BKAD Baru")
    with pytest.raises(BodyMoved):
        count_members(body=body, seen=1, village=sengi, counts={}, offices={}, by=head)


def test_a_village_that_is_served_no_longer_takes_its_seats_along(body, sengi, paten, head):
    krinjing = factories.village("33.08.06.2014", "Krinjing")
    counts, offices = {"bpd": (1, 0)}, {"chair": "f"}
    count_members(body=body, seen=1, village=paten, counts=counts, offices=offices, by=head)
    changed = change_body(body=body, seen=2, villages=[sengi, krinjing], by=head)
    assert set(changed.villages.values_list("pk", flat=True)) == {SENGI, krinjing.pk}
    assert not BodySeats.objects.exists()
    assert changed.offices == {}


def test_a_body_of_another_kind_drops_categories_that_are_not_its_own(body, sengi, paten, head):
    counts = {"bpd": (1, 0)}
    count_members(body=body, seen=1, village=paten, counts=counts, offices={}, by=head)
    change_body(body=body, seen=2, villages=[sengi, paten], by=head, kind="bumdesma")
    assert not BodySeats.objects.exists()


def test_reviews_are_only_added_and_each_over_those_one_saw(body, head):
    told = {"held_on": date(2026, 10, 1), "planned": "a", "happened": "b", "by": head}
    review_body(body=body, seen=0, **told)
    with pytest.raises(BodyMoved):
        review_body(body=body, seen=0, **told)
    review_body(body=body, seen=1, **told)
    assert list(BodyReview.objects.values_list("number", flat=True)) == [1, 2]


def test_a_report_is_noted_once(body, head):
    told = {"covers_until": date(2026, 6, 30), "handed_on": date(2026, 7, 5), "by": head}
    hand_report(body=body, **told)
    with pytest.raises(ReportedAlready):
        hand_report(body=body, **told)
    assert body.reports.count() == 1


def test_every_act_is_in_the_record(body, sengi, paten, head):
    change_body(body=body, seen=1, villages=[sengi, paten], by=head)
    told = {"held_on": TODAY, "planned": "a", "happened": "b", "by": head}
    review_body(body=body, seen=0, **told)
    verbs = set(Event.objects.filter(actor=head).values_list("verb", flat=True))
    assert verbs == {"founded_body", "changed_body", "reviewed_body"}


# --- In words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "label"),
    [
        ({}, "Masa tugas belum dicatat"),
        ({"term_until": date(2026, 11, 27)}, "Masa tugas habis"),
        ({"term_until": date(2026, 11, 28)}, "Segera berakhir"),
        ({"term_until": date(2027, 2, 26)}, "Segera berakhir"),
        ({"term_until": date(2027, 2, 27)}, "Bertugas"),
        (
            {"term_from": date(2026, 11, 29), "term_until": date(2031, 1, 1)},
            "Belum mulai bertugas",
        ),
        ({"dissolved_on": TODAY, "term_until": date(2031, 1, 1)}, "Dibubarkan"),
    ],
)
def test_the_state_of_a_body_follows_from_its_dates(dates, label):
    assert shown.status(JointBody(kind="bkad", **dates), TODAY).label == label


def test_the_sentence_about_the_term():
    body = JointBody(kind="bkad", term_until=date(2027, 2, 28))
    said = shown.term_sentence(body, TODAY)
    assert said == "Masa tugas BKAD berakhir 3 bulan lagi (28 Februari 2027)."
    body.term_until = date(2026, 8, 28)
    said = shown.term_sentence(body, TODAY)
    assert said == "Masa tugas BKAD habis 3 bulan yang lalu (28 Agustus 2026)."


def test_an_enterprise_has_organs_and_an_empty_body_says_so():
    lines = shown.category_lines("bumdesma", [])
    assert [line.label for line in lines] == ["Penasihat", "Pelaksana operasional", "Pengawas"]
    assert shown.balance_sentence("bumdesma", lines) == "Susunan pengurus belum dicatat."
    seats = [BodySeats(category=each, women=1, men=0) for each in ("adviser", "operator")]
    said = shown.balance_sentence("bumdesma", shown.category_lines("bumdesma", seats))
    assert said == "2 dari 2 pengurus perempuan; satu organ belum diisi."


def test_a_bkad_older_than_the_village_law_is_asked_about():
    assert shown.may_be_of_pnpm(JointBody(kind="bkad", decree_on=date(2012, 5, 1)))
    assert not shown.may_be_of_pnpm(JointBody(kind="bkad", decree_on=date(2014, 1, 15)))
    assert not shown.may_be_of_pnpm(JointBody(kind="bumdesma", decree_on=date(2012, 5, 1)))
