"""The pages of papers: who issues, who reads, and what a bad file is told."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cooperation.lifecycle import State
from cooperation.models import DocumentTemplate, IssuedDocument, Letterhead
from cooperation.papers import Kind
from cooperation.papers.word_template import example_template
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import between_villages, lead_to
from tests.cooperation.papers.test_word_template import changed, docx_with, png, relation
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
ASKED = {"document": "regulation:", "format": "pdf", "paper": "f4"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Each test keeps its files apart."""
    settings.DOCUMENT_DIR = tmp_path / "documents"


@pytest.fixture
def cast():
    return lead_to(between_villages(), State.DRAFTING)


@pytest.fixture
def coordinator():
    return factories.user(Role.COORDINATOR, "33.08")


def issue(client, cast, **asked):
    address = reverse("document_issue", args=[cast.agreement.pk])
    return client.post(address, ASKED | asked, follow=True)


def test_an_insider_issues_a_paper_and_takes_it_along(client, cast):
    client.force_login(cast.people["head-sengi"])
    page = issue(client, cast)
    assert page.status_code == 200
    document = IssuedDocument.objects.get()
    address = reverse("document_download", args=[document.pk])
    assert address in page.content.decode()
    file = client.get(address)
    assert file.content.startswith(b"%PDF")
    assert file["Content-Type"] == "application/pdf"
    assert file["X-Content-Type-Options"] == "nosniff"
    disposition = file["Content-Disposition"]
    assert disposition.startswith('attachment; filename="peraturan-bersama-')
    assert disposition.isascii()


def test_the_same_request_twice_makes_one_file(client, cast):
    client.force_login(cast.people["head-sengi"])
    issue(client, cast)
    page = issue(client, cast)
    assert "sudah pernah diterbitkan" in page.content.decode()
    assert IssuedDocument.objects.count() == 1


def test_the_last_files_stand_on_the_page_of_the_agreement(client, cast):
    client.force_login(cast.people["head-sengi"])
    assert (
        "Belum ada yang diterbitkan."
        in client.get(cast.agreement.get_absolute_url()).content.decode()
    )
    issue(client, cast)
    address = reverse("document_download", args=[IssuedDocument.objects.get().pk])
    assert address in client.get(cast.agreement.get_absolute_url()).content.decode()


@pytest.mark.parametrize("who", ["bpd-paten", "coordinator"])
def test_who_only_reads_downloads_and_does_not_issue(client, cast, coordinator, who):
    client.force_login(cast.people["head-sengi"])
    issue(client, cast)
    client.force_login(cast.people.get(who, coordinator))
    page = client.get(reverse("agreement_documents", args=[cast.agreement.pk]))
    assert page.status_code == 200
    assert reverse("document_issue", args=[cast.agreement.pk]) not in page.content.decode()
    document = IssuedDocument.objects.get()
    assert client.get(reverse("document_download", args=[document.pk])).status_code == 200
    assert issue(client, cast).status_code == 403
    assert IssuedDocument.objects.count() == 1


