"""How a page is written down: its route, who opens it, and what it answers."""

from django.urls import reverse


def at(route, *args, who="pendamping", query="", status=200):
    """The page of a route; ``who``: a username of the sample, empty for nobody."""
    return route, who, reverse(route, args=args) + query, status
