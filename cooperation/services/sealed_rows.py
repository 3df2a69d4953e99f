"""Whether the rows beside a chain still say what its events say.

The chain proves itself; flow, title, parties, texts, settlements and scans are read from rows of
their own, which could be edited while the chain stays whole. Each finding is a pair: the number of
the event that says otherwise (0 for none in particular), and the reason.
"""

from collections.abc import Iterator

from cooperation.services.attachments import is_sound
from cooperation.services.digests import digest_of

Fault = tuple[int, str]
TEXT_ACTS = {"write", "register"}


def row_faults(agreement, events) -> Iterator[Fault]:
    """What the rows of an agreement say otherwise than its events."""
    yield from _opening(agreement, events)
    yield from _parties(agreement, events)
    yield from _numbers(agreement, events)
    yield from _texts(agreement, events)
    yield from _notice(agreement, events)
    yield from _disputes(agreement, events)
    yield from _scans(agreement, events)


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
    """A number stands at a party only if it was said of it; none stands there before it signed."""
    said = {
        (side["key"], side["number"], side["year"])
        for event in events
        for role in ("sides", "witnesses")
        for side in event.content.get(role, ())
    }
    said |= {
        (str(event.party_id), event.content.get("number", ""), event.content.get("year"))
        for event in events
        if event.act == "sign"
    }
    if any((str(row.pk), row.number, row.year) not in said for row in agreement.parties.all()):
        yield 0, "numbers"


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


def _notice(agreement, events):
    """The day to talk anew is the one last set, unless a text was signed since."""
    for event in reversed(events):
        if event.act == "sign":
            return
        if event.act == "schedule":
            kept = agreement.notice_on.isoformat() if agreement.notice_on else ""
            if kept != event.content["notice_on"]:
                yield event.number, "notice_on"
            return


def _disputes(agreement, events):
    """A settlement is final: its words are bound."""
    said = {
        event.content["dispute"]: (event.number, event.content.get("settlement"))
        for event in events
        if event.act == "settle"
    }
    for row in agreement.disputes.all():
        number, digest = said.get(str(row.pk), (0, None))
        if (digest is None) != row.is_open or (digest and digest_of(row.settlement) != digest):
            yield number, "dispute"


def _scans(agreement, events):
    """A scan may be erased like the name on it; while it is there it is the one that was kept."""
    said = {event.pk: event for event in events if "scan" in event.content}
    for row in agreement.attachments.all():
        event = said.get(row.event_id)
        if (event and event.content["scan"] != row.digest) or not is_sound(row):
            yield (event.number if event else 0), "scan"
