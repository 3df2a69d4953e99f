"""From what was found to what a template writes."""

from django.utils.translation import gettext as _

from villages.models import Region
from villages.services.search import RegionHit


def hit_row(hit: RegionHit, *, begun: bool) -> dict[str, str]:
    """One line of a list of regions: code, name, place, and a tag with its tone."""
    tag, tone = hit.kind_label, "plain"
    if begun:
        tag, tone = _("sudah dibuka"), ""
    elif hit.kind == Region.Kind.WARD:
        tag, tone = _("kelurahan, tidak dapat bekerja sama sebagai desa"), "wait"
    return {
        "code": hit.code,
        "name": hit.name,
        "place": hit.place or "Indonesia",
        "tag": tag,
        "tone": tone,
    }
