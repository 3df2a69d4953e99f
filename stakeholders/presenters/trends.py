"""What has changed in a dependency since it was first written down, in one line."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stakeholders.models import PatronClientTie

Alternative, Tightness = PatronClientTie.Alternative, PatronClientTie.Tightness
Gain, Effect = PatronClientTie.Gain, PatronClientTie.Effect

TIGHTER = [Tightness.LOOSE, Tightness.MEDIUM, Tightness.BINDING]
NEARER = [Alternative.NO, Alternative.PARTLY, Alternative.YES]


def trend(tie, earlier) -> str:
    """How the tie differs from its first reading; empty when there is no other reading.

    ``earlier``: the earlier readings, the latest first.
    """
    if not earlier:
        return ""
    first = earlier[-1]
    changes = [*_tightness(first, tie), *_choice(first, tie), *_scales(first, tie)]
    since = date_format(timezone.localtime(first.recorded_at), "DATE_FORMAT")
    if not changes:
        return _("Sejak %(date)s: ikatan dan pilihan lain masih sama.") % {"date": since}
    return _("Sejak %(date)s: %(changes)s.") % {"date": since, "changes": "; ".join(changes)}


def _tightness(before, now):
    was, is_ = TIGHTER.index(before.tightness), TIGHTER.index(now.tightness)
    if is_ < was:
        yield _("ikatan melonggar")
    elif is_ > was:
        yield _("ikatan makin erat")


def _choice(before, now):
    was, is_ = before.alternative, now.alternative
    if was == is_ or is_ == Alternative.UNKNOWN:
        return
    if was == Alternative.UNKNOWN:
        yield (
            _("kini diketahui tidak ada pilihan lain")
            if is_ == Alternative.NO
            else _("kini diketahui ada pilihan lain")
        )
    elif was == Alternative.NO:
        yield _("kini ada pilihan lain")
    elif is_ == Alternative.NO:
        yield _("pilihan lain tidak ada lagi")
    elif NEARER.index(is_) > NEARER.index(was):
        yield _("pilihan lain lebih mudah dijangkau")
    else:
        yield _("pilihan lain lebih sulit dijangkau")


def _scales(before, now):
    if before.gains_more != now.gains_more and now.gains_more == Gain.EVEN:
        yield _("timbangan kini seimbang")
    if before.effect_on_poor == Effect.HARMS != now.effect_on_poor != Effect.UNKNOWN:
        yield _("tidak lagi memberatkan warga miskin")
    elif now.effect_on_poor == Effect.HARMS != before.effect_on_poor:
        yield _("kini memberatkan warga miskin")
