"""What this app counts of each village for dashboards. Numbers only: no title leaves a village.

An agreement counts in the village that began it, a meeting in the village that invited, so that
sums count them once.
"""

from collections import Counter
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _

from cooperation.fairness.benefits import Verdict
from cooperation.lifecycle import Flow, State, standing_after
from cooperation.lifecycle.quorum import Result
from cooperation.lifecycle.states import BINDING
from cooperation.models import (
    Agreement,
    AgreementEvent,
    AgreementParty,
    Appraisal,
    Dispute,
    FollowUp,
    JointBody,
    Meeting,
    MeetingVillage,
    ServedVillage,
)
from cooperation.services.chain import facts_of
from stakeholders.models import Worksheet
from villages.models import Region
from villages.tallies.counting import counted, dated, key, latest, once, once_a_month
from villages.tallies.measures import Axis, Counting, Measure, Source, Time
from villages.tallies.months import DAYS_TO_REPORT

STATE = Axis("state", _("Keadaan kerja sama"), dict(State.choices))
VERDICT = Axis("verdict", _("Neraca"), dict(Verdict.choices))
MEETING = Axis("kind", _("Jenis pertemuan"), dict(Meeting.Kind.choices))
PRESENCE = Axis(
    "presence",
    _("Bagian perempuan"),
    {
        "none": _("Tidak ada perempuan"),
        "few": _("Perempuan kurang dari sepertiga"),
        "third": _("Perempuan sepertiga atau lebih"),
    },
)

# --- Measures ---------------------------------------------------------------------------------

AGREEMENTS = Measure(
    "agreements",
    _("Kerja sama"),
    _("kerja sama"),
    _("Kerja sama menurut keadaannya, dihitung di desa pemrakarsa."),
    axes=(STATE,),
)
COOPERATING = Measure(
    "cooperating",
    _("Desa yang bekerja sama"),
    _("desa"),
    _("Desa yang menjadi pihak dalam kerja sama yang sudah ditandatangani dan masih berlaku."),
)
ENDS = Measure(
    "ends",
    _("Kerja sama yang akan berakhir"),
    _("kerja sama"),
    _("Kerja sama yang berlaku, menurut bulan berakhirnya."),
    time=Time.DATED,
    all_months=True,
)
PROPOSED = Measure(
    "proposed",
    _("Usulan kerja sama"),
    _("kerja sama"),
    _("Kerja sama menurut bulan dicatatnya."),
    time=Time.DATED,
)
ENDED = Measure(
    "ended",
    _("Kerja sama yang diakhiri"),
    _("kerja sama"),
    _("Kerja sama menurut bulan diakhirinya."),
    time=Time.DATED,
)
BALANCE = Measure(
    "balance",
    _("Neraca desa dalam kerja sama"),
    _("desa"),
    _("Desa menurut neraca pada tinjauan terakhir dari tiap kerja sama yang berjalan."),
    _("Desa yang rugi dalam dua tinjauan berturut-turut perlu dibicarakan."),
    axes=(VERDICT,),
)
REVIEWS = Measure(
    "reviews",
    _("Tinjauan kerja sama"),
    _("tinjauan"),
    _("Tinjauan yang sudah ditutup, menurut tanggalnya."),
    time=Time.DATED,
)
LAST_REVIEW = Measure(
    "last_review",
    _("Tinjauan kerja sama terakhir"),
    _("desa"),
    _("Desa menurut bulan tinjauan terakhir dari kerja samanya."),
    time=Time.DATED,
    all_months=True,
)
DISPUTES = Measure(
    "disputes",
    _("Perselisihan terbuka"),
    _("perselisihan"),
    _("Perselisihan kerja sama yang belum selesai."),
)
JOINED = Measure(
    "joined",
    _("Desa dengan badan kerja sama"),
    _("desa"),
    _("Desa yang dilayani badan kerja sama yang belum dibubarkan."),
)
MEETINGS = Measure(
    "meetings",
    _("Pertemuan"),
    _("pertemuan"),
    _("Pertemuan menurut tanggalnya, dihitung di desa pengundang."),
    axes=(MEETING,),
    time=Time.DATED,
)
WOMEN = Measure(
    "women",
    _("Kehadiran perempuan dalam pertemuan"),
    _("pertemuan"),
    _("Pertemuan yang hadirinnya dihitung, menurut bagian perempuan pada sidang terakhirnya."),
    _("Yang dihitung pertemuannya, bukan orangnya."),
    axes=(PRESENCE,),
    time=Time.DATED,
)
PUT_OFF = Measure(
    "put_off",
    _("Pertemuan yang ditunda"),
    _("pertemuan"),
    _("Pertemuan yang ditunda karena kuorum belum tercapai."),
    time=Time.DATED,
)
FOLLOWUPS_DUE = Measure(
    "followups_due",
    _("Tindak lanjut yang terbuka"),
    _("tindak lanjut"),
    _("Tindak lanjut musyawarah yang belum selesai, menurut bulan paling lambat."),
    time=Time.DATED,
    all_months=True,
)
FOLLOWUPS_DONE = Measure(
    "followups_done",
    _("Tindak lanjut yang selesai"),
    _("tindak lanjut"),
    _("Tindak lanjut musyawarah menurut bulan selesainya."),
    time=Time.DATED,
)
ACTIVE = Measure(
    "active",
    _("Desa dengan kegiatan tercatat"),
    _("desa"),
    _("Desa dengan sedikitnya satu wawancara atau pertemuan pada bulan itu."),
    time=Time.DATED,
)
ON_TIME = Measure(
    "on_time",
    _("Desa yang mencatat tepat waktu"),
    _("desa"),
    _("Desa dengan kegiatan yang dicatat paling lambat tanggal 10 bulan berikutnya."),
    time=Time.DATED,
)

