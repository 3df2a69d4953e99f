"""Forms on the map: a note to be pinned to it, and a name for what is seen of it."""

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.fields import LineField, OwnIdField, WordsField, helper_for
from stakeholders.models import Stakeholder
from stakeholders.models.map_keeping import NOTE_LENGTH
from stakeholders.presenters.village_map import SHEETS

MOST = 60  # parties to choose from


class NoteForm(forms.Form):
    """A few words, and the party or the point of a sheet they are pinned to."""

    id = OwnIdField(required=False)
    text = WordsField(
        label=_("Catatan"),
        rows=2,
        max_length=NOTE_LENGTH,
        required=True,
        help_text=_("Hanya pendamping desa ini yang membacanya. Tidak ikut dicetak."),
    )
    party = forms.ModelChoiceField(
        label=_("Ditempel pada"),
        queryset=Stakeholder.objects.none(),
        required=False,
        empty_label=_("Peta desa ini"),
    )
    x = forms.FloatField(required=False, widget=forms.HiddenInput)
    y = forms.FloatField(required=False, widget=forms.HiddenInput)
    lembar = forms.ChoiceField(
        choices=[("", ""), *((size, size) for size in SHEETS)],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, data=None, *, user, village, focus="", **kwargs):
        super().__init__(data, auto_id="catatan_%s", **kwargs)
        self.fields["id"].initial = uuid7
        # Whom only a dependency made known has pages of their own for what there is to say.
        parties = Stakeholder.objects.visible_to(user).present().in_village(village.pk)
        parties = parties.filter(restricted=False).order_by("name", "pk")
        field = self.fields["party"]
        field.queryset = parties
        offered = [(str(pk), name) for pk, name in parties.values_list("pk", "name")[: MOST + 1]]
        if len(offered) > MOST:  # A list of hundreds weighs more than the map: the one in focus.
            offered = self._in_focus(parties, focus)
        field.widget.choices = [("", field.empty_label), *offered]
        field.initial = focus if focus in dict(offered) else ""
        self.helper = helper_for("id", "text", "party", "x", "y", "lembar")

    @staticmethod
    def _in_focus(parties, focus):
        """The party in focus as a choice, if there is one."""
        try:
            UUID(focus)
        except ValueError:
            return []
        found = parties.filter(pk=focus).values_list("pk", "name")
        return [(str(pk), name) for pk, name in found]

    @property
    def spot(self):
        """The sheet and the point on it, or None."""
        sent = self.cleaned_data
        if not sent["lembar"] or sent["x"] is None or sent["y"] is None:
            return None
        return sent["lembar"], sent["x"], sent["y"]


class ViewForm(forms.Form):
    """A name for what is seen now."""

    id = OwnIdField(required=False)
    name = LineField(label=_("Nama tampilan"), max_length=60)
    is_shared = forms.BooleanField(
        label=_("Bagikan kepada semua yang boleh membuka desa ini"), required=False
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, auto_id="tampilan_%s", **kwargs)
        self.fields["id"].initial = uuid7
        self.helper = helper_for("id", "name", "is_shared")
