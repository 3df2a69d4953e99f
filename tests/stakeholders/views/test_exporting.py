"""Files that leave: what is in them, for whom, and what never is."""

import json

import pytest

from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.forms.exchange import DATA, PICTURES
from stakeholders.models import PersonName, VillageNetwork
from stakeholders.services.groups import village_government
from tests import factories
from tests.factories import SENGI
from tests.stakeholders.views.exports import EXPORT, ask, read, words_of

pytestmark = pytest.mark.django_db


# --- who gets what ----------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD])
def test_officials_are_not_offered_names_or_dependency(client, role):
    factories.village()
    person = factories.user(role)
    client.force_login(person)
    page = client.get(EXPORT).content.decode()
    assert 'value="codes"' in page
    assert 'value="names"' not in page
    assert 'name="dependency"' not in page
    assert ask(client, person, naming="names").status_code == 422


def test_pictures_leave_out_what_lies_on_no_table(client):
    sengi = factories.village()
    group = factories.group(sengi, name="KWT Melati")
    factories.tie(group, village_government(sengi), "government", stance="hinder")
    VillageNetwork.objects.outdate(SENGI)
    facilitator = factories.user()
    drawn = words_of(ask(client, facilitator, format="svg"))
    assert "KWT Melati" in drawn
    assert "Pemerintah Desa Sengi" not in drawn
    assert "tidak dimuat di gambar" in drawn
    refused = ask(client, facilitator, format="svg", dependency="on")
    assert refused.status_code == 422


# --- one row a tie, with its origin -----------------------------------------------------------


def test_each_tie_tells_who_said_it_and_when(client):
    sengi = factories.village()
    kwt = factories.group(sengi, name="KWT Melati", kind="kwt")
    tani = factories.group(sengi, name="Tani Makmur")
    sheet = factories.worksheet(kwt, held_on="2026-03-01")
    answer = factories.answer(sheet, 5, {})
    factories.tie(kwt, tani, "supports", answer=answer, reason="Kata rahasia")
    factories.tie(tani, kwt, "competes")
    VillageNetwork.objects.outdate(SENGI)
    network = read(ask(client, factories.user()))
    said = {tie["menurut"]: tie for tie in network["ties"]}
    assert said["KWT Melati"]["kind"] == "supports"
    assert said["KWT Melati"]["interview_on"] == "2026-03-01"
    assert said["KWT Melati"]["certainty"] == "told"
    assert said["Tani Makmur"]["sebutan_hubungan"] == "Bersaing"
    assert "Kata rahasia" not in json.dumps(network)


# --- the file itself --------------------------------------------------------------------------


@pytest.mark.parametrize("format", [*DATA, *PICTURES])
def test_a_file_is_sent_to_be_kept_and_its_leaving_is_written_down(client, format):
    group = factories.group(factories.village(), name='Rukun <&> "Tani" #eval(1) \x07')
    factories.tie(factories.person(name="Ketua = 1"), group, "membership", office="=HYPERLINK(1)")
    VillageNetwork.objects.outdate(SENGI)
    response = ask(client, factories.user(), format=format)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert "sengi-33.08.06.2012-20" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    event = Event.objects.get(verb="exported")
    assert event.region_code == SENGI
    assert event.detail == {"format": format, "naming": "roles", "dependency": False}


def test_a_refused_wish_leaves_no_event(client):
    factories.village()
    response = ask(client, factories.user(), format="exe")
    assert response.status_code == 422
    assert not Event.objects.filter(verb="exported").exists()


@pytest.mark.parametrize("format", [*DATA, *PICTURES])
def test_a_village_without_anybody_still_has_a_file(client, format):
    factories.village()
    assert ask(client, factories.user(), format=format).status_code == 200


def test_a_picture_says_what_it_leaves_out(client):
    sengi = factories.village()
    tani, kwt = factories.group(sengi, name="Tani"), factories.group(sengi, name="KWT")
    factories.tie(tani, kwt)
    VillageNetwork.objects.outdate(SENGI)
    client.force_login(factories.user())
    form = {"format": "svg", "naming": "roles"}
    drawn = client.post(EXPORT + f"?jenis=bersaing&fokus={kwt.pk}", form).content.decode()
    assert "Hanya: Bersaing." in drawn
    assert "Sekitar KWT, sampai 1 langkah." in drawn
    assert "0 dari 2 kelompok sudah diwawancarai" in drawn
    assert ">Saling mendukung<" not in drawn


@pytest.mark.parametrize("naming", ["roles", "codes"])
def test_a_picture_is_dressed_as_the_map_was(client, naming):
    sengi = factories.village()
    kwt, pkk = (factories.group(sengi, name=name, kind=name) for name in ("kwt", "pkk"))
    tani = factories.group(sengi, name="tani", kind="otl", hamlet="Gowok")
    for party in (pkk, tani):
        factories.tie(kwt, party)
    factories.tie(factories.person(sengi), kwt, "membership", office="Ketua")
    VillageNetwork.objects.outdate(SENGI)
    client.force_login(factories.user())
    form = {"format": "svg", "naming": naming}
    for query, told in [
        ("selubung=jenis", "Selubung: Jenis."),
        ("ukuran=hubungan", "Ukuran: Jumlah hubungan."),
        ("warna=inti", "Warna dan huruf: Inti, tengah, pinggir."),
        ("ringkas=jenis", 'class="node group'),
        ("tanya=terbanyak", "Jumlah hubungan"),
        ("lapis=ketergantungan", "<svg"),
    ]:
        response = client.post(f"{EXPORT}?{query}", form)
        assert response.status_code == 200
        drawn = response.content.decode()
        assert told in drawn
        assert "#00805c" in drawn, "the colours of the style sheet"
        assert naming == "roles" or "Gowok" not in drawn


def test_names_stand_beside_the_role_only_when_asked_for(client):
    person = factories.person(factories.village(), name="Ketua KWT")
    PersonName.objects.create(stakeholder=person, name="Bu Sarinah", lawful_basis="consent")
    VillageNetwork.objects.outdate(SENGI)
    facilitator = factories.user()
    assert "Sarinah" not in words_of(ask(client, facilitator))
    (node,) = read(ask(client, facilitator, naming="names"))["nodes"]
    assert (node["label"], node["person_name"]) == ("Ketua KWT", "Bu Sarinah")
    assert "Sarinah" in words_of(ask(client, facilitator, format="svg", naming="names"))
