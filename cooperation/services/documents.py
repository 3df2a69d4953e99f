"""Making papers of an agreement, and keeping each as it was given out."""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cooperation.models import Agreement, DocumentTemplate, IssuedDocument, Letterhead
from cooperation.papers import Kind, Matter, Meeting, Report, compose
from cooperation.papers.emblem import check_emblem
from cooperation.papers.pdf import pdf_of
from cooperation.papers.word import docx_of
from cooperation.papers.word_template import check_template, fill_template
from cooperation.services.body_papers import reports_for
from cooperation.services.chain import digest_of
from cooperation.services.keeping import DOCUMENTS, sha256_of
from cooperation.services.matters import matter_of
from cooperation.services.meeting_papers import meetings_for
from jejaring.roles import Permission
from jejaring.services import record_event
from villages.models import Region

DESIGN = 2  # grows when papers are set otherwise, so that the same facts make a new file


@dataclass(frozen=True)
class Choice:
    """A paper that can be made: its ``key`` in forms, its kind, what it is of, and its name."""

    key: str
    kind: Kind
    about: object
    label: str

    @property
    def of(self) -> str:
        return self.key.partition(":")[2]


def choices_for(matter: Matter, meetings=(), reports=()) -> list[Choice]:
    """The papers that can be made of an agreement as it stands.

    ``meetings``: what was recorded of its meetings; ``reports``: what its bodies can report. Where
    there are none, the same papers are made to be filled in by hand.
    """
    return [
        Choice(f"{kind.value}:{of}", kind, about, label)
        for kind, of, about, label in (
            *_of_all(matter),
            *_of_bodies(matter, reports),
            *_of_recorded(meetings),
            *_of_villages(matter),
            *_of_deliberations(matter, meetings),
        )
    ]


def papers_of(agreement: Agreement) -> tuple[Matter, list[Choice]]:
    """The agreement as papers tell of it, and all that can be made of it now."""
    matter = matter_of(agreement)
    meetings = meetings_for(agreement, matter)
    reports = reports_for(agreement, matter, meetings) if matter.is_between else []
    return matter, choices_for(matter, meetings, reports)


def _of_all(matter):
    if matter.is_between:
        yield Kind.REGULATION, "", None, str(Kind.REGULATION.label)
        host = next((v for v in matter.villages if v.is_initiator), None)
        yield from _before(Meeting(_MAD, host, of_all=True), "mad", _("musyawarah antar-desa"))
    else:
        yield Kind.CONTRACT, "", None, str(Kind.CONTRACT.label)


_MAD = "Musyawarah Antar-Desa"


def _of_bodies(matter, reports):
    for each in reports:
        yield Kind.REPORT, each.pk, each.report, f"{Kind.REPORT.label} · {each.label}"
    if matter.is_between and not reports:
        yield Kind.REPORT, "", Report(), str(Kind.REPORT.label)


def _of_recorded(meetings):
    for each in meetings:
        yield from _before(each.told, each.pk, each.label)
        if each.decides:
            yield Kind.RECORD, each.pk, each.told, f"{Kind.RECORD.label} · {each.label}"


def _of_villages(matter):
    for village in matter.villages:
        of = village.key
        if village.is_initiator:
            yield Kind.OFFER, of, village, f"{Kind.OFFER.label} · {village.whole}"
        yield Kind.UMBRELLA, of, village, f"{Kind.UMBRELLA.label} · {village.whole}"
        yield from _before(Meeting(village=village), of, village.whole)


def _before(meeting, of, where):
    for kind in (Kind.INVITATION, Kind.ATTENDANCE, Kind.MINUTES):
        yield kind, of, meeting, f"{kind.label} · {where}"


def _of_deliberations(matter, meetings):
    """Those that no record tells in the same words."""
    recorded = {digest for each in meetings if each.decides for digest in each.decisions}
    for met in matter.deliberations:
        if met.decision in recorded:
            continue
        where = met.village.whole if met.village else _("semua pihak")
        label = _("%(kind)s nomor %(number)s · %(where)s") % {
            "kind": Kind.RECORD.label,
            "number": met.minutes,
            "where": where,
        }
        yield Kind.RECORD, str(met.number), met, label


