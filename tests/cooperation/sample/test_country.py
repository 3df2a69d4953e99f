"""The invented country: what it writes, that it can be repeated, and where it refuses."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.utils import timezone

from cooperation.models import Agreement, AgreementEvent, Meeting
from cooperation.sample.country.dice import Dice, iso
from cooperation.sample.country.tables import COLUMNS
from cooperation.services.chain import first_break
from jejaring.models import Membership, User
from stakeholders.models import Participation, Stakeholder, Tie, Worksheet
from tests.factories import group, village
from villages.models import Tally, VillageProfile
from villages.tallies.months import later, this_month
from villages.tallies.rebuilding import rebuild

SUBDISTRICT = "33.08.06"
CODES = [f"{SUBDISTRICT}.{number}" for number in range(2001, 2011)]


@pytest.fixture
def regions(db):
    for number, code in enumerate(CODES):
        village(code, f"Desa {number}", begun=False)


@pytest.fixture
def country(regions):
    return make()


def make(*args, **options):
    out = StringIO()
    options = {"within": [SUBDISTRICT], "stdout": out, "stderr": StringIO(), **options}
    call_command("make_country", *args, **options)
    return out.getvalue()


def everything():
    """All rows that were written, without the keys that the database counts."""
    return {
        model._meta.label: sorted(
            map(repr, model._base_manager.values_list(*columns.split())),
        )
        for model, columns in COLUMNS.items()
    }


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
@pytest.mark.any_database
def test_every_column_of_a_table_is_written(model):
    counted = (models.AutoField, models.BigAutoField)
    columns = [
        field.column for field in model._meta.concrete_fields if not isinstance(field, counted)
    ]
    assert sorted(COLUMNS[model].split()) == sorted(columns)


@pytest.mark.any_database
def test_keys_and_moments_lie_on_their_day():
    dice, day = Dice("a", "33"), date(2026, 3, 4).toordinal()
    key = dice.key(day)
    assert key[12] == "7"
    assert key[16] in "89ab"
    assert dice.moment(day).startswith(iso(day) + " 0")
    assert Dice("a", "33").key(day) == key != Dice("b", "33").key(day)


def test_a_kecamatan_is_filled_with_examples(country):
    assert VillageProfile.objects.count() > len(CODES) / 2
    assert not VillageProfile.objects.filter(is_example=False).exists()
    assert not Stakeholder.objects.filter(is_example=False).exists()
    assert not User.objects.filter(is_example=False).exists()
    assert Membership.objects.count() == len(CODES)
    assert set(Stakeholder.objects.values_list("kind", flat=True)) == set(Stakeholder.Kind)
    assert Tie.objects.exclude(closed_at=None).exists()
    assert Participation.objects.filter(version__gt=1).exists()
    assert Meeting.objects.filter(last_on=None).exists()
    assert "rebuild_tallies --since" in country


def test_all_rows_keep_the_rules_of_their_tables(country):
    connection.check_constraints()
    for model in COLUMNS:
        constraints = [
            each for each in model._meta.constraints if isinstance(each, models.CheckConstraint)
        ]
        for row in model._base_manager.all()[:300]:
            assert [field.name for field in model._meta.fields if not fits(field, row)] == []
            for constraint in constraints:
                constraint.validate(model, row)


def fits(field, row) -> bool:
    """Whether the value is a choice that there is, and no longer than the column."""
    value = getattr(row, field.attname)
    known = not field.choices or value in (None, "") or value in dict(field.flatchoices)
    is_text = isinstance(field, models.CharField)
    return known and not (is_text and value and len(value) > field.max_length)


def test_the_chain_of_every_agreement_is_whole(country):
    agreements = list(Agreement.objects.all())
    assert len(agreements) > 2
    assert [each for each in map(first_break, agreements) if each] == []


def test_nothing_happens_before_what_it_leans_on(country):
    early = Tie.objects.filter(closed_at__lte=models.F("recorded_at"))
    assert not early.exists()
    sheets = Worksheet.objects.filter(completed_at__lt=models.F("started_at"))
    assert not sheets.exists()
    for table, column in ((Tie, "recorded_at"), (AgreementEvent, "at"), (Meeting, "created_at")):
        assert not table.objects.filter(**{f"{column}__gt": timezone.now()}).exists()


def test_the_same_seed_makes_the_same_rows_another_others(regions):
    make(seed="satu")
    first = everything()
    for model in reversed(COLUMNS):
        model._base_manager.all()._raw_delete("default")
    make(seed="satu")
    assert everything() == first
    for model in reversed(COLUMNS):
        model._base_manager.all()._raw_delete("default")
    make(seed="dua")
    assert everything() != first


def test_what_is_there_is_not_made_again(country):
    before = everything()
    assert make().startswith("0 desa, 0 baris")
    assert everything() == before


def test_an_interrupted_kabupaten_leaves_nothing_and_is_made_later(regions, monkeypatch):
    target = "cooperation.sample.country.regencies.make_agreements"
    with monkeypatch.context() as patch:
        patch.setattr(target, interrupted)
        with pytest.raises(KeyboardInterrupt):
            make()
    assert not User.objects.exists()
    assert not Stakeholder.objects.exists()
    make()
    assert Agreement.objects.exists()


def interrupted(villages):
    raise KeyboardInterrupt


def test_real_rows_are_refused_and_nothing_is_made(regions):
    group(village(CODES[3]))
    with pytest.raises(CommandError, match=rf"Desa {CODES[3]} berisi catatan yang bukan contoh"):
        make()
    assert Stakeholder.objects.count() == 1
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"within": ["33.99"]}, "kode 33.99 tidak dikenal"),
        ({"within": [CODES[0]]}, "bukan desa"),
        ({"months": 1}, "--months"),
        ({"workers": 0}, "--workers"),
        ({"until": timezone.localdate() + timedelta(days=3)}, "hari yang sudah lewat"),
    ],
)
def test_what_cannot_be_made_is_said(regions, options, words):
    with pytest.raises(CommandError, match=words):
        make(**options)
    assert not User.objects.exists()


def test_pages_of_a_village_open_for_its_facilitator(country, client):
    profile = VillageProfile.objects.order_by("pk").first()
    person = User.objects.get(memberships__region_code=profile.pk)
    client.force_login(person)
    agreement = Agreement.objects.filter(parties__village=profile.pk).first()
    rows = [
        profile,
        Stakeholder.objects.groups().filter(village=profile.pk).first(),
        Worksheet.objects.filter(village=profile.pk).first(),
        Tie.objects.filter(village=profile.pk, kind="supports").first(),
        Meeting.objects.filter(villages__village=profile.pk).exclude(last_on=None).first(),
        *([agreement] if agreement else []),
    ]
    for row in rows:
        assert client.get(row.get_absolute_url()).status_code == 200, row
    assert client.get("/").status_code == 200


def test_every_agreement_opens_for_its_facilitator(country, client):
    for agreement in Agreement.objects.all():
        code = agreement.parties.villages().values_list("village", flat=True).first()
        client.force_login(User.objects.get(memberships__region_code=code))
        assert client.get(agreement.get_absolute_url()).status_code == 200, agreement.state


def test_months_counted_anew_are_found_right(country):
    since = later(this_month(), -24)
    rebuild(check=False, since=since)
    again = rebuild(check=True, since=since)
    assert again.different == 0
    assert again.numbers > 1000
    months = Tally.objects.filter(region_code=SUBDISTRICT, measure="groups.otl")
    numbers = list(months.order_by("month").values_list("number", flat=True))
    assert len(numbers) > 12
    assert numbers[-1] > numbers[0]
