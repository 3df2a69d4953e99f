"""Bringing a file: look first, all or nothing, the same file once, and back again."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jejaring.models import Event
from jejaring.roles import Role
from stakeholders.models import ImportBatch, PatronClientTie, Stakeholder, Tie, VillageNetwork
from stakeholders.models.exchange import KEPT
from stakeholders.services.groups import village_government
from stakeholders.services.network import read_network
from stakeholders.services.subdistrict import across
from tests import factories
from tests.factories import SENGI

pytestmark = pytest.mark.django_db
IMPORT = reverse("village_import", args=[SENGI])
TIES = """dari;ke;hubungan
KWT Melati;Karang Taruna Muda;mendukung
KWT Melati;Tani Makmur;bersaing
Ketua KWT Melati;KWT Melati;ketua
"""


@pytest.fixture
def sengi():
    return factories.village()


@pytest.fixture
def facilitator(client, sengi):
    user = factories.user()
    client.force_login(user)
    return user


def upload(client, text, name="jejaring.csv", address=IMPORT):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


def stage(client, text, name="jejaring.csv") -> ImportBatch:
    response = upload(client, text, name)
    assert response.status_code == 302, response.content.decode()
    return ImportBatch.objects.latest("staged_at")


def preview(client, batch):
    return client.get(batch.get_absolute_url())


def apply(client, batch, **form):
    page = preview(client, batch)
    form = {"terapkan": "1", "checked": "on", "pratinjau": page.context["plan"].digest, **form}
    return client.post(batch.get_absolute_url(), form)


def network(code=SENGI):
    ties = Tie.objects.current().filter(village=code)
    return {(tie.source.name, tie.kind, tie.target.name) for tie in ties.select_related()}


# --- looking first ----------------------------------------------------------------------------


def test_a_file_is_shown_before_anything_is_kept(client, facilitator):
    batch = stage(client, TIES)
    page = preview(client, batch).content.decode()
    assert "Belum ada yang tersimpan." in page
    assert "KWT Melati → Karang Taruna Muda" in page
    assert not Stakeholder.objects.exists()


def test_what_was_seen_is_taken_over_as_a_whole(client, facilitator):
    batch = stage(client, TIES)
    assert apply(client, batch).status_code == 302
    assert network() == {
        ("KWT Melati", "supports", "Karang Taruna Muda"),
        ("KWT Melati", "competes", "Tani Makmur"),
        ("Ketua KWT Melati", "membership", "KWT Melati"),
    }
    kinds = dict(Stakeholder.objects.values_list("name", "group_kind"))
    assert kinds == {
        "KWT Melati": "kwt",
        "Karang Taruna Muda": "karang-taruna",
        "Tani Makmur": "otl",
        "Ketua KWT Melati": None,
    }
    tie = Tie.objects.get(kind="supports")
    assert (tie.certainty, tie.batch, tie.answer) == ("heard", batch, None)
    assert Event.objects.filter(verb="imported", subject_id=str(batch.pk)).count() == 1


def test_the_map_shows_what_came(client, facilitator, sengi):
    before = read_network(sengi, facilitator).revision
    apply(client, stage(client, TIES))
    reading = read_network(sengi, facilitator)
    assert reading.revision > before
    assert len(reading.parties) == 4


def test_what_came_from_a_file_says_so_to_the_team(client, facilitator):
    apply(client, stage(client, TIES, name="dari-kumu.csv"))
    tie = Tie.objects.get(kind="supports")
    assert "Dari berkas dari-kumu.csv" in client.get(tie.get_absolute_url()).content.decode()
    client.force_login(factories.user(Role.OFFICIAL))
    assert "dari-kumu" not in client.get(tie.get_absolute_url()).content.decode()


def test_words_that_are_not_known_wait_for_their_meaning(client, facilitator):
    batch = stage(client, "dari;ke;hubungan\nTani Makmur;KWT Melati;xyz\n")
    page = preview(client, batch)
    assert page.context["plan"].undecided
    assert apply(client, batch).status_code == 422
    told = client.post(batch.get_absolute_url(), {"hubungan-0": "competes"})
    assert told.status_code == 302
    apply(client, batch)
    assert network() == {("Tani Makmur", "competes", "KWT Melati")}


def test_a_new_meaning_is_shown_before_it_is_applied(client, facilitator):
    batch = stage(client, TIES)
    seen = preview(client, batch).context["plan"].digest
    words = [word.code for word in preview(client, batch).context["plan"].tie_words]
    changed = {f"hubungan-{words.index('mendukung')}": "competes"}
    response = apply(client, batch, pratinjau=seen, **changed)
    assert response.status_code == 409
    assert not Tie.objects.exists()


def test_a_village_that_changed_since_is_shown_anew(client, facilitator, sengi):
    batch = stage(client, TIES)
    seen = preview(client, batch).context["plan"].digest
    factories.group(sengi, name="kwt  MELATI".replace("  ", " "), kind="kwt")
    response = apply(client, batch, pratinjau=seen)
    assert response.status_code == 409
    assert not Tie.objects.exists()
    assert ImportBatch.objects.get().state == "staged"
    assert apply(client, batch).status_code == 302
    assert Stakeholder.objects.groups().count() == 3


def test_people_are_looked_at_before_they_are_added(client, facilitator):
    batch = stage(client, TIES)
    assert apply(client, batch, checked="").status_code == 422
    assert not Stakeholder.objects.exists()


def test_a_person_who_may_be_called_by_name_is_pointed_out(client, facilitator):
    batch = stage(client, "nama;jenis\nSiti Aminah;orang\nKetua RT 03;orang\n")
    page = preview(client, batch).content.decode()
    assert page.count("sebutan peran, atau nama orang?") == 1


# --- all or nothing ---------------------------------------------------------------------------


def test_one_bad_row_keeps_everything_out(client, facilitator):
    batch = stage(client, TIES + "Tani Makmur;Tani Makmur;mendukung\n")
    page = preview(client, batch)
    assert [problem.where for problem in page.context["plan"].problems] == ["baris 5"]
    assert "dirinya sendiri" in page.content.decode()
    assert apply(client, batch).status_code == 422
    assert not Stakeholder.objects.exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("A" * 81, "label"),
        ("Ketua 3308061234567890", "label"),
    ],
)
def test_a_cell_that_no_form_would_take_is_refused_with_its_place(client, facilitator, row, column):
    batch = stage(client, f"nama;jenis\nTani Makmur;kelompok tani\n{row};orang\n")
    (problem,) = preview(client, batch).context["plan"].problems
    assert (problem.where, problem.column) == ("baris 3", column)
    assert apply(client, batch).status_code == 422


def test_two_rows_that_contradict_each_other_are_refused(client, facilitator):
    batch = stage(client, TIES + "KWT Melati;Tani Makmur;mendukung\n")
    (problem,) = preview(client, batch).context["plan"].problems
    assert problem.where == "baris 5"


def test_a_name_that_two_parties_have_needs_an_id(client, facilitator, sengi):
    for _number in range(2):
        factories.group(sengi, name="Tani Makmur")
    batch = stage(client, TIES.replace("Tani Makmur", "tani makmur"))
    # The guess for its kind must meet the two: kinds of groups are compared by form alone.
    (problem,) = preview(client, batch).context["plan"].problems
    assert "2 pihak dengan nama ini" in problem.reason


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"\xff\xfe" * 10, b"PK\x03\x04rusak", b"<graphml><node></graphml>",
     b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><graphml>&a;</graphml>', b"{", b"a,b\n"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(client, facilitator, content):
    response = upload(client, content, name="aneh.xyz")
    assert response.status_code in (302, 422)
    if response.status_code == 422:
        assert "Berkas" in response.content.decode()
    assert not Stakeholder.objects.exists()


def test_a_file_that_is_too_large_is_refused(client, facilitator, settings):
    response = upload(client, b"x" * (20 * 1024 * 1024 + 1))
    assert response.status_code == 422
    assert "paling besar 20 MB" in response.content.decode()
    settings.LARGEST_BODY = 1000
    response = upload(client, b"x" * 2000)
    assert response.status_code == 413
    assert "20 MB" in response.content.decode()


@pytest.mark.parametrize("told", ["nodes", "ties"])
def test_a_file_that_asks_hundreds_of_questions_is_refused(client, facilitator, told):
    nodes = [{"id": f"k{n}", "kind": f"jenis {n}"} for n in range(250 if told == "nodes" else 2)]
    ties = [{"source": "k0", "target": "k1", "kind": f"hubungan {n}"} for n in range(250)]
    rows = {"nodes": nodes, "ties": ties if told == "ties" else []}
    assert upload(client, json.dumps(rows), name="a.json").status_code == 422
    assert not ImportBatch.objects.exists()


def test_a_refused_file_tells_the_line(client, facilitator):
    response = upload(client, 'dari;ke\nA;"B\n')
    assert response.status_code == 422
    assert "Baris" in response.content.decode()


BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><graphml><graph><node id="&c;"/></graph></graphml>"""
REACHING = b"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><gexf><graph><nodes>
<node id="&e;"/></nodes></graph></gexf>"""
GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="w" for="edge" attr.name="weight" attr.type="double"/><graph edgedefault="directed">
<node id="A"/><node id="B"/>%s</graph></graphml>"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bom.graphml", BOMB),
        ("luar.gexf", REACHING),
        ("putar.graphml", GRAPHML % '<edge source="A" target="A"/>'),
        ("asing.graphml", GRAPHML % '<edge source="A" target="Z"/>'),
        ("nan.graphml", GRAPHML % '<edge source="A" target="B"><data key="w">NaN</data></edge>'),
        ("kembar.csv", "dari;ke;bobot\nA;B;1\nA;B;2\n"),
        ("sandi.csv", b"dari;ke\n\xff\xfe\xfa;B\n\x81;\x8d\n"),
    ],
)
def test_hostile_files_bring_nothing_and_are_answered_in_words(client, facilitator, name, content):
    response = upload(client, content, name=name)
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        batch = ImportBatch.objects.latest("staged_at")
        assert apply(client, batch).status_code in (200, 422)
    assert not Stakeholder.objects.exists()
    assert not Tie.objects.exists()


def test_a_formula_is_refused_and_a_name_that_looks_like_one_is_not(client, facilitator):
    """With the ' that our own files put before it."""
    rows = 'nama;jenis\n"%s=HYPERLINK(""http://x"")";kelompok\n'
    response = upload(client, rows % "")
    assert response.status_code == 422
    assert "sel ini berisi rumus" in response.content.decode()
    apply(client, stage(client, rows % "'"))
    assert Stakeholder.objects.get().name == '=HYPERLINK("http://x")'


