"""Forms about tasks and promises."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.approach import parties_of
from stakeholders.forms.fields import AnyDayField, LineField, OwnIdField, helper_for
from stakeholders.models import ApproachPlan, Stakeholder

TASK_FIELDS = ("text", "is_promise", "who", "party", "due_on", "plan")


class TaskForm(forms.Form):
    """One task or promise: what, who, for whom, until when."""

    id = OwnIdField()
    text = LineField(label=_("Apa yang dikerjakan atau dijanjikan?"), max_length=200)
    is_promise = forms.BooleanField(
        label=_("Ini janji kepada warga"),
        required=False,
        help_text=_("Janji yang belum ditepati tampil di halaman desa sampai ditepati."),
    )
    who = LineField(
        label=_("Siapa yang mengerjakan?"),
        max_length=80,
        help_text=_("Tulis perannya, bukan namanya."),
    )
    party = forms.ModelChoiceField(
        label=_("Menyangkut siapa?"),
        queryset=Stakeholder.objects.none(),
        required=False,
        empty_label=_("Seluruh desa"),
    )
    due_on = AnyDayField(label=_("Paling lambat"), required=False)
    plan = forms.ModelChoiceField(
        label=_("Bagian dari rencana"),
        queryset=ApproachPlan.objects.none(),
        required=False,
        empty_label=_("Tidak ada"),
    )

    def __init__(self, *args, user, village, titles, task=None, **kwargs):
        """``titles``: plan id -> how the plan is called."""
        super().__init__(*args, **kwargs)
        kept = [task.party_id] if task and task.party_id else []
        self.fields["party"].queryset = parties_of(user, village, kept=kept)
        plans = ApproachPlan.objects.visible_to(user).filter(village=village)
        self.fields["plan"].queryset = plans.order_by("created_at", "pk")
        self.fields["plan"].label_from_instance = lambda plan: titles.get(plan.pk, "")
        standing = {name: getattr(task, name) for name in TASK_FIELDS} if task else {}
        self.initial = {"id": uuid7(), **self.initial, **standing}
        self.helper = helper_for("id", *TASK_FIELDS)

    @property
    def said(self) -> dict:
        """The columns of the task, ready for the services."""
        return {name: self.cleaned_data[name] for name in TASK_FIELDS}
