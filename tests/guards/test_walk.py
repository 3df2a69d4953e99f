"""Everybody goes everywhere: each answer is the expected one, and no protected word comes along.

The table of answers is ``access_matrix.txt``; the villages and their canaries are in ``world``.

Not everybody asks for everything, where the second answer could not differ from the first:

- Whoever is refused at the door asks once. The door looks at the person alone, and the walk
  sees that it was the door, so a thing of another village is refused as well.
- Things of all villages are asked for by one role of the village, the first that passes that
  door, and by everybody whose territory is another. The other roles of the village hold the same
  territory; they ask for their own and for the neighbour's, which a slip in the scope opens first.
- A method that is not offered is refused after the door and before anything else, so one who
  passes the door tries all of them, one who does not tries one.
"""

import re
from collections import Counter
from functools import cache
from urllib.parse import urlencode

import pytest

from tests.guards import matrix
from tests.guards.found import is_ours, routes
from tests.guards.matrix import Line, read_matrix
from tests.guards.walker import (
    LINES,
    MAY_READ,
    PERSONS,
    Walker,
    canaries_out_of_place,
    has_inline_code,
    without_addresses,
    written_tables,
)
from tests.guards.world.canaries import canary

# What addresses and forms of the site are asked with.
QUERY_NAMES = [
    "baris",
    "awal",
    "buka",
    "isi",
    "kutipan",
    "versi",
    "aliansi",
    "bidang",
    "gagasan",
    "habis",
    "mitra",
    "tampil",
    "urusan",
    "urut",
    "keadaan",
    "cari",
    "cocok",
    "dari",
    "desa",
    "dibanding",
    "fokus",
    "ganti",
    "hal",
    "jenis",
    "ke",
    "kelompok",
    "kerjasama",
    "langkah",
    "pilih",
    "mengganti",
    "menurut",
    "presences",
    "ringkas",
    "selubung",
    "sampai",
    "sejak",
    "sisi",
    "tanggal",
    "tanya",
    "tinjauan",
    "ukuran",
    "warna",
    "mulai",
    "pihak",
    "rencana",
    "tokoh",
    "wilayah",
    "kurun",
    "angka",
    "bulan",
    "rentang",
    "dengan",
    "bulan2",
    "open",
]

FIELD_NAME = re.compile(r'<(?:input|select|textarea)[^>]*? name="(?!csrf)([^"]+)"')


# --- The walk ------------------------------------------------------------------------------------


# Databases differ in how they find the rows of a territory, not in who may pass: on the second
# one of each kind of territory goes.
ON_EVERY_DATABASE = {"anonymous", "facilitator", "coordinator", "operator", "administrator"}
WALKERS = [
    pytest.param(who, marks=[] if who in ON_EVERY_DATABASE else [pytest.mark.any_database])
    for who in PERSONS
]


@pytest.mark.parametrize("person", WALKERS)
def test_every_answer_is_the_expected_one_and_holds_no_word_out_of_place(client, world, person):
    walker = Walker(client, world, person)
    wrong, read = [], ""
    for line in LINES:
        answers = _answers(walker, line)
        for scope, response in answers.items():
            faults = [
                *_unexpected(response, line.expected(person, scope)),
                *canaries_out_of_place(person, response.read),
                *_unsafe(response, line),
                *_tells_it_exists(response, answers),
            ]
            wrong += [f"{response.where}: {fault}" for fault in faults]
        if line.method == "GET":
            read += answers["own"].read
    assert wrong == []
    # Words that are met nowhere would prove nothing by their absence elsewhere.
    unmet = {field for field in MAY_READ.get(person, ()) if canary(field, "own") not in read}
    assert unmet == set()


def _answers(walker, line):
    """The answers to a line by scope: no more of them than can differ."""
    answers = {"own": walker.ask(line, "own")}
    if line.of_a_village and not answers["own"].at_the_door:
        for scope in matrix.foreign_scopes(line, walker.person):
            answers[scope] = walker.ask(line, scope)
    return answers


def _unexpected(response, expected):
    if response.status_code != expected:
        yield f"{response.status_code}, not {expected}"


def _unsafe(response, line):
    """What holds for every answer: the policy, nothing inline, and writing only when asked to."""
    policy = response.headers.get("Content-Security-Policy", "")
    if "script-src 'self';" not in policy + ";" or "unsafe" in policy:
        yield "no strict content security policy"
    # A file to keep has no address to load a style sheet from, and no policy once it is saved.
    is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
    is_page = "html" in response.headers.get("Content-Type", "") and not is_file
    if is_page and has_inline_code(without_addresses(response)):
        yield "inline code"
    if response.written and (line.method == "GET" or response.status_code >= 400):
        yield f"wrote to {response.written}"


def _tells_it_exists(response, answers):
    """What is foreign and what does not exist must look alike, byte for byte."""
    if response.status_code == 404 and "missing" in answers:
        missing = answers["missing"]
        if without_addresses(response) != without_addresses(missing):
            yield "does not look like what does not exist"


