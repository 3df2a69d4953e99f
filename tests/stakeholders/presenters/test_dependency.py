"""The balance of a patron, and what changed between two readings."""

from collections import Counter
from datetime import date

import pytest

from stakeholders.models import PatronClientTie, Stakeholder
from stakeholders.presenters.dependency import Scales, facts, overview, past_readings

COLLECTOR, OWNER, GROWERS, TILLERS = (
    Stakeholder(name=n) for n in ("Pengepul", "Pemilik", "A", "B")
)


def tie(patron=COLLECTOR, client=GROWERS, **fields):
    return PatronClientTie(patron=patron, client=client, **{"forms": ["market"]} | fields)


@pytest.mark.parametrize(
    ("client", "patron", "tilt"),
    [(0, 0, 0), (2, 2, 0), (0, 3, 11), (5, 0, -11), (1, 3, 5.5)],
)
def test_the_beam_leans_to_whoever_gains_more_often(client, patron, tilt):
    assert Scales(Counter(client=client, patron=patron, even=7, unknown=7)).tilt == tilt


def test_the_heavier_pan_hangs_lower():
    client, patron = Scales(Counter(patron=2)).pans
    assert float(patron["at"].split()[1]) > float(client["at"].split()[1])
    assert (len(client["stones"]), len(patron["stones"])) == (0, 2)


def test_a_patron_with_very_many_ties_still_fits_into_the_pan():
    [_client, patron] = Scales(Counter(patron=300)).pans
    assert len(patron["stones"]) == Scales.STONES_DRAWN
    assert max(abs(float(stone["x"])) for stone in patron["stones"]) <= 22


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"patron": 2, "client": 1}, "Condong ke patron: 2 dari 3"),
        ({"client": 1, "unknown": 3}, "Condong ke klien: 1 dari 4"),
        ({"even": 1}, "sama-sama diuntungkan"),
        ({"patron": 1, "client": 1}, "sama-sama diuntungkan"),
        ({"unknown": 2}, "Belum diketahui"),
    ],
)
def test_the_picture_is_said_in_words_too(counts, words):
    assert words in Scales(Counter(counts)).sentence


def test_clients_are_counted_once_however_many_patrons_they_have():
    seen = overview(
        [
            tie(alternative="no"),
            tie(patron=OWNER, alternative="yes"),
            tie(client=TILLERS, alternative="unknown"),
            tie(client=TILLERS, patron=OWNER, alternative="unknown"),
        ],
        names={},
    )
    assert (seen.clients, seen.clients_without_choice, seen.clients_not_asked) == (2, 1, 1)
    assert [len(patron.clients) for patron in seen.patrons] == [2, 2]


def test_no_ties_make_an_empty_overview():
    assert overview([], names={}).patrons == []


def test_names_stand_beside_roles():
    [patron] = overview([tie()], names={COLLECTOR.pk: "Haji Karno"}).patrons
    assert patron.party.name == "Haji Karno"
    assert patron.clients[0].party.name == ""


def test_the_same_contribution_is_said_once():
    [patron] = overview([tie(contribution="truk"), tie(contribution="truk"), tie()], {}).patrons
    assert patron.contributions == ["truk"]


def test_facts_leave_out_what_is_empty():
    said = {fact["label"]: fact["value"] for fact in facts(tie(tightness="loose", since=None))}
    assert said["Bentuk ketergantungan"] == "Pasar dan harga jual"
    assert said["Seberapa mengikat"].startswith("Longgar")
    assert "Sejak" not in said


def test_each_earlier_reading_says_what_the_next_saw_differently():
    first = tie(tightness="binding", since=date(2020, 1, 1))
    second = tie(tightness="loose", since=date(2020, 1, 1))
    now = tie(tightness="loose", since=date(2020, 1, 1), contribution="truk")
    latest, earliest = past_readings(now, [second, first])
    assert [change["label"] for change in latest["changes"]] == [
        "Sumbangan yang mungkin dari patron"
    ]
    [change] = earliest["changes"]
    assert change["was"].startswith("Mengikat")
    assert change["now"].startswith("Longgar")
