"""Fields that several forms share."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    PastDateField,
    WordsField,
    no_identity_number,
)


@pytest.mark.parametrize(
    "text",
    [
        "3308061203450001",
        "NIK: 3308 0612 0345 0001.",
        "33.08.06.12.03.45.00.01",
        "no 3308-0612-0345-0001 ya",
    ],
)
def test_a_nik_is_refused_however_it_is_spaced(text):
    with pytest.raises(ValidationError, match="NIK"):
        no_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rp1.500.000 sejak 2019",
        "33.08.06.2012",
        "0812-3456-7890",
        "12345678901234567890",
        "Desa 33.08.06.2012 sejak 2014",
    ],
)
def test_other_numbers_pass(text):
    assert no_identity_number(text) is None


def test_today_has_come_and_tomorrow_has_not():
    today = timezone.localdate()
    field = PastDateField()
    assert field.clean(today.isoformat()) == today
    assert field.clean(f"{today:%d/%m/%Y}") == today
    with pytest.raises(ValidationError, match="belum tiba"):
        field.clean((today + timedelta(days=1)).isoformat())


@pytest.mark.parametrize(
    ("field", "year"), [(PastDateField, "0001"), (AnyDayField, "1899"), (AnyDayField, "9999")]
)
def test_a_year_that_nobody_means_is_refused(field, year):
    """What is due a month later would be no day at all."""
    with pytest.raises(ValidationError, match="antara 1900 dan 2200"):
        field().clean(f"{year}-12-31")
    assert AnyDayField().clean("2200-12-31")


def test_the_picker_ends_today():
    assert f'max="{timezone.localdate()}"' in PastDateField().widget.render("on", None)


def test_a_line_has_single_blanks():
    assert LineField(max_length=80).clean("  KWT \t Melati\n Jaya ") == "KWT Melati Jaya"


def test_words_keep_their_lines():
    assert WordsField().clean("satu\r\ndua") == "satu\r\ndua"
