"""The kinds of groups: the seven that stay, and those an administrator looks after."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jejaring.access import needs
from jejaring.forms import KindForm
from jejaring.roles import Permission
from stakeholders.models import GroupKind
from stakeholders.models.kinds import Family
from stakeholders.services.kinds import KindNameTaken, add_kind, update_kind


@needs(Permission.MANAGE_KINDS)
@require_safe
def kinds(request):
    """All kinds, family by family."""
    by_family = {family: [] for family in Family}
    for kind in GroupKind.objects.visible_to(request.user):
        by_family[kind.family].append(kind)
    families = [(family.label, members) for family, members in by_family.items()]
    return render(request, "jejaring/kinds.html", {"nav": "kinds", "families": families})


@needs(Permission.MANAGE_KINDS)
@require_http_methods(["GET", "HEAD", "POST"])
def kind_add(request):
    """Add a kind beneath one of the seven families or "other"."""
    form = KindForm(request.POST or None)
    if form.is_valid() and _saved(form, add_kind, by=request.user):
        messages.success(request, _("Jenis kelompok ditambahkan."))
        return redirect("kinds")
    return _form_page(request, form)


@needs(Permission.MANAGE_KINDS)
@require_http_methods(["GET", "HEAD", "POST"])
def kind_edit(request, code):
    """Rename a kind, move it to another family, or stop offering it."""
    kind = get_object_or_404(GroupKind.objects.editable_by(request.user), pk=code)
    form = KindForm(request.POST or None, instance=kind)
    if form.is_valid() and _saved(form, update_kind, kind=kind, by=request.user):
        messages.success(request, _("Jenis kelompok diperbarui."))
        return redirect("kinds")
    return _form_page(request, form)


def _saved(form, act, **arguments) -> bool:
    """Do the act with what the form says; False, with a word at the name, when it is taken."""
    try:
        act(**arguments, **form.cleaned_data)
    except KindNameTaken:
        form.say_name_taken()
        return False
    return True


def _form_page(request, form):
    context = {"nav": "kinds", "form": form, "kind": form.instance}
    return render(request, "jejaring/kind_form.html", context, status=422 if form.is_bound else 200)