# --- Rows -------------------------------------------------------------------------------------


def _leading(asked: Counting):
    """The party of each agreement in whose village it counts: who began it, else the first."""
    before = Q(is_initiator__gt=OuterRef("is_initiator")) | Q(
        is_initiator=OuterRef("is_initiator"), position__lt=OuterRef("position")
    )
    earlier = AgreementParty.objects.villages().filter(before, agreement=OuterRef("agreement"))
    return _villages(asked).exclude(Exists(earlier))


def _sides(asked):
    """The villages that an agreement binds once it is signed; not witnesses and keepers."""
    return _villages(asked).filter(is_witness=False)


def _villages(asked):
    """Parties that are villages there; partners are counted nowhere."""
    return AgreementParty.objects.villages().filter(asked.inside("village_id"))


def _states_then(asked, parties) -> dict:
    """The state at that time of each of these parties' agreements, told from their events."""
    events = AgreementEvent.objects.filter(
        agreement__in=parties.values("agreement"), at__lt=asked.until
    ).order_by("agreement", "number")
    flows = dict(Agreement.objects.filter(parties__in=parties).values_list("pk", "flow"))
    return {
        agreement: standing_after(Flow(flows[agreement]), facts_of(told)).state
        for agreement, told in groupby(events.iterator(), key=attrgetter("agreement_id"))
    }


def _agreements(asked):
    if asked.is_now:
        return counted(_leading(asked), key("agreements", "agreement__state"))
    states = _states_then(asked, _leading(asked))
    pairs = _leading(asked).filter(agreement__in=states).values_list("village_id", "agreement_id")
    return _numbers((code, f"agreements.{states[agreement]}") for code, agreement in pairs)


def _bound(asked):
    """The sides of agreements that were in force then."""
    sides = _sides(asked).filter(asked.in_force("village__"))
    if asked.is_now:
        return sides.filter(agreement__state__in=BINDING)
    states = _states_then(asked, sides)
    return sides.filter(agreement__in=[pk for pk, state in states.items() if state in BINDING])


