"""What several pages show of a stakeholder, as far as the viewer may read it."""

from jejaring.roles import Permission
from stakeholders.models import PartyMerge, Stakeholder, Tie, TieWords
from stakeholders.presenters.groups import Relation, relations


def relations_seen_by(user, stakeholder) -> list[Relation]:
    """The stakeholder's relations, nameless where the viewer may not look, wordless likewise."""
    ties = Tie.objects.visible_to(user).current().statements().of(stakeholder)
    ties = list(ties.select_related("source__group_kind", "target__group_kind").order_by("pk"))
    ends = {end for tie in ties for end in (tie.source_id, tie.target_id)}
    visible = Stakeholder.objects.visible_to(user).filter(pk__in=ends).values_list("pk", flat=True)
    words = TieWords.objects.visible_to(user).filter(tie__in=ties).values_list("tie", "reason")
    return relations(stakeholder, ties, visible=set(visible), reasons=dict(words))


def merged_into(user, stakeholder) -> dict:
    """Records made one with this one, and whether the viewer may make one more."""
    may_merge = stakeholder.kind != Stakeholder.Kind.GOVERNMENT and all(
        user.holds_over(each, stakeholder.village_id)
        for each in (Permission.RECORD, Permission.VIEW_DEPENDENCY)
    )
    merges = PartyMerge.objects.visible_to(user).standing().filter(kept=stakeholder)
    return {
        "party": stakeholder,
        "merges": list(merges.select_related("absorbed")),
        "may_merge": may_merge,
    }
