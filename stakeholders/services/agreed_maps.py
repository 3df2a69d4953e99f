"""The map as a meeting agreed on it, and what has changed since."""

import hashlib
import json
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jejaring.services import id_for, record_event
from stakeholders.models import AgreedMap
from stakeholders.services.groups import AlreadyRecorded
from stakeholders.services.network import OTHERS, Reading

RECORD = ("agreed_on", "meeting", "place", "attended", "decisions")


def shown_now(village) -> dict:
    """What everybody of the village may see now: ``parties`` and ``ties`` as plain rows.

    Parties have ``id``, ``kind``, ``name``; ties ``a``, ``b``, ``kind``. Neither dependencies nor
    what is said of the village government are in it, whoever asks.
    """
    reading = Reading(village, OTHERS)
    return {
        "parties": [
            {key: party[key] for key in ("id", "kind", "name")} for party in reading.parties
        ],
        "ties": [{key: line[key] for key in ("a", "b", "kind")} for line in reading.lines],
    }


def digest_of(shown) -> str:
    """SHA-256 of what was shown, in one fixed spelling."""
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record_agreed_map(*, village, by, pk=None, **record) -> AgreedMap:
    """Keep the map as it stands with the record of the meeting (the columns of ``RECORD``).

    The same ``pk`` again returns the first row. Raises AlreadyRecorded when the form was sent
    before about another meeting.
    """
    pk = id_for(AgreedMap, pk, village=village)
    shown = shown_now(village)
    try:
        with transaction.atomic():
            agreed = AgreedMap.objects.create(
                pk=pk,
                village=village,
                shown=shown,
                digest=digest_of(shown),
                recorded_by=by,
                **record,
            )
            record_event(by=by, verb="agreed_map", subject=agreed, region_code=village.pk)
            return agreed
    except IntegrityError:
        earlier = AgreedMap.objects.get(pk=pk)
        if (earlier.meeting, earlier.agreed_on) == (record["meeting"], record["agreed_on"]):
            return earlier
        raise AlreadyRecorded(earlier) from None


@dataclass(frozen=True)
class Since:
    """What differs today from what a meeting agreed on: rows as in ``shown_now``."""

    new_parties: list[dict]
    gone_parties: list[dict]
    new_ties: list[dict]
    gone_ties: list[dict]

    @property
    def nothing(self) -> bool:
        """Whether the map is still the one agreed on."""
        return not (self.new_parties or self.gone_parties or self.new_ties or self.gone_ties)


def changes_since(agreed) -> Since:
    """Compare the agreed map with today's."""
    now = shown_now(agreed.village)
    return Since(
        *_difference(agreed.shown["parties"], now["parties"], ("id",)),
        *_difference(agreed.shown["ties"], now["ties"], ("a", "b", "kind")),
    )


def _difference(before, after, keys):
    """Rows that came and rows that went."""

    def key(row):
        return tuple(row[name] for name in keys)

    old, new = {key(row) for row in before}, {key(row) for row in after}
    return [r for r in after if key(r) not in old], [r for r in before if key(r) not in new]
