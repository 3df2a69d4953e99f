"""The numbers of a village, each page of them under the name the table of routes calls it."""

from villages.models import QuestionMark


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
