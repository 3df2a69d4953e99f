"""Parties and ties of a map with their classes, sizes, words and addresses, ready to be drawn."""

from functools import cache
from hashlib import blake2s
from pathlib import Path

from stakeholders.presenters.gathering import counted
from stakeholders.presenters.wording import describe, sort_of

TIGHTNESS = {"loose": "weak", "binding": "strong"}


def is_private(line) -> bool:
    """Whether a tie stays off paper, which lies about: what only the team may read."""
    return line.get("private") or line["kind"] == "government"


class Dressing:
    """How one ``map`` (a VillageMap) shows whoever is on it."""

    def __init__(self, map):
        self.map = map

    def parties(self, parties, lines) -> list[dict]:
        """Each party dressed; ``lines``: dressed before, for a filter dims whom they leave out."""
        lit = {end for line in lines if not line["off"] for end in (line["a"], line["b"])}
        chosen = self.map.selection
        lit |= {party["id"] for party in self.map.drawn if sort_of(party) in chosen.sorts}
        return [self._party(party, lit) for party in parties]

    def _party(self, party, lit):
        shown = self.map
        shade = shown.colouring and shown.colouring.of.get(party["id"])
        is_bundle = "count" in party
        is_filtered = bool(shown.selection.kinds or shown.selection.sorts)
        classes = {
            party["kind"]: True,
            shade.style if shade else f"kind-{party['hue'] or 'other'}": True,
            "bundle": is_bundle,
            "answer": shown.answer and party["id"] in shown.answer.parties,
            "unasked": party["kind"] == "group" and not party["asked"],
            "private": party.get("private") or party["kind"] == "government",
            "chosen": party["id"] == shown.selection.focus,
            "dim": is_filtered and party["id"] not in lit,
        }
        links = shown.links
        return {
            **party,
            "mark": shade.mark if shade else party["mark"],
            "weight": shown.weights.get(party["id"], party.get("weight")),
            "style": _joined(classes),
            "named": classes["answer"] or classes["chosen"],
            "sort": sort_of(party),
            "url": links.opened(party["key"]) if is_bundle else links.focus(party["id"]),
        }

    def line(self, line, *, off) -> dict:
        """A line; ``off``: whether a filter hides it."""
        classes = {
            line["kind"]: True,
            line["stance"]: True,
            TIGHTNESS.get(line["tightness"], ""): True,
            "weak": line["kind"] in ("supports", "competes") and not line["both"],
            "private": is_private(line),
            "off": off,
        }
        gathered, links = line.get("parts"), self.map.links
        return {
            **line,
            "style": _joined(classes),
            "off": off,
            "aside": is_private(line),
            "url": f"{links.here}#daftar" if gathered else links.tie(line),
            "said": counted(gathered) if gathered else describe(line, self.map.names),
        }


def _joined(classes):
    return " ".join(name for name, holds in classes.items() if name and holds)


@cache
def fingerprint() -> str:
    """A digest of everything a stored picture is made with."""
    package = Path(__file__).parents[1]
    root = package.parent
    fragments, words = root.glob("templates/*/_*.html"), root.glob("locale/*/*/*.mo")
    digest = blake2s(digest_size=6)
    for path in sorted([*package.rglob("*.py"), *fragments, *words]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
