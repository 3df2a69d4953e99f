"""manage.py import_boundaries, as a person at a terminal meets it."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.villages.services.test_boundaries import area, ring
from villages.models import Boundary

pytestmark = pytest.mark.django_db

SENGI, PATEN = factories.SENGI, "33.08.06.2013"


@pytest.fixture
def write(tmp_path):
    factories.sample_villages()

    def write(name, *features):
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


def test_it_says_what_is_new_what_was_mended_and_who_is_missing(write, capsys):
    turned = [[y, x] for x, y in ring(112)]
    path = write("desa.geojson", area(SENGI), area(PATEN, turned, name="Paten"))
    call_command("import_boundaries", path)
    assert capsys.readouterr().out.splitlines() == [
        f"Catatan, desa.geojson, objek 2 ({PATEN} Paten): lintang dan bujur tertukar; "
        "sudah dibalik",
        "desa.geojson: 2 batas baru, 0 diganti.",
        "Belum punya batas: 1 wilayah.",
        "  33.08.06.2014 Krinjing",
    ]
    call_command("import_boundaries", path)
    assert "0 batas baru, 2 diganti." in capsys.readouterr().out


def test_one_bad_feature_of_one_file_stops_all_files(write, capsys):
    good = write("baik.geojson", area(SENGI))
    bad = write("buruk.geojson", area("33.08.06.2999", name="Entah"))
    with pytest.raises(CommandError, match="1 objek bermasalah; tidak ada yang disimpan"):
        call_command("import_boundaries", good, bad)
    assert "buruk.geojson, objek 1 (33.08.06.2999 Entah): kode" in capsys.readouterr().err
    assert not Boundary.objects.exists()


def test_a_missing_file_is_a_plain_sentence(db):
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("import_boundaries", "/nothing/here.geojson")
