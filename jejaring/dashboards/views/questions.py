"""What deserves a question, and how far each has come."""

from dataclasses import replace
from functools import cache

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jejaring.access import needs
from jejaring.dashboards.drawn import drawn, told_again
from jejaring.dashboards.figures import BY_KEY
from jejaring.dashboards.forms import QuestionMarkForm
from jejaring.dashboards.marking import mark_question, with_marks
from jejaring.dashboards.pages import Page, address, way_to
from jejaring.dashboards.questions import MEASURES, questions
from jejaring.dashboards.views.elsewhere import elsewhere
from jejaring.dashboards.views.frame import frame, place_and_state, shown
from jejaring.replica import from_replica
from jejaring.roles import Permission


@needs(Permission.VIEW_DASHBOARD)
@from_replica
@elsewhere
@require_safe
def dashboard_questions(request, code):
    """What deserves a question, with the regions it is about and how far it has come."""
    place, state = place_and_state(request, code)
    page = Page(place, state, [], also=MEASURES)
    found = cache(lambda: questions(page.figures, state))
    # Without what finds their regions, which only those ask for that are drawn anew.
    told = told_again("questions", page, make=lambda: [replace(one, where=list) for one in found()])
    asked = with_marks(code, told, request.user)
    context = frame(request, page) | {
        "asked": [
            (each, _meaning(page, each.question.key, found), _way(page, each)) for each in asked
        ],
        "verdicts": QuestionMarkForm.base_fields["verdict"].choices,
    }
    return shown(request, "jejaring/dashboards/questions.html", context)


def _meaning(page, key, found):
    """What a question means and the regions it is about."""

    def context():
        question = next(each for each in found() if each.key == key)
        part = BY_KEY[question.part]
        return {
            "question": question,
            "places": [(place, way_to(place, part, page.state)) for place in question.places],
            "beneath": page.beneath,
        }

    return drawn("jejaring/dashboards/_question.html", page, key, context=context)


def _way(page, marked):
    return way_to(page.place, BY_KEY[marked.question.part], page.state)


@needs(Permission.VIEW_DASHBOARD)
@require_http_methods(["POST"])
def dashboard_question(request, code, key):
    """Say how far a question has come."""
    place, state = place_and_state(request, code)
    found = questions(Page(place, state, [], also=MEASURES).figures, state)
    question = next((each for each in found if each.key == key), None)
    back = address("dashboard_questions", place, state)
    if question is None:
        messages.warning(request, _("Angkanya sudah berubah: pertanyaan ini tidak ada lagi."))
        return redirect(back)
    form = QuestionMarkForm(request.POST)
    if not form.is_valid():
        words = "; ".join(str(error) for errors in form.errors.values() for error in errors)
        messages.error(request, _("Belum disimpan. Sampai mana: %(words)s") % {"words": words})
        return redirect(back)
    mark_question(code=code, question=question, by=request.user, **form.cleaned_data)
    messages.success(request, _("Tercatat."))
    return redirect(f"{back}#{key}")