def test_an_id_from_another_village_is_an_id_like_any_other(client, facilitator):
    """Nothing tells that it exists, and nothing of it is read or changed."""
    elsewhere = factories.village("34.01.01.2001", "Jangkaran")
    foreign = factories.group(elsewhere, name="Rahasia", kind="kwt", hamlet="Jauh")
    node = {"id": str(foreign.pk), "label": "Baru", "kind": "group", "group_kind": "kwt"}
    batch = stage(client, json.dumps({"nodes": [node], "ties": []}), name="a.json")
    page = preview(client, batch).content.decode()
    assert "Rahasia" not in page
    apply(client, batch)
    foreign.refresh_from_db()
    assert (foreign.name, foreign.village_id) == ("Rahasia", elsewhere.pk)
    assert Stakeholder.objects.get(name="Baru").pk != foreign.pk


def test_files_nobody_decided_about_are_forgotten(client, facilitator):
    old = stage(client, TIES)
    ImportBatch.objects.update(staged_at=timezone.now() - KEPT - timedelta(hours=1))
    stage(client, TIES + "Tani Makmur;Pasar;mendukung\n")
    assert not ImportBatch.objects.filter(pk=old.pk).exists()


# --- once, and back ---------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(client, facilitator):
    batch = stage(client, TIES)
    apply(client, batch)
    ties, parties = Tie.objects.count(), Stakeholder.objects.count()
    response = upload(client, TIES)
    assert response.url == batch.get_absolute_url()
    assert (Tie.objects.count(), Stakeholder.objects.count()) == (ties, parties)
    assert ImportBatch.objects.count() == 1


