from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "cooperation"
    verbose_name = _("Kerja sama")

    def ready(self):
        """Show cards on pages of apps that never import us, and say what is counted here."""
        from cooperation.tallies import SOURCES  # models are there from here on
        from cooperation.views.cards import put_cards
        from villages.tallies.marking import watch
        from villages.tallies.measures import register

        put_cards()
        register(SOURCES)
        watch()  # every app beneath has registered by now
