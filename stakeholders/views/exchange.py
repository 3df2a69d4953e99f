"""The network of a village as a file: out of Jejaring, and into it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.exchange import PICTURES, ExportForm
from stakeholders.graph.formats import write
from stakeholders.presenters.paper import PAPERS, picture_of
from stakeholders.presenters.selection import Selection
from stakeholders.presenters.village_map import VillageMap
from stakeholders.services.coverage import coverage
from stakeholders.services.exporting import export_network, open_reading, record_export
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
