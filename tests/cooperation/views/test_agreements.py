"""The pages of an agreement: for who acts, for who only reads, and for a stranger."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperation.lifecycle import Clause, Flow, State
from cooperation.models import Agreement, AgreementEvent, Attachment, Partner
from cooperation.services.agreements import PartyDraft, begin_agreement
from cooperation.services.chain import first_break, standing_of
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import COUNTED, MINUTES, between_villages, lead_to, with_partner
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 naskah bertanda tangan"


@pytest.fixture
def cast():
    return between_villages()


@pytest.fixture
def stranger():
    return factories.user(Role.VILLAGE_HEAD, "33.08.07.2003")


def open_as(client, person, name, *args, query=""):
    client.force_login(person)
    return client.get(reverse(name, args=args) + query)


def send_as(client, person, name, *args, query="", **values):
    client.force_login(person)
    return client.post(reverse(name, args=args) + query, values)


def act_as(client, cast, who, act, party=None, *, seen=None, **values):
    """Post the form of an act as its page would."""
    cast.agreement.refresh_from_db()
    query = "" if party is None else f"?pihak={party + 1}"
    seen = cast.agreement.events_count if seen is None else seen
    said = {"id": str(uuid7()), "seen": seen} | values
    return send_as(
        client, cast.people[who], "agreement_act", cast.agreement.pk, act, query=query, **said
    )


DELIBERATED = {"outcome": "agreed", **COUNTED, **MINUTES}


# --- Beginning ----------------------------------------------------------------------------------


def idea(**values):
    return {"id": str(uuid7()), "flow": "between", "title": "Air bersama"} | values


def test_a_facilitator_begins_one_and_the_same_form_twice_begins_one(client):
    factories.village()
    factories.village("33.08.06.2013", "Paten")
    person = factories.user()
    said = idea(others="Paten")
    for _ in range(2):
        answer = send_as(client, person, "agreement_create", SENGI, **said)
        assert answer.status_code == 302
    agreement = Agreement.objects.get()
    assert answer.url == agreement.get_absolute_url()
    assert list(agreement.parties.values_list("village_id", "is_initiator")) == [
        (SENGI, True),
        ("33.08.06.2013", False),
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"others": ""}, "Sebutkan sedikitnya satu desa lain"),
        ({"others": "Tidak Ada"}, "Baris 1 (Tidak Ada)"),
        ({"others": "Pateen"}, "Mungkin maksudnya: Paten, Kecamatan Dukun (33.08.06.2013)"),
        ({"others": "33.08.06.2013; Paten; 7; 2026"}, "dicatat nanti saat ditandatangani"),
        ({"others": "33.08.06.1001"}, "Kelurahan bukan desa"),
        ({"others": "34.01.01.2001"}, "aturan kerja sama antardaerah"),
        ({"flow": "village_led"}, "Sebutkan pihak ketiganya"),
        ({"flow": "village_led", "partner_name": "PT X"}, "Pilih jenis pihak ketiga"),
        ({"others": "Paten\nPaten"}, "sudah ada dalam daftar pihak"),
        ({"flow": "village_led", "partner_name": "Dinas Air", "partner_kind": "company"}, "Dinas"),
    ],
)
def test_parties_that_may_not_agree_are_refused_with_the_reason(client, values, words):
    sengi = factories.village()
    factories.village("33.08.06.2013", "Paten")
    factories.village("33.08.06.1001", "Kota", begun=False)
    factories.village("34.01.01.2001", "Jangkaran", begun=False)
    Partner.objects.create(region=sengi, name="Dinas Air", kind="agency")
    answer = send_as(client, factories.user(), "agreement_create", SENGI, **idea(**values))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Agreement.objects.exists()


def test_who_may_not_draft_begins_nothing(client):
    factories.village()
    council = factories.user(Role.BPD)
    assert open_as(client, council, "agreement_create", SENGI).status_code == 403
    far = factories.user(region_code="33.08.07.2003")
    assert open_as(client, far, "agreement_create", SENGI).status_code == 404


# --- Reading ------------------------------------------------------------------------------------


def test_all_parties_and_the_coordinator_read_it_and_a_stranger_finds_nothing(
    client, cast, stranger
):
    readers = [*cast.people.values(), factories.user(Role.COORDINATOR, "33.08")]
    for person in readers:
        for name in ("agreement_detail", "agreement_text"):
            assert open_as(client, person, name, cast.agreement.pk).status_code == 200
    for name in ("agreement_detail", "agreement_text", "agreement_write", "agreement_join"):
        assert open_as(client, stranger, name, cast.agreement.pk).status_code == 404


def buttons(client, person, cast):
    page = open_as(client, person, "agreement_detail", cast.agreement.pk).content.decode()
    return set(re.findall(rf"{cast.agreement.pk}/langkah/(\w+)/", page))


def test_everybody_sees_the_buttons_of_their_office_only(client, cast):
    assert buttons(client, cast.people["bpd-sengi"], cast) == {"deliberate"}
    assert buttons(client, cast.people["facilitator"], cast) == set()
    assert buttons(client, cast.people["head-sengi"], cast) == {"withdraw"}
    assert buttons(client, cast.people["head-paten"], cast) == set()
    assert buttons(client, factories.user(Role.COORDINATOR, "33.08"), cast) == set()


def turns(client, cast, who):
    """The addresses under "Giliran Anda" for somebody."""
    page = open_as(client, cast.people[who], "agreement_detail", cast.agreement.pk)
    found = re.search(r'<h2 id="giliran">.*?</section>', page.content.decode(), re.DOTALL)
    return re.findall(r'href="([^"]+/langkah/[^"]+)"', found[0]) if found else []


@pytest.mark.parametrize(
    "state", [State.PREPARING, State.OFFERED, State.AGREED, State.READY, State.SIGNED]
)
def test_what_is_my_turn_can_be_done_now(client, cast, state):
    lead_to(cast, state)
    offered = 0
    for who in cast.people:
        for address in turns(client, cast, who):
            form = client.get(address)
            assert form.status_code == 200
            assert not form.context["obstacles"], (who, address)
            offered += 1
    assert offered


def test_what_is_in_the_way_of_my_own_step_is_told_apart_from_my_turn(client, cast):
    page = open_as(client, cast.people["head-sengi"], "agreement_detail", cast.agreement.pk)
    assert turns(client, cast, "head-sengi") == []
    told = r"Sesudah itu.*?</details>"
    apart = re.search(told, page.content.decode(), re.DOTALL)
    assert "Kirim surat penawaran" in apart[0]
    assert "Musyawarah desa belum menyepakatinya" in apart[0]


def test_who_asked_for_a_change_has_answered_until_the_words_change(client, cast):
    lead_to(cast, State.DRAFTING)
    cast.write()
    assert any("/consent/" in each for each in turns(client, cast, "head-paten"))
    cast.act("consent", "head-paten", 1, consent="change", text=cast.text, reason="Kurang")
    assert not any("/consent/" in each for each in turns(client, cast, "head-paten"))
    cast.write(scope="Lebih jelas.")
    assert any("/consent/" in each for each in turns(client, cast, "head-paten"))


def test_a_later_signer_sees_that_the_earlier_one_is_done(client, cast):
    lead_to(cast, State.READY)
    cast.act("sign", "head-sengi", 0, number="7", year=2026, on="2026-11-20")
    page = open_as(client, cast.people["head-paten"], "agreement_detail", cast.agreement.pk)
    text = page.content.decode()
    assert "Nomor 7 Tahun 2026" in text
    assert "✓ tanda tangan" in text
    assert buttons(client, cast.people["head-paten"], cast) >= {"sign"}


def test_while_a_change_is_drafted_the_page_leads_to_the_text_in_force(client, cast):
    lead_to(cast, State.RUNNING)
    cast.act("amend", "head-sengi", reason="Iuran", **MINUTES)
    cast.write(funding="Iuran baru.")
    page = open_as(client, cast.people["head-paten"], "agreement_detail", cast.agreement.pk)
    assert "Yang masih berlaku: versi 1" in page.content.decode()
    cast.act("abandon", "head-paten", reason="Tidak jadi")
    page = open_as(client, cast.people["head-paten"], "agreement_text", cast.agreement.pk)
    assert "Isi funding." in page.content.decode()


def test_the_list_finds_by_village_and_state_and_only_ones_own(client, cast, stranger):
    person = cast.people["facilitator"]
    for query, found in (
        ("", True),
        ("?cari=paten", True),
        ("?cari=tidak+ada", False),
        ("?keadaan=berjalan", False),
        ("?keadaan=disiapkan", True),
        ("?keadaan=apa&hal=x", True),
    ):
        page = open_as(client, person, "agreement_list", query=query)
        assert page.status_code == 200
        assert ("Merawat mata air bersama" in page.content.decode()) is found, query
    page = open_as(client, stranger, "agreement_list")
    assert "Merawat mata air" not in page.content.decode()


# --- Acting -------------------------------------------------------------------------------------


def test_the_council_records_its_deliberation_and_the_form_sent_twice_is_one_act(client, cast):
    said = {"id": str(uuid7()), "seen": 1} | DELIBERATED
    person, address = cast.people["bpd-sengi"], ("agreement_act", cast.agreement.pk, "deliberate")
    for _ in range(2):
        answer = send_as(client, person, *address, query="?pihak=1", **said)
        assert answer.status_code == 302
    assert cast.agreement.events.filter(act="deliberate").count() == 1
    page = client.get(answer.url).content.decode()
    assert "Tercatat" in page


def test_a_form_sent_twice_is_one_act_though_the_state_has_moved_on(client, cast):
    lead_to(cast, State.READY)
    said = {"id": str(uuid7()), "seen": cast.agreement.events_count, "reason": "Belum siap"}
    for _ in range(2):
        answer = act_as(client, cast, "head-sengi", "withdraw", **said)
        assert answer.status_code == 302
    assert "tidak berlaku" not in client.get(answer.url).content.decode()
    assert cast.agreement.events.filter(act="withdraw").count() == 1


def test_who_saw_an_older_state_is_told_and_nothing_typed_is_lost(client, cast):
    cast.act("deliberate", "bpd-paten", 1, **DELIBERATED)
    answer = act_as(client, cast, "bpd-sengi", "deliberate", 0, seen=1, **DELIBERATED)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Isian Anda belum dicatat" in page
    assert 'value="01/BA/2026"' in page
    assert 'name="seen" value="2"' in page.replace('type="hidden" ', "")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"present": 3}, "Kuorum belum tercapai"),
        ({"outcome": "refused"}, "Tulis alasannya"),
        ({"on": "2099-01-01"}, "belum tiba"),
        ({"minutes": ""}, "Wajib diisi"),
        ({"invited": "x"}, "bilangan bulat"),
        ({"seen": ""}, ""),
    ],
)
def test_a_form_that_lacks_something_is_refused_with_words(client, cast, values, words):
    answer = act_as(client, cast, "bpd-sengi", "deliberate", 0, **(DELIBERATED | values))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert cast.agreement.events.count() == 1


def test_what_is_in_the_way_is_said_before_and_after(client, cast):
    person = cast.people["head-sengi"]
    page = open_as(client, person, "agreement_act", cast.agreement.pk, "offer").content.decode()
    assert "Musyawarah desa belum menyepakatinya" in page
    answer = act_as(client, cast, "head-sengi", "offer", letter="1", on="2026-11-01")
    assert answer.status_code == 422
    assert "Belum tercantum dalam RPJM" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "act", "query"),
    [
        ("facilitator", "withdraw", ""),
        ("bpd-paten", "deliberate", "?pihak=1"),
        ("head-paten", "withdraw", ""),
        ("head-sengi", "no_such_act", ""),
        ("facilitator", "write", ""),
        ("facilitator", "join", ""),
        ("head-sengi", "dispute", ""),
        ("bpd-sengi", "deliberate", ""),
        ("bpd-sengi", "deliberate", "?pihak=x"),
        ("bpd-sengi", "deliberate", "?pihak=999999999999"),
    ],
)
def test_an_act_of_somebody_else_or_of_nobody_has_no_page(client, cast, who, act, query):
    for method in (open_as, send_as):
        answer = method(
            client, cast.people[who], "agreement_act", cast.agreement.pk, act, query=query
        )
        assert answer.status_code == 404


def test_an_act_out_of_its_time_leads_back(client, cast):
    answer = open_as(client, cast.people["head-sengi"], "agreement_act", cast.agreement.pk, "start")
    assert (answer.status_code, answer.url) == (302, cast.agreement.get_absolute_url())


def test_an_answer_binds_the_words_that_were_shown(client, cast):
    lead_to(cast, State.DRAFTING)
    cast.write()
    page = open_as(
        client,
        cast.people["head-paten"],
        "agreement_act",
        cast.agreement.pk,
        "consent",
        query="?pihak=2",
    )
    assert "Isi scope." in page.content.decode()
    said = {"consent": "accepted"}
    answer = act_as(client, cast, "head-paten", "consent", 1, text="0" * 64, **said)
    assert answer.status_code == 422
    answer = act_as(client, cast, "head-paten", "consent", 1, text=cast.text, **said)
    assert answer.status_code == 302


# --- Writing ------------------------------------------------------------------------------------


def words(**clauses):
    return {each.value: f"Isi {each.value}." for each in Clause} | clauses


def test_a_draft_is_written_in_versions_and_the_same_words_are_none(client, cast):
    person, pk = cast.people["facilitator"], cast.agreement.pk
    said = {"title": "Air", "seen": 1, **words()}
    for _ in range(2):
        assert send_as(client, person, "agreement_write", pk, **said).status_code == 302
    assert cast.agreement.texts.count() == 1
    assert send_as(client, person, "agreement_write", pk, seen=2).status_code == 422
    answer = send_as(client, person, "agreement_write", pk, **(said | {"scope": "Lain."}))
    assert answer.status_code == 409
    assert "Lain." in answer.content.decode()


def test_the_council_writes_nothing_and_nobody_does_once_it_is_signed(client, cast):
    pk = cast.agreement.pk
    assert open_as(client, cast.people["bpd-sengi"], "agreement_write", pk).status_code == 403
    lead_to(cast, State.RUNNING)
    answer = open_as(client, cast.people["facilitator"], "agreement_write", pk)
    assert (answer.status_code, answer.url) == (302, cast.agreement.get_absolute_url())


def test_a_revoked_rule_warns_and_blocks_nothing(client, cast):
    person, pk = cast.people["facilitator"], cast.agreement.pk
    said = {"title": "Air", "seen": 1, **words()}
    said["basis"] = "Permendagri Nomor 38 Tahun 2007 tentang Kerja Sama Desa"
    answer = send_as(client, person, "agreement_write", pk, **said)
    page = client.get(answer.url).content.decode()
    assert "sudah dicabut" in page
    assert standing_of(cast.agreement).text


def test_a_version_that_is_not_there_is_not_found(client, cast):
    cast.write()
    person, pk = cast.people["bpd-paten"], cast.agreement.pk
    assert open_as(client, person, "agreement_text", pk, query="?versi=1").status_code == 200
    assert open_as(client, person, "agreement_text", pk, query="?versi=7").status_code == 404


# --- A witness ----------------------------------------------------------------------------------


def test_a_witness_reads_and_does_nothing(client):
    sengi, paten = factories.village(), factories.village("33.08.06.2013", "Paten")
    partner = Partner.objects.create(region=sengi, name="PT Salak", kind="company")
    agreement = begin_agreement(
        flow=Flow.VILLAGE_LED,
        title="Salak",
        parties=[
            PartyDraft(village=sengi, is_initiator=True),
            PartyDraft(partner=partner),
            PartyDraft(village=paten, is_witness=True),
        ],
        by=factories.user(),
    )
    head = factories.user(Role.VILLAGE_HEAD, paten.pk)
    assert open_as(client, head, "agreement_detail", agreement.pk).status_code == 200
    for name, *rest in (("agreement_write",), ("agreement_join",), ("agreement_act", "withdraw")):
        assert open_as(client, head, name, agreement.pk, *rest).status_code == 404
    answer = send_as(client, head, "agreement_write", agreement.pk, title="X", seen=1, **words())
    assert answer.status_code == 404


# --- More parties -------------------------------------------------------------------------------


def test_parties_join_by_lines_and_whole_kecamatan_while_it_is_prepared(client, cast):
    for number in (2014, 2015):
        factories.village(f"33.08.06.{number}", f"Desa {number}", begun=False)
    factories.village("33.08.06.1001", "Kota", begun=False)
    person, pk = cast.people["facilitator"], cast.agreement.pk
    said = {"id": str(uuid7()), "seen": 1, "whole_subdistrict": "on"}
    said["others"] = "33.08.06.2014; Krinjing Lama"
    for _ in range(2):
        assert send_as(client, person, "agreement_join", pk, **said).status_code == 302
    parties = cast.agreement.parties.order_by("position")
    assert [p.village_id[-4:] for p in parties] == ["2012", "2013", "2014", "2015"]
    assert parties[2].name_as_written == "Krinjing Lama"
    assert len(standing_of(cast.agreement).sides) == 4
    cast.agreement.refresh_from_db()
    assert first_break(cast.agreement) is None


def test_nobody_joins_twice_nor_from_another_kabupaten_nor_later(client, cast):
    factories.village("34.01.01.2001", "Jangkaran", begun=False)
    person, pk = cast.people["head-paten"], cast.agreement.pk
    for others, words_ in (
        ("Paten", "sudah ada"),
        ("34.01.01.2001", "antardaerah"),
        ("", "Tulis sedikitnya satu"),
    ):
        said = {"id": str(uuid7()), "seen": 1, "others": others}
        answer = send_as(client, person, "agreement_join", pk, **said)
        assert answer.status_code == 422
        assert words_ in answer.content.decode()
    factories.village("33.08.06.2014", "Krinjing", begun=False)
    said = {"id": str(uuid7()), "seen": 7, "others": "Krinjing"}
    assert send_as(client, person, "agreement_join", pk, **said).status_code == 409
    assert cast.agreement.parties.count() == 2
    lead_to(cast, State.OFFERED)
    assert open_as(client, person, "agreement_join", pk).status_code == 302


# --- Signed on paper ----------------------------------------------------------------------------


def scan(content=PDF, name="naskah asli.pdf"):
    return SimpleUploadedFile(name, content)


SIGNED = {"number": "7", "year": 2026, "on": "2026-11-20", "signatory": "Pak A", "office": "Kades"}


def test_the_scan_of_the_signed_paper_is_kept_and_handed_out_to_readers_only(
    client, cast, stranger
):
    lead_to(cast, State.READY)
    answer = act_as(client, cast, "head-sengi", "sign", 0, scan=scan(), **SIGNED)
    assert answer.status_code == 302
    row = Attachment.objects.get()
    event = AgreementEvent.objects.get(act="sign")
    assert (event.content["scan"], event.content["text"]) == (row.digest, cast.text)
    address = row.get_absolute_url()
    client.force_login(cast.people["bpd-paten"])
    got = client.get(address)
    assert got.content == PDF
    assert got["Content-Disposition"] == 'attachment; filename="naskah asli.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302
    cast.agreement.refresh_from_db()
    assert first_break(cast.agreement) is None


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (scan(b"<html><script>alert(1)</script>", "naskah.pdf"), "PDF, JPEG, atau PNG"),
        (scan(b"%PDF-" + bytes(10 * 1024 * 1024), "besar.pdf"), "lebih dari 10 MB"),
        (scan(b"", "kosong.pdf"), "kosong"),
    ],
)
def test_what_is_no_scan_is_refused_by_its_bytes(client, cast, upload, said):
    lead_to(cast, State.READY)
    upload.seek(0)
    answer = act_as(client, cast, "head-sengi", "sign", 0, scan=upload, **SIGNED)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_name_that_means_harm_is_only_shown_and_the_ending_is_ours(client, cast):
    lead_to(cast, State.READY)
    upload = scan(b"\xff\xd8\xff\xe0 foto", '..\\..\\etc\\"passwd".html')
    assert act_as(client, cast, "head-sengi", "sign", 0, scan=upload, **SIGNED).status_code == 302
    assert Attachment.objects.get().name == "etcpasswd.jpg"


def test_a_refused_signature_leaves_no_file(client, cast):
    lead_to(cast, State.READY)
    answer = act_as(client, cast, "head-sengi", "sign", 0, seen=1, scan=scan(), **SIGNED)
    assert answer.status_code == 409
    assert not Attachment.objects.exists()


# --- Third parties ------------------------------------------------------------------------------


def test_the_village_head_records_what_a_partner_without_an_account_answers(client):
    cast = with_partner()
    cast.act("deliberate", "bpd-sengi", 0, **DELIBERATED)
    cast.act("plan", "secretary-sengi", 0, plan="rkp", number="3", year=2026)
    cast.act("offer", "head-sengi", letter="1", on="2026-11-01")
    assert act_as(client, cast, "facilitator", "answer", 1).status_code == 404
    said = {"answer": "declined", "on": "2026-11-02"}
    assert act_as(client, cast, "head-sengi", "answer", 1, **said).status_code == 422
    said["reason"] = "Tidak ada modal"
    assert act_as(client, cast, "head-sengi", "answer", 1, **said).status_code == 302
    cast.agreement.refresh_from_db()
    assert cast.agreement.state == State.DECLINED


def test_a_draft_offers_the_meeting_between_villages_already_chosen(client):
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write()
    client.force_login(cast.people["secretary-sengi"])
    page = client.get(cast.agreement.get_absolute_url()).content.decode()
    assert f"?kerjasama={cast.agreement.pk}&amp;jenis=mad" in page
    assert "Belum: menyetujui rancangan, tanda tangan, diundangkan" in page


def test_a_refused_answer_comes_before_the_draft_and_keeps_it_folded(client):
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write()
    client.force_login(cast.people["head-paten"])
    path = reverse("agreement_act", args=[cast.agreement.pk, "consent"]) + "?pihak=2"
    unfolded = re.compile(r'<details class="unfold"\s+open')
    assert unfolded.search(client.get(path).content.decode())
    seen = cast.agreement.events.count()
    said = {"id": str(uuid7()), "seen": seen, "text": cast.text, "consent": "change"}
    answer = client.post(path, said)
    assert answer.status_code == 422
    assert not unfolded.search(answer.content.decode())
    answer = client.post(path, said | {"reason": "Iuran"}, follow=True)
    assert "Tercatat: rancangan diperiksa, minta perubahan." in answer.content.decode()
