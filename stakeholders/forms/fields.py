"""Fields and rules that several forms of the stakeholder map share."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2200

_identity_number = re.compile(r"(?<!\d)(?:\d[ .-]?){15}\d(?!\d)").search


def no_identity_number(text):
    """Refuse a text with sixteen digits in a row: a NIK or a family card's number."""
    if _identity_number(text):
        raise ValidationError(
            _("Jangan menulis NIK atau nomor kartu keluarga. Jejaring tidak membutuhkannya.")
        )


def helper_for(*layout) -> FormHelper:
    """A crispy helper for a form whose ``<form>`` and buttons stand in the template."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*layout)
    return helper


def with_help(choices, words) -> list[tuple]:
    """Choices as cards show them: the label and, beneath it, what it means (``words``: by code).

    For the widget alone; the field keeps the plain labels, which other pages repeat.
    """
    return [
        (
            code,
            format_html('<span class="explained">{}<small>{}</small></span>', label, words[code]),
        )
        for code, label in choices
    ]


class DayInput(forms.DateInput):
    """The browser's own date picker, up to today."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name, value, attrs):
        """Say the last day at the time of asking, not at the time of starting the server."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["max"] = timezone.localdate().isoformat()
        return context


class DayField(forms.DateField):
    """A day in a year that somebody may mean: what is due a month later is a day too."""

    default_error_messages = {
        "year": _("Periksa tahunnya: tulis tahun antara %(first)d dan %(last)d.")
    }

    def validate(self, value):
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise ValidationError(self.error_messages["year"], code="year", params=bounds)


class PastDateField(DayField):
    """A day that has come already."""

    widget = DayInput
    default_error_messages = {
        "future": _("Tanggal ini belum tiba. Tulis hari ini atau sebelumnya.")
    }

    def validate(self, value):
        if value and value > timezone.localdate():
            raise ValidationError(self.error_messages["future"], code="future")
        super().validate(value)


class AnyDayField(DayField):
    """A day that may lie ahead, in the browser's own date picker."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **kwargs)


class LineField(forms.CharField):
    """One line of words: blanks at the ends and doubled ones between go away."""

    def __init__(self, *, max_length, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        self.validators.append(no_identity_number)

    def to_python(self, value):
        """The words with single blanks between them."""
        value = super().to_python(value)
        return " ".join(value.split()) if isinstance(value, str) else value


class WordsField(forms.CharField):
    """A few sentences, as somebody said them."""

    def __init__(self, *, rows=3, max_length=2000, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("required", False)
        super().__init__(max_length=max_length, **kwargs)
        self.validators.append(no_identity_number)


class OwnIdField(forms.UUIDField):
    """The id of the row to come, made with the form: the form sent twice makes one row."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.HiddenInput, **kwargs)
