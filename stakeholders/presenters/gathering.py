"""Many parties as one: a node for each kind or hamlet, one tie between two of these.

What is private stays by itself, so that no number on paper counts it.
"""

from collections import Counter, defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stakeholders.presenters.wording import KINDS, SORTS, sort_of

SEVERAL = "several"


def key_of(party, by: str) -> str:
    """Which kind or hamlet a party belongs to; empty for a hamlet that nobody recorded."""
    return sort_of(party) if by == "sort" else party["hamlet"]


def label_of(key: str, by: str) -> str:
    """A kind or hamlet in words."""
    if by == "sort":
        return str(SORTS[key])
    return key or _("Dusun tidak dicatat")


class Gathering:
    """The parties of a map with all of a kind or hamlet in one, but for those in ``opened``."""

    def __init__(self, parties, *, by, opened):
        self.by = by
        members = defaultdict(list)
        for party in parties:
            # The village government is on no paper either, see ``VillageMap``.
            if not party.get("private") and party["kind"] != "government":
                members[key_of(party, by)].append(party)
        self.opened = [key for key in members if key in opened and len(members[key]) > 1]
        self.bundles = {
            f"{by}-{key}": (key, listed)
            for key, listed in members.items()
            if len(listed) > 1 and key not in opened
        }
        self.place = {
            party["id"]: bundle
            for bundle, (_key, listed) in self.bundles.items()
            for party in listed
        }
        self.single = [party for party in parties if party["id"] not in self.place]

    @property
    def parties(self) -> list[dict]:
        """Those by themselves, and one party for each bundle, with ``key`` and ``count``."""
        most = max((len(listed) for _key, listed in self.bundles.values()), default=1)
        return self.single + [
            {
                **listed[0],
                "id": bundle,
                "kind": listed[0]["kind"] if self.by == "sort" else "group",
                "hue": listed[0]["hue"] if self.by == "sort" else "",
                "name": label_of(key, self.by),
                "mark": str(len(listed)),
                "asked": True,
                "key": key,
                "count": len(listed),
                "weight": 0.4 + 0.6 * len(listed) / most,
            }
            for bundle, (key, listed) in self.bundles.items()
        ]

    def positions(self, of) -> dict:
        """The points of those by themselves; each bundle stands in the midst of its members."""
        points = {party["id"]: of[party["id"]] for party in self.single if party["id"] in of}
        for bundle, (_key, listed) in self.bundles.items():
            spots = [of[party["id"]] for party in listed]
            points[bundle] = tuple(sum(axis) / len(spots) for axis in zip(*spots, strict=True))
        return points

    def lines(self, lines, is_private) -> list[dict]:
        """One line for each two that are tied, with its ``parts``; none within a bundle."""
        between = defaultdict(list)
        for line in lines:
            ends = tuple(self.place.get(line[end], line[end]) for end in ("a", "b"))
            if ends[0] == ends[1]:
                continue
            if line["kind"] != "depends":
                ends = tuple(sorted(ends))
            between[ends, is_private(line), line["kind"] == "depends"].append(line)
        return [
            self._merged(ends, parts, private)
            for (ends, private, _depends), parts in between.items()
        ]

    def _merged(self, ends, parts, private):
        """The line between two, or the only one behind it where both are by themselves."""
        if len(parts) == 1 and set(ends) == {parts[0]["a"], parts[0]["b"]}:
            return parts[0]
        kinds = {part["kind"] for part in parts}
        kind = kinds.pop() if len(kinds) == 1 else SEVERAL
        stances = {part["stance"] for part in parts}
        return {
            **parts[0],
            "a": ends[0],
            "b": ends[1],
            "kind": SEVERAL if kind == "disputed" and len(parts) > 1 else kind,
            "both": True,
            "stance": stances.pop() if len(stances) == 1 else "",
            "private": private,
            "parts": parts,
            "count": len(parts),
        }


def counted(parts) -> str:
    """How many ties lie behind one line, kind by kind: "3 hubungan: 2 bersaing, 1 ..."."""
    counts = Counter(part["kind"] for part in parts)
    kinds = ", ".join(f"{counts[kind]} {KINDS[kind]}" for kind in KINDS if counts[kind])
    total = ngettext("%(count)s hubungan", "%(count)s hubungan", len(parts))
    return f"{total % {'count': len(parts)}}: {kinds}"
