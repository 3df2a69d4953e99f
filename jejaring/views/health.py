"""What the machines that watch over the server may ask."""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jejaring import __version__
from jejaring.access import public
from jejaring.checks import sqlite_settings


@public  # Monitoring has no account; nothing secret stands here.
@never_cache
@require_safe
def health(request):
    """Whether the server can keep what it is given: 200, or 503 when the database cannot.

    A browser gets a page, everything else JSON. A failing database is told in JSON to both,
    because the page around needs the session.
    """
    report = health_report()
    status = 200 if report["ok"] else 503
    if report["ok"] and _wants_page(request):
        return render(request, "jejaring/health.html", {"report": report})
    return JsonResponse(report, status=status)


def health_report() -> dict:
    """``ok``, version, database vendor and the durability settings in force (SQLite only)."""
    report = {"ok": False, "version": __version__, "database": connection.vendor, "settings": {}}
    try:
        connection.ensure_connection()
        settings = sqlite_settings(connection)
    except DatabaseError:
        return report
    report["settings"] = {name: found for name, (_wanted, found) in settings.items()}
    report["ok"] = all(wanted == found for wanted, found in settings.values())
    return report


def _wants_page(request) -> bool:
    return request.get_preferred_type(["application/json", "text/html"]) == "text/html"
