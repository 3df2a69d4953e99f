"""The numbers that a kabupaten shows to everybody, and opening or shutting that page.

Of kecamatan and above, public matters alone: nothing about persons, nothing of a single village,
nothing that tells how somebody works.
"""

import json

from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext as _

from jejaring.dashboards.cells import is_number
from jejaring.dashboards.figures import BY_KEY, Figure
from jejaring.dashboards.pages import Page, titled
from jejaring.dashboards.state import State
from jejaring.dashboards.table import CODE, TEXT, Column, Table
from jejaring.services import record_event
from villages.models import OpenNumbers, Region
from villages.services.boundaries import areas_of
from villages.tallies.measures import Privacy
from villages.tallies.months import this_month
from villages.tallies.reading import Place

# Of each part the figures that are shown.
SHOWN = {
    "cakupan": ("villages", "begun", "mapped"),
    "kelompok": None,
    "kerja-sama": ("cooperating", "before", "in_force", "ended", "joined"),
    "pertemuan": None,
}
DEGREE = 100_000  # boundaries are kept in whole hundred-thousandths


def is_open(code: str) -> bool:
    """Whether everybody may read the numbers of this kabupaten; what was shut is shut at once."""
    return OpenNumbers.objects.using(DEFAULT_DB_ALIAS).filter(pk=code).exists()


@transaction.atomic
def open_numbers(*, regency: Region, by) -> bool:
    """Show the numbers of a kabupaten to everybody; False when they are shown already."""
    row, opened = OpenNumbers.objects.get_or_create(regency=regency, defaults={"opened_by": by})
    if opened:
        record_event(by=by, verb="opened_numbers", subject=row, region_code=regency.code)
    return opened


@transaction.atomic
def shut_numbers(*, regency: Region, by) -> bool:
    """Show them to nobody any more; False when they were not shown."""
    row = OpenNumbers.objects.select_for_update().filter(regency=regency).first()
    if row is None:
        return False
    record_event(by=by, verb="shut_numbers", subject=row, region_code=regency.code)
    row.delete()
    return True


class OpenPage:
    """What everybody may read of a kabupaten, as it stands this month."""

    def __init__(self, place: Place):
        self.place = place
        self.state = State(this_month())
        self.page = Page(place, self.state, [BY_KEY[key] for key in SHOWN])

    @property
    def title(self) -> str:
        return titled(self.place)

    def figures(self) -> list[Figure]:
        """The figures that are shown, part by part."""
        return [figure for key in SHOWN for figure in self._of(key)]

    def _of(self, key) -> list[Figure]:
        chosen = SHOWN[key]
        return [
            figure
            for figure in BY_KEY[key].figures(self.state)
            if (chosen is None or figure.key in chosen) and figure.measure.privacy is Privacy.OPEN
        ]

    def tables(self) -> list[Table]:
        """A table for each part: the kabupaten, then its kecamatan."""
        return [self._table(str(BY_KEY[key].title), self._of(key)) for key in SHOWN]

    def table(self) -> Table:
        """All figures in one table, for programs."""
        return self._table(_("Angka terbuka %(region)s") % {"region": self.title}, self.figures())

    def _table(self, title, wanted) -> Table:
        columns = (
            Column("name", _("Wilayah"), kind=TEXT),
            Column("code", _("Kode"), kind=CODE),
            *(Column(f.key, str(f.label), str(f.unit), f.kind) for f in wanted),
        )
        rows = tuple(
            (place.name, place.code, *self._cells(place, wanted))
            for place in (self.place, *self.page.figures.children)
        )
        return Table(title, columns, rows, tuple(self.page.about))

    def _cells(self, place, wanted):
        return (f.take(self.page.figures, place.code, self.state) for f in wanted)

    def geojson(self) -> bytes:
        """The kecamatan with their areas, where there are any (RFC 7946)."""
        wanted = self.figures()
        children = {child.code: child for child in self.page.figures.children}
        features = [
            {
                "type": "Feature",
                "properties": {
                    "code": area.code,
                    "name": area.name,
                    **{
                        figure.key: cell if is_number(cell) else None
                        for figure, cell in zip(
                            wanted, self._cells(children[area.code], wanted), strict=True
                        )
                    },
                },
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [[[x / DEGREE, y / DEGREE] for x, y in ring] for ring in polygon]
                        for polygon in area.polygons
                    ],
                }
                if area.polygons
                else None,
            }
            for area in areas_of(children)
        ]
        told = {"type": "FeatureCollection", "features": features, "about": self.page.about}
        return json.dumps(told, ensure_ascii=False).encode()
