"""Reviewing a draft: a comment on a passage, an answer, a link for a party without account."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cooperation.drafts.passages import Passage, find_passage, sentences
from cooperation.models import AgreementParty, LinkAnswer
from cooperation.models.review import MOST_QUOTED
from jejaring.ids import uuid7
from stakeholders.forms.fields import OwnIdField, WordsField, helper_for

MOST_SENTENCES = 60
SHOWN_OF_A_SENTENCE = 70
WHOLE = ""


class CommentForm(forms.Form):
    """A comment on a part of a text (``part``: drafts.parts.Part).

    A passage is chosen from the sentences, or pasted; ``quote`` and ``near`` may come from words
    that somebody marked on the page of the text.
    """

    id = OwnIdField()
    near = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, required=False
    )
    sentence = forms.ChoiceField(label=_("Kalimat yang dimaksud"), required=False)
    quote = WordsField(
        label=_("Bagian yang lebih pendek dari satu kalimat"),
        rows=2,
        max_length=MOST_QUOTED,
        help_text=_("Tempel persis dari naskah. Kosongkan bila kalimatnya sudah dipilih."),
    )
    words = WordsField(label=_("Catatan Anda"), rows=3, max_length=2000, required=True)
    suggestion = WordsField(
        label=_("Usulan kata-kata pengganti"),
        rows=3,
        max_length=4000,
        help_text=_("Kata-kata yang menggantikan bagian itu, bila Anda punya usul."),
    )

    def __init__(self, *args, part, quote="", near=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        self.sentences = sentences(part.words)[:MOST_SENTENCES]
        self.fields["sentence"].choices = [
            (WHOLE, _("Seluruh isi ini")),
            *(
                (str(number), Truncator(each.quote).chars(SHOWN_OF_A_SENTENCE))
                for number, each in enumerate(self.sentences)
            ),
        ]
        self.initial = {"id": uuid7(), "quote": quote[:MOST_QUOTED], "near": near}
        self.passage: Passage | None = None
        asked = ["id", "near", "sentence", "words", "suggestion", "quote"]
        if quote:  # marked on the page of the text: then it is what the comment is about
            asked = ["id", "near", "quote", "sentence", "words", "suggestion"]
            self.fields["quote"].label = _("Bagian yang dimaksud")
        if not part.words:
            for name in ("sentence", "quote", "suggestion"):
                del self.fields[name]
                asked.remove(name)
        self.helper = helper_for(*asked)

    def clean(self):
        """Find the passage: ``self.passage``, or None for the part as a whole."""
        data = super().clean()
        if data.get("quote"):
            self.passage = find_passage(self.part.words, data["quote"], near=data.get("near") or 0)
            if self.passage is None:
                self.add_error(
                    "quote", _("Kata-kata ini tidak ada dalam isi ini. Salin persis dari naskah.")
                )
        elif data.get("sentence"):
            self.passage = self._short_enough(self.sentences[int(data["sentence"])])
        if data.get("suggestion") and not self.passage and "quote" not in self.errors:
            self.add_error("suggestion", _("Pilih dulu bagian yang hendak diganti."))
        return data

    def _short_enough(self, passage) -> Passage | None:
        if len(passage.quote) > MOST_QUOTED:
            raise ValidationError(
                _("Kalimat ini terlalu panjang. Tempel sebagian saja, paling banyak 1000 huruf.")
            )
        return passage

    @property
    def record(self) -> dict:
        """What ``write_comment`` takes besides the text and the writer."""
        said = self.cleaned_data
        return {
            "pk": said["id"],
            "part": self.part.code,
            "passage": self.passage,
            "words": said["words"].strip(),
            "suggestion": said.get("suggestion", "").replace("\r\n", "\n").strip(),
        }


class ReplyForm(forms.Form):
    """An answer to a comment."""

    id = OwnIdField()
    words = WordsField(label=_("Jawaban Anda"), rows=3, max_length=2000, required=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"id": uuid7()}
        self.helper = helper_for("id", "words")


class ReviewLinkForm(forms.Form):
    """Whom a link to the newest version is for."""

    id = OwnIdField()
    party = forms.ModelChoiceField(
        label=_("Untuk pihak mana?"),
        queryset=AgreementParty.objects.none(),
        empty_label=_("Pilih pihak"),
    )

    def __init__(self, *args, user, agreement, **kwargs):
        super().__init__(*args, **kwargs)
        rows = AgreementParty.objects.visible_to(user).filter(agreement=agreement)
        rows = rows.select_related("village", "partner").order_by("village__code", "position")
        self.fields["party"].queryset = rows
        self.initial = {"id": uuid7()}
        self.helper = helper_for("id", "party")


class LinkAnswerForm(forms.Form):
    """What a party without account says of the version it read."""

    consent = forms.ChoiceField(
        label=_("Jawaban atas rancangan ini"),
        choices=LinkAnswer.Consent.choices,
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("Alasan"), rows=3, max_length=1000, help_text=_("Dibaca oleh semua pihak.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for("consent", "reason")

    def clean(self):
        data = super().clean()
        refuses = data.get("consent") in {LinkAnswer.Consent.CHANGE, LinkAnswer.Consent.DECLINED}
        if refuses and not data.get("reason", "").strip():
            self.add_error("reason", _("Tulis alasannya, supaya pihak lain mengerti."))
        return data
