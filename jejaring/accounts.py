"""How allauth behaves here: accounts come from invitations only."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up unasked; see ``jejaring.services.invite_person``."""

    def is_open_for_signup(self, request):
        return False
