"""The text of an agreement: a title, its basis, the eight mandatory contents, extra articles."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cooperation.drafts.parts import TERM
from cooperation.lifecycle import Clause
from cooperation.services.texts import cited_and_revoked
from stakeholders.forms.fields import AnyDayField, LineField, WordsField, helper_for
from stakeholders.forms.layout import Section, Unfold

MOST_ARTICLES = 40
EMPTY_ARTICLES = 2
TERM_LABELS = {
    "starts_on": _("Mulai berlaku"),
    "ends_on": _("Berakhir"),
    "notice_on": _("Paling lambat dibicarakan lagi"),
}

HELP = {
    Clause.SCOPE: _("Apa saja yang dikerjakan bersama, dan apa yang tidak."),
    Clause.FIELD: _("Masuk bidang kewenangan desa yang mana?"),
    Clause.PROCEDURE: _("Siapa melaksanakan, kapan, dan bagaimana keputusan sehari-hari diambil?"),
    Clause.TERM: _("Mulai kapan, sampai kapan, dan kapan dibicarakan lagi?"),
    Clause.RIGHTS: _("Untuk tiap pihak: apa yang didapat dan apa yang harus diberikan?"),
    Clause.FUNDING: _(
        "Dari mana biayanya, berapa bagian tiap pihak, dan bagaimana hasilnya dibagi?"
    ),
    Clause.CHANGE: _("Bagaimana pihak meminta perubahan, penundaan, atau pembatalan?"),
    Clause.DISPUTE: _("Bila berselisih: dibicarakan di mana, lalu dibawa kepada siapa?"),
}
EXAMPLES = {
    Clause.SCOPE: _("Merawat sumber air Tlogo, pipa induk, dan bak bagi di dua desa."),
    Clause.FIELD: _("Pembangunan desa: sarana air bersih."),
    Clause.PROCEDURE: _(
        "Regu air dari dua desa memeriksa pipa tiap bulan dan melapor kepada kedua kepala desa."
    ),
    Clause.TERM: _("Lima tahun sejak diundangkan; dibicarakan lagi enam bulan sebelum berakhir."),
    Clause.RIGHTS: _("Desa atas menjaga hutan sumber; desa bawah menyediakan pipa dan tenaga."),
    Clause.FUNDING: _("Iuran pelanggan 40 persen untuk desa atas, 60 persen untuk desa bawah."),
    Clause.CHANGE: _(
        "Tiap pihak boleh mengusulkan lewat surat; diputuskan dalam musyawarah antar-desa."
    ),
    Clause.DISPUTE: _("Musyawarah kekeluargaan dulu; bila tidak selesai, difasilitasi camat."),
}


class TextForm(forms.Form):
    """A version of the text, written over the one the person saw.

    ``parties``: who has rights and duties, for two lists each. ``term``: the dates on record.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    title = LineField(label=_("Judul"), max_length=240)
    basis = WordsField(
        label=_("Dasar hukum dan pertimbangan"),
        rows=4,
        max_length=6000,
        help_text=_("Satu per baris. Peraturan yang sudah dicabut akan diberi tanda."),
    )

    def __init__(self, *args, content=None, title="", seen, parties=(), term=None, **kwargs):
        super().__init__(*args, **kwargs)
        content = content or {}
        self.parties = list(parties)
        self.initial = {
            "seen": seen,
            "title": content.get("title", title),
            "basis": content.get("basis", ""),
        }
        self.known_term = content.get("term", term or {})
        sections = [Section(_now("Judul dan dasar"), "seen", "title", "basis")]
        for clause in Clause:
            beneath = self._beneath(clause, content)
            self._add_clause(clause, content)
            sections.append(Section(clause.label, clause.value, *beneath, lead=HELP[clause]))
        sections.append(self._articles(content.get("articles", [])))
        self.helper = helper_for(*sections)

    def _add_clause(self, clause, content):
        self.fields[clause.value] = WordsField(
            label=_now("Kata-katanya"),
            rows=4,
            max_length=12000,
            help_text=format_html(
                '<details class="why"><summary>{}</summary><span>{}</span></details>',
                _now("Lihat contoh"),
                EXAMPLES[clause],
            ),
        )
        self.initial[clause.value] = content.get("clauses", {}).get(clause.value, "")

    def _beneath(self, clause, content) -> list:
        """The lists and dates of a clause besides its words, as things for the layout."""
        if clause == Clause.TERM:
            for name in TERM:
                self.fields[name] = AnyDayField(label=TERM_LABELS[name], required=False)
                self.initial[name] = self.known_term.get(name)
            return list(TERM)
        if clause == Clause.FUNDING:
            self.fields["shares"] = WordsField(
                label=_now("Pembagian menurut sumber"),
                rows=3,
                max_length=6000,
                help_text=_now(
                    "Satu sumber per baris: namanya, titik dua, lalu bagian tiap pihak. Misalnya: "
                    "Retribusi parkir: Sengi 60 persen, Paten 40 persen."
                ),
            )
            self.initial["shares"] = "\n".join(content.get("shares", []))
            return ["shares"]
        if clause == Clause.RIGHTS:
            return [self._of_party(party, content) for party in self.parties]
        return []

    def _of_party(self, party, content) -> Unfold:
        written = {each["party"]: each for each in content.get("parties", [])}
        said = written.get(str(party.pk), {})
        names = []
        for kind, label in (("rights", _now("Hak")), ("duties", _now("Kewajiban"))):
            name = f"{kind}_{party.position}"
            self.fields[name] = WordsField(
                label=label, rows=2, max_length=4000, help_text=_now("Satu per baris.")
            )
            self.initial[name] = "\n".join(said.get(kind, []))
            names.append(name)
        return Unfold(party.name, *names)

    def _articles(self, articles) -> Unfold:
        names = []
        self.article_count = min(len(articles) + EMPTY_ARTICLES, MOST_ARTICLES)
        for number in range(1, self.article_count + 1):
            article = articles[number - 1] if number <= len(articles) else {}
            title, words = f"article_title_{number}", f"article_words_{number}"
            self.fields[title] = LineField(
                label=_now("Judul pasal tambahan %(number)d") % {"number": number},
                max_length=160,
                required=False,
            )
            self.fields[words] = WordsField(label=_now("Isinya"), rows=3, max_length=12000)
            self.initial |= {
                title: article.get("title", ""),
                words: article.get("words", ""),
            }
            names += [title, words]
        lead = _now("Bila perlu hal lain diatur. Kosongkan keduanya untuk menghapus sebuah pasal.")
        return Unfold(_now("Pasal tambahan"), *names, lead=lead)

    def clean_shares(self):
        """Refuse a line that names a source and no share."""
        lines = _lines(self.cleaned_data["shares"])
        for number, line in enumerate(lines, 1):
            source, sign, share = line.partition(":")
            if not (source.strip() and sign and share.strip()):
                raise forms.ValidationError(
                    _now("Baris %(number)d: tulis sumbernya, titik dua, lalu bagian tiap pihak."),
                    params={"number": number},
                )
        return lines

    def clean(self):
        data = super().clean()
        starts, ends, notice = (data.get(name) for name in TERM)
        if starts and ends and ends < starts:
            self.add_error("ends_on", _now("Tanggal berakhir harus sesudah tanggal mulai."))
        if notice and ((starts and notice < starts) or (ends and notice > ends)):
            self.add_error("notice_on", _now("Tanggal ini harus di antara mulai dan berakhir."))
        for number in range(1, self.article_count + 1):
            title, words = (data.get(f"article_{each}_{number}") for each in ("title", "words"))
            if words and not title and f"article_title_{number}" not in self.errors:
                self.add_error(f"article_title_{number}", _now("Beri judul pasal ini."))
        return data

    @property
    def content(self) -> dict:
        """The version as it is kept; what was left empty is not in it."""
        said = self.cleaned_data
        content = {
            "title": said["title"],
            "basis": _plain(said["basis"]),
            "clauses": {code: _plain(said[code]) for code in Clause.values},
        }
        term = {name: said[name].isoformat() for name in TERM if said[name]}
        more = {
            "parties": [each for party in self.parties if (each := self._said_of(party))],
            "shares": said["shares"],
            "articles": self._said_articles(),
        }
        if term or any(self.known_term.values()):
            content["term"] = term
        return content | {name: value for name, value in more.items() if value}

    def _said_of(self, party) -> dict | None:
        rights, duties = (
            _lines(self.cleaned_data[f"{kind}_{party.position}"]) for kind in ("rights", "duties")
        )
        if not rights and not duties:
            return None
        return {"party": str(party.pk), "name": party.name, "rights": rights, "duties": duties}

    def _said_articles(self) -> list[dict]:
        said = self.cleaned_data
        pairs = (
            (said[f"article_title_{number}"], _plain(said[f"article_words_{number}"]))
            for number in range(1, self.article_count + 1)
        )
        return [{"title": title, "words": words} for title, words in pairs if title]

    @property
    def revoked(self) -> list[str]:
        return cited_and_revoked(self.content)


def _plain(words) -> str:
    return words.replace("\r\n", "\n").strip()


def _lines(words) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
