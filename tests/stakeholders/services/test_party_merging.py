"""Two records made one and taken apart: nothing said is lost either way."""

from datetime import date

import pytest

from jejaring.ids import uuid7
from jejaring.models import Event
from jejaring.roles import Permission, Role
from stakeholders.models import (
    Participation,
    PartyMerge,
    PatronClientTie,
    PersonName,
    Presence,
    Stakeholder,
    StepAnswer,
    Tie,
    Worksheet,
)
from stakeholders.services.dependency import record_dependency
from stakeholders.services.issues import board, place_party, record_issue
from stakeholders.services.lines import fold
from stakeholders.services.network import OTHERS, Reading
from stakeholders.services.party_merging import (
    CannotMerge,
    MergedOn,
    clashes,
    fields_to_stakeholder,
    in_order,
    merge_parties,
    now_known_as,
    separate_parties,
    tell_apart,
)
from stakeholders.services.worksheets import record_step
from tests import factories

pytestmark = pytest.mark.django_db

SEEN = {"forms": ["market"], "frequency": "seasonal", "tightness": "binding"}


@pytest.fixture
def by():
    return factories.user()


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def kept(village):
    return factories.group(village, name="KWT Melati", kind="kwt")


@pytest.fixture
def absorbed(village):
    return factories.group(village, name="Kelompok Wanita Tani Mlati", kind="kwt")


def rows():
    """Everything in the tables that point to a stakeholder, and the stakeholders."""
    tables = {field.model for field in fields_to_stakeholder()} - {PartyMerge}
    found = {model: sorted(map(str, model._base_manager.values())) for model in tables}
    parties = Stakeholder.objects.order_by("pk").values("pk", "name", "archived_at")
    return found | {Stakeholder: list(parties)}


def furnish(kept, absorbed, by):
    """Whatever can hang on a record, hung on both."""
    village, road, market = kept.village, factories.group(), factories.group()
    factories.tie(kept, road, "supports", by=by)
    factories.tie(absorbed, road, "competes", reason="Kata narasumber kedua", by=by)
    factories.tie(absorbed, market, "supports", by=by)
    factories.tie(market, absorbed, "competes", by=by)
    factories.tie(kept, absorbed, "supports", by=by)
    factories.tie(factories.person(village), absorbed, "membership", office="Ketua", by=by)
    sheet = factories.worksheet(absorbed, by=by, informant="Sekretaris")
    factories.answer(sheet, 1, {"activity": "Kebun"})
    for group, version, on in ((kept, 1, 3), (absorbed, 1, 5)):
        Participation.objects.create(
            village=village,
            group=group,
            role="planning",
            version=version,
            value="yes" if group is absorbed else "no",
            as_of=date(2026, on, 1),
            recorded_by=by,
        )
    elsewhere = factories.village("33.08.06.2013", "Paten")
    for group in (kept, absorbed):
        Presence.objects.create(stakeholder=group, region=elsewhere)
    record_dependency(village=village, patron=market, client=absorbed, by=by, **SEEN)
    record_dependency(village=village, patron=market, client=kept, by=by, **SEEN)
    issue = record_issue(village=village, name="Air", by=by)
    reading = {"power": 2, "power_source": "", "interest": 3, "stance": "supports"}
    reading |= {"closeness": None, "as_of": date(2026, 3, 1), "reason": ""}
    place_party(issue=issue, stakeholder=absorbed, seen=0, by=by, **reading)
    return issue


def test_merging_turns_everything_over_and_separating_brings_everything_back(kept, absorbed, by):
    issue = furnish(kept, absorbed, by)
    before = rows()
    merge = merge_parties(kept=kept, absorbed=absorbed, by=by)
    assert Worksheet.objects.get().group == kept
    assert StepAnswer.objects.get().content == {"activity": "Kebun"}
    assert [placed.now.stakeholder for placed in board(issue)] == [kept]
    assert not Tie.objects.current().of(absorbed).exists()
    assert not PatronClientTie.objects.current().of(absorbed).exists()
    assert PatronClientTie.objects.current().filter(client=kept).count() == 1
    assert separate_parties(merge=merge, by=by)
    # One reading of a role was repeated for the record that was kept; it stays.
    Participation.objects.filter(group=kept, version=2).delete()
    assert rows() == before
    assert not separate_parties(merge=merge, by=by)


def test_the_map_shows_one_party_with_the_ties_of_both(kept, absorbed, by):
    furnish(kept, absorbed, by)
    merge_parties(kept=kept, absorbed=absorbed, by=by)
    reading = Reading(kept.village, OTHERS)
    names = [party["name"] for party in reading.parties]
    assert "KWT Melati" in names
    assert "Kelompok Wanita Tani Mlati" not in names
    ends = {end for line in fold(reading.statements) for end in (line["a"], line["b"])}
    assert str(absorbed.pk) not in ends


def test_of_two_statements_the_newer_holds_and_both_stay_readable(kept, absorbed, by):
    furnish(kept, absorbed, by)
    [clash] = [each for each in clashes(kept, absorbed) if each.differ]
    assert (clash.newer.kind, clash.older.kind) == ("competes", "supports")
    merge_parties(kept=kept, absorbed=absorbed, by=by)
    told = Tie.objects.filter(source=kept, target=clash.other)
    assert told.current().get().words.reason == "Kata narasumber kedua"
    assert told.count() == 2