def test_the_same_rows_in_another_file_change_nothing(client, facilitator):
    apply(client, stage(client, TIES))
    again = stage(client, TIES + "\n")
    plan = preview(client, again).context["plan"]
    assert plan.changes_nothing
    assert "Semua sudah ada" in preview(client, again).content.decode()
    assert apply(client, again).status_code == 422


def test_a_second_press_of_the_button_changes_nothing(client, facilitator):
    batch = stage(client, TIES)
    seen = preview(client, batch).context["plan"].digest
    form = {"terapkan": "1", "checked": "on", "pratinjau": seen}
    for _press in range(2):
        client.post(batch.get_absolute_url(), form)
    assert Tie.objects.count() == 3


def test_a_statement_that_differs_is_closed_and_the_new_one_opened(client, facilitator, sengi):
    tani = factories.group(sengi, name="Tani Makmur", kind="otl")
    kwt = factories.group(sengi, name="KWT Melati", kind="kwt")
    before = factories.tie(kwt, tani, "supports")
    batch = stage(client, TIES)
    page = preview(client, batch).content.decode()
    assert "bersaing; sebelumnya: saling mendukung" in page
    apply(client, batch)
    before.refresh_from_db()
    assert before.closed_at is not None
    assert ("KWT Melati", "competes", "Tani Makmur") in network()


