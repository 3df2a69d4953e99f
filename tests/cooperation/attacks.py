"""Attacks on a chain of events by somebody who may write to the database directly.

Each takes the agreement under attack and another one, and changes rows without the app. With the
head digest that was printed before, every one of them must be found.
"""

from datetime import date, timedelta

from django.db.models import F

from cooperation.lifecycle import Clause, Flow, State, standing_after
from cooperation.models import Agreement, AgreementEvent, BenefitLine, Signatory
from cooperation.services.agreements import PartyDraft, begin_agreement
from cooperation.services.appraisals import open_plan, open_review, seal_review, write_line
from cooperation.services.chain import facts_of, seal
from cooperation.services.texts import write_text
from jejaring.ids import uuid7
from jejaring.roles import Role
from tests import factories
from tests.cooperation.makers import COUNTED, MINUTES, Cast, between_villages, lead_to

FAR = 1000
TERM = {"starts_on": "2026-11-22", "ends_on": "2031-11-21"}


def attacked() -> Agreement:
    """An agreement that runs, with dates in its text and a sealed review: what is attacked."""
    cast = lead_to(between_villages(), State.DRAFTING)
    cast.agreement.refresh_from_db()
    clauses = {each.value: f"Isi {each.value}." for each in Clause}
    content = {"title": "Air bersama", "basis": "", "clauses": clauses, "term": TERM}
    seen = cast.agreement.events_count
    by = cast.people["facilitator"]
    write_text(agreement=cast.agreement, content=content, seen=seen, by=by)
    cast.act("agree_together", "head-sengi", **COUNTED, **MINUTES)
    agreement = lead_to(cast, State.RUNNING).agreement
    _reviewed(agreement, cast, by)
    agreement.refresh_from_db()
    return agreement


def _reviewed(agreement, cast, by):
    for appraisal in (
        open_plan(agreement=agreement, by=by),
        open_review(agreement=agreement, by=by),
    ):
        write_line(
            appraisal=appraisal,
            party=cast.parties[0],
            pk=uuid7(),
            base_version=0,
            by=by,
            gives=True,
            kind="money",
            what="Iuran",
            value=5,
            estimated_by="head",
        )
    seal_review(
        review=appraisal,
        seen=agreement.events_count,
        by=cast.people["head-sengi"],
        held_on=date(2026, 11, 23),
        held_by="meeting",
        summary="Cukup",
    )


def another(one) -> Agreement:
    """An agreement of a village of ``one`` and a third, with three events."""
    sengi = one.parties.get(position=1).village
    begun = begin_agreement(
        flow=Flow.BETWEEN,
        title="Pasar",
        parties=[
            PartyDraft(village=sengi, is_initiator=True),
            PartyDraft(village=factories.village("33.08.06.2014", "Krinjing")),
        ],
        by=factories.user(),
    )
    people = {"bpd": factories.user(Role.BPD, sengi.pk)}
    cast = Cast(begun, list(begun.parties.order_by("position")), people)
    for _ in range(2):
        cast.act("deliberate", "bpd", 0, outcome="agreed", **COUNTED, **MINUTES)
    return begun


def _events(agreement):
    return AgreementEvent.objects.filter(agreement=agreement)


def _set(which, **values):
    return lambda one, other: _events(one).filter(number=which).update(**values)


def _row(**values):
    return lambda one, other: Agreement.objects.filter(pk=one.pk).update(**values)


def _remove(events):
    Signatory.objects.filter(event__in=list(events)).delete()
    events._raw_delete(events.db)


def _make_consistent(agreement):
    """The row as the remaining events would have it: what a careful forger does."""
    events = list(_events(agreement).order_by("number"))
    state = standing_after(agreement.flow, facts_of(events)).state
    head = events[-1].digest if events else ""
    Agreement.objects.filter(pk=agreement.pk).update(
        state=state, events_count=len(events), head=head
    )


def _rebuild(agreement):
    """Number and seal all events anew, with valid digests, and the row with them."""
    events = list(_events(agreement).order_by("number"))
    _events(agreement).update(number=F("number") + FAR)
    previous = ""
    for number, event in enumerate(events, 1):
        event.number, event.previous = number, previous
        event.digest = previous = seal(event)
        event.save()
    _make_consistent(agreement)


def edit_content(one, other):
    event = _events(one).get(number=2)
    event.content = event.content | {"present": 30}
    event.save()


def edit_party(one, other):
    party = one.parties.get(position=2)
    _events(one).filter(number=2).update(party=party)


def edit_sealed_again(one, other):
    """The event is sealed anew, those behind it are not."""
    event = _events(one).get(number=2)
    event.content = event.content | {"present": 30}
    event.digest = seal(event)
    event.save()


def delete_at(place):
    def attack(one, other):
        count = _events(one).count()
        _remove(_events(one).filter(number={"first": 1, "middle": 5, "last": count}[place]))

    return attack


def delete_and_close_the_gap(one, other):
    _remove(_events(one).filter(number=5))
    for event in _events(one).filter(number__gt=5).order_by("number"):
        _events(one).filter(pk=event.pk).update(number=event.number - 1)


def truncate(one, other):
    _remove(_events(one).filter(number__gt=6))
    _make_consistent(one)


def delete_all(one, other):
    _remove(_events(one))
    Agreement.objects.filter(pk=one.pk).update(state="preparing", events_count=0, head="")


