"""Forms of the four ways of approaching. Each way has a form of its own.

What is under way may lack nothing: the form then names each field that is still empty.
"""

from crispy_forms.layout import Div
from django import forms
from django.db.models import Q
from django.forms import CheckboxSelectMultiple, ChoiceField, RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    OwnIdField,
    PastDateField,
    helper_for,
)
from stakeholders.forms.layout import Section, Unfold
from stakeholders.models import ApproachPlan, ContactStep, CooperationIdea, Stakeholder
from stakeholders.models.approach import DETAILS, ContactPath, Shared

MOST_BETWEEN = 4
NEEDED = {
    "steps": _("Pilih jalurnya lebih dulu, atau biarkan masih direncanakan."),
    "parties": _("Perlu sedikitnya dua pihak."),
    "need": _("Tulis kebutuhan yang dijawab."),
    "first_talk_on": _("Tulis kapan pembicaraan pertama."),
    "name": _("Koalisi berjalan dengan satu nama; tulis namanya."),
    "coordinator": _("Koalisi berjalan dengan satu koordinator; pilih atau tulis perannya."),
    "ends_on": _("Koalisi bersifat sementara; tulis sampai kapan."),
}


def parties_of(user, village, *, kept=()):
    """Whom a plan may name: who is on the map for everybody, and whoever it names already.

    Those known from a dependency alone are left out: a plan is no place to learn of them.
    """
    seen = Stakeholder.objects.visible_to(user).in_village(village.pk).filter(restricted=False)
    return seen.filter(Q(archived_at=None) | Q(pk__in=kept)).order_by("name", "pk")


class PlanForm(forms.Form):
    """What the forms of all four ways share. A subclass names the way (``way``)."""

    way: str
    # What is missing (``Way.missing``) and the field it is missing from, where they differ.
    WHERE: dict[str, str] = {}

    id = OwnIdField()
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, user, village, plan=None, content=None, **kwargs):
        """``content``: of ``read_content``, or what a new plan begins with."""
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7(), "base_version": plan.version if plan else 0}
        self.open_choices(user, village, content or {})
        self.fill_initial(content or {})

    def open_choices(self, user, village, content):
        """Offer the groups and institutions of the village, where the form asks for parties."""
        if "parties" not in self.fields:
            return
        kept = [party.pk for party in content.get("parties", ())]
        parties = parties_of(user, village, kept=kept)
        kinds = (Stakeholder.Kind.GROUP, Stakeholder.Kind.INSTITUTION)
        self.fields["parties"].queryset = parties.filter(kind__in=kinds)

    def fill_initial(self, content):
        """What stands already."""
        self.initial |= {name: value for name, value in content.items() if name in self.fields}

    def clean(self):
        """Nothing may be missing of what is under way."""
        cleaned = super().clean()
        if "parties" in cleaned:
            cleaned["parties"] = list(cleaned["parties"])
        if self.errors:
            return cleaned
        detail = DETAILS[self.way](**self.columns, size=len(self.parties) or len(self.steps))
        if detail.state in detail.ACTIVE:
            for name in detail.missing:
                self.add_error(self.WHERE.get(name, name), NEEDED[name])
        return cleaned

    @property
    def columns(self) -> dict:
        """The columns of the way's own table."""
        return {name: self.cleaned_data[name] for name in DETAILS[self.way].COLUMNS}

    @property
    def parties(self) -> list:
        """Who takes part."""
        return self.cleaned_data.get("parties", [])

    @property
    def steps(self) -> list:
        """The steps of a contact path; no other way has any."""
        return []

    @property
    def plan(self) -> dict:
        """What ``record_plan`` and ``update_plan`` take of the plan itself."""
        return {"columns": self.columns, "parties": self.parties, "steps": self.steps}


def parties_field(label, help_text):
    """Groups and institutions to tick."""
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=Stakeholder.objects.none(),
        widget=CheckboxSelectMultiple,
        required=False,
        help_text=help_text,
    )


def state_field(choices):
    """How the plan stands."""
    return ChoiceField(label=_("Bagaimana keadaannya?"), choices=choices, widget=RadioSelect)


