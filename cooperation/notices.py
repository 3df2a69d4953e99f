"""What cooperation has to say on the page of a village."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.lifecycle import ACTS
from cooperation.models import Agreement, AgreementParty
from cooperation.services.fairness import watches
from jejaring.roles import Permission
from villages.notices import Notice


def losing_village(user, village) -> list[Notice]:
    """The agreements in which the village loses in two reviews running."""
    if not user.holds_over(Permission.VIEW_AGREEMENT, village.pk):
        return []
    parties = AgreementParty.objects.visible_to(user).filter(village=village)
    agreements = Agreement.objects.visible_to(user).filter(
        pk__in=parties.values("agreement"), state__in=ACTS["review"].sources
    )
    found = list(agreements.order_by("created_at", "pk"))
    watched = watches(found, timezone.localdate()) if found else {}
    return [
        Notice(
            text=_("Desa ini rugi dalam dua tinjauan berturut-turut: %(title)s.")
            % {"title": agreement.title},
            url=reverse("agreement_fairness", args=[agreement.pk]),
            tone="bad",
        )
        for agreement in found
        if village.pk in {party.village_id for party in watched[agreement.pk].losing}
    ]
