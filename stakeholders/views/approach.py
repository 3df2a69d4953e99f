"""Approach plans: four ways, for the facilitators of that village alone.

A plan may touch on who depends on whom (whom not to send to a patron): such a reading is noted.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jejaring.access import needs
from jejaring.roles import Permission
from stakeholders.forms.approach import FORMS, RouteForm
from stakeholders.models import ApproachPlan, PatronClientTie, PlanTask, PlanVersion, Stakeholder
from stakeholders.models.approach import DETAILS
from stakeholders.presenters import approach as words
from stakeholders.presenters.versions import side_by_side
from stakeholders.services.approach import last_version, read_content, record_plan, update_plan
from stakeholders.services.dependency import note_reading
from stakeholders.services.groups import AlreadyRecorded, StaleVersion
from stakeholders.services.introductions import careful_with, propose
from stakeholders.services.network import read_network
from stakeholders.views.cards import cards
from stakeholders.views.replies import fill_in, form_page, form_status, start_anew, whereabouts
from villages.models import Region

WAYS = {slug: way for way, slug in words.SLUGS.items()}
DONE_SHOWN = 10


def plan_villages(user):
    """The villages in which this person may make plans."""
    villages = Region.objects.editable_by(user).filter(profile__isnull=False)
    return villages.allowed(user, Permission.VIEW_ANSWERS).villages()


@needs(Permission.VIEW_ANSWERS)
@require_safe
def approach_list(request, code):
    """The four ways with their plans, and what is still to be done or was promised."""
    village = get_object_or_404(plan_villages(request.user), pk=code)
    plans = ApproachPlan.objects.visible_to(request.user).filter(village=village)
    plans = plans.select_related(*(detail._meta.model_name for detail in DETAILS.values()))
    plans = plans.select_related("contactpath__key_figure").order_by("created_at", "pk")
    plans = plans.prefetch_related("seats__stakeholder")
    tasks = PlanTask.objects.visible_to(request.user).filter(village=village)
    open_tasks = tasks.open().select_related("party").by_urgency()
    promises = list(open_tasks.promises())
    done = tasks.current().exclude(done_on=None).select_related("party")
    context = whereabouts(request.user, place=village) | {
        "sections": words.sections(plans),
        "promises": promises,
        "overdue": sum(promise.is_overdue for promise in promises),
        "tasks": open_tasks.filter(is_promise=False),
        "done": done.order_by("-done_on", "-recorded_at")[:DONE_SHOWN],
    }
    return render(request, "stakeholders/approach_list.html", context)


@needs(Permission.VIEW_ANSWERS)
@form_page
def approach_create(request, code, way):
    """A new plan of one way; for a contact person the map proposes through whom."""
    village = get_object_or_404(plan_villages(request.user), pk=code)
    if way not in WAYS:
        raise Http404
    context = {"way": WAYS[way], "meaning": words.MEANING[WAYS[way]]}
    begun = {}
    if WAYS[way] == ApproachPlan.Way.CONTACT:
        begun = _look_for_ways(request, village, context)
    form = FORMS[WAYS[way]](request.POST or None, user=request.user, village=village, content=begun)
    context["form"] = form
    if not form.is_valid():
        return _form(request, village, context, form_status(form))
    try:
        plan = record_plan(
            village=village,
            way=WAYS[way],
            by=request.user,
            pk=form.cleaned_data["id"],
            **form.plan,
        )
    except AlreadyRecorded as again:
        start_anew(form)
        return _form(request, village, context | {"earlier": again.earlier}, 409)
    messages.success(request, _("Rencana pendekatan sudah dicatat."))
    return redirect(plan)


def _form(request, village, context, status):
    context |= whereabouts(request.user, place=village)
    return render(request, "stakeholders/approach_form.html", context, status=status)


def _look_for_ways(request, village, context):
    """Ask the map through whom; what the chosen way begins the form with."""
    asked = RouteForm(
        request.GET if "tokoh" in request.GET else None, user=request.user, village=village
    )
    context["route_form"] = asked
    if not asked.is_valid():
        return {}
    key, start = asked.cleaned_data["tokoh"], asked.cleaned_data["mulai"]
    reading = read_network(village, request.user)
    ways = propose(reading, key=str(key.pk), start=str(start.pk) if start else "")
    between = {party for way in ways for party in way.path[1:-1]}
    careful = _careful_with(request.user, village, key, between, reading)
    # Stable: ways on which nobody is put into a difficult place come first.
    ways.sort(key=lambda way: len(careful.keys() & set(way.path)))
    names = {party["id"]: party["name"] for party in reading.parties}
    context |= {"key": key, "start": start.pk if start else ""}
    context["proposals"] = words.proposals(ways, names=names, careful=careful, key=key.name)
    chosen = request.GET.get("jalur", "")
    if chosen.isdecimal() and len(chosen) < 4 and 1 <= int(chosen) <= len(ways):
        context["chosen"] = int(chosen)
        return {"key_figure": key, "steps": _steps_of(request.user, ways[int(chosen) - 1])}
    return {"key_figure": key}


def _careful_with(user, village, key, between, reading):
    """Whom not to send unprepared to ``key``; that one looked is written down if there is any."""
    ties = PatronClientTie.objects.visible_to(user).current().filter(village=village, patron=key)
    clients = {str(client) for client in ties.values_list("client", flat=True)}
    careful = careful_with(between, clients=clients, lines=reading.lines) if clients else {}
    if careful:
        note_reading(subject=village, village_code=village.pk, by=user)
    return careful


def _steps_of(user, way):
    """A proposed way as steps of the form; whoever cannot be seen any more is left out."""
    parties = Stakeholder.objects.visible_to(user).in_bulk(way.path[1:])
    found = {str(pk): party for pk, party in parties.items()}
    return [
        {
            "stakeholder": found[party],
            "strength": words.first_strength(kind),
            "met_on": None,
        }
        for party, kind in zip(way.path[1:], way.kinds, strict=True)
        if party in found
    ]


@needs(Permission.VIEW_ANSWERS)
@require_safe
def approach_detail(request, pk):
    """One plan: what it consists of, what it lacks, its tasks, and how it came to be so."""
    plan = get_object_or_404(_plans(ApproachPlan.objects.visible_to(request.user)), pk=pk)
    content = read_content(plan)
    versions = PlanVersion.objects.visible_to(request.user).filter(plan=plan)
    versions = list(versions.select_related("recorded_by").order_by("-version"))
    tasks = PlanTask.objects.visible_to(request.user).filter(plan=plan).current()
    context = whereabouts(request.user, place=plan.village) | {
        "plan": plan,
        "card": words.card(plan),
        "facts": words.facts(plan),
        "parties": content.get("parties", ()),
        "tasks": tasks.select_related("party").by_urgency(),
        "history": words.history(plan, versions, _names_of(request.user, versions)),
        "last": versions[0],
        "cards": cards("plan", user=request.user, plan=plan),
    }
    if plan.way == ApproachPlan.Way.CONTACT:
        context["chain"] = _chain(request.user, plan, content["steps"])
    return render(request, "stakeholders/approach_detail.html", context)


def _plans(plans):
    return plans.select_related(
        "village", *(detail._meta.model_name for detail in DETAILS.values())
    )


def _chain(user, plan, steps):
    key = plan.detail.key_figure
    between = {str(step["stakeholder"].pk) for step in steps[:-1]}
    careful = {}
    if between:
        reading = read_network(plan.village, user)
        careful = _careful_with(user, plan.village, key, between, reading)
    return words.chain(steps, careful=careful, key=key)


def _names_of(user, versions):
    """Names of everybody whom the versions of a plan name, as far as the reader may see them."""
    named = set()
    for version in versions:
        named |= {*version.content["parties"]}
        named |= {step["stakeholder"] for step in version.content.get("steps", ())}
        named |= {version.content.get("key_figure"), version.content.get("coordinator")} - {None}
    seen = Stakeholder.objects.visible_to(user).filter(pk__in=named)
    return {str(pk): name for pk, name in seen.values_list("pk", "name")}


@needs(Permission.VIEW_ANSWERS)
@form_page
def approach_edit(request, pk):
    """Write how the plan stands now; earlier versions stay."""
    plan = get_object_or_404(_plans(ApproachPlan.objects.editable_by(request.user)), pk=pk)
    about = {"user": request.user, "village": plan.village}
    form = FORMS[plan.way](request.POST or None, plan=plan, content=read_content(plan), **about)
    context = {"form": form, "plan": plan, "way": plan.way, "meaning": words.MEANING[plan.way]}
    context["title"] = words.title_of(plan)
    if not form.is_valid():
        return _form(request, plan.village, context, form_status(form))
    try:
        update_plan(
            plan=plan,
            base_version=form.cleaned_data["base_version"],
            by=request.user,
            **form.plan,
        )
    except StaleVersion as stale:
        return _form(
            request, plan.village, context | _two_versions(form, stale.current, about), 409
        )
    messages.success(request, _("Rencana diperbarui; yang lama tetap di riwayat."))
    return redirect(plan)


def _two_versions(form, current, about):
    """Both versions for the page; saving once more writes over the newer one."""
    theirs = type(form)(plan=current, content=read_content(current), **about)
    hidden = ("id", "base_version")
    saved = {name: theirs.initial.get(name) for name in form.fields if name not in hidden}
    fields = side_by_side(form, saved)
    fill_in(form, base_version=current.version)
    last = last_version(current)
    told = {"theirs_by": last.recorded_by, "theirs_at": last.recorded_at}
    return {"plan": current, "conflict": {"fields": fields} | told}
