"""Strangers' words in every field and address of cooperation: nothing breaks, nothing leaks.

What is looked for: an answer of 500 and above, an exception, a word of another village, and a page
that can no longer be read after something hostile was taken.
"""

import io
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlencode

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.guards.found import routes
from tests.guards.matrix import Line
from tests.guards.test_walk import QUERY_NAMES
from tests.guards.walker import LINES, Walker, canaries_out_of_place, text_of

VALUES = {
    "nul": "a\0b",
    "controls": "a\x01\x0b\x1b\x7f\x85\u2028b",
    "half a pair": "\ud800",
    "right to left": "\u202eabc\u2066",
    "no width": "\u200b\u200d\ufeff",
    "many accents": "a" + "\u0301" * 500,
    "eighty": "n" * 80,
    "ten thousand": "x" * 10_000,
    "formula": "=cmd|'/c calc'!A1",
    "typst": '#read("/etc/passwd") #import "x.typ": * $a$ *b* @x <y> `z` \\ [',
    "markup": "<script>alert(1)</script>'\"&{{ x }}{% y %}",
    "line ends": "a\r\nBCC: x@y\r\nEND:VCALENDAR",
    "negative": "-1",
    "no number": "NaN",
    "endless": "1e999999",
    "65 bits": "99999999999999999999",
    "33 bits": "4294967296",
    "31 bits": "2147483647",
    "16 bits": "65536",
    "tiny": "0,0000001",
    "other digits": "٣",
    "raised": "²",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "no day": "2026-02-31",
    "no hour": "25:61",
    "an id": "00000000-0000-7000-8000-000000000000",
    "a neighbour": "33.08.06.2001",
    "json": '{"a":[1]}',
    "nothing": "",
    "zero": "0",
}
PART_OF_AN_ADDRESS = (
    "0" * 400,
    "99999999999999999999",
    "2147483648",
    "-1",
    "%C2%B2",
    "a%00b",
    "%ff",
    "..",
    "33.08.06.2012%0a",
    "%E2%80%AE",
    "%ED%A0%80",
)
FILES = {
    "page": ("a.pdf", b"<!doctype html><script>alert(1)</script>"),
    "picture of words": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
    "both": ("../../a.html\0.pdf", b"%PDF-1.4\n<script>alert(1)</script>"),
    "cut": ("a" * 5000 + ".jpg", b"\xff\xd8\xff\xe1\xff\xff"),
    "picture": ("\u202egnp.exe", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    "empty": ("a.xlsx", b""),
    "zip": ("a.xlsx", b"PK\x03\x04" + b"\0" * 60),
    "table": ("a.csv", b"sisi;nama;jumlah\npotensi;=1+1;1e400\n\xff\xfe\n"),
}
TYPED = {"text", "textarea", "date", "number", "time", "hidden"}


def bomb(name="xl/worksheets/sheet1.xml", size=30_000_000) -> bytes:
    """A small zip of a large member."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"0" * size)
    return held.getvalue()


class FormReader(HTMLParser):
    """The fields of the forms of a page that are sent, by name: kind, value, choices."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, dict] = {}
        self._posts, self._open = False, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self._posts = said.get("method", "").lower() == "post"
        name = said.get("name")
        if self._posts and name and name != "csrfmiddlewaretoken" and tag in _READERS:
            field = self.fields.setdefault(name, {"kind": tag, "said": [], "choices": []})
            _READERS[tag](field, said)
            self._open = field if tag != "input" else None
        elif tag == "option" and self._open is not None:
            self._open["choices"].append(said.get("value", ""))

    def handle_endtag(self, tag):
        if tag in {"select", "textarea"}:
            self._open = None

    def handle_data(self, data):
        if self._open is not None and self._open["kind"] == "textarea":
            self._open["said"] = ["".join(self._open["said"]) + data]


def _read_input(field, said):
    field["kind"] = said.get("type", "text")
    value = said.get("value", "")
    if field["kind"] in {"radio", "checkbox"}:
        field["choices"].append(value)
    field["said"] += [value] if field["kind"] not in {"radio", "checkbox"} else []


def _read_other(field, said):
    """Words and choices stand between the tags."""


_READERS = {"input": _read_input, "select": _read_other, "textarea": _read_other}
PLAUSIBLE = {
    "date": "2026-11-02",
    "time": "09:00",
    "number": "5",
    "text": "Wajar",
    "textarea": "Wajar",
}


def as_a_person_would(field) -> list[str]:
    """What somebody without bad intentions sends of a field."""
    said = [each for each in field["said"] if each.strip()]
    choices = [each for each in field["choices"] if each]
    return said or choices[:1] or [PLAUSIBLE.get(field["kind"], "")]


class Assault:
    """One person sends hostile words wherever the table of routes lets them in."""

    def __init__(self, world, person, user=None):
        self.world, self.person = world, person
        self.client = Client(SERVER_NAME="localhost")
        self.client.force_login(user or world.people[person])
        self.tally = Counter()

    # --- sending ---

    def send(self, method, address, sent="", files=None) -> list[str]:
        """What is wrong with the answer; whatever was written is taken back."""
        self.tally["sent"] += 1
        try:
            with transaction.atomic():
                answers = [self._ask(method, address, sent, files)]
                if answers[0].status_code == 302:
                    self.tally["taken"] += 1
                    answers += [self.client.get(each) for each in (answers[0].url, *SEEN_BY_ALL)]
                faults = [fault for answer in answers for fault in self._faults(answer)]
                transaction.set_rollback(True)
        except Exception as error:  # the test client hands on what a server would answer 500 to
            last = traceback.extract_tb(error.__traceback__)[-1]
            faults = [f"{type(error).__name__} {error} in {last.filename}:{last.lineno}"]
        told = str(sent)[:200] or (files and str(list(files))) or ""
        return [f"{self.person} {method} {address[:200]} {told!r}: {fault}" for fault in faults]

    def _ask(self, method, address, sent, files):
        if method != "POST":
            return self.client.generic(method, address)
        if files:
            return self.client.post(address, dict(sent) | files)
        return self.client.post(
            address, sent or "x=x", content_type="application/x-www-form-urlencoded"
        )

    def _faults(self, answer) -> Iterator[str]:
        if answer.status_code >= 500:
            yield str(answer.status_code)
        if self.world and (found := canaries_out_of_place(self.person, text_of(answer))):
            yield f"words of others: {found}"

    # --- where to ---

    def lines(self, method) -> list[Line]:
        """The routes of cooperation that let this person in."""
        return [
            line
            for line in LINES
            if line.route in OURS
            and line.method == method
            and line.expected(self.person, "own") in {200, 302, 409, 422}
        ]

    def address(self, line) -> str:
        return reverse(line.route, args=Walker.thing(self, line, "own"))

    def fields(self, address) -> dict:
        answer = self.client.get(address)
        return FormReader(text_of(answer)).fields if answer.status_code == 200 else {}

    # --- attacks ---

    def queries(self, rounds) -> list[str]:
        """Every name that addresses are asked with, each with another value in each round."""
        faults = []
        for line in self.lines("GET"):
            for turn in rounds:
                asked = encoded(zip(QUERY_NAMES, _turned(turn), strict=False))
                faults += self.send("GET", f"{self.address(line)}?{asked}")
            faults += self.send("GET", f"{self.address(line)}?hal=%ff&versi=%c0%af&cari=%ed%a0%80")
        return faults

    def forms(self, rounds) -> list[str]:
        """Every field of every form, each with another value in each round."""
        return [
            fault for line in self.lines("POST") for fault in self.form(self.address(line), rounds)
        ]

    def form(self, address, rounds) -> list[str]:
        fields = self.fields(address)
        faults = []
        for turn in rounds:
            wild = dict(zip(fields, _turned(turn), strict=False))
            tame = {name: as_a_person_would(field) for name, field in fields.items()}
            free = {
                name: [wild[name]] if fields[name]["kind"] in TYPED - {"hidden"} else said
                for name, said in tame.items()
            }
            faults += self.send("POST", address, encoded(wild.items()))
            faults += self.send("POST", address, encoded(_flat(free)))
        return faults

    def one_at_a_time(self, address, values) -> list[str]:
        """Every field with each of ``values``, the others as somebody would fill them in."""
        fields = self.fields(address)
        tame = {name: as_a_person_would(field) for name, field in fields.items()}
        return [
            fault
            for name, field in fields.items()
            if field["kind"] != "file"
            for value in values
            for fault in self.send("POST", address, encoded(_flat(tame | {name: [value]})))
        ]

    def files(self) -> list[str]:
        """Hostile files wherever one can be sent."""
        faults = []
        for line in self.lines("POST"):
            fields = self.fields(address := self.address(line))
            for name in [name for name, field in fields.items() if field["kind"] == "file"]:
                tame = {n: as_a_person_would(f)[0] for n, f in fields.items() if n != name}
                for called, content in [*FILES.values(), ("a.xlsx", bomb()), ("a.docx", bomb())]:
                    file = io.BytesIO(content)
                    file.name = called.replace("\0", "%00")
                    faults += self.send("POST", address, tame, {name: file})
                    self.tally["files"] += 1
        return faults

    def addresses(self) -> list[str]:
        """Every part of every address that takes one."""
        faults = []
        for line in {line.route: line for line in self.lines("GET")}.values():
            thing = [str(part) for part in Walker.thing(self, line, "own")]
            for part in thing:
                for wild in PART_OF_AN_ADDRESS:
                    address = self.address(line).replace(part, wild, 1)
                    faults += self.send("GET", address) + self.send("POST", address)
        return faults


OURS = {name for _p, name, view in routes() if view.__module__.startswith("cooperation.")}
# Pages on which one taken value would stand before everybody of the village.
SEEN_BY_ALL = ("/kalender/", "/kerja-sama/")


def encoded(pairs) -> str:
    """As a browser sends it, half pairs of letters included."""
    return urlencode(list(pairs), errors="surrogatepass")


def _flat(said):
    return [(name, value) for name, values in said.items() for value in values]


def _turned(turn) -> list[str]:
    """The values, beginning with another one at each turn, often enough for any form."""
    values = list(VALUES.values())
    return [*values[turn:], *values[:turn]] * 4
