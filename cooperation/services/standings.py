"""How an agreement stands today: its events, with what is handed in from outside them."""

from dataclasses import replace

from cooperation.lifecycle import Standing
from cooperation.services.chain import standing_of
from cooperation.services.requirements import as_asked

__all__ = ["standing_today", "today"]


def standing_today(agreement) -> Standing:
    """Told from the events, with what the kabupaten asks for today. At most four queries."""
    return today(agreement, standing_of(agreement))


def today(agreement, standing: Standing, parties=None) -> Standing:
    """A standing told from the events, with what acts are held against today.

    ``parties``: all of them, where they are read already.
    """
    standing = as_asked(agreement, standing, parties)
    return replace(standing, last_notice=_last_notice(agreement, standing))


def _last_notice(agreement, standing) -> str:
    """The last day on which the text in force lets them talk anew; "" where it says none."""
    ends_on = agreement.ends_on.isoformat() if agreement.ends_on else ""
    if not standing.in_force:
        return ends_on
    text = agreement.texts.filter(digest=standing.in_force).order_by("number").first()
    term = text.content.get("term", {}) if text else {}
    return term.get("notice_on") or term.get("ends_on") or ends_on
