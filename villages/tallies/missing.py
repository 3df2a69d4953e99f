"""Why a cell holds no number; never the same as nought."""

from enum import Enum

from django.utils.translation import gettext_lazy as _lazy


class Missing(Enum):
    """Too few people to show them, nothing counted yet, or a question that makes no sense there."""

    HIDDEN = "hidden"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"

    @property
    def mark(self) -> str:
        """The sign that stands where the number would."""
        return _MARKS[self]

    @property
    def words(self) -> str:
        """The same for ears and for files."""
        return str(_WORDS[self])


HIDDEN, NO_DATA, NOT_APPLICABLE = Missing.HIDDEN, Missing.NO_DATA, Missing.NOT_APPLICABLE
_MARKS = {HIDDEN: "•", NO_DATA: "–", NOT_APPLICABLE: "×"}
_WORDS = {
    HIDDEN: _lazy("disembunyikan agar orang tidak dikenali"),
    NO_DATA: _lazy("belum ada data"),
    NOT_APPLICABLE: _lazy("tidak berlaku"),
}
