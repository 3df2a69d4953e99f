"""Everything of a region for paper, and the same as one file that needs no network."""

import math
import re
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from jejaring.dashboards.charts.chart import Chart
from jejaring.dashboards.figures import Part
from jejaring.dashboards.pages import Page, Told
from jejaring.dashboards.table import Table

ABREAST = 8  # figures that fit beside each other on A4
NAMING = 2  # columns before them: name and code
# On the page of a part only: the table of the part says the same in less room, or what moved in
# each region beneath would take a sheet for every part.
NOT_ON_PAPER = {"peran-wilayah", "perjalanan-wilayah"}
SHEETS = ("tokens", "alone", "base", "charts", "dashboards", "report")


@dataclass(frozen=True)
class Chapter:
    """A part on paper."""

    part: Part
    told: list[Told]
    charts: list[Chart]
    tables: list[Table]


def chapters(page: Page) -> list[Chapter]:
    """Each part of the page with its figures, its charts and the regions beneath."""
    return [
        Chapter(part, page.told(part), _charts(page, part), _tables(page, part))
        for part in page.parts
    ]


def _charts(page, part) -> list[Chart]:
    """Where and when they were counted stands once, on top of the report."""
    figure = part.figure("", page.state)
    return [
        replace(chart, table=replace(chart.table, about=()))
        for name, chart in page.named_charts(part, figure).items()
        if name not in NOT_ON_PAPER
    ]


def _tables(page, part) -> list[Table]:
    """The regions beneath; of a village nothing that its figures do not say already."""
    table = page.table(part)
    return in_widths(replace(table, about=())) if page.has_children and table.rows else []


def in_widths(table: Table) -> list[Table]:
    """A table as several, none wider than paper; each has the columns that name its rows."""
    figures = len(table.columns) - NAMING
    if figures <= ABREAST:
        return [table]
    each = math.ceil(figures / math.ceil(figures / ABREAST))  # none is left with a single one
    found = []
    for first in range(NAMING, len(table.columns), each):
        at = [*range(NAMING), *range(first, min(first + each, len(table.columns)))]
        rows = tuple(tuple(row[n] for n in at) for row in table.rows)
        # A title of its own: whoever listens hears which of them it is.
        title = f"{table.title} ({len(found) + 1})"
        columns = tuple(table.columns[n] for n in at)
        found.append(replace(table, title=title, columns=columns, rows=rows))
    return found


def small(html: str) -> str:
    """Without the indents of templates: half of the file, and nothing that is seen."""
    return re.sub(r"\n\s+", "\n", html)


@cache
def styles() -> SafeString:
    """Our own style sheets as they go into a file: nothing there is fetched from anywhere."""
    return format_html(
        '<style>{}</style><style media="print">{}</style>',
        mark_safe("\n".join(map(_sheet, SHEETS))),  # noqa: S308 - our own style sheets
        mark_safe(_sheet("print")),  # noqa: S308 - our own style sheet
    )


def _sheet(name: str) -> str:
    return (settings.BASE_DIR / "static" / "css" / f"{name}.css").read_text()
