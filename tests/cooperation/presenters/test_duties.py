"""Days in words, texts that are ready to be sent, and calendars that programs can read."""

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from cooperation.presenters.duties import letter, lines, time_left
from cooperation.presenters.ics import calendar_text, escaped, folded
from cooperation.services.calendar.duty import Duty
from tests.cooperation.icalendar import Malformed, read_calendar

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)


def duty(day=date(2027, 2, 28), **fields):
    told = {"title": "Masa tugas BKAD berakhir", "about": "BKAD Dukun", "url": "/badan/1/"} | fields
    return Duty(kind="body_term", subject="1", codes=("33.08.06.2012",), due_on=day, **told)


def absolute(path):
    return f"https://contoh.go.id{path}"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 28), "hari ini"),
        (date(2026, 11, 29), "besok"),
        (date(2026, 11, 27), "kemarin"),
        (date(2026, 12, 1), "3 hari lagi"),
        (date(2027, 1, 27), "60 hari lagi"),
        (date(2027, 1, 28), "2 bulan lagi"),
        (date(2027, 2, 27), "2 bulan lagi"),
        (date(2027, 2, 28), "3 bulan lagi"),
        (date(2028, 11, 27), "23 bulan lagi"),
        (date(2028, 11, 28), "2 tahun lagi"),
        (date(2026, 11, 18), "lewat 10 hari"),
        (date(2026, 8, 28), "lewat 3 bulan"),
        (None, "belum bertanggal"),
    ],
)
def test_the_time_left_in_words(day, words):
    assert time_left(day, TODAY) == words


def test_a_leap_day_is_a_day_as_others():
    assert time_left(date(2028, 2, 29), date(2028, 2, 28)) == "besok"
    assert time_left(date(2029, 2, 28), date(2028, 2, 29)) == "12 bulan lagi"


def test_the_ready_text_says_what_when_and_where():
    (line,) = lines([duty(note="Tembusan kepada BPD.")], TODAY, absolute)
    assert line.text.splitlines() == [
        "Pengingat: Masa tugas BKAD berakhir.",
        "BKAD Dukun",
        "Kapan: 28 Februari 2027 (3 bulan lagi)",
        "Tembusan kepada BPD.",
        "https://contoh.go.id/badan/1/",
    ]
    sent = urlsplit(line.whatsapp)
    assert (sent.netloc, parse_qs(sent.query)["text"]) == ("wa.me", [line.text])
    assert (line.is_overdue, line.tone) == (False, "wait")


def test_the_letter_counts_and_lists():
    duties = [duty(), duty(date(2026, 11, 1))]
    subject, text = letter(duties, TODAY, absolute, "/kalender/", "/kalender/langganan/")
    assert subject == "Jejaring: 2 urusan kerja sama mendekat"
    assert "1 November 2026 (lewat 27 hari)" in text
    assert "https://contoh.go.id/kalender/\n" in text
    assert text.rstrip().endswith("https://contoh.go.id/kalender/langganan/")


# --- iCalendar -----------------------------------------------------------------------------------


def feed(*duties):
    return calendar_text(duties, now=NOW, absolute=absolute, name="Kalender, kerja sama")


def test_a_feed_is_read_by_a_strict_reader():
    awkward = "Air; pipa, dan \\ bak\nbaris dua – " + "desa é 水 " * 30
    (event,) = read_calendar(feed(duty(about=awkward, note="Satu; dua"), duty(None)))
    assert event["SUMMARY"] == f"Masa tugas BKAD berakhir: {awkward}"
    assert event["DESCRIPTION"] == "Satu; dua\nhttps://contoh.go.id/badan/1/"
    assert event["DTSTART"] == date(2027, 2, 28)
    assert event["DTEND"] == date(2027, 3, 1)
    assert event["DTSTAMP"] == "20261128T233000Z"
    assert event["URL"] == "https://contoh.go.id/badan/1/"


def test_a_leap_day_ends_on_the_first_of_march():
    (event,) = read_calendar(feed(duty(date(2028, 2, 29))))
    assert event["DTEND"] == date(2028, 3, 1)


def test_an_event_keeps_its_identity_when_its_date_moves():
    (before,), (after,) = (read_calendar(feed(duty(day))) for day in (TODAY, date(2027, 1, 1)))
    assert before["UID"] == after["UID"]
    assert before["DTSTART"] != after["DTSTART"]


def test_a_feed_of_nothing_is_a_calendar_too():
    assert read_calendar(feed()) == []


def test_no_line_of_a_title_can_become_a_line_of_the_calendar():
    sly = "Air\r\nEND:VEVENT\r\nBEGIN:VEVENT\x00\x07\rX:1"
    (event,) = read_calendar(feed(duty(about=sly)))
    assert "END:VEVENT\nBEGIN:VEVENT" in event["SUMMARY"]


def test_folding_counts_octets_and_cuts_no_character():
    line = "SUMMARY:" + "é" * 200
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line
    assert folded("X" * 75) == "X" * 75
    assert folded("X" * 76) == "X" * 75 + "\r\n X"


def test_escaping():
    assert escaped("a\\b;c,d\r\ne\rf\ng\x00") == "a\\\\b\\;c\\,d\\ne\\nf\\ng"


@pytest.mark.parametrize(
    "fault",
    [
        lambda text: text.replace("\r\n", "\n"),
        lambda text: text.replace("UID:", "X-UID:"),
        lambda text: text.replace("END:VEVENT\r\n", ""),
        lambda text: text.replace("Kalender\\, ", "Kalender, "),
        lambda text: text.replace("SUMMARY:", "SUMMARY:" + "x" * 80),
    ],
)
def test_the_reader_refuses_what_is_malformed(fault):
    broken = fault(feed(duty()))
    assert broken != feed(duty())
    with pytest.raises(Malformed):
        read_calendar(broken)
