"""Acts that take over what a meeting decided; a meeting held on paper is still told by counts."""

from crispy_forms.layout import HTML, Div
from django import forms
from django.template.defaultfilters import date as day_words
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cooperation.forms.acts import ActForm
from cooperation.services.agreements import Deed
from cooperation.services.meeting_decisions import OUTCOMES
from stakeholders.forms.fields import helper_for, with_help

PAPER = ("outcome", "invited", "present", "sitting", "minutes", "on", "reason")
ON_PAPER = ""


class MeetingActForm(ActForm):
    """The form of an act that needs a deliberation. ``decisions``: those it may take over."""

    meeting = forms.ChoiceField(
        label=_("Keputusan musyawarah yang mana?"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={
            "invalid_choice": _(
                "Catatan musyawarah ini berubah sejak halaman dibuka. Periksa lagi, lalu pilih."
            )
        },
    )

    def __init__(self, *args, decisions=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.decisions = {each.key: each for each in decisions}
        if not self.decisions:
            del self.fields["meeting"]
            return
        self._offer()
        for name in self.paper:
            self.fields[name].required = False
        self.helper = helper_for(
            "id",
            "seen",
            "text",
            Div("meeting", css_class="markers-off"),
            HTML(f"<h2>{gettext('Hanya bila musyawarahnya di atas kertas')}</h2>"),
            Div(*self.paper, css_class="form-stack markers-off"),
        )

    def _offer(self):
        asked = self.fields["meeting"]
        choices = [(key, _called(each)) for key, each in self.decisions.items()]
        told = {key: each.item.decision for key, each in self.decisions.items()}
        choices.append((ON_PAPER, _("Musyawarahnya di atas kertas")))
        told[ON_PAPER] = _("Isi angka dan nomor berita acaranya di bawah.")
        asked.choices = choices
        asked.widget.choices = with_help(choices, told)
        self.initial["meeting"] = next(iter(self.decisions))

    @property
    def paper(self) -> list[str]:
        return [name for name in self.act.fields if name in PAPER]

    @property
    def decision(self):
        """The decision that was chosen, or None for a meeting on paper."""
        return self.decisions.get(self.cleaned_data.get("meeting", ON_PAPER))

    def clean(self):
        if self.decision is None:
            return self._clean_paper()
        for name in self.paper:
            self.cleaned_data.pop(name, None)
            self.errors.pop(name, None)
        return self.cleaned_data

    def _clean_paper(self):
        data = super().clean()
        if "meeting" in self.errors:
            return data
        for name in self.paper:
            if name != "reason" and name not in self.errors and data.get(name) in (None, ""):
                self.add_error(name, _("Bagian ini masih kosong. Isi dari berita acaranya."))
        return data

    @property
    def deed(self) -> Deed:
        if self.decision is None:
            return super().deed
        said = self.decision.content
        if "outcome" in self.act.fields:
            said |= {"outcome": OUTCOMES[self.decision.item.outcome]}
        return Deed(act=self.act.code, party=self.party, content=said, pk=self.cleaned_data["id"])


def _called(decision) -> str:
    meeting, item = decision.meeting, decision.item
    return _("%(kind)s %(day)s, %(present)d hadir: %(title)s – %(outcome)s") % {
        "kind": meeting.get_kind_display(),
        "day": day_words(meeting.on, "DATE_FORMAT"),
        "present": meeting.present_count,
        "title": item.title,
        "outcome": item.get_outcome_display().lower(),
    }
