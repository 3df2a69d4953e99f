"""Two versions of the same thing side by side, for ``components/_conflict.html``."""

from datetime import date

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def side_by_side(form, theirs) -> list[dict]:
    """One dict a field: ``label``, ``mine``, ``theirs`` (words) and ``differs``.

    Fields that agree are left out, unless all do: on a phone they would bury the others.

    ``form``: bound and valid, with what the person entered. ``theirs``: field name -> the value
    saved by somebody else, of the kind the form cleans to.
    """
    rows = []
    for name, saved in theirs.items():
        field = form.fields[name]
        mine, other = in_words(form.cleaned_data[name], field), in_words(saved, field)
        rows.append({"label": field.label, "mine": mine, "theirs": other, "differs": mine != other})
    return [row for row in rows if row["differs"]] or rows


def in_words(value, field=None) -> str:
    """A cleaned value as a person reads it; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(item, field) for item in value)
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Model):
        return str(value)
    return str(_choices(field).get(value, value))


def _choices(field) -> dict:
    """The labels of a choice field's codes, grouped or not; nothing for other fields."""
    labels = {}
    for code, label in getattr(field, "choices", None) or ():
        labels.update(dict(label) if isinstance(label, (list, tuple)) else {code: label})
    return labels
