"""The worksheet as plain data: the opening, the seven questions, and why each part is asked.

The facts asked for are those of "Membangun Jaringan Sosial dan Kemitraan" (Arsyad, 2015), the
seven mapping questions; the sentences are ours, as one says them in a meeting.

The answer to a step is a dict with the keys of its questions:

=========  ==================================================================================
kind       value
=========  ==================================================================================
short      a line of text
text       a paragraph
date       "2026-11-22"
year       2019
moment     "2019" or "2019-03": people remember a year, sometimes the month
tick       true or false
choice     the code of one choice
choices    a list of codes
rows       {row id: {column: value}}; the id is the form's, so rows of two people never mix
relations  {group id: {"kind": code, "reason": text}}
=========  ==================================================================================

An empty value and a missing key say the same: not answered.
"""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from stakeholders.models import Tie

LINE = 160
PARAGRAPH = 2_000
FIRST_YEAR = 1800
NOT_ASKED = "not_asked"
STATED_KINDS = (Tie.Kind.SUPPORTS, Tie.Kind.COMPETES, Tie.Kind.UNRELATED)

_NOT_ASKED_CHOICE = (NOT_ASKED, _("Belum ditanyakan"))
RELATION_CHOICES = (
    *((kind.value, kind.label) for kind in STATED_KINDS),
    _NOT_ASKED_CHOICE,
)
STANCE_CHOICES = (*((stance.value, stance.label) for stance in Tie.Stance), _NOT_ASKED_CHOICE)

PRIVACY_HINT = _(
    "Jangan tulis NIK, agama seseorang, pilihan partai, atau keadaan kesehatan."
    " Sebut orang dengan perannya, misalnya “ketua kelompok”."
)

CONSENT = (
    _(
        "Saya mencatat kelompok-kelompok di desa ini dan hubungan di antara mereka, supaya desa"
        " tahu siapa yang sudah bekerja sama dan siapa yang perlu dipertemukan."
    ),
    _(
        "Ibu atau Bapak boleh menolak, boleh melewati pertanyaan mana pun, boleh berhenti kapan"
        " saja, dan boleh meminta jawaban diperbaiki."
    ),
    _(
        "Kata-kata Ibu atau Bapak hanya dibaca pendamping yang bertugas di desa ini. Pemerintah"
        " desa dan BPD melihat peta kelompok dan hubungan antarkelompok, tetapi tidak melihat"
        " alasan yang Ibu atau Bapak sampaikan, dan tidak melihat penilaian tentang pemerintah"
        " desa. Petugas kecamatan dan kabupaten hanya melihat angka."
    ),
    _(
        "Nama Ibu atau Bapak tidak perlu dicatat; cukup perannya, misalnya “ketua kelompok”."
        " Apakah Ibu atau Bapak bersedia?"
    ),
)


@dataclass(frozen=True)
class Question:
    """One thing to ask.

    ``wanted``: whether it is named as still empty when the worksheet is completed;
    ``only_if``: (step, key, code), wanted only where that answer is, or holds, the code.
    """

    key: str
    kind: str
    label: str
    why: str = ""
    help: str = ""
    choices: tuple = ()
    columns: tuple["Question", ...] = ()
    add_label: str = ""
    wanted: bool = True
    only_if: tuple[int, str, str] | None = None

    @property
    def max_length(self) -> int:
        """How many characters fit."""
        return PARAGRAPH if self.kind == "text" else LINE


@dataclass(frozen=True)
class Step:
    """One screen of the worksheet; number 0 is the opening."""

    number: int
    title: str
    why: str
    questions: tuple[Question, ...]

    def question(self, key) -> Question:
        """The question with that key."""
        return next(question for question in self.questions if question.key == key)


OPENING, ACTIVITY, BINDS, SCOPE, MATTERS, RELATIONS, GOVERNMENT, HISTORY = range(8)
LAST_STEP = HISTORY

