"""Reading the table of what each person is answered (``access_matrix.txt``)."""

from dataclasses import dataclass
from pathlib import Path

COLUMNS = (
    "anonymous",
    "facilitator",
    "official",
    "village_head",
    "village_secretary",
    "bpd",
    "coordinator",
    "operator",
    "administrator",
    "nobody",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
TABLE = Path(__file__).with_name("access_matrix.txt")

# Whose territory reaches beyond the own village.
REACH = {"coordinator": {"own", "sibling"}, "administrator": {"own", "sibling", "other"}}
FOREIGN = ("sibling", "other", "missing")
# Who shares one territory, so that one of them may ask for the others.
OF_THE_VILLAGE = ("facilitator", "official", "village_head", "village_secretary", "bpd")
# Things that belong to no village: scope does not decide about them.
EVERYWHERE = {
    "-",
    "token",
    "feed token",
    "lapsed token",
    "kind",
    "matter",
    "requested village",
    "subdistrict",
    "regency",
    "regency kind",
    "regency file",
    "mail key",
    "reset key",
}


@dataclass(frozen=True)
class Line:
    """One route and method: the thing in its address, and the status by person."""

    route: str
    thing: str
    method: str
    statuses: dict[str, int]

    @property
    def of_a_village(self) -> bool:
        """Whether the thing belongs to one village, so that scope decides."""
        return self.thing not in EVERYWHERE

    def expected(self, person: str, scope: str) -> int:
        """The status for a person and a thing of ``scope`` ("missing": there is no such thing)."""
        status = self.statuses["nobody" if person in {"revoked", "stranger"} else person]
        if not self.of_a_village or status == 403 or person == "anonymous":
            return status
        return status if scope in REACH.get(person, {"own"}) else 404


def read_matrix(text: str) -> list[Line]:
    """The lines of the table; cells are parted by two blanks or more."""
    lines = []
    for row in text.splitlines():
        if not row.strip() or row.startswith("#"):
            continue
        route, thing, method, *cells = [cell.strip() for cell in row.split("  ") if cell.strip()]
        if len(cells) != len(COLUMNS):
            raise ValueError(f"{route}: {len(cells)} statuses for {len(COLUMNS)} people")
        statuses = dict(zip(COLUMNS, map(int, cells), strict=True))
        lines.append(Line(route, thing, method, statuses))
    return lines


def foreign_scopes(line: Line, person: str) -> tuple[str, ...]:
    """Where a person asks besides the own village: roles of one territory share the far ways."""
    passing = [role for role in OF_THE_VILLAGE if line.statuses[role] != 403]
    return FOREIGN[:1] if person in passing[1:] else FOREIGN


def refused_methods(lines: list[Line]) -> list[tuple[str, str, str]]:
    """Route, thing and method of everything the table does not offer; HEAD goes with GET."""
    offered = {(line.route, line.thing, line.method) for line in lines}
    offered |= {(route, thing, "HEAD") for route, thing, method in offered if method == "GET"}
    pairs = dict.fromkeys((line.route, line.thing) for line in lines)
    return [
        (*pair, method) for pair in pairs for method in METHODS if (*pair, method) not in offered
    ]
