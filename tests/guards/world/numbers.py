"""The numbers of a village, each page of them under the name the table of routes calls it."""

from jejaring.dashboards.opening import open_numbers
from tests.guards.world.canaries import VILLAGES
from villages.models import QuestionMark, Region, SentSummary


def fill(village, by, say) -> dict[str, tuple]:
    """A question that somebody has asked already, and the ways to pages and files."""
    QuestionMark.objects.create(
        region_code=village.code,
        key="met-pemuda",
        state="1",
        verdict="asked",
        note=say("askednote"),
        marked_by=by,
    )
    return {
        "part of numbers": (village.code, "kerja-sama"),
        "table of numbers": (village.code, "kelompok", "csv"),
        "picture of numbers": (village.code, "kerja-sama", "tahap", "svg"),
        "question": (village.code, "met-pemuda"),
    }


def shown(coordinator):
    """The kabupaten of the own village shows its numbers to everybody, and one was told of them."""
    regency = VILLAGES["own"][1][:5]
    open_numbers(regency=Region.objects.get(pk=regency), by=coordinator)
    SentSummary.objects.create(user=coordinator, region_code=regency, month=202601)
