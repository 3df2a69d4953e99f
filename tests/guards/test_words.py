"""Every page a person can reach speaks one language: Indonesian, or English when asked."""

import re
from collections import Counter, deque
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.db import transaction
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from jejaring.ids import uuid7
from jejaring.models import AccessRequest, Membership
from jejaring.roles import Role
from jejaring.services import invite_person
from stakeholders.models import Participation, PersonName
from stakeholders.questions import STEPS
from stakeholders.services.dependency import NewParty, record_dependency
from stakeholders.services.officers import record_officer
from stakeholders.services.participation import expected_roles, record_readings
from stakeholders.services.worksheets import StepConflict, complete_worksheet, record_step
from tests import factories
from tests.guards.words import foreign_words

pytestmark = pytest.mark.any_database  # words come from the catalogue

LANGUAGES = ("id", "en")
PAGES_A_VIEW = 2  # of the same kind; the next ones say the same
LINK = re.compile(r'<a [^>]*?href="(/[^"#]*)')
FORM = re.compile(r"<form[^>]*>")
ACTION = re.compile(r'action="([^"]*)"')
TODAY = date(2026, 11, 2)

REACHED_BY_A_FACILITATOR = {
    "account_change_password",
    "dependency_create",
    "dependency_detail",
    "dependency_list",
    "finding_mark",
    "group_create",
    "group_detail",
    "group_edit",
    "home",
    "officer_add",
    "participation_matrix",
    "participation_group",
    "region_search",
    "stakeholder_detail",
    "subdistrict_detail",
    "tie_detail",
    "village_add",
    "village_changes",
    "village_detail",
    "village_map",
    "village_meeting",
    "village_ways",
    "worksheet_complete",
    "worksheet_detail",
    "worksheet_history",
    "worksheet_settle",
    "worksheet_step",
}
REACHED_BY_WHO_MANAGES_PEOPLE = {"kind_add", "kind_edit", "kinds", "people", "person_invite"}


@pytest.fixture
def facilitator(db):
    """A facilitator whose village holds one of everything."""
    person = factories.user(full_name="Wx 1")
    village = factories.village()
    first, second = (factories.group(village, name=f"Wxyz {number}") for number in (1, 2))
    _interview(first, [second], person)
    _hold_a_second_version(factories.worksheet(second, by=person), person)
    officer = record_officer(group=first, office="Wy", by=person, role="Wxy 3").source
    PersonName.objects.create(stakeholder=officer, name="Wz 4", lawful_basis="consent")
    record_dependency(
        village=village,
        patron=NewParty("Wxy 5"),
        client=NewParty("Wxy 6"),
        by=person,
        forms=["capital"],
    )
    reading = {"value": "name_only", "reason": "Wxw", "as_of": TODAY, "base_version": 0}
    roles = expected_roles(first)
    record_readings(village=village, group=first, readings=dict.fromkeys(roles, reading), by=person)
    assert Participation.objects.exists()
    return person


def _interview(group, others, by):
    sheet = factories.worksheet(group, by=by)
    for step in STEPS:
        content = {question.key: _said(question, others) for question in step.questions}
        record_step(
            worksheet=sheet, step=step.number, content=content, base_version=0, by=by, pk=uuid7()
        )
    complete_worksheet(worksheet=sheet, by=by)


def _said(question, groups):
    """An answer to any question, in words of no language."""
    if question.kind in ("rows", "relations"):
        keys = [str(group.pk) for group in groups] if question.kind == "relations" else ["r1"]
        return {key: {column.key: _said(column, ()) for column in question.columns} for key in keys}
    first = question.choices[0][0] if question.choices else None
    said = {"tick": True, "year": 2001, "moment": "2001-05", "choice": first, "choices": [first]}
    return said.get(question.kind, TODAY.isoformat() if question.kind == "date" else "Wxw")


def _hold_a_second_version(sheet, by):
    for place in ("Wxp 1", "Wxp 2"):
        try:
            record_step(
                worksheet=sheet,
                step=0,
                content={"consent_read": True, "place": place},
                base_version=0,
                by=by,
                pk=uuid7(),
            )
        except StepConflict:
            return


@pytest.fixture
def manager(facilitator):
    """Somebody who manages people and kinds, with a request and an invitation waiting."""
    person = factories.user(Role.ADMINISTRATOR, "", full_name="Wx 2")
    Membership.objects.create(user=person, role=Role.COORDINATOR, region_code="33")
    AccessRequest.objects.create(user=facilitator, region_code="33.08.06.2013")
    factories.village("33.08.06.2013", "Wyr", begun=False)
    invite_person(invitee="Wx 3", role=Role.FACILITATOR, region_code="33.08.06.2013", by=person)
    return person


