"""manage.py import_regions, as a person at a terminal meets it."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper

from tests import factories
from villages.management.progress import Progress
from villages.models import Region

pytestmark = pytest.mark.django_db

SOUND = "code,name\n33,Jawa Tengah\n33.08,Kabupaten Magelang\n33.08.06,Dukun\n33.08.06.2012,Sengi\n"


@pytest.fixture
def run(tmp_path):
    """Run the command over a text; returns what it wrote on stdout and stderr."""

    def run(text, **options):
        path = tmp_path / "regions.csv"
        path.write_text(text)
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("import_regions", path, stdout=out, stderr=err, **options)
        finally:
            run.errors = err.getvalue()
        return out.getvalue()

    return run


def test_it_says_what_changed_and_what_stands_now(run):
    said = run(SOUND)
    assert "4 baru, 0 berganti nama, 0 berlaku lagi, 0 tidak berlaku lagi." in said
    assert "1 provinsi, 1 kabupaten/kota, 1 kecamatan, 1 desa/kelurahan" in said
    assert run.errors == ""


def test_one_bad_line_stops_everything_and_is_named(run):
    with pytest.raises(CommandError, match="2 baris bermasalah; tidak ada yang disimpan"):
        run(SOUND + "33.8,x\n33.08.06.2013,\n")
    assert run.errors.splitlines() == [
        "baris 6: kode 33.8: bukan PP, PP.KK, PP.KK.CC, atau PP.KK.CC.VVVV "
        "(berkas yang pernah dibuka sebagai angka sering kehilangan nol)",
        "baris 7: kode 33.08.06.2013 tidak bernama",
    ]
    assert not Region.objects.exists()


def test_a_missing_file_is_a_plain_sentence():
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("import_regions", "/nothing/here.csv")


def test_notes_memberships_and_lost_villages_are_listed(run):
    run(SOUND + "33.08.06.2013,Sewukan\n")
    factories.village("33.08.06.2013", "Sewukan")
    factories.user(region_code="33.08.06.2013", full_name="Bu Wulan")
    said = run(SOUND.replace("Sengi", "Sengi "))
    assert "Catatan, baris 5: spasi berlebih dirapikan: 33.08.06.2012 Sengi" in said
    assert "Keanggotaan tanpa wilayah: Bu Wulan · Pendamping desa · 33.08.06.2013" in said
    assert "kodenya tidak berlaku lagi: Sewukan, 33.08.06.2013" in said


def test_a_dry_run_reports_and_keeps_nothing(run):
    said = run(SOUND, dry_run=True)
    assert "4 baru" in said
    assert "tidak ada yang disimpan" in said
    assert not Region.objects.exists()


def test_decree_and_date_can_be_given(run):
    run(SOUND)
    text = SOUND + "33.08.06.2013,Sewukan\n"
    run(text, decree="Kepmendagri 9/2027", on=datetime.date(2027, 1, 15))
    added = Region.objects.get(pk="33.08.06.2013")
    assert (added.decree, str(added.valid_from)) == ("Kepmendagri 9/2027", "2027-01-15")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_shows_on_a_terminal_only():
    for stream, shown in ((Terminal(), "\rMembaca 5.000\rMembaca 5.432\n"), (io.StringIO(), "")):
        progress = Progress(OutputWrapper(stream))
        progress("Membaca", 5000)
        progress("Membaca", 5432)
        progress.end()
        assert stream.getvalue() == shown
