"""Counting people: whom a meeting invites, and who came, by element of society and by sex."""

from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from cooperation.forms.meetings import DIGEST, HourField
from cooperation.models import Element
from cooperation.services.meetings import SITTING, UNNAMED, seen_of, ticked, total
from cooperation.services.representation import groups_offered
from stakeholders.forms.fields import LineField, PastDateField, helper_for
from stakeholders.models import Stakeholder

MOST_OF_ONE = 500
SPARE = 2
OFTEN = (_("Pemuda"), _("Penyandang disabilitas"))


@dataclass(frozen=True)
class CountRow:
    """An element on the page: its label, or the field for its name, and the two counts."""

    label: str
    name: BoundField | None
    men: BoundField
    women: BoundField
    note: str = ""

    @property
    def errors(self) -> list:
        name = self.name.errors if self.name else []
        return [*name, *self.men.errors, *self.women.errors]


class CountsForm(forms.Form):
    """Counts by element; ``local``: names of elements of the village's own."""

    base = forms.CharField(widget=forms.HiddenInput, max_length=DIGEST, required=False)
    groups = forms.ModelMultipleChoiceField(
        label=_("Kelompok di peta"),
        queryset=Stakeholder.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    column = "is_invited"  # which of a group's two marks the form sets

    def __init__(self, *args, user, meeting, counts, local=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups_offered(meeting, user)
        self.offered = list(self.fields["groups"].queryset.values_list("pk", flat=True))
        self.ticked = ticked(meeting, self.column, self.offered)
        self.initial = {"groups": self.ticked}
        self.own = list(dict.fromkeys([*map(str, local), *_own_names(counts)]))
        for key in Element.values:
            self._ask(key, counts.get(key, ()))
        for number, name in enumerate([*self.own, *[""] * SPARE]):
            self.fields[f"name_{number}"] = LineField(
                label=_("Unsur lain"), max_length=60, required=False
            )
            self.initial[f"name_{number}"] = name
            self._ask(str(number), counts.get(UNNAMED + name, ()) if name else ())

    def _ask(self, key, counted):
        men, women = counted or (None, None)
        for sex, label, number in (
            ("men", _("Laki-laki"), men),
            ("women", _("Perempuan"), women),
        ):
            self.fields[f"{sex}_{key}"] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=MOST_OF_ONE,
                required=False,
                widget=forms.NumberInput(
                    attrs={"inputmode": "numeric", "placeholder": "0", "class": "form-control"}
                ),
            )
            self.initial[f"{sex}_{key}"] = number or None

    def clean(self):
        data = super().clean()
        names = {}
        for number in range(len(self.own) + SPARE):
            name = data.get(f"name_{number}", "")
            counted = any(data.get(f"{sex}_{number}") for sex in ("men", "women"))
            if counted and not name:
                self.add_error(f"name_{number}", _("Tulis nama unsur ini."))
            if name and name.casefold() in names:
                self.add_error(f"name_{number}", _("Unsur ini tertulis dua kali."))
            names[name.casefold()] = name
        return data

    @property
    def counts(self) -> dict:
        """``{element: [men, women]}`` without the elements nobody of whom is counted."""
        said = self.cleaned_data
        keys = {key: key for key in Element.values}
        for number in range(len(self.own) + SPARE):
            if name := said.get(f"name_{number}"):
                keys[str(number)] = UNNAMED + name
        found = {
            kept: [said.get(f"men_{key}") or 0, said.get(f"women_{key}") or 0]
            for key, kept in keys.items()
        }
        return {key: pair for key, pair in found.items() if sum(pair)}

    @property
    def chosen_groups(self) -> list:
        return [group.pk for group in self.cleaned_data["groups"]]

    @property
    def count_rows(self) -> list[CountRow]:
        rows = [
            CountRow(label, None, self[f"men_{key}"], self[f"women_{key}"])
            for key, label in Element.choices
        ]
        for number in range(len(self.own) + SPARE):
            name = self.own[number] if number < len(self.own) else _("Unsur lain")
            rows.append(
                CountRow(
                    name, self[f"name_{number}"], self[f"men_{number}"], self[f"women_{number}"]
                )
            )
        return rows


def _own_names(counts) -> list[str]:
    return [key[len(UNNAMED) :] for key in counts if key.startswith(UNNAMED)]


class InvitationCountsForm(CountsForm):
    """Whom the meeting invites."""

    def __init__(self, *args, meeting, local=(), **kwargs):
        super().__init__(
            *args, meeting=meeting, counts=meeting.invited, local=local or OFTEN, **kwargs
        )
        self.initial["base"] = seen_of(meeting, ("invited",), self.ticked).digest
        self.helper = helper_for("base", "groups")


class AttendanceForm(CountsForm):
    """Who signed the attendance list of a sitting."""

    column = "is_present"
    held_on = PastDateField(label=_("Tanggal"))
    opens_at = HourField(label=_("Dibuka pukul"))
    closes_at = HourField(label=_("Ditutup pukul"))
    place = LineField(label=_("Tempat"), max_length=120, required=False)

    def __init__(self, *args, meeting, sitting, **kwargs):
        local = _own_names(meeting.invited)
        super().__init__(*args, meeting=meeting, counts=sitting.present, local=local, **kwargs)
        self.meeting = meeting
        self.initial |= {name: getattr(sitting, name) for name in SITTING if name != "present"}
        self.initial["base"] = seen_of(sitting, SITTING, self.ticked).digest

    def clean(self):
        data = super().clean()
        opened, closed = data.get("opens_at"), data.get("closes_at")
        if opened and closed and closed <= opened:
            self.add_error("closes_at", _("Jam tutup harus sesudah jam buka."))
        if not self.errors and not total(self.counts):
            self.add_error(None, _("Isi sedikitnya satu orang yang hadir."))
        if self.meeting.asks_quorum and not self.meeting.invited_count:
            self.add_error(
                None,
                _("Isi dulu berapa orang yang diundang: kuorum dihitung dari jumlah undangan."),
            )
        return data

    @property
    def values(self) -> dict:
        """The columns of the sitting."""
        said = {name: self.cleaned_data[name] for name in SITTING if name != "present"}
        return said | {"present": self.counts}
