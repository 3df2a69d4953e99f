"""What a script sends when somebody has moved a party on the map."""

from django import forms

from stakeholders.presenters.village_map import SHEETS


class PlaceForm(forms.Form):
    """A party, and the point of a sheet to which it was moved.

    ``dasar``: the revision of the map it was moved on; ``lihat``: the query of that page.
    """

    pihak = forms.UUIDField()
    x = forms.FloatField()
    y = forms.FloatField()
    lembar = forms.ChoiceField(choices=[(size, size) for size in SHEETS])
    dasar = forms.IntegerField(min_value=0)
    lihat = forms.CharField(max_length=1000, required=False)
