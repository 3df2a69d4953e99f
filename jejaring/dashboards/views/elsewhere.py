"""The region as one of the choices: it leads to the same page there."""

import re
from functools import wraps
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.dashboards.figures import BY_KEY
from jejaring.dashboards.pages import is_kept_from
from jejaring.dashboards.state import FIGURE, REGION, WITH, State, Unreadable
from jejaring.roles import Permission
from villages.converters import RegionCodeConverter
from villages.tallies.reading import Place, place_of

SAFE = ("GET", "HEAD")


def code_from(text: str) -> str:
    """The code of a region as addresses write it. Raises Unreadable, naming the remedy."""
    if not re.fullmatch(RegionCodeConverter.regex, text, re.ASCII):
        raise Unreadable(
            _("Wilayah “%(text)s” tidak terbaca. Pilih wilayah dari daftar.") % {"text": text[:20]}
        )
    return RegionCodeConverter().to_python(text)


def elsewhere(view):
    """Lead whoever chooses another region to this page of it, with all else that is chosen."""

    @wraps(view)
    def led(request, code, **kwargs):
        text = request.GET.get(REGION, "")
        if text and request.method in SAFE:
            try:
                return redirect(_there(request, _chosen(request.user, text), kwargs))
            except Unreadable as error:
                request.unreadable = str(error)
        return view(request, code, **kwargs)

    return led


def _chosen(user, text) -> Place:
    code = code_from(text)
    place = place_of(code) if user.holds_over(Permission.VIEW_DASHBOARD, code) else None
    if place is None:  # whether it exists is not said
        raise Unreadable(
            _("Wilayah “%(text)s” tidak ada dalam wilayah Anda. Pilih wilayah dari daftar.")
            % {"text": text}
        )
    return place


def _there(request, place, kwargs) -> str:
    name, left_out = request.resolver_match.url_name, {REGION, WITH}
    part = BY_KEY.get(kwargs.get("key"))
    if part and is_kept_from(place, part, State.of(request.GET)):
        name, kwargs = "dashboard", {}
        left_out.add(FIGURE)
    kept = {key: value for key, value in request.GET.items() if value and key not in left_out}
    address = reverse(name, kwargs={**kwargs, "code": place.code})
    return f"{address}?{urlencode(kept)}" if kept else address
