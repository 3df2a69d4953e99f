"""What counting adds to saving an answer of the worksheet, through the page that saves it."""

from itertools import count
from unittest import mock

from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from jejaring.ids import uuid7
from tests import factories
from tests.bench import at_most, paired
from tests.bench.main_worksheet import STATIC_AS_IT_IS, filled_worksheet
from villages.models import Tally, TallyMark
from villages.tallies.keeping import count_all_marked

NAME = "dashboards"
ON = ("sqlite", "postgresql")
GOAL = 1.5
ROUNDS = 40


def run():
    """Question 0 changes the day of the visit, question 5 a tie: each as the phone sends it."""
    sheet = filled_worksheet()
    other = factories.group(name="Kelompok Tani Baru")
    # Hashed names of static files would need them collected first.
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_AS_IT_IS}}
    with override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=storages):
        client = Client()
        client.force_login(sheet.facilitator)
        return [
            _result(client, sheet, 0, _first),
            _result(client, sheet, 5, lambda n: _relations(other, n)),
        ]


def _first(number):
    day = f"2026-{1 + number % 9:02}-{1 + number % 28:02}"
    return {"informant": f"ketua {number}", "held_on": day, "consent_read": "on"}


def _relations(other, number):
    kind = ("supports", "competes")[number % 2]
    said = f"relations-{other.pk}"
    return {f"{said}-kind": kind, f"{said}-reason": f"Bibit {number}."}


def _result(client, sheet, step, said):
    address = reverse("worksheet_step", args=[sheet.pk, step])
    turn = count(1)  # the first version stands already

    def save():
        version = next(turn)
        data = {"base_version": version, "operation": uuid7(), "go": "next"}
        sent = client.post(address, data | said(version))
        assert sent.status_code == 302, sent.status_code
        assert sheet.answers.filter(step=step, version=version + 1).exists()

    def without():
        with mock.patch("villages.tallies.marking.mark", return_value=None):
            save()

    save()
    count_all_marked()
    kept = Tally.objects.count()
    assert kept, "nothing is counted, so nothing is compared"
    ours, reference = paired(save, without, ROUNDS)
    assert not TallyMark.objects.exists()
    note = "to the same without counting"
    return at_most(GOAL, ours, reference, name=f"saving step {step}", note=note)