STEPS = (
    Step(
        OPENING,
        _("Sebelum mulai"),
        _(
            "Supaya jelas jawaban ini dari siapa dan kapan, dan supaya narasumber tahu untuk apa"
            " jawabannya dipakai."
        ),
        (
            Question(
                "consent_read",
                "tick",
                _("Sudah saya bacakan, dan narasumber bersedia"),
                why=_("Tanpa persetujuan, lembar ini tidak dapat dinyatakan selesai."),
            ),
            Question(
                "informant",
                "short",
                _("Siapa yang menjawab?"),
                help=_("Cukup perannya, misalnya “ketua kelompok” atau “dua pengurus”."),
                why=_("Orang yang berbeda melihat kelompok yang sama dengan cara berbeda."),
            ),
            Question(
                "held_on",
                "date",
                _("Kapan wawancaranya?"),
                why=_("Hubungan berubah. Tanggal ini dipakai di peta dan riwayat."),
            ),
            Question(
                "place",
                "short",
                _("Di mana?"),
                help=_("Misalnya “balai dusun” atau “di sawah, sesudah kerja bakti”."),
                why=_("Orang bicara lebih bebas di satu tempat daripada di tempat lain."),
            ),
        ),
    ),
    Step(
        ACTIVITY,
        _("Kegiatan yang selalu dibantu"),
        _(
            "Kelompok yang selalu hadir dalam kegiatan bersama adalah tempat jejaring desa"
            " paling kuat."
        ),
        (
            Question(
                "activity",
                "text",
                _("Kegiatan apa di desa yang selalu dibantu kelompok ini?"),
                help=_("Misalnya membersihkan saluran air, hajatan, atau posyandu."),
                why=_("Dari kegiatan nyata terlihat siapa yang bisa diandalkan, dan untuk apa."),
            ),
            Question(
                "reason_involved",
                "text",
                _("Mengapa kelompok ini selalu ikut membantu?"),
                help=_("Tulis seperti yang diucapkan."),
                why=_("Alasannya menunjukkan apa yang menggerakkan mereka untuk kegiatan lain."),
            ),
            Question(
                "benefit_direct",
                "text",
                _("Apa yang langsung mereka dapat dari kegiatan itu?"),
                help=_("Misalnya hasil panen, upah, alat, atau tenaga balasan."),
                why=_("Bantuan yang tidak memberi apa-apa biasanya tidak bertahan lama."),
            ),
            Question(
                "benefit_indirect",
                "text",
                _("Apa yang mereka dapat belakangan, atau lewat jalan lain?"),
                help=_("Misalnya lebih dikenal, dipercaya, atau diajak rapat."),
                why=_("Kepercayaan sering lebih berharga daripada barang, tetapi jarang disebut."),
            ),
        ),
    ),
    Step(
        BINDS,
        _("Yang mengikat anggota"),
        _("Ikatan yang sama membuat kelompok kuat, dan kadang membuatnya tertutup."),
        (
            Question(
                "binds",
                "choices",
                _("Apa yang sama-sama dimiliki para anggota?"),
                help=_("Boleh lebih dari satu."),
                why=_("Ikatan menunjukkan siapa yang mudah masuk dan siapa yang sulit."),
                choices=(
                    ("kin", _("Satu keluarga atau kerabat")),
                    ("neighbours", _("Bertetangga")),
                    ("livelihood", _("Mata pencaharian yang sama")),
                    ("other", _("Hal lain")),
                ),
            ),
            Question(
                "other_text",
                "short",
                _("Kalau ada hal lain: apa?"),
                why=_("Ikatan yang tidak ada di daftar sering justru yang khas desa ini."),
                only_if=(BINDS, "binds", "other"),
            ),
            Question(
                "why",
                "text",
                _("Mengapa itu yang mengikat mereka?"),
                why=_("Supaya tahu apa yang terjadi kalau ikatan itu melemah."),
            ),
        ),
    ),
    Step(
        SCOPE,
        _("Untuk satu urusan atau lebih"),
        _("Kelompok yang terbiasa mengurus banyak hal lebih mudah diajak memulai yang baru."),
        (
            Question(
                "scope",
                "choice",
                _("Kelompok ini berkumpul hanya untuk kegiatan tadi, atau juga untuk urusan lain?"),
                why=_("Ini membedakan panitia sesaat dari kelompok yang hidup."),
                choices=(
                    ("single", _("Hanya untuk kegiatan itu")),
                    ("multi", _("Juga untuk urusan lain")),
                ),
            ),
            Question(
                "why",
                "text",
                _("Mengapa begitu?"),
                why=_("Kadang kelompok ingin lebih, tetapi ada yang menahan."),
            ),
        ),
    ),
    Step(
        MATTERS,
        _("Urusan lain"),
        _("Jejaring tumbuh ketika orang yang sama mulai saling menolong dalam hal lain."),
        (
            Question(
                "matters",
                "rows",
                _("Urusan lain apa saja yang dikerjakan bersama?"),
                help=_("Satu baris untuk satu urusan."),
                why=_("Tiap urusan adalah pintu untuk kerja sama berikutnya."),
                add_label=_("Tambah urusan"),
                only_if=(SCOPE, "scope", "multi"),
                columns=(
                    Question("matter", "short", _("Urusan"), help=_("Misalnya arisan.")),
                    Question(
                        "since",
                        "moment",
                        _("Sejak kapan"),
                        help=_("2019 atau 03/2019"),
                        why=_("Sejak kapan: urutannya menunjukkan bagaimana kelompok tumbuh."),
                    ),
                    Question(
                        "how",
                        "short",
                        _("Bagaimana mulainya"),
                        why=_("Bagaimana mulainya: siapa yang pertama mengajak patut diingat."),
                    ),
                ),
            ),
            Question(
                "spread",
                "text",
                _("Bagaimana bisa meluas ke urusan lain? Kalau tidak, mengapa tidak?"),
                why=_("Yang membuat meluas bisa diulang; yang menahan bisa dibicarakan."),
            ),
        ),
    ),
    Step(
        RELATIONS,
        _("Hubungan dengan kelompok lain"),
        _("Inilah garis-garis di peta: siapa mendukung siapa, dan siapa bersaing."),
        (
            Question(
                "relations",
                "relations",
                _("Bagaimana hubungan dengan tiap kelompok di desa ini?"),
                why=_(
                    "Kelompok yang tidak ada kaitannya pun penting: siapa tahu perlu dipertemukan."
                    " Yang belum ditanyakan tidak digambar."
                ),
                choices=RELATION_CHOICES,
                columns=(
                    Question("kind", "choice", _("Hubungan"), choices=RELATION_CHOICES),
                    Question(
                        "reason",
                        "text",
                        _("Apa alasan atau latar belakangnya?"),
                        why=_("Alasan membantu memahami garis di peta tanpa menebak."),
                        help=_("Tulis seperti yang diucapkan."),
                    ),
                ),
            ),
        ),
    ),
    Step(
        GOVERNMENT,
        _("Hubungan dengan pemerintah desa"),
        _(
            "Pemerintah desa bisa membuka jalan atau menutupnya. Jawaban ini tidak terlihat oleh"
            " pemerintah desa."
        ),
        (
            Question(
                "stance",
                "choice",
                _("Bagaimana sikap pemerintah desa terhadap kelompok ini?"),
                why=_("Kelompok yang terhambat perlu jalan yang lain dari yang didukung."),
                choices=STANCE_CHOICES,
            ),
            Question(
                "why",
                "text",
                _("Mengapa begitu? Apa contohnya?"),
                help=_("Misalnya bantuan, undangan rapat, atau izin yang tidak keluar."),
                why=_("Contoh nyata lebih adil daripada kesan."),
            ),
        ),
    ),
    Step(
        HISTORY,
        _("Riwayat kelompok"),
        _("Kelompok berubah. Yang pernah terjadi menjelaskan keadaan sekarang."),
        (
            Question(
                "since_year",
                "year",
                _("Sejak tahun berapa kelompok ini ada?"),
                help=_("Perkiraan boleh."),
                why=_("Kelompok lama dan baru memerlukan pendampingan yang berbeda."),
            ),
            Question(
                "origin",
                "text",
                _("Bagaimana mulanya kelompok ini terbentuk?"),
                help=_("Siapa yang memulai, dan karena kejadian apa?"),
                why=_("Yang dibentuk warga dan yang dibentuk program bertahan dengan cara lain."),
            ),
            Question(
                "earlier",
                "text",
                _("Adakah kelompok sebelumnya yang menjadi asalnya?"),
                help=_("Nama kelompok lama, dan apa yang berbeda. Kosongkan kalau tidak ada."),
                why=_("Hubungan lama sering masih dipakai, walau namanya sudah berganti."),
                wanted=False,
            ),
            Question(
                "changed",
                "choice",
                _("Pernahkah kegiatan atau keanggotaannya berubah?"),
                why=_("Perubahan menunjukkan kelompok sedang tumbuh, menyusut, atau berpindah."),
                choices=(("yes", _("Pernah")), ("no", _("Tidak pernah"))),
            ),
            Question(
                "changes",
                "rows",
                _("Perubahan apa saja?"),
                help=_("Satu baris untuk satu perubahan."),
                why=_("Dengan tanggal, perubahan bisa dibaca bersama kejadian lain di desa."),
                add_label=_("Tambah perubahan"),
                only_if=(HISTORY, "changed", "yes"),
                columns=(
                    Question(
                        "aspect",
                        "choice",
                        _("Yang berubah"),
                        choices=(
                            ("scope", _("Kegiatan")),
                            ("membership", _("Keanggotaan")),
                            ("other", _("Hal lain")),
                        ),
                    ),
                    Question(
                        "since",
                        "moment",
                        _("Sejak kapan"),
                        help=_("2019 atau 03/2019"),
                        why=_("Sejak kapan: tahunnya cukup, bulan kalau ingat."),
                    ),
                    Question("what", "short", _("Menjadi seperti apa")),
                    Question(
                        "why",
                        "short",
                        _("Mengapa"),
                        why=_("Mengapa: sebab yang sama mungkin masih bekerja sekarang."),
                    ),
                ),
            ),
        ),
    ),
)


