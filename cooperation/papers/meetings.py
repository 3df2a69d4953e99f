"""Papers of a deliberation: the list to sign, and the minutes.

What was recorded of a meeting is printed; what was not is a line to write on.
"""

from cooperation.papers import words
from cooperation.papers.blocks import (
    Centred,
    Crest,
    Facts,
    Grid,
    Lines,
    Signature,
    Signatures,
    Words,
)
from cooperation.papers.facts import Matter, Meeting
from cooperation.papers.letters import letterhead

# The elements of society of PP 47/2015 art. 80; others are written by hand.
ELEMENTS = (
    "Pemerintah Desa", "BPD", "Tokoh adat", "Tokoh agama", "Tokoh masyarakat",
    "Tokoh pendidikan", "Perwakilan petani", "Perwakilan nelayan", "Perwakilan perajin",
    "Perwakilan perempuan", "Pemerhati dan pelindung anak", "Perwakilan warga miskin",
)  # fmt: skip
USUAL_SEATS, MOST_SEATS = 30, 400
EMPTY_TASKS = 5


def attendance(matter: Matter, meeting: Meeting) -> dict[str, list]:
    """The slots of a list to sign, as many lines as people were invited, each with its element."""
    invited = [each.label for each in meeting.presences for _one in range(sum(each.invited))]
    seats = min(meeting.invited or USUAL_SEATS, MOST_SEATS)
    elements = [*invited, *[""] * seats][:seats]
    rows = tuple(
        (f"{n}.", "", "", element, "", f"{n}." if n % 2 else f"      {n}.")
        for n, element in enumerate(elements, 1)
    )
    head = ("No.", "Nama", "L/P", "Mewakili unsur", "Alamat", "Tanda tangan")
    every = "Unsur masyarakat: " + ", ".join(ELEMENTS) + ", dan lainnya."
    return {
        **_headed(matter, meeting, "DAFTAR HADIR"),
        "isi": [
            _when_and_where(matter, meeting),
            Grid(head, rows, (0.055, 0.27, 0.06, 0.21, 0.2, 0.205), tall=True),
            *(recap(meeting) if meeting.presences else [Words(every, align="left")]),
        ],
        "tanda_tangan": [_chair(meeting)],
    }


def minutes(matter: Matter, meeting: Meeting) -> dict[str, list]:
    """The slots of minutes: what was recorded, and lines for what was not."""
    return {
        **_headed(matter, meeting, "NOTULEN"),
        "isi": [
            _when_and_where(matter, meeting),
            _who_led(meeting),
            *sessions(meeting),
            *(recap(meeting) if meeting.presences else []),
            *_talked(matter, meeting),
            Centred(("Tindak lanjut",), bold=True, tight=True),
            _tasks(meeting),
        ],
        "tanda_tangan": [Signatures((Signature("PIMPINAN MUSYAWARAH,"), Signature("NOTULIS,")), 2)],
    }


# --- What a meeting is made of ------------------------------------------------------------------


def kop(matter, village):
    """The head of the village, else of the one that began it; no village may be a party at all."""
    started = [each for each in matter.villages if each.is_initiator]
    host = village or next(iter(started or matter.villages), None)
    return letterhead(matter, host) if host else Crest((matter.regency.upper(),))


def _headed(matter, meeting, title):
    return {
        "kop": [kop(matter, meeting.village)],
        "judul": [
            Centred((title,), bold=True, tight=True, underlined=True),
            Centred((meeting.name.upper(),), bold=True),
        ],
    }


def _when_and_where(matter, meeting):
    last = meeting.last_session
    hours = " sampai ".join(hour for hour in (last.opens, last.closes) if hour)
    return Facts(
        (
            ("Hari, tanggal", words.weekday(last.on)),
            ("Pukul", hours or words.LONG_DOTS),
            ("Tempat", last.place or words.LONG_DOTS),
            ("Tentang", meeting.title or f"Kerja sama {matter.about}"),
        )
    )


