"""A small reader of calendars that is stricter than the programs people use (RFC 5545)."""

import re
from datetime import UTC, datetime


class Malformed(Exception):
    """Not what RFC 5545 allows."""


def read_calendar(text: str) -> list[dict]:
    """The events of a calendar, read strictly: line ends, lengths, nesting, escapes, types."""
    if not text.endswith("\r\n") or re.search(r"(?<!\r)\n|\r(?!\n)", text):
        raise Malformed("line ends")
    raw = text[:-2].split("\r\n")
    if any(len(line.encode()) > 75 for line in raw):
        raise Malformed("line too long")
    content = text[:-2].replace("\r\n ", "").split("\r\n")
    pairs = [_content_line(line) for line in content]
    if [pairs[0], pairs[-1]] != [("BEGIN", {}, "VCALENDAR"), ("END", {}, "VCALENDAR")]:
        raise Malformed("envelope")
    events, event = [], None
    head = {}
    for name, parameters, value in pairs[1:-1]:
        if name == "BEGIN":
            if value != "VEVENT" or event is not None:
                raise Malformed("nesting")
            event = {}
        elif name == "END":
            events.append(_checked(event))
            event = None
        else:
            _put(head if event is None else event, name, parameters, value)
    if event is not None or head["VERSION"] != "2.0" or not head["PRODID"]:
        raise Malformed("head")
    return events


def _content_line(line):
    match = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)", line)
    if not match or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line):
        raise Malformed(line)
    parameters = dict(part.split("=") for part in match[2].split(";") if part)
    return match[1], parameters, match[3]


def _put(into, name, parameters, value):
    if name in into:
        raise Malformed(f"{name} twice")
    if name in {"SUMMARY", "DESCRIPTION", "X-WR-CALNAME"}:
        if not re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value):
            raise Malformed(f"{name} not escaped: {value}")
        value = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
    elif parameters.get("VALUE") == "DATE":
        value = datetime.strptime(value, "%Y%m%d").replace(tzinfo=UTC).date()
    into[name] = value


def _checked(event):
    if not {"UID", "DTSTAMP", "DTSTART"} <= set(event):
        raise Malformed("an event lacks what it must have")
    datetime.strptime(event["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if (event["DTEND"] - event["DTSTART"]).days != 1:
        raise Malformed("not one whole day")
    return event
