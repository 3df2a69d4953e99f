"""What a dashboard page is made of: figures as words, tables and charts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from jejaring.dashboards.cells import (
    HIDDEN,
    PERCENT,
    Cell,
    is_number,
    shown,
    spoken,
)
from jejaring.dashboards.charts.chart import Chart, Child
from jejaring.dashboards.charts.multiples import Course, multiples
from jejaring.dashboards.charts.spread import spread
from jejaring.dashboards.charts.trend import Series, trend
from jejaring.dashboards.figures import PARTS, Figure, Part
from jejaring.dashboards.own_charts import OWN_CHARTS
from jejaring.dashboards.state import State
from jejaring.dashboards.table import CODE, TEXT, Column, Table
from jejaring.roles import Permission
from villages.presenters.areas import HIDDEN as MAP_HIDDEN
from villages.presenters.areas import Shade, picture
from villages.presenters.classes import classes_of
from villages.services.boundaries import areas_of
from villages.tallies.measures import Privacy, measure
from villages.tallies.months import first_day
from villages.tallies.reading import Figures, Place, figures, series

BENEATH = {
    "country": _lazy("provinsi"),
    "province": _lazy("kabupaten/kota"),
    "regency": _lazy("kecamatan"),
    "subdistrict": _lazy("desa"),
    "village": "",
}


def address(name: str, place: Place, state: State, *args, **more) -> str:
    """The way to a page of a place, with what is chosen."""
    url = reverse(name, args=[place.code, *args])
    query = state.query
    extra = "&".join(f"{key}={value}" for key, value in more.items() if value)
    if extra:
        query = f"{query}&{extra}" if query else f"?{extra}"
    return url + query


def is_kept_from(place: Place, part: Part, state: State) -> bool:
    """Whether the part tells nothing of villages, and this is one."""
    return place.level == "village" and part.is_sealed(state)


def way_to(place: Place, part: Part, state: State) -> str:
    """The way to a part of a place; to the place where the part tells nothing of it."""
    if is_kept_from(place, part, state):
        return address("dashboard", place, state)
    return address("dashboard_part", place, state, part.key)


def titled(place: Place) -> str:
    """The name with what it is: "Kecamatan Dukun"."""
    words = {
        "province": _("Provinsi %(name)s"),
        "subdistrict": _("Kecamatan %(name)s"),
        "desa": _("Desa %(name)s"),
        "desa_adat": _("Desa adat %(name)s"),
        "ward": _("Kelurahan %(name)s"),
    }
    return words.get(place.kind, "%(name)s") % {"name": place.name}


@dataclass(frozen=True)
class Told:
    """A figure of one region in words: the number, what it is heard as, and where it leads."""

    figure: Figure
    cell: Cell
    href: str = ""

    @property
    def text(self) -> str:
        return shown(self.cell, self.figure.kind)

    @property
    def words(self) -> str:
        return spoken(self.cell, self.figure.kind)


class Page:
    """The numbers of a place under a state, for one part or for all.

    ``also``: more measures. ``links``: whether numbers lead on; in a file they lead nowhere.
    ``lists``: whether the reader may open the lists of agreements that are counted.
    """

    def __init__(
        self,
        place: Place,
        state: State,
        parts: Iterable[Part] = PARTS,
        *,
        also=(),
        links=True,
        lists=False,
    ):
        self.place, self.state, self.also = place, state, set(also)
        self.links, self.lists = links, lists
        self.parts = [part for part in parts if not is_kept_from(place, part, state)]

    @cached_property
    def figures(self) -> Figures:
        wanted = {of for part in self.parts for of in part.measures(self.state)}
        wanted |= {code for part in self.parts for code in EXTRA.get(part.key, ())}
        months = sorted({*self.state.months, self.state.month, *self.state.ahead})
        return figures(self.place, self.state.month, of=wanted | BASIS | self.also, months=months)

    def around(self, user) -> list[tuple[str, list[Place]]]:
        """The regions beside and beneath whose numbers this person may read."""
        beside = [
            each
            for each in self.figures.beside
            if user.holds_over(Permission.VIEW_DASHBOARD, each.code)
        ]
        groups = [(_("Setingkat"), beside), (_("Di bawahnya"), self.figures.children)]
        return [(label, places) for label, places in groups if places]

    @property
    def has_children(self) -> bool:
        return bool(self.figures.children)

    @property
    def beneath(self) -> str:
        """What the regions one level down are called."""
        return str(BENEATH[self.place.level])

    @property
    def about(self) -> list[str]:
        """Where, when, what and how complete: goes wherever the numbers go."""
        kind = self.state.kind_lines if any(part.by_kind for part in self.parts) else []
        return [titled(self.place), *self.state.lines, *kind, self.coverage, self.counted_at]

    @property
    def ignores_kind(self) -> bool:
        """Whether a kind of group was chosen that some number here knows nothing of."""
        return bool(self.state.family) and not (
            self.parts and all(part.by_kind for part in self.parts)
        )

    @property
    def counted_at(self) -> str:
        return _("Dihitung %(day)s") % {"day": date_format(timezone.localtime(), "j F Y, H.i")}

    @property
    def coverage(self) -> str:
        """How far the work reaches, without which no number of it means anything."""
        begun, villages = self.figures.number("begun"), self.figures.number("villages")
        if not is_number(begun):
            return _("Belum dihitung")
        return _("%(begun)s dari %(villages)s desa sudah dimulai") % {
            "begun": shown(begun),
            "villages": shown(villages),
        }

    @property
    def is_rounded(self) -> bool:
        """Whether any number here is about persons, so that it is rounded or hidden."""
        wanted = {of for part in self.parts for of in part.measures(self.state)}
        return any(measure(of).privacy is not Privacy.OPEN for of in wanted)

    def way(self, place: Place, part: str) -> str:
        """The way to a part of a place, or "" where nothing leads on."""
        return address("dashboard_part", place, self.state, part) if self.links else ""

    def ending(self, until: str = "12") -> str:
        """The list of agreements in force that end within so many months, or in that month; "" for
        whoever may not read it."""
        if not self.lists:
            return ""
        where = "desa" if self.place.level == "village" else "wilayah"
        asked = {where: self.place.code, "keadaan": "berjalan", "habis": until, "urut": "berakhir"}
        return f"{reverse('agreement_list')}?{urlencode(asked)}"

    def told(self, part: Part, *, in_short: bool = False) -> list[Told]:
        """The figures of the place itself; ``in_short``: without those of the part's own page."""
        code = self.place.code
        href = self.way(self.place, part.key)
        found = []
        for figure in part.figures(self.state):
            if in_short and not figure.in_short:
                continue
            cell = figure.take(self.figures, code, self.state)
            way = href + ("&" if "?" in href else "?") + f"angka={figure.key}"
            found.append(Told(figure, cell, way if href and self.has_children else ""))
        return found

    # --- tables ---

    def table(self, part: Part) -> Table:
        """The regions beneath by the figures of a part; a village has a row of its own."""
        wanted = part.figures(self.state)
        if self._children_are_villages:
            wanted = [f for f in wanted if f.measure.privacy is not Privacy.SEALED]
        places = self.figures.children or [self.place]
        if not wanted:
            places = []
        columns = (
            Column("name", _("Wilayah"), kind=TEXT),
            Column("code", _("Kode"), kind=CODE),
            *(Column(f.key, str(f.label), str(f.unit), f.kind) for f in wanted),
        )
        rows = tuple(
            (
                place.name,
                place.code,
                *(f.take(self.figures, place.code, self.state) for f in wanted),
            )
            for place in places
        )
        links = tuple(self.way(place, part.key) if self.has_children else "" for place in places)
        return Table(str(part.title), columns, rows, tuple(self.about), links)

    @property
    def _children_are_villages(self) -> bool:
        return self.place.level in ("subdistrict", "village")

    def children(self, figure: Figure, part: Part) -> list[Child]:
        """The regions beneath with one figure each."""
        if self._children_are_villages and figure.measure.privacy is Privacy.SEALED:
            return []
        return [
            Child(
                child.name,
                figure.take(self.figures, child.code, self.state),
                child.code,
                self.way(child, part.key),
            )
            for child in self.figures.children
        ]

    # --- map ---

    def map(self, figure: Figure, part: Part):
        """The regions beneath in shades of one figure; None where nothing is to be told apart."""
        children = self.children(figure, part)
        if len(children) < 2:
            return None
        # Shades part what is read as different: whole percents.
        children = [replace(c, cell=round(c.cell)) if is_number(c.cell) else c for c in children]
        suffix = "%" if figure.kind == PERCENT else ""
        classes = classes_of([c.cell for c in children if is_number(c.cell)], suffix=suffix)
        shades = {
            child.code: Shade(
                step=classes.step(child.cell)
                if is_number(child.cell)
                else MAP_HIDDEN
                if child.cell is HIDDEN
                else None,
                value=shown(child.cell, figure.kind),
                url=child.href,
                sentence=f"{child.name}: {spoken(child.cell, figure.kind)}",
            )
            for child in children
        }
        return picture(areas_of(shades), shades, classes.labels)

    # --- charts ---

    def charts(self, part: Part, figure: Figure) -> list[Chart]:
        """The pictures of a part, each under the name that its files have."""
        return list(self.named_charts(part, figure).values())

    def named_charts(self, part: Part, figure: Figure) -> dict[str, Chart]:
        found: dict[str, Chart] = {}
        children = self.children(figure, part)
        if len({child.cell for child in children if is_number(child.cell)}) > 2:
            found["sebaran"] = spread(
                str(figure.label),
                children,
                about=self.about,
                kind=figure.kind,
                unit=str(figure.unit),
            )
        found |= OWN_CHARTS.get(part.key, lambda page: {})(self)
        if part.courses:
            found["perjalanan"] = self._course(part)
            by_region = self._course_by_region(part)
            if by_region:
                found["perjalanan-wilayah"] = by_region
        return found

    @cached_property
    def _courses(self) -> dict:
        """The courses of all parts, of the place and of the regions beneath it, read at once."""
        wanted = [course[1:] for part in self.parts for course in part.courses]
        return series(self.figures.codes, wanted, self.state.course)

    @property
    def courses(self) -> list[tuple]:
        """The courses as plain values: region, key, then the number or what is missing by month."""
        return [(*key, *map(str, course)) for key, course in self._courses.items()]

    def _course(self, part):
        months = self.state.course
        lines = [
            Series(
                str(label),
                tuple(self._courses[self.place.code, measure(of).key(*values)]),
            )
            for label, of, *values in part.courses
        ]
        title = _("%(part)s: 12 bulan") % {"part": part.title}
        return trend(title, [first_day(month) for month in months], lines, about=self.about)

    def _course_by_region(self, part) -> Chart | None:
        """The first course of a part for each region beneath; None where it moved in none."""
        label, of, *values = part.courses[0]
        what = measure(of)
        key = what.key(*values)
        children = [
            Course(
                child.name,
                tuple(self._courses[child.code, key]),
                child.code,
                self.way(child, part.key),
            )
            for child in self.figures.children
        ]
        if all(len(set(filter(is_number, child.cells))) < 2 for child in children):
            return None
        title = _("%(what)s per %(beneath)s: 12 bulan") % {"what": label, "beneath": self.beneath}
        months = [first_day(month) for month in self.state.course]
        return multiples(title, months, children, about=self.about, unit=str(what.unit))


# What pages read besides the figures of their parts.
BASIS = {"villages", "begun", "mapped"}
EXTRA = {
    "peran": ("filled", "participation"),
    "kerja-sama": ("agreements", "ends", "balance"),
    "cakupan": ("last_visit", "last_worksheet", "last_review", "active", "groups"),
}
