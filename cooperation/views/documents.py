"""Papers of an agreement: what was issued, one more, and the shape a kabupaten gives them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cooperation.forms.documents import (
    DocumentForm,
    EmblemForm,
    LetterheadForm,
    TemplateForm,
    written,
)
from cooperation.models import Agreement, DocumentTemplate, IssuedDocument, Letterhead
from cooperation.papers import Kind
from cooperation.papers.word_template import SLOTS, WORDS, example_template
from cooperation.services.agreements import village_codes
from cooperation.services.documents import (
    add_template,
    issue_document,
    papers_of,
    read_document,
    read_template,
    regency_ruled_by,
    retire_template,
    set_letterhead,
)
from cooperation.services.keeping import Damaged
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status
from villages.models import Region

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def agreement_documents(request, pk):
    """What was issued of an agreement, the newest first."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user), pk=pk)
    issued = IssuedDocument.objects.visible_to(request.user).filter(agreement=agreement)
    villages = village_codes(agreement.parties.all())
    user = request.user
    context = {
        "agreement": agreement,
        "nav": "agreements",
        "issued": issued.select_related("issued_by").order_by("-issued_at", "-pk"),
        "may_issue": any(user.holds_over(Permission.DRAFT_AGREEMENT, code) for code in villages),
        "own": Region.objects.visible_to(user)
        .allowed(user, Permission.DRAFT_AGREEMENT)
        .filter(pk__in=villages)
        .order_by("pk"),
        "ruled": next(
            (c[:5] for c in villages if user.holds_over(Permission.MANAGE_RULES, c[:5])), ""
        ),
    }
    return render(request, "cooperation/agreement_documents.html", context)


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def document_issue(request, pk):
    """Choose a paper and have it made; the same request again finds the same file."""
    agreement = get_object_or_404(Agreement.objects.editable_by(request.user), pk=pk)
    matter, choices = papers_of(agreement)
    form = DocumentForm(request.POST or None, choices=choices)
    if form.is_valid():
        said = form.cleaned_data
        try:
            _document, is_new = issue_document(
                agreement=agreement,
                choice=form.choice,
                matter=matter,
                format=said["format"],
                paper=said["paper"],
                by=request.user,
            )
        except Damaged:
            messages.error(request, _DAMAGED)
        else:
            messages.success(
                request,
                _("Dokumen sudah diterbitkan.")
                if is_new
                else _("Dokumen yang sama sudah pernah diterbitkan dan belum ada yang berubah."),
            )
        return redirect("agreement_documents", agreement.pk)
    context = {"agreement": agreement, "nav": "agreements", "form": form}
    return render(request, "cooperation/document_issue.html", context, status=form_status(form))


_DAMAGED = gettext_lazy(
    "Berkas ini hilang atau berubah di server. Minta pengelola memulihkannya dari cadangan."
)


@needs(Permission.VIEW_AGREEMENT)
@require_safe
def document_download(request, pk):
    """An issued file, byte for byte as it was given out."""
    document = get_object_or_404(IssuedDocument.objects.visible_to(request.user), pk=pk)
    try:
        content = read_document(document)
    except Damaged:
        messages.error(request, _DAMAGED)
        return redirect("agreement_documents", document.agreement_id)
    return _attachment(content, document.file_name, document.format)


def _attachment(content, name, format):
    """A file to be kept, never to be shown by the browser as a page of ours."""
    return HttpResponse(
        content,
        content_type=MEDIA[format],
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


@needs(Permission.DRAFT_AGREEMENT)
@form_page
def letterhead_edit(request, code):
    """The address at the head of a village's papers."""
    villages = Region.objects.visible_to(request.user).desa()
    villages = villages.allowed(request.user, Permission.DRAFT_AGREEMENT)
    village = get_object_or_404(villages, pk=code)
    current = Letterhead.objects.editable_by(request.user).filter(region=village).first()
    form = LetterheadForm(request.POST or None, letterhead=current)
    if form.is_valid():
        set_letterhead(region=village, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kop surat desa tersimpan."))
        return redirect("agreement_list")
    context = {"form": form, "village": village, "place": village, "nav": "agreements"}
    return render(request, "cooperation/letterhead_edit.html", context, status=form_status(form))


# --- what a kabupaten sets ----------------------------------------------------------------------


@needs(Permission.MANAGE_RULES)
@form_page
def template_list(request, code):
    """The templates of a kabupaten, and a new one."""
    regency = _regency(request, code)
    form = TemplateForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        add_template(
            regency=regency,
            kind=form.cleaned_data["kind"],
            file_name=form.cleaned_data["file"].name,
            content=form.content,
            by=request.user,
        )
        messages.success(request, _("Templat dipakai mulai sekarang."))
        return redirect("template_list", regency.pk)
    return _rules_page(request, regency, form_status(form), form=form)


@needs(Permission.MANAGE_RULES)
@form_page
def emblem_set(request, code):
    """The emblem of a kabupaten."""
    regency = _regency(request, code)
    form = EmblemForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        set_letterhead(region=regency, by=request.user, emblem=form.content)
        messages.success(request, _("Lambang kabupaten tersimpan."))
        return redirect("template_list", regency.pk)
    context = {"regency": regency, "form": form, "nav": "agreements"}
    return render(request, "cooperation/emblem_set.html", context, status=form_status(form))


def _regency(request, code):
    regency = regency_ruled_by(request.user, code)
    if regency is None:
        raise Http404
    return regency


def _rules_page(request, regency, status, *, form):
    templates = DocumentTemplate.objects.visible_to(request.user).filter(regency=regency)
    context = {
        "regency": regency,
        "nav": "agreements",
        "form": form,
        "templates": templates.in_use().select_related("uploaded_by").order_by("kind"),
        "kinds": [(kind, kind.label, list(map(written, SLOTS[kind]))) for kind in Kind],
        "words": list(map(written, WORDS)),
    }
    return render(request, "cooperation/template_list.html", context, status=status)


@needs(Permission.MANAGE_RULES)
@require_safe
def template_example(request, code, kind):
    """A DOCX with every placeholder of a kind in its place, to begin from."""
    _regency(request, code)
    if kind not in Kind.values:
        raise Http404
    return _attachment(example_template(Kind(kind)), f"contoh-templat-{kind}.docx", "docx")


@needs(Permission.MANAGE_RULES)
@require_safe
def template_download(request, pk):
    """A template as it was uploaded."""
    template = get_object_or_404(DocumentTemplate.objects.visible_to(request.user), pk=pk)
    try:
        content = read_template(template)
    except Damaged:
        messages.error(request, _DAMAGED)
        return redirect("template_list", template.regency_id)
    return _attachment(content, template.file_name, "docx")


@needs(Permission.MANAGE_RULES)
@require_POST
def template_retire(request, pk):
    """Take a template out of use."""
    template = get_object_or_404(DocumentTemplate.objects.editable_by(request.user), pk=pk)
    retire_template(template=template, by=request.user)
    messages.success(request, _("Templat tidak dipakai lagi."))
    return redirect("template_list", template.regency_id)