def _who_led(meeting):
    last = meeting.last_session
    hours = (("Dibuka pukul", last.opens), ("Ditutup pukul", last.closes))
    led = (
        ("Pimpinan musyawarah", meeting.chair),
        ("Sekretaris", meeting.secretary),
        ("Notulis", meeting.note_taker),
    )
    people = f"{or_dots(meeting.invited)} / {or_dots(meeting.present)} orang"
    return Facts(
        (
            *((label, words.DOTS) for label, hour in hours if not hour),
            *((label, office or words.LONG_DOTS) for label, office in led),
            ("Diundang / hadir", people),
        )
    )


def or_dots(number):
    return words.DOTS if number is None else str(number)


def sessions(meeting):
    """Every sitting, where there was more than one or the one had a result."""
    if not meeting.sessions:
        return []
    rows = tuple(
        (
            each.name,
            words.day(each.on),
            f"{each.opens or words.DOTS}–{each.closes or words.DOTS}",
            or_dots(each.present),
            each.result or words.DOTS,
        )
        for each in meeting.sessions
    )
    head = ("Sidang", "Tanggal", "Pukul", "Hadir", "Hasil")
    return [Grid(head, rows, (0.24, 0.23, 0.17, 0.1, 0.26))]


def recap(meeting):
    """Who was invited and who came, by element and sex; blanks where nobody counted yet."""
    rows = [
        (
            each.label,
            *map(str, each.invited),
            *(map(str, each.present) if meeting.is_counted else ("", "")),
        )
        for each in meeting.presences
        if sum(each.invited) or sum(each.present)
    ]
    if not rows:
        return []
    rows.append(("Jumlah", *_sums(meeting)))
    head = ("Unsur masyarakat", "Diundang L", "Diundang P", "Hadir L", "Hadir P")
    return [Grid(head, tuple(rows), (0.4, 0.15, 0.15, 0.15, 0.15))]


def _sums(meeting):
    invited = [sum(each.invited[sex] for each in meeting.presences) for sex in (0, 1)]
    present = [sum(each.present[sex] for each in meeting.presences) for sex in (0, 1)]
    return (*map(str, invited), *(map(str, present) if meeting.is_counted else ("", "")))


def _talked(matter, meeting):
    """Each point of the agenda with what was said and decided, or room to write it."""
    isi = []
    titles = [(point.title, point) for point in meeting.agenda]
    for number, (title, point) in enumerate(titles or [(f"Kerja sama {matter.about}", None)], 1):
        isi += [
            Centred((f"{number}. {title}",), bold=True, tight=True),
            Words("Jalannya pembicaraan:", align="left"),
            *_written(point and point.discussion, 5),
        ]
        if point and point.outcome:
            isi += [Words(f"Keputusan: {outcome(point)}", align="left")]
        else:
            isi += [
                Words("Keputusan (disepakati / tidak disepakati / ditunda):", align="left"),
                *_written(point and point.decision, 3),
            ]
    return isi


def _written(text, lines):
    """The paragraphs of a text, or lines to write on."""
    told = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return [Words(line) for line in told] or [Lines(lines)]


def outcome(point):
    decision = " ".join(point.decision.split())
    return f"{point.outcome}. {decision}" if decision else f"{point.outcome}."


def _tasks(meeting):
    told = tuple(
        (f"{n}.", task.what, task.who, words.day(task.due_on) if task.due_on else "")
        for n, task in enumerate(meeting.tasks, 1)
    )
    blank = tuple((f"{n}.", "", "", "") for n in range(1, EMPTY_TASKS + 1))
    head = ("No.", "Apa", "Siapa", "Paling lambat")
    return Grid(head, told or blank, (0.07, 0.48, 0.25, 0.2), tall=not told)


def _chair(meeting):
    one_village = meeting.village and not meeting.of_all
    who = f"KETUA BPD {meeting.village.whole.upper()}," if one_village else "PIMPINAN MUSYAWARAH,"
    return Signatures((Signature(""), Signature(who)), 2)
