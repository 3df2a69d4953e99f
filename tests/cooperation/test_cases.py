"""Real agreements of the past are entered through the page, from the table of what is known."""

import csv
import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from cooperation.models import Agreement
from cooperation.services.chain import first_break
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.cases import CASES, Case
from villages.models import Region

pytestmark = pytest.mark.django_db

LEVELS = {2: "province", 5: "regency", 8: "subdistrict", 13: "village"}
PACKED = Path(settings.BASE_DIR) / "villages" / "data" / "regions.csv.gz"
BY_KEY = {case.key: case for case in CASES}


@pytest.fixture(scope="module")
def official():
    """Code and name of every region of the packaged list."""
    with gzip.open(PACKED, "rt", encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def make_regions(official, *starts):
    """The rows of the packaged list beneath ``starts``, with what stands above them."""
    codes = {code for code in official if code.startswith(starts)}
    codes |= {code[:length] for code in codes for length in (2, 5, 8)}
    Region.objects.bulk_create(
        Region(code=code, name=official[code], level=LEVELS[len(code)], kind=_kind(code))
        for code in sorted(codes)
    )


def _kind(code):
    return factories.VILLAGE_KINDS[code[9]] if len(code) == 13 else LEVELS[len(code)]


def desa_of(official, start, count):
    found = sorted(c for c in official if c.startswith(start + ".") and c[9:10] == "2")
    return [code for code in found if len(code) == 13][:count]


def form_of(case: Case, lines=None) -> dict:
    values = {
        "id": str(uuid7()),
        "flow": case.flow,
        "instrument": case.instrument,
        "title": case.title,
        "part": case.part,
        "others": case.lines if lines is None else lines,
        "number": case.number,
        "year": case.year,
        "signed_on": case.signed_on,
        "basis": case.basis,
        "scope": case.scope,
        "term": case.term,
        "funding": case.funding,
    }
    if case.whole:
        values["whole_subdistrict"] = "on"
    for place, (name, kind, number) in enumerate(case.partners, 1):
        values |= {
            f"partner_{place}": name,
            f"partner_kind_{place}": kind,
            f"partner_number_{place}": number,
        }
    return values


def enter(client, official, case: Case, lines=None, **changes):
    """Send the form as an official of the village; the answer."""
    stand_ins = desa_of(official, *case.stand_in) if case.stand_in else []
    home = case.home or stand_ins[0]
    if not Region.objects.filter(pk=home).exists():
        make_regions(official, home[:5] + "." if len(stand_ins) > 1 else home[:8])
    if lines is None and len(stand_ins) > 1:
        lines = "\n".join(stand_ins)
    client.force_login(factories.user(Role.OFFICIAL, home))
    values = form_of(case, lines) | changes
    return client.post(reverse("agreement_register", args=[home]), values)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_a_real_agreement_is_entered_as_far_as_it_is_known(client, official, case):
    answer = enter(client, official, case)
    assert answer.status_code == 302, answer.content.decode()
    agreement = Agreement.objects.get()
    parties = list(agreement.parties.order_by("position"))
    assert len(parties) == case.parties
    assert agreement.state == "running"
    assert (agreement.starts_on, agreement.ends_on, agreement.amount) == (None, None, None)
    signed = {str(p.signed_on or "") for p in parties if not p.is_witness}
    assert signed == {case.signed_on}
    assert not any(party.is_initiator for party in parties)
    assert first_break(agreement) is None
    page = client.get(answer.url)
    assert page.status_code == 200
    assert agreement.get_instrument_display() in page.content.decode()


def numbers(agreement):
    return {
        p.village_id or p.partner.name: (p.number, p.year)
        for p in agreement.parties.select_related("partner")
    }


def test_twelve_villages_keep_their_twelve_numbers(client, official):
    enter(client, official, BY_KEY["D"])
    found = numbers(Agreement.objects.get())
    said = [line.split("; ") for line in BY_KEY["D"].lines.splitlines()]
    assert found == {code: (number, int(year)) for code, _name, number, year in said}
    assert len(set(found.values())) > 5


def test_a_whole_kecamatan_has_its_desa_and_one_number_and_never_a_kelurahan(client, official):
    enter(client, official, BY_KEY["E"])
    agreement = Agreement.objects.get()
    assert set(numbers(agreement).values()) == {("01", 2016)}
    assert all(code[9] == "2" for code in numbers(agreement))
    written = agreement.parties.get(village="35.07.24.2007")
    assert (written.name, written.village.name) == ("Langlang", "Lang-Lang")


@pytest.mark.parametrize("ward", ["35.07.24.1011", "35.07.24.1014", "35.07.24.1015"])
def test_a_kelurahan_is_refused_by_name(client, official, ward):
    answer = enter(client, official, BY_KEY["E"], lines=ward)
    assert answer.status_code == 422
    assert f"{official[ward]} adalah kelurahan" in answer.content.decode()
    assert not Agreement.objects.exists()


def test_a_paper_that_cites_a_revoked_rule_is_taken_with_a_warning(client, official):
    enter(client, official, BY_KEY["C"])
    agreement = Agreement.objects.get()
    page = client.get(reverse("agreement_text", args=[agreement.pk])).content.decode()
    assert "sudah dicabut" in page
    assert agreement.state == "running"


def test_numbers_that_could_not_be_read_stay_empty_and_names_stay_as_written(client, official):
    enter(client, official, BY_KEY["F"])
    agreement = Agreement.objects.get()
    found = numbers(agreement)
    assert found["14.03.02.2011"] == ("12", 2018)
    assert sum(number == "" for number, _year in found.values()) == 11
    assert agreement.parties.get(village="14.03.02.2005").name == "Selatbaru"


def test_both_numbers_of_a_contract_are_kept(client, official):
    enter(client, official, BY_KEY["K"])
    assert numbers(Agreement.objects.get()) == {
        "34.04.01.2003": ("014/KADES/BNR/2001", 2001),
        "PT Sarana Yasa Manunggal": ("015/Perj.K.S/SYM-V/2001", None),
    }


@pytest.mark.parametrize(("key", "word"), [("H", "hanya mencatat"), ("I", "saksi")])
def test_a_village_that_only_witnesses_or_keeps_the_record_is_no_party(client, official, key, word):
    answer = enter(client, official, BY_KEY[key])
    agreement = Agreement.objects.get()
    assert agreement.parties.filter(is_witness=False, village__isnull=False).count() == 0
    assert word in client.get(answer.url).content.decode()
    # Whoever keeps the record can still say that it ended.
    head = factories.user(Role.VILLAGE_HEAD, BY_KEY[key].home)
    client.force_login(head)
    assert client.get(reverse("agreement_act", args=[agreement.pk, "end"])).status_code == 200


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"others": "33.08.06.2012; Sengi; 1; tahun"}, "tahun harus empat angka"),
        ({"others": "33.08.06.2012; Sengi; 1; 2022; x"}, "terlalu banyak bagian"),
        ({"others": "33.08.06.2012; " + "S" * 161}, "paling panjang 160"),
        ({"others": "33.08.06.2012; Sengi; " + "7" * 61}, "paling panjang 60"),
        ({"others": "33.08.06.9999"}, "tidak ada dalam daftar resmi"),
        ({"others": ""}, "sedikitnya satu desa lain"),
        ({"starts_on": "2022-02-01", "ends_on": "2022-01-01"}, "mendahului"),
        ({"signed_on": "2999-01-01"}, "belum tiba"),
        ({"amount": "-1"}, "0"),
        ({"instrument": ""}, "Wajib diisi"),
        ({"flow": "village_led"}, "Sebutkan pihak ketiganya"),
        ({"flow": "village_led", "partner_1": "PT X"}, "Pilih jenis pihak ketiga"),
        (
            {"flow": "village_led"}
            | {f"partner_{n}": "PT X" for n in (1, 2)}
            | {f"partner_kind_{n}": "company" for n in (1, 2)},
            "sudah ada dalam daftar pihak",
        ),
        ({"partner_1": "PT X", "partner_kind_1": "company"}, "PT X bukan desa"),
    ],
)
def test_a_paper_that_cannot_be_is_refused_at_its_field(client, official, changes, words):
    answer = enter(client, official, BY_KEY["C"], **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Agreement.objects.exists()
