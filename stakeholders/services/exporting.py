"""Handing the network of a village out as a file: as much of it as the person may read.

Everything comes out of ``read_network``, so what the viewer may not see is in no file. What
informants said in their own words, and who they were, is in none at all. Dependencies are a
separate wish of the team, and every file that leaves is written down.
"""

import secrets
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.roles import Permission
from jejaring.services import record_event
from stakeholders.graph.formats import Exchange
from stakeholders.models import PatronClientTie, PersonName, Stakeholder, Tie
from stakeholders.services.dependency import note_reading
from stakeholders.services.network import OTHERS, Reading, read_network
from stakeholders.services.network_rows import OUTSIDE

# How parties appear: with personal names beside the roles, by office or role, or by codes.
NAMES, ROLES, CODES = "names", "roles", "codes"
DEPENDS = "depends"
CODE_LETTERS = {"group": "K", "person": "O", "institution": "L", "government": "P", OUTSIDE: "X"}
# What is coded in the dependency of a file; the words stay in Jejaring.
DEPENDENCY_COLUMNS = (
    "frequency",
    "tightness",
    "alternative",
    "gains_more",
    "effect_on_poor",
)


class NotForThem(Exception):
    """Names or dependencies were asked for by somebody who may not read them here."""


def names_in(village, user) -> dict[str, str]:
    """The personal names of the village by party, for who may read them."""
    names = PersonName.objects.visible_to(user).filter(stakeholder__village=village)
    return {str(pk): name for pk, name in names.values_list("pk", "name")}


def may_export_names(village, user) -> bool:
    """Whether the person may read personal names in the village."""
    return user.holds_over(Permission.VIEW_NAMES, village.pk)


def may_export_dependency(village, user) -> bool:
    """Whether the person is of the team, who alone may read dependencies."""
    return read_network(village, user).for_team


def export_network(village, user, *, naming=ROLES, dependency=False) -> Exchange:
    """The network as far as ``user`` may read it, one row a party and one a statement.

    ``naming``: NAMES, ROLES or CODES; ``dependency``: with who depends on whom. Raises NotForThem.
    """
    reading = read_network(village, user)
    if naming == NAMES and not may_export_names(village, user):
        raise NotForThem
    if dependency and not reading.for_team:
        raise NotForThem
    parties = reading.parties + (reading.private_parties if dependency else [])
    points = reading.private_positions if dependency else reading.positions
    nodes = _nodes(parties, points)
    ties = _ties(village, reading, dependency)
    if naming == NAMES:
        _add_names(nodes, names_in(village, user))
    elif naming == CODES:
        nodes, ties = _coded(nodes, ties)
    _say_in_words(nodes, ties)
    return Exchange(nodes=nodes, ties=ties, directed=True)


def record_export(village, user, *, format, naming, dependency=False):
    """Write down that a file left: who, of which village, how much of it; never what it says."""
    record_event(
        by=user,
        verb="exported",
        subject=village,
        region_code=village.pk,
        format=format,
        naming=naming,
        dependency=dependency,
    )
    if dependency:
        note_reading(subject=village, village_code=village.pk, by=user)


def open_reading(village, user, *, naming=ROLES) -> Reading:
    """What everybody of the village may read, for a picture that will lie on a table.

    No tie to the village government and no dependency, whoever asks. Raises NotForThem.
    """
    if naming == NAMES and not may_export_names(village, user):
        raise NotForThem
    reading = Reading(village, OTHERS)
    if naming == NAMES:
        names = names_in(village, user)
        reading.parties = [
            {**party, "name": _called(party["name"], names.get(party["id"]))}
            for party in reading.parties
        ]
    elif naming == CODES:
        codes = _codes(reading.parties)
        reading.parties = [_masked(party, codes[party["id"]]) for party in reading.parties]
        reading.statements = [{**said, "office": ""} for said in reading.statements]
    return reading


def _called(role, name):
    return f"{name} ({role})" if name else role


def _masked(party, code):
    """The party as its code; the two letters of a kind of group say nothing of which group."""
    mark = party["mark"] if party["kind"] == Stakeholder.Kind.GROUP else code
    return {**party, "name": code, "mark": mark, "hamlet": "", "home": ""}


# --- parties ----------------------------------------------------------------------------------


def _nodes(parties, points):
    rows = Stakeholder.objects.in_bulk([p["id"] for p in parties if p["kind"] != OUTSIDE])
    rows = {str(pk): row for pk, row in rows.items()}
    return [_node(party, rows.get(party["id"]), points.get(party["id"])) for party in parties]


def _node(party, row, point):
    x, y = point or (None, None)
    node = {"id": party["id"], "label": party["name"], "kind": party["kind"]}
    if row is not None:
        node |= {
            "group_kind": row.group_kind_id,
            "hamlet": row.hamlet or None,
            "village": row.village_id,
            "residence": row.residence or None,
            "since_year": row.since_year,
            "members_approx": row.members_approx,
            "confirmed_on": _day(row.confirmed_on),
            "interviewed": party["asked"] if row.is_group else None,
        }
    if party["restricted"]:
        node["restricted"] = True  # known from a dependency alone: stays so, wherever it goes
    return node | {"x": x, "y": y}


