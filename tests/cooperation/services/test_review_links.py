"""A link opens one version for a while, keeps no token, and what comes through it is evidence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cooperation.forms.acts import ActForm
from cooperation.lifecycle import ACTS, State
from cooperation.models import ReviewLink
from cooperation.services.comments import Closed
from cooperation.services.review_links import (
    AlreadyMade,
    LinkClosed,
    answer_through_link,
    latest_answers,
    make_link,
    note_opening,
    open_link,
    openings_of,
    withdraw_link,
)
from jejaring.ids import uuid7
from tests.cooperation.makers import between_villages, lead_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write()
    return cast


def link_for(cast, party=1, **fields):
    text = cast.agreement.texts.latest("number")
    return make_link(text=text, party=cast.parties[party], by=cast.people["head-sengi"], **fields)


def test_the_token_opens_the_link_and_is_stored_nowhere(cast):
    link, token = link_for(cast)
    assert open_link(token) == link
    stored = [str(value) for value in ReviewLink.objects.values_list().get()]
    assert not any(token in value for value in stored)
    assert link.expires_at - link.made_at == pytest.approx(
        timedelta(days=14), abs=timedelta(seconds=5)
    )


@pytest.mark.parametrize("token", ["", "x", "a" * 32])
def test_another_token_opens_nothing(cast, token):
    link_for(cast)
    with pytest.raises(LinkClosed):
        open_link(token)


def test_a_lapsed_or_withdrawn_link_is_closed(cast):
    link, token = link_for(cast)
    ReviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(LinkClosed):
        open_link(token)
    ReviewLink.objects.update(expires_at=timezone.now() + timedelta(days=1))
    withdraw_link(link=link, by=cast.people["head-sengi"])
    with pytest.raises(LinkClosed):
        open_link(token)


def test_a_second_click_makes_no_second_link(cast):
    pk = uuid7()
    link_for(cast, pk=pk)
    with pytest.raises(AlreadyMade):
        link_for(cast, pk=pk)
    assert ReviewLink.objects.count() == 1


def test_every_opening_is_counted(cast):
    link, _token = link_for(cast)
    other, _token = link_for(cast, party=0)
    for _time in range(3):
        note_opening(link)
    opened = openings_of([link, other])
    assert opened[str(link.pk)]["times"] == 3
    assert str(other.pk) not in opened


def test_the_latest_answer_counts_and_is_no_act(cast):
    link, _token = link_for(cast)
    events = cast.agreement.events.count()
    answer_through_link(link=link, consent="change", reason="Kurang jelas")
    last = answer_through_link(link=link, consent="accepted")
    assert latest_answers(cast.agreement) == {cast.parties[1].pk: last}
    assert cast.agreement.events.count() == events


def test_an_answer_recorded_as_it_came_is_named_as_evidence(cast):
    link, _token = link_for(cast)
    answer = answer_through_link(link=link, consent="accepted")
    told = {"id": uuid7(), "seen": "7", "text": cast.text, "reason": ""}
    for consent, evidence in (("accepted", str(answer.pk)), ("declined", None)):
        form = ActForm(
            told | {"consent": consent, "reason": "Karena"},
            act=ACTS["consent"],
            party=cast.parties[1],
            seen=7,
            answer=answer,
        )
        assert form.is_valid(), form.errors
        assert form.deed.content.get("evidence") == evidence


def test_nothing_is_answered_once_the_text_is_signed():
    cast = lead_to(between_villages(), State.READY)
    link, _token = link_for(cast)
    lead_to(cast, State.SIGNED)
    link.agreement.refresh_from_db()
    with pytest.raises(Closed):
        answer_through_link(link=link, consent="accepted")
    with pytest.raises(Closed):
        link_for(cast)


def test_a_link_takes_no_more_than_people_can_read(cast, client, monkeypatch):
    monkeypatch.setattr("cooperation.services.comments.MOST_THROUGH_A_LINK", 2)
    monkeypatch.setattr("cooperation.services.review_links.MOST_THROUGH_A_LINK", 2)
    link, token = link_for(cast)
    address = reverse("review_open", args=[token])
    for _time in range(3):
        form = {"id": uuid7(), "words": "Kurang jelas"}
        said = client.post(f"{address}?isi=scope", form, follow=True).content.decode()
        told = client.post(address, {"consent": "accepted"}, follow=True).content.decode()
    assert "sudah terlalu banyak" in said
    assert "sudah terlalu banyak" in told
    assert (link.comments.count(), link.answers.count()) == (2, 2)
