"""The first page after signing in."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from jejaring.access import signed_in


@signed_in
@require_safe
def home(request):
    """What is done and what is next, for each role the person holds."""
    return render(request, "jejaring/home.html", {"nav": "home"})
