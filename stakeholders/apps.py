from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StakeholdersConfig(AppConfig):
    name = "stakeholders"
    verbose_name = _("Pemangku kepentingan")

    def ready(self):
        """Say what is counted here; the models are there from now on."""
        from stakeholders.tallies import SOURCES
        from villages.tallies.measures import register

        register(SOURCES)
