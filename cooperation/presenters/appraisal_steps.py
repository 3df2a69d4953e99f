"""The short steps of a plan or a review, and how far each of them is."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cooperation.fairness.aspects import QUESTIONS, Aspect
from cooperation.fairness.dependence import Actor

BENEFITS, DEPENDENCE, ACTORS = "manfaat", "kemandirian", "pelaku"
CYCLE, SCHEDULE = "refleksi", "jadwal"
ASPECT_STEPS = {
    "ekologi": Aspect.ECOLOGY,
    "ekonomi": Aspect.ECONOMY,
    "masyarakat": Aspect.COMMUNITY,
    "kelembagaan": Aspect.INSTITUTION,
}
# Which answers make the two steps on dependence complete.
ASKED = {
    DEPENDENCE: ("income", "inputs", "exit", "assets", "alone"),
    ACTORS: tuple(Actor.values),
}
TITLES = {
    BENEFITS: gettext_lazy("Memberi dan menerima"),
    DEPENDENCE: gettext_lazy("Kemandirian desa"),
    ACTORS: gettext_lazy("Peran tiga pelaku"),
    "ekologi": gettext_lazy("Ekologi"),
    "ekonomi": gettext_lazy("Sosial ekonomi"),
    "masyarakat": gettext_lazy("Masyarakat"),
    "kelembagaan": gettext_lazy("Kelembagaan"),
    CYCLE: gettext_lazy("Aksi dan refleksi"),
    SCHEDULE: gettext_lazy("Tinjauan pertama"),
}


def step_names(appraisal) -> list[str]:
    """The steps of an appraisal in their order: a plan has nothing to reflect on yet."""
    last = SCHEDULE if appraisal.is_plan else CYCLE
    return [BENEFITS, DEPENDENCE, ACTORS, *ASPECT_STEPS, last]


def steps(appraisal, *, estimated, parties) -> list[dict]:
    """The steps as the bar takes them. ``estimated``: of how many ``parties`` there are lines."""
    found = [
        {
            "number": number,
            "name": name,
            "title": str(TITLES[name]),
            "url": reverse("appraisal_step", args=[appraisal.pk, name]),
            "state": _state(appraisal, name, estimated, parties),
        }
        for number, name in enumerate(step_names(appraisal), 1)
    ]
    if not appraisal.is_plan:
        found.append(
            {
                "number": len(found) + 1,
                "name": "selesai",
                "title": _("Selesaikan"),
                "url": reverse("appraisal_seal", args=[appraisal.pk]),
                "state": "todo",
            }
        )
    return found


def following(appraisal, name) -> str:
    """The address of the step after ``name``, or of the appraisal itself after the last."""
    names = step_names(appraisal)
    place = names.index(name) + 1
    if place < len(names):
        return reverse("appraisal_step", args=[appraisal.pk, names[place]])
    if appraisal.is_plan:
        return appraisal.get_absolute_url()
    return reverse("appraisal_seal", args=[appraisal.pk])


def _state(appraisal, name, estimated, parties) -> str:
    if name == BENEFITS:
        return _fill(estimated, parties)
    if name in ASPECT_STEPS:
        aspect = ASPECT_STEPS[name]
        said = appraisal.content.get("aspects", {}).get(aspect, {})
        return _fill(sum(key in said for key in QUESTIONS[aspect]), len(QUESTIONS[aspect]))
    if name == SCHEDULE:
        return "done" if appraisal.next_on else "todo"
    if name == CYCLE:
        return "done" if appraisal.content.get("cycle") else "todo"
    said = appraisal.content.get("dependence", {})
    asked = ASKED[name]
    return _fill(sum(key in said for key in asked), len(asked))


def _fill(done, of) -> str:
    return "done" if of and done >= of else "part" if done else "todo"
