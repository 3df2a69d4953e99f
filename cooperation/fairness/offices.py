"""Who says something about a cooperation: an office, never a name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Office(TextChoices):
    """In which office somebody estimated, reviewed or reflected."""

    HEAD = "head", _("Kepala desa")
    SECRETARY = "secretary", _("Sekretaris desa")
    OFFICIAL = "official", _("Perangkat desa")
    BPD = "bpd", _("BPD")
    GROUP = "group", _("Pengurus kelompok warga")
    MANAGERS = "managers", _("Pengelola kerja sama")
    PARTNER = "partner", _("Mitra")
    FACILITATOR = "facilitator", _("Pendamping desa")
    MEETING = "meeting", _("Musyawarah")