def _cooperating(asked):
    if asked.is_now:
        return once(_bound(asked), key("cooperating"))
    villages = set(_bound(asked).values_list("village_id", flat=True))
    return [(code, "cooperating", 1) for code in villages]


def _ends(asked):
    running = _leading(asked).filter(agreement__state__in=BINDING)
    return dated(running, key("ends"), "agreement__ends_on")


def _proposed(asked):
    return dated(_leading(asked), key("proposed"), "agreement__created_at")


def _ended(asked):
    over = _leading(asked).filter(agreement__state=State.ENDED, agreement__events__act="end")
    return dated(over, key("ended"), "agreement__events__at")


def _balance(asked):
    """The verdict of the last review on each side of the agreements in force."""
    sides = dict(_bound(asked).values_list("pk", "village_id"))
    reviews = Appraisal.objects.standing().filter(
        asked.by_then("sealed_at"),
        agreement__in=AgreementParty.objects.filter(pk__in=sides).values("agreement"),
    )
    last = {row.agreement_id: row.verdicts for row in reviews.in_order().defer("content")}
    return _numbers(
        (sides[UUID(party)], f"balance.{verdict}")
        for verdicts in last.values()
        for party, verdict in verdicts.items()
        if UUID(party) in sides
    )


def _numbers(found):
    """Pairs of a village and a key, counted."""
    return [(code, measure, number) for (code, measure), number in Counter(found).items()]


def _reviews(asked):
    return dated(_reviewed(_leading(asked)), key("reviews"), "agreement__appraisals__held_on")


def _reviewed(parties):
    """Parties, once for each review of their agreement that counts."""
    return parties.filter(
        agreement__appraisals__number__gt=0,
        agreement__appraisals__sealed_at__isnull=False,
        agreement__appraisals__replaced_by=None,
    )


def _last_review(asked):
    """Of each village, through any agreement that binds it."""
    return latest(_reviewed(_sides(asked)), key("last_review"), "agreement__appraisals__held_on")


def _disputes(asked):
    then = asked.by_then("agreement__disputes__recorded_at")
    still = asked.not_yet_on("agreement__disputes__settled_on")
    return counted(_leading(asked).filter(then & still), key("disputes"))


def _joined(asked):
    then = asked.by_then("body__created_at") & asked.not_yet_on("body__dissolved_on")
    served = ServedVillage.objects.filter(
        asked.inside("village_id") & then & asked.in_force("village__")
    )
    return once(served, key("joined"))


def _hosting(asked):
    """The village that invited to each meeting."""
    before = Q(is_host__gt=OuterRef("is_host")) | Q(
        is_host=OuterRef("is_host"), village__lt=OuterRef("village")
    )
    earlier = MeetingVillage.objects.filter(before, meeting=OuterRef("meeting"))
    return MeetingVillage.objects.filter(asked.inside("village_id")).exclude(Exists(earlier))


def _on(rows):
    """With the day of the meeting: of its last sitting, before it that it is called for."""
    return rows.annotate(day=Coalesce("meeting__last_on", "meeting__held_on"))


def _meetings(asked):
    return dated(_on(_hosting(asked)), key("meetings", "meeting__kind"), "day")


def _women(asked):
    """Meetings at which somebody was counted, by how many of them are women."""
    rows = _on(_hosting(asked)).filter(meeting__present_count__gt=0, meeting__women_count__gte=0)
    presence = Case(
        When(meeting__women_count=0, then=Value("none")),
        When(meeting__present_count__lte=3 * F("meeting__women_count"), then=Value("third")),
        default=Value("few"),
    )
    return dated(rows.annotate(presence=presence), key("women", "presence"), "day")


def _put_off(asked):
    failed = _hosting(asked).filter(meeting__result__in=(Result.POSTPONED, Result.RESCHEDULED))
    return dated(_on(failed), key("put_off"), "day")


def _follow_ups_due(asked):
    rows = _hosting(asked).filter(
        meeting__follow_ups__isnull=False, meeting__follow_ups__done_on=None
    )
    return dated(rows, key("followups_due"), "meeting__follow_ups__due_on")