def _add_names(nodes, names):
    for node in nodes:
        node["person_name"] = names.get(node["id"])


# --- ties -------------------------------------------------------------------------------------


def _ties(village, reading, dependency):
    """One row a statement, with where it comes from as far as this audience may know."""
    statements = reading.statements + (reading.private_statements if dependency else [])
    rows = _details([said["id"] for said in statements])
    ties = [_tie(said, rows[said["id"]], reading.for_team) for said in statements]
    return ties + (_dependencies(village, reading) if dependency else [])


def _details(ids):
    columns = (
        "since",
        "recorded_at",
        "certainty",
        "answer__worksheet__held_on",
        "batch__file_name",
    )
    rows = Tie.objects.filter(pk__in=ids).values("pk", *columns)
    return {str(row["pk"]): row for row in rows}


def _tie(said, row, for_team):
    tie = {
        "id": said["id"],
        "source": said["source"],
        "target": said["target"],
        "kind": said["kind"],
        "office": said["office"] or None,
        "since": _day(row["since"]),
        "recorded_on": _day(row["recorded_at"]),
    }
    # How we came to know is for the team: it leads to who told us.
    if for_team:
        tie |= {
            "stance": said["stance"] or None,
            "certainty": row["certainty"],
            "interview_on": _day(row["answer__worksheet__held_on"]),
            "imported_from": row["batch__file_name"],
        }
    return tie


def _dependencies(village, reading):
    """From patron to client: what is coded of it, never the words."""
    wanted = [line["id"] for line in reading.private_lines if line["kind"] == DEPENDS]
    rows = PatronClientTie.objects.filter(village=village).in_bulk(wanted)
    return [_dependency(row) for pk, row in sorted(rows.items())]


def _dependency(row):
    return {
        "id": str(row.pk),
        "source": str(row.patron_id),
        "target": str(row.client_id),
        "kind": DEPENDS,
        "since": _day(row.since),
        "recorded_on": _day(row.recorded_at),
        "forms": ";".join(row.forms),
        **{column: getattr(row, column) for column in DEPENDENCY_COLUMNS},
    }


def _day(moment):
    """A date or a moment as the day it was, in figures that every program reads."""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return moment.isoformat() if moment else None


# --- codes ------------------------------------------------------------------------------------


def _codes(parties):
    """K1, O2 …: the same for a party throughout one file, and drawn anew for the next."""
    shuffled = list(parties)
    secrets.SystemRandom().shuffle(shuffled)
    counts = dict.fromkeys(CODE_LETTERS.values(), 0)
    codes = {}
    for party in shuffled:
        letter = CODE_LETTERS[party["kind"]]
        counts[letter] += 1
        codes[party["id"]] = f"{letter}{counts[letter]}"
    return codes


def _coded(nodes, ties):
    """Parties as codes, without what would tell which of the village's they are."""
    codes = _codes(nodes)
    # Where it stands on the map would name it; what is a secret stays one.
    kept = ("kind", "group_kind", "interviewed", "restricted")
    nodes = [
        {"id": code, "label": code, **{key: node[key] for key in kept if key in node}}
        for code, node in sorted(
            ((codes[node["id"]], node) for node in nodes), key=lambda pair: _in_order(pair[0])
        )
    ]
    ties = [
        {
            **{key: value for key, value in tie.items() if key not in ("office", "imported_from")},
            "source": codes[tie["source"]],
            "target": codes[tie["target"]],
        }
        for tie in ties
    ]
    ties.sort(key=lambda tie: (_in_order(tie["source"]), _in_order(tie["target"]), tie["kind"]))
    return nodes, [{**tie, "id": f"H{number}"} for number, tie in enumerate(ties, 1)]


def _in_order(code):
    return code[0], int(code[1:])


# --- words ------------------------------------------------------------------------------------


def _say_in_words(nodes, ties):
    """Add what a reader of a spreadsheet needs beside the codes of kinds and ids."""
    labels = {node["id"]: node["label"] for node in nodes}
    kinds = dict(Stakeholder.Kind.choices) | {OUTSIDE: _("Pihak di luar desa")}
    relations = dict(Tie.Kind.choices) | {DEPENDS: _("Ketergantungan")}
    for node in nodes:
        node["sebutan_bentuk"] = str(kinds[node["kind"]])
    for tie in ties:
        told = tie["kind"] not in (Tie.Kind.MEMBERSHIP, DEPENDS)
        tie |= {
            "nama_dari": labels[tie["source"]],
            "nama_ke": labels[tie["target"]],
            "sebutan_hubungan": str(relations[tie["kind"]]),
            "menurut": labels[tie["source"]] if told else None,
        }
