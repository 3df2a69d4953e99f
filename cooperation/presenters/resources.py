"""Potentials and needs in words."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from cooperation.presenters.matching import months_in_words
from villages.models import Resource, Side


@dataclass(frozen=True)
class ResourceLine:
    """One row as the list shows it."""

    row: object
    details: list
    holder: str
    matter: str


@dataclass(frozen=True)
class Board:
    """Rows by side."""

    potentials: list
    needs: list

    def __bool__(self):
        return bool(self.potentials or self.needs)


def board(rows, holders) -> Board:
    """Rows by side, in their order. ``holders``: names of groups by id."""
    lines = [line_of(row, holders) for row in rows]
    return Board(
        [line for line in lines if line.row.side == Side.POTENTIAL],
        [line for line in lines if line.row.side == Side.NEED],
    )


def line_of(row, holders) -> ResourceLine:
    """One row in words."""
    details = [amount_of(row), months_in_words(row.months), row.quality]
    matter = str(row.matter) if row.matter and str(row.matter).lower() != row.name.lower() else ""
    return ResourceLine(row, [each for each in details if each], _holder(row, holders), matter)


def amount_of(row) -> str:
    """``1.500 kg sebulan``; empty where no amount is known."""
    if row.amount is None:
        return ""
    amount = Decimal(row.amount)
    places = max(0, -int(amount.normalize().as_tuple().exponent))
    number = number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)
    return f"{number} {row.unit_label} {row.get_per_display()}"


def _holder(row, holders) -> str:
    if not isinstance(row, Resource):
        return row.partner.name
    if row.group_id in holders:
        return holders[row.group_id]
    return row.holder_role or row.get_holder_display()


def columns_told(form, row) -> dict:
    """The saved values of a row, of the kind that the form cleans to."""
    plain = (
        "side", "name", "amount", "unit", "is_surplus", "capital", "matter", "quality",
        "strength", "weakness", "holder_role",
    )  # fmt: skip
    told = {name: getattr(row, name) for name in plain if name in form.fields}
    entered = form.as_entered(row)
    told |= {name: entered[name] for name in ("months", "marks", "per") if name in form.fields}
    if "holder" in form.fields:
        told["holder"] = entered["holder"]
    # Left to the name, both follow from it on either side.
    for name in ("matter", "capital"):
        if not form.cleaned_data.get(name):
            told.pop(name, None)
    return {name: value for name, value in told.items() if name in form.cleaned_data}
