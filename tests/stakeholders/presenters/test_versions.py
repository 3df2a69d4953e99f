"""Values in words, as two people compare them."""

from datetime import date

import pytest
from django import forms

from stakeholders.presenters.versions import in_words, side_by_side

KINDS = [("Tani", [("otl", "Organisasi tani")]), ("lain", "Lainnya")]


@pytest.mark.parametrize(
    ("value", "field", "words"),
    [
        (None, None, ""),
        ("", None, ""),
        (date(2026, 11, 22), None, "22 November 2026"),
        (2014, forms.IntegerField(), "2014"),
        (True, None, "Ya"),
        (False, None, "Tidak"),
        (["otl", "lain"], forms.MultipleChoiceField(choices=KINDS), "Organisasi tani, Lainnya"),
        ("otl", forms.ChoiceField(choices=KINDS), "Organisasi tani"),
        ([], None, ""),
        (0, None, "0"),
    ],
)
def test_a_value_is_said_as_people_read_it(value, field, words):
    assert in_words(value, field) == words


@pytest.fixture
def form():
    class Profile(forms.Form):
        name = forms.CharField(label="Nama")
        hamlet = forms.CharField(label="Dusun", required=False)

    filled = Profile({"name": "KWT", "hamlet": "Candi"})
    assert filled.is_valid()
    return filled


def test_two_versions_say_where_they_differ(form):
    assert side_by_side(form, {"name": "KWT", "hamlet": ""}) == [
        {"label": "Dusun", "mine": "Candi", "theirs": "", "differs": True},
    ]


def test_two_equal_versions_are_shown_whole(form):
    rows = side_by_side(form, {"name": "KWT", "hamlet": "Candi"})
    assert [row["label"] for row in rows] == ["Nama", "Dusun"]
    assert not any(row["differs"] for row in rows)