def _follow_ups_done(asked):
    rows = _hosting(asked).filter(meeting__follow_ups__isnull=False)
    return dated(rows, key("followups_done"), "meeting__follow_ups__done_on")


def _kept_in_time(day, recorded):
    """Recorded in its own month, or in the first days of the next."""
    months = (ExtractYear(recorded) - ExtractYear(day)) * 12
    months += ExtractMonth(recorded) - ExtractMonth(day)
    return Q(months__lte=0) | Q(months=1, recorded_day__lte=DAYS_TO_REPORT), {
        "months": months,
        "recorded_day": ExtractDay(recorded),
    }


def _active(asked):
    interviews, meetings = _activities(asked)
    return once_a_month(interviews, key("active"), "held_on").union(
        once_a_month(meetings, key("active"), "day")
    )


def _on_time(asked):
    interviews, meetings = _activities(asked)
    in_time, needed = _kept_in_time("held_on", "started_at")
    interviews = interviews.alias(**needed).filter(in_time)
    in_time, needed = _kept_in_time("day", "meeting__created_at")
    meetings = meetings.alias(**needed).filter(in_time)
    return once_a_month(interviews, key("on_time"), "held_on").union(
        once_a_month(meetings, key("on_time"), "day")
    )


def _activities(asked):
    """What shows that somebody works in a village: interviews, and meetings that took place."""
    interviews = Worksheet.objects.filter(asked.inside("village_id"))
    held = MeetingVillage.objects.filter(asked.inside("village_id")).exclude(meeting__last_on=None)
    return interviews, _on(held)


# --- Sources ----------------------------------------------------------------------------------

_PARTIES = {Agreement: "parties__village_id", AgreementParty: "agreement__parties__village_id"}
_EVENTS = {**_PARTIES, AgreementEvent: "agreement__parties__village_id"}
_LOOKED_AT = {**_PARTIES, Appraisal: "agreement__parties__village_id"}
_MEETINGS = {Meeting: "villages__village_id", MeetingVillage: "meeting__villages__village_id"}
_PROMISED = {**_MEETINGS, FollowUp: "meeting__villages__village_id"}
_SEEN = {**_MEETINGS, Worksheet: "village_id"}
# A village that leaves the official list is no longer counted among villages.
_LISTED = {Region: "code"}

SOURCES = (
    Source("agreements", (AGREEMENTS,), _agreements, _PARTIES, past_by_hand=True),
    Source("cooperating", (COOPERATING,), _cooperating, {**_PARTIES, **_LISTED}, past_by_hand=True),
    Source("ends", (ENDS,), _ends, _PARTIES),
    Source("proposed", (PROPOSED,), _proposed, _PARTIES),
    Source("ended", (ENDED,), _ended, _EVENTS),
    Source("balance", (BALANCE,), _balance, {**_LOOKED_AT, **_LISTED}, by_hand=True),
    Source("reviews", (REVIEWS,), _reviews, _LOOKED_AT),
    Source("last_review", (LAST_REVIEW,), _last_review, _LOOKED_AT),
    Source(
        "disputes",
        (DISPUTES,),
        _disputes,
        {**_PARTIES, Dispute: "agreement__parties__village_id"},
    ),
    Source(
        "joined",
        (JOINED,),
        _joined,
        {JointBody: "served__village_id", ServedVillage: "village_id", **_LISTED},
    ),
    Source("meetings", (MEETINGS,), _meetings, _MEETINGS),
    Source("women", (WOMEN,), _women, _MEETINGS),
    Source("put_off", (PUT_OFF,), _put_off, _MEETINGS),
    Source("followups_due", (FOLLOWUPS_DUE,), _follow_ups_due, _PROMISED),
    Source("followups_done", (FOLLOWUPS_DONE,), _follow_ups_done, _PROMISED),
    Source("active", (ACTIVE,), _active, _SEEN),
    Source("on_time", (ON_TIME,), _on_time, _SEEN),
)
