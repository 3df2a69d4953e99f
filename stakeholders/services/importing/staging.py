"""A file is read once and kept until somebody decides; what it would do is worked out anew."""

import hashlib
from dataclasses import asdict
from pathlib import PurePosixPath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jejaring.services import record_event
from stakeholders.graph.formats import read
from stakeholders.models import GroupKind, ImportBatch, PatronClientTie, Stakeholder, Tie
from stakeholders.models.exchange import KEPT
from stakeholders.services.importing.plan import DEPENDENCY_CHOICES, make_plan
from stakeholders.services.importing.rows import Existing, Plan

# More than any village has; a kecamatan comes village by village.
MOST_PARTIES, MOST_TIES = 3_000, 10_000
MOST_PROBLEMS = 1_000
# Each is a question to a person; nobody answers hundreds, and no page carries them.
MOST_WORDS = 200
# What is kept of a row; personal names in a file are left there.
NODE_COLUMNS = (
    "id", "label", "kind", "group_kind", "hamlet", "residence", "since_year", "members",
    "members_approx", "confirmed_on", "restricted",
)  # fmt: skip
TIE_COLUMNS = (
    "source", "target", "kind", "sign", "stance", "office", "directed", "since", "until",
    "certainty", "forms", *DEPENDENCY_CHOICES,
)  # fmt: skip


class AlreadyImported(Exception):
    """This very file stands in the network already; ``batch`` is how it came in."""

    def __init__(self, batch):
        super().__init__(f"{batch.pk} holds the same file")
        self.batch = batch


class TooMuch(Exception):
    """More rows than one village has, or more kinds of them."""


def stage_file(*, village, content: bytes, name: str, by) -> ImportBatch:
    """Read a file and keep what it says, so that it can be looked at; nothing else is touched.

    The same file staged twice is staged once. Raises FormatError where nothing can be read,
    TooMuch, and AlreadyImported.
    """
    digest = hashlib.sha256(content).hexdigest()
    batches = ImportBatch.objects.filter(village=village, digest=digest)
    if earlier := batches.applied().first():
        raise AlreadyImported(earlier)
    exchange = read(content, name=name)
    if len(exchange.nodes) > MOST_PARTIES or len(exchange.ties) > MOST_TIES:
        raise TooMuch
    if _words_in(exchange) > MOST_WORDS:
        raise TooMuch
    with transaction.atomic():
        drop_lapsed()
        batches.staged().filter(staged_by=by).delete()
        batch = ImportBatch.objects.create(
            village=village,
            file_name=_plain_name(name),
            digest=digest,
            format=exchange.format,
            content=_kept(exchange),
            staged_by=by,
        )
        record_event(by=by, verb="staged", subject=batch, region_code=village.pk)
    return batch


def _words_in(exchange) -> int:
    """How many words of the file may ask for a meaning, at most."""
    parties = {(str(row.get("kind")), str(row.get("group_kind"))) for row in exchange.nodes}
    ties = {(str(row.get("kind")), row.get("sign")) for row in exchange.ties}
    return len(parties) + len(ties)


@transaction.atomic
def discard(*, batch, by):
    """Forget a file that was not taken over. Twice is once."""
    if ImportBatch.objects.staged().filter(pk=batch.pk).delete()[0]:
        record_event(by=by, verb="discarded", subject=batch, region_code=batch.village_id)


def drop_lapsed():
    """Forget files nobody decided about, and the rows of those decided long ago."""
    before = timezone.now() - KEPT
    ImportBatch.objects.staged().filter(staged_at__lt=before).delete()
    decided = ImportBatch.objects.exclude(state=ImportBatch.State.STAGED)
    decided.filter(staged_at__lt=before).exclude(content={}).update(content={})


def choose(*, batch, choices):
    """Keep what somebody says the words of the file mean."""
    batch.choices = choices
    ImportBatch.objects.staged().filter(pk=batch.pk).update(choices=choices)


