"""Out through a file and in again: nothing that a file holds is lost on the way."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from stakeholders.graph.formats import WRITERS
from stakeholders.models import ImportBatch, PatronClientTie, Stakeholder, Tie, VillageNetwork
from stakeholders.services.groups import village_government
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
EMPTY = "33.08.06.2001"
FORMATS = [format for format in ("xlsx", "csv", "graphml", "gexf", "json") if format in WRITERS]
ODD = "Rukun “Tani” <Maju> & =1+1; 'Aisyiyah"


@pytest.fixture
def facilitator(client):
    factories.village(EMPTY, "Ngargomulyo")
    _fill(factories.village())
    user = factories.user(region_code="33.08.06")
    client.force_login(user)
    return user


def _fill(sengi):
    """A village with every kind of party and tie, and names that files like to break."""
    kwt = factories.group(
        sengi, name="KWT Melati", kind="kwt", hamlet="Gowok", since_year=2010, members_approx=25,
        confirmed_on=date(2026, 2, 3),
    )  # fmt: skip
    tani = factories.group(sengi, name=ODD, kind="kelompok-tani")
    other = factories.group(sengi, name="007", kind="lainnya")
    alone = factories.group(sengi, name="Belum Terhubung", kind="subak")
    ketua = factories.person(sengi, name="Ketua KWT Melati", residence="Kota Magelang")
    twin = factories.person(sengi, name="Penyuluh")
    market = Stakeholder.objects.create(village=sengi, kind="institution", name="Pasar Talun")
    factories.tie(kwt, tani, "supports", certainty="seen")
    factories.tie(tani, kwt, "competes")
    factories.tie(kwt, other, "unrelated")
    factories.tie(market, other, "supports", since=date(2019, 5, 1))
    factories.tie(ketua, kwt, "membership", office="Ketua, =bendahara")
    factories.tie(ketua, kwt, "membership", office="Anggota")
    factories.tie(twin, tani, "membership", office="")
    factories.tie(kwt, village_government(sengi), "government", stance="passive")
    VillageNetwork.objects.outdate(SENGI)
    return alone


def network(code):
    parties = {
        (
            row.name if row.kind != "government" else "Pemerintah",
            row.kind,
            row.group_kind_id,
            row.hamlet,
            row.residence,
            row.since_year,
            row.members_approx,
            row.confirmed_on,
        )
        for row in Stakeholder.objects.present().filter(village=code)
    }
    ties = {
        (
            tie.source.name,
            tie.kind,
            tie.target.name if tie.kind != "government" else "Pemerintah",
            tie.stance,
            tie.office,
            tie.since,
            tie.certainty,
        )
        for tie in Tie.objects.current().filter(village=code).select_related("source", "target")
    }
    return parties, ties


def export(client, format, **form):
    form = {"format": format, "naming": "roles", **form}
    response = client.post(reverse("village_export", args=[SENGI]), form)
    assert response.status_code == 200
    return response.content


def bring(client, content, code):
    address = reverse("village_import", args=[code])
    response = client.post(address, {"file": SimpleUploadedFile("jejaring.bin", content)})
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.objects.latest("staged_at")


def test_there_are_formats_to_try():
    assert {"csv", "graphml", "json"} <= set(FORMATS)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("naming", ["roles", "names"])
def test_an_empty_village_becomes_the_same_network(client, facilitator, format, naming):
    batch = bring(client, export(client, format, naming=naming), EMPTY)
    page = client.get(batch.get_absolute_url())
    plan = page.context["plan"]
    assert plan.problems == []
    assert not plan.undecided
    form = {"terapkan": "1", "checked": "on", "pratinjau": plan.digest}
    assert client.post(batch.get_absolute_url(), form).status_code == 302
    assert network(EMPTY) == network(SENGI)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_village_stays_as_it_is(client, facilitator, format):
    batch = bring(client, export(client, format), SENGI)
    plan = client.get(batch.get_absolute_url()).context["plan"]
    assert plan.problems == []
    assert [row for row in [*plan.parties, *plan.links] if row.action != "same"] == []
    assert plan.changes_nothing


@pytest.mark.parametrize("format", FORMATS)
def test_out_and_in_and_out_is_the_same_file_but_for_ids(client, facilitator, format):
    """What comes out of the copy says what came out of the first."""
    batch = bring(client, export(client, format), EMPTY)
    plan = client.get(batch.get_absolute_url()).context["plan"]
    form = {"terapkan": "1", "checked": "on", "pratinjau": plan.digest}
    client.post(batch.get_absolute_url(), form)
    response = client.post(
        reverse("village_export", args=[EMPTY]), {"format": format, "naming": "roles"}
    )
    again = bring(client, response.content, SENGI)
    plan = client.get(again.get_absolute_url()).context["plan"]
    assert plan.problems == []
    assert plan.changes_nothing


@pytest.mark.parametrize("format", FORMATS)
def test_dependency_goes_along_only_when_asked_for_and_stays_as_secret(client, facilitator, format):
    patron = factories.person(name="Pengepul salak", restricted=True)
    described = {
        "forms": ["market", "capital"],
        "frequency": "weekly",
        "tightness": "binding",
        "alternative": "no",
        "gains_more": "patron",
        "effect_on_poor": "harms",
        "since": date(2020, 1, 1),
    }
    PatronClientTie.objects.create(
        village=patron.village,
        patron=patron,
        client=Stakeholder.objects.get(name="KWT Melati"),
        to_client="Kata-kata rahasia",
        recorded_by=facilitator,
        **described,
    )
    VillageNetwork.objects.outdate(SENGI)
    content = export(client, format, dependency="on")
    same = bring(client, content, SENGI)
    assert client.get(same.get_absolute_url()).context["plan"].changes_nothing
    batch = bring(client, content, EMPTY)
    _apply(client, batch)
    assert network(EMPTY)[1] == network(SENGI)[1]
    copy = PatronClientTie.objects.get(village=EMPTY)
    assert {column: getattr(copy, column) for column in described} == described
    assert (copy.patron.name, copy.patron.restricted) == ("Pengepul salak", True)
    assert copy.to_client == ""
    assert not copy.client.restricted
    client.post(reverse("import_undo", args=[batch.pk]))
    assert not PatronClientTie.objects.current().filter(village=EMPTY).exists()
    assert not Stakeholder.objects.present().filter(village=EMPTY, kind="person").exists()


def test_a_secret_party_without_its_dependency_stays_out(client, facilitator):
    node = {"id": "x", "label": "Pengepul", "kind": "person", "restricted": True}
    other = {"id": "y", "label": "KWT", "kind": "group", "group_kind": "kwt"}
    tie = {"source": "x", "target": "y", "kind": "depends"}
    content = json.dumps({"nodes": [node, other], "ties": [tie], "directed": True})
    batch = bring(client, content.encode(), EMPTY)
    _apply(client, batch)
    assert [row.name for row in Stakeholder.objects.filter(village=EMPTY)] == ["KWT"]
    assert not PatronClientTie.objects.filter(village=EMPTY).exists()


def _apply(client, batch):
    plan = client.get(batch.get_absolute_url()).context["plan"]
    form = {"terapkan": "1", "checked": "on", "pratinjau": plan.digest}
    assert client.post(batch.get_absolute_url(), form).status_code == 302
