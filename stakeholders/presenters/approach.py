"""Approach plans in words: what each way is, what a plan is called, lacks, and has been."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stakeholders.models import ApproachPlan, ContactStep
from stakeholders.models.approach import DETAILS
from stakeholders.presenters.versions import in_words

Way = ApproachPlan.Way

# The word of each way in addresses.
SLUGS = {
    Way.CONTACT: "narahubung",
    Way.COOPERATION: "kerja-sama",
    Way.ALLIANCE: "aliansi",
    Way.COALITION: "koalisi",
}
MEANING = {
    Way.CONTACT: gettext_lazy(
        "Menemui satu tokoh kunci lewat orang yang saling mengenal: bertamu, berbicara, menengahi."
    ),
    Way.COOPERATION: gettext_lazy(
        "Bekerja bersama lembaga lain untuk satu kebutuhan warga, dengan janji dua arah."
    ),
    Way.ALLIANCE: gettext_lazy(
        "Beberapa forum menyuarakan isu yang sama; masing-masing tetap memakai namanya."
    ),
    Way.COALITION: gettext_lazy(
        "Beberapa forum bersatu sementara: satu nama, satu koordinator, sampai hari tertentu."
    ),
}
EXAMPLE = {
    Way.CONTACT: gettext_lazy("Menemui kepala pasar lewat ketua kelompok tani."),
    Way.COOPERATION: gettext_lazy("Pelatihan olahan keripik bersama perguruan tinggi."),
    Way.ALLIANCE: gettext_lazy("Air tetap mengalir saat kemarau."),
    Way.COALITION: gettext_lazy("Koalisi Jalan Tani, sampai musyawarah desa bulan Juni."),
}
LACKS = {
    "steps": gettext_lazy("jalur"),
    "parties": gettext_lazy("sedikitnya dua pihak"),
    "need": gettext_lazy("kebutuhan yang dijawab"),
    "first_talk_on": gettext_lazy("tanggal pembicaraan pertama"),
    "name": gettext_lazy("nama"),
    "coordinator": gettext_lazy("koordinator"),
    "ends_on": gettext_lazy("tanggal berakhir"),
}
TONES = {"planned": "plain", "idea": "plain", "dropped": "plain", "ended": "plain", "ready": ""}


def title_of(plan) -> str:
    """What a plan is called: by its figure, its title, its issue or its name."""
    detail = plan.detail
    if plan.way == Way.CONTACT:
        return _("Menemui %(party)s") % {"party": detail.key_figure.name}
    if plan.way == Way.COALITION:
        return detail.name or _("Koalisi yang belum bernama")
    return detail.title if plan.way == Way.COOPERATION else detail.issue


@dataclass(frozen=True)
class Card:
    """A plan in a list: its title, a line beneath, how it stands, and what it lacks."""

    plan: ApproachPlan
    title: str
    line: str
    lacks: str
    tone: str
    has_lapsed: bool


def card(plan, parties=()) -> Card:
    """``parties``: the names of who takes part, or of who stands on the way."""
    detail = plan.detail
    return Card(
        plan=plan,
        title=title_of(plan),
        line=_line(plan, parties),
        lacks=lacks(detail) if detail.is_open else "",
        tone=TONES.get(detail.state, "note"),
        has_lapsed=getattr(detail, "has_lapsed", False),
    )


def _line(plan, parties):
    if plan.way == Way.CONTACT:
        return plan.detail.purpose
    if plan.way == Way.COALITION:
        return plan.detail.aim
    return ", ".join(parties)


def lacks(detail) -> str:
    """What is missing, in words; empty when nothing is."""
    return ", ".join(str(LACKS[name]) for name in detail.missing)


def sections(plans) -> list[dict]:
    """The four ways, each with its own meaning, example, address and plans.

    ``plans``: with their detail, seats and steps fetched along; open ones come first.
    """
    cards = {way: [] for way in Way}
    for plan in sorted(plans, key=lambda plan: not plan.detail.is_open):
        seats = sorted(seat.stakeholder.name for seat in plan.seats.all())
        cards[plan.way].append(card(plan, seats))
    return [
        {
            "way": way,
            "slug": SLUGS[way],
            "label": way.label,
            "meaning": MEANING[way],
            "example": EXAMPLE[way],
            "cards": cards[way],
        }
        for way in Way
    ]


def facts(plan) -> list[dict]:
    """The columns of the plan as ``label`` and ``value``; the state and what is empty left out."""
    detail = plan.detail
    names = [name for name in detail.COLUMNS if name != "state"]
    told = [{"label": _label(plan.way, name), "value": _value(detail, name)} for name in names]
    return [fact for fact in told if fact["value"]]


def _label(way, name):
    if name in ("parties", "steps"):
        return _("Para pihak") if name == "parties" else _("Jalur")
    label = str(DETAILS[way]._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _value(detail, name):
    return in_words(getattr(detail, name), detail._meta.get_field(name))


@dataclass(frozen=True)
class Link:
    """One who stands on a way: how close the one before is, and what to be careful about."""

    name: str
    url: str = ""
    strength: str = ""
    remark: str = ""
    met_on: object = None
    care: str = ""
    label: str = ""


def chain(steps, *, careful, key) -> list[Link]:
    """The links of a path. ``careful``: id -> client; ``key``: the key figure."""
    names = {str(step["stakeholder"].pk): step["stakeholder"].name for step in steps}
    return [
        Link(
            name=step["stakeholder"].name,
            url=step["stakeholder"].get_absolute_url(),
            strength=step["strength"],
            label=str(ContactStep.Strength(step["strength"]).label),
            met_on=step["met_on"],
            care=care_words(str(step["stakeholder"].pk), careful, names, key.name),
        )
        for step in steps
    ]


def care_words(party, careful, names, key) -> str:
    """What to think of before sending somebody to the key figure; empty for most."""
    if party not in careful:
        return ""
    if careful[party] == party:
        return _(
            "%(name)s tercatat bergantung pada %(key)s. Tanyakan dulu berdua apakah ia bersedia."
        ) % {"name": names[party], "key": key}
    return _(
        "%(name)s dekat dengan pihak yang tercatat bergantung pada %(key)s. "
        "Jangan dipertemukan tanpa bicara lebih dulu."
    ) % {"name": names[party], "key": key}


STRAINED = {
    "competes": gettext_lazy("bersaing"),
    "disputed": gettext_lazy("belum sepakat"),
    "hinder": gettext_lazy("merasa dihambat"),
}


def proposals(ways, *, names, careful, key) -> list[dict]:
    """Ways as the map proposes them: ``number``, ``links`` (name, remark, care), ``sentence``."""
    told = []
    for number, way in enumerate(ways, 1):
        path = way.path[1:]
        links = [
            Link(
                name=names[party],
                remark=str(STRAINED.get(kind, "")),
                care=care_words(party, careful, names, key),
            )
            for party, kind in zip(path, way.kinds, strict=True)
        ]
        told.append({"number": number, "links": links, "sentence": _rated(way)})
    return told


def _rated(way):
    if len(way.path) == 2:
        return _("Anda sudah mengenalnya langsung.")
    if way.strained:
        return _("Melewati hubungan yang sedang tidak mudah; pakai bila tidak ada jalan lain.")
    return _("Semua hubungan di jalur ini baik, sejauh yang tercatat.")


def first_strength(kind) -> str:
    """How close two seem to be, before anybody has said so."""
    return "weak" if kind in ("competes", "disputed", "hinder") else "medium"


def history(plan, versions, names) -> list[dict]:
    """How the plan changed, the latest first: ``by``, ``at`` and ``changes`` (label, was, now).

    ``versions``: the latest first. ``names``: id as text -> name, for whom the reader may see.
    """
    told = []
    for later, older in pairwise(versions):
        keys = [*DETAILS[plan.way].COLUMNS, "parties", "steps"]
        changes = [
            {
                "label": _label(plan.way, key),
                "was": _past(plan.way, key, older.content.get(key), names),
                "now": _past(plan.way, key, later.content.get(key), names),
            }
            for key in keys
            if older.content.get(key) != later.content.get(key)
        ]
        told.append({"by": later.recorded_by, "at": later.recorded_at, "changes": changes})
    return told


def _past(way, key, value, names):
    if not value:
        return ""
    if key == "parties":
        return ", ".join(sorted(names.get(pk, "…") for pk in value))
    if key == "steps":
        return " → ".join(_past_step(step, names) for step in value)
    field = DETAILS[way]._meta.get_field(key)
    if field.is_relation:
        return names.get(value, "…")
    if key.endswith("_on"):
        return in_words(parse_date(value))
    return in_words(value, field)


def _past_step(step, names):
    close = ContactStep.Strength(step["strength"]).label
    return f"{names.get(step['stakeholder'], '…')} ({close})"
