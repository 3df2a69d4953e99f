"""Small networks as the presenters take them, and what may not lie over what on a drawing."""

import math
import random
from itertools import combinations

from stakeholders.graph import build
from stakeholders.presenters.drawing import LETTER, LINE_HEIGHT
from stakeholders.presenters.lettering import width_of
from stakeholders.services.measured import measured_of
from villages.models import Region

KINDS = ("group", "group", "group", "person", "institution")


def pid(number):
    """The id of the party with this number."""
    return f"00000000-0000-0000-0000-{number:012}"


def party(number, name=None, **fields):
    """A party with a name of its own."""
    kind = KINDS[number % len(KINDS)]
    return {
        "id": pid(number),
        "kind": kind,
        "name": name or f"Kelompok Tani Sumber Rejeki {number}",
        "mark": "OT",
        "hue": "otl" if kind == "group" else "",
        "asked": True,
        "hamlet": "",
        "home": "",
        "members": None,
        **fields,
    }


def line(a, b, kind="supports", **fields):
    """A line between the parties with these numbers."""
    first, second = sorted((pid(a), pid(b)))
    says = {"disputed": ["supports", "competes"]}.get(kind, [fields.get("stance") or kind, None])
    return {
        "id": f"t{a}-{b}-{kind}",
        "a": first,
        "b": second,
        "kind": kind,
        "says": says,
        "both": False,
        "ties": [],
        "stance": "",
        "office": "",
        "tightness": "",
        **fields,
    }


def village(count, ties=None, *, seed=1, name=None):
    """``count`` parties in a tree with some more ties, at the places of a spiral."""
    rng = random.Random(seed)  # noqa: S311
    lines = {(rng.randrange(i), i) for i in range(1, count)}
    while len(lines) < min(ties or count * 3 // 2, count * (count - 1) // 2):
        lines.add(tuple(sorted(rng.sample(range(count), 2))))
    positions = {
        pid(i): (math.sqrt(i) * math.cos(i * 2.4), math.sqrt(i) * math.sin(i * 2.4))
        for i in range(count)
    }
    parties = [party(i, name and f"{name} {i}") for i in range(count)]
    return parties, [line(a, b) for a, b in sorted(lines)], positions


def boxes(drawing):
    """The squares of the shapes and the boxes of the labels, each with the number of its node."""
    for node in drawing.nodes:
        r = node.radius
        yield node.number, (node.x - r, node.y - r, node.x + r, node.y + r)
        if node.quiet:
            continue
        wide = max(width_of(words, LETTER) for _, _, words in node.label)
        x, first, _ = node.label[0]
        left = {"middle": x - wide / 2, "start": x, "end": x - wide}[node.anchor]
        top = first - LETTER * 0.92
        yield node.number, (left, top, left + wide, top + LINE_HEIGHT * len(node.label))


def overlaps(drawing):
    """Pairs of boxes that lie over each other, but for a node and its own label."""
    return [
        (one, other)
        for one, other in combinations(boxes(drawing), 2)
        if one[0] != other[0] and _touch(one[1], other[1])
    ]


def _touch(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


class Reading:
    """What services.network gives, from plain parties and lines."""

    def __init__(self, parties=(), lines=(), positions=None, *, for_team=True, found=()):
        self.village = Region(code="33.08.06.2012", name="Sengi", kind="desa")
        self.parties, self.lines = list(parties), list(lines)
        self.positions = positions or {
            each["id"]: (number % 7, number // 7) for number, each in enumerate(self.parties)
        }
        self.for_team = for_team
        self.arranged_width = 0
        self.findings = list(found)
        self.private_parties, self.private_lines = [], []
        ids = {each["id"] for each in self.parties}
        ties = [
            {"id": line["id"], "source": line["a"], "target": line["b"], "kind": line["kind"]}
            for line in self.lines
            if line["kind"] != "government" and {line["a"], line["b"]} <= ids
        ]
        known = [each for each in self.parties if each["kind"] != "government"]
        self.measures = measured_of(build.network(known, ties))

    @property
    def private_positions(self):
        private = {each["id"]: (-1, number) for number, each in enumerate(self.private_parties)}
        return {**self.positions, **private}
