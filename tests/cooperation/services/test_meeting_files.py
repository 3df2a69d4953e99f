"""Only photos and scans are kept, under names of our own, without where they were taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cooperation.forms.meeting_files import MeetingFileForm
from cooperation.services import meeting_files as attachments
from cooperation.services.keeping import Damaged
from cooperation.services.meeting_files import bytes_of, keep_file
from cooperation.services.scans import check_file, checked, without_whereabouts
from jejaring.roles import Role
from tests import factories
from tests.cooperation.meetings import arrange

EXIF = b"\xff\xe1\x00\x10Exif\x00\x00GPS-7.55"
COMMENT = b"\xff\xfe\x00\x08Pak RT"
TABLE = b"\xff\xdb\x00\x04\x01\x02"
SCAN = b"\xff\xda\x00\x02\x11\xff\x00\x22\xff\xd9"
JPEG = b"\xff\xd8" + EXIF + COMMENT + TABLE + SCAN
PNG = b"\x89PNG\r\n\x1a\nabc"
PDF = b"%PDF-1.7\nabc"


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a",
        b"MZ\x90\x00",
        b"PK\x03\x04",
        b" %PDF-1.7",
        b"\xff\xd8",
        b"\x89PNG",
        b"#!/bin/sh",
    ],
)
def test_anything_else_is_refused_whatever_it_calls_itself(content):
    file = SimpleUploadedFile("foto.jpg", content, content_type="image/jpeg")
    form = MeetingFileForm({"label": "Foto"}, {"file": file})
    assert not form.is_valid()
    assert "PDF, JPEG, atau PNG" in str(form.errors["file"])


def test_a_file_over_five_megabytes_is_refused_with_a_remedy():
    file = SimpleUploadedFile("foto.png", PNG + b"x" * attachments.MOST_BYTES)
    form = MeetingFileForm({"label": "Foto"}, {"file": file})
    assert "Perkecil" in str(form.errors["file"])


def test_each_kind_is_known_by_its_first_bytes():
    assert [checked(content).ending for content in (JPEG, PNG, PDF)] == ["jpg", "png", "pdf"]


def test_a_photo_loses_place_camera_and_comments_and_nothing_else():
    assert without_whereabouts(JPEG) == b"\xff\xd8" + TABLE + SCAN


@pytest.mark.parametrize(
    "broken",
    [
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\x00\x00" + SCAN,
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8xx",
    ],
)
def test_a_broken_photo_stays_as_it_came(broken):
    assert without_whereabouts(broken) == broken


@pytest.mark.django_db
def test_a_file_lies_under_a_generated_name_and_once(settings):
    factories.village()
    by = factories.user(Role.BPD)
    meeting = arrange(by)
    row = keep_file(meeting=meeting, content=PNG, label="../../etc/passwd", by=by)
    assert keep_file(meeting=meeting, content=PNG, label="lagi", by=by) == row
    assert bytes_of(row) == PNG
    assert "/" not in row.stored
    assert "passwd" not in row.stored
    assert (settings.SCAN_DIR / row.stored).stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_meeting_holds_so_many_files_and_no_more(monkeypatch):
    factories.village()
    by = factories.user(Role.BPD)
    meeting = arrange(by)
    monkeypatch.setattr(attachments, "MOST_FILES", 1)
    keep_file(meeting=meeting, content=PNG, label="Satu", by=by)
    with pytest.raises(attachments.TooMany):
        keep_file(meeting=meeting, content=PDF, label="Dua", by=by)


@pytest.mark.django_db
def test_a_file_that_was_changed_behind_the_app_is_not_handed_out(settings):
    factories.village()
    by = factories.user(Role.BPD)
    row = keep_file(meeting=arrange(by), content=PNG, label="Foto", by=by)
    (settings.SCAN_DIR / row.stored).write_bytes(PNG + b"more")
    with pytest.raises(Damaged):
        bytes_of(row)


def test_a_scan_of_an_agreement_loses_the_same_and_keeps_its_name():
    file = check_file(SimpleUploadedFile("C:\\foto\\naskah.exe", JPEG), attachments.MOST_BYTES)
    assert (file.name, file.content) == ("naskah.jpg", b"\xff\xd8" + TABLE + SCAN)
