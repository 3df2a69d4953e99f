"""People who go through the site for the guards, and what is noted about each answer."""

import logging
import re
from collections import Counter
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO

from django.db import connection, transaction
from django.urls import reverse
from openpyxl import load_workbook

from tests.guards import matrix
from tests.guards.matrix import TABLE, Line, read_matrix
from tests.guards.test_pages import inline_code
from tests.guards.world.canaries import (
    AGREEMENT,
    ANSWERS,
    APPROACH,
    ASKED,
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
)

PERSONS = (*matrix.COLUMNS[:-1], "revoked", "stranger")
LINES = read_matrix(TABLE.read_text())
CANARY = re.compile(rf"zq({'|'.join(FIELDS)})([abc])", re.IGNORECASE)
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
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
    "coordinator": PEOPLE | AGREEMENT | RULES | ASKED,
    "administrator": PEOPLE | RULES | ASKED,
}
# Invitations of the neighbours stand on the desk of whoever manages both villages.
INVITATIONS_SEEN = {"coordinator": {"own", "sibling"}, "administrator": set(VILLAGES)}


def may_read(person: str, field: str, scope: str) -> bool:
    """Whether a canary may come before a person's eyes."""
    if field in AGREEMENT:
        near = matrix.REACH.get(person, {"own"})
        return scope in near and field in MAY_READ.get(person, ())
    if field in PEOPLE | RULES | ASKED:
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
        with transaction.atomic(), written_tables() as written, Doorkeeper() as door:
            response = self._send(line.method, address, sent)
            response.read = text_of(response)
            if sent and response.status_code == 302:
                response.read += text_of(self.client.get(response.url))
            transaction.set_rollback(True)
        response.at_the_door = door.refused or _sent_to_sign_in(response)
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
            "regency file": (VILLAGES["own"][1][:5], "csv"),
            "regency kind": (VILLAGES["own"][1][:5], "regulation"),
            "mail key": ("x",),
            "reset key": ("x", "x"),
        }
        return (
            anywhere[line.thing] if line.thing in anywhere else self.world.things[scope][line.thing]
        )


class Doorkeeper(logging.Handler):
    """Notes who was refused by the mark of a view, before the view or an address was looked at."""

    def __init__(self):
        super().__init__()
        self.refused = False

    def emit(self, record):
        self.refused |= record.msg.startswith("refused: ")

    def __enter__(self):
        logging.getLogger("jejaring.access").addHandler(self)
        return self

    def __exit__(self, *_):
        logging.getLogger("jejaring.access").removeHandler(self)


def _sent_to_sign_in(response) -> bool:
    leads = response.headers.get("Location", "").partition("?")
    return leads[0] == reverse("account_login") and leads[2].startswith("next=")


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
        if match := WRITES.match(sql):
            written[match[1]] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written


# The same refusal comes again and again.
@lru_cache(maxsize=8)
def has_inline_code(body: bytes) -> bool:
    """Whether a page has a script or a style in it."""
    return bool(inline_code(body.decode()))


def without_addresses(response) -> bytes:
    """A page without what the asker typed and without the token against forgery."""
    body = response.content.replace(response.request["PATH_INFO"].encode(), b"")
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", body)
