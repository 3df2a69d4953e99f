from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "cooperation"
    verbose_name = _("Kerja sama")

    def ready(self):
        """Speak on the pages of villages and of the map, which never import us."""
        from cooperation.doors import open_doors  # models are there from here on
        from cooperation.notices import losing_village
        from villages.notices import register

        register(losing_village)
        open_doors()
