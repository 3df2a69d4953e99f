"""Whether the rows beside a chain still say what its events say.

The chain proves itself; flow, title, parties, term, texts, settlements, reviews, scans and issued
papers are read from rows of their own, which could be edited while the chain stays whole. Each
finding is a pair: the number of the event that says otherwise (0 for none in particular), and the
reason.
"""

from collections.abc import Iterator

from cooperation.drafts.parts import TERM
from cooperation.services.attachments import is_sound
from cooperation.services.digests import digest_of
from cooperation.services.keeping import DOCUMENTS
from cooperation.services.review_seals import is_told_so, written

Fault = tuple[int, str]
TEXT_ACTS = {"write", "register"}


def row_faults(agreement, events, standing) -> Iterator[Fault]:
    """What the rows of an agreement say otherwise than its events, which make this standing."""
    yield from _opening(agreement, events)
    yield from _parties(agreement, events)
    yield from _numbers(agreement, events)
    yield from _texts(agreement, events)
    yield from _term(agreement, events, standing)
    yield from _disputes(agreement, events)
    yield from _reviews(agreement, events)
    yield from _scans(agreement, events)
    yield from _papers(agreement, events)


def _opening(agreement, events):
    said = events[0].content if events else {}
    for name in ("flow", "title"):
        if name in said and said[name] != getattr(agreement, name):
            yield 1, name


def _parties(agreement, events):
    """Who takes part, under which code, and who only witnesses."""
    said = {
        side["key"]: (side["code"], side.get("partner", ""), side["is_initiator"], role)
        for event in events
        for role in ("sides", "witnesses")
        for side in event.content.get(role, ())
    }
    kept = {
        str(row.pk): (
            row.village_id or "",
            str(row.partner_id or ""),
            row.is_initiator,
            "witnesses" if row.is_witness else "sides",
        )
        for row in agreement.parties.all()
    }
    if said != kept:
        yield 0, "parties"


def _numbers(agreement, events):
    """Number and day stand at a party only if they were said of it, and none before it signed."""
    said = {
        (side["key"], side["number"], side["year"], side.get("on"))
        for event in events
        for role in ("sides", "witnesses")
        for side in event.content.get(role, ())
    }
    said |= {
        (
            str(event.party_id),
            event.content.get("number", ""),
            event.content.get("year"),
            event.content.get("on"),
        )
        for event in events
        if event.act == "sign"
    }
    said |= {(str(event.party_id), "", None, None) for event in events if event.act == "leave"}
    if any(_signed(row) not in said for row in agreement.parties.all()):
        yield 0, "numbers"


def _signed(row):
    return str(row.pk), row.number, row.year, _day(row.signed_on)


def _day(day):
    return day.isoformat() if day else None


def _texts(agreement, events):
    """Every version is there, and its words are those that were read."""
    said = {
        event.content["number"]: (event.number, event.content["text"])
        for event in events
        if event.act in TEXT_ACTS and "text" in event.content
    }
    kept = {text.number: text for text in agreement.texts.all()}
    for number, (event, digest) in said.items():
        text = kept.pop(number, None)
        if text is None or text.digest != digest or digest_of(text.content) != digest:
            yield event, "text"
    if kept:
        yield 0, "text"


def _term(agreement, events, standing):
    """Beginning and end are those of the text in force; the day to talk anew may be set since."""
    scheduled = _scheduled(events)
    if scheduled and (_day(agreement.notice_on) or "") != scheduled.content["notice_on"]:
        yield scheduled.number, "notice_on"
    text = agreement.texts.filter(digest=standing.in_force).order_by("-number").first()
    if text is None or "term" not in text.content:
        return
    names = [name for name in TERM if not (scheduled and name == "notice_on")]
    said = [text.content["term"].get(name) or None for name in names]
    if said != [_day(getattr(agreement, name)) for name in names]:
        yield 0, "term"


def _scheduled(events):
    """The event that set the day to talk anew last, unless a text was signed since."""
    for event in reversed(events):
        if event.act in {"sign", "schedule"}:
            return event if event.act == "schedule" else None
    return None


def _disputes(agreement, events):
    """Each dispute is there as it was opened; a settlement is final, its words are bound."""
    kept = {str(row.pk): row for row in agreement.disputes.all()}
    opened = {event.content["dispute"]: event for event in events if event.act == "dispute"}
    settled = {event.content["dispute"]: event for event in events if event.act == "settle"}
    for key in {*kept, *opened}:
        row, start, end = kept.get(key), opened.get(key), settled.get(key)
        if row is None or start is None or not _is_opened_so(row, start.content):
            yield (start.number if start else 0), "dispute"
        elif (end is None) != row.is_open or (end and not _is_settled_so(row, end.content)):
            yield (end.number if end else start.number), "dispute"


def _is_opened_so(row, said):
    stands = {"forum": row.forum, "parties": row.parties, "on": _day(row.opened_on)}
    if "subject" in said:  # events of old do not say it
        stands["subject"] = digest_of(row.subject)
    return _says(said, stands)


def _is_settled_so(row, said):
    stands = {"way": row.way, "minutes": row.minutes, "on": _day(row.settled_on)}
    return _says(said, stands | {"settlement": digest_of(row.settlement)})


def _says(said, stands):
    return all(said.get(name) == value for name, value in stands.items())


def _reviews(agreement, events):
    """A sealed review says what its event bears witness of, and so does the plan beneath it."""
    said = {
        event.content.get("number"): event
        for event in events
        if event.act == "review" and "appraisal" in event.content
    }
    for row in agreement.appraisals.reviews().exclude(sealed_at=None).order_by("number"):
        event = said.pop(row.number, None)
        sealed = event.content["appraisal"] if event else ""
        if not (sealed == row.digest == digest_of(written(row)) and is_told_so(row)):
            yield (event.number if event else 0), "review"
    yield from ((event.number, "review") for event in said.values())


def _scans(agreement, events):
    """A scan may be erased like the name on it; while it is there it is the one that was kept."""
    said = {event.pk: event for event in events if "scan" in event.content}
    for row in agreement.attachments.all():
        event = said.get(row.event_id)
        if (event and event.content["scan"] != row.digest) or not is_sound(row):
            yield (event.number if event else 0), "scan"


def _papers(agreement, events):
    """An issued paper is the file that was given out, and its head is one of this chain."""
    heads = {event.digest: event.number for event in events}
    for row in agreement.documents.order_by("issued_at", "pk"):
        if row.head not in heads or not DOCUMENTS.is_sound(row.name, row.sha256):
            yield heads.get(row.head, 0), "document"
