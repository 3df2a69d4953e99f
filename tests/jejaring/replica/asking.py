"""Requests for tests of the replica."""

from types import SimpleNamespace

from django.http import HttpResponse
from django.urls import reverse

from jejaring.replica import from_replica
from tests.jejaring.dashboards.district import REGENCY
from villages.models import Region

NUMBERS, PEOPLE = '"villages_tally"', '"jejaring_membership"'


def home():
    return reverse("dashboard", args=[REGENCY])


@from_replica
def count_regions(_request):
    return HttpResponse(str(Region.objects.count()))


def asking(method="GET", **cookies):
    return SimpleNamespace(method=method, COOKIES=cookies)
