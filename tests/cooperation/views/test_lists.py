"""Lists of agreements and partners, their files, the network of a region, and who reads them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cooperation.lifecycle import Flow
from cooperation.models import Agreement, AgreementEvent, AgreementParty, Partner
from cooperation.services.agreements import Deed, PartyDraft, begin_agreement, perform
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import COUNTED, MINUTES, PATEN, Cast
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
KRINJING, ELSEWHERE = "33.08.06.2014", "34.01.01.2001"


def begun(title, *villages, partner=None, **columns):
    """An agreement of these villages, with a partner if one is given."""
    parties = [PartyDraft(village=v, is_initiator=not n) for n, v in enumerate(villages)]
    parties += [PartyDraft(partner=partner)] if partner else []
    return begin_agreement(
        flow=Flow.VILLAGE_LED if partner else Flow.BETWEEN,
        title=title,
        parties=parties,
        by=factories.user(),
        **columns,
    )


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def paten():
    return factories.village(PATEN, "Paten")


@pytest.fixture
def partner(sengi):
    return Partner.objects.create(region=sengi, name="PT Salak Makmur", kind="company")


@pytest.fixture
def water(sengi, paten):
    return begun("Air bersama", sengi, paten, paper=True, fields=["development"])


@pytest.fixture
def market(sengi, partner):
    return begun("Pasar salak", sengi, partner=partner)


@pytest.fixture
def insider(client):
    client.force_login(factories.user(Role.VILLAGE_HEAD, SENGI))
    return client


def titles(client, query=""):
    rows = client.get(reverse("agreement_list") + query).context["rows"]
    return [row.agreement.title for row in rows]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Pasar salak", "Air bersama"]),
        ("?urut=judul", ["Air bersama", "Pasar salak"]),
        ("?urut=-judul", ["Pasar salak", "Air bersama"]),
        ("?urut=pk;drop", ["Pasar salak", "Air bersama"]),
        ("?keadaan=berjalan", ["Air bersama"]),
        ("?keadaan=disiapkan", ["Pasar salak"]),
        ("?jenis=desa", ["Air bersama"]),
        ("?jenis=company", ["Pasar salak"]),
        ("?jenis=bank", []),
        ("?bidang=development", ["Air bersama"]),
        ("?bidang=velop", ["Pasar salak", "Air bersama"]),
        (f"?desa={PATEN}", ["Air bersama"]),
        ("?wilayah=33.08.06&urut=judul", ["Air bersama", "Pasar salak"]),
        ("?wilayah=33.08.07", []),
        ("?cari=SALAK+makmur", ["Pasar salak"]),
        ("?cari=paten", ["Air bersama"]),
        ("?cari=++&mitra=apa&hal=x", ["Pasar salak", "Air bersama"]),
    ],
)
def test_the_address_narrows_and_orders_the_list(insider, water, market, query, expected):
    assert titles(insider, query) == expected


def test_the_list_finds_what_ends_soon_and_what_should_have_ended(insider, water, market):
    today = timezone.localdate()
    for row, days in ((water, 80), (market, -1)):
        Agreement.objects.filter(pk=row.pk).update(ends_on=today + timedelta(days=days))
    assert titles(insider, "?habis=3") == ["Air bersama"]
    assert titles(insider, "?habis=lewat") == ["Pasar salak"]
    assert titles(insider, "?urut=berakhir") == ["Pasar salak", "Air bersama"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2027-03", ["Air bersama"]),
        ("2027-04", ["Pasar salak"]),
        ("2027-02", []),
        ("2027-13", ["Pasar salak", "Air bersama"]),
        ("2027-3", ["Pasar salak", "Air bersama"]),
        ("\u0662\u0660\u0662\u0667-03", ["Pasar salak", "Air bersama"]),
    ],
)
def test_the_list_finds_what_ends_in_one_month(insider, water, market, asked, expected):
    for row, day in ((water, date(2027, 3, 31)), (market, date(2027, 4, 1))):
        Agreement.objects.filter(pk=row.pk).update(ends_on=day)
    assert titles(insider, f"?habis={asked}") == expected


def test_the_month_that_is_asked_for_stands_among_the_choices(insider, water):
    page = insider.get(reverse("agreement_list") + "?habis=2027-03").context["list"]
    assert [(chip.label, chip.value) for chip in page.chips] == [("Berakhir", "Maret 2027")]
    (ends,) = [choice for choice in page.choices if choice.name == "habis"]
    assert [option.label for option in ends.options if option.chosen] == ["Maret 2027"]


def test_a_filter_is_a_chip_with_a_way_out(insider, water, market):
    page = insider.get(reverse("agreement_list") + f"?desa={PATEN}&cari=air").context["list"]
    assert [(chip.label, chip.value) for chip in page.chips] == [
        ("Kata", "air"),
        ("Desa", f"Paten ({PATEN})"),
    ]
    assert page.chips[0].url == f"?desa={PATEN}"


def test_paper_names_the_filters_and_the_day(insider, water):
    body = insider.get(reverse("agreement_list") + "?keadaan=berjalan").content.decode()
    head = body[body.index("print-head") : body.index("<header")]
    assert "Keadaan: Berjalan" in head
    assert str(timezone.localdate().year) in head


def test_a_stranger_and_a_neighbour_find_nothing_and_the_coordinator_everything(client, water):
    client.force_login(factories.user(Role.FACILITATOR, KRINJING))
    assert titles(client) == []
    assert titles(client, f"?desa={SENGI}") == []
    client.force_login(factories.user(Role.COORDINATOR, "33.08"))
    assert titles(client) == ["Air bersama"]


def cells(response, sheet):
    book = load_workbook(BytesIO(response.content))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()], book


def test_the_file_holds_what_is_listed_with_codes_as_text(insider, water, market):
    Agreement.objects.filter(pk=water.pk).update(title="=1+1", ends_on=date(2029, 4, 19))
    response = insider.get(reverse("agreement_sheet") + "?keadaan=berjalan")
    assert "attachment" in response["Content-Disposition"]
    (heads, row), book = cells(response, "Kerja sama")
    said = dict(zip(heads, row, strict=True))
    assert said["Kerja sama"] == "'=1+1"
    assert said["Kode desa"] == f"{SENGI}; {PATEN}"
    assert said["Berakhir pada"].date() == date(2029, 4, 19)
    code = book["Pihak"]["C2"]
    assert (code.value, code.data_type, code.number_format) == (SENGI, "s", "@")
    notes = dict(cells(response, "Keterangan")[0])
    assert notes["Keadaan"] == "Berjalan"
    assert notes["Banyaknya"] == 1


def test_the_list_costs_the_same_however_long(insider, water, sengi, paten, partner):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            insider.get(reverse("agreement_list"))
        return len(queries)

    cost()
    few = cost()
    for number in range(8):
        begun(f"Kerja sama {number}", sengi, paten)
    begun("Dengan mitra", sengi, partner=partner)
    assert cost() == few


# --- partners --------------------------------------------------------------------------------


def test_partners_are_listed_with_the_agreements_one_may_read(insider, market):
    (row,) = insider.get(reverse("partner_list")).context["page"]
    assert (row.name, row.times) == ("PT Salak Makmur", 1)
    assert list(insider.get(reverse("partner_list") + "?jenis=bank").context["page"]) == []
    (_heads, said), _book = cells(insider.get(reverse("partner_sheet")), "Mitra")
    assert said[:2] == ["PT Salak Makmur", "Perusahaan"]


def test_a_neighbour_does_not_open_a_partner(client, partner):
    client.force_login(factories.user(Role.VILLAGE_HEAD, PATEN))
    assert client.get(reverse("partner_detail", args=[partner.pk])).status_code == 404
    assert client.get(reverse("partner_edit", args=[partner.pk])).status_code == 404


def test_the_coordinator_reads_a_partner_and_changes_nothing(client, partner):
    client.force_login(factories.user(Role.COORDINATOR, "33.08"))
    body = client.get(reverse("partner_detail", args=[partner.pk])).content.decode()
    assert reverse("partner_edit", args=[partner.pk]) not in body
    assert client.get(reverse("partner_edit", args=[partner.pk])).status_code == 403


def edited(client, partner, **changes):
    url = reverse("partner_edit", args=[partner.pk])
    form = client.get(url).context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    return lambda **later: client.post(url, said | changes | later)


def test_a_partner_is_changed_and_a_signed_agreement_keeps_the_old_name(insider, sengi, partner):
    agreement = begun("Lama", sengi, partner=partner, paper=True)
    draft = begun("Baru", sengi, partner=partner)
    assert edited(insider, partner, name="PT Salak Jaya")().status_code == 302
    names = {
        seat.agreement.title: seat.name
        for seat in AgreementParty.objects.filter(partner=partner).select_related(
            "agreement", "partner"
        )
    }
    assert names == {agreement.title: "PT Salak Makmur", draft.title: "PT Salak Jaya"}


def test_a_signed_agreement_keeps_the_name_of_a_partner_while_a_change_of_it_is_drafted(
    insider, sengi, partner
):
    agreement = begun("Lama", sengi, partner=partner, paper=True)
    head = factories.user(Role.VILLAGE_HEAD, sengi.pk)
    deed = Deed("amend", content={"reason": "-", "minutes": "1", "on": "2026-11-20"})
    perform(agreement=agreement, deed=deed, seen=1, by=head)
    assert edited(insider, partner, name="PT Orang Lain")().status_code == 302
    assert agreement.parties.get(partner=partner).name == "PT Salak Makmur"


def test_two_people_at_once_see_each_others_version(insider, partner):
    send = edited(insider, partner, name="Nama saya")
    Partner.objects.filter(pk=partner.pk).update(address="Jalan Baru 1")
    answer = send()
    assert answer.status_code == 409
    assert "Jalan Baru 1" in answer.content.decode()
    partner.refresh_from_db()
    assert partner.name == "PT Salak Makmur"
    again = answer.context["form"]["seen"].value()
    assert send(seen=again).status_code == 302


def test_a_party_cannot_become_an_agency_and_a_name_is_given_once(insider, sengi, market, partner):
    Partner.objects.create(region=sengi, name="Koperasi", kind="cooperative")
    assert edited(insider, partner, kind="agency")().status_code == 422
    assert edited(insider, partner, name="koperasi")().status_code == 422


def test_an_agency_is_recorded_as_a_relation(insider, sengi):
    url = reverse("partner_create", args=[sengi.pk])
    own = insider.get(url).context["form"]["id"].value()
    said = {"id": own, "name": "Dinas Pertanian", "kind": "agency"}
    answer = insider.post(url, said, follow=True)
    assert "bukan pihak ketiga" in answer.content.decode()
    insider.post(url, said)
    assert Partner.objects.filter(region=sengi).count() == 1


# --- the network -----------------------------------------------------------------------------


def network(client, code="33.08.06", query=""):
    return client.get(reverse("cooperation_network", args=[code]) + query)


def test_an_insider_sees_the_other_party_by_name_and_nothing_said_of_it(
    insider, water, market, paten
):
    begun("Rahasia Paten", paten, factories.village(KRINJING, "Krinjing"))
    answer = network(insider)
    shown = answer.context["map"]
    assert {row.actor.name for row in shown.village_rows} == {"Sengi", "Paten"}
    assert shown.left_out == []
    assert shown.totals["unread"] == 2
    assert "Rahasia Paten" not in answer.content.decode()
    assert "Krinjing" not in answer.content.decode()


def test_the_coordinator_sees_who_is_left_out(client, water):
    factories.village(KRINJING, "Krinjing")
    client.force_login(factories.user(Role.COORDINATOR, "33.08"))
    for code in ("33.08.06", "33.08"):
        answer = network(client, code)
        assert answer.status_code == 200
        (group,) = answer.context["left_out"]
        assert [village.name for village in group["villages"]] == ["Krinjing"]


def test_who_reads_no_village_there_finds_no_page(insider, water):
    for code in ("33.08.07", "34.01", "33", SENGI, "xx.yy", "33.08.ab"):
        assert network(insider, code).status_code == 404


def test_who_declined_is_no_party_of_the_network(insider, sengi, paten):
    krinjing = factories.village(KRINJING, "Krinjing")
    three = begun("Bertiga", sengi, paten, krinjing)
    people = {
        "head-sengi": factories.user(Role.VILLAGE_HEAD, SENGI),
        "head-krinjing": factories.user(Role.VILLAGE_HEAD, KRINJING),
        "bpd": factories.user(Role.BPD, SENGI),
        "secretary": factories.user(Role.VILLAGE_SECRETARY, SENGI),
    }
    cast = Cast(three, list(three.parties.order_by("position")), people)
    cast.act("deliberate", "bpd", 0, outcome="agreed", **COUNTED, **MINUTES)
    cast.act("plan", "secretary", 0, plan="rkp", number="3", year=2026)
    cast.act("offer", "head-sengi", letter="1", on="2026-11-03")
    cast.act("answer", "head-krinjing", 2, answer="declined", on="2026-11-04", reason="Belum")
    assert {row.actor.name for row in network(insider).context["map"].village_rows} == {
        "Sengi",
        "Paten",
    }


def test_the_network_costs_the_same_however_large(insider, water, sengi, paten, partner):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            network(insider)
        return len(queries)

    cost()
    few = cost()
    for number in range(6):
        begun(f"Kerja sama {number}", sengi, paten)
        begun(f"Mitra {number}", sengi, partner=partner)
    assert cost() == few


# --- What needs a look --------------------------------------------------------------------------


def moved_ago(agreement, days):
    """Let the last event of an agreement be so many days old."""
    events = agreement.events.order_by("-number")[:1]
    AgreementEvent.objects.filter(pk__in=events.values("pk")).update(
        at=timezone.now() - timedelta(days=days)
    )


def test_what_stands_still_is_counted_found_and_said(insider, water, market):
    moved_ago(market, 40)
    moved_ago(water, 400)  # it runs: that is no standstill
    context = insider.get(reverse("agreement_list")).context
    assert (context["attention"].all, context["attention"].still) == (2, 1)
    assert titles(insider, "?diam=30") == ["Pasar salak"]
    assert titles(insider, "?diam=90") == []
    (row,) = insider.get(reverse("agreement_list") + "?diam=30").context["rows"]
    assert row.still == 40
    assert row.waits.who == "BPD (Desa Sengi)"


def test_what_is_past_its_end_or_near_it_is_counted(insider, water, market):
    today = timezone.localdate()
    Agreement.objects.filter(pk=water.pk).update(ends_on=today - timedelta(days=1))
    Agreement.objects.filter(pk=market.pk).update(ends_on=today + timedelta(days=100))
    found = insider.get(reverse("agreement_list")).context["attention"]
    assert (found.past, found.soon) == (1, 1)
    assert titles(insider, "?urut=gerak") == ["Air bersama", "Pasar salak"]


def test_a_camat_is_told_on_the_first_page_what_needs_a_look(client, water, market):
    factories.village(KRINJING, "Krinjing")
    moved_ago(market, 40)
    client.force_login(factories.user(Role.COORDINATOR, "33.08.06"))
    page = client.get(reverse("home")).content.decode()
    assert "2 tercatat. Yang perlu dilihat:" in page
    assert "1 lama tidak bergerak" in page
    assert "1 desa belum punya kerja sama" in page


def test_nobody_counts_agreements_of_others(client, market):
    moved_ago(market, 40)
    client.force_login(factories.user(Role.COORDINATOR, "34.01"))
    page = client.get(reverse("home")).content.decode()
    assert "Belum ada kerja sama tercatat di wilayah Anda." in page
    assert "lama tidak bergerak" not in page