class CooperationForm(PlanForm):
    """A proposal for cooperation: who, for which need, first talked about when."""

    way = ApproachPlan.Way.COOPERATION

    title = LineField(label=_("Judul usulan"), max_length=120)
    parties = parties_field(
        _("Kelompok atau lembaga yang terlibat"),
        _("Boleh satu saja bila mitranya belum ada di peta."),
    )
    partner = LineField(
        label=_("Mitra di luar peta"),
        max_length=120,
        required=False,
        help_text=_("Misalnya perguruan tinggi, koperasi, atau desa tetangga."),
    )
    need = LineField(
        label=_("Kebutuhan apa yang dijawab?"),
        max_length=200,
        required=False,
        help_text=_("Kebutuhan warga, bukan tawaran mitra."),
    )
    first_talk_on = AnyDayField(label=_("Pembicaraan pertama"), required=False)
    state = state_field(CooperationIdea.State.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("state", CooperationIdea.State.IDEA)
        self.helper = helper_for(
            "id",
            "base_version",
            Section(_("Usulannya"), "title", "need"),
            Section(_("Para pihak"), "parties", "partner"),
            Section(_("Sampai di mana"), "first_talk_on", "state"),
        )


class AllianceForm(PlanForm):
    """An alliance: one issue, and the forums that speak up for it."""

    way = ApproachPlan.Way.ALLIANCE

    issue = LineField(
        label=_("Isu bersama"),
        max_length=200,
        help_text=_("Satu kalimat yang disetujui semua, misalnya air tetap mengalir saat kemarau."),
    )
    parties = parties_field(
        _("Forum, kelompok, atau lembaga"),
        _("Sedikitnya dua. Masing-masing tetap memakai namanya."),
    )
    state = state_field(Shared.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("state", Shared.PLANNED)
        self.helper = helper_for(
            "id",
            "base_version",
            Section(_("Isunya"), "issue"),
            Section(_("Siapa saja"), "parties"),
            Section(_("Sampai di mana"), "state"),
        )


class CoalitionForm(PlanForm):
    """A coalition: one name, one coordinator, an end."""

    way = ApproachPlan.Way.COALITION

    name = LineField(label=_("Nama koalisi"), max_length=120, required=False)
    aim = LineField(label=_("Untuk apa bersatu?"), max_length=200)
    parties = parties_field(_("Forum, kelompok, atau lembaga"), _("Sedikitnya dua."))
    coordinator = forms.ModelChoiceField(
        label=_("Koordinator"),
        queryset=Stakeholder.objects.none(),
        required=False,
        empty_label=_("Belum ada di peta, atau belum dipilih"),
    )
    coordinator_role = LineField(
        label=_("Atau tulis perannya"),
        max_length=80,
        required=False,
        help_text=_("Tulis perannya, bukan namanya."),
    )
    ends_on = AnyDayField(
        label=_("Sampai kapan?"),
        required=False,
        help_text=_("Koalisi bersifat sementara: bubar atau diperpanjang pada hari itu."),
    )
    state = state_field(Shared.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("state", Shared.PLANNED)
        self.helper = helper_for(
            "id",
            "base_version",
            Section(_("Satu nama, satu tujuan"), "name", "aim"),
            Section(_("Siapa saja"), "parties"),
            Section(_("Satu koordinator"), "coordinator", "coordinator_role"),
            Section(_("Sampai di mana"), "ends_on", "state"),
        )

    def open_choices(self, user, village, content):
        """Anybody of the map but the village government may coordinate."""
        super().open_choices(user, village, content)
        kept = [party.pk for party in [content.get("coordinator")] if party]
        anybody = parties_of(user, village, kept=kept)
        self.fields["coordinator"].queryset = anybody.exclude(kind=Stakeholder.Kind.GOVERNMENT)

    def clean(self):
        """One coordinator: from the map, or in words."""
        if self.cleaned_data.get("coordinator") and self.cleaned_data.get("coordinator_role"):
            self.add_error("coordinator", _("Satu koordinator saja: pilih, atau tulis perannya."))
        return super().clean()


class ContactForm(PlanForm):
    """A way to a key figure, step by step."""

    way = ApproachPlan.Way.CONTACT
    WHERE = {"steps": "strength_key"}

    key_figure = forms.ModelChoiceField(
        label=_("Siapa yang ingin ditemui?"),
        queryset=Stakeholder.objects.none(),
        empty_label=_("Pilih"),
    )
    purpose = LineField(label=_("Untuk keperluan apa?"), max_length=200)
    chosen_on = PastDateField(label=_("Jalur ini dipilih pada"))
    strength_key = ChoiceField(
        label=_("Sedekat apa perantara terakhir dengan tokoh ini?"),
        choices=[("", _("Jalur belum dipilih")), *ContactStep.Strength.choices],
        required=False,
    )
    met_key = PastDateField(label=_("Sudah bertemu tokohnya pada"), required=False)
    state = state_field(ContactPath.State.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("state", ContactPath.State.PLANNED)
        self.initial.setdefault("chosen_on", timezone.localdate())
        further = range(2, MOST_BETWEEN + 1)
        self.helper = helper_for(
            "id",
            "base_version",
            Section(_("Tokoh kunci"), "key_figure", "purpose"),
            Section(
                _("Lewat siapa"),
                _row("via_1", "strength_1", "met_1"),
                Unfold(
                    _("Perantara berikutnya"),
                    *(_row(f"via_{n}", f"strength_{n}", f"met_{n}") for n in further),
                ),
                _row("strength_key", "met_key"),
                lead=_("Dari yang pertama ditemui. Boleh kosong bila Anda mengenalnya langsung."),
            ),
            Section(_("Sampai di mana"), "chosen_on", "state"),
        )

    def open_choices(self, user, village, content):
        """The key figure and four who may stand between."""
        kept = [step["stakeholder"].pk for step in content.get("steps", ())]
        kept += [party.pk for party in [content.get("key_figure")] if party]
        parties = parties_of(user, village, kept=kept)
        self.fields["key_figure"].queryset = parties
        for number in range(1, MOST_BETWEEN + 1):
            self._add_row(number, parties)

    def _add_row(self, number, parties):
        said = {"number": number}
        self.fields[f"via_{number}"] = forms.ModelChoiceField(
            label=_("Perantara %(number)s") % said,
            queryset=parties,
            required=False,
            empty_label=_("Tidak ada"),
        )
        self.fields[f"strength_{number}"] = ChoiceField(
            label=_("Kedekatan %(number)s") % said,
            choices=[("", _("Pilih")), *ContactStep.Strength.choices],
            required=False,
        )
        self.fields[f"met_{number}"] = PastDateField(
            label=_("Bertemu %(number)s pada") % said, required=False
        )

    def fill_initial(self, content):
        """The steps that stand: all but the last go between."""
        super().fill_initial(content)
        *between, last = content.get("steps") or [None]
        for number, step in enumerate(between[:MOST_BETWEEN], 1):
            self.initial |= {
                f"via_{number}": step["stakeholder"],
                f"strength_{number}": step["strength"],
                f"met_{number}": step["met_on"],
            }
        if last:
            self.initial |= {"strength_key": last["strength"], "met_key": last["met_on"]}

    def clean(self):
        """Everybody stands on the way once, and each step says how close the two are."""
        seen = [self.cleaned_data.get("key_figure")]
        for number in range(1, MOST_BETWEEN + 1):
            via = self.cleaned_data.get(f"via_{number}")
            if not via:
                continue
            if via in seen:
                self.add_error(f"via_{number}", _("Pihak ini sudah ada di jalur."))
            seen.append(via)
            if not self.cleaned_data.get(f"strength_{number}"):
                self.add_error(f"strength_{number}", _("Pilih sedekat apa."))
        if len(seen) > 1 and not self.cleaned_data.get("strength_key"):
            self.add_error("strength_key", _("Pilih sedekat apa."))
        return super().clean()

    @property
    def steps(self) -> list[dict]:
        """The steps as the services take them; none while no way is chosen."""
        cleaned = self.cleaned_data
        if not cleaned.get("strength_key"):
            return []
        rows = [
            (cleaned.get(f"via_{n}"), cleaned.get(f"strength_{n}"), cleaned.get(f"met_{n}"))
            for n in range(1, MOST_BETWEEN + 1)
        ]
        rows.append((cleaned["key_figure"], cleaned["strength_key"], cleaned.get("met_key")))
        return [
            {"stakeholder": via, "strength": strength, "met_on": met}
            for via, strength, met in rows
            if via
        ]


def _row(*names):
    """One step of the way: who, how close, met when."""
    return Div(*names, css_class="via-row markers-off")


class RouteForm(forms.Form):
    """Whom to meet, and where to begin: the question that the map answers."""

    tokoh = forms.ModelChoiceField(
        label=_("Siapa yang ingin ditemui?"),
        queryset=Stakeholder.objects.none(),
        empty_label=_("Pilih"),
    )
    mulai = forms.ModelChoiceField(
        label=_("Mulai dari siapa?"),
        queryset=Stakeholder.objects.none(),
        required=False,
        empty_label=_("Siapa saja yang sudah diwawancarai"),
    )

    def __init__(self, *args, user, village, **kwargs):
        super().__init__(*args, **kwargs)
        parties = parties_of(user, village)
        self.fields["tokoh"].queryset = parties
        self.fields["mulai"].queryset = parties
        self.helper = helper_for("tokoh", "mulai")


FORMS = {form.way: form for form in (ContactForm, CooperationForm, AllianceForm, CoalitionForm)}
