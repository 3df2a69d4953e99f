"""The vocabulary of matters, for whoever looks after such lists."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cooperation.forms.resources import MatterForm
from cooperation.services.resources import NameTaken, add_matter, update_matter
from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.views.replies import form_page, form_status
from villages.models import Matter


@needs(Permission.MANAGE_KINDS)
@require_safe
def matters(request):
    """All matters and the words for them."""
    context = {"nav": "kinds", "matters": Matter.objects.editable_by(request.user)}
    return render(request, "cooperation/matters.html", context)


@needs(Permission.MANAGE_KINDS)
@form_page
def matter_add(request):
    """One more matter."""
    form = MatterForm(request.POST or None)
    return _saved(request, form, lambda said: add_matter(by=request.user, **said))


@needs(Permission.MANAGE_KINDS)
@form_page
def matter_edit(request, code):
    """Other words for a matter."""
    matter = get_object_or_404(Matter.objects.editable_by(request.user), pk=code)
    form = MatterForm(request.POST or None, matter=matter)
    return _saved(request, form, lambda said: update_matter(matter=matter, by=request.user, **said))


def _saved(request, form, act):
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except NameTaken:
            form.add_error("name", _("Golongan dengan nama ini sudah ada."))
        else:
            messages.success(request, _("Golongan disimpan."))
            return redirect("matters")
    context = {"nav": "kinds", "form": form, "matter": form.matter}
    return render(request, "cooperation/matter_form.html", context, status=form_status(form))