@pytest.mark.any_database
@pytest.mark.parametrize("person", PERSONS)
def test_methods_that_no_line_offers_are_refused(client, world, person):
    walker = Walker(client, world, person)
    ours = {name for _pattern, name, view in routes() if is_ours(view)}
    wrong, asked = [], 0
    for route, thing, method in _not_offered(person):
        if route in ours:
            response = walker.ask(Line(route, thing, method, {}), "own")
            asked += 1
            if response.status_code not in {405} | refusals(route, person) or response.written:
                wrong.append(f"{response.where}: {response.status_code} {response.written}")
    assert wrong == []
    assert asked or person not in {"anonymous", "facilitator", "coordinator", "stranger"}


def _not_offered(person):
    """Route, thing and method without a line, as far as nobody tries the same before."""
    refused = {}
    for route, thing, method in matrix.refused_methods(LINES):
        refused.setdefault(route, {}).setdefault(method, thing)
    for route, things in refused.items():
        tries = [(route, thing, method) for method, thing in things.items()]
        if person == next((p for p in PERSONS[1:] if not refusals(route, p)), None):
            yield from tries
        elif person in {"anonymous", "stranger"}:
            yield tries[0]


@pytest.mark.parametrize("person", ["facilitator", "operator"])
def test_foreign_ids_smuggled_into_queries_and_forms_show_nothing(client, world, person):
    walker = Walker(client, world, person)
    leaks, filled = [], 0
    for line in LINES:
        if line.expected(person, "own") in {302, 403, 404, 405}:
            continue
        names = QUERY_NAMES
        if line.method == "POST":
            page = walker.ask(Line(line.route, line.thing, "GET", line.statuses), "own")
            names = FIELD_NAME.findall(page.read)
            filled += len(names)
        for foreign in _foreign_ids(world):
            sent = urlencode([(name, foreign) for name in names])
            response = walker.ask(line, "own", sent)
            if found := canaries_out_of_place(person, response.read):
                leaks.append(f"{response.where}: {found}")
    assert leaks == []
    assert filled > 20


def _foreign_ids(world):
    return [world.things["sibling"][thing][0] for thing in ("village", "group", "patron")]


@cache
def refusals(route, person) -> set[int]:
    """How this person is turned away from the route at the door, before methods are looked at."""
    answers = {line.expected(person, "own") for line in LINES if line.route == route}
    return answers & {302, 403} if answers <= {302, 403} else set()


# --- The walk is not blind -----------------------------------------------------------------------


def test_every_address_of_the_site_stands_in_the_table():
    known = {line.route for line in LINES}
    named = {name for _pattern, name, _view in routes() if name}
    assert named - known == set()
    assert known - named == set()


def test_a_refusal_at_the_door_is_told_from_one_in_the_room(client, world):
    def ask(person, route, scope="own"):
        line = next(line for line in LINES if line.route == route)
        return Walker(client, world, person).ask(line, scope).at_the_door

    assert ask("coordinator", "group_detail")
    assert not ask("facilitator", "group_detail", "sibling")
    assert not ask("facilitator", "network_undo")
    client.logout()
    assert ask("anonymous", "group_detail")
    assert not ask("anonymous", "account_login")


def test_somebody_asks_for_the_things_of_every_village():
    """Each line that lets anybody in is walked through in all scopes by somebody."""
    for line in LINES:
        passing = [person for person in PERSONS[1:] if line.statuses.get(person, 403) != 403]
        everywhere = [p for p in passing if matrix.foreign_scopes(line, p) == matrix.FOREIGN]
        assert everywhere or not passing, line


def test_an_answer_that_tells_of_a_row_is_seen(client, world):
    line = next(line for line in LINES if line.route == "group_detail")
    walker = Walker(client, world, "facilitator")
    foreign, own = walker.ask(line, "sibling"), walker.ask(line, "own")
    missing = walker.ask(line, "missing")
    own.status_code = 404
    assert list(_tells_it_exists(foreign, {"missing": missing})) == []
    assert list(_tells_it_exists(own, {"missing": missing}))


def test_a_word_out_of_place_is_seen():
    assert canaries_out_of_place("official", "<p>zqgroupA zqpersonA</p>") == ["zqpersonA"]
    assert canaries_out_of_place("facilitator", "<p>zqpersonA, zqPERSONB</p>") == ["zqPERSONB"]
    assert canaries_out_of_place("coordinator", '{"name": "zqgroupa"}') == ["zqgroupa"]


def test_writing_is_seen(world):
    with written_tables() as written:
        world.people["facilitator"].save()
    assert written == {"jejaring_user": 1}


def test_the_table_is_read_as_it_is_meant():
    row = "group_detail  group  GET  302  200  200  200  200  200  403  200  403  403"
    (line,) = read_matrix(f"# a remark\n\n{row}\n")
    assert line.expected("facilitator", "own") == 200
    assert line.expected("facilitator", "sibling") == 404
    assert line.expected("facilitator", "missing") == 404
    assert line.expected("coordinator", "sibling") == 403
    assert line.expected("revoked", "own") == 403
    assert line.expected("anonymous", "other") == 302
    with pytest.raises(ValueError, match="3 statuses"):
        read_matrix("home  -  GET  302  200  200")


def test_every_page_that_is_refused_is_refused_in_some_line():
    """A table of nothing but 200 would pass too."""
    seen = Counter(status for line in LINES for status in line.statuses.values())
    assert min(seen[200], seen[302], seen[403], seen[404], seen[422]) > 10
