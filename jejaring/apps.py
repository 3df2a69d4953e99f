from django.apps import AppConfig


class JejaringConfig(AppConfig):
    name = "jejaring"
    verbose_name = "Jejaring"

    def ready(self):
        from jejaring import checks  # noqa: F401 -- registers the system checks