def test_a_stranger_finds_nothing(client, cast):
    client.force_login(cast.people["head-sengi"])
    issue(client, cast)
    document = IssuedDocument.objects.get()
    client.force_login(factories.user(Role.VILLAGE_HEAD, "34.01.01.2001"))
    for name, pk in (
        ("agreement_documents", cast.agreement.pk),
        ("document_issue", cast.agreement.pk),
        ("document_download", document.pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 404
    assert issue(client, cast).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [{"document": "regulation:x"}, {"document": ""}, {"format": "exe"}, {"paper": "../a4"}],
)
def test_a_request_for_what_is_not_offered_is_refused(client, cast, wrong):
    client.force_login(cast.people["head-sengi"])
    assert issue(client, cast, **wrong).status_code == 422
    assert not IssuedDocument.objects.exists()


def test_a_lost_file_is_said_and_breaks_nothing(client, cast, settings):
    client.force_login(cast.people["head-sengi"])
    issue(client, cast)
    document = IssuedDocument.objects.get()
    (settings.DOCUMENT_DIR / document.name).unlink()
    page = client.get(reverse("document_download", args=[document.pk]), follow=True)
    assert "cadangan" in page.content.decode()
    assert "cadangan" in issue(client, cast).content.decode()


def test_the_page_of_papers_costs_the_same_for_one_and_for_many(
    client, cast, django_assert_max_num_queries
):
    client.force_login(cast.people["head-sengi"])
    for key in ("pdf", "docx"):
        for paper in ("a4", "f4"):
            issue(client, cast, format=key, paper=paper)
    assert IssuedDocument.objects.count() == 4
    with django_assert_max_num_queries(9):
        client.get(reverse("agreement_documents", args=[cast.agreement.pk]))


# --- templates ----------------------------------------------------------------------------------


def upload(client, content, kind=Kind.REGULATION, regency="33.08", name="templat.docx"):
    file = SimpleUploadedFile(name, content)
    address = reverse("template_list", args=[regency])
    return client.post(address, {"kind": kind, "file": file})


def test_a_coordinator_takes_a_template_into_use_and_out_again(client, cast, coordinator):
    client.force_login(coordinator)
    example = client.get(reverse("template_example", args=["33.08", "regulation"]))
    assert upload(client, example.content).status_code == 302
    template = DocumentTemplate.objects.in_use().get()
    kept = client.get(reverse("template_download", args=[template.pk]))
    assert kept.content == example.content
    assert kept["Content-Disposition"] == 'attachment; filename="templat.docx"'
    client.post(reverse("template_retire", args=[template.pk]))
    assert not DocumentTemplate.objects.in_use().exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (docx_with("{{ isi }}", "{{ tanda_tagan }}"), "{{ tanda_tangan }}"),
        (docx_with("Tanpa tanda"), "{{ isi }}"),
        (changed(**relation(b"image", b"http://a.example/x.png")), "http://a.example/x.png"),
        (changed(add=[("word/vbaProject.bin", b"x")]), "makro"),
        (changed(add=[("word/media/a.png", b"\0" * 20_000_000)]), "jauh lebih besar"),
        (b"bukan zip", "rusak"),
    ],
)
def test_a_hostile_or_mistaken_template_is_told_what_to_do(client, coordinator, content, told):
    factories.village()
    client.force_login(coordinator)
    page = upload(client, content)
    assert page.status_code == 422
    assert told in page.content.decode()
    assert not DocumentTemplate.objects.exists()


def test_templates_of_another_kabupaten_are_closed(client, coordinator):
    factories.village("34.01.01.2001", "Jangkaran")
    factories.village()
    client.force_login(coordinator)
    assert upload(client, example_template(Kind.OFFER), regency="34.01").status_code == 404
    client.force_login(factories.user(Role.COORDINATOR, "33.08.06"))
    assert upload(client, example_template(Kind.OFFER)).status_code == 404
    client.force_login(factories.user(Role.VILLAGE_HEAD, SENGI))
    assert upload(client, example_template(Kind.OFFER)).status_code == 403
    assert not DocumentTemplate.objects.exists()


def test_an_emblem_is_set_and_a_bad_one_refused(client, coordinator):
    factories.village()
    client.force_login(coordinator)
    address = reverse("emblem_set", args=["33.08"])
    page = client.post(address, {"emblem": SimpleUploadedFile("a.png", b"GIF89a")})
    assert page.status_code == 422
    assert "PNG" in page.content.decode()
    picture = png()
    client.post(address, {"emblem": SimpleUploadedFile("a.png", picture)})
    assert io.BytesIO(Letterhead.objects.get().emblem).read() == picture


def test_a_village_writes_its_own_head_and_no_other(client, cast):
    client.force_login(cast.people["head-sengi"])
    address = reverse("letterhead_edit", args=[SENGI])
    client.post(address, {"address": "Jalan Talun 3", "contact": "0293-1"})
    assert "Jalan Talun 3" in client.get(address).content.decode()
    other = reverse("letterhead_edit", args=["33.08.06.2013"])
    assert client.post(other, {"address": "x"}).status_code == 404
    assert Letterhead.objects.count() == 1