def kinds_on_offer() -> list[tuple[str, str]]:
    """Code and name of every kind a group may be given."""
    return [(kind.pk, str(kind)) for kind in GroupKind.objects.offered()]


def plan_of(batch) -> Plan:
    """What taking the file over would do to the village as it is now."""
    existing = _existing(batch.village_id)
    return make_plan(batch.content, batch.choices, existing, timezone.localdate())


def _existing(code) -> Existing:
    parties = Stakeholder.objects.present().in_village(code)
    known = parties.filter(restricted=False)
    ids = {str(pk) for pk in parties.values_list("pk", flat=True)}
    secret = parties.filter(restricted=True, village=code)
    depend = PatronClientTie.objects.current().filter(village=code)
    return Existing(
        parties=[_party(row, code) for row in known.order_by("pk")],
        ties=[tie for tie in _ties(code) if {tie["source"], tie["target"]} <= ids],
        kinds=dict(GroupKind.objects.values_list("code", "name")),
        secret=[_party(row, code) for row in secret.order_by("pk")],
        dependencies=frozenset(
            (str(patron), str(client))
            for patron, client in depend.values_list("patron_id", "client_id")
        ),
    )


def _party(row, code):
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "name": row.name,
        "group_kind": row.group_kind_id or "",
        "hamlet": row.hamlet,
        "residence": row.residence,
        "since_year": row.since_year,
        "members_approx": row.members_approx,
        "confirmed_on": row.confirmed_on.isoformat() if row.confirmed_on else None,
        "elsewhere": row.village_id != code,
    }


def _ties(code):
    columns = ("pk", "source_id", "target_id", "kind", "stance", "office")
    rows = Tie.objects.current().filter(village=code).order_by("pk").values_list(*columns)
    return [
        {
            "id": str(pk),
            "source": str(source),
            "target": str(target),
            "kind": kind,
            "stance": stance,
            "office": office,
        }
        for pk, source, target, kind, stance, office in rows
    ]


def _kept(exchange):
    """The rows as they were read, with only the columns that mean something here."""
    return {
        "nodes": _rows(exchange.nodes, NODE_COLUMNS, getattr(exchange, "node_places", ())),
        "ties": _rows(exchange.ties, TIE_COLUMNS, getattr(exchange, "tie_places", ())),
        "directed": exchange.directed,
        "problems": worded(exchange.problems),
        "notes": [str(note) for note in exchange.notes[:MOST_PROBLEMS]] + _left_behind(exchange),
    }


def _rows(rows, columns, places):
    kept = [
        {key: row[key] for key in columns if row.get(key) is not None and row.get(key) != ""}
        for row in rows
    ]
    for row, place in zip(kept, places, strict=False):
        row["place"] = _where(*place)
    return kept


def worded(problems) -> list[dict]:
    """Problems of a file as pages show them: ``where``, ``column``, ``value`` and ``reason``."""
    return [_wrong(problem) for problem in problems[:MOST_PROBLEMS]]


def _wrong(problem):
    told = asdict(problem)
    where = _where(told.pop("line"), told.pop("sheet"))
    return {"where": where, **told}


def _where(line, sheet):
    """Where a row stands, in words."""
    told = [_("lembar %(sheet)s") % {"sheet": sheet}] if sheet else []
    told += [_("baris %(line)s") % {"line": line}] if line is not None else []
    return ", ".join(told)


def _left_behind(exchange):
    """What of the file stays out, said once."""
    names = {"person_name", "leader"}
    if any(names & row.keys() for row in exchange.nodes):
        return [_("Nama orang di berkas tidak diimpor: nama hanya dicatat bila ada dasarnya.")]
    return []


def _plain_name(name):
    """The name of a file without its folders, as long as the column holds."""
    name = PurePosixPath(name.replace("\\", "/")).name or "berkas"
    return "".join(character for character in name if character.isprintable())[-120:]
