"""The network of a village as a file: out of Jejaring, and into it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.exchange import PICTURES, ExportForm, MeaningForm, UploadForm
from stakeholders.graph.formats import FormatError, write
from stakeholders.models import ImportBatch
from stakeholders.presenters.importing import Preview
from stakeholders.presenters.paper import PAPERS, picture_of
from stakeholders.presenters.selection import Selection
from stakeholders.presenters.village_map import VillageMap
from stakeholders.services.coverage import coverage
from stakeholders.services.dependency import note_reading
from stakeholders.services.exporting import export_network, open_reading, record_export
from stakeholders.services.importing.applying import (
    BuiltUpon,
    NotReady,
    StalePlan,
    apply_batch,
    standing_on,
    undo_batch,
)
from stakeholders.services.importing.staging import (
    AlreadyImported,
    TooMuch,
    choose,
    discard,
    kinds_on_offer,
    plan_of,
    stage_file,
    worded,
)
from stakeholders.services.network import read_network
from stakeholders.views.replies import form_page, form_status
from villages.models import Region
from villages.services.places import places

# Ending and media type of each file.
FILES = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("zip", "application/zip"),
    "graphml": ("graphml", "application/xml"),
    "gexf": ("gexf", "application/xml"),
    "json": ("json", "application/json"),
    "pajek": ("net", "text/plain; charset=utf-8"),
    "ucinet-dl": ("dl", "text/plain; charset=utf-8"),
    "svg": ("svg", "image/svg+xml"),
    "png": ("png", "image/png"),
    "pdf-a4": ("pdf", "application/pdf"),
    "pdf-a3": ("pdf", "application/pdf"),
}
MOST_BATCHES = 10
WORDS_IN_NAMES = {"names": "nama", "roles": "peran", "codes": "kode"}


@needs(Permission.VIEW)
@form_page
def village_export(request, code):
    """Choose a file of the village's network, and take it along."""
    village = get_object_or_404(_begun(Region.objects.visible_to(request.user)), pk=code)
    form = ExportForm(request.POST or None, user=request.user, village=village)
    selection = Selection.from_query(request.GET)
    if not form.is_valid():
        context = {
            "nav": "map",
            "village": village,
            "place": places([code])[code],
            "form": form,
            "filters": selection.in_words,
            "focused": bool(selection.focus),
        }
        return render(
            request, "stakeholders/village_export.html", context, status=form_status(form)
        )
    asked = form.cleaned_data
    if form.is_picture:
        content = _picture(request.user, village, selection, asked)
    else:
        exchange = export_network(
            village,
            request.user,
            naming=asked["naming"],
            dependency=asked.get("dependency", False),
        )
        content = write(exchange, format=asked["format"])
    record_export(village, request.user, **asked)
    return _attachment(content, _file_name(village, asked), FILES[asked["format"]][1])


def _begun(villages):
    return villages.villages().filter(profile__isnull=False)


def _picture(user, village, selection, asked):
    """The map in the format that was asked for, as everybody of the village may see it."""
    reading = open_reading(village, user, naming=asked["naming"])
    picture = picture_of(
        VillageMap(reading, selection, ""),
        place=places([village.pk])[village.pk],
        coverage=coverage([village.pk])[village.pk],
        naming=asked["naming"],
    )
    if asked["format"] in PAPERS:
        return picture.pdf(PAPERS[asked["format"]])
    return picture.png() if asked["format"] == "png" else picture.svg().encode()


def _file_name(village, asked):
    """What it is, of which village, from which day, and how parties are called in it."""
    what = "peta" if asked["format"] in PICTURES else "jejaring"
    words = [WORDS_IN_NAMES[asked["naming"]]]
    if asked.get("dependency"):
        words.append("ketergantungan-rahasia")
    day = timezone.localdate().isoformat()
    place = slugify(village.name) or "desa"
    return f"{what}-{place}-{village.pk}-{day}-{'-'.join(words)}.{FILES[asked['format']][0]}"


