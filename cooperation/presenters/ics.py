"""A calendar as programs read it: iCalendar (RFC 5545), all-day events, nothing but duties."""

from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

MOST_OCTETS = 75  # of a line, without its end (section 3.1)
TYPE = "text/calendar; charset=utf-8"


def calendar_text(duties, *, now: datetime, absolute, name: str) -> str:
    """The feed of ``duties`` that have a date. Lines end in CRLF, as the standard asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Jejaring//Kalender kerja sama//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for duty in duties:
        if duty.due_on:
            lines += _event(duty, now, absolute)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(duty, now, absolute) -> list[str]:
    url = absolute(duty.url)
    description = "\n".join(part for part in (duty.note, url) if part)
    summary = _("%(title)s: %(about)s") % {"title": duty.title, "about": duty.about}
    return [
        "BEGIN:VEVENT",
        f"UID:{duty.uid}@jejaring",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_day(duty.due_on)}",
        f"DTEND;VALUE=DATE:{_day(duty.due_on + timedelta(days=1))}",
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(description)}",
        f"URL:{url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _day(day: date) -> str:
    # Not strftime: it writes years before 1000 without their zeros.
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line ends escaped; controls left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(char for char in text if char in "\n\t" or (char >= " " and char != "\x7f"))
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets; no character is cut in two."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > MOST_OCTETS:
            pieces.append(piece)
            piece, size = "", 1  # the blank that begins the next piece counts too
        piece, size = piece + char, size + octets
    return "\r\n ".join([*pieces, piece])
