"""A file applied by two at once, and what the guesses make of words."""

import pytest

from stakeholders.models import ImportBatch, Stakeholder, Tie
from stakeholders.services.importing.applying import StalePlan, apply_batch
from stakeholders.services.importing.staging import AlreadyImported, plan_of, stage_file
from stakeholders.services.importing.words import (
    guess_by_name,
    guess_party,
    guess_tie,
    sounds_like_a_role,
)
from tests import factories
from tests.races import together

ROWS = b"dari;ke;hubungan\nKWT Melati;Karang Taruna;mendukung\n"


def staged(village, by, content=ROWS):
    return stage_file(village=village, content=content, name="a.csv", by=by)


# --- two at once ------------------------------------------------------------------------------


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_one_file_applied_by_two_at_once_comes_in_once():
    village = factories.village()
    first, second = factories.user(), factories.user()
    mine, theirs = staged(village, first), staged(village, second)
    shown = plan_of(mine).digest
    for one, other in ((mine, mine), (mine, theirs)):
        ImportBatch.objects.update(state="staged")
        Tie.objects.all().delete()
        Stakeholder.objects.all().delete()
        answers = together(
            lambda batch=one: apply_batch(batch=batch, shown=shown, by=first),
            lambda batch=other: apply_batch(batch=batch, shown=shown, by=second),
        )
        assert sum(isinstance(answer, AlreadyImported) for answer in answers) == 1
        assert (Stakeholder.objects.count(), Tie.objects.count()) == (2, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_never_add_the_same_party_twice():
    village = factories.village()
    by = factories.user()
    batches = [staged(village, by), staged(village, by, ROWS + b"\n")]
    plans = [plan_of(batch).digest for batch in batches]
    answers = together(
        *(
            lambda batch=batch, shown=shown: apply_batch(batch=batch, shown=shown, by=by)
            for batch, shown in zip(batches, plans, strict=True)
        )
    )
    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    assert Stakeholder.objects.count() == 2


@pytest.mark.django_db
def test_a_plan_that_was_not_seen_is_not_carried_out():
    village = factories.village()
    batch = staged(village, factories.user())
    with pytest.raises(StalePlan):
        apply_batch(batch=batch, shown="", by=batch.staged_by)
    assert ImportBatch.objects.get().state == "staged"


# --- guesses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Kelompok Wanita Tani", "group:kwt"),
        ("kelompok tani", "group:kelompok-tani"),
        ("Farmers group", "group:otl"),
        ("Nelayan", "group:nelayan"),
        ("Majelis Taklim", "group:majelis-taklim"),
        ("youth", "group:pemuda"),
        ("PERSON", "person"),
        ("tokoh_masyarakat", "person"),
        ("Organization", "institution"),
        ("Pemerintah Desa", "government"),
        ("kelompok", "group:lainnya"),
        ("xyz", ""),
        ("", ""),
        ("spartan", ""),
    ],
)
def test_what_a_word_for_a_party_may_mean(word, meaning):
    assert guess_party(word) == meaning


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("mendukung", "supports"),
        ("Kerja sama", "supports"),
        ("supports", "supports"),
        ("bersaing", "competes"),
        ("Rivalry", "competes"),
        ("anggota", "membership"),
        ("member_of", "membership"),
        ("tidak ada kaitan", "unrelated"),
        ("bergantung pada", "skip"),
        ("menghambat", "government:hinder"),
        ("knows", ""),
        ("", ""),
    ],
)
def test_what_a_word_for_a_tie_may_mean(word, meaning):
    assert guess_tie(word) == meaning


def test_an_office_in_front_of_a_name_makes_it_a_person():
    assert guess_by_name("Ketua Kelompok Tani Makmur") == "person"
    assert guess_by_name("Kelompok Tani Makmur") == "group:kelompok-tani"
    assert guess_by_name("Bu Sarinah") == "person"


@pytest.mark.parametrize("label", ["Ketua RT 03", "pengepul salak", "Bidan desa", "Penyuluh (PPL)"])
def test_an_office_or_role_is_heard(label):
    assert sounds_like_a_role(label)


@pytest.mark.parametrize("label", ["Siti Aminah", "Pak Warto", "Suketuanto"])
def test_what_may_be_a_personal_name_is_heard(label):
    assert not sounds_like_a_role(label)
