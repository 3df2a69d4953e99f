"""A meeting as its pages show it: a sentence, what is next, who spoke, what was decided."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cooperation.lifecycle.quorum import Result, Rules, next_stages
from cooperation.models import Element, Meeting
from cooperation.services.meetings import UNNAMED, total
from cooperation.services.representation import element_rows

MOST_NAMED = 6
TONES = {
    "": "plain",
    Result.MET: "",
    Result.HELD: "",
    Result.WITHOUT: "note",
    Result.POSTPONED: "wait",
    Result.RESCHEDULED: "wait",
}
OUTCOME_TONES = {"agreed": "", "refused": "bad", "postponed": "wait", "": "plain"}
CALLED = gettext_lazy("Direncanakan")


@dataclass(frozen=True)
class Tag:
    """A few words on a coloured ground."""

    text: str
    tone: str


def state_tag(meeting) -> Tag:
    """How far the meeting has come."""
    return Tag(meeting.get_result_display() or CALLED, TONES[meeting.result])


def sentence(meeting, rules: Rules) -> str:
    """Who came, and whether that is enough."""
    if meeting.present_count is None:
        return _called(meeting, rules)
    said = {"present": meeting.present_count, "invited": meeting.invited_count}
    if not meeting.asks_quorum:
        return _("%(present)d orang hadir.") % said
    said["least"] = rules.least(meeting.invited_count)
    words = {
        Result.MET: _(
            "%(present)d dari %(invited)d undangan hadir; kuorum %(least)d orang tercapai."
        ),
        Result.POSTPONED: _(
            "%(present)d dari %(invited)d undangan hadir, kurang dari %(least)d. Sidang ditunda."
        ),
        Result.RESCHEDULED: _(
            "%(present)d dari %(invited)d undangan hadir, kurang dari %(least)d. "
            "Sidang kedua harus dijadwalkan."
        ),
        Result.WITHOUT: _(
            "%(present)d dari %(invited)d undangan hadir. Ini sidang kedua, jadi dilanjutkan "
            "berapa pun yang hadir."
        ),
    }
    return words[meeting.result] % said


def _called(meeting, rules):
    if not meeting.invited_count:
        return _("Belum ada undangan yang dihitung.")
    if not meeting.asks_quorum:
        return _("%(invited)d orang diundang.") % {"invited": meeting.invited_count}
    return _("%(invited)d orang diundang; dibuka bila sedikitnya %(least)d hadir.") % {
        "invited": meeting.invited_count,
        "least": rules.least(meeting.invited_count),
    }


@dataclass(frozen=True)
class Next:
    """The one thing to do next."""

    label: str
    url: str


def next_step(meeting, sittings, items) -> Next | None:
    """What the record still lacks, in the order of a meeting."""
    pk, latest = meeting.pk, sittings[-1] if sittings else None
    if not meeting.invited_count and latest is None:
        return Next(_("Hitung undangan"), reverse("meeting_invite", args=[pk]))
    if latest is None or latest.present_count is None:
        stage = latest.stage if latest else 1
        return Next(_("Catat yang hadir"), reverse("meeting_attend", args=[pk, stage]))
    if next_stages(latest.stage, latest.result):
        return Next(_("Lanjutkan sidang"), reverse("meeting_next", args=[pk]))
    open_items = [item for item in items if not item.outcome]
    if open_items:
        return Next(_("Catat keputusan"), reverse("agenda_edit", args=[open_items[0].pk]))
    return None


@dataclass(frozen=True)
class Say:
    """One finding, for ``components/_finding.html``."""

    title: str
    sentence: str
    step: str
    why: str = ""
    doubt: str = ""
    tone: str = "gap"
    icon: str = "people"
    what_if: str = ""
    step_url: str = ""
    step_label: str = ""
    mark_url: str = ""


def findings(meeting, rows, groups, may_record) -> list[Say]:
    """What the attendance says of who was heard; nothing where nothing was counted."""
    found = [_uninvited(meeting, groups, may_record), _missing(groups), _elements(meeting, rows)]
    return [each for each in found if each]


def _uninvited(meeting, groups, may_record):
    if not groups.uninvited:
        return None
    held = meeting.present_count is not None
    return Say(
        title=_("Kelompok yang tidak diundang"),
        sentence=ngettext(
            "%(count)d dari %(known)d kelompok di peta tidak diundang: %(names)s.",
            "%(count)d dari %(known)d kelompok di peta tidak diundang: %(names)s.",
            len(groups.uninvited),
        )
        % {
            "count": len(groups.uninvited),
            "known": groups.known,
            "names": named(groups.uninvited),
        },
        why=_("Kelompok ini ada di peta desa, tetapi tidak dicentang dalam undangan."),
        doubt=_("Bisa jadi anggotanya diundang sebagai unsur masyarakat, bukan sebagai kelompok."),
        step=_("Datangi mereka, sampaikan hasilnya, dan tanyakan pendapatnya.")
        if held
        else _("Undang mereka, atau tanyakan aspirasinya sebelum musyawarah."),
        step_url=""
        if held or not may_record
        else reverse("meeting_invite", args=[meeting.pk]) + "#kelompok",
        step_label="" if held or not may_record else _("Tambah ke undangan"),
    )


def _missing(groups):
    if not groups.missing or not groups.present:
        return None
    return Say(
        title=_("Diundang, tetapi tidak hadir"),
        sentence=_("%(names)s diundang, tetapi tidak hadir.") % {"names": named(groups.missing)},
        step=_("Tanyakan mengapa: waktunya, tempatnya, atau merasa tidak didengar?"),
        tone="ask",
        icon="seat",
    )


def _elements(meeting, rows):
    silent = [row.label for row in rows if row.by_law and not row.present_count]
    if meeting.present_count is None or not silent or not meeting.asks_quorum:
        return None
    return Say(
        title=_("Unsur yang tidak terwakili"),
        sentence=_("Tidak ada yang hadir dari: %(names)s.") % {"names": ", ".join(silent)},
        why=_("PP 47/2015 pasal 80 menyebut sepuluh unsur masyarakat dalam musyawarah desa."),
        doubt=_("Undang-undang memakai “dan/atau”: tidak semua unsur ada di setiap desa."),
        step=_("Untuk yang ada di desa ini, tanyakan pendapatnya sebelum keputusan dijalankan."),
        tone="ask",
        icon="seat",
    )


def named(groups) -> str:
    """Names in a sentence; the rest as a number."""
    names = [group.name for group in groups[:MOST_NAMED]]
    if len(groups) > MOST_NAMED:
        names.append(_("dan %(count)d lagi") % {"count": len(groups) - MOST_NAMED})
    return ", ".join(names)


def share_of_women(counts) -> str:
    """How many of those present are women, in words; empty without anybody."""
    if not total(counts):
        return ""
    women = sum(pair[1] for pair in counts.values())
    return _("%(women)d dari %(all)d yang hadir perempuan (%(percent)d%%).") % {
        "women": women,
        "all": total(counts),
        "percent": round(100 * women / total(counts)),
    }


def tables(meeting, sittings) -> dict:
    """The elements with their counts, and the sums of men and women."""
    present = sittings[-1].present if sittings else {}
    rows = [
        row
        for row in element_rows(meeting.invited, present)
        if row.by_law or row.invited_count or row.present_count
    ]
    return {
        "rows": rows,
        "sums": {
            "invited": _sexes(meeting.invited),
            "present": _sexes(present),
        },
        "women": share_of_women(present),
    }


def _sexes(counts) -> tuple[int, int]:
    return sum(p[0] for p in counts.values()), sum(p[1] for p in counts.values())


@dataclass(frozen=True)
class Item:
    """A point of the agenda with the tag of what came of it."""

    item: object
    tag: Tag


def items_shown(items) -> list[Item]:
    return [
        Item(item, Tag(item.get_outcome_display() or _("Belum"), OUTCOME_TONES[item.outcome]))
        for item in items
    ]


def invitation(meeting, villages, items, rules) -> dict:
    """The invitation as plain words that can be read without a signal, and a link to send it."""
    lines = [
        _("UNDANGAN %(kind)s") % {"kind": meeting.get_kind_display().upper()},
        ", ".join(village.titled for village in villages),
        "",
        _("Tentang: %(title)s") % {"title": meeting.title},
        _("Hari: %(day)s") % {"day": date_format(meeting.held_on, "l, j F Y")},
    ]
    if meeting.opens_at:
        lines.append(_("Pukul: %(hour)s") % {"hour": time_format(meeting.opens_at, "H.i")})
    if meeting.place:
        lines.append(_("Tempat: %(place)s") % {"place": meeting.place})
    lines += ["", _("Agenda:")]
    lines += [f"{number}. {item.title}" for number, item in enumerate(items, 1)]
    lines += ["", _closing(meeting, rules)]
    if meeting.chair:
        lines += ["", _("Yang mengundang: %(chair)s") % {"chair": meeting.chair}]
    text = "\n".join(lines)
    return {"text": text, "whatsapp": f"https://wa.me/?text={quote(text)}"}


def _closing(meeting, rules):
    if meeting.asks_quorum and meeting.invited_count:
        return _(
            "Mohon hadir tepat waktu. Musyawarah baru sah bila sedikitnya %(least)d dari "
            "%(invited)d undangan hadir."
        ) % {"least": rules.least(meeting.invited_count), "invited": meeting.invited_count}
    return _("Mohon hadir tepat waktu dan menyampaikan pendapat kelompoknya.")


def signatures(meeting, villages) -> list[tuple[str, str]]:
    """Whose blank lines stand below the minutes: office and village."""
    one = villages[0].titled if villages else ""
    lines = [(meeting.chair or _("Pemimpin musyawarah"), one)]
    if meeting.kind == Meeting.Kind.MAD:
        lines += [(_("Kepala Desa"), village.titled) for village in villages]
    else:
        lines += [(_("Kepala Desa"), one), (_("Wakil masyarakat"), one)]
    return [*lines, (meeting.note_taker or _("Notulis"), one)]


def sheet_lines(meeting) -> list[str]:
    """The element beside each blank line of the attendance list, one a person invited."""
    rows = element_rows(meeting.invited, {})
    lines = [row.label for row in rows for _number in range(row.invited_count)]
    spare = max(5, len(lines) // 10) if lines else 30
    return [*lines[:600], *[""] * spare]


def counts_side_by_side(form, theirs, groups) -> list[dict]:
    """Two versions of counts, only where they differ. ``groups``: ids the other one ticked."""
    labels = dict(Element.choices)
    mine = form.counts
    rows = [
        _two(labels.get(key, key.removeprefix(UNNAMED)), _pair(mine, key), _pair(theirs, key))
        for key in sorted({*mine, *theirs})
    ]
    names = {group.pk: group.name for group in form.fields["groups"].queryset}
    chosen = ", ".join(names[pk] for pk in form.chosen_groups)
    ticked = ", ".join(names[pk] for pk in groups if pk in names)
    rows.append(_two(form.fields["groups"].label, chosen, ticked))
    return [row for row in rows if row["differs"]]


def _pair(counts, key) -> str:
    men, women = counts.get(key, (0, 0))
    return _("%(men)d laki-laki, %(women)d perempuan") % {"men": men, "women": women}


def _two(label, mine, theirs) -> dict:
    return {"label": label, "mine": mine, "theirs": theirs, "differs": mine != theirs}