def issue_document(*, agreement: Agreement, choice: Choice, matter, format, paper, by):
    """The paper as a kept file, and whether it was made now; nothing changed gives the same file.

    Raises Damaged when the kept file is gone.
    """
    # A paper is Indonesian whatever language its reader's pages are in.
    with translation.override(settings.LANGUAGE_CODE):
        composed = compose(choice.kind, matter, choice.about)
    template = _template_for(matter, choice.kind) if format == "docx" else None
    asked = {
        "agreement": agreement,
        "kind": choice.kind,
        "about": choice.of,
        "format": format,
        "paper": paper,
        "basis": _basis(composed, template),
    }
    if earlier := IssuedDocument.objects.filter(**asked).first():
        read_document(earlier)
        return earlier, False
    content = _printed(composed, template, format, paper)
    name = DOCUMENTS.keep_new(content, format)
    try:
        with transaction.atomic():
            document = IssuedDocument.objects.create(
                **asked,
                label=choice.label[:200],
                text_number=composed.version,
                head=composed.digest,
                sha256=sha256_of(content),
                size=len(content),
                name=name,
                file_name=_file_name(composed, format, paper),
                issued_by=by,
            )
            code = next((p.village_id for p in agreement.parties.all() if p.village_id), "")
            record_event(by=by, verb="issued_document", subject=document, region_code=code)
    except IntegrityError:  # the same request at the same moment
        DOCUMENTS.drop(name)
        return IssuedDocument.objects.get(**asked), False
    return document, True


def _template_for(matter, kind):
    templates = DocumentTemplate.objects.in_use()
    return templates.filter(regency=matter.regency_code, kind=kind).first()


def _basis(composed, template):
    return digest_of(
        {
            "design": DESIGN,
            "blocks": [block.as_data() for block in composed.blocks],
            "words": composed.words,
            "draft": composed.is_draft,
            "version": composed.version,
            "template": template.sha256 if template else "",
        }
    )


def _printed(composed, template, format, paper):
    if format == "pdf":
        return pdf_of(composed, paper)
    if template is None:
        return docx_of(composed, paper)
    return fill_template(read_template(template), composed, paper)


def _file_name(composed, format, paper):
    """Plain letters only: a name that every system takes."""
    day = timezone.localdate().isoformat()
    return f"{composed.file_name[:80]}-{paper}-{day}.{format}"


def read_document(document: IssuedDocument) -> bytes:
    """The bytes as they were issued. Raises Damaged."""
    return DOCUMENTS.kept(document.name, document.sha256)


def read_template(template: DocumentTemplate) -> bytes:
    """The bytes as they were uploaded. Raises Damaged."""
    return DOCUMENTS.kept(template.name, template.sha256)


# --- templates and heads ------------------------------------------------------------------------


def regency_ruled_by(user, code) -> Region | None:
    """The kabupaten of this code, when the person may set its rules."""
    if not user.holds_over(Permission.MANAGE_RULES, code):
        return None
    return Region.objects.filter(pk=code, level=Region.Level.REGENCY).first()


@transaction.atomic
def add_template(*, regency, kind, file_name, content, by) -> DocumentTemplate:
    """Take a template into use; the one before is retired. Raises BadTemplate."""
    placeholders = check_template(content, kind)
    stem, _dot, _ending = file_name.rpartition(".")
    current = DocumentTemplate.objects.in_use().filter(regency=regency, kind=kind)
    current.update(retired_at=timezone.now())
    template = DocumentTemplate.objects.create(
        regency=regency,
        kind=kind,
        file_name=f"{slugify(stem)[:80] or 'templat'}.docx",
        sha256=sha256_of(content),
        name=DOCUMENTS.keep_new(content, "docx"),
        placeholders=placeholders,
        uploaded_by=by,
    )
    record_event(by=by, verb="added_template", subject=template, region_code=regency.pk)
    return template


@transaction.atomic
def retire_template(*, template, by) -> None:
    """Take a template out of use; papers are made in the usual shape again."""
    if template.retired_at is None:
        template.retired_at = timezone.now()
        template.save(update_fields=["retired_at"])
        record_event(
            by=by, verb="retired_template", subject=template, region_code=template.regency_id
        )


@transaction.atomic
def set_letterhead(*, region, by, **columns) -> Letterhead:
    """Write what stands at the head of the papers of a region. Raises BadEmblem."""
    if columns.get("emblem"):
        check_emblem(columns["emblem"])
    letterhead, _made = Letterhead.objects.update_or_create(
        region=region, defaults=columns | {"changed_by": by}
    )
    record_event(by=by, verb="set_letterhead", subject=region, region_code=region.pk)
    return letterhead
