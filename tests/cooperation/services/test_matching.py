"""From rows to matches, and what villages say to them."""

import pytest

from cooperation.lifecycle import Flow, State
from cooperation.matching import Part, Risk
from cooperation.models import Agreement, MatchDecision, Partner
from cooperation.services.agreements import PartyDraft
from cooperation.services.match_decisions import (
    MatchMoved,
    MatchTaken,
    begin_from_match,
    decide_match,
    idea_of,
    match_in_words,
    reconsider_match,
)
from cooperation.services.matching import best_of_subdistrict, match_of, matches_of
from cooperation.services.resources import (
    Matters,
    NameTaken,
    add_matter,
    archive_resource,
    record_partner_resource,
    record_resource,
    update_resource,
)
from stakeholders.models import Presence
from tests import factories
from tests.cooperation.makers import PATEN, between_villages, lead_to
from tests.factories import SENGI
from villages.models import Region, Resource
from villages.units import mask_of

pytestmark = pytest.mark.django_db
KRINJING, FAR = "33.08.06.2014", "34.01.01.2001"


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def paten():
    return factories.village(PATEN, "Paten")


@pytest.fixture
def by():
    return factories.user(region_code="33.08.06")


def put(village, by, side, name, amount=None, unit="", **more):
    said = {"side": side, "name": name, "amount": amount, "unit": unit, **more}
    said.setdefault("is_surplus", side == "potential")
    return record_resource(village=village, by=by, **Matters().complete(said))


def offer(village, by, side, name, kind="cooperative", partner="Koperasi Uji", **more):
    party = Partner(region=village, name=partner, kind=kind)
    said = Matters().complete({"side": side, "name": name, **more})
    return record_partner_resource(partner=party, by=by, **said)


def test_cabe_and_cabai_rawit_meet_and_units_convert(sengi, paten, by):
    put(sengi, by, "potential", "Cabai rawit", 2, "ton")
    put(paten, by, "need", "cabe", 40, "kwintal")
    (match,) = matches_of(paten, by)
    assert (match.way, match.other) == ("get", SENGI)
    assert match.fact.covered == 0.5
    (back,) = matches_of(sengi, by)
    assert (back.way, back.other, back.fact.total) == ("give", PATEN, match.fact.total)


def test_two_villages_with_the_same_surplus_are_never_proposed(sengi, paten, by):
    put(sengi, by, "potential", "Cabai rawit", 2, "ton")
    put(paten, by, "potential", "Cabai rawit", 2, "ton")
    assert matches_of(sengi, by) == matches_of(paten, by) == []


def test_what_is_not_to_spare_or_archived_or_in_another_kabupaten_is_not_proposed(sengi, paten, by):
    put(sengi, by, "need", "susu")
    put(paten, by, "potential", "Susu segar", is_surplus=False)
    gone = put(paten, by, "potential", "Susu sapi")
    archive_resource(resource=gone, by=by)
    put(factories.village(FAR, "Jangkaran"), by, "potential", "susu")
    assert matches_of(sengi, by) == []


def test_monthly_amounts_count_for_the_months_of_their_season(sengi, paten, by):
    put(sengi, by, "need", "air bersih", 100, "m3", per="month", months=mask_of([8, 9]))
    put(paten, by, "potential", "mata air", 100_000, "liter", per="month")
    (match,) = matches_of(sengi, by)
    assert match.fact.need.amount == 200_000
    assert match.fact.covered == 6
    assert match.fact.parts[Part.SEASON] == 0.5


def test_ties_of_groups_count_but_not_those_of_dependency_or_of_persons_alone(sengi, paten, by):
    put(sengi, by, "need", "kopi")
    put(paten, by, "potential", "kopi")
    one, other = factories.group(sengi), factories.group(paten)
    factories.tie(one, other, "supports", by=by)
    factories.tie(one, factories.group(paten), "competes", by=by)
    hidden = factories.group(paten, restricted=True)
    factories.tie(one, hidden, "supports", by=by)
    Presence.objects.create(stakeholder=other, region=sengi)
    (match,) = matches_of(sengi, by)
    assert match.fact.ties == 2


def test_the_only_partner_brings_a_warning_and_an_earlier_agreement_counts(by):
    cast = lead_to(between_villages(), State.RUNNING)
    sengi, paten = (Region.objects.get(pk=code) for code in (SENGI, PATEN))
    put(sengi, by, "need", "kopi")
    put(paten, by, "potential", "kopi")
    (match,) = matches_of(sengi, by)
    assert (match.risk, match.fact.earlier) == (Risk.ONLY, 1)
    assert cast.agreement.state == State.RUNNING


def test_partners_offer_and_seek_only_for_those_who_know_them(sengi, paten, by):
    put(sengi, by, "need", "pelatihan", 2, "orang")
    put(sengi, by, "potential", "cabe")
    offer(sengi, by, "potential", "Pelatihan ternak")
    offer(sengi, by, "need", "Cabai merah")
    found = {(match.way, "." in match.other) for match in matches_of(sengi, by)}
    assert found == {("get", False), ("give", False)}
    neighbour = factories.user(region_code=PATEN)
    put(paten, by, "need", "pelatihan")
    assert matches_of(paten, neighbour) == []


