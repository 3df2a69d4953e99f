"""Comments stand on a passage, are answered and settled, and a suggestion becomes a version."""

import pytest
from django.urls import reverse

from cooperation.drafts.passages import find_passage
from cooperation.lifecycle import Flow, State
from cooperation.models import Comment
from cooperation.services.agreements import Moved, NotTheirs, PartyDraft, begin_agreement
from cooperation.services.chain import first_break
from cooperation.services.comments import (
    Closed,
    NothingSuggested,
    NotReviewer,
    PassageGone,
    answer_comment,
    apply_suggestion,
    settle_comment,
    write_comment,
)
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import (
    COUNTED,
    MINUTES,
    PATEN,
    Cast,
    between_villages,
    lead_to,
    people_of_two_villages,
)

pytestmark = pytest.mark.django_db
FUNDING = "Iuran 40 persen untuk Sengi. Sisanya untuk pipa."


@pytest.fixture
def cast():
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.write(funding=FUNDING)
    return cast


def comment_on(cast, quote="40 persen", *, who="head-paten", suggestion="45 persen", **fields):
    text = cast.agreement.texts.latest("number")
    return write_comment(
        text=text,
        part="funding",
        passage=find_passage(text.content["clauses"]["funding"], quote) if quote else None,
        words="Pipa induk ada di desa kami.",
        suggestion=suggestion,
        by=cast.people[who],
        **fields,
    )


def events_of(cast):
    cast.agreement.refresh_from_db()
    return cast.agreement.events_count


def test_a_comment_keeps_its_passage_and_for_whom_it_was_said(cast):
    comment = comment_on(cast)
    assert (comment.quote, comment.offset) == ("40 persen", 6)
    assert (comment.before, comment.after) == ("Iuran ", " untuk Sengi. Sisanya untuk pipa.")
    assert comment.party == cast.parties[1]
    assert comment_on(cast, who="facilitator").party is None


def test_the_same_form_sent_twice_is_one_comment(cast):
    pk = uuid7()
    assert comment_on(cast, pk=pk) == comment_on(cast, pk=pk)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.GROUP_OPERATOR, None])
def test_nobody_comments_who_neither_reviews_nor_drafts(cast, role):
    code = "33.08" if role == Role.COORDINATOR else "33.08.06.2012"
    group = factories.group() if role == Role.GROUP_OPERATOR else None
    cast.people["other"] = factories.user(role, code, group=group)
    with pytest.raises(NotReviewer):
        comment_on(cast, who="other")


def test_a_suggestion_becomes_a_version_and_settles_its_comment(cast):
    comment = comment_on(cast)
    text = apply_suggestion(comment=comment, seen=events_of(cast), by=cast.people["head-sengi"])
    assert text.content["clauses"]["funding"] == FUNDING.replace("40", "45")
    assert text.number == 2
    comment.refresh_from_db()
    assert comment.applied_in == text
    assert comment.settled_by == cast.people["head-sengi"]
    cast.agreement.refresh_from_db()
    assert first_break(cast.agreement) is None
    with pytest.raises(NothingSuggested):
        apply_suggestion(comment=comment, seen=events_of(cast), by=cast.people["head-sengi"])


def test_a_suggestion_goes_where_its_words_stand_now(cast):
    comment = comment_on(cast)
    cast.write(funding="Tarif 40 persen lain, jauh di muka. " + FUNDING)
    text = apply_suggestion(comment=comment, seen=events_of(cast), by=cast.people["head-sengi"])
    assert text.content["clauses"]["funding"] == (
        "Tarif 40 persen lain, jauh di muka. " + FUNDING.replace("40", "45")
    )


def test_a_suggestion_for_words_that_are_gone_writes_nothing(cast):
    comment = comment_on(cast)
    cast.write(funding="Iuran dibagi rata.")
    with pytest.raises(PassageGone):
        apply_suggestion(comment=comment, seen=events_of(cast), by=cast.people["head-sengi"])
    assert cast.agreement.texts.count() == 2


def test_a_suggestion_over_a_moved_agreement_writes_nothing_and_stays_open(cast):
    comment = comment_on(cast)
    seen = events_of(cast)
    cast.write(funding=FUNDING, scope="Lebih luas.")
    with pytest.raises(Moved):
        apply_suggestion(comment=comment, seen=seen, by=cast.people["head-sengi"])
    comment.refresh_from_db()
    assert comment.settled_at is None
    assert cast.agreement.texts.count() == 2


def test_who_reviews_only_takes_no_suggestion_over(cast):
    comment = comment_on(cast)
    with pytest.raises(NotTheirs):
        apply_suggestion(comment=comment, seen=events_of(cast), by=cast.people["bpd-sengi"])


def test_a_comment_is_answered_settled_and_opened_again(cast):
    comment = comment_on(cast)
    reply = answer_comment(comment=comment, words="Setuju.", by=cast.people["bpd-sengi"])
    assert reply.party == cast.parties[0]
    settle_comment(comment=comment, settled=True, by=cast.people["bpd-sengi"])
    comment.refresh_from_db()
    assert comment.settled_by == cast.people["bpd-sengi"]
    settle_comment(comment=comment, settled=True, by=cast.people["head-paten"])
    comment.refresh_from_db()
    assert comment.settled_by == cast.people["bpd-sengi"]
    settle_comment(comment=comment, settled=False, by=cast.people["head-paten"])
    comment.refresh_from_db()
    assert comment.settled_at is None


def test_a_signed_text_takes_no_comments():
    cast = lead_to(between_villages(), State.SIGNED)
    with pytest.raises(Closed):
        comment_on(cast, quote="", suggestion="")


def test_a_village_that_has_left_reads_along_and_says_and_settles_nothing(client):
    people = people_of_two_villages()
    third = factories.village("33.08.06.2014", "Krinjing")
    people["head-krinjing"] = factories.user(Role.VILLAGE_HEAD, third.pk)
    agreement = begin_agreement(
        flow=Flow.BETWEEN,
        title="Air",
        parties=[
            PartyDraft(village=factories.village(), is_initiator=True),
            PartyDraft(village=factories.village(PATEN, "Paten")),
            PartyDraft(village=third),
        ],
        by=people["facilitator"],
    )
    cast = Cast(agreement, list(agreement.parties.order_by("position")), people)
    for number, name in enumerate(("sengi", "paten")):
        cast.act("deliberate", f"bpd-{name}", number, outcome="agreed", **COUNTED, **MINUTES)
        cast.act("plan", f"secretary-{name}", number, plan="rkp", number="3", year=2026)
    cast.act("offer", "head-sengi", letter="140/1", on="2026-11-03")
    cast.act("answer", "head-paten", 1, answer="accepted", on="2026-11-05")
    cast.act("answer", "head-krinjing", 2, answer="accepted", on="2026-11-05")
    cast.write(funding=FUNDING)
    comment = comment_on(cast)
    cast.act("leave", "head-krinjing", 2, reason="-", minutes="1")
    who = cast.people["head-krinjing"]
    with pytest.raises(NotReviewer):
        comment_on(cast, who="head-krinjing")
    with pytest.raises(NotReviewer):
        answer_comment(comment=comment, words="-", by=who)
    with pytest.raises(NotReviewer):
        settle_comment(comment=comment, settled=True, by=who)
    client.force_login(who)
    page = reverse("comment_detail", args=[comment.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"id": uuid7(), "words": "-"}).status_code == 404
    assert client.get(reverse("comment_create", args=[cast.agreement.pk])).status_code == 404
    settle = reverse("comment_settle", args=[comment.pk])
    assert client.post(settle, {"keadaan": "x"}).status_code == 404