# --- From what was sent to what is kept ----------------------------------------------------------


def tidy(step: int, content: dict) -> dict:
    """Keep what the step asks for, without stray blanks, empty rows and empty answers.

    Rows may come as a list; they get ids by position then, so that the same list sent twice
    is the same answer. Unknown keys, codes and group ids are dropped; words never are.
    """
    tidied = {q.key: _tidy_value(q, content.get(q.key)) for q in STEPS[step].questions}
    return {key: value for key, value in tidied.items() if not is_empty(value)}


def is_empty(value) -> bool:
    """Whether nothing was answered."""
    return value is None or value is False or value in ("", [], {})


def _tidy_value(question, value):
    if is_empty(value):
        return None
    if tidier := _TIDIERS.get(question.kind):
        return tidier(question, value)
    # Browsers end lines in their own way; what is kept has one way to end a line.
    return str(value).replace("\r\n", "\n").strip()


def _tidy_choices(question, value):
    return [code for code, _label in question.choices if code in value]


def _tidy_rows(question, rows):
    if isinstance(rows, list):
        rows = {f"{number:03}": row for number, row in enumerate(rows, start=1)}
    tidied = {str(row_id): _tidy_columns(question, row) for row_id, row in rows.items()}
    return {row_id: row for row_id, row in sorted(tidied.items()) if row}


