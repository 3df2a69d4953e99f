from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = _("Desa")

    def ready(self):
        """Say what is counted here; the models are there from now on."""
        from villages.tallies.measures import register
        from villages.tallies.villages import SOURCES

        register(SOURCES)