def test_what_was_said_of_the_kept_record_since_stays_with_it(kept, absorbed, by):
    furnish(kept, absorbed, by)
    merge = merge_parties(kept=kept, absorbed=absorbed, by=by)
    new = factories.tie(kept, factories.group(), "supports", by=by)
    separate_parties(merge=merge, by=by)
    new.refresh_from_db()
    assert new.source == kept


def test_a_newer_reading_of_a_role_is_said_again_of_the_record_that_stays(kept, absorbed, by):
    furnish(kept, absorbed, by)
    merge_parties(kept=kept, absorbed=absorbed, by=by)
    now = Participation.objects.current().get(group=kept, role="planning")
    assert (now.value, now.as_of) == ("yes", date(2026, 5, 1))


def test_a_second_personal_name_stays_where_it_is(village, by):
    one, other = factories.person(village), factories.person(village)
    for person, name in ((one, "Sarinah"), (other, "Sari")):
        PersonName.objects.create(stakeholder=person, name=name, lawful_basis="consent")
    merge = merge_parties(kept=one, absorbed=other, by=by)
    assert PersonName.objects.get(pk=one.pk).name == "Sarinah"
    assert separate_parties(merge=merge, by=by)
    assert PersonName.objects.get(pk=other.pk).name == "Sari"


def test_the_only_personal_name_goes_along_and_comes_back(village, by):
    one, other = factories.person(village), factories.person(village)
    PersonName.objects.create(stakeholder=other, name="Sari", lawful_basis="consent")
    merge = merge_parties(kept=one, absorbed=other, by=by)
    assert PersonName.objects.get().pk == one.pk
    separate_parties(merge=merge, by=by)
    assert PersonName.objects.get().pk == other.pk


def test_merging_twice_is_merging_once(kept, absorbed, by):
    first = merge_parties(kept=kept, absorbed=absorbed, by=by)
    assert merge_parties(kept=kept, absorbed=absorbed, by=by) == first
    assert Event.objects.filter(verb="merged").count() == 1


def test_a_chain_is_taken_apart_from_its_end(kept, absorbed, by):
    last = factories.group(kept.village, kind="kwt")
    first = merge_parties(kept=kept, absorbed=absorbed, by=by)
    second = merge_parties(kept=last, absorbed=kept, by=by)
    assert now_known_as([absorbed.pk]) == {absorbed.pk: last.pk}
    with pytest.raises(MergedOn):
        separate_parties(merge=first, by=by)
    separate_parties(merge=second, by=by)
    separate_parties(merge=first, by=by)
    assert now_known_as([absorbed.pk]) == {}
    assert Stakeholder.objects.present().groups().count() == 3


@pytest.mark.parametrize("why", ["same", "kind", "village", "gone", "open_worksheets"])
def test_what_cannot_be_one_is_refused_with_the_reason(kept, absorbed, by, why):
    other = {
        "same": lambda: kept,
        "kind": lambda: factories.person(kept.village),
        "village": lambda: factories.group(factories.village("33.08.06.2013", "Paten")),
        "gone": lambda: factories.group(kept.village, archived_at="2026-01-01T00:00Z"),
        "open_worksheets": lambda: absorbed,
    }[why]()
    if why == "open_worksheets":
        for group in (kept, absorbed):
            factories.worksheet(group, by=by)
    with pytest.raises(CannotMerge) as refusal:
        merge_parties(kept=kept, absorbed=other, by=by)
    assert refusal.value.why == why
    assert PartyMerge.objects.count() == 0


def test_a_secret_party_never_absorbs_one_that_all_may_know(village):
    known, secret = factories.person(village), factories.person(village, restricted=True)
    assert in_order(secret, known) == (known, secret)
    assert in_order(known, secret) == (known, secret)


def test_a_later_answer_about_the_absorbed_record_ties_to_the_one_kept(kept, absorbed, by):
    asked = factories.group(kept.village)
    sheet = factories.worksheet(asked, by=by, held_on=date(2026, 3, 1), consent_read=True)

    def answer(kind, base):
        relations = {str(absorbed.pk): {"kind": kind, "reason": "Katanya"}}
        record_step(
            worksheet=sheet,
            step=5,
            content={"relations": relations},
            base_version=base,
            by=by,
            pk=uuid7(),
            resume_at=6,
        )

    answer("supports", 0)
    merge_parties(kept=kept, absorbed=absorbed, by=by)
    answer("competes", 1)
    assert Tie.objects.current().get(source=asked, target=kept).kind == "competes"
    assert not Tie.objects.filter(target=absorbed).exists()


def test_told_apart_twice_is_told_apart_once(kept, absorbed, by):
    tell_apart(one=kept, other=absorbed, by=by)
    tell_apart(one=absorbed, other=kept, by=by)
    assert Event.objects.filter(verb="told_apart").count() == 1


def test_a_merge_gives_no_operator_a_right_over_another_group(kept, absorbed, by):
    operator = factories.user(Role.GROUP_OPERATOR, group=absorbed)
    merge_parties(kept=kept, absorbed=absorbed, by=by)
    assert operator.own_groups(Permission.RECORD) == [absorbed.pk]


def test_every_table_that_points_to_a_party_is_known_to_the_merge():
    """A new table is turned over without being named; this only proves that it is found."""
    labels = {f"{field.model.__name__}.{field.name}" for field in fields_to_stakeholder()}
    assert labels >= {
        "Tie.source",
        "Tie.target",
        "PatronClientTie.patron",
        "PatronClientTie.client",
        "Worksheet.group",
        "Participation.group",
        "Presence.stakeholder",
        "PersonName.stakeholder",
        "Position.stakeholder",
    }