def test_a_no_holds_until_the_numbers_change_and_the_other_village_learns_of_it(sengi, paten, by):
    need = put(sengi, by, "need", "kopi", 1, "ton")
    put(paten, by, "potential", "kopi", 5, "ton")
    (match,) = matches_of(sengi, by)
    decide_match(village=sengi, match=match, verdict="rejected", reason="Terlalu jauh", by=by)
    (mine,), (theirs,) = matches_of(sengi, by), matches_of(paten, by)
    assert (mine.is_open, mine.decision.reason) == (False, "Terlalu jauh")
    assert (theirs.is_open, theirs.decision, theirs.refused_there) == (False, None, True)
    assert best_of_subdistrict(SENGI[:8], by).pairs == []
    update_resource(resource=need, base_version=1, by=by, amount=3)
    assert matches_of(sengi, by)[0].is_open
    assert matches_of(paten, by)[0].is_open
    assert len(best_of_subdistrict(SENGI[:8], by).pairs) == 1


def test_a_decision_can_be_changed_and_taken_back(sengi, paten, by):
    put(sengi, by, "need", "kopi")
    put(paten, by, "potential", "kopi")
    match = match_of(sengi, by, "get", PATEN, "kopi")
    decide_match(village=sengi, match=match, verdict="rejected", reason="Belum", by=by)
    with pytest.raises(MatchMoved):
        decide_match(village=sengi, match=match, verdict="accepted", by=by)
    match = match_of(sengi, by, "get", PATEN, "kopi")
    decision = decide_match(village=sengi, match=match, verdict="accepted", by=by)
    assert MatchDecision.objects.get() == decision
    reconsider_match(decision=decision, by=by)
    reconsider_match(decision=decision, by=by)
    assert matches_of(sengi, by)[0].is_open


def test_one_match_makes_one_agreement(sengi, paten, by):
    put(sengi, by, "need", "kopi")
    put(paten, by, "potential", "kopi")
    match = match_of(sengi, by, "get", PATEN, "kopi")
    decision = decide_match(village=sengi, match=match, verdict="accepted", by=by)
    idea = idea_of(decision, village=sengi, **match_in_words(decision))
    assert (idea["flow"], idea["others"]) == (Flow.BETWEEN, f"{PATEN} Paten")
    parties = [PartyDraft(village=sengi, is_initiator=True), PartyDraft(village=paten)]
    told = {"flow": Flow.BETWEEN, "title": idea["title"], "parties": parties}
    first = begin_from_match(decision=decision, by=by, **told)
    assert begin_from_match(decision=decision, by=by, **told) == first
    assert Agreement.objects.get().idea_id == decision.pk
    match = match_of(sengi, by, "get", PATEN, "kopi")
    no = {"village": sengi, "match": match, "verdict": "rejected", "reason": "Tidak", "by": by}
    for act in (lambda: decide_match(**no), lambda: reconsider_match(decision=decision, by=by)):
        with pytest.raises(MatchTaken):
            act()
    Agreement.objects.update(state=State.WITHDRAWN)
    assert decide_match(**no) == decision
    with pytest.raises(MatchMoved):
        begin_from_match(decision=decision, by=by, **told)


def test_the_best_set_of_a_kecamatan_splits_what_there_is(sengi, paten, by):
    krinjing = factories.village(KRINJING, "Krinjing")
    put(sengi, by, "potential", "air bersih", 900, "m3")
    put(paten, by, "need", "air minum", 400, "m3")
    put(krinjing, by, "need", "air minum", 400, "m3")
    found = best_of_subdistrict(SENGI[:8], by)
    assert {fact.needer: share for fact, share in found.pairs} == {PATEN: 1.0, KRINJING: 1.0}
    assert (found.needs, found.met_whole) == (2, 2)
    assert found.value >= found.greedy_value


def test_a_new_word_brings_free_rows_together(sengi, paten, by):
    put(sengi, by, "need", "gula semut", capital="natural")
    put(paten, by, "potential", "gula semut organik", capital="natural")
    assert matches_of(sengi, by) == []
    add_matter(by=by, name="Gula semut", capital="natural", unit="kg", words=[])
    assert [match.fact.key for match in matches_of(sengi, by)] == ["gula-semut"]
    with pytest.raises(NameTaken):
        add_matter(by=by, name="Gula semut", capital="natural", unit="", words=[])


def test_the_same_form_sent_twice_makes_one_row(sengi, by):
    row = put(sengi, by, "need", "kopi")
    told = {"side": "need", "name": "kopi", "capital": "natural", "key": "kopi"}
    assert record_resource(village=sengi, by=by, pk=row.pk, **told) == row
    assert Resource.objects.count() == 1


def test_queries_do_not_grow_with_the_kabupaten(sengi, by, django_assert_max_num_queries):
    put(sengi, by, "need", "kopi")
    for number in range(20):
        village = factories.village(f"33.08.06.{2020 + number}", f"Desa {number}")
        put(village, by, "potential", "kopi", 1, "ton")
    person = type(by).objects.get(pk=by.pk)
    with django_assert_max_num_queries(12):
        assert len(matches_of(sengi, person)) == 20
