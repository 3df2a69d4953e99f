"""Every page of the app, looked at as it stands on a phone and on a desk, by day and by night."""

from collections import Counter

import pytest

from cooperation.models import (
    Agreement,
    AgreementParty,
    Attachment,
    Dispute,
    Partner,
    Requirement,
    Signatory,
)
from jejaring.models import User
from stakeholders.models import PersonName, Stakeholder, Worksheet
from tests.browser import axe
from tests.browser.places import NOT_PAGES, PARTS, SHUT, furnish, places, routes
from tests.sample import sample_district, told_once

PHONE, DESK = 360, 1280
PERSONAL = {"home", "agreement_list", "calendar"}
TOUCH = 44

# What can be pressed and is not high enough for a thumb. Links in a line of text may be low
# (WCAG 2.5.8); a link that covers its row is as high as the row; in the drawing of the map every
# link has its equal in the list.
TOO_LOW = """least => {
    const pressed = "a[href], button, summary, select, textarea, input:not([type=hidden])";
    const area = (e) => {
        const cell = e.matches("[type=checkbox], [type=radio]") && ".form-check, label, td";
        const row = getComputedStyle(e, "::after").position === "absolute" && "li, tr, article";
        return ((cell || row) && e.closest(cell || row)) || e;
    };
    return [...document.querySelectorAll(pressed)]
        .filter((e) => !e.closest("svg") && e.checkVisibility({ visibilityProperty: true }))
        .filter((e) => !e.matches(".skip") && getComputedStyle(e).display !== "inline")
        .filter((e) => area(e).getBoundingClientRect().height < least - 0.5)
        .map((e) => e.outerHTML.slice(0, 200));
}"""
# Links among the words of a page that nothing tells from words: no line beneath, no frame, no
# ground, no arrow, and not in the colour that only links and buttons have.
LIKE_WORDS = """() => {
    const clear = "rgba(0, 0, 0, 0)";
    const probe = document.body.appendChild(document.createElement("a"));
    probe.href = "#";
    const accent = getComputedStyle(probe).color;
    probe.remove();
    const shows = (e) => {
        const look = getComputedStyle(e);
        const framed = parseFloat(look.borderTopWidth) > 0 && look.borderTopColor !== clear;
        return look.textDecorationLine.includes("underline") || look.backgroundColor !== clear ||
            framed || look.boxShadow !== "none";
    };
    const arrow = (e) => parseFloat(getComputedStyle(e, "::after").borderTopWidth) > 0;
    return [...document.querySelectorAll("main a[href]")]
        .filter((e) => !e.closest("svg, .tabs") && e.checkVisibility({ visibilityProperty: true }))
        .filter((e) => ![e, ...e.querySelectorAll("*")].some(shows) && !arrow(e))
        .filter((e) => !(e.matches(".btn") && getComputedStyle(e).color === accent))
        .map((e) => e.outerHTML.slice(0, 200));
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"
UNFOLD = "() => document.querySelectorAll('details:not(.menu)').forEach((d) => (d.open = true))"


@pytest.fixture
def furnished(live_server):
    """The sample district, with one of everything that has a page."""
    told_once(_furnished_sample)


def _furnished_sample():
    sample_district()
    furnish()


class Onlooker:
    """Somebody who goes from page to page and notes what is wrong with each.

    One page for all people, whose cookies are changed: a browser of one's own for each costs as
    much as opening a few pages.
    """

    def __init__(self, new_page, sign_in):
        # Without motion a colour is there at once when the scheme changes.
        self.page, self.sign_in = new_page(reduced_motion="reduce"), sign_in
        self.page.on("console", self._note_error)
        self.who, self.cookies, self.faults = "", {"": []}, []

    def become(self, who):
        if who == self.who:
            return
        context = self.page.context
        context.clear_cookies()
        if who in self.cookies:
            context.add_cookies(self.cookies[who])
        else:
            self.sign_in(self.page, User.objects.get(username=who))
            self.cookies[who] = context.cookies()
        self.who = who

    def _note_error(self, message):
        if message.type == "error" and "the server responded with" not in message.text:
            self.faults.append(f"console: {message.text}")

    def open(self, place):
        """The page with everything unfolded, on a phone as high as it: nothing hangs over it."""
        page = self.page
        self.become(place.who)
        page.set_viewport_size({"width": PHONE, "height": 740})
        status = page.goto(place.path).status
        if status != place.status:
            self.faults.append(f"{place}: {status}")
        page.evaluate(UNFOLD)
        widen(page, PHONE)
        return page

    def note(self, place, where, found):
        self.faults += [f"{place}, {where}: {fault}" for fault in found]


def kind_of(place):
    """The pages that are drawn alike; those of a person are another for each."""
    return place.route, place.who if place.route in PERSONAL else ""


def widen(page, width):
    height = page.evaluate("() => document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})


@pytest.fixture
def onlooker(new_page, sign_in):
    return Onlooker(new_page, sign_in)


def test_no_page_is_forgotten(furnished):
    known = {place.route for part in PARTS for place in places(part)} - {""}
    assert known | NOT_PAGES | SHUT == routes()


@pytest.mark.parametrize("part", PARTS)
def test_every_page_can_be_read_and_pressed(furnished, onlooker, part):
    """By day on a phone and by night on a desk: every colour of both schemes is seen once.

    A page that is opened again, by another or with another question, is looked at in the one light
    or in the other, by turns: it is drawn from the same template.
    """
    looks = Counter()
    for place in places(part):
        page = onlooker.open(place)
        onlooker.note(place, "too low for a thumb", page.evaluate(TOO_LOW, TOUCH))
        onlooker.note(place, "a link like any word", page.evaluate(LIKE_WORDS))
        onlooker.note(place, "wider than a phone", _excess(page))
        look = looks[kind_of(place)]
        looks[kind_of(place)] += 1
        if look == 0 or look % 2:
            onlooker.note(place, "on a phone", axe.violations(page))
        if look % 2 == 0:
            page.emulate_media(color_scheme="dark")
            widen(page, DESK)
            onlooker.note(place, "on a desk by night", axe.violations(page))
            onlooker.note(place, "wider than a desk", _excess(page))
            page.emulate_media(color_scheme="light")
    assert onlooker.faults == [], "\n".join(onlooker.faults)


def _excess(page):
    excess = page.evaluate(TOO_WIDE)
    return [f"{excess} pixels"] if excess > 0 else []


LONG_WORDS = (
    "Paguyuban Ibu-ibu Tani “Nyi Roro Kidul’s” Dusun Gowok Pos Satu & Dua <b> 🌾🌾🌾",
    "Kelompok_wanita_tani_sumber_rejeki_makmur_sejahtera_dusun_gowok_pos_satu_dua_🌾🌾",
)


@pytest.mark.parametrize("part", PARTS)
def test_long_names_break_no_page(furnished, onlooker, part):
    """Once a kind of page: how a long name breaks there does not change with who opens it."""
    found = places(part)  # the last time that anything is found by its name
    _give_everything_a_long_name()
    for place in {kind_of(place): place for place in reversed(found)}.values():
        page = onlooker.open(place)
        onlooker.note(place, "wider than a phone", _excess(page))
        widen(page, DESK)
        onlooker.note(place, "wider than a desk", _excess(page))
    assert onlooker.faults == [], "\n".join(onlooker.faults)


def _give_everything_a_long_name():
    for number, row in enumerate(Stakeholder.objects.order_by("pk")):
        words = LONG_WORDS[number % 2]
        Stakeholder.objects.filter(pk=row.pk).update(
            name=f"{number} {words}"[:80], hamlet=words[:60], residence=words, source=words
        )
    PersonName.objects.update(name=LONG_WORDS[1])
    for number, partner in enumerate(Partner.objects.order_by("pk")):
        Partner.objects.filter(pk=partner.pk).update(name=f"{number} {LONG_WORDS[1]}"[:120])
    Agreement.objects.update(title=(LONG_WORDS[1] * 2)[:160], purpose=LONG_WORDS[0])
    AgreementParty.objects.update(name_as_written=LONG_WORDS[1], number=LONG_WORDS[1][:60])
    Dispute.objects.update(subject=LONG_WORDS[1] * 2, settlement=LONG_WORDS[1])
    Attachment.objects.update(name=LONG_WORDS[1])
    Requirement.objects.update(name=LONG_WORDS[1], basis=LONG_WORDS[1] * 2)
    Signatory.objects.update(name=LONG_WORDS[1], office=LONG_WORDS[1])
    User.objects.update(full_name=LONG_WORDS[1])
    Worksheet.objects.update(informant=LONG_WORDS[1], place=LONG_WORDS[0])