def insert_in_the_middle(one, other):
    """A forged act between two others, sealed over the one before it."""
    for event in _events(one).filter(number__gt=4).order_by("-number"):
        _events(one).filter(pk=event.pk).update(number=event.number + 1)
    before = _events(one).get(number=4)
    forged = AgreementEvent(
        agreement=one,
        number=5,
        act="write",
        content={"text": "f" * 64, "number": 9},
        actor=before.actor,
        at=before.at,
        previous=before.digest,
    )
    forged.digest = seal(forged)
    forged.save()


def append_unnoted(one, other):
    """A sealed act behind the last, while the row of the agreement knows nothing of it."""
    last = _events(one).order_by("-number").first()
    forged = AgreementEvent(
        agreement=one,
        number=last.number + 1,
        act="postpone",
        content={"reason": "-"},
        actor=last.actor,
        at=last.at,
        previous=last.digest,
    )
    forged.digest = seal(forged)
    forged.save()


def reorder(one, other):
    events = _events(one)
    events.filter(number=2).update(number=FAR)
    events.filter(number=3).update(number=2)
    events.filter(number=FAR).update(number=3)


def swap_between_agreements(one, other):
    """Their third events change places."""
    mine, theirs = (_events(each).get(number=3) for each in (one, other))
    AgreementEvent.objects.filter(pk=mine.pk).update(number=FAR)
    AgreementEvent.objects.filter(pk=theirs.pk).update(agreement=one)
    AgreementEvent.objects.filter(pk=mine.pk).update(agreement=other, number=3)


def rebuild(one, other):
    """A deliberation that never had a quorum gets one, and everything is sealed anew."""
    edit_content(one, other)
    _rebuild(one)


def rebuild_without_an_act(one, other):
    """A consent is taken out, and everything is numbered and sealed anew."""
    consent = _events(one).filter(act="write").first()
    _remove(_events(one).filter(pk=consent.pk))
    last = _events(one).order_by("-number").first()
    _remove(_events(one).filter(number__gt=consent.number, number__lte=last.number))
    _rebuild(one)


def rename_signatory(one, other):
    Signatory.objects.filter(event__agreement=one).update(name="Orang Lain")


def forge_signatory(one, other):
    """Somebody put beside an act that nobody signed."""
    Signatory.objects.create(event=_events(one).get(number=1), salt="0", name="X", office="Y")


def swap_party(one, other):
    """Another village takes the place of one that signed."""
    village = other.parties.exclude(village__in=one.parties.values("village")).first().village
    one.parties.filter(position=2).update(village=village)


def edit_number(one, other):
    one.parties.filter(position=2).update(number="99")


def make_witness_of_party(one, other):
    one.parties.filter(position=2).update(is_witness=True)


def edit_text(one, other):
    text = one.texts.order_by("-number").first()
    text.content = text.content | {"title": "Lain"}
    text.save()


def delete_text(one, other):
    one.texts.all().delete()


def edit_day_of_a_signature(one, other):
    one.parties.filter(position=2).update(signed_on=date(2020, 1, 1))


def prolong(one, other):
    """The day it ends is put off, so that nobody is reminded in time."""
    Agreement.objects.filter(pk=one.pk).update(ends_on=one.ends_on + timedelta(days=3650))


def edit_lines(of_plan):
    def attack(one, other):
        number = 0 if of_plan else 1
        BenefitLine.objects.filter(appraisal__agreement=one, appraisal__number=number).update(
            value=9
        )

    return attack


def hide_review(one, other):
    """The review is open again, as if it had never been sealed."""
    one.appraisals.filter(number=1).update(sealed_at=None)


def slip_in_a_review(one, other):
    """A second review that no event knows of."""
    review = one.appraisals.get(number=1)
    review.pk, review.number, review._state.adding = uuid7(), 2, True
    review.digest = "f" * 64
    review.save(force_insert=True)


ATTACKS = {
    "edit the act": _set(2, act="plan"),
    "edit the party": edit_party,
    "edit the content": edit_content,
    "edit who acted": _set(2, actor="00000000-0000-0000-0000-000000000001"),
    "edit when": _set(2, at="2020-01-01T00:00:00Z"),
    "edit the link to the event before": _set(3, previous="0" * 64),
    "edit the digest": _set(3, digest="0" * 64),
    "edit the number": _set(3, number=FAR),
    "edit and seal the one event anew": edit_sealed_again,
    "delete the first": delete_at("first"),
    "delete one in the middle": delete_at("middle"),
    "delete the last": delete_at("last"),
    "delete one and close the gap": delete_and_close_the_gap,
    "cut off the end, the row made to fit": truncate,
    "delete all, the row as if new": delete_all,
    "insert in the middle": insert_in_the_middle,
    "append behind the last": append_unnoted,
    "reorder two neighbours": reorder,
    "swap events between two agreements": swap_between_agreements,
    "edit, then rebuild the whole chain with valid digests": rebuild,
    "remove acts, then rebuild the chain": rebuild_without_an_act,
    "rename who signed": rename_signatory,
    "add a signatory": forge_signatory,
    "edit the state of the row": _row(state="ended"),
    "edit the head of the row": _row(head="0" * 64),
    "edit the count of the row": _row(events_count=3),
    "edit the title of the row": _row(title="Lain"),
    "edit the flow of the row": _row(flow="village_led"),
    "put another village in a party's place": swap_party,
    "edit the number of a party's signature": edit_number,
    "make a witness of a party": make_witness_of_party,
    "edit the day of a party's signature": edit_day_of_a_signature,
    "put off the day it ends": prolong,
    "edit what a sealed review found": edit_lines(of_plan=False),
    "edit the plan a review was compared with": edit_lines(of_plan=True),
    "open a sealed review again": hide_review,
    "slip in a review": slip_in_a_review,
    "edit the text that was signed": edit_text,
    "delete the text": delete_text,
}
