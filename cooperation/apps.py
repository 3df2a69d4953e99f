from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CooperationConfig(AppConfig):
    name = "cooperation"
    verbose_name = _("Kerja sama")

    def ready(self):
        """Put our cards on the pages of the map, which never imports us."""
        from cooperation.doors import open_doors  # models can be read from now on only

        open_doors()
