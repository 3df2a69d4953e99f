"""Writing the text of an agreement: each save is a version of its own."""

import re

from django.db import transaction

from cooperation.drafts.parts import parts_of, says
from cooperation.lifecycle import CLAUSES
from cooperation.models import AgreementText
from cooperation.services.agreements import Deed, perform
from cooperation.services.chain import digest_of, standing_of

# Rules that no longer apply, by how drafts cite them, and what replaced them.
REVOKED = {
    "permendagri_38_2007": re.compile(
        r"permendagri\D{0,30}38\D{1,15}2007|nomor\s+38\s+tahun\s+2007", re.I
    )
}


def lacking(content) -> list[str]:
    """The mandatory contents that are still empty (PP 43/2014 art. 143(4))."""
    return [code for code in CLAUSES if not says(content, code)]


def cited_and_revoked(content) -> list[str]:
    """Codes of revoked rules that the text cites."""
    words = "\n".join(part.words for part in parts_of(content))
    return [code for code, pattern in REVOKED.items() if pattern.search(words)]


@transaction.atomic
def write_text(*, agreement, content, seen, by) -> AgreementText:
    """Add a version of the text. Raises what ``perform`` raises; the same words change nothing."""
    digest = digest_of(content)
    last = agreement.texts.order_by("-number").first()
    if last and last.digest == digest:
        return last
    perform(
        agreement=agreement,
        deed=Deed(
            "write",
            content={
                "text": digest,
                "lacking": lacking(content),
                "number": (last.number if last else 0) + 1,
            },
        ),
        seen=seen,
        by=by,
    )
    # While a signed text is being changed, its own dates hold until the change is signed too.
    if not standing_of(agreement).amendment:
        agreement.keep_term(content)
    return AgreementText.objects.create(
        agreement=agreement,
        number=(last.number if last else 0) + 1,
        content=content,
        digest=digest,
        written_by=by,
    )
