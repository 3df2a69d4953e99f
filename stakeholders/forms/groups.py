"""Forms about a group of the village: its profile, and the other villages it is active in."""

from copy import copy

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jejaring.ids import uuid7
from stakeholders.forms.fields import LineField, OwnIdField, PastDateField, helper_for
from stakeholders.models import GroupKind, Stakeholder
from stakeholders.models.kinds import Family
from stakeholders.services.groups import namesakes, offered_kinds, villages_by_code

# Older groups exist, but nobody asked can tell the year.
EARLIEST_YEAR = 1800
MOST_MEMBERS = 100_000
MOST_PRESENCES = 50


# PostgreSQL cannot even be asked about a NUL.
_BETWEEN_CODES = str.maketrans(",;\0", "   ")


class VillageCodesInput(forms.Widget):
    """Codes from ticked boxes and from a text area alike, all under one name.

    Drawn by ``stakeholders/_presences.html``.
    """

    def value_from_datadict(self, data, files, name):
        """All codes, once each, in the order given."""
        typed = " ".join(data.getlist(name)).translate(_BETWEEN_CODES)
        return list(dict.fromkeys(typed.split()))


class VillageCodesField(forms.Field):
    """Villages by their code: desa, desa adat and kelurahan. Cleans to a list of regions."""

    widget = VillageCodesInput
    default_error_messages = {
        "unknown": _("Kode %(codes)s bukan kode desa atau kelurahan yang berlaku."),
        "many": _("Paling banyak %(most)s desa lain."),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.kept = set()  # villages chosen before stay valid when a decree ends their code

    def clean(self, value):
        """The regions of the codes. Raises ValidationError naming the codes that are none."""
        codes = super().clean(value) or []
        if len(codes) > MOST_PRESENCES:
            raise self._error("many", most=MOST_PRESENCES)
        found = villages_by_code(codes)
        valid = {code for code, v in found.items() if v.inactive_since is None or code in self.kept}
        if unknown := [code for code in codes if code not in valid]:
            raise self._error("unknown", codes=", ".join(unknown))
        return [found[code] for code in codes]

    def _error(self, code, **params):
        return forms.ValidationError(self.error_messages[code], code=code, params=params)


class GroupForm(forms.ModelForm):
    """The profile of a group. ``village``: its home; ``user`` bounds what the lists offer."""

    group_kind = forms.ModelChoiceField(
        label=_("Jenis kelompok"),
        queryset=GroupKind.objects.none(),
        help_text=_("Jenis menentukan peran yang diharapkan di desa."),
    )
    name = LineField(label=_("Nama kelompok"), max_length=80)
    hamlet = LineField(
        label=_("Dusun"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "dusun", "autocomplete": "off"}),
    )
    source = LineField(
        label=_("Sumber keterangan"),
        max_length=120,
        required=False,
        help_text=_("Siapa atau apa yang memberi tahu, misalnya Ketua RT 03 atau papan data desa."),
    )
    confirmed_on = PastDateField(label=_("Terakhir dipastikan"), required=False)
    presences = VillageCodesField(label=_("Juga hadir di desa lain"), required=False)

    class Meta:
        model = Stakeholder
        fields = (
            "group_kind",
            "name",
            "hamlet",
            "since_year",
            "members_approx",
            "source",
            "confirmed_on",
        )

    # What a saved version is compared by when two people meet.
    compared = (*Meta.fields, "presences")

    def __init__(self, *args, user, village, **kwargs):
        super().__init__(*args, **kwargs)
        self.village = village
        self.hamlets = (
            Stakeholder.objects.visible_to(user)
            .present()
            .in_village(village.pk)
            .exclude(hamlet="")
            .values_list("hamlet", flat=True)
            .order_by("hamlet")
            .distinct()
        )
        self._offer_kinds()
        self._bound_numbers()
        self.helper = helper_for(
            "group_kind",
            "name",
            "hamlet",
            Div("since_year", "members_approx", css_class="pair"),
            "source",
            "confirmed_on",
        )

    def _offer_kinds(self):
        kinds = offered_kinds(besides=self.instance.group_kind_id)
        members = {family: [] for family in Family}
        for kind in kinds:
            members[kind.family].append((kind.pk, str(kind)))
        field = self.fields["group_kind"]
        field.queryset = kinds
        field.choices = [
            ("", _("Pilih jenis")),
            *((family.label, offered) for family, offered in members.items() if offered),
        ]

    def _bound_numbers(self):
        this_year = timezone.localdate().year
        for name, least, most in (
            ("since_year", EARLIEST_YEAR, this_year),
            ("members_approx", 1, MOST_MEMBERS),
        ):
            attrs = {"min": least, "max": most, "inputmode": "numeric"}
            self.fields[name].widget.attrs.update(attrs)

    def clean_since_year(self):
        """A year that has come, and that somebody may remember."""
        year = self.cleaned_data["since_year"]
        if year is not None and not EARLIEST_YEAR <= year <= timezone.localdate().year:
            raise forms.ValidationError(
                _("Tulis tahun antara %(first)s dan tahun ini."), params={"first": EARLIEST_YEAR}
            )
        return year

    def clean_members_approx(self):
        """A number that a village group can have."""
        members = self.cleaned_data["members_approx"]
        if members is not None and not 1 <= members <= MOST_MEMBERS:
            raise forms.ValidationError(
                _("Tulis perkiraan antara 1 dan %(most)s orang."), params={"most": MOST_MEMBERS}
            )
        return members

    @property
    def profile(self) -> dict:
        """The columns of the group, ready for the services."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @cached_property
    def chosen_villages(self) -> dict:
        """The villages chosen so far by code, for the list from which they can be taken away."""
        return villages_by_code(self["presences"].value() or [])

    @property
    def unknown_codes(self) -> str:
        """What was typed and is no village, for the box in which it can be put right."""
        typed = self["presences"].value() or []
        return "\n".join(code for code in typed if code not in self.chosen_villages)


class NewGroupForm(GroupForm):
    """A group that is not on the map yet. A namesake must be looked at first."""

    id = OwnIdField()
    different = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.namesakes = []
        self.fields["id"].initial = uuid7
        self.helper.layout.insert(0, "id")

    def clean(self):
        """Ask about groups of the same name before there are two of one."""
        cleaned = super().clean()
        if cleaned.get("name"):
            self.namesakes = namesakes(
                village=self.village, name=cleaned["name"], besides=cleaned.get("id")
            )
        if self.namesakes and not cleaned.get("different"):
            self.add_error(
                "name",
                ngettext(
                    "Sudah ada kelompok dengan nama ini. Samakah?",
                    "Sudah ada beberapa kelompok dengan nama ini. Samakah salah satunya?",
                    len(self.namesakes),
                ),
            )
        return cleaned


class GroupEditForm(GroupForm):
    """A change to a group, over the version the person has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, instance, **kwargs):
        # A copy: an entry that is refused must not rename the group on the page around the form.
        super().__init__(*args, instance=copy(instance), **kwargs)
        chosen = list(self.instance.presences.values_list("region_id", flat=True))
        self.fields["presences"].kept = set(chosen)
        self.initial |= {"version": self.instance.version, "presences": chosen}
        self.helper.layout.insert(0, "version")
