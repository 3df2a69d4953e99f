from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "cooperation"
    verbose_name = _("Kerja sama")

    def ready(self):
        """Show cards on the pages of villages and of the map, which never import us."""
        from cooperation.views.cards import put_cards  # models are there from here on

        put_cards()
