"""Everybody goes everywhere: each answer is the expected one, and no protected word comes along.

The table of answers is ``access_matrix.txt``; the villages and their canaries are in ``world.py``.
"""

import re
from collections import Counter
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from tests.guards import matrix
from tests.guards.found import is_ours, routes
from tests.guards.matrix import TABLE, Line, read_matrix
from tests.guards.test_pages import inline_code
from tests.guards.world import (
    AGREEMENT,
    ANSWERS,
    APPROACH,
    DEPENDENCY,
    FIELDS,
    HEAD,
    MATCHING,
    NAMES,
    PEOPLE,
    PROFILE,
    RECORD,
    RULES,
    SIGNED,
    VILLAGES,
    canary,
)

PERSONS = (*matrix.COLUMNS[:-1], "revoked", "stranger")
SCOPES = (*VILLAGES, "missing")
LINES = read_matrix(TABLE.read_text())
CANARY = re.compile(rf"zq({'|'.join(FIELDS)})([abc])", re.IGNORECASE)
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
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
]
FIELD_NAME = re.compile(r'<(?:input|select|textarea)[^>]*? name="(?!csrf)([^"]+)"')
# What no village owns, or what a reader leaves behind: sessions, the trail, stored readings.
NOT_DOMAIN = {"django_session", "jejaring_event", "stakeholders_villagenetwork", "cache"}

# The words of the own village that each person may meet; of every other village: none.
OFFICE = PROFILE | AGREEMENT | MATCHING | RECORD
MAY_READ = {
    "facilitator": OFFICE | HEAD | NAMES | ANSWERS | DEPENDENCY | APPROACH,
    "official": OFFICE | HEAD,
    "village_head": OFFICE | HEAD | SIGNED,
    "village_secretary": OFFICE | HEAD,
    "bpd": OFFICE,
    "operator": {"group", "hamlet", "source", "office"},
    "coordinator": PEOPLE | AGREEMENT | RULES,
    "administrator": PEOPLE | RULES,
}
# Invitations of the neighbours stand on the desk of whoever manages both villages.
INVITATIONS_SEEN = {"coordinator": {"own", "sibling"}, "administrator": set(VILLAGES)}


def may_read(person: str, field: str, scope: str) -> bool:
    """Whether a canary may come before a person's eyes."""
    if field in AGREEMENT:
        near = matrix.REACH.get(person, {"own"})
        return scope in near and field in MAY_READ.get(person, ())
    if field in PEOPLE | RULES:
        return scope in INVITATIONS_SEEN.get(person, ())
    return scope == "own" and field in MAY_READ.get(person, ())


def canaries_out_of_place(person: str, body: str) -> list[str]:
    """The words in a body that this person may not read."""
    found = CANARY.findall(body)
    scopes = {letter.lower(): scope for scope, (letter, *_rest) in VILLAGES.items()}
    return sorted(
        {
            f"zq{field}{letter}"
            for field, letter in found
            if not may_read(person, field.lower(), scopes[letter.lower()])
        }
    )


class Walker:
    """One person, who asks without leaving a trace."""

    def __init__(self, client, world, person):
        self.client, self.world, self.person = client, world, person
        if user := world.people[person]:
            client.force_login(user)
        self.cookies = client.cookies.output()
        self.jar = {name: morsel.value for name, morsel in client.cookies.items()}

    def ask(self, line: Line, scope: str, sent=""):
        """Send one request, and take back what it did. ``sent``: the query, or the form of a POST.

        A page that the answer leads to is read along with it.
        """
        self.client.cookies.clear()
        for name, value in self.jar.items():
            self.client.cookies[name] = value
        address = self.address(line, scope)
        with transaction.atomic(), written_tables() as written:
            response = self._send(line.method, address, sent)
            response.read = text_of(response)
            if sent and response.status_code == 302:
                response.read += text_of(self.client.get(response.url))
            transaction.set_rollback(True)
        response.where = f"{self.person} {line.method} {address} ({scope}) {sent}"
        response.written = set(written) - NOT_DOMAIN
        return response

    def _send(self, method, address, sent):
        if method != "POST":
            return self.client.generic(method, address, QUERY_STRING=sent)
        # A form always carries a little something: its token against forgery.
        form = sent or "csrfmiddlewaretoken=x"
        return self.client.post(address, form, content_type="application/x-www-form-urlencoded")

    def address(self, line, scope) -> str:
        """The address of the thing of that scope."""
        address = reverse(line.route, args=self.thing(line, scope))
        asks_where = line.route == "person_invite" and line.method == "POST"
        return f"{address}?wilayah={VILLAGES['own'][1]}" if asks_where else address

    def thing(self, line, scope) -> tuple:
        """What stands in the address."""
        anywhere = {
            "-": (),
            "token": (self.world.token,),
            "feed token": (self.world.feed_token,),
            "lapsed token": ("x",),
            "kind": ("kwt",),
            "matter": ("cabai",),
            "requested village": (VILLAGES["other"][1],),
            "subdistrict": (VILLAGES["own"][1][:8],),
            "regency": (VILLAGES["own"][1][:5],),
            "regency kind": (VILLAGES["own"][1][:5], "regulation"),
            "mail key": ("x",),
            "reset key": ("x", "x"),
        }
        return (
            anywhere[line.thing] if line.thing in anywhere else self.world.things[scope][line.thing]
        )


