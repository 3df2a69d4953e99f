"""What a coordinator sends."""

from django import forms

from villages.models import QuestionMark


class QuestionMarkForm(forms.ModelForm):
    """How far a question has come."""

    class Meta:
        model = QuestionMark
        fields = ("verdict", "note")
        widgets = {"note": forms.TextInput}
