"""A region in a few lines, for the first page of whoever looks after it."""

from dataclasses import dataclass

from jejaring.dashboards.figures import BY_KEY
from jejaring.dashboards.marking import Marked, with_marks
from jejaring.dashboards.pages import Page, address, titled
from jejaring.dashboards.questions import MEASURES, questions
from jejaring.dashboards.state import State
from villages.tallies.months import month_to_look_at, this_month
from villages.tallies.reading import place_of


@dataclass(frozen=True)
class Brief:
    """What to look at: early in a month the month before, as little was recorded since.

    ``silent``: villages in which nothing is recorded, None where nothing was counted; ``idle``:
    those of them that have begun. ``empty_roles``: questions about roles that nobody fills.
    """

    page: Page
    silent: int | None
    idle: int
    empty_roles: list[Marked]

    @property
    def title(self) -> str:
        return titled(self.page.place)

    @property
    def never(self) -> int:
        """Silent villages in which nobody has begun."""
        return (self.silent or 0) - self.idle

    @property
    def month(self) -> str:
        return self.page.state.month_words

    def _way(self, name: str, *part: str, state: State | None = None) -> str:
        return address(name, self.page.place, state or State.of({}), *part)

    @property
    def silent_url(self) -> str:
        return self._way("dashboard_part", "cakupan", state=self.page.state) + "#diam"

    @property
    def roles_url(self) -> str:
        return self._way("dashboard_part", "peran")

    @property
    def numbers_url(self) -> str:
        return self._way("dashboard")

    @property
    def report_url(self) -> str:
        return self._way("dashboard_report", state=self.page.state)


def brief(code: str, user) -> Brief | None:
    """The region of this code in short; None when there is none.

    At most seven queries, three more where the month before was not counted.
    """
    place = place_of(code)
    if place is None:
        return None
    page = _page(place, month_to_look_at())
    if not page.figures.is_known:
        page = _page(place, this_month())
    silent = _number(page, "silent")
    begun, active = _number(page, "begun") or 0, _number(page, "active") or 0
    asked = with_marks(code, questions(page.figures, page.state), user)
    empty = [each for each in asked if each.question.key.startswith("role-")]
    return Brief(
        page,
        silent,
        min(max(begun - active, 0), silent or 0),
        [each for each in empty if not each.is_settled],
    )


def _page(place, month) -> Page:
    return Page(place, State(month), [BY_KEY["cakupan"]], also=MEASURES)


def _number(page, key) -> int | None:
    figure = BY_KEY["cakupan"].figure(key, page.state)
    number = figure.take(page.figures, page.place.code, page.state)
    return number if isinstance(number, int) else None
