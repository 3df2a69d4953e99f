"""Pages of potentials and needs, of outside parties, and of the vocabulary."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cooperation.models import Partner, PartnerResource
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.factories import SENGI
from villages.models import Matter, Resource

pytestmark = pytest.mark.django_db
PATEN = "33.08.06.2013"
WRITERS = (Role.FACILITATOR, Role.VILLAGE_HEAD, Role.VILLAGE_SECRETARY, Role.OFFICIAL)


def signed_in(role=Role.FACILITATOR, code=SENGI):
    client = Client()
    client.force_login(factories.user(role, code))
    return client


def filled(**changes):
    return {"id": uuid7(), "side": "potential", "name": "Cabai rawit", "amount": "1.500,5",
            "unit": "kg", "is_surplus": "on", **changes}  # fmt: skip


@pytest.fixture
def village():
    return factories.village()


@pytest.fixture
def address(village):
    return reverse("village_potentials", args=[village.pk])


def row(village, **told):
    told = {"side": "need", "name": "kopi", "key": "kopi", "capital": "natural", **told}
    return Resource.objects.create(village=village, **told)


@pytest.mark.parametrize("role", WRITERS)
def test_the_short_form_is_enough(address, role):
    sent = filled()
    client = signed_in(role)
    for _twice in range(2):
        response = client.post(address, sent)
        assert response.status_code == 302
    saved = Resource.objects.get()
    assert (saved.matter_id, saved.capital, str(saved.amount)) == ("cabai", "natural", "1500.500")
    assert saved.is_surplus
    assert "1.500,5 kg setahun" in client.get(address).content.decode()


def test_add_another_leads_back_to_the_open_form(address):
    response = signed_in().post(address, filled(side="need", lagi="ya"))
    assert response.url == f"{address}?sisi=need#tambah"
    assert not Resource.objects.get().is_surplus


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "???"}, "name"),
        ({"name": "NIK 3308061234567890"}, "name"),
        ({"amount": "banyak"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "0,0001"}, "amount"),
        ({"unit": ""}, "unit"),
        ({"unit": "karung"}, "unit"),
        ({"name": "gula semut"}, "capital"),
        ({"months": ["13"]}, "months"),
        ({"side": "both"}, "side"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(address, changes, field):
    response = signed_in().post(address, filled(**changes))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Resource.objects.exists()


def test_a_group_of_the_map_may_hold_it_but_not_one_of_another_village(village, address):
    own = factories.group(village)
    foreign = factories.group(factories.village(PATEN, "Paten"))
    assert signed_in().post(address, filled(group=foreign.pk)).status_code == 422
    signed_in().post(address, filled(group=own.pk))
    saved = Resource.objects.get()
    assert (saved.holder, saved.group_id) == ("group", own.pk)
    assert own.name in signed_in(Role.BPD).get(address).content.decode()


def test_the_council_reads_and_does_not_write(village, address):
    council = signed_in(Role.BPD)
    assert council.get(address).status_code == 200
    assert council.post(address, filled()).status_code == 404
    assert council.get(reverse("resource_edit", args=[row(village).pk])).status_code == 404


def test_another_village_and_a_stranger_get_nothing(village, address):
    resource = row(village)
    elsewhere = signed_in(code=PATEN)
    for path in (address, reverse("resource_edit", args=[resource.pk]),
                 reverse("resource_import", args=[village.pk])):  # fmt: skip
        assert elsewhere.get(path).status_code == 404
        assert elsewhere.post(path, filled()).status_code == 404
        assert signed_in(role=Role.COORDINATOR, code="33.08").get(path).status_code == 403
    assert elsewhere.post(reverse("resource_archive", args=[resource.pk])).status_code == 404


def test_a_save_over_an_unseen_version_shows_both(village):
    resource = row(village, amount=2, unit="ton")
    path = reverse("resource_edit", args=[resource.pk])
    first = filled(side="need", name="Kopi arabika", version=1)
    assert signed_in().post(path, first).status_code == 302
    response = signed_in().post(path, filled(side="need", name="Kopi robusta", version=1))
    assert response.status_code == 409
    said = response.content.decode()
    assert "Kopi arabika" in said
    assert "Kopi robusta" in said
    resource.refresh_from_db()
    assert (resource.name, resource.version) == ("Kopi arabika", 2)
    again = filled(side="need", name="Kopi robusta", version=2)
    assert signed_in().post(path, again).status_code == 302


def test_a_new_name_brings_its_own_matter_with_it(village):
    resource = row(village, name="cabe", key="cabai", matter_id="cabai")
    path = reverse("resource_edit", args=[resource.pk])
    form = signed_in().get(path).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, "", False)}
    assert signed_in().post(path, sent | {"name": "kopi"}).status_code == 302
    resource.refresh_from_db()
    assert (resource.matter_id, resource.key) == ("kopi", "kopi")


def test_what_is_archived_is_neither_listed_nor_changed(village, address):
    resource = row(village, name="Kopi tubruk")
    for _twice in range(2):
        archive = signed_in().post(reverse("resource_archive", args=[resource.pk]))
        assert archive.status_code == 302
    assert "Kopi tubruk" not in signed_in(Role.BPD).get(address).content.decode()
    assert signed_in().get(reverse("resource_edit", args=[resource.pk])).status_code == 404


def test_the_list_costs_the_same_for_one_row_and_for_many(
    village, address, django_assert_max_num_queries
):
    client = signed_in(Role.BPD)
    for number in range(30):
        row(village, name=f"kopi {number}", matter_id="kopi")
    with django_assert_max_num_queries(12):
        client.get(address)


# --- files -----------------------------------------------------------------------------------


def test_a_table_is_shown_first_and_taken_when_confirmed(village, address):
    path = reverse("resource_import", args=[village.pk])
    client = signed_in()
    table = SimpleUploadedFile("t.csv", b"sisi;nama;jumlah;satuan\nkebutuhan;kopi;2;ton\n")
    shown = client.post(path, {"file": table})
    assert shown.status_code == 200
    assert not Resource.objects.exists()
    seal = {"rows": shown.context["seal"]}
    assert signed_in().post(path, seal).url == path  # another person's seal
    assert client.post(path, seal).url == address
    client.post(path, seal)
    assert Resource.objects.get().name == "kopi"


def test_a_table_with_one_fault_adds_nothing(village):
    path = reverse("resource_import", args=[village.pk])
    text = b"sisi;nama;jumlah;satuan\nkebutuhan;kopi;2;ton\nkebutuhan;teh;x;ton\n"
    response = signed_in().post(path, {"file": SimpleUploadedFile("t.csv", text)})
    assert response.status_code == 422
    assert "Baris 3" in response.content.decode()
    broken = SimpleUploadedFile("t.pdf", b"%PDF-1.7")
    assert signed_in().post(path, {"file": broken}).status_code == 422


# --- outside parties -------------------------------------------------------------------------


def test_an_outside_party_and_its_offer_are_written_in_one_go(village):
    path = reverse("partner_resource_add", args=[village.pk])
    sent = filled(name="Pelatihan", unit="orang", amount="3", partner_name="Kampus Uji")
    assert signed_in(Role.VILLAGE_HEAD).post(path, sent).status_code == 422
    sent["partner_kind"] = "university"
    assert signed_in(Role.VILLAGE_HEAD).post(path, sent).status_code == 302
    offer = PartnerResource.objects.get()
    assert (offer.is_surplus, offer.partner.name) == (True, "Kampus Uji")
    edit = reverse("partner_resource_edit", args=[offer.pk])
    changed = filled(
        name="Pelatihan", unit="orang", amount="5", partner=offer.partner_id, version=1
    )
    assert signed_in(code=PATEN).post(edit, changed).status_code == 404
    assert signed_in().post(edit, changed).status_code == 302
    assert PartnerResource.objects.get().amount == 5
    signed_in().post(reverse("partner_resource_archive", args=[offer.pk]))
    assert PartnerResource.objects.get().archived_at
    assert Partner.objects.count() == 1


# --- vocabulary ------------------------------------------------------------------------------


def test_the_administrator_adds_words():
    client = signed_in(Role.ADMINISTRATOR, "")
    told = {"name": "Gula semut", "capital": "natural", "words": "gula merah bubuk\n\ngula semut"}
    assert client.post(reverse("matter_add"), told).status_code == 302
    assert client.post(reverse("matter_add"), told).status_code == 422
    edit = reverse("matter_edit", args=["gula-semut"])
    assert client.post(edit, told | {"words": "gula palem"}).status_code == 302
    assert Matter.objects.get(pk="gula-semut").words == ["gula palem"]
    assert "gula palem" in client.get(reverse("matters")).content.decode()