def pages_of(client, *starts):
    """Follow the links from `starts`; yield path, view name and page, a few of each kind."""
    queue, seen, counts = deque(starts), set(starts), Counter()
    while queue:
        path = queue.popleft()
        name = resolve(urlsplit(path).path).url_name
        counts[name] += 1
        if counts[name] > PAGES_A_VIEW:
            continue
        response = client.get(path, follow=True)
        assert response.status_code == 200, path
        if "html" not in response["Content-Type"]:  # a paper is Indonesian in every language
            continue
        html = response.content.decode()
        yield path, name, html
        yield from _sent_empty(client, path, name, html)
        for link in LINK.findall(html):
            link = link.replace("&amp;", "&")
            if link not in seen and not link.startswith(settings.STATIC_URL):
                seen.add(link)
                queue.append(link)


def _sent_empty(client, path, name, html):
    """The answers to the forms of a page that go to the page itself, sent with nothing in them."""
    for form in FORM.findall(html):
        action = ACTION.search(form)
        if 'method="post"' in form and (action is None or action[1] in ("", path)):
            with transaction.atomic():
                response = client.post(path)
                transaction.set_rollback(True)
            if response.status_code in (200, 409, 422):
                yield f"{path} (sent empty)", f"{name}!", response.content.decode()


def client_in(language, user=None):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    if user:
        client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    return client


def check(language, pages):
    """Fail with every foreign piece and where it stands; return the names of the views."""
    found, names = {}, set()
    for path, name, html in pages:
        names.add(name)
        assert f'lang="{language}"' in html, path
        for piece in foreign_words(html, language):
            found.setdefault(piece, path)
    lines = [f"{piece!r} on {path}" for piece, path in found.items()]
    assert not found, f"not in the language {language}:\n" + "\n".join(lines)
    return names


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_pages_of_a_facilitator_speak_one_language(facilitator, language):
    client = client_in(language, facilitator)
    starts = (reverse("home"), reverse("region_search"))
    starts += (reverse("group_create", args=[factories.SENGI]),)
    names = check(language, pages_of(client, *starts))
    assert names >= REACHED_BY_A_FACILITATOR
    assert "group_create!" in names


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_pages_about_people_speak_one_language(manager, language):
    names = check(language, pages_of(client_in(language, manager), reverse("home")))
    assert names >= REACHED_BY_WHO_MANAGES_PEOPLE


def doors(client, person):
    """The pages of signing in and out, of passwords and of their errors, one after the other."""
    wrong = {"login": person.username, "password": "Wxw"}
    yield "sign in", client.get(reverse("account_login"))
    yield "sign in with nothing", client.post(reverse("account_login"))
    yield "sign in wrongly", client.post(reverse("account_login"), wrong)
    for _attempt in range(5):
        refused = client.post(reverse("account_login"), wrong)
    yield "sign in wrongly too often", refused
    yield "sign up", client.get(reverse("account_signup"))
    yield "an invitation of nobody", client.get(reverse("invitation_accept", args=["x"]))
    yield "inactive", client.get(reverse("account_inactive"))
    forgotten = reverse("account_reset_password")
    yield "forgot", client.get(forgotten)
    yield "forgot, no address", client.post(forgotten, {"email": "Wxw"})
    yield "forgot, stranger", client.post(forgotten, {"email": "a@b.example"}, follow=True)
    yield "forgot", client.post(forgotten, {"email": person.email}, follow=True)
    link = re.search(r"/akun/password/reset/key/\S+", mail.outbox[-1].body)[0]
    yield (
        "a link of nobody",
        client.get(reverse("account_reset_password_from_key", args=["0", "x"])),
    )
    page = client.get(link, follow=True)
    yield "new password", page
    address = page.request["PATH_INFO"]
    yield "common", client.post(address, {"password1": "password", "password2": "password"})
    yield "unlike", client.post(address, {"password1": "kopi-Wxw-77", "password2": "Wxw"})
    good = {"password1": "kopi-Wxw-77", "password2": "kopi-Wxw-77"}
    yield "changed", client.post(address, good, follow=True)
    person.refresh_from_db()
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    change = reverse("account_change_password")
    yield "change", client.get(change)
    yield "change wrongly", client.post(change, {**good, "oldpassword": "Wxw"})
    yield "changed", client.post(change, {**good, "oldpassword": "kopi-Wxw-77"}, follow=True)
    yield "email", client.get(reverse("account_email"))
    yield "reauthenticate", client.get(reverse("account_reauthenticate"))
    yield "sign out", client.get(reverse("account_logout"))
    yield "signed out", client.post(reverse("account_logout"), follow=True)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_doors_speak_one_language(language):
    person = factories.user(full_name="Wx 1", email="wx@wx.example")
    pages = doors(client_in(language), person)
    names = check(language, ((name, name, page.content.decode()) for name, page in pages))
    assert len(names) > 18
    letters = [word for sent in mail.outbox for word in (sent.subject, *sent.body.splitlines())]
    assert len(letters) > 8
    assert not foreign_words("<p>".join(letters), language)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500])
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_pages_of_errors_speak_one_language(language, status):
    with translation.override(language):
        html = render_to_string(f"{status}.html", request=RequestFactory().get("/"))
    assert not foreign_words(html, language)
