"""From parties, lines and positions to the shapes of the map.

A party is a dict with ``id``, ``kind`` (group, person, institution, government, outside; agreement
or dot, which are drawn small) and ``name``. A line is a dict with ``a``, ``b``, ``kind`` (supports,
competes, disputed, government, membership, depends; several for what is of more than one), and
``says`` (what each side says, for a disputed one). A line with ``aside`` never lies on others, and
one may stand for a ``count`` of ties. A party with a ``weight`` from 0 to 1 is drawn as large as
that says, one that is ``named`` bears its name in any crowd. Whatever else they carry goes through
to the template.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np

from stakeholders.presenters.course import AIR, Course, TieShape, plain
from stakeholders.presenters.lettering import width_of, wrap
from stakeholders.presenters.placing import SIDES, label_box, place
from stakeholders.presenters.signs import Ground

LETTER = 13.0  # size of a label, in drawing units
LINE_HEIGHT = 15.5
SHORE = 24.0  # round the ground of a map
UNIT = 100.0  # drawing units to one of the positions, where parties were placed by hand
# On an upright sheet with more parties than the first, so many bear their name; the others when
# they are looked at.
CROWD, NAMED = 40, 30
SMALL = 60  # up to here a map is drawn twice, for the narrow screen and for the wide
WIDE, NARROW = 760, 360
LAYERS = ("membership", "government", "several", "supports", "competes", "depends", "disputed")
SHAPES = {
    "group": "circle",
    "institution": "square",
    "person": "diamond",
    "government": "hexagon",
    "outside": "circle",
    "agreement": "diamond",
    "dot": "circle",
}
# Half the size of a shape nobody is tied to. A diamond needs more for the same two letters.
BASES = {"person": 17.0, "government": 16.0, "group": 14.5, "agreement": 8.0, "dot": 4.5}
HEAVIEST = 15.0  # what is added to that for the largest weight


@dataclass(frozen=True, slots=True)
class NodeShape:
    """A party where it is drawn. ``number`` is its place in the drawing, for the script.

    ``quiet``: its name is shown only when it is looked at, and no room is kept for it.
    """

    number: int
    party: dict
    x: float
    y: float
    radius: float
    outline: str
    label: tuple[tuple[float, float, str], ...]
    anchor: str
    degree: int
    quiet: bool = False

    @property
    def name(self) -> list[tuple[float, float, str]]:
        """The rows of the label as seen from the middle of the shape."""
        return [(plain(x - self.x, 1), plain(y - self.y, 1), words) for x, y, words in self.label]


@dataclass(frozen=True, slots=True)
class Count:
    """How many ties lie on each other between two parties, where that is written."""

    line: dict
    first: int
    second: int
    number: int
    spot: tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """The map on one sheet. ``apart`` is the height at which the unconnected begin, if any."""

    width: float
    height: float
    nodes: list[NodeShape] = field(default_factory=list)
    ties: list[TieShape] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    apart: float | None = None


def has_sign(line) -> bool:
    """Whether a tie bears a sign in its middle: the disputed, where the government hinders, and
    what changed between two days."""
    return line["kind"] == "disputed" or line["stance"] == "hinder" or bool(line.get("change"))


def _is_marked(line, lines_between):
    """Whether something is written in the middle of a tie, a sign or a number."""
    return has_sign(line) or lines_between > 1 or line.get("count", 1) > 1


def sheet_width(count: int) -> float:
    """The width of the only drawing of a large map: what lets a reader tell the labels apart."""
    return max(WIDE, round(math.sqrt(count) * 115))


def is_upright(width) -> bool:
    """Whether a sheet of this width is for a telephone held upright."""
    return width < WIDE / 2


def draw(
    parties, lines, positions, *, width, arranged=None, terse=False, standing=False
) -> Drawing:
    """Draw on a sheet ``width`` wide; a sheet narrower than half of ``WIDE`` stands upright.

    ``positions`` maps the id of each party to a point, in any unit. Parties without a line
    stand in rows under the others. Lines to parties that are not given are left out.
    ``arranged``: the width of the sheet on which somebody placed the parties by hand; on a sheet
    of the same stance they stand just there, a hundred drawing units to one of the positions.
    ``terse``: for a page that tells more at a tap. Ties of the same two lie on each other, with
    their number, instead of beside each other; in a crowd on an upright sheet the least tied are
    ``quiet``.
    ``standing``: the positions are places on the ground, x to the east and y to the south. The
    sheet is not turned and nobody stands apart; the ``quiet`` parties are a ground of dots, just
    there where they are, on which the others find room.
    """
    ids = {party["id"] for party in parties}
    lines = [line for line in lines if line["a"] in ids and line["b"] in ids]
    degrees = _degrees(lines)
    tied = [party for party in parties if standing or degrees[party["id"]]]
    loose = [] if standing else [party for party in parties if not degrees[party["id"]]]
    ground = [party for party in parties if standing and party.get("quiet")]
    sheet = _Sheet(width, len(parties) - len(ground), arranged, terse, standing)
    if ground:
        nodes, height = sheet.on_ground(tied, ground, lines, degrees, positions)
    else:
        nodes, height = sheet.connected(tied, lines, degrees, positions)
    apart = height if tied and loose else None
    nodes, height = sheet.loose(loose, nodes, height + (LINE_HEIGHT * 2 if apart else 0))
    by_id = {node.party["id"]: node for node in nodes}
    ties, counts = _tie_shapes(lines, by_id, terse)
    return Drawing(width, round(height), nodes, ties, counts, apart and round(apart))


def _degrees(lines):
    """How many parties each party is tied to; several lines between two count once."""
    pairs = {(line["a"], line["b"]) for line in lines} | {(line["b"], line["a"]) for line in lines}
    return Counter(a for a, b in pairs)


class _Sheet:
    """Sizes of nodes and labels on a sheet of a given width."""

    def __init__(self, width, count, arranged, terse, standing):
        self.width = width
        self.upright = is_upright(width)
        self.arranged, self.standing = arranged, standing
        self.exact, self.down = False, 0.0
        self.crowded = count > SMALL
        self.digits = digits_for(count)
        self.keeps_quiet = terse and self.upright and CROWD < count <= SMALL
        few = count <= 24
        self.room = (112 if few else 100) if self.upright else (140 if few else 118)

    def radius(self, party, degree):
        """Half the size of a shape: by its weight, or a little larger for the well connected."""
        base = BASES.get(party["kind"], 14.0)
        weight = party.get("weight")
        more = min(9.0, 2.2 * math.sqrt(degree)) if weight is None else HEAVIEST * weight
        return round(base + more, 1)

    def lettered(self, party):
        """The lines of the label and the box they need."""
        text = wrap(party["name"], size=LETTER, room=self.room)
        return text, (max(width_of(line, LETTER) for line in text) + 2, LINE_HEIGHT * len(text))

    def connected(self, parties, lines, degrees, positions):
        """Place the parties that have a line. Returns the shapes and the height they take."""
        if not parties:
            return [], 0.0
        rows = {party["id"]: row for row, party in enumerate(parties)}
        points = np.array([positions[party["id"]] for party in parties], float)
        if self.upright and not self.standing:
            points = points[:, ::-1]
        fitting = "plain" if self.arranged or self.standing else "even"
        fitting = "exact" if self.exact else fitting
        if self.arranged and is_upright(self.arranged) == self.upright:
            points, fitting = points * UNIT * self.width / self.arranged, "exact"
        radii = [self.radius(party, degrees[party["id"]]) for party in parties]
        between = Counter(frozenset((line["a"], line["b"])) for line in lines)
        labels = [self.lettered(party) for party in parties]
        quiet = self._quiet(parties, degrees)
        placed = place(
            points,
            radii,
            [(0, 0) if row in quiet else size for row, (_, size) in enumerate(labels)],
            [(rows[line["a"]], rows[line["b"]]) for line in lines],
            signs=[
                (rows[line["a"]], rows[line["b"]])
                for line in lines
                if _is_marked(line, between[frozenset((line["a"], line["b"]))])
            ],
            width=self.width,
            crowded=self.crowded,
            fitting=fitting,
        )
        nodes = [
            _node(row, party, placed.centres[row], radii[row], labels[row], placed.sides[row],
                  degrees[party["id"]], digits=self.digits, quiet=row in quiet)
            for row, party in enumerate(parties)
        ]  # fmt: skip
        self.down = placed.down
        return nodes, placed.height

    def on_ground(self, parties, ground, lines, degrees, positions):
        """Everybody on a map in its true shape; only those with a name make room for each other."""
        named = [party for party in parties if not party.get("quiet")]
        points = np.array([positions[party["id"]] for party in [*named, *ground]], float)
        low, span = points.min(0), np.ptp(points, axis=0)
        inner = self.width - 2 * SHORE
        points = (points - low) * inner / (span[0] or 1) + SHORE
        spots = {p["id"]: spot for p, spot in zip([*named, *ground], points, strict=True)}
        self.exact = True
        nodes, height = self.connected(named, lines, degrees, spots)
        dots = [
            _node(len(nodes) + row, party, spots[party["id"]] + (0, self.down),
                  self.radius(party, 0), self.lettered(party), "below", 0, quiet=True)
            for row, party in enumerate(ground)
        ]  # fmt: skip
        return dots + nodes, max([height, *(dot.y + SHORE for dot in dots)])

    def _quiet(self, parties, degrees):
        """The rows of those who keep their name to themselves: the least tied of a crowd."""
        if not self.keeps_quiet:
            return set()
        by_ties = sorted(
            range(len(parties)),
            key=lambda row: (not parties[row].get("named"), -degrees[parties[row]["id"]], row),
        )
        return {row for row in by_ties[NAMED:] if not parties[row].get("named")}

    def loose(self, parties, nodes, top):
        """Place the parties without any line in rows from ``top`` on."""
        if not parties:
            return nodes, top
        nodes = list(nodes)
        cell = self.room + 12
        columns = max(1, int((self.width - 12) // cell))
        start = (self.width - cell * min(columns, len(parties))) / 2 + cell / 2
        # In a row all are alike, unless sizes stand for something.
        radii = [self.radius({"kind": "group"} | _weight(party), 0) for party in parties]
        high = 2 * max(radii) + 46
        for place_in_rows, (party, radius) in enumerate(zip(parties, radii, strict=True)):
            row, column = divmod(place_in_rows, columns)
            centre = (start + column * cell, top + max(radii) + 6 + row * high)
            lettered = self.lettered(party)
            nodes.append(
                _node(len(nodes), party, centre, radius, lettered, "below", 0, digits=self.digits)
            )
        rows = -(-len(parties) // columns)
        return nodes, top + rows * high + 6


def _weight(party):
    return {"weight": party.get("weight")}


def _node(number, party, centre, radius, label, side, degree, *, digits=1, quiet=False):
    text, size = label
    x, y = (plain(value, digits) for value in centre)
    left, top, right, _ = label_box((x, y), radius, size, side)
    anchor, at = ("middle", x)
    if "right" in side or "left" in side:
        anchor, at = ("start", left) if "right" in side else ("end", right)
    # Letters stand on a line; their box begins about three quarters of a letter above it.
    rows = tuple(
        (plain(at, digits), plain(top + LINE_HEIGHT * row + LETTER * 0.92, digits), words)
        for row, words in enumerate(text)
    )
    outline = outline_of(SHAPES[party["kind"]], radius)
    return NodeShape(number, party, x, y, radius, outline, rows, anchor, degree, quiet)


def digits_for(count: int) -> int:
    """How exact coordinates are written: on a large sheet whole units, which weigh less."""
    return 0 if count > SMALL else 1


def outline_of(shape: str, r: float) -> str:
    """The path of a node's shape round the origin, ``r`` to its outermost point sideways."""
    if shape == "circle":
        return f"M{-r:g} 0a{r:g} {r:g} 0 1 1 {2 * r:g} 0a{r:g} {r:g} 0 1 1 {-2 * r:g} 0z"
    if shape == "square":
        s = round(r * 0.88, 1)
        return f"M{-s:g} {-s:g}h{2 * s:g}v{2 * s:g}h{-2 * s:g}z"
    if shape == "diamond":
        return f"M0 {-r:g}L{r:g} 0L0 {r:g}L{-r:g} 0z"
    half, high = round(r / 2, 1), round(r * 0.87, 1)
    return f"M{-r:g} 0L{-half:g} {-high:g}H{half:g}L{r:g} 0L{half:g} {high:g}H{-half:g}z"


