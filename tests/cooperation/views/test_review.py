"""The pages of review, as insider, as reader only, as stranger, and through a link."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cooperation.drafts.passages import find_passage
from cooperation.lifecycle import State
from cooperation.models import Comment, LinkAnswer, ReviewLink
from cooperation.services.comments import write_comment
from cooperation.services.review_links import make_link, openings_of
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.large import head_of_all, under_review
from tests.cooperation.makers import MINUTES, between_villages, lead_to

pytestmark = pytest.mark.django_db
FUNDING = "Iuran 40 persen untuk Sengi. Sisanya untuk pipa."


@pytest.fixture
def cast():
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write(funding=FUNDING)
    cast.people["camat"] = factories.user(Role.COORDINATOR, "33.08")
    cast.people["stranger"] = factories.user(Role.VILLAGE_HEAD, "34.01.01.2001")
    return cast


def client_of(cast, who):
    client = Client()
    client.force_login(cast.people[who])
    return client


def comment_on(cast, quote="40 persen", suggestion="45 persen"):
    return write_comment(
        text=cast.agreement.texts.latest("number"),
        part="funding",
        passage=find_passage(FUNDING, quote),
        words="Pipa induk ada di desa kami.",
        suggestion=suggestion,
        by=cast.people["head-paten"],
    )


def page(client, route, *args, query="", **data):
    address = reverse(route, args=args) + query
    return client.post(address, data) if data else client.get(address)


# --- Comments --------------------------------------------------------------------------------


def test_a_sentence_is_chosen_and_commented_on(cast):
    client = client_of(cast, "head-paten")
    form = page(client, "comment_create", cast.agreement.pk, query="?isi=funding")
    assert "Sisanya untuk pipa." in form.content.decode()
    told = {"id": uuid7(), "sentence": "1", "words": "Untuk pipa yang mana?"}
    sent = page(client, "comment_create", cast.agreement.pk, query="?isi=funding", **told)
    comment = Comment.objects.get()
    assert sent.url == comment.get_absolute_url()
    assert (comment.quote, comment.suggestion) == ("Sisanya untuk pipa.", "")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"quote": "kata lain"}, "Kata-kata ini tidak ada dalam isi ini"),
        ({"suggestion": "45 persen"}, "Pilih dulu bagian yang hendak diganti"),
        ({"words": ""}, "Catatan Anda"),
    ],
)
def test_a_comment_that_cannot_be_placed_is_sent_back_with_its_words(cast, told, said):
    sent = {"id": uuid7(), "words": "Perlu dihitung lagi."} | told
    client = client_of(cast, "head-paten")
    answer = page(client, "comment_create", cast.agreement.pk, query="?isi=funding", **sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert sent["words"] in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_reader_reads_comments_and_writes_none(cast):
    comment = comment_on(cast)
    client = client_of(cast, "camat")
    read = page(client, "comment_detail", comment.pk).content.decode()
    assert "Pipa induk ada di desa kami." in read
    assert "Terapkan usulan" not in read
    assert page(client, "comment_list", cast.agreement.pk).status_code == 200
    query = "?isi=funding"
    assert page(client, "comment_create", cast.agreement.pk, query=query).status_code == 404
    assert page(client, "comment_detail", comment.pk, id=uuid7(), words="x").status_code == 404
    assert page(client, "comment_settle", comment.pk, keadaan="selesai").status_code == 404
    assert page(client, "comment_apply", comment.pk, seen="8").status_code == 404


@pytest.mark.parametrize("route", ["comment_list", "comment_create", "agreement_compare"])
def test_a_stranger_finds_nothing(cast, route):
    comment = comment_on(cast)
    client = client_of(cast, "stranger")
    assert page(client, route, cast.agreement.pk).status_code == 404
    assert page(client, "comment_detail", comment.pk).status_code == 404


def test_a_passage_that_changed_is_said_to_have_changed(cast):
    comment = comment_on(cast)
    client = client_of(cast, "head-sengi")
    marked = page(client, "agreement_text", cast.agreement.pk).content.decode()
    assert re.search(r'<a class="noted" href="[^"]+">40 persen</a>', marked)
    cast.write(funding="Iuran dibagi rata.")
    for route, pk in (("comment_list", cast.agreement.pk), ("comment_detail", comment.pk)):
        assert "agian ini sudah berubah" in page(client, route, pk).content.decode()
    text = page(client, "agreement_text", cast.agreement.pk).content.decode()
    assert "1 pada bagian yang sudah berubah" in text


def test_a_suggestion_is_taken_over_or_the_page_says_why_not(cast):
    comment = comment_on(cast)
    client = client_of(cast, "head-sengi")
    shown = page(client, "comment_detail", comment.pk).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', shown)[1]
    cast.write(funding=FUNDING, scope="Lain.")
    late = page(client, "comment_apply", comment.pk, seen=seen)
    assert late.status_code == 409
    assert "orang lain menulis atau memutuskan" in late.content.decode()
    shown = page(client, "comment_detail", comment.pk).content.decode()
    seen = re.search(r'name="seen" value="(\d+)"', shown)[1]
    assert page(client, "comment_apply", comment.pk, seen=seen).status_code == 302
    assert (
        cast.agreement.texts.latest("number").content["clauses"]["funding"].startswith("Iuran 45")
    )


# --- The text, its versions, and who has answered ----------------------------------------------


def test_the_difference_says_first_what_changed(cast):
    cast.write(funding=FUNDING.replace("40", "45"), scope="Lebih luas.")
    read = page(client_of(cast, "camat"), "agreement_compare", cast.agreement.pk).content.decode()
    assert "2 isi berubah: Ruang lingkup, Pendanaan." in read
    assert re.search(r"<del>.*40 </del><ins>.*45 </ins>", read)
    client = client_of(cast, "camat")
    for query in ("?dari=9", "?ke=x", "?ke=99999999999999999999"):
        assert page(client, "agreement_compare", cast.agreement.pk, query=query).status_code == 404


def test_an_answer_to_an_earlier_version_is_said_to_be_stale(cast):
    cast.act("consent", "head-paten", 1, consent="accepted", text=cast.text)
    client = client_of(cast, "head-sengi")
    assert "berubah setelah disetujui" not in page_of(cast, client)
    assert "1 dari 2 pihak menyetujui versi 1." in page_of(cast, client)
    cast.write(funding="Iuran dibagi rata.")
    read = page_of(cast, client)
    assert "berubah setelah disetujui" in read
    assert "?dari=1&amp;ke=2" in read
    assert "0 dari 2 pihak menyetujui versi 2." in read


def test_a_change_begins_without_the_answers_to_the_text_in_force(cast):
    lead_to(cast, State.RUNNING)
    cast.act("amend", "head-sengi", reason="Iuran", **MINUTES)
    client = client_of(cast, "head-sengi")
    assert "pihak menyetujui versi" not in page_of(cast, client)
    written = cast.write(funding="Iuran dibagi rata.")
    read = page_of(cast, client)
    assert f"0 dari 2 pihak menyetujui versi {written.number}." in read
    assert "berubah setelah disetujui" not in read


def page_of(cast, client):
    return " ".join(page(client, "agreement_detail", cast.agreement.pk).content.decode().split())


def test_a_refusal_is_read_with_its_reason_by_everybody_concerned(cast):
    cast.act("consent", "head-paten", 1, consent="declined", text=cast.text, reason="Terlalu mahal")
    for who in ("head-sengi", "bpd-paten", "camat", "facilitator"):
        assert "Terlalu mahal" in page_of(cast, client_of(cast, who))


def test_who_wrote_the_draft_is_told_kindly_that_another_answers(cast):
    cast.write("head-sengi", scope="Dari Sengi.")
    read = page_of(cast, client_of(cast, "head-sengi"))
    assert "Anda yang menulis versi ini" in read
    assert "langkah/consent/?pihak=1" not in re.sub(r'id="giliran".*?</section>', "", read)


def test_later_signers_see_that_earlier_ones_are_done():
    cast = lead_to(between_villages(), State.READY)
    client = client_of(cast, "head-paten")
    assert "berikutnya" in page_of(cast, client)
    told = {"number": "7", "year": 2026, "on": "2026-11-20"}
    cast.act("sign", "head-sengi", 0, signatory=("Pak Lurah", "Kepala Desa"), **told)
    read = page_of(cast, client)
    assert "sudah, 20 November 2026" in read
    assert "Nomor 7 Tahun 2026" in read


def test_the_checklist_names_what_is_missing_and_where_to_mend_it(cast):
    cast.write(dispute="", basis="x")
    read = page(client_of(cast, "head-sengi"), "agreement_text", cast.agreement.pk).content.decode()
    address = reverse("agreement_write", args=[cast.agreement.pk])
    assert f'href="{address}#id_dispute"' in read
    assert f'href="{address}#id_scope"' not in read
    cast.write(scope="Menurut Permendagri 38/2007.")
    read = page(client_of(cast, "head-sengi"), "agreement_text", cast.agreement.pk).content.decode()
    assert "Menyebut Permendagri 38/2007" in read


def test_what_waits_for_an_official_stands_on_the_first_page(cast):
    first = {who: client_of(cast, who).get("/").content.decode() for who in ("head-sengi", "camat")}
    assert "Menunggu Anda" in first["head-sengi"]
    assert cast.agreement.title in first["head-sengi"]
    assert "Menunggu Anda" not in first["camat"]
    cast.act("consent", "head-sengi", 0, consent="change", text=cast.text, reason="Kurang")
    assert (
        "Beri jawaban atas rancangan" not in client_of(cast, "head-sengi").get("/").content.decode()
    )


# --- Drafting --------------------------------------------------------------------------------


def test_rights_shares_dates_and_articles_are_written_and_kept(cast):
    client = client_of(cast, "secretary-sengi")
    cast.agreement.refresh_from_db()
    told = {
        "seen": cast.agreement.events_count,
        "title": "Air bersama",
        "rights_1": "Bagian iuran\r\nAir untuk dua dusun",
        "duties_2": "Menyediakan pipa",
        "shares": "Iuran: Sengi 40 persen, Paten 60 persen",
        "starts_on": "2026-12-01",
        "ends_on": "2029-11-30",
        "article_title_1": "Kerahasiaan",
        "article_words_1": "Data warga tidak dibagikan.",
    }
    answer = page(client, "agreement_write", cast.agreement.pk, **told)
    assert answer.status_code == 302
    content = cast.agreement.texts.latest("number").content
    assert content["parties"][0]["rights"] == ["Bagian iuran", "Air untuk dua dusun"]
    assert content["parties"][1]["duties"] == ["Menyediakan pipa"]
    assert content["articles"] == [{"title": "Kerahasiaan", "words": "Data warga tidak dibagikan."}]
    assert content["term"] == {"starts_on": "2026-12-01", "ends_on": "2029-11-30"}
    again = page(client, "agreement_write", cast.agreement.pk).content.decode()
    assert "Air untuk dua dusun" in again
    assert 'value="2029-11-30"' in again


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"starts_on": "2026-12-01", "ends_on": "2026-11-01"}, "harus sesudah tanggal mulai"),
        ({"ends_on": "2026-12-01", "notice_on": "2027-01-01"}, "di antara mulai dan berakhir"),
        ({"shares": "Iuran rata"}, "Baris 1: tulis sumbernya"),
        ({"article_words_1": "Tanpa judul"}, "Beri judul pasal ini"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(cast, told, said):
    cast.agreement.refresh_from_db()
    told = {"seen": cast.agreement.events_count, "title": "Air"} | told
    answer = page(client_of(cast, "secretary-sengi"), "agreement_write", cast.agreement.pk, **told)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_two_who_write_at_once_lose_nothing(cast):
    cast.agreement.refresh_from_db()
    seen = cast.agreement.events_count
    cast.write(funding="Iuran dibagi rata.")
    told = {"seen": seen, "title": "Air bersama", "funding": "Iuran menurut pelanggan."}
    answer = page(client_of(cast, "secretary-sengi"), "agreement_write", cast.agreement.pk, **told)
    read = answer.content.decode()
    assert answer.status_code == 409
    assert "Iuran dibagi rata." in read
    assert "Iuran menurut pelanggan." in read
    assert re.search(r"<del>.*dibagi rata\.</del><ins>.*menurut pelanggan\.</ins>", read)


# --- Through a link ----------------------------------------------------------------------------


@pytest.fixture
def door(cast):
    cache.clear()
    text = cast.agreement.texts.latest("number")
    return make_link(text=text, party=cast.parties[1], by=cast.people["head-sengi"])


def test_a_link_is_shown_once_with_a_text_ready_to_be_sent(cast):
    client = client_of(cast, "head-sengi")
    told = {"id": uuid7(), "party": cast.parties[1].pk}
    made = page(client, "review_links", cast.agreement.pk, **told).content.decode()
    token = re.search(r"/periksa/([\w-]+)/", made)[1]
    assert "https://wa.me/?text=" in made
    assert token not in page(client, "review_links", cast.agreement.pk).content.decode()
    again = page(client, "review_links", cast.agreement.pk, **told)
    assert again.status_code == 302
    assert ReviewLink.objects.count() == 1


def test_who_holds_a_token_reads_one_version_comments_and_answers(cast, door):
    link, token = door
    guest = Client()
    read = page(guest, "review_open", token).content.decode()
    assert FUNDING in read
    told = {"id": uuid7(), "quote": "40 persen", "words": "Tolong dihitung lagi."}
    assert page(guest, "review_open", token, query="?isi=funding", **told).status_code == 302
    assert Comment.objects.get().party == cast.parties[1]
    assert page(guest, "review_open", token, consent="change", reason="").status_code == 422
    told = {"consent": "change", "reason": "Iurannya"}
    assert page(guest, "review_open", token, **told).status_code == 302
    assert LinkAnswer.objects.get().reason == "Iurannya"
    read = page(guest, "review_open", token).content.decode()
    assert "Tolong dihitung lagi." in read
    assert openings_of([link])[str(link.pk)]["times"] == 2


def test_who_holds_a_token_reads_no_other_version_and_no_other_comment(cast, door):
    _link, token = door
    comment_on(cast)
    cast.write(funding="Iuran rahasia.")
    guest = Client()
    read = page(guest, "review_open", token, query="?versi=2").content.decode()
    assert "Iuran rahasia." not in read
    assert "Pipa induk ada di desa kami." not in read
    assert "Sudah ada versi yang lebih baru" in read
    for route in ("agreement_detail", "agreement_text", "comment_list", "agreement_compare"):
        assert page(guest, route, cast.agreement.pk).status_code == 302


@pytest.mark.parametrize("what", ["wrong", "lapsed", "withdrawn"])
def test_anything_wrong_with_a_link_is_404(cast, door, what):
    link, token = door
    if what == "lapsed":
        ReviewLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    if what == "withdrawn":
        client = client_of(cast, "secretary-paten")
        assert page(client, "review_link_withdraw", link.pk, ya="1").status_code == 302
    token = "x" * 32 if what == "wrong" else token
    guest = Client()
    assert page(guest, "review_open", token).status_code == 404
    assert page(guest, "review_open", token, consent="accepted").status_code == 404
    assert not LinkAnswer.objects.exists()


def test_guessing_tokens_is_slowed_down(cast, door):
    guest = Client()
    answers = [page(guest, "review_open", f"tebakan{number}").status_code for number in range(65)]
    assert answers[0] == 404
    assert answers[-1] == 429


@pytest.mark.parametrize("who", ["bpd-sengi", "camat"])
def test_who_does_not_draft_makes_no_links(cast, who):
    assert page(client_of(cast, who), "review_links", cast.agreement.pk).status_code == 403


def test_what_came_through_a_link_waits_to_be_recorded(cast, door):
    _link, token = door
    page(Client(), "review_open", token, consent="accepted")
    assert "Lewat tautan: Menyetujui, versi 1" in page_of(cast, client_of(cast, "head-sengi"))
    address = reverse("agreement_act", args=[cast.agreement.pk, "consent"]) + "?pihak=2"
    form = client_of(cast, "head-paten").get(address).content.decode()
    assert re.search(r'value="accepted"[^>]*checked|checked[^>]*value="accepted"', form)


# --- However much there is ---------------------------------------------------------------------


ROUTES = ("agreement_detail", "agreement_text", "comment_list", "agreement_compare")


def test_pages_cost_the_same_queries_however_much_there_is():
    client, head, writer = Client(), head_of_all(), head_of_all()
    client.force_login(head)
    people = {"by": head, "writer": writer}
    small = under_review(villages=2, versions=2, clauses=8, comments=1, **people)
    home = {"few": queries(client, "home")}
    large = under_review(villages=33, versions=20, clauses=40, comments=500, **people)
    home["many"] = queries(client, "home")
    for route in ROUTES:
        assert queries(client, route, large.pk) == queries(client, route, small.pk), route
    assert home["many"] == home["few"]


def queries(client, route, *args):
    with CaptureQueriesContext(connection) as captured:
        assert page(client, route, *args).status_code == 200
    return len(captured)
