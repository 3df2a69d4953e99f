"""Participation in words and marks, so that nothing is told by colour alone."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stakeholders.models import Participation
from stakeholders.models.kinds import Family
from stakeholders.models.participation import VillageRole
from stakeholders.services.participation import NOT_ASKED, value_of

NOT_EXPECTED = "not_expected"

# value -> (class of the style sheet, which has a mark of its own; label)
FACES = {
    Participation.Value.YES: ("yes", Participation.Value.YES.label),
    Participation.Value.NAME_ONLY: ("name-only", Participation.Value.NAME_ONLY.label),
    Participation.Value.NO: ("no", Participation.Value.NO.label),
    Participation.Value.NOT_APPLICABLE: ("na", Participation.Value.NOT_APPLICABLE.label),
    NOT_ASKED: ("unknown", gettext_lazy("Belum ditanya")),
    NOT_EXPECTED: ("outside", gettext_lazy("Bukan peran jenis ini")),
}


@dataclass(frozen=True)
class Cell:
    """One role of one group, ready to be drawn. ``url`` is empty for who may not record."""

    role: str
    role_label: str
    value: str
    face: str
    label: str
    as_of: date | None = None
    reason: str = ""
    url: str = ""


def cell(role, reading, *, url="", with_reason=False) -> Cell:
    """The cell of a role that is expected of the group."""
    return _cell(
        role,
        value_of(reading),
        as_of=reading.as_of if reading else None,
        reason=reading.reason if reading and with_reason else "",
        url=url,
    )


def _cell(role, value, **more):
    face, label = FACES[value]
    return Cell(role, str(VillageRole(role).label), value, face, str(label), **more)


def edit_url(group, role, village) -> str:
    """Where one role of a group is recorded; the village is named when it is not its home."""
    return reverse("participation_edit", args=[group.pk, role]) + _village_query(group, village)


def row_url(group, village) -> str:
    """Where all roles of a group are recorded at once."""
    return reverse("participation_group", args=[group.pk]) + _village_query(group, village)


def _village_query(group, village):
    return "" if village.pk == group.village_id else f"?desa={village.pk}"


def role_lines(group, readings, *, village, editable, with_reasons=False) -> list[Cell]:
    """The roles of one group, one line each."""
    return [
        cell(
            role,
            reading,
            url=edit_url(group, role, village) if editable else "",
            with_reason=with_reasons,
        )
        for role, reading in readings.items()
    ]


def table(matrix, rows, *, village, editable) -> dict:
    """Some ``rows`` of the matrix for the template: ``heads``, ``rows``, ``faces`` (the legend).

    The heads count all groups. A role outside what its kind is expected to do is a dash in the
    row, never a gap.
    """
    return {
        "heads": [_head(role, matrix.counts(role)) for role in matrix.roles],
        "rows": [_row(row, matrix.roles, village, editable) for row in rows],
        "faces": [{"face": face, "label": label} for face, label in FACES.values()],
    }


def _head(role, counts):
    return {"label": VillageRole(role).label, **_filled(counts)}


def _row(row, roles, village, editable):
    group = row.group
    return {
        "group": group,
        "from_elsewhere": group.village_id != village.pk,
        "url": row_url(group, village) if editable else "",
        "cells": [
            cell(
                role,
                row.readings[role],
                url=edit_url(group, role, village) if editable else "",
            )
            if role in row.readings
            else _cell(role, NOT_EXPECTED)
            for role in roles
        ],
        **_filled(row.counts),
    }


def _filled(counts):
    """``yes`` of ``asked_of`` (all but "does not apply"), how many were ``asked``, ``counts``."""
    asked_of = sum(counts.values()) - counts[Participation.Value.NOT_APPLICABLE]
    return {
        "yes": counts[Participation.Value.YES],
        "asked": asked_of - counts[NOT_ASKED],
        "asked_of": asked_of,
        "counts": _counts(counts),
    }


def _counts(counts):
    """The values that occur, in the order of the legend: face, label, how many."""
    return [
        {"face": face, "label": label, "count": counts[value]}
        for value, (face, label) in FACES.items()
        if counts[value]
    ]


def empty_role_sentence(empty) -> str:
    """An empty role as a sentence that blames nobody."""
    role = _inside_a_sentence(VillageRole(empty.role).label)
    if empty.family == Family.OTHER:
        said = _("Di antara kelompok jenis lain belum ada yang %(role)s.") % {"role": role}
    elif empty.family:
        said = _("Di antara %(family)s belum ada yang %(role)s.") % {
            "family": _inside_a_sentence(empty.family.label),
            "role": role,
        }
    else:
        said = _("Belum ada kelompok yang %(role)s.") % {"role": role}
    asked = ngettext(
        "Ditanyakan kepada %(asked)s dari %(expected)s kelompok.",
        "Ditanyakan kepada %(asked)s dari %(expected)s kelompok.",
        empty.expected,
    ) % {"asked": empty.asked, "expected": empty.expected}
    return f"{said} {asked}"


def _inside_a_sentence(label):
    """A label without its capital, unless it begins with an abbreviation such as BPD."""
    label = str(label)
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
