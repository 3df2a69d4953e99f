"""Papers of a regulation of 33 villages: asked for, set, kept and read back, from the database."""

import statistics
import time

from cooperation.lifecycle import Clause, Flow
from cooperation.models import IssuedDocument
from cooperation.services.agreements import PartyDraft, begin_agreement
from cooperation.services.documents import choices_for, issue_document, read_document
from cooperation.services.matters import matter_of
from cooperation.services.texts import write_text
from tests import factories
from tests.bench import Result, at_most

NAME = "cooperation"
VILLAGES, LINES, ROUNDS = 33, 5, 5
LIMITS, AGAIN = {"pdf": 2_000, "docx": 3_000}, 500  # milliseconds


def run() -> list[Result]:
    agreement, by = _agreement()
    made = {format: _median(agreement, by, format) for format in ("pdf", "docx")}
    return [
        *(
            at_most(1, took, LIMITS[format], name=f"{format.upper()} of 33 villages",
                    note="a joint regulation, from rows to a kept file; the first left out")
            for format, (took, _again) in made.items()
        ),
        at_most(1, made["pdf"][1], AGAIN, name="the same PDF asked for again"),
    ]  # fmt: skip


def _agreement():
    by = factories.user(region_code="33.08")
    long = "Sumber Rejeki Makmur Sejahtera Lestari Abadi Sentosa"
    villages = [
        factories.village(f"33.08.06.2{n:03}", f"{long} {n}") for n in range(1, VILLAGES + 1)
    ]
    agreement = begin_agreement(
        flow=Flow.BETWEEN,
        title="Perlindungan sungai dari hulu ke hilir",
        parties=[PartyDraft(village=each, is_initiator=each is villages[0]) for each in villages],
        by=by,
    )
    words = "\n".join(f"{n}. Ketentuan yang cukup panjang untuk sebaris." for n in range(LINES))
    content = {
        "title": agreement.title,
        "basis": "",
        "clauses": {each.value: words for each in Clause},
    }
    write_text(agreement=agreement, content=content, seen=1, by=by)
    agreement.refresh_from_db()
    return agreement, by


def _median(agreement, by, format):
    """Milliseconds for a new file, and for the same asked for once more."""
    first, again = [], []
    for _number in range(ROUNDS + 1):
        IssuedDocument.objects.all().delete()
        first.append(_timed(agreement, by, format))
        again.append(_timed(agreement, by, format))
    return statistics.median(first[1:]), statistics.median(again[1:])


def _timed(agreement, by, format):
    started = time.perf_counter()
    matter = matter_of(agreement)
    choice = next(each for each in choices_for(matter) if each.key == "regulation:")
    document, _new = issue_document(
        agreement=agreement, choice=choice, matter=matter, format=format, paper="f4", by=by
    )
    read_document(document)
    return (time.perf_counter() - started) * 1000
