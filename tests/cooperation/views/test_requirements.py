"""What a kabupaten asks for: its pages for who sets it, and the act for who meets it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cooperation.lifecycle import Flow, State
from cooperation.models import AgreementEvent, Attachment, Requirement
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import asked, between_villages, lead_to
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
MAGELANG = SENGI[:5]


@pytest.fixture
def coordinator():
    return factories.user(Role.COORDINATOR, MAGELANG)


@pytest.fixture
def cast():
    return lead_to(between_villages(), State.READY)


@pytest.fixture
def stranger():
    return factories.user(Role.VILLAGE_HEAD, "33.08.07.2003")


def get(client, person, name, *args, query=""):
    client.force_login(person)
    return client.get(reverse(name, args=args) + query)


def send(client, person, route, /, *args, query="", **said):
    client.force_login(person)
    return client.post(reverse(route, args=args) + query, said)


def form(**values):
    said = {
        "id": str(uuid7()),
        "kind": "document",
        "name": "Rekomendasi camat",
        "basis": "Perbup 12/2024 pasal 7",
        "flows": ["between"],
        "before": "sign",
        "days": "",
        "since": "",
        "active_from": "2026-01-01",
    }
    return said | values


# --- The kabupaten --------------------------------------------------------------------------------


def test_only_who_manages_the_whole_kabupaten_sets_it(client, stranger):
    factories.village()
    for person, expected in (
        (factories.user(Role.COORDINATOR, "33.08"), 200),
        (factories.user(Role.COORDINATOR, "33"), 200),
        (factories.user(Role.ADMINISTRATOR, ""), 200),
        (factories.user(Role.COORDINATOR, "33.08.06"), 404),
        (factories.user(Role.COORDINATOR, "33.09"), 404),
        (stranger, 403),
    ):
        assert get(client, person, "requirement_list", MAGELANG).status_code == expected
        assert get(client, person, "requirement_add", MAGELANG).status_code == expected
    rule = asked()
    for person, expected in (
        (stranger, 403),
        (factories.user(Role.COORDINATOR, "33.09"), 404),
    ):
        assert send(client, person, "requirement_withdraw", rule.pk).status_code == expected
    assert Requirement.objects.get().withdrawn_on is None


def test_a_requirement_is_added_once_and_withdrawn_but_never_lost(client, coordinator):
    factories.village()
    said = form(each_village="on", days="14", since="agree")
    for _time in range(2):
        answer = send(client, coordinator, "requirement_add", MAGELANG, **said)
        assert answer.status_code == 302
    rule = Requirement.objects.get()
    assert (rule.flows, rule.each_village, rule.days, rule.since) == (
        ["between"],
        True,
        14,
        "agree",
    )
    page = client.get(answer.url).content.decode()
    assert "paling lambat 14 hari sejak musyawarah menyepakati rancangan" in page
    assert "tiap desa" in page
    for _time in range(2):
        answer = send(client, coordinator, "requirement_withdraw", rule.pk)
        assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "Sudah dicabut" in page
    assert "Rekomendasi camat" in page
    assert "sudah dicabut oleh orang lain" in page
    rule.refresh_from_db()
    assert rule.withdrawn_on == timezone.localdate()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": ""}, "Wajib diisi"),
        ({"basis": ""}, "Wajib diisi"),
        ({"flows": []}, "Wajib diisi"),
        ({"flows": ["lain"]}, "lain"),
        ({"before": "begin"}, "begin"),
        ({"days": "7"}, "Tenggat butuh keduanya"),
        ({"since": "agree"}, "Tenggat butuh keduanya"),
        ({"days": "0", "since": "agree"}, "1"),
        ({"days": "7", "since": "sign"}, "tidak mendahului langkahnya"),
        ({"kind": "deadline"}, "Tulis berapa hari tenggatnya"),
        ({"before": "promulgate", "flows": list(Flow.values)}, "tidak ada pada kerja sama"),
        ({"before": "offer", "flows": ["partner_led"]}, "tidak ada pada kerja sama"),
        (
            {"before": "start", "since": "promulgate", "days": "7", "flows": ["village_led"]},
            "tidak ada pada kerja sama",
        ),
        ({"active_from": "besok"}, "tanggal"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_remedy(client, coordinator, values, words):
    factories.village()
    answer = send(client, coordinator, "requirement_add", MAGELANG, **form(**values))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Requirement.objects.exists()


def test_a_deadline_of_an_act_of_each_village_is_each_villages_own(client, coordinator):
    factories.village()
    said = form(kind="deadline", before="promulgate", days="7", since="sign", name="Pengundangan")
    assert send(client, coordinator, "requirement_add", MAGELANG, **said).status_code == 302
    assert Requirement.objects.get().each_village


def test_one_is_replaced_by_another_and_not_twice(client, coordinator):
    old = asked(name="Rekomendasi camt")
    query = f"?ganti={old.pk}"
    page = get(client, coordinator, "requirement_add", MAGELANG, query=query).content.decode()
    assert "Menggantikan “Rekomendasi camt”" in page
    answer = send(client, coordinator, "requirement_add", MAGELANG, query=query, **form())
    assert answer.status_code == 302
    new = Requirement.objects.get(withdrawn_on=None)
    assert new.counts == [str(old.pk)]
    answer = send(client, coordinator, "requirement_add", MAGELANG, query=query, **form())
    assert answer.status_code == 409
    assert "sudah dicabut oleh orang lain" in answer.content.decode()
    assert Requirement.objects.count() == 2


def test_a_coordinator_of_a_province_finds_every_kabupaten_by_links(client):
    factories.village()
    factories.village("33.09.01.2001", "Lain")
    factories.village("34.01.01.2001", "Jangkaran")
    province = factories.user(Role.COORDINATOR, "33")
    for start in ("home", "calendar", "agreement_list"):
        assert reverse("regency_list") in get(client, province, start).content.decode()
    page = client.get(reverse("regency_list")).content.decode()
    assert reverse("requirement_list", args=["33.08"]) in page
    assert reverse("requirement_list", args=["33.09"]) in page
    assert "34.01" not in page
    hub = client.get(reverse("requirement_list", args=["33.08"])).content.decode()
    for name in ("meeting_rules", "regency_rules", "template_list", "emblem_set"):
        assert reverse(name, args=["33.08"]) in hub
    found = client.get(reverse("regency_list") + "?cari=tidak+ada").content.decode()
    assert "Tidak ada yang cocok" in found


# --- The agreement --------------------------------------------------------------------------------


def meet(client, cast, rule, who="secretary-sengi", party=None, **values):
    cast.agreement.refresh_from_db()
    said = {"id": str(uuid7()), "seen": cast.agreement.events_count, "on": "2026-11-18"} | values
    query = "" if party is None else f"?pihak={party + 1}"
    args = (cast.agreement.pk, rule.pk)
    return send(client, cast.people[who], "requirement_fulfil", *args, query=query, **said)


def page_of(client, cast, who="head-sengi"):
    return get(client, cast.people[who], "agreement_detail", cast.agreement.pk).content.decode()


def test_the_page_of_an_agreement_says_what_is_owed_and_late(client, cast):
    assert "Syarat kabupaten" not in page_of(client, cast)
    rule = asked(each_village=True, days=3, since="agree")
    page = page_of(client, cast)
    for words in ("Syarat kabupaten", rule.name, rule.basis, "0 dari 2 desa", "5 November 2026"):
        assert words in page
    assert "lewat" in page
    assert "Syarat kabupaten belum terpenuhi: Rekomendasi camat." in page
    own = reverse("requirement_fulfil", args=[cast.agreement.pk, rule.pk])
    assert f'"{own}?pihak=1"' in page
    assert f'"{own}?pihak=2"' not in page
    assert own not in page_of(client, cast, "bpd-sengi")


def test_the_fulfilment_is_one_act_and_the_page_shows_it(client, cast):
    rule = asked(kind="document")
    opened = get(
        client, cast.people["head-sengi"], "requirement_fulfil", cast.agreement.pk, rule.pk
    ).content.decode()
    assert "Diminta sebelum ditandatangani, menurut Perbup 12/2024 pasal 7." in opened
    scan = SimpleUploadedFile("surat.pdf", b"%PDF-1.4 surat")
    answer = meet(client, cast, rule, number="140/55", scan=scan)
    assert (answer.status_code, answer.url) == (302, cast.agreement.get_absolute_url())
    event = AgreementEvent.objects.get(act="fulfil")
    assert event.content["number"] == "140/55"
    assert Attachment.objects.get().event == event
    page = page_of(client, cast)
    assert "nomor 140/55" in page
    assert "terpenuhi" in page
    assert "syarat kabupaten terpenuhi" in page  # in its history


def test_a_document_needs_its_number_and_a_day_that_has_come(client, cast):
    rule = asked(kind="document")
    answer = meet(client, cast, rule)
    assert (answer.status_code, "Wajib diisi" in answer.content.decode()) == (422, True)
    answer = meet(client, cast, rule, number="1", on="2999-01-01")
    assert (answer.status_code, "belum tiba" in answer.content.decode()) == (422, True)
    answer = meet(client, cast, rule, number="1", scan=SimpleUploadedFile("a.exe", b"MZ"))
    assert answer.status_code == 422
    assert not AgreementEvent.objects.filter(act="fulfil").exists()


def test_a_file_of_the_agreement_can_be_pointed_to_and_no_other(client, cast):
    first, second = asked(), asked(name="Konsultasi")
    meet(client, cast, first, scan=SimpleUploadedFile("surat.pdf", b"%PDF-1.4"))
    paper = Attachment.objects.get()
    answer = meet(client, cast, second, paper=uuid7())
    assert answer.status_code == 422
    both = SimpleUploadedFile("lain.pdf", b"%PDF-1.5")
    assert meet(client, cast, second, paper=paper.pk, scan=both).status_code == 422
    assert meet(client, cast, second, paper=paper.pk).status_code == 302
    event = AgreementEvent.objects.filter(act="fulfil").latest("number")
    assert event.content["paper"] == paper.digest


def test_an_older_state_is_told_and_the_entries_stay(client, cast):
    rule = asked(kind="document")
    answer = meet(client, cast, rule, number="140/55", seen=1)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Ada yang berubah" in page
    assert 'value="140/55"' in page
    assert f'name="seen" value="{cast.agreement.events_count}"' in page


def test_the_same_form_twice_is_one_act_and_a_second_form_is_refused(client, cast):
    rule, pk = asked(), str(uuid7())
    seen = cast.agreement.events_count
    for _time in range(2):
        assert meet(client, cast, rule, id=pk, seen=seen).status_code == 302
    assert AgreementEvent.objects.filter(act="fulfil").count() == 1
    answer = meet(client, cast, rule)
    assert answer.status_code == 422
    assert "sudah melakukannya" in answer.content.decode()


def test_who_reads_along_records_nothing_and_a_stranger_finds_nothing(client, cast, stranger):
    rule = asked(each_village=True)
    args, query = (cast.agreement.pk, rule.pk), "?pihak=1"
    cast.people["coordinator"] = factories.user(Role.COORDINATOR, MAGELANG)
    for who in ("bpd-sengi", "coordinator", "head-paten"):
        assert (
            get(client, cast.people[who], "requirement_fulfil", *args, query=query).status_code
            == 404
        )
        assert meet(client, cast, rule, who, 0).status_code == 404
    assert get(client, stranger, "requirement_fulfil", *args, query=query).status_code == 404
    writer = cast.people["secretary-sengi"]
    for wrong in ("", "?pihak=x", "?pihak=9"):
        assert get(client, writer, "requirement_fulfil", *args, query=wrong).status_code == 404
    elsewhere = asked(regency_id=factories.village("34.01.01.2001", "Jangkaran").pk[:5])
    for other in (elsewhere.pk, uuid7()):
        where = (cast.agreement.pk, other)
        assert get(client, writer, "requirement_fulfil", *where).status_code == 404
    assert not AgreementEvent.objects.filter(act="fulfil").exists()


def test_what_lies_behind_leads_back_to_the_agreement(client, cast):
    rule = asked()
    lead_signed(cast, rule)
    answer = get(
        client, cast.people["head-sengi"], "requirement_fulfil", cast.agreement.pk, rule.pk
    )
    assert (answer.status_code, answer.url) == (302, cast.agreement.get_absolute_url())


def lead_signed(cast, rule):
    """Signed while the rule did not hold yet."""
    Requirement.objects.filter(pk=rule.pk).update(active_from=date(2999, 1, 1))
    lead_to(cast, State.SIGNED)
    Requirement.objects.filter(pk=rule.pk).update(active_from=date(2026, 1, 1))


def test_the_act_has_no_page_among_the_others(client, cast):
    asked()
    answer = get(client, cast.people["head-sengi"], "agreement_act", cast.agreement.pk, "fulfil")
    assert answer.status_code == 404


def test_the_form_of_the_act_that_waits_says_what_for(client, cast):
    asked()
    said = {"id": str(uuid7()), "seen": cast.agreement.events_count, "number": "7"}
    said |= {"year": 2026, "on": "2026-11-20", "signatory": "Pak Lurah", "office": "Kepala Desa"}
    answer = send(
        client,
        cast.people["head-sengi"],
        "agreement_act",
        cast.agreement.pk,
        "sign",
        query="?pihak=1",
        **said,
    )
    assert answer.status_code == 422
    assert "Syarat kabupaten belum terpenuhi: Rekomendasi camat." in answer.content.decode()


def test_home_offers_no_signature_that_has_to_wait(client, cast):
    assert "Catat tanda tangan" in get(client, cast.people["head-sengi"], "home").content.decode()
    asked()
    assert (
        "Catat tanda tangan" not in get(client, cast.people["head-sengi"], "home").content.decode()
    )


# --- When it is talked about again ---------------------------------------------------------------


def schedule(client, cast, who="head-sengi", **values):
    cast.agreement.refresh_from_db()
    said = {"id": str(uuid7()), "seen": cast.agreement.events_count} | values
    return send(client, cast.people[who], "agreement_act", cast.agreement.pk, "schedule", **said)


def test_a_head_sets_when_it_is_talked_about_again(client, cast):
    lead_to(cast, State.RUNNING)
    assert "Tetapkan kapan dibicarakan lagi" in page_of(client, cast)
    assert schedule(client, cast, notice_on="2026-01-01").status_code == 422
    assert schedule(client, cast, notice_on="2199-03-01").status_code == 302
    page = page_of(client, cast)
    assert page.count("1 Maret 2199") == 2
    assert schedule(client, cast, "secretary-sengi", notice_on="2199-04-01").status_code == 404
    assert schedule(client, cast, notice_on="2199-04-01", seen=1).status_code == 409
