"""What a step of the worksheet costs the server, to an empty page of a person who signed in."""

import gzip
import time

from django.conf import settings
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import include, path, reverse

from jejaring.access import signed_in
from jejaring.ids import uuid7
from stakeholders.questions import STEPS
from stakeholders.services.worksheets import record_step
from tests import factories
from tests.bench import at_most, paired

NAME = "main"
STATIC_AS_IT_IS = "django.contrib.staticfiles.storage.StaticFilesStorage"
GROUPS = 12
ROUNDS = 30

ANSWERS = {
    0: {"informant": "ketua kelompok", "held_on": "2026-03-09", "consent_read": True},
    1: {
        "activity": "Membersihkan saluran air setiap bulan.",
        "reason_involved": "Sawah anggota ada di sepanjang saluran.",
        "benefit_direct": "Air sampai ke petak paling bawah.",
        "benefit_indirect": "Diajak rapat oleh dusun.",
    },
    2: {"binds": ["neighbours", "livelihood"], "why": "Tinggal dan bekerja di satu hamparan."},
    3: {"scope": "multi", "why": "Sudah terbiasa bertemu."},
    4: {"matters": [{"matter": "Arisan", "since": "2019-03"}], "spread": "Dari mulut ke mulut."},
    6: {"stance": "passive", "why": "Diundang, tetapi usulnya tidak dibahas."},
    7: {"since_year": 1998, "origin": "Dimulai sesudah kemarau panjang.", "changed": "no"},
}


@signed_in
def empty(request):
    """A page of ours with nothing on it."""
    return render(request, "base.html")


urlpatterns = [path("kosong/", empty), path("", include("jejaring.urls"))]


def run():
    """Every step as one opens it, half of the groups asked about already."""
    sheet = filled_worksheet()
    # Hashed names of static files would need them collected first.
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_AS_IT_IS}}
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"], STORAGES=storages):
        client = Client()
        client.force_login(sheet.facilitator)
        return [
            result
            for step in STEPS
            for result in results(client, reverse("worksheet_step", args=[sheet.pk, step.number]))
        ]


def results(client, address):
    """The cost of one step, and how much of it travels."""
    name = f"worksheet, step {address.rstrip('/').rpartition('/')[2]}"
    ours, reference = paired(
        lambda: opened(client, address),
        lambda: opened(client, "/kosong/"),
        ROUNDS,
        clock=time.process_time,
    )
    kilobytes = len(gzip.compress(opened(client, address).content)) / 1000
    return [
        at_most(3, ours, reference, name=name, note="to an empty page of a person signed in"),
        at_most(1, kilobytes, 15, name=f"{name}, compressed", unit="kB"),
    ]


def opened(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response


def filled_worksheet():
    """An interview under way, of a village with some more groups."""
    sheet = factories.worksheet(factories.group(name="KWT Melati", kind="kwt"))
    others = [factories.group(name=f"Kelompok Tani Lereng Merapi {n}") for n in range(GROUPS)]
    asked = {str(other.pk): {"kind": "supports", "reason": "Bibit."} for other in others[::2]}
    for step, content in (ANSWERS | {5: {"relations": asked}}).items():
        record_step(
            worksheet=sheet,
            step=step,
            content=content,
            base_version=0,
            by=sheet.facilitator,
            pk=uuid7(),
        )
    return sheet