def test_an_import_is_taken_back_while_nothing_stands_on_it(client, facilitator, sengi):
    tani = factories.group(sengi, name="Tani Makmur", kind="otl", hamlet="Gowok")
    kwt = factories.group(sengi, name="KWT Melati", kind="kwt")
    factories.tie(kwt, tani, "supports")
    batch = stage(client, TIES)
    apply(client, batch)
    client.post(reverse("import_undo", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.state == "undone"
    assert network() == {("KWT Melati", "supports", "Tani Makmur")}
    assert {row.name for row in Stakeholder.objects.present()} == {"Tani Makmur", "KWT Melati"}
    again = stage(client, TIES)
    assert apply(client, again).status_code == 302
    assert len(network()) == 3


@pytest.mark.parametrize("what", ["tie", "worksheet", "profile"])
def test_an_import_on_which_somebody_built_stays(client, facilitator, sengi, what):
    batch = stage(client, TIES)
    apply(client, batch)
    kwt = Stakeholder.objects.get(name="KWT Melati")
    if what == "tie":
        factories.tie(factories.group(sengi), kwt)
    elif what == "worksheet":
        factories.worksheet(kwt)
    else:
        Stakeholder.objects.filter(pk=kwt.pk).update(version=2, hamlet="Gowok")
    assert "tidak bisa dibatalkan lagi" in preview(client, batch).content.decode()
    client.post(reverse("import_undo", args=[batch.pk]))
    assert len(network()) >= 3
    assert ImportBatch.objects.get(pk=batch.pk).state == "applied"


def test_a_file_that_was_not_taken_over_can_be_thrown_away(client, facilitator):
    batch = stage(client, TIES)
    assert client.post(reverse("import_discard", args=[batch.pk])).status_code == 302
    assert not ImportBatch.objects.exists()
    assert client.get(batch.get_absolute_url()).status_code == 404


# --- kinds of file ----------------------------------------------------------------------------


def test_a_profile_is_filled_in_where_the_file_knows_more(client, facilitator, sengi):
    factories.group(sengi, name="Tani Makmur", kind="kelompok-tani", hamlet="Gowok")
    batch = stage(client, "nama;jenis kelompok;dusun\nTani Makmur;kelompok tani;Krajan\n")
    assert "dusun: Gowok → Krajan" in preview(client, batch).content.decode()
    apply(client, batch)
    assert Stakeholder.objects.get().hamlet == "Krajan"
    client.post(reverse("import_undo", args=[batch.pk]))
    assert Stakeholder.objects.get().hamlet == "Gowok"


def test_a_list_of_groups_from_opensid_leaves_the_leaders_names_behind(client, facilitator):
    rows = "No;Kode;Nama Kelompok;Ketua;Kategori Kelompok;Jumlah Anggota\n"
    rows += "1;K01;KWT Melati;SITI AMINAH;Kelompok Wanita Tani;25\n"
    batch = stage(client, rows, name="kelompok.csv")
    assert "Siti".casefold() not in str(batch.content).casefold()
    assert "Nama orang di berkas tidak diimpor" in preview(client, batch).content.decode()
    apply(client, batch)
    (group,) = Stakeholder.objects.all()
    assert (group.name, group.group_kind_id, group.members_approx) == ("KWT Melati", "kwt", 25)


def test_what_is_said_with_the_village_government_becomes_its_stance(client, facilitator):
    rows = "dari;ke;hubungan\nKWT Melati;Pemerintah Desa Sengi;mendukung\n"
    apply(client, stage(client, rows))
    tie = Tie.objects.get()
    assert (tie.source.name, tie.kind, tie.stance) == ("KWT Melati", "government", "support")
    assert tie.target.kind == "government"


# --- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.BPD, Role.COORDINATOR])
def test_only_facilitators_import(client, sengi, role):
    client.force_login(factories.user(role))
    assert client.get(IMPORT).status_code == 403
    assert upload(client, TIES).status_code == 403


def test_a_facilitator_from_elsewhere_finds_neither_page_nor_file(client, facilitator):
    batch = stage(client, TIES)
    elsewhere = factories.village("34.01.01.2001", "Jangkaran")
    client.force_login(factories.user(region_code=elsewhere.pk))
    assert client.get(IMPORT).status_code == 404
    assert client.get(batch.get_absolute_url()).status_code == 404
    assert client.post(batch.get_absolute_url(), {"terapkan": "1"}).status_code == 404
    assert client.post(reverse("import_discard", args=[batch.pk])).status_code == 404


def test_whom_only_a_dependency_made_known_is_not_drawn_out_by_a_file(client, facilitator, sengi):
    factories.person(sengi, name="Pengepul salak", restricted=True)
    VillageNetwork.objects.outdate(SENGI)
    secret = Stakeholder.objects.get()
    rows = (
        f'{{"nodes":[{{"id":"{secret.pk}","label":"Pengepul salak","kind":"person"}}],"ties":[]}}'
    )
    plan = preview(client, stage(client, rows, name="a.json")).context["plan"]
    assert plan.parties[0].action == "skip"


@pytest.mark.parametrize("tie", ["supports", "depends"])
def test_a_second_village_government_in_a_file_is_passed_over(client, facilitator, sengi, tie):
    """The one told by its id, the other by its kind: they would be one party tied to itself."""
    known = str(village_government(sengi).pk)
    VillageNetwork.objects.outdate(SENGI)
    nodes = [{"id": pk, "label": "Pemdes", "kind": "government"} for pk in ("lain", known)]
    nodes += [{"id": "k", "label": "Tani", "kind": "group", "group_kind": "otl"}]
    coded = {"forms": "capital", "frequency": "daily", "tightness": "binding"}
    ties = [{"source": "lain", "target": known, "kind": tie, **coded}]
    apply(client, stage(client, json.dumps({"nodes": nodes, "ties": ties}), name="a.json"))

    assert not Tie.objects.exists()
    assert not PatronClientTie.objects.exists()
    assert Stakeholder.objects.filter(kind="government").count() == 1
    assert Stakeholder.objects.filter(name="Tani").exists()


def secret_file(**patron):
    patron = {"id": "p", "label": "Juragan", "kind": "person", "restricted": True, **patron}
    nodes = [
        patron,
        {"id": "c", "label": "Petani penggarap", "kind": "person"},
        {"id": "k", "label": "Tani Makmur", "kind": "group", "group_kind": "otl"},
    ]
    coded = {"forms": "capital", "frequency": "daily", "tightness": "binding"}
    ties = [
        {"source": "p", "target": "c", "kind": "depends", **coded},
        {"source": "p", "target": "k", "kind": "membership", "office": "Penyokong"},
        {"source": "p", "target": "k", "kind": "supports"},
    ]
    return json.dumps({"format": "jejaring", "directed": True, "nodes": nodes, "ties": ties})


def test_the_ties_of_whom_only_a_dependency_made_known_stay_with_the_team(client, facilitator):
    apply(client, stage(client, secret_file(), name="a.json"))
    group = Stakeholder.objects.get(name="Tani Makmur")
    assert Tie.objects.filter(target=group).count() == 2

    assert "Penyokong" in client.get(group.get_absolute_url()).content.decode()
    for reader in (
        factories.user(Role.OFFICIAL),
        factories.user(Role.GROUP_OPERATOR, group=group),
    ):
        assert not Tie.objects.visible_to(reader).exists()
        client.force_login(reader)
        page = client.get(group.get_absolute_url())
        assert page.status_code == 200
        assert "Juragan" not in page.content.decode()
        assert "Penyokong" not in page.content.decode()
    [unasked] = across([SENGI]).unasked
    assert not unasked.mentioned


@pytest.mark.parametrize("kind", [{"kind": "group", "group_kind": "kwt"}, {"kind": "institution"}])
def test_no_file_makes_a_group_or_an_institution_a_secret(client, facilitator, kind):
    apply(client, stage(client, secret_file(**kind), name="a.json"))
    assert not Stakeholder.objects.filter(restricted=True).exists()
    assert not Stakeholder.objects.filter(name="Juragan").exists()
