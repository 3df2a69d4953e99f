"""Arranging a meeting and writing its record, part by part."""

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cooperation.lifecycle.quorum import Stage, latest_day, latest_hour, next_stages
from cooperation.models import AgendaItem, Agreement, Meeting
from cooperation.services.meetings import FOLLOW_UP, FRAME, ITEM, seen_of
from cooperation.services.party_lines import read_party_lines
from jejaring.ids import uuid7
from stakeholders.forms.fields import (
    AnyDayField,
    LineField,
    OwnIdField,
    PastDateField,
    WordsField,
    helper_for,
)

MOST_ITEMS = 20
DIGEST = 64
OFFICE = _("Tulis jabatannya, bukan namanya. Misalnya: Ketua BPD.")


class HourField(forms.TimeField):
    """An hour, in the browser's own clock."""

    def __init__(self, **kwargs):
        widget = forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M")
        super().__init__(widget=widget, required=False, **kwargs)


class PartForm(forms.Form):
    """A part of the record. ``base``: the digest of what the person saw of it."""

    columns: tuple[str, ...] = ()
    base = forms.CharField(widget=forms.HiddenInput, max_length=DIGEST, required=False)

    def __init__(self, *args, row=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = self.initial | {"base": ""}
        if row is not None:
            self.initial |= {name: getattr(row, name) for name in self.columns}
            self.initial["base"] = seen_of(row, self.columns).digest

    @property
    def values(self) -> dict:
        """The columns of the part, ready for the services."""
        said = {name: self.cleaned_data[name] for name in self.columns}
        return {
            name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
            for name, value in said.items()
        }


class MeetingForm(PartForm):
    """The frame of a meeting: what, when, where, and who leads it."""

    columns = FRAME
    kind = forms.ChoiceField(
        label=_("Musyawarah apa?"), choices=Meeting.Kind.choices, widget=forms.RadioSelect
    )
    title = LineField(
        label=_("Tentang apa?"),
        max_length=160,
        help_text=_("Misalnya: rencana merawat mata air bersama Desa Paten."),
    )
    held_on = AnyDayField(label=_("Tanggal"))
    opens_at = HourField(label=_("Jam"))
    place = LineField(label=_("Tempat"), max_length=120, required=False)
    is_sudden = forms.BooleanField(
        label=_("Mendadak, tidak ada dalam rencana tahunan"), required=False
    )
    chair = LineField(label=_("Siapa memimpin?"), max_length=80, required=False, help_text=OFFICE)
    secretary = LineField(label=_("Sekretaris"), max_length=80, required=False)
    note_taker = LineField(label=_("Notulis"), max_length=80, required=False)
    minutes_number = LineField(
        label=_("Nomor berita acara"),
        max_length=60,
        required=False,
        help_text=_("Boleh menyusul."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("base", *self.shown)

    shown = (
        "kind",
        "title",
        Div("held_on", "opens_at", css_class="pair"),
        "place",
        "is_sudden",
        "chair",
        Div("secretary", "note_taker", css_class="pair"),
        "minutes_number",
    )


class NewMeetingForm(MeetingForm):
    """A meeting to be, of ``village``, with its agenda; about an agreement or not."""

    id = OwnIdField()
    agreement = forms.ModelChoiceField(
        label=_("Tentang kerja sama yang mana?"),
        queryset=Agreement.objects.none(),
        required=False,
        empty_label=_("Tidak tentang kerja sama"),
    )
    others = WordsField(
        label=_("Desa lain yang ikut"),
        rows=3,
        max_length=8000,
        help_text=_(
            "Untuk musyawarah antar-desa, satu desa per baris: kode atau nama. Desa yang menjadi "
            "pihak kerja sama ikut dengan sendirinya."
        ),
    )
    agenda = WordsField(
        label=_("Agenda"),
        rows=4,
        max_length=4000,
        required=True,
        help_text=_("Satu pokok bahasan per baris. Tiap pokok nanti mendapat keputusannya."),
    )

    def __init__(self, *args, user, village, agreement=None, kind="", **kwargs):
        super().__init__(*args, **kwargs)
        self.village = village
        rows = Agreement.objects.visible_to(user).alive().filter(parties__village=village)
        self.fields["agreement"].queryset = rows.order_by("-created_at", "pk")
        del self.fields["minutes_number"]
        self.initial |= {
            "id": uuid7(),
            "kind": kind if kind in Meeting.Kind.values else Meeting.Kind.MUSDES,
            "held_on": timezone.localdate(),
            "chair": _("Ketua BPD"),
            "agreement": agreement,
            "title": agreement.title if agreement else "",
            "agenda": agreement.title if agreement else "",
        }
        before = [name for name in self.shown if name not in {"kind", "title", "minutes_number"}]
        self.helper = helper_for(
            "base", "id", "kind", "title", "agreement", "others", "agenda", *before
        )

    def clean_agenda(self):
        lines = [" ".join(line.split()) for line in self.cleaned_data["agenda"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_ITEMS or any(len(line) > 160 for line in lines):
            raise ValidationError(
                _("Paling banyak %(most)d pokok, masing-masing paling panjang 160 huruf.")
                % {"most": MOST_ITEMS}
            )
        return lines

    def clean(self):
        """Put the villages together: ``villages`` in the cleaned data, the host first."""
        data = super().clean()
        villages = [self.village]
        if data.get("kind") == Meeting.Kind.MAD:
            villages += self._others(data)
            if len(villages) == 1 and not self.errors:
                self.add_error("others", _("Sebutkan desa lain yang ikut bermusyawarah."))
        data["villages"] = villages
        return data

    def _others(self, data) -> list:
        found, faults = read_party_lines(data.get("others", ""), regency=self.village.pk[:5])
        for fault in faults:
            self.add_error("others", str(fault))
        others = [draft.village for draft in found]
        wards = [village.titled for village in others if not village.may_cooperate]
        if wards:
            self.add_error(
                "others",
                _("%(names)s adalah kelurahan, bukan desa.") % {"names": ", ".join(wards)},
            )
        if agreement := data.get("agreement"):
            seats = agreement.parties.villages().filter(is_witness=False)
            others += [party.village for party in seats.select_related("village")]
        return [village for village in dict.fromkeys(others) if village != self.village]

    @property
    def record(self) -> dict:
        """What ``arrange_meeting`` takes."""
        said = self.cleaned_data
        frame = {name: said[name] for name in FRAME if name != "minutes_number"}
        return frame | {
            "villages": said["villages"],
            "agenda": said["agenda"],
            "agreement": said["agreement"],
            "pk": said["id"],
        }


class AgendaForm(PartForm):
    """One point: what was said, what came of it, in which words."""

    columns = ITEM
    id = OwnIdField(required=False)
    title = LineField(label=_("Pokok bahasan"), max_length=160)
    discussion = WordsField(
        label=_("Jalannya pembicaraan"),
        rows=6,
        max_length=8000,
        help_text=_("Tulis pendapat menurut unsur atau kelompok, bukan menurut nama orang."),
    )
    outcome = forms.ChoiceField(
        label=_("Hasil"),
        choices=[("", _("Belum dibicarakan")), *AgendaItem.Outcome.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    decision = WordsField(
        label=_("Bunyi keputusan"),
        rows=4,
        max_length=4000,
        help_text=_("Kalimat yang akan masuk berita acara."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"id": uuid7()}
        self.helper = helper_for("base", "id", "title", "discussion", "outcome", "decision")

    def clean(self):
        data = super().clean()
        if data.get("outcome") in {"agreed", "refused"} and not data.get("decision", "").strip():
            self.add_error("decision", _("Tulis bunyi keputusannya."))
        return data


class FollowUpForm(PartForm):
    """What somebody will do, and whether it was done."""

    columns = FOLLOW_UP
    id = OwnIdField(required=False)
    text = LineField(label=_("Apa yang akan dikerjakan?"), max_length=200)
    who = LineField(
        label=_("Siapa yang mengerjakan?"),
        max_length=80,
        help_text=_("Tulis peran atau kelompoknya, bukan nama orang."),
    )
    due_on = AnyDayField(label=_("Paling lambat"), required=False)
    done_on = PastDateField(
        label=_("Selesai pada"), required=False, help_text=_("Kosong bila belum selesai.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"id": uuid7()}
        days = Div("due_on", "done_on", css_class="pair")
        self.helper = helper_for("base", "id", "text", "who", days)


class NextSittingForm(forms.Form):
    """The sitting after one without quorum, within what the rules of the kabupaten allow."""

    stage = forms.TypedChoiceField(
        label=_("Bagaimana dilanjutkan?"), coerce=int, widget=forms.RadioSelect
    )
    held_on = AnyDayField(label=_("Tanggal"))
    opens_at = HourField(label=_("Jam"))
    place = LineField(label=_("Tempat"), max_length=120, required=False)

    def __init__(self, *args, latest, rules, **kwargs):
        super().__init__(*args, **kwargs)
        self.latest, self.rules = latest, rules
        stages = next_stages(latest.stage, latest.result)
        words = {
            Stage.AFTER_WAIT: _("Tunda, lalu buka lagi hari itu juga (paling lama %(hours)d jam)")
            % {"hours": rules.hours},
            Stage.ANEW: _("Sidang kedua dalam %(days)d hari, jalan terus berapa pun yang hadir")
            % {"days": rules.days},
        }
        self.fields["stage"].choices = [(int(each), words[each]) for each in stages]
        self.initial = {
            "stage": int(stages[0]) if stages else None,
            "held_on": latest.held_on,
            "opens_at": latest.opens_at,
            "place": latest.place,
        }
        pair = Div("held_on", "opens_at", css_class="pair")
        self.helper = helper_for("stage", pair, "place")

    def clean(self):
        data = super().clean()
        stage, day, hour = (data.get(name) for name in ("stage", "held_on", "opens_at"))
        if stage == Stage.AFTER_WAIT and day:
            self._same_day(day, hour)
        if stage == Stage.ANEW and day:
            self._within_days(day)
        return data

    def _same_day(self, day, hour):
        if day != self.latest.held_on:
            self.add_error("held_on", _("Sidang yang ditunda dibuka lagi pada hari yang sama."))
        opened = self.latest.opens_at
        if opened and hour and not opened <= hour <= latest_hour(opened, self.rules):
            self.add_error(
                "opens_at",
                _("Dibuka lagi paling lama %(hours)d jam sesudah jam semula, pukul %(until)s.")
                % {
                    "hours": self.rules.hours,
                    "until": latest_hour(opened, self.rules).strftime("%H.%M"),
                },
            )

    def _within_days(self, day):
        if not self.latest.held_on < day <= latest_day(self.latest.held_on, self.rules):
            self.add_error(
                "held_on",
                _(
                    "Sidang kedua diadakan sesudah sidang pertama, paling lama %(days)d hari "
                    "kemudian. Bila lewat, undang musyawarah baru."
                )
                % {"days": self.rules.days},
            )