def _attachment(content, name, media_type):
    """A file to be kept, never to be shown by the browser as a page of ours."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


# --- files that come in -----------------------------------------------------------------------


@needs(Permission.RECORD)
@form_page
def village_import(request, code):
    """Bring a file with parties and ties; nothing is taken over before it has been looked at."""
    village = _village_to_fill(request.user, code)
    form = UploadForm(request.POST or None, request.FILES or None)
    batches = ImportBatch.objects.visible_to(request.user).filter(village=village)
    context = {
        "nav": "map",
        "village": village,
        "place": places([code])[code],
        "form": form,
        "batches": batches.select_related("staged_by").order_by("-staged_at")[:MOST_BATCHES],
    }
    page = "stakeholders/village_import.html"
    if not form.is_valid():
        return render(request, page, context, status=form_status(form))
    file = form.cleaned_data["file"]
    try:
        batch = stage_file(village=village, content=file.read(), name=file.name, by=request.user)
    except AlreadyImported as again:
        messages.info(request, _("Berkas ini sudah diimpor. Semua isinya sudah ada."))
        return redirect(again.batch)
    except TooMuch:
        form.add_error("file", _("Isinya lebih banyak daripada satu desa. Impor per desa."))
    except FormatError as refused:
        context["problems"] = worded(refused.problems)
    else:
        return redirect(batch)
    return render(request, page, context, status=422)


def _village_to_fill(user, code):
    """A village in which this person records and may read whatever a file may say."""
    village = get_object_or_404(_begun(Region.objects.editable_by(user)), pk=code)
    if not read_network(village, user).for_team:
        raise Http404
    return village


@needs(Permission.RECORD)
@form_page
def import_preview(request, pk):
    """What a file would add, change and leave; then take it over as a whole."""
    batch = _batch(request.user, pk)
    if batch.state != ImportBatch.State.STAGED:
        return _render_decided(request, batch)
    plan = plan_of(batch)
    kinds = kinds_on_offer()
    form = MeaningForm(request.POST or None, plan=plan, kinds=kinds)
    if not form.is_valid():
        return _render_preview(request, batch, plan, form, status=form_status(form))
    if form.choices != MeaningForm.kept_in(plan):
        choose(batch=batch, choices=form.choices)
        plan = plan_of(batch)
    if "terapkan" not in request.POST:
        return redirect(batch)
    return _apply(request, batch, plan, form)


def _apply(request, batch, plan, form):
    """Take the file over, or show once more what stands in the way."""
    if plan.new_people and not form.cleaned_data["checked"]:
        form.add_error("checked", _("Periksa sebutan orang di daftar, lalu beri centang di sini."))
        return _render_preview(request, batch, plan, form, status=422)
    try:
        apply_batch(batch=batch, shown=request.POST.get("pratinjau", ""), by=request.user)
    except AlreadyImported as again:
        messages.info(request, _("Berkas ini sudah diimpor. Semua isinya sudah ada."))
        return redirect(again.batch)
    except NotReady as refused:
        return _render_preview(request, batch, refused.plan, status=422)
    except StalePlan as stale:
        messages.warning(
            request, _("Isi desa atau pilihan berubah sejak pratinjau. Periksa yang baru ini.")
        )
        return _render_preview(request, batch, stale.plan, status=409)
    messages.success(request, _("Isi berkas sudah masuk ke peta."))
    return redirect(batch)


def _batch(user, pk):
    """A file of a village of whose team this person is."""
    batches = ImportBatch.objects.editable_by(user)
    batch = get_object_or_404(batches.select_related("village", "staged_by", "applied_by"), pk=pk)
    if not read_network(batch.village, user).for_team:
        raise Http404
    return batch


def _render_preview(request, batch, plan, form=None, *, status):
    if plan.dependencies:
        note_reading(subject=batch, village_code=batch.village_id, by=request.user)
    kinds = kinds_on_offer()
    context = {
        "nav": "map",
        "village": batch.village,
        "place": places([batch.village_id])[batch.village_id],
        "batch": batch,
        "plan": plan,
        "preview": Preview(plan, kinds),
        "form": form or MeaningForm(plan=plan, kinds=kinds),
    }
    return render(request, "stakeholders/import_preview.html", context, status=status)


def _render_decided(request, batch):
    """A file that was taken over, or taken back: what it did, and the way back."""
    applied = batch.state == ImportBatch.State.APPLIED
    context = {
        "nav": "map",
        "village": batch.village,
        "place": places([batch.village_id])[batch.village_id],
        "batch": batch,
        "applied": applied,
        "reasons": standing_on(batch) if applied else [],
    }
    return render(request, "stakeholders/import_decided.html", context)


@needs(Permission.RECORD)
@require_POST
def import_discard(request, pk):
    """Forget a file that was not taken over."""
    batch = _batch(request.user, pk)
    discard(batch=batch, by=request.user)
    return redirect("village_import", batch.village_id)


@needs(Permission.RECORD)
@require_POST
def import_undo(request, pk):
    """Take a file back, as long as nothing stands on it."""
    batch = _batch(request.user, pk)
    try:
        undo_batch(batch=batch, by=request.user)
    except BuiltUpon:
        messages.warning(request, _("Impor ini tidak bisa dibatalkan lagi."))
    return redirect(batch)
