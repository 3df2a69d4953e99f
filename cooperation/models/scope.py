"""Whose an agreement is: everybody's who holds the permission over one of its villages."""

from django.db.models import Q

from jejaring.models import ScopedQuerySet, inside
from jejaring.roles import Permission


class OfAgreementQuerySet(ScopedQuerySet):
    """Rows that hang on an agreement; ``agreement_lookup`` names the column that leads to it.

    A villager of any party reads all of it: one who signs must know what the others signed.
    """

    agreement_lookup = "agreement"
    territory_lookup = "agreement__parties__village_id"
    view_permission = Permission.VIEW_AGREEMENT
    edit_permission = Permission.DRAFT_AGREEMENT

    def rule(self, user, permission) -> Q:
        """Through a list of agreements, so that no row comes once for each of its parties."""
        from cooperation.models.agreement import AgreementParty  # it stands on this module

        parties = AgreementParty._base_manager.filter(
            inside("village_id", user.territories(permission))
        )
        return Q(**{f"{self.agreement_lookup}__in": parties.values("agreement")})
