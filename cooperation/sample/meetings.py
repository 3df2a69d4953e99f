"""The meetings of the sample agreements, recorded through the services like any other."""

from datetime import time

from cooperation.models import AgendaItem, FollowUp, Meeting
from cooperation.services.meeting_decisions import decisions_for
from cooperation.services.meetings import (
    FRAME,
    ITEM,
    SITTING,
    add_part,
    arrange_meeting,
    attend,
    invite,
    keep,
    planned_sitting,
    seen_of,
)
from stakeholders.models import Stakeholder
from villages.models import Region

# Men and women by element: whom a village of this size invites, and who comes.
INVITED = {
    "adat": [2, 0],
    "religion": [3, 1],
    "community": [4, 1],
    "education": [1, 2],
    "farmers": [5, 2],
    "craft": [1, 1],
    "women": [0, 5],
    "children": [0, 2],
    "poor": [2, 2],
    "x:Pemuda": [1, 1],
}
PRESENT = INVITED | {
    "adat": [1, 0],
    "religion": [2, 1],
    "education": [1, 1],
    "farmers": [4, 1],
    "craft": [0, 0],
    "children": [0, 1],
}
WITHOUT_GROUP = "SPP"


def hold(*, agreement, kind, codes, on, title, by, decision, tasks=()):
    """A meeting that agreed; returns the decision as an act takes it over."""
    meeting = arrange_meeting(
        villages=[Region.objects.get(pk=code) for code in codes],
        agenda=[title],
        agreement=agreement,
        by=by,
        kind=kind,
        title=title,
        held_on=on,
        opens_at=time(9, 0),
        place="Balai Desa",
        chair="Ketua BPD" if kind != Meeting.Kind.MAD else "Kepala Desa penyelenggara",
        secretary="Sekretaris Desa",
        note_taker="Pendamping desa",
    )
    _people(meeting, codes, on, by)
    item = meeting.agenda.get(position=1)
    said = {
        "title": title,
        "discussion": "Perwakilan petani menanyakan pembagian biaya. Perwakilan perempuan "
        "meminta jadwalnya dibicarakan dengan kelompoknya.",
        "outcome": AgendaItem.Outcome.AGREED,
        "decision": decision,
    }
    keep(row=item, values=said, base=seen_of(item, ITEM).digest, by=by, verb="changed_agenda_item")
    for text, who, due_on, done_on in tasks:
        values = {"text": text, "who": who, "due_on": due_on, "done_on": done_on}
        add_part(
            model=FollowUp, meeting=meeting, pk=None, values=values, by=by, verb="added_follow_up"
        )
    meeting.refresh_from_db()
    frame = {name: getattr(meeting, name) for name in FRAME}
    frame["minutes_number"] = f"{on:%d}/BA/{on:%Y}"
    base = seen_of(meeting, FRAME).digest
    keep(row=meeting, values=frame, base=base, by=by, verb="changed_meeting")
    act = "agree_together" if kind == Meeting.Kind.MAD else "deliberate"
    return decisions_for(agreement, act, villages=codes)[0]


def _people(meeting, codes, on, by):
    groups = Stakeholder.objects.groups().filter(village__in=codes).present().order_by("name")
    ids = list(groups.values_list("pk", flat=True))
    asked = [group.pk for group in groups if WITHOUT_GROUP not in group.name]
    told = {"offered": ids, "by": by}
    base = seen_of(meeting, ("invited",)).digest
    invite(meeting=meeting, counts=_times(INVITED, codes), groups=asked, base=base, **told)
    first = {
        "held_on": on,
        "opens_at": time(9, 20),
        "closes_at": time(12, 5),
        "place": meeting.place,
        "present": _times(PRESENT, codes),
    }
    base = seen_of(planned_sitting(meeting, 1), SITTING).digest
    attend(meeting=meeting, stage=1, values=first, groups=asked[1:], base=base, **told)


def _times(counts, codes) -> dict:
    """The counts for as many villages."""
    return {
        key: [men * len(codes), women * len(codes)]
        for key, (men, women) in counts.items()
        if men or women
    }
