"""What the page of an agreement says: in sentences, in marks, and about what is due."""

from datetime import date

import pytest

from cooperation.lifecycle import State
from cooperation.presenters import agreement as shown
from cooperation.presenters import turns
from cooperation.services.chain import standing_of
from tests.cooperation.makers import COUNTED, MINUTES, between_villages, lead_to

pytestmark = pytest.mark.django_db


def test_what_others_owe_is_one_line_an_act_with_their_names():
    cast = between_villages()
    steps = turns.steps(standing_of(cast.agreement), cast.parties, cast.people["facilitator"])
    waited = {str(each.label): each for each in turns.waited_for(steps)}
    assert waited["Catat hasil musyawarah desa"].names == ("Desa Sengi", "Desa Paten")
    assert waited["Kirim surat penawaran"].obstacles
    assert not any(step.is_open for step in steps if step.act.code == "plan")


def test_what_is_done_and_may_be_done_again_stands_aside():
    cast = between_villages()
    cast.act("deliberate", "bpd-sengi", 0, outcome="agreed", **COUNTED, **MINUTES)
    steps = turns.steps(standing_of(cast.agreement), cast.parties, cast.people["bpd-sengi"])
    own = [step for step in steps if step.mine]
    assert [(step.act.code, turns.is_aside(step)) for step in own] == [("deliberate", True)]


def test_marks_say_who_has_done_what_and_are_counted():
    cast = lead_to(between_villages(), State.READY)
    cast.act("sign", "head-sengi", 0, number="7", year=2026, on="2026-11-20")
    lines = shown.party_lines(standing_of(cast.agreement), cast.parties)
    assert dict(lines[0].marks)["tanda tangan"] is True
    assert dict(lines[1].marks)["tanda tangan"] is False
    assert ("tanda tangan", 1, 2) in shown.tally(lines)


def test_a_term_that_has_run_out_is_said_only_of_what_binds():
    cast = lead_to(between_villages(), State.RUNNING)
    cast.agreement.ends_on = cast.agreement.notice_on = date(2026, 1, 1)
    standing = standing_of(cast.agreement)
    (said,) = shown.notices(cast.agreement, standing, date(2026, 6, 1))
    assert "habis pada 1 Januari 2026" in said
    cast.agreement.ends_on = date(2027, 1, 1)
    (said,) = shown.notices(cast.agreement, standing, date(2026, 6, 1))
    assert "dibicarakan sejak" in said
    assert shown.notices(cast.agreement, standing, date(2025, 6, 1)) == []


def test_every_event_has_words_and_none_shows_a_code():
    cast = lead_to(between_villages(), State.RUNNING)
    cast.act("amend", "head-sengi", reason="Iuran", **MINUTES)
    assert shown.sentence(standing_of(cast.agreement)).startswith("Perubahan ke-1")
    cast.act("abandon", "head-sengi", reason="Tidak jadi")
    assert shown.sentence(standing_of(cast.agreement)) == "Sedang berjalan."
    events = list(cast.agreement.events.order_by("number"))
    told = shown.moments(events, {}, cast.parties, {})
    assert len(told) == len(events)
    assert all(moment.said and moment.who == "akun yang sudah dihapus" for moment in told)
    words = [str(value) for moment in told for _label, value in moment.details]
    assert not {"agreed", "accepted", "rkp"} & set(words)