def text_of(response) -> str:
    """What can be read of an answer: a page, or all cells of a workbook."""
    if "spreadsheet" not in response.headers.get("Content-Type", ""):
        return response.content.decode(errors="replace")
    book = load_workbook(BytesIO(response.content), read_only=True)
    return "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    )


@contextmanager
def written_tables():
    """Collect the tables that statements write to."""
    written = Counter()

    def watch(execute, sql, params, many, context):
        if match := re.match(
            r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', sql, re.IGNORECASE
        ):
            written[match[1]] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


def without_addresses(response) -> bytes:
    """A page without what the asker typed and without the token against forgery."""
    body = response.content.replace(response.request["PATH_INFO"].encode(), b"")
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", body)


# --- The walk ------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", PERSONS)
def test_every_answer_is_the_expected_one_and_holds_no_word_out_of_place(client, world, person):
    walker = Walker(client, world, person)
    wrong = []
    for line in LINES:
        answers = {
            scope: walker.ask(line, scope) for scope in (SCOPES if line.of_a_village else ("own",))
        }
        for scope, response in answers.items():
            faults = [
                *_unexpected(response, line.expected(person, scope)),
                *canaries_out_of_place(person, response.read),
                *_unsafe(response, line),
                *_tells_it_exists(response, answers),
            ]
            wrong += [f"{response.where}: {fault}" for fault in faults]
    assert wrong == []


def _unexpected(response, expected):
    if response.status_code != expected:
        yield f"{response.status_code}, not {expected}"


def _unsafe(response, line):
    """What holds for every answer: the policy, nothing inline, and writing only when asked to."""
    policy = response.headers.get("Content-Security-Policy", "")
    if "script-src 'self';" not in policy + ";" or "unsafe" in policy:
        yield "no strict content security policy"
    is_page = "html" in response.headers.get("Content-Type", "")
    if is_page and inline_code(response.content.decode()):
        yield "inline code"
    if response.written and (line.method == "GET" or response.status_code >= 400):
        yield f"wrote to {response.written}"


def _tells_it_exists(response, answers):
    """What is foreign and what does not exist must look alike, byte for byte."""
    if response.status_code == 404 and "missing" in answers:
        missing = answers["missing"]
        if without_addresses(response) != without_addresses(missing):
            yield "does not look like what does not exist"


@pytest.mark.parametrize("person", PERSONS)
def test_methods_that_no_line_offers_are_refused(client, world, person):
    walker = Walker(client, world, person)
    ours = {name for _pattern, name, view in routes() if is_ours(view)}
    asked = {}
    for route, thing, method in matrix.refused_methods(LINES):
        asked.setdefault((route, method), thing)
    for (route, method), thing in asked.items():
        if route in ours:
            response = walker.ask(Line(route, thing, method, {}), "own")
            assert response.status_code in {405} | refusals(route, person), response.where
            assert response.written == set(), response.where


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


def test_every_word_a_person_may_read_is_met_somewhere(client, world):
    """Otherwise its absence elsewhere would prove nothing."""
    for person, fields in MAY_READ.items():
        walker = Walker(client, world, person)
        read = "".join(walker.ask(line, "own").read for line in LINES if line.method == "GET")
        assert {field for field in fields if canary(field, "own") not in read} == set(), person


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
