"""The cooperation of a region as a drawing on the ground, with a list that says the same."""

import math
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.presenters.network_findings import findings
from cooperation.services.network_measures import measured
from cooperation.services.region_network import COMING, OVER, RUNNING
from stakeholders.graph.layout import place_new
from stakeholders.presenters.drawing import NARROW, SMALL, WIDE, draw, sheet_width
from stakeholders.presenters.village_map import Sheet

STAGES = {
    "": gettext_lazy("Semua"),
    "berjalan": gettext_lazy("Berjalan"),
    "disusun": gettext_lazy("Sedang disusun"),
    "berakhir": gettext_lazy("Sudah berakhir"),
}
STAGE_OF = {"berjalan": RUNNING, "disusun": COMING, "berakhir": OVER}
WORDS = {
    RUNNING: gettext_lazy("berjalan"),
    COMING: gettext_lazy("sedang disusun"),
    OVER: gettext_lazy("sudah berakhir"),
}
ORDER = (RUNNING, COMING, OVER)
PAIR = 2
NAMED_AT_MOST = 40  # with more villages those without cooperation are dots
LETTERS = 2


@dataclass(frozen=True)
class Chip:
    """One choice of what is shown."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class ActorRow:
    """A village or partner in the list: in how many agreements, and with whom.

    ``is_over``: all of them have ended.
    """

    actor: object
    count: int
    is_over: bool
    names: tuple[str, ...]
    url: str


class CooperationMap:
    """One view of the cooperation of a region; ``stage``: a key of ``STAGES``."""

    def __init__(self, cooperation, stage=""):
        self.cooperation = cooperation
        self.stage = stage if stage in STAGES else ""
        self.found = measured(cooperation)

    @property
    def findings(self):
        return findings(self.cooperation, self.found)

    @cached_property
    def pacts(self):
        """The agreements that are shown, the running first."""
        wanted = STAGE_OF.get(self.stage)
        shown = [pact for pact in self.cooperation.pacts if wanted in (None, pact.stage)]
        return sorted(shown, key=lambda pact: (ORDER.index(pact.stage), pact.title, pact.key))

    @property
    def stages(self) -> list[Chip]:
        pacts = self.cooperation.pacts
        return [
            Chip(
                str(label),
                sum(STAGE_OF.get(key) in (None, pact.stage) for pact in pacts),
                f"?keadaan={key}" if key else "?",
                key == self.stage,
            )
            for key, label in STAGES.items()
        ]

    @property
    def totals(self) -> dict[str, int]:
        """Villages of which all is known, agreements that are alive, partners in them."""
        actors, alive = self.cooperation.actors, self.found.counts
        return {
            "villages": len(self.cooperation.here),
            "pacts": sum(pact.is_alive for pact in self.cooperation.pacts),
            "partners": sum(not actors[key].is_village for key in alive),
            "unread": self.cooperation.unread,
        }

    # --- the list ----------------------------------------------------------------------------

    @property
    def pact_rows(self) -> list[dict]:
        """The agreements with the names of their parties."""
        return [
            {
                "pact": pact,
                "url": reverse("agreement_detail", args=[pact.key]),
                "names": [self._name(key) for key in pact.parties],
                "stage": WORDS[pact.stage],
            }
            for pact in self.pacts
        ]

    @property
    def village_rows(self) -> list[ActorRow]:
        """The villages with cooperation among what is shown, by name."""
        return self._rows(village=True)

    @property
    def partner_rows(self) -> list[ActorRow]:
        return self._rows(village=False)

    def _rows(self, *, village):
        rows = [
            self._row(actor)
            for key, actor in self.cooperation.actors.items()
            if actor.is_village == village and key in self._shown
        ]
        return sorted(rows, key=lambda row: (row.actor.name.casefold(), row.actor.key))

    def _row(self, actor) -> ActorRow:
        pacts = self._pacts_of[actor.key]
        others = {key for pact in pacts for key in pact.parties if key != actor.key}
        names = sorted((self._name(key) for key in others), key=str.casefold)
        over = not any(pact.is_alive for pact in pacts)
        return ActorRow(actor, len(pacts), over, tuple(names), self._actor_url(actor))

    @property
    def left_out(self) -> list[dict]:
        """Villages without any, by kecamatan: ``code`` and its villages."""
        by_code: dict[str, list] = {}
        for key in self.found.left_out:
            by_code.setdefault(key[:8], []).append(self.cooperation.actors[key])
        return [{"code": code, "villages": by_code[code]} for code in sorted(by_code)]

    @cached_property
    def _pacts_of(self):
        found: dict[str, list] = {}
        for pact in self.pacts:
            for key in pact.parties:
                found.setdefault(key, []).append(pact)
        return found

    @property
    def _shown(self):
        return self._pacts_of.keys()

    def _name(self, key):
        return self.cooperation.actors[key].name

    @staticmethod
    def _actor_url(actor) -> str:
        if actor.is_ours:
            return reverse("partner_detail", args=[actor.key])
        name = "desa" if actor.is_village else "mitra"
        return f"{reverse('agreement_list')}?{name}={actor.key}"

    # --- the drawing -------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """The picture in words, for who does not see it."""
        count = len(self.pacts)
        said = ngettext("%(count)s kerja sama", "%(count)s kerja sama", count) % {"count": count}
        return _("Peta kerja sama: %(said)s. Daftar di bawahnya memuat hal yang sama.") % {
            "said": said
        }

    @cached_property
    def sheets(self) -> list[Sheet]:
        """On a narrow and a wide sheet; on one large sheet where too many bear a name."""
        nodes = self._nodes()
        if not nodes:
            return []
        named = sum(not node["quiet"] for node in nodes)
        sizes = (
            {"narrow": NARROW, "wide": WIDE} if named <= SMALL else {"large": sheet_width(named)}
        )
        lines, spots = self._lines(), self._spots(nodes)
        return [
            Sheet(size, draw(nodes, lines, spots, width=width, standing=True))
            for size, width in sizes.items()
        ]

    @property
    def is_on_the_ground(self) -> bool:
        """Whether the drawing follows coordinates."""
        return any(actor.point for actor in self.cooperation.actors.values())

    def _nodes(self):
        alone = [actor for actor in self.cooperation.here if actor.key not in self._shown]
        quiet = len(alone) + len(self._shown) > NAMED_AT_MOST
        drawn = [*self._shown, *(actor.key for actor in alone)]
        nodes = [self._node(self.cooperation.actors[key], quiet=quiet) for key in drawn]
        return nodes + [_deal(pact) for pact in self.pacts if len(pact.parties) != PAIR]

    def _node(self, actor, *, quiet):
        count = len(self._pacts_of.get(actor.key, ()))
        dot = quiet and not count
        kind = "dot" if dot else "group" if actor.is_village else "institution"
        mark = str(count) if actor.is_village else actor.name[:LETTERS].upper()
        style = "whole" if actor.is_village else "institution"
        return {
            "id": actor.key,
            "kind": kind,
            "name": actor.name,
            "mark": mark if count else "",
            "style": "ground" if dot else style if count else f"{style} unasked",
            "sort": "",
            "weight": min(1.0, count / 12) if not dot else 0,
            "quiet": dot,
            "url": self._actor_url(actor),
        }

    def _lines(self):
        lines = []
        for pact in reversed(self.pacts):  # what runs lies on top
            ends = (
                [(pact.parties, "")]
                if len(pact.parties) == PAIR
                else [((party, pact.key), party) for party in pact.parties]
            )
            lines += [_line(pact, *pair, number) for pair, number in ends]
        return lines

    def _spots(self, nodes):
        """Where everybody stands: villages by coordinates, all others beside whom they go with."""
        graph = nx.Graph()
        graph.add_nodes_from(sorted(node["id"] for node in nodes))
        graph.add_edges_from(sorted((line["a"], line["b"]) for line in self._lines()))
        return place_new(graph, _on_the_ground(self.cooperation.actors, graph))


def _deal(pact):
    """An agreement of more than two (or of one that is left): a small node of its own."""
    return {
        "id": pact.key,
        "kind": "agreement",
        "name": pact.title,
        "mark": "",
        "style": f"pact pact-{pact.stage}",
        "sort": "",
        "weight": 0,
        "quiet": False,
        "url": reverse("agreement_detail", args=[pact.key]),
    }


def _line(pact, a, b, number):
    return {
        "id": f"{pact.key} {number}",
        "a": a,
        "b": b,
        "kind": "membership",
        "stance": "",
        "says": (None, None),
        "style": f"pact-{pact.stage}",
        "url": reverse("agreement_detail", args=[pact.key]),
        "said": f"{pact.title}: {WORDS[pact.stage]}",
    }


def _on_the_ground(actors, graph) -> dict[str, tuple[float, float]]:
    """Places of the villages whose coordinates are known: x to the east, y to the south.

    The unit is the usual distance of a village to its nearest, which is what a tie is long.
    """
    points = {key: actors[key].point for key in graph if key in actors and actors[key].point}
    if not points:
        return {}
    shrink = math.cos(math.radians(sum(lat for lat, _lon in points.values()) / len(points)))
    flat = {key: (lon * shrink, -lat) for key, (lat, lon) in points.items()}
    unit = _usual_step(np.array(list(flat.values())))
    return {key: (x / unit, y / unit) for key, (x, y) in flat.items()}


def _usual_step(spots) -> float:
    """The median way of a point to the nearest other; 1 for a single one."""
    gaps = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    step = float(np.median(gaps.min(1)))
    return step if 0 < step < math.inf else 1.0