def _tidy_relations(question, relations):
    tidied = {}
    for group_id, said in sorted((str(key), value) for key, value in relations.items()):
        said = _tidy_columns(question, said)
        # "Not asked" without a word is what a card says that nobody touched.
        if _is_uuid(group_id) and said and said != {"kind": NOT_ASKED}:
            tidied[group_id] = {"kind": NOT_ASKED, **said}
    return tidied


def _tidy_columns(question, row):
    tidied = {q.key: _tidy_value(q, row.get(q.key)) for q in question.columns}
    return {key: value for key, value in tidied.items() if not is_empty(value)}


def _is_uuid(text):
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


_TIDIERS = {
    "tick": lambda question, value: bool(value),
    "year": lambda question, value: int(value),
    "choice": lambda question, value: value if value in dict(question.choices) else None,
    "choices": _tidy_choices,
    "rows": _tidy_rows,
    "relations": _tidy_relations,
}


# --- What is still empty -------------------------------------------------------------------------


def still_empty(step: int, contents: dict[int, dict]) -> list[Question]:
    """The questions of a step that want an answer and have none.

    ``contents``: step -> current answer, of all steps, since one may decide about another.
    """
    content = contents.get(step, {})
    return [
        question
        for question in STEPS[step].questions
        if is_empty(content.get(question.key)) and _is_wanted(question, contents)
    ]


def _is_wanted(question, contents):
    if not question.wanted or question.kind == "relations":
        return False
    if question.only_if is None:
        return True
    step, key, code = question.only_if
    answer = contents.get(step, {}).get(key)
    return code in answer if isinstance(answer, list) else answer == code


# --- A year, or a month of a year ----------------------------------------------------------------

_MONTHS = (
    ("januari", "jan"),
    ("februari", "feb", "pebruari"),
    ("maret", "mar"),
    ("april", "apr"),
    ("mei",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("agustus", "agu", "agt", "ags"),
    ("september", "sep", "sept"),
    ("oktober", "okt"),
    ("november", "nov", "nopember"),
    ("desember", "des"),
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}


def read_moment(text: str) -> str | None:
    """Read "2019", "03/2019", "2019-03" or "Maret 2019" as "2019" or "2019-03"; else None."""
    text = text.strip().lower()
    if re.fullmatch(r"\d{4}", text):
        return text
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})", text):
        year, month = found[1], int(found[2])
    elif found := re.fullmatch(r"(\d{1,2})[/.-](\d{4})", text):
        year, month = found[2], int(found[1])
    elif found := re.fullmatch(r"([a-z]+)\.? (\d{4})", text):
        year, month = found[2], _MONTH_NUMBERS.get(found[1], 0)
    else:
        return None
    return f"{year}-{month:02}" if 1 <= month <= 12 else None


def write_moment(moment: str) -> str:
    """A stored moment as one types it: "2019" or "03/2019"."""
    year, _dash, month = moment.partition("-")
    return f"{month}/{year}" if month else year


def say_moment(moment: str) -> str:
    """A stored moment in words: "2019" or "Maret 2019"."""
    year, _dash, month = moment.partition("-")
    if not month:
        return year
    return formats.date_format(date(int(year), int(month), 1), "YEAR_MONTH_FORMAT")
