"""Reviews and disputes of an agreement that runs, as its chain bears witness of them."""

import json
from uuid import UUID

from cooperation.fairness.benefits import Estimate, balances
from cooperation.models import Appraisal, BenefitLine, Dispute
from cooperation.sample.country.dice import iso
from cooperation.services.digests import digest_of
from cooperation.services.disputes import forum_of

_KINDS = ("money", "labour", "goods", "service")
_SUBJECT = "Pembagian biaya perawatan belum sesuai naskah."
_SETTLED = "Biaya dibagi menurut jumlah pemakai."


def review(story) -> None:
    """A review of that day: what each party gave and got, sealed into the chain."""
    dice, day = story.dice, story.day
    story.reviews += 1
    key = dice.key(day)
    lines = sorted(
        (_line(dice, day, seat, gives) for seat in story.present() for gives in (True, False)),
        key=lambda line: line["id"],
    )
    said = {
        "agreement": str(story.key),
        "number": story.reviews,
        "held_on": iso(day),
        "held_by": "meeting",
        "next_on": iso(day + 180),
        "summary": "Kerja sama dilanjutkan.",
        "content": {},
        "verdicts": _verdicts(lines, [seat.key for seat in story.seats]),
        "lines": lines,
        "replaces": "",
        "plan": "",
    }
    digest = digest_of(said)
    content = {"appraisal": digest, "number": story.reviews, "on": iso(day), "office": "meeting"}
    story.record("review", None, content)
    story.tables.add(
        *(Appraisal, key, story.key.hex, story.reviews, None, iso(day), "meeting"),
        *(said["next_on"], said["summary"], "{}", json.dumps(said["verdicts"]), 2),
        *(story.host.facilitator, story.at, story.at, digest),
    )
    for line in lines:
        story.tables.add(
            *(BenefitLine, UUID(line["id"]).hex, key, UUID(line["party"]).hex, line["gives"]),
            *(line["kind"], line["what"], None, "", line["value"], None, "official", 1),
        )


def _line(dice, day, seat, gives) -> dict:
    """A line as a sealed review says it."""
    return {
        "id": str(UUID(dice.key(day))),
        "party": seat.key,
        "gives": gives,
        "kind": dice.choice(_KINDS),
        "what": "Iuran dan tenaga" if gives else "Air, hasil, dan pelatihan",
        "quantity": "",
        "unit": "",
        # A third of the time both sides are the same: even.
        "value": dice.choice((10, 10, 10, 8, 12, 15)) * 1_000_000,
        "weight": None,
        "estimated_by": "official",
    }


def _verdicts(lines, parties) -> dict[str, str]:
    estimates = [
        Estimate(line["party"], gives=line["gives"], value=line["value"]) for line in lines
    ]
    found = balances(estimates, parties)
    return {party: balance.verdict.value for party, balance in found.items()}


def dispute(story) -> None:
    """A dispute of all parties, settled or still open."""
    dice = story.dice
    story.wait(60)
    key, opened, seats = UUID(dice.key(story.day)), story.day, story.present()
    forum, keys = forum_of(seats).value, [seat.key for seat in seats]
    said = {"dispute": str(key), "parties": keys, "forum": forum, "on": iso(opened)}
    story.record("dispute", None, said | {"subject": digest_of(_SUBJECT)})
    recorded, settled = story.at, ("", None, "", "")
    later = opened + dice.randint(20, 150)
    if later <= story.host.until and dice.happens(0.7):
        story.day, settled = later, ("musyawarah", iso(later), "8/BA", _SETTLED)
        said = {"dispute": str(key), "way": "musyawarah", "minutes": "8/BA", "on": iso(later)}
        story.record("settle", None, said | {"settlement": digest_of(_SETTLED)})
    story.tables.add(
        *(Dispute, key.hex, story.key.hex, _SUBJECT, json.dumps(keys), forum, iso(opened)),
        *(recorded, *settled),
    )