def _boxes(node):
    """What a party takes up: its shape, and each row of its name."""
    yield (node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius)
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[node.anchor]
    for x, y, words in () if node.quiet else node.label:
        wide = width_of(words, LETTER)
        left = x - wide * back
        yield (left, y - LETTER, left + wide, y + LETTER * 0.25)


def _tie_shapes(lines, nodes, terse):
    """The lines from shape to shape, the thin kinds first so that they lie lowest."""
    ordered = sorted(lines, key=lambda line: (LAYERS.index(line["kind"]), line["a"], line["b"]))
    together = defaultdict(list)
    for line in ordered:
        together[frozenset((line["a"], line["b"]))].append(line)
    ground = Ground([box for node in nodes.values() for box in _boxes(node)])
    spots = np.array([(node.x, node.y) for node in nodes.values()]).reshape(-1, 2)
    reach = np.array([node.radius + AIR for node in nodes.values()])
    rows = {party_id: row for row, party_id in enumerate(nodes)}
    digits = digits_for(len(nodes))
    shapes, counts = [], []
    for line in ordered:
        first, second = nodes[line["a"]], nodes[line["b"]]
        siblings = together[frozenset((line["a"], line["b"]))]
        heap = [each for each in siblings if terse and not each.get("aside")]
        aside = [each for each in siblings if each not in heap]
        course = Course.between(first, second, digits)
        slots = [heap] * bool(heap) + [[each] for each in aside]
        if len(slots) > 1:
            slot = next(number for number, each in enumerate(slots) if line in each)
            course = course.beside(slot - (len(slots) - 1) / 2)
        elif len(nodes) <= SMALL:
            course = course.round_others(spots, reach, {rows[line["a"]], rows[line["b"]]})
        heap = heap if line in heap else [line]
        lying = [each for each in heap if not each.get("off")]
        several = len(lying) > 1 and line["kind"] != "disputed"
        split = ground.claim(course.along) if has_sign(line) else 0.5
        shapes.append(course.shape(line, first, second, split=split, several=several))
        number = sum(each.get("count", 1) for each in lying)
        # Written once, with the last drawn. Where a filter hides all but one a script may need it.
        if line is heap[-1] and max(number, len(heap)) > 1:
            share = ground.claim(course.along)
            counts.append(Count(line, first.number, second.number, number, course.along(share)))
    return shapes, counts


__all__ = ["LETTER", "SIDES", "SMALL", "Drawing", "draw", "outline_of", "sheet_width"]
